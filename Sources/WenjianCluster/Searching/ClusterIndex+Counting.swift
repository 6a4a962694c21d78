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

  /// - Complexity: as `count`, and the fields of all documents, the first time.
  public func facets(
    _ query: Query, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> Facets {
    try key.requireMeaning()
    return try asked {
      let found = try counted(query, isExact, widening, filter)
      // What matched is in the texts.
      if key != .match, let occurrences = found.occurrences {
        return try groups(zip(found.hits.map(\.key), occurrences), by: key)
      }
      let local = try localIndex(of: found.hits)
      let asked = key == .match ? key : .field(.key)
      let counts = try local.facets(query, by: asked, isExact: isExact, widening: widening, filter: filter)
      if key == .match { return counts }
      return try groups(counts.groups.map { ($0.value ?? "", $0.occurrences) }, by: key)
    }
  }

  /// - Complexity: as `facets`.
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
      return try groups(hits.map { ($0.key, $0.characters) }, by: key)
    }
  }

  /// Documents by a value, grouped as a local index groups them: what a value is called all documents decide.
  /// - Parameter found: keys of documents, with what was counted in them.
  private func groups(_ found: some Sequence<(String, Int)>, by key: FacetKey) throws -> Facets {
    let index = try fieldIndex(of: hits(of: .all))
    let searcher = index.searcher
    var counts: [String: Int] = [:]
    for (key, count) in found { counts[key] = count }
    var documentsFound: [FoundDocument] = []
    for (number, view) in searcher.snapshot.views.enumerated() {
      let documents = view.segment.documents
      for document in 0..<documents.count where view.deletions?.contains(UInt32(document)) != true {
        guard let count = counts[documents.key(of: document)] else { continue }
        documentsFound.append(FoundDocument(view: number, document: document, occurrences: count))
      }
    }
    var counter = try QueryCounter(searcher, by: key)
    let groups = try counter.groups(of: documentsFound)
    return Facets(groups: groups.groups, documents: groups.documents, occurrences: groups.occurrences)
  }

  public var info: IndexInfo { snapshot.info }
}
