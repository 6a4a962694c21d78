// Searches: which documents the engine finds, and their order, which is made here.

public import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianPostings
import WenjianSearch
import WenjianSegment

extension ClusterIndex {
  /// Searches: exact counts over all matching documents, and the documents asked for, in the order of a local index.
  /// - Throws: as `Index.search`; `cluster`; `unsupported` for `collapsesCopies`.
  /// - Complexity: as `count`; and the texts of the documents that may be among those asked for: by relevance some more than
  ///   these, until no other can score as high.
  public func search(_ query: Query, options: SearchOptions) throws(WenjianError) -> SearchResults {
    try requireNotNegative(options.limit, "limit")
    try requireNotNegative(options.offset, "offset")
    if options.collapsesCopies { throw unsupported("--collapse") }
    var options = options
    let wantsRelated = options.includesRelated
    options.includesRelated = false
    return try asked {
      let found = try counted(query, options.isExact, options.widening, options.filter, weighs: true)
      let statistics = CollectionStatistics(
        documentCount: snapshot.info.documents, positionCount: snapshot.info.positions,
        documentFrequencies: found.documentFrequencies)
      let results: SearchResults
      if let occurrences = found.occurrences {
        let counts = MatchCounts(documents: found.hits.count, occurrences: occurrences.reduce(0, +))
        results = try first(of: found, query, options, statistics)
          .counted(documents: counts.documents, occurrences: counts.occurrences)
      } else {
        results = try localIndex(of: found.hits, statistics: statistics).search(query, options: options)
      }
      let isFull = results.hits.count >= options.limit || results.nextPage != nil
      let related: [UnansweredPart] = wantsRelated && !isFull ? [.related] : []
      if results.documents > 0 { return results.lacking(related) }
      // What a local index would suggest is in no part of this one.
      return SearchResults(query: results.query, documents: 0, occurrences: 0, hits: [], forms: results.forms)
        .lacking(related + [.suggestions])
    }
  }

  /// A search of those documents alone that may be on the page.
  private func first(
    of found: FoundCandidates, _ query: Query, _ options: SearchOptions, _ statistics: CollectionStatistics
  ) throws -> SearchResults {
    let order = try Promise.order(of: found, options, statistics, localIndexOfNothing)
    let (offset, isCut) = options.offset.addingReportingOverflow(options.limit)
    let wanted = isCut ? found.hits.count : min(offset, found.hits.count)
    // A page that goes on from another is somewhere behind: then all are looked at that come before it, too.
    var size = options.cursor == nil ? min(max(wanted + 8, wanted * 5 / 4), found.hits.count) : found.hits.count
    if wanted == 0 { size = 0 }
    while true {
      let hits = order[..<size].map { found.hits[$0.place] }
      let results = try localIndex(of: hits, statistics: statistics).search(query, options: options)
      guard size < found.hits.count, wanted > 0 else { return results }
      // The worst of the page, which no document that was not looked at may reach.
      if let worst = results.hits.last, results.hits.count == wanted - options.offset || options.limit == 0,
        order[size].isBehind(worst.score)
      {
        return results
      }
      size = min(size * 2, found.hits.count)
    }
  }
}

/// How good a document may be at most, before its text is known.
private struct Promise {
  /// Among what was found.
  let place: Int
  /// nil where the order is known without the text.
  let score: Float?

  func isBehind(_ worst: Float) -> Bool { score.map { $0 * (1 + 1e-5) < worst } ?? true }

  /// The documents in the order in which they may be on a page: the most promising first.
  static func order(
    of found: FoundCandidates, _ options: SearchOptions, _ statistics: CollectionStatistics, _ index: Index
  ) throws -> [Promise] {
    let places = Array(found.hits.indices)
    func byKey(_ a: Int, _ b: Int) -> Bool { precedesInBytes(found.hits[a].key, found.hits[b].key) }
    switch options.order {
    case .relevance where !found.strings.isEmpty:
      let scorer = Scorer(IndexSnapshot(inMemory: [], path: "", generation: 0), statistics)
      let weights = found.strings.map { string in
        scorer.weight(documents: statistics.documentFrequencies[string.weightKey] ?? found.hits.count)
      }
      let scores = places.map { place in
        let norm = DocumentNorm.encode(found.hits[place].length)
        return zip(weights, found.frequencies?[place] ?? []).reduce(Float(0)) { sum, string in
          string.1 == 0 ? sum : sum + scorer.bound(weight: string.0, frequency: string.1, norm: norm)
        }
      }
      return places.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : byKey($0, $1) }
        .map { Promise(place: $0, score: scores[$0]) }
    case .occurrences:
      let counts = found.occurrences ?? []
      return places.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : byKey($0, $1) }
        .map { Promise(place: $0, score: nil) }
    case .key: return places.sorted(by: byKey).map { Promise(place: $0, score: nil) }
    case .date(let newestFirst): return byDate(found, newestFirst: newestFirst, byKey)
    // Of fields alone the newest come first.
    case .relevance: return byDate(found, newestFirst: true, byKey)
    }
  }

  private static func byDate(
    _ found: FoundCandidates, newestFirst: Bool, _ byKey: (Int, Int) -> Bool
  ) -> [Promise] {
    found.hits.indices.sorted { a, b in
      let (first, second) = (found.hits[a].date, found.hits[b].date)
      if first == second { return byKey(a, b) }
      if first == 0 || second == 0 { return second == 0 }
      return newestFirst ? first > second : first < second
    }.map { Promise(place: $0, score: nil) }
  }
}
