public import WenjianModel
import WenjianSearch

/// An index for callers that are asynchronous: its searches run on threads of their own (`SearchThreads`), so that they hold
/// up none of the caller's tasks, and end when the task that asked is cancelled.
///
/// ```swift
/// let results = try await index.async.search("第一书记")
/// let passages = try await index.async.snippets(of: results.hits[0])
/// ```
///
/// The calls of `Index` itself block the thread that makes them: some microseconds to milliseconds, for the most frequent
/// strings and what reads texts also longer.
public struct AsyncIndex: Sendable {
  let index: Index
  let threads: SearchThreads

  /// Runs any calls of the index, one after the other, on one of the threads.
  ///
  /// ```swift
  /// let (total, byYear) = try await index.async.run { index in
  ///   (try index.count("扶贫"), try index.facets("扶贫", by: .year))
  /// }
  /// ```
  ///
  /// - Parameter body: is given the index, limited by the cancellation of the task: what it asks of that ends with the task.
  /// - Throws: what `body` throws; `WenjianError` with code `cancelled` when the task was cancelled, also before it began.
  public func run<Value: Sendable>(_ body: @escaping @Sendable (Index) throws -> Value) async throws -> Value {
    let cancellation = Cancellation()
    let index = index.limited(by: cancellation)
    return try await threads.run(cancellation) { try body(index) }.get()
  }

  /// The same for calls that throw errors of the library alone.
  private func answer<Value: Sendable>(
    _ body: @escaping @Sendable (Index) throws -> Value
  ) async throws(WenjianError) -> Value {
    do { return try await run(body) } catch { throw WenjianError(error) }
  }

  /// As `Index.search`.
  public func search(
    _ query: Query, options: SearchOptions = SearchOptions()
  ) async throws(WenjianError) -> SearchResults {
    let index = index
    return try await answer { try $0.search(query, options: options).limited(as: index) }
  }

  /// As `Index.count`.
  public func count(
    _ query: Query, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) async throws(WenjianError) -> MatchCounts {
    try await answer { try $0.count(query, isExact: isExact, widening: widening, filter: filter) }
  }

  /// As `Index.facets`.
  public func facets(
    _ query: Query, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) async throws(WenjianError) -> Facets {
    try await answer { try $0.facets(query, by: key, isExact: isExact, widening: widening, filter: filter) }
  }

  /// As `Index.occurrences`.
  public func occurrences(
    of query: Query, in key: String, isExact: Bool = false, widening: Widening = .standard
  ) async throws(WenjianError) -> [TextRange] {
    try await answer { try $0.occurrences(of: query, in: key, isExact: isExact, widening: widening) }
  }

  /// As `Hit.snippets`.
  /// - Parameters:
  ///   - hit: of this index or of one that it comes from.
  ///   - style: how long, how many.
  public func snippets(
    of hit: Hit, _ style: SnippetStyle = SnippetStyle()
  ) async throws(WenjianError) -> [Snippet] {
    try await answer { try hit.limited(as: $0).snippets(style) }
  }
}

extension Index {
  /// The index for callers that are asynchronous, on the threads that the process shares.
  public var async: AsyncIndex { AsyncIndex(index: self, threads: .shared) }

  /// The index for callers that are asynchronous, on threads of their own.
  public func async(on threads: SearchThreads) -> AsyncIndex { AsyncIndex(index: self, threads: threads) }
}

extension Hit {
  /// The same hit, whose calls end when those of an index do.
  fileprivate func limited(as index: Index) -> Hit {
    guard case .ranked(let ranked, let context) = storage else { return self }
    return Hit(storage: .ranked(ranked, context.limited(as: index.searcher)))
  }
}

extension SearchResults {
  /// The same results, whose calls end when those of an index do: not with the task that asked for them.
  fileprivate func limited(as index: Index) -> SearchResults {
    guard case .answer(let outcome, let searcher) = storage else { return self }
    return SearchResults(query: query, outcome: outcome, searcher: searcher.limited(as: index.searcher))
  }
}
