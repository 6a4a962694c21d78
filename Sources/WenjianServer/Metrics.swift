// What is counted of the requests, in the text format of Prometheus (0.0.4).

import Synchronization
import WenjianThreads

/// Counts requests by route and status, and how long they took.
final class Metrics: Sendable {
  /// Upper bounds of a histogram's buckets, in seconds.
  private static let bounds: [Double] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private struct Series {
    var statuses: [Int: Int] = [:]
    /// Of each bucket alone; the last one has no bound.
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    var seconds = 0.0
  }

  private let all = Locked<[String: Series]>([:])

  /// - Parameter route: of the table of routes, so that there are few.
  func count(_ route: String, status: Int, _ duration: Duration) {
    let seconds = duration / .seconds(1)
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    all.withLock { all in
      all[route, default: Series()].statuses[status, default: 0] += 1
      all[route]?.buckets[bucket] += 1
      all[route]?.seconds += seconds
    }
  }

  /// - Parameter gauges: what is so at the moment, each with what it means.
  func text(_ gauges: [(name: String, help: String, value: Int)]) -> String {
    let all = all.withLock { $0 }.sorted { $0.key < $1.key }
    var text = ""
    func head(_ name: String, _ kind: String, _ help: String) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }
    head(
      "wenjian_requests_total", "counter",
      "Requests by route and status; 499: the client went, 504: the deadline passed.")
    for (route, series) in all {
      for (status, count) in series.statuses.sorted(by: { $0.key < $1.key }) {
        text += "wenjian_requests_total{route=\"\(route)\",status=\"\(status)\"} \(count)\n"
      }
    }
    head("wenjian_request_seconds", "histogram", "Time from a request to the head of its answer.")
    for (route, series) in all {
      var count = 0
      for (bound, bucket) in zip(Self.bounds.map(\.description) + ["+Inf"], series.buckets) {
        count += bucket
        text += "wenjian_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)\n"
      }
      text += "wenjian_request_seconds_sum{route=\"\(route)\"} \(series.seconds)\n"
      text += "wenjian_request_seconds_count{route=\"\(route)\"} \(count)\n"
    }
    for gauge in gauges {
      head(gauge.name, "gauge", gauge.help)
      text += "\(gauge.name) \(gauge.value)\n"
    }
    return text
  }
}
