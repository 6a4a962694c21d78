// What is sent to a cluster and what comes back: the one boundary between the requests and the network.

package import WenjianJSONText
package import WenjianSearch

/// A request of the REST interface.
package struct ClusterRequest: Sendable, Equatable {
  package enum Method: String, Sendable {
    case get = "GET"
    case put = "PUT"
    case post = "POST"
    case delete = "DELETE"
    case head = "HEAD"
  }

  package enum BodyKind: String, Sendable {
    case json = "application/json"
    /// A JSON value a line, the last one ended too.
    case lines = "application/x-ndjson"
  }

  package let method: Method
  /// Behind the node, encoded, with its parameters: `/policies/_search?search_type=dfs_query_then_fetch`.
  package let path: String
  package let body: [UInt8]?
  package let bodyKind: BodyKind
  /// Whether sending it twice does what sending it once does, so that it may be sent again when nothing is known of the first.
  package let isRepeatable: Bool

  /// - Parameter isRepeatable: nil: as HTTP has it, so that only of POST it must be said.
  package init(
    _ method: Method, _ path: String, body: [UInt8]? = nil, bodyKind: BodyKind = .json, isRepeatable: Bool? = nil
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.bodyKind = bodyKind
    self.isRepeatable = isRepeatable ?? (method != .post)
  }

  /// With a body that is written as JSON.
  package init(
    _ method: Method, _ path: String, isRepeatable: Bool? = nil, body write: (inout JSONWriter) throws -> Void
  ) rethrows {
    var json = JSONWriter()
    try write(&json)
    self.init(method, path, body: json.bytes, isRepeatable: isRepeatable)
  }

  /// A part of a path, encoded: all but letters, figures and `-._~`.
  package static func encoded(_ part: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return part.utf8.reduce(into: "") { result, byte in
      let scalar = Unicode.Scalar(byte)
      if byte < 0x80, scalar.properties.isAlphabetic || "0123456789-._~".unicodeScalars.contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}

/// What a node answered.
package struct ClusterAnswer: Sendable, Equatable {
  /// Of HTTP.
  package let status: Int
  package let body: [UInt8]

  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// - Throws: `ClusterError` with reason `answer` for what is no JSON.
  package func json() throws(ClusterError) -> JSONValue {
    do throws(JSONFailure) {
      return try JSONValue(body, nesting: 256)
    } catch {
      throw ClusterError(
        .answer, "the cluster's answer is no JSON: \(error.message) at byte \(error.byteOffset)", status: status)
    }
  }
}

/// Sends requests to a cluster. Tests put recorded answers in the place of the network.
package protocol ClusterTransport: Sendable {
  /// Sends a request and waits for the answer, whatever its status.
  /// - Parameter control: ends the wait; nil for none.
  /// - Throws: `ClusterError` when there is no answer.
  func send(_ request: ClusterRequest, control: SearchControl?) throws(ClusterError) -> ClusterAnswer
}
