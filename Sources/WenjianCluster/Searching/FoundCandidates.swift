// The documents of a query as an engine tells them, with what is counted in each.

import Wenjian
import WenjianBytes
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
  /// How many documents of the index hold each string, where that is known: by `SearchString.weightKey`.
  var documentFrequencies: [String: Int] = [:]

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
  /// - Parameter weighs: the documents of each string are counted, too, for what it weighs.
  func counted(
    _ query: Query, _ isExact: Bool, _ widening: Widening, _ filter: Filter?, _ facet: FacetField? = nil,
    weighs: Bool = false
  ) throws -> FoundCandidates {
    let reading = reading(isExact, widening)
    let found = try translation(reading).candidates(query.parsed, filter: filter?.value)
    let strings = try strings(of: query.parsed, reading)
    var rows = FoundCandidates(hits: [], isExact: found.isExact, strings: strings)
    // One string and nothing else: those that hold it are all of them.
    let isAlone = query.parsed.isOneString && filter == nil
    let weights = weighs && !(isAlone && found.isExact) ? StringWeights(strings) : nil
    guard found.isExact, strings.allSatisfy(\.isOneSequence), !strings.isEmpty else {
      let (hits, answers) = try hits(of: found.query, scoring: nil, facet, weights?.ask)
      rows.hits = hits
      rows.documentFrequencies = weights?.read(answers) ?? [:]
      return rows
    }
    // By their bytes: keys of which one is composed and one decomposed are two.
    var places = ByteStringDictionary<Int>()
    var frequencies: [[UInt32]]? = []
    for (number, string) in strings.enumerated() {
      let isFirst = number == 0
      // The first tells all documents of the query, those without the string too.
      let scoring = Scoring(query: string.scoringQuery, isRequired: !isFirst || query.parsed.isOneString)
      let (hits, answers) = try hits(of: found.query, scoring: scoring, facet) { json in
        OccurrenceScale.ask(&json)
        if isFirst { weights?.ask(&json) }
      }
      if isFirst {
        rows.hits = hits
        rows.documentFrequencies = weights?.read(answers) ?? [:]
        frequencies = Array(repeating: Array(repeating: 0, count: strings.count), count: hits.count)
        if strings.count > 1 { for (place, hit) in hits.enumerated() { places[hit.key] = place } }
      }
      guard hits.contains(where: { $0.score > 0 }) else { continue }
      let scale = try OccurrenceScale(aggregated: answers)
      for (at, hit) in hits.enumerated() where hit.score > 0 {
        guard let place = strings.count == 1 ? at : places[hit.key] else { continue }
        guard let count = scale.occurrences(hit.score) else {
          // A score that does not say it: the texts will.
          frequencies = nil
          break
        }
        frequencies?[place][number] = UInt32(clamping: count)
      }
    }
    if isAlone, let string = strings.first { rows.documentFrequencies[string.weightKey] = rows.hits.count }
    rows.frequencies = frequencies
    return rows
  }

  /// The strings of a query that count, each once.
  private func strings(of query: ParsedQuery, _ reading: StringReading) throws -> [SearchString] {
    try localIndexOfNothing.searcher.strings(of: query, reading)
  }

}

/// How many documents of the index hold each string of a query, for what it weighs: filters over all documents.
private struct StringWeights {
  private let known: [(key: String, query: EngineQuery)]
  private static let name = "weights"

  init(_ strings: [SearchString]) {
    known = strings.compactMap { string in
      let candidates = QueryTranslation.candidates(string)
      return candidates.isExact ? (string.weightKey, candidates.query) : nil
    }
  }

  func ask(_ json: inout JSONWriter) {
    if known.isEmpty { return }
    json.object(Self.name) { json in
      json.object("global") { _ in }
      json.object("aggs") { json in
        for (number, string) in known.enumerated() {
          json.object("s\(number)") { $0.field("filter", string.query) }
        }
      }
    }
  }

  func read(_ answers: JSONValue) -> [String: Int] {
    let pairs = known.enumerated().compactMap { number, string in
      answers[Self.name]?["s\(number)"]?["doc_count"]?.integer.map { (string.key, $0) }
    }
    return Dictionary(pairs) { first, _ in first }
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
