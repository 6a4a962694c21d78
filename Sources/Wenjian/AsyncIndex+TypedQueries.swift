// Queries as they are typed, read anew each time. Whoever asks for one often keeps a `Query`.

public import WenjianModel

extension AsyncIndex {
  /// As `Index.search`.
  /// - Throws: also `WenjianError` with code `cancelled`.
  public func search(
    _ query: String, options: SearchOptions = SearchOptions()
  ) async throws(WenjianError) -> SearchResults {
    try await search(try Query(query), options: options)
  }

  /// As `Index.count`.
  /// - Throws: also `WenjianError` with code `cancelled`.
  public func count(
    _ query: String, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) async throws(WenjianError) -> MatchCounts {
    try await count(try Query(query), isExact: isExact, widening: widening, filter: filter)
  }

  /// As `Index.facets`.
  /// - Throws: also `WenjianError` with code `cancelled`.
  public func facets(
    _ query: String, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) async throws(WenjianError) -> Facets {
    try await facets(try Query(query), by: key, isExact: isExact, widening: widening, filter: filter)
  }

  /// As `Index.occurrences`.
  /// - Throws: also `WenjianError` with code `cancelled`.
  public func occurrences(
    of query: String, in key: String, isExact: Bool = false, widening: Widening = .standard
  ) async throws(WenjianError) -> [TextRange] {
    try await occurrences(of: try Query(query), in: key, isExact: isExact, widening: widening)
  }
}
