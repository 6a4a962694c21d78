package import WenjianModel
package import WenjianQuery

/// Counts queries one after the other over one snapshot: memory, and what a facet has to know of the documents, are
/// taken once for all of them.
package struct QueryCounter: ~Copyable {
  private let searcher: Searcher
  private let scratch: SearchScratch
  private var collector: FacetCollector?
  /// Occurrences are grouped by their text, and not documents by a value.
  private let countsMatches: Bool

  /// - Parameter key: what documents are grouped by; nil for their counts alone, which are looked up where that is
  ///   possible.
  /// - Throws: `SearchError` when the query has to end before it is done.
  package init(_ searcher: Searcher, by key: FacetKey?) throws {
    self.searcher = searcher
    scratch = SearchScratch.borrow(searcher.control)
    countsMatches = key == .match
    guard let key, key != .match else { return }
    let scratch = scratch
    collector = FacetCollector(
      try searcher.facets.value(key) { try FacetTable(key, of: searcher.segments, scratch) })
  }

  deinit { scratch.giveBack() }

  /// Exact counts, and the groups that have a document.
  /// - Throws: `SearchError`, `SegmentError`. The next query is answered all the same.
  package mutating func counts(
    of query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> (groups: [FacetGroup], documents: Int, occurrences: Int) {
    defer { scratch.empty() }
    let plan = try QueryPlan(query, reading, filter: filter, scratch)
    if countsMatches { return try matchCounts(plan) }
    guard collector != nil else {
      let counts = try searcher.count(plan, scratch)
      return ([], counts.documents, counts.occurrences)
    }
    return try group { collector, scratch, searcher in
      try QueryExecution(plan, searcher, scored: false, scratch).run(into: &collector)
    }
  }

  /// Shows the collector documents, and takes its groups.
  /// - Parameter body: returns what it showed in all.
  /// - Precondition: documents are grouped by a value.
  mutating func group(
    _ body: (inout FacetCollector, SearchScratch, Searcher) throws -> FoundCounts
  ) throws -> (groups: [FacetGroup], documents: Int, occurrences: Int) {
    defer { scratch.empty() }
    guard var collector else { preconditionFailure("QueryCounter.group: documents are grouped by nothing") }
    // There is one of its arrays.
    self.collector = nil
    defer { self.collector = collector }
    do {
      let counts = try body(&collector, scratch, searcher)
      return (collector.takeGroups(), counts.documents, counts.occurrences)
    } catch {
      _ = collector.takeGroups()
      throw error
    }
  }

  private func matchCounts(
    _ plan: QueryPlan
  ) throws -> (groups: [FacetGroup], documents: Int, occurrences: Int) {
    var found = DocumentSetCollector(searcher.segments)
    let counts = try QueryExecution(plan, searcher, scored: false, scratch).run(into: &found)
    // Running a plan narrows what was found of its strings in place, so they are found again.
    let execution = try QueryExecution(plan, searcher, scored: false, scratch)
    var tally = MatchTally()
    for index in searcher.segments.indices {
      let run = execution.segmentRun(index)
      try tally.add(run, found: DocumentBits(found.bits[index], documentCount: run.documentCount))
    }
    return (tally.groups(), counts.documents, counts.occurrences)
  }
}
