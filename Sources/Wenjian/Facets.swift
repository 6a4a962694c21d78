public import WenjianModel
import WenjianQuery
import WenjianSearch

/// How the matching documents are spread over the values of something.
public struct Facets: Sendable, Hashable, Codable {
  /// The most documents first, equal ones by occurrences, then by value; the documents without a value last.
  public var groups: [FacetGroup]
  /// All matching documents. A document with several values is in several groups.
  public var documents: Int
  public var occurrences: Int

  public init(groups: [FacetGroup], documents: Int, occurrences: Int) {
    self.groups = groups
    self.documents = documents
    self.occurrences = occurrences
  }
}

extension Index {
  /// Counts the documents of a query by a value, exactly, with those that have none.
  /// - Throws: as `search`; `argument` also for a path of no folders.
  /// - Complexity: linear in the matching documents; the first time for an index, in all of them.
  public func facets(
    _ query: Query, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> Facets {
    try key.requireMeaning()
    return try answered(from: searcher) {
      let found = try searcher.facets(query.parsed, by: key, reading(isExact, widening), filter: filter?.value)
      return Facets(groups: found.groups, documents: found.documents, occurrences: found.occurrences)
    }
  }

  public func textSizes(
    chosenBy query: Query, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard,
    filter: Filter? = nil
  ) throws(WenjianError) -> Facets {
    if key == .match { throw WenjianError(argument: "key", ".match", must: "be a value of documents") }
    try key.requireMeaning()
    return try answered(from: searcher) {
      var counter = try QueryCounter(searcher, by: key)
      let found = try counter.characters(of: query.parsed, reading(isExact, widening), filter: filter?.value)
      return Facets(groups: found.groups, documents: found.documents, occurrences: found.occurrences)
    }
  }
}
