// Counts: of the engine where it knows them, else of the documents that it proposes.

public import Wenjian
import WenjianBytes
import WenjianJSONText
import WenjianSearch

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

  /// - Complexity: as `count`, and the values of all documents, the first time.
  public func facets(
    _ query: Query, by key: FacetKey, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> Facets {
    try key.requireMeaning()
    return try asked {
      let facet = FacetField(key)
      let found = try counted(query, isExact, widening, filter, facet)
      // What matched is in the texts.
      if key != .match, let occurrences = found.occurrences {
        return try facets(zip(found.hits, occurrences), facet)
      }
      let local = try localIndex(of: found.hits)
      let asked = key == .match ? key : .field(.key)
      let counts = try local.facets(query, by: asked, isExact: isExact, widening: widening, filter: filter)
      if key == .match { return counts }
      let occurrences = ByteStringDictionary(counts.groups.map { ($0.value ?? "", $0.occurrences) })
      return try facets(found.hits.compactMap { hit in occurrences[hit.key].map { (hit, $0) } }, facet)
    }
  }

  /// - Complexity: an aggregation over the documents that are chosen; by path and key each of them is told.
  public func textSizes(
    chosenBy query: Query, by key: FacetKey, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> Facets {
    if key == .match { throw WenjianError(argument: "key", ".match", must: "be a value of documents") }
    try key.requireMeaning()
    return try asked {
      let reading = reading(isExact, widening)
      let chosen = try localIndexOfNothing.searcher.filter(of: query.parsed, reading, besides: filter?.value)
      // Filters are always told exactly. Documents without a text have no part in a trend.
      let query = EngineQuery.every([
        try chosen.map { try translation(reading).filter($0).query } ?? .all,
        .range(field: ClusterField.characters, 1...Int(Int32.max)),
      ])
      let facet = FacetField(key)
      guard let name = facet.name, let presence = facet.presence else {
        return try facets(hits(of: query, facet).map { ($0, $0.characters) }, facet)
      }
      return try sizes(of: query, facet, name, presence)
    }
  }

  /// The characters of documents by group, as the engine adds them up.
  private func sizes(of query: EngineQuery, _ facet: FacetField, _ field: String, _ presence: EngineQuery) throws
    -> Facets
  {
    func sum(_ json: inout JSONWriter) { json.object("sum") { $0.field("field", ClusterField.characters) } }
    let answer = try aggregated(query) { json in
      json.object("all", sum)
      json.object("without") { json in
        json.field("filter", .without(.all, excluded: presence))
        json.object("aggs") { json in json.object("sum", sum) }
      }
    }
    func counts(_ documents: JSONValue?, _ sum: JSONValue?) -> FoundCounts {
      FoundCounts(documents: documents?.integer ?? 0, occurrences: Int(sum?["value"]?.number ?? 0))
    }
    let groups = answer["aggregations"]
    let without = counts(groups?["without"]?["doc_count"], groups?["without"]?["sum"])
    let all = counts(answer["hits"]?["total"]?["value"], groups?["all"])
    var found = GroupCounts(total: all, without: without)
    try GroupAggregation(snapshot: snapshot, field: field, sum: ClusterField.characters).forEach(of: query, self) {
      value, documents, characters in
      guard let group = facet.group(of: value) else { return }
      found.add(toGroup: group, FoundCounts(documents: documents, occurrences: characters))
    }
    return try facets(found, facet)
  }

  /// Groups of documents that were found, with what was counted in each.
  private func facets(_ found: some Sequence<(StreamedHit, Int)>, _ facet: FacetField) throws -> Facets {
    var counts = GroupCounts()
    for (hit, occurrences) in found {
      counts.add(facet.groups(of: hit), FoundCounts(documents: 1, occurrences: occurrences))
    }
    return try facets(counts, facet)
  }

  private func facets(_ counts: GroupCounts, _ facet: FacetField) throws -> Facets {
    let names = try groupNames(facet)
    // A value of more than 2,000 characters is told by what it begins with.
    return counts.facets { names[$0] ?? $0 }
  }

  public var info: IndexInfo { snapshot.info }
}
