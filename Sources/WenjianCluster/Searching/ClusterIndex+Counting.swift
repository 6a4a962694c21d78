// Counts: of the engine where it knows them, else of the documents that it proposes.

public import Wenjian
import WenjianIndex
import WenjianSearch
import WenjianSegment

extension ClusterIndex {
  /// - Complexity: of strings that the engine finds by themselves a number for each document; of what it cannot know, such as
  ///   sentences, forms that exclude a neighbour, and original characters, the texts of the documents that it proposes.
  public func count(
    _ query: Query, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> MatchCounts {
    try asked {
      let found = try counted(query, isExact, widening, filter)
      if let occurrences = found.occurrences {
        return MatchCounts(documents: found.hits.count, occurrences: occurrences.reduce(0, +))
      }
      return try localIndex(of: found.hits).count(query, isExact: isExact, widening: widening, filter: filter)
    }
  }

  public func counts(
    of queries: [String], by key: FacetKey?, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> [Result<Facets, WenjianError>] {
    try key?.requireMeaning()
    var results: [Result<Facets, WenjianError>] = []
    for typed in queries {
      do throws(WenjianError) {
        let query = try Query(typed)
        if let key {
          results.append(
            .success(try facets(query, by: key, isExact: isExact, widening: widening, filter: filter)))
        } else {
          let counts = try count(query, isExact: isExact, widening: widening, filter: filter)
          results.append(
            .success(Facets(groups: [], documents: counts.documents, occurrences: counts.occurrences)))
        }
      } catch {
        guard error.code == .query else { throw error }
        results.append(.failure(error))
      }
    }
    return results
  }

  /// - Complexity: as `count`, and the fields of each document of the query.
  public func facets(
    _ query: Query, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> Facets {
    try key.requireMeaning()
    return try asked {
      let found = try counted(query, isExact, widening, filter)
      // What matched is in the texts.
      guard key != .match, let occurrences = found.occurrences else {
        return try localIndex(of: found.hits).facets(
          query, by: key, isExact: isExact, widening: widening, filter: filter)
      }
      return try groups(of: found.hits, occurrences, by: key)
    }
  }

  /// - Complexity: the fields of each document that the query chooses from.
  public func textSizes(
    chosenBy query: Query, by key: FacetKey, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> Facets {
    if key == .match { throw WenjianError(argument: "key", ".match", must: "be a value of documents") }
    try key.requireMeaning()
    return try asked {
      let reading = reading(isExact, widening)
      let chosen = try localIndexOfNothing.searcher.filter(of: query.parsed, reading, besides: filter?.value)
      // Filters are always told exactly.
      let query = try chosen.map { try translation(reading).filter($0).query } ?? .all
      let hits = try hits(of: query).filter { $0.characters > 0 }
      return try groups(of: hits, hits.map(\.characters), by: key)
    }
  }

  /// Documents by a value, grouped as a local index groups them.
  private func groups(of hits: [StreamedHit], _ occurrences: [Int], by key: FacetKey) throws -> Facets {
    let index = try fieldIndex(of: hits)
    let searcher = index.searcher
    var counts: [String: Int] = [:]
    for (hit, count) in zip(hits, occurrences) { counts[hit.key] = count }
    var found: [FoundDocument] = []
    for (number, view) in searcher.snapshot.views.enumerated() {
      let documents = view.segment.documents
      for document in 0..<documents.count where view.deletions?.contains(UInt32(document)) != true {
        found.append(
          FoundDocument(view: number, document: document, occurrences: counts[documents.key(of: document)] ?? 0))
      }
    }
    var counter = try QueryCounter(searcher, by: key)
    let groups = try counter.groups(of: found)
    return Facets(groups: groups.groups, documents: groups.documents, occurrences: groups.occurrences)
  }

  public var info: IndexInfo { snapshot.info }
}
