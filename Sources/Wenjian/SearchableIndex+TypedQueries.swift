// Queries as they are typed, read anew each time. Whoever asks for one often keeps a `Query`.

public import WenjianModel

extension SearchableIndex {
  /// Searches.
  /// - Parameters:
  ///   - query: in the query language, as `Query.init(_:)` reads it.
  ///   - options: how many documents, from which on, and what may be among them.
  /// - Returns: exact counts over all matching documents, and the documents asked for, best first.
  /// - Throws: `WenjianError` with code `query` when the query cannot be read, `argument` for a negative limit or offset,
  ///   `damaged` when the index is.
  public func search(
    _ query: String, options: SearchOptions = SearchOptions()
  ) throws(WenjianError) -> SearchResults {
    try search(try Query(query), options: options)
  }

  /// Counts documents and occurrences, exactly, without ranking.
  /// - Parameters:
  ///   - query: in the query language.
  ///   - isExact: match original characters, as if every string had `exact:`.
  ///   - widening: which other forms of the strings count; `.none` counts what a scan of the texts finds.
  ///   - filter: which documents count at all.
  /// - Throws: as `search`.
  public func count(
    _ query: String, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> MatchCounts {
    try count(try Query(query), isExact: isExact, widening: widening, filter: filter)
  }

  /// Counts the documents of a query by a value, exactly, with those that have none.
  /// - Throws: as `search`; `argument` also for a path of no folders.
  public func facets(
    _ query: String, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> Facets {
    try facets(try Query(query), by: key, isExact: isExact, widening: widening, filter: filter)
  }
}

extension Index {
  /// Every occurrence of a query's strings in one document, in text order, overlapping ones included.
  /// - Throws: `WenjianError` with code `noSuchDocument` or `query`.
  public func occurrences(
    of query: String, in key: String, isExact: Bool = false, widening: Widening = .standard
  ) throws(WenjianError) -> [TextRange] {
    try occurrences(of: try Query(query), in: key, isExact: isExact, widening: widening)
  }
}
