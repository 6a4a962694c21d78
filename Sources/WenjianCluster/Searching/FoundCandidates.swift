// The documents of a query as an engine tells them, with what is counted in each.

import Wenjian
import WenjianJSONText
import WenjianQuery
import WenjianSearch
import WenjianStream

/// What an engine knows of the documents of a query.
struct FoundCandidates {
  /// All documents of the query, and others unless `isExact`.
  var hits: [StreamedHit]
  var isExact: Bool
  /// The strings that count.
  var strings: [SearchString]
  /// By the places of `hits`, how often each string occurs; nil where the engine cannot tell.
  var frequencies: [[UInt32]]?

  /// Of each document all strings together.
  var occurrences: [Int]? {
    frequencies.map { rows in rows.map { $0.reduce(0) { $0 + Int($1) } } }
  }
}

extension ClusterIndex {
  func translation(_ reading: StringReading) -> QueryTranslation {
    QueryTranslation(reading) { isWanted in try snapshot.keys(control).filter(isWanted) }
  }

  /// The documents of a query, without what is counted in them.
  func candidates(
    _ query: Query, _ isExact: Bool, _ widening: Widening, _ filter: Filter?
  ) throws -> FoundCandidates {
    let reading = reading(isExact, widening)
    let found = try translation(reading).candidates(query.parsed, filter: filter?.value)
    return FoundCandidates(
      hits: try hits(of: found.query), isExact: found.isExact, strings: try strings(of: query.parsed, reading))
  }

  /// The same with what the engine can count.
  func counted(
    _ query: Query, _ isExact: Bool, _ widening: Widening, _ filter: Filter?
  ) throws -> FoundCandidates {
    let reading = reading(isExact, widening)
    let found = try translation(reading).candidates(query.parsed, filter: filter?.value)
    let strings = try strings(of: query.parsed, reading)
    guard found.isExact, strings.allSatisfy(\.isOneSequence) else {
      return FoundCandidates(hits: try hits(of: found.query), isExact: found.isExact, strings: strings)
    }
    var rows = FoundCandidates(hits: [], isExact: true, strings: strings)
    // One string and nothing else: those that hold it are all of them.
    if strings.count != 1 || !query.parsed.isOneString { rows.hits = try hits(of: found.query) }
    var places: [String: Int] = [:]
    for (place, hit) in rows.hits.enumerated() { places[hit.key] = place }
    var frequencies = [[UInt32]](repeating: Array(repeating: 0, count: strings.count), count: rows.hits.count)
    for (number, string) in strings.enumerated() {
      guard let counts = try occurrences(of: string, among: found.query) else {
        return FoundCandidates(hits: try hits(of: found.query), isExact: true, strings: strings)
      }
      if query.parsed.isOneString {
        rows.hits = counts.map(\.hit)
        frequencies = counts.map { [$0.count] }
      } else {
        for (hit, count) in counts { if let place = places[hit.key] { frequencies[place][number] = count } }
      }
    }
    rows.frequencies = frequencies
    return rows
  }

  /// The documents of a query that hold a string, and how often each does.
  /// - Returns: nil when a score does not say it.
  private func occurrences(
    of string: SearchString, among query: EngineQuery
  ) throws -> [(hit: StreamedHit, count: UInt32)]? {
    let scoring = string.scoringQuery
    let found = try hits(of: query, scoring: scoring)
    if found.isEmpty { return [] }
    let request = ClusterRequest(
      .post, snapshot.path("_search") + "?search_type=dfs_query_then_fetch", isRepeatable: true
    ) { json in
      json.object { json in
        json.field("size", 1)
        json.field("explain", true)
        json.field("_source", false)
        json.field("query", scoring)
      }
    }
    let answer = try snapshot.connection.search(request, control: control)
    guard let hit = answer["hits"]?["hits"]?.values.first else { return nil }
    let scale = try OccurrenceScale(explained: hit)
    var counts: [(hit: StreamedHit, count: UInt32)] = []
    counts.reserveCapacity(found.count)
    for hit in found {
      guard let count = scale.occurrences(hit.score) else { return nil }
      counts.append((hit, UInt32(clamping: count)))
    }
    return counts
  }

  /// The strings of a query that count, each once.
  private func strings(of query: ParsedQuery, _ reading: StringReading) throws -> [SearchString] {
    try localIndexOfNothing.searcher.strings(of: query, reading)
  }

  /// How many documents hold each string, for what it weighs.
  func statistics(_ strings: [SearchString]) throws -> CollectionStatistics {
    var statistics = CollectionStatistics(
      documentCount: snapshot.info.documents, positionCount: snapshot.info.positions)
    let known = strings.map { (key: $0.weightKey, candidates: QueryTranslation.candidates($0)) }
      .filter(\.candidates.isExact)
    if known.isEmpty { return statistics }
    let request = ClusterRequest(.post, snapshot.path("_search"), isRepeatable: true) { json in
      json.object { json in
        json.field("size", 0)
        json.object("aggs") { json in
          for (number, string) in known.enumerated() {
            json.object("s\(number)") { $0.field("filter", string.candidates.query) }
          }
        }
      }
    }
    let answer = try snapshot.connection.search(request, control: control)
    for (number, string) in known.enumerated() {
      statistics.documentFrequencies[string.key] = answer["aggregations"]?["s\(number)"]?["doc_count"]?.integer
    }
    return statistics
  }
}

extension SearchString {
  /// What scores by how often the string occurs.
  fileprivate var scoringQuery: EngineQuery {
    elements.count == 1
      ? .term(field: ClusterField.elements, value: ClusterToken.element(elements[0]))
      : .tokens(QueryTranslation.tokens(of: elements), of: ClusterField.grams)
  }
}

extension ParsedQuery {
  /// Whether it is a string and nothing else.
  var isOneString: Bool { if case .string = root { true } else { false } }
}
