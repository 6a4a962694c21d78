public import WenjianModel
import WenjianQuery
import WenjianSearch

extension Index {
  /// Counts many queries, exactly, and by a value where one is given: a list of terms, say.
  ///
  /// ```swift
  /// for (term, counts) in zip(terms, try index.counts(of: terms, by: .year)) {
  ///   for group in try counts.get().groups { print(term, group.value ?? "", group.occurrences) }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - queries: each as it is typed.
  ///   - key: what documents are grouped by; nil for their counts alone: then `groups` is empty.
  ///   - isExact: match original characters, as if every string had `exact:`.
  ///   - widening: in which other forms strings count.
  ///   - filter: which documents count at all.
  /// - Returns: for each query its counts, or the error with code `query` that `count` would throw, in the order of the
  ///   queries. All are counts of one commit.
  /// - Throws: `WenjianError` with code `damaged` or `file`, or `argument` for a path of no folders.
  /// - Complexity: the sum of what `count` or `facets` takes for each query; what documents are grouped by is read once.
  ///   The groups of all queries are in memory together: when they are documents, give some hundred queries at a time.
  public func counts(
    of queries: [String], by key: FacetKey? = nil, isExact: Bool = false, widening: Widening = .standard,
    filter: Filter? = nil
  ) throws(WenjianError) -> [Result<Facets, WenjianError>] {
    try key?.requireMeaning()
    return try counts(queries, by: key, reading(isExact, widening), filter) { try parse($0) }
  }

  /// The same for queries that are read already.
  @_disfavoredOverload
  public func counts(
    of queries: [Query], by key: FacetKey? = nil, isExact: Bool = false, widening: Widening = .standard,
    filter: Filter? = nil
  ) throws(WenjianError) -> [Result<Facets, WenjianError>] {
    try key?.requireMeaning()
    return try counts(queries, by: key, reading(isExact, widening), filter) { $0.parsed }
  }

  private func counts<Asked>(
    _ queries: [Asked], by key: FacetKey?, _ reading: StringReading, _ filter: Filter?,
    _ parsed: (Asked) throws -> ParsedQuery
  ) throws(WenjianError) -> [Result<Facets, WenjianError>] {
    try answered(from: searcher) {
      var counter = try QueryCounter(searcher, by: key)
      var results: [Result<Facets, WenjianError>] = []
      results.reserveCapacity(queries.count)
      for query in queries {
        try searcher.checkpoint()
        do {
          let found = try counter.counts(of: try parsed(query), reading, filter: filter?.value)
          results.append(
            .success(Facets(groups: found.groups, documents: found.documents, occurrences: found.occurrences)))
        } catch {
          let error = WenjianError(error)
          guard error.code == .query else { throw error }
          results.append(.failure(error))
        }
      }
      return results
    }
  }
}
