// Answers requests about one index, for programs in any language.

import Synchronization
public import Wenjian
public import WenjianJSON
import WenjianThreads

/// Answers requests: an operation with parameters as a JSON object, its answer or an error as another, as Service in JSON.md.
///
/// ```swift
/// let service = try Service(at: "Index")
/// let answer = service.answer(Array(#"{"id":1,"op":"count","query":"第一书记"}"#.utf8))
/// // {"id":1,"result":{"query":"第一书记","documents":3,"occurrences":5}}
/// ```
///
/// Any number of threads may ask one service; each request is answered on the thread that asks. New commits of the index are
/// seen within a fifth of a second, or at once with the operation `refresh`.
public final class Service: Sendable {
  private struct State {
    var index: any SearchableIndex
    /// When new commits were looked for last.
    var refreshTime: ContinuousClock.Instant
  }

  private let state: Locked<State>
  /// Held while new commits are looked for.
  private let refreshing = Locked<Void>(())
  /// New commits are looked for so often at most: it takes longer than a short search.
  private static let refreshInterval = Duration.milliseconds(200)

  /// Opens the index in a directory.
  /// - Throws: `WenjianError`, as `Index.init(at:)`.
  public convenience init(at path: String) throws(WenjianError) { self.init(try Index(at: path)) }

  /// Answers from an index, and from its later commits.
  public init(_ index: any SearchableIndex) { state = Locked(State(index: index, refreshTime: .now)) }

  /// The index as the last request saw it.
  public var index: any SearchableIndex { state.withLock { $0.index } }

  /// The operations that there are, each with what it is for.
  public static var operations: [(name: String, summary: String)] { Operations.list.map { ($0.name, $0.summary) } }

  /// Answers a request.
  ///
  /// - Parameter request: a JSON object in UTF-8.
  /// - Returns: a JSON object in UTF-8, without a newline: `id` as in the request, and `result` or `error`.
  public func answer(_ request: some Collection<UInt8>) -> [UInt8] {
    var id = JSONValue.null
    do {
      let request = try ServiceRequest(request, id: &id)
      return Self.response(id, "result", try result(of: request))
    } catch {
      return Self.failure(ErrorAnswer(thrown: error), id: id)
    }
  }

  /// Answers an operation.
  ///
  /// - Parameters:
  ///   - operation: its name.
  ///   - parameters: a JSON object in UTF-8, as a request without `id` and `op`.
  /// - Returns: the JSON value that a request would have as `result`.
  /// - Throws: `ErrorAnswer`.
  public func answer(
    to operation: String, _ parameters: some Collection<UInt8> = "{}".utf8
  ) throws(ErrorAnswer) -> [UInt8] {
    do {
      return try result(of: ServiceRequest(operation: operation, parameters: parameters))
    } catch {
      throw ErrorAnswer(thrown: error)
    }
  }

  /// Answers an operation from an index as it is, not from its later commits.
  ///
  /// - Parameters:
  ///   - operation: its name.
  ///   - parameters: a JSON object in UTF-8, as a request without `id` and `op`.
  ///   - index: a limit that it has (`Index.limited`) counts besides the timeout of the parameters.
  /// - Returns: the JSON value that a request would have as `result`.
  /// - Throws: `ErrorAnswer`.
  public static func answer(
    to operation: String, _ parameters: some Collection<UInt8>, from index: any SearchableIndex
  ) throws(ErrorAnswer) -> [UInt8] {
    do {
      return try result(of: ServiceRequest(operation: operation, parameters: parameters), from: index)
    } catch {
      throw ErrorAnswer(thrown: error)
    }
  }

  /// The answer to a request that could not be taken, such as one that is too long.
  public static func failure(_ error: ErrorAnswer) -> [UInt8] { failure(error, id: .null) }

  private static func failure(_ error: ErrorAnswer, id: JSONValue) -> [UInt8] {
    response(id, "error", error.encoded())
  }

  private static func response(_ id: JSONValue, _ name: String, _ value: [UInt8]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.name("id")
      id.append(to: &json)
      json.name(name)
      json.value(encoded: value)
    }
    return json.bytes
  }

  /// By the deadline of the request, on the newest commit.
  private func result(of request: ServiceRequest) throws -> [UInt8] {
    try Self.result(of: request, from: newestIndex(atOnce: request.operation.refreshesAtOnce))
  }

  /// The one place where a request is run.
  static func result(of request: ServiceRequest, from index: any SearchableIndex) throws -> [UInt8] {
    // What is read as it is written is part of the work.
    let index = request.deadline.map { index.limited(until: $0, by: nil) } ?? index
    return try request.operation.answer(request, index).json()
  }

  /// The index at its newest commit, as far as that was looked for of late.
  /// - Parameter atOnce: whether it is looked for now, however short ago that was done.
  package func newestIndex(atOnce: Bool = false) throws(WenjianError) -> any SearchableIndex {
    let now = ContinuousClock.now
    let (index, isFresh) = state.withLock { state in
      let isFresh = now - state.refreshTime < Self.refreshInterval
      // One thread looks; the others go on with what is there.
      if !isFresh { state.refreshTime = now }
      return (state.index, isFresh)
    }
    if isFresh, !atOnce { return index }
    // One after the other, so that no thread puts an older commit in the place of a newer one.
    return try refreshing.withLock { _ throws(WenjianError) in
      do throws(WenjianError) {
        let newest = try self.index.refreshed()
        state.withLock { $0.index = newest }
        return newest
      } catch {
        // So that the next request tells of it too.
        state.withLock { $0.refreshTime = now - Self.refreshInterval }
        throw error
      }
    }
  }
}

extension ErrorAnswer {
  /// The error itself, that of the library as an answer, or what another one says of itself.
  package init(thrown error: any Error) {
    switch error {
    case let error as ErrorAnswer: self = error
    case let error as WenjianError: self.init(error)
    default: self.init(code: "file", message: String(describing: error))
    }
  }

  /// As JSON; writing it cannot fail.
  func encoded() -> [UInt8] {
    var json = JSONWriter()
    writeObject(to: &json)
    return json.bytes
  }
}
