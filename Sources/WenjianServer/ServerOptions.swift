// What a server is told when it begins.

/// How a server answers, and whom.
public struct ServerOptions: Sendable {
  /// The path of the index.
  public var index: String
  public var access = AccessPolicy()
  public var limits = ServerLimits()

  public init(index: String) { self.index = index }
}

/// How much one request may ask for.
public struct ServerLimits: Sendable {
  /// A request that is not answered in this time is given up.
  public var timeout = Duration.seconds(10)
  /// The longest address, in bytes.
  public var targetBytes = 8192
  /// The largest body of a request, in bytes.
  public var bodyBytes = 1 << 20

  public init() {}
}
