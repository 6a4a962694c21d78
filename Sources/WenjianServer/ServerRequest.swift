// A request as a value, whatever carried it.

/// A request of HTTP, read whole.
public struct ServerRequest: Sendable {
  /// A field of the head.
  public struct Header: Sendable, Equatable {
    /// In any case.
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// Whether that is its name, in any case.
    func isNamed(_ other: String) -> Bool {
      name.utf8.count == other.utf8.count && (name == other || name.lowercased() == other.lowercased())
    }
  }

  /// In capitals: `GET`.
  public var method: String
  /// The path and the query as they were sent, with percent signs: `/api/count?query=%E6%89%B6`.
  public var target: String
  public var headers: [Header]
  public var body: [UInt8]
  /// The address that it came from, without a port.
  public var client: String
  /// Whether the body is larger than what is read of one; it is empty then.
  public var isTooLarge = false

  public init(
    _ method: String, _ target: String, headers: [Header] = [], body: [UInt8] = [], client: String = "127.0.0.1"
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.client = client
  }

  /// The value of a field; nil when there is none, the first of several.
  func header(_ name: String) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }

  /// The values of all fields of a name, in their order.
  func values(_ name: String) -> [String] { headers.filter { $0.isNamed(name) }.map(\.value) }

  /// The target before its question mark.
  var rawPath: Substring { target.prefix { $0 != "?" } }

  /// The target behind its question mark; nil without one.
  var rawQuery: Substring? {
    target.firstIndex(of: "?").map { target[target.index(after: $0)...] }
  }
}
