// Requests and answers in a file: written by one transport around another, given again by one that needs no cluster.

import Synchronization
import WenjianJSONText
package import WenjianSearch
import WenjianThreads

/// A request with the answer to it. In a file it is a JSON object in a line.
package struct RecordedExchange: Sendable, Equatable {
  package let request: ClusterRequest
  package let answer: ClusterAnswer

  package init(request: ClusterRequest, answer: ClusterAnswer) {
    self.request = request
    self.answer = answer
  }

  /// - Throws: `ClusterError` for what is no exchange.
  package init(line: some Collection<UInt8>) throws(ClusterError) {
    guard let value = try? JSONValue(line, nesting: 8), let method = value["method"]?.text,
      let kind = ClusterRequest.Method(rawValue: method), let path = value["path"]?.text,
      let status = value["status"]?.integer
    else {
      throw ClusterError(.answer, "a line of the recorded requests cannot be read")
    }
    request = ClusterRequest(
      kind, path, body: value["body"]?.text.map { Array($0.utf8) },
      bodyKind: value["lines"] == .bool(true) ? .lines : .json, isRepeatable: value["repeatable"]?.truth)
    answer = ClusterAnswer(status: status, body: Array((value["answer"]?.text ?? "").utf8))
  }

  /// As a line without its end.
  package var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("method", request.method.rawValue)
      json.field("path", request.path)
      if let body = request.body { json.field("body", String(decoding: body, as: UTF8.self)) }
      if request.bodyKind == .lines { json.field("lines", true) }
      json.field("repeatable", request.isRepeatable)
      json.field("status", answer.status)
      json.field("answer", String(decoding: answer.body, as: UTF8.self))
    }
    return json.bytes
  }
}

/// Keeps what goes through another transport.
package final class RecordingTransport: ClusterTransport {
  private let transport: any ClusterTransport
  private let kept = Locked<[RecordedExchange]>([])

  package init(_ transport: any ClusterTransport) { self.transport = transport }

  package var exchanges: [RecordedExchange] { kept.withLock { $0 } }

  package func send(_ request: ClusterRequest, control: SearchControl?) throws(ClusterError) -> ClusterAnswer {
    let answer = try transport.send(request, control: control)
    kept.withLock { $0.append(RecordedExchange(request: request, answer: answer)) }
    return answer
  }
}

/// Gives recorded answers, each once: a request must be one that was recorded, byte for byte, and one that was sent several
/// times gets its answers in their order.
package final class RecordedTransport: ClusterTransport {
  private let waiting: Locked<[RecordedExchange]>

  package init(_ exchanges: [RecordedExchange]) { waiting = Locked(exchanges) }

  /// The requests that were recorded and not sent.
  package var unused: [ClusterRequest] { waiting.withLock { $0.map(\.request) } }

  package func send(_ request: ClusterRequest, control: SearchControl?) throws(ClusterError) -> ClusterAnswer {
    let answer = waiting.withLock { waiting -> ClusterAnswer? in
      let places = waiting.indices.filter { waiting[$0].request == request }
      guard let first = places.first else { return nil }
      return waiting.remove(at: first).answer
    }
    guard let answer else {
      throw ClusterError(.answer, "this request was not recorded: \(request.method.rawValue) \(request.path)")
    }
    return answer
  }
}
