// `/metrics`: what is counted, for Prometheus.

import Wenjian

extension Route {
  static let metrics = Route(
    "metrics", ["GET"], "/metrics", "requests, searches and the index in figures, as Prometheus reads them",
    .media("text/plain")
  ) { request in
    let server = request.server
    let index = server.index.current
    let text = server.metrics.text([
      ("wenjian_searches_in_flight", "Searches that run or wait for a thread.", server.gate.count),
      ("wenjian_index_generation", "The number of the commit that is answered from.", index?.generation ?? 0),
      ("wenjian_index_documents", "Documents of that commit.", index?.documentCount ?? 0),
    ])
    return ServerAnswer(
      200, [.contentType("text/plain; version=0.0.4; charset=utf-8"), .noStore], .bytes(Array(text.utf8)))
  }
}
