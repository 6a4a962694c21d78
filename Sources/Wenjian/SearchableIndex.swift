public import WenjianModel

/// What can be asked of an index, wherever its documents are stored: in a directory (``Index``), or in a cluster.
///
/// Searches and counts are answered by the index itself. What is read from texts, such as passages, outlines and the lines of a
/// concordance, is answered by an ``Index`` of this process that holds the documents in question: of an index in a directory
/// that is this index itself.
///
/// What an implementation cannot answer throws `WenjianError` with code `unsupported`, which names it.
public protocol SearchableIndex: Sendable {
  /// Where the index is, as messages tell it: a directory, or a URL without a password.
  var path: String { get }
  /// The number of the commit; each commit raises it.
  var generation: Int { get }
  /// The documents in the index.
  var documentCount: Int { get }
  /// What the index holds, and what it takes.
  var info: IndexInfo { get throws(WenjianError) }
  /// The keys of all documents, in byte order.
  var keys: [String] { get throws(WenjianError) }

  /// The index at its newest commit.
  func refreshed() throws(WenjianError) -> Self

  /// The same index, whose calls end by a deadline, or when they are cancelled.
  func limited(until deadline: ContinuousClock.Instant?, by cancellation: Cancellation?) -> Self

  /// Searches: exact counts over all matching documents, and the documents asked for.
  func search(_ query: Query, options: SearchOptions) throws(WenjianError) -> SearchResults

  /// Counts documents and occurrences, exactly, without ranking.
  func count(
    _ query: Query, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> MatchCounts

  /// Counts many queries, exactly, and by a value where one is given: for each its counts, or its error with code `query`.
  func counts(
    of queries: [String], by key: FacetKey?, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> [Result<Facets, WenjianError>]

  /// Counts the documents of a query by a value, exactly, with those that have none.
  func facets(
    _ query: Query, by key: FacetKey, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> Facets

  /// How much text queries choose from, by a value: the documents that the filter keeps, and the fields which every document of
  /// the query has to satisfy, with their characters in the place of occurrences.
  /// - Throws: as `facets`; `argument` for `.match`, which groups occurrences and no documents.
  func textSizes(
    chosenBy query: Query, by key: FacetKey, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> Facets

  /// An index of this process with these documents, from which their texts, outlines and fields are read.
  /// - Throws: `WenjianError` with code `noSuchDocument` for a key that no document has, as far as that is known before the
  ///   document is read.
  func localIndex(holding keys: [String]) throws(WenjianError) -> Index

  /// An index of this process with all documents that a query finds; the query has the same documents and occurrences there.
  /// - Complexity: of an index elsewhere linear in the texts of those documents, which are held in memory.
  func localIndex(
    matching query: Query, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> Index

  /// This index as one of this process, for what no other can answer.
  /// - Parameter operation: its name, for the message.
  /// - Throws: `WenjianError` with code `unsupported`.
  func localIndex(for operation: String) throws(WenjianError) -> Index
}

extension SearchableIndex {
  /// The error for what an index of this kind cannot answer.
  package func unsupported(_ operation: String) -> WenjianError {
    WenjianError(
      .unsupported,
      "\(path) is no directory, and \u{201C}\(operation)\u{201D} needs an index in a directory; make one with "
        + "`wenjian index`", path: path)
  }

  /// The same index, whose calls end when so much time has passed from now on, or when they are cancelled.
  /// - Parameters:
  ///   - timeLimit: nothing and less ends each call at once.
  ///   - cancellation: nil for none.
  public func limited(to timeLimit: Duration, by cancellation: Cancellation? = nil) -> Self {
    // A clock overflows behind some hundred years.
    let isUnlimited = timeLimit > .seconds(1 << 31)
    return limited(until: isUnlimited ? nil : .now + max(timeLimit, .zero), by: cancellation)
  }
}

/// An index in a directory answers everything by itself.
extension Index: SearchableIndex {
  public func localIndex(holding keys: [String]) -> Index { self }

  public func localIndex(matching query: Query, isExact: Bool, widening: Widening, filter: Filter?) -> Index {
    self
  }

  public func localIndex(for operation: String) -> Index { self }
}
