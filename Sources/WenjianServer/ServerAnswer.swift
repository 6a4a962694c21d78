// An answer as a value, whatever carries it.

import WenjianJSON

/// An answer of HTTP.
public struct ServerAnswer: Sendable {
  /// What follows the head.
  public enum Body: Sendable {
    case bytes([UInt8])
    /// Bytes that are made as they are taken.
    case chunks(Chunks)
  }

  /// Pieces of a body, one after the other. A failure means that the body is not whole: the connection has to be closed.
  public struct Chunks: AsyncSequence, Sendable {
    /// Of all pieces together; nil when that is not known before.
    public let byteCount: Int?
    private let makeNext: @Sendable () -> () async throws -> [UInt8]?

    init(byteCount: Int? = nil, _ makeNext: @escaping @Sendable () -> () async throws -> [UInt8]?) {
      self.byteCount = byteCount
      self.makeNext = makeNext
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
      fileprivate let body: () async throws -> [UInt8]?

      /// The next piece, never an empty one; nil behind the last.
      public mutating func next() async throws -> [UInt8]? { try await body() }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: makeNext()) }
  }

  public var status: Int
  public var headers: [ServerRequest.Header]
  public var body: Body

  init(_ status: Int, _ headers: [ServerRequest.Header] = [], _ body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// JSON that is written already.
  static func json(_ bytes: [UInt8], status: Int = 200) -> ServerAnswer {
    ServerAnswer(status, [.contentType("application/json"), .noStore], .bytes(bytes))
  }

  /// The value of a field.
  public func header(_ name: String) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }
}

extension ServerRequest.Header {
  static func contentType(_ type: String) -> Self { Self("Content-Type", type) }
  /// What is answered may be other a moment later.
  static let noStore = Self("Cache-Control", "no-store")
}
