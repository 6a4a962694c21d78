package import WenjianJSONText

/// Which engine answers, and what it can.
package struct ClusterEngine: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case elasticsearch = "Elasticsearch"
    case openSearch = "OpenSearch"
  }

  /// How a search is held still while its pages are read.
  package enum PointInTime: Sendable {
    /// By scroll alone.
    case none
    /// `POST /INDEX/_pit`, closed by `DELETE /_pit`.
    case elasticsearch
    /// `POST /INDEX/_search/point_in_time`, closed by `DELETE /_search/point_in_time`.
    case openSearch
  }

  package let kind: Kind
  package let major: Int
  package let minor: Int
  /// As the engine writes it: `7.0.0`, `8.13.4`.
  package let version: String

  /// - Parameter root: the answer to `GET /`.
  /// - Throws: `ClusterError` with reason `engine` for another program, and for a version that lacks what is used.
  package init(root: JSONValue) throws(ClusterError) {
    guard let number = root["version"]?["number"]?.text else {
      throw ClusterError(.engine, "what answers is neither Elasticsearch nor OpenSearch; check the address")
    }
    // OpenSearch may call itself Elasticsearch 7.10.2 for old clients; its distribution is told all the same.
    kind = root["version"]?["distribution"]?.text == "opensearch" ? .openSearch : .elasticsearch
    let parts = number.split(separator: ".").map { Int($0.prefix { "0123456789".contains($0) }) ?? 0 }
    (major, minor) = (parts.first ?? 0, parts.count > 1 ? parts[1] : 0)
    version = number
    guard kind == .openSearch || major >= 7 else {
      throw ClusterError(
        .engine, "\(kind.rawValue) \(number) is too old; Elasticsearch from 7.0 on and OpenSearch are used")
    }
  }

  package var name: String { "\(kind.rawValue) \(version)" }

  /// OpenSearch that answers as 7.10.2 is older than its own point in time.
  package var pointInTime: PointInTime {
    switch kind {
    case .elasticsearch: (major, minor) >= (7, 10) ? .elasticsearch : .none
    case .openSearch: (major, minor) >= (2, 4) && major < 7 ? .openSearch : .none
    }
  }
}

extension JSONValue {
  /// The text of a string; nil of other values.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A whole number; nil of other values.
  package var integer: Int? {
    if case .number(let digits) = self { Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) } } else { nil }
  }

  /// A number; nil of other values.
  package var number: Double? {
    if case .number(let digits) = self { Double(digits) } else { nil }
  }

  package var truth: Bool? {
    if case .bool(let truth) = self { truth } else { nil }
  }

  /// The values of an array; none of other values.
  package var values: [JSONValue] {
    if case .array(let values) = self { values } else { [] }
  }

  /// The members of an object; none of other values.
  package var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}
