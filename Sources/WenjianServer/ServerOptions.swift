// What a server is told when it begins.

import WenjianService

/// How a server answers, and whom.
public struct ServerOptions: Sendable {
  /// The path of the index.
  public var index: String
  /// The directory whose index that is, to be made and kept current; nil: the index is as others make it.
  public var directory: String?
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

  /// The longest text of a parameter, a query among them, in bytes.
  public var textBytes = 4096
  /// The most documents of a page.
  public var pageCount = 1000
  /// The most queries, and other texts of a list.
  public var listCount = 1000
  /// The most lines of a concordance.
  public var lineCount = 10_000
  /// The most searches that run or wait for a thread.
  public var searchCount = 256
  /// The most requests a second from one address, four times as many at once; 0: no limit.
  public var requestsPerSecond = 0

  public init() {}

  /// The same for what the service reads of an operation.
  func service(of operation: String) -> ServiceLimits {
    var limits = ServiceLimits()
    limits.maxima = [
      "snippets": 100, "maxBytes": 1 << 24, "width": 1000,
      "offset": operation == "kwic" ? 1_000_000_000 : 100_000,
      "limit": operation == "search" ? pageCount : lineCount,
    ]
    limits.stringBytes = textBytes
    limits.listCount = listCount
    return limits
  }
}
