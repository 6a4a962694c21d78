// What is told of a request to whoever keeps a log.

/// A request that was answered. What was searched for is not told: it is the reader's own.
public struct ServerEvent: Sendable {
  public let client: String
  public let method: String
  /// Of the table of routes; `none` for an address without one.
  public let route: String
  public let status: Int
  /// Of an error.
  public let code: String?
  /// From the request to the head of the answer.
  public let duration: Duration
}
