package import WenjianSearch

/// Ends searches from another thread: a user who types on, a client that has gone.
///
/// ```swift
/// let cancellation = Cancellation()
/// let results = try index.limited(by: cancellation).search("第一书记")  // on one thread
/// cancellation.cancel()  // on another one: the search ends with code `cancelled`
/// ```
///
/// One may be given to any number of searches. It stays cancelled: make another one for the next search.
public final class Cancellation: Sendable {
  package let flag = CancellationFlag()

  public init() {}

  /// Ends the searches that are under way with it, within milliseconds, and those that are begun later at once.
  /// - Complexity: a store.
  public func cancel() { flag.set() }

  public var isCancelled: Bool { flag.isSet }
}

extension Index {
  /// The same index, whose calls end by a deadline, or when they are cancelled.
  ///
  /// That goes for all that is asked of it and of its results: searches, counts, facets, passages, suggestions, the lines of
  /// a concordance. A call that ends so throws `WenjianError` with code `deadline` or `cancelled`, and gives nothing; what
  /// the index keeps from query to query stays right. An answer that is there is given, however late. What is already
  /// limited stays so: the earlier deadline counts, and either cancellation. `verify`, `refreshed` and `backup` are not ended.
  ///
  /// ```swift
  /// let results = try index.limited(until: .now + .milliseconds(200)).search("的 NEAR/1000 一")
  /// ```
  ///
  /// - Parameters:
  ///   - deadline: nil for none.
  ///   - cancellation: nil for none.
  /// - Complexity: constant. Make one for each request.
  public func limited(until deadline: ContinuousClock.Instant? = nil, by cancellation: Cancellation? = nil) -> Index
  {
    let flags = cancellation.map { [$0.flag] } ?? []
    return with(
      searcher.control?.merged(deadline: deadline, flags)
        ?? SearchControl(deadline: deadline, cancellations: flags))
  }
}
