package import WenjianIndex
package import WenjianQuery
import WenjianSegment

/// Runs queries over one snapshot. Sendable: any number of threads may share it.
package struct Searcher: Sendable {
  package let snapshot: IndexSnapshot
  package let scorer: Scorer
  let segments: [SegmentState]

  package init(_ snapshot: IndexSnapshot) {
    self.snapshot = snapshot
    scorer = Scorer(snapshot)
    segments = snapshot.views.map { SegmentState($0) }
  }

  /// Reads the text of a segment's documents.
  package func textReader(view: Int) -> DocumentTextReader {
    DocumentTextReader(snapshot.views[view], heads: segments[view].heads)
  }

  /// The strings of a query that are looked for, folded, each once.
  /// - Throws: `SearchError` for one that holds nothing to search for.
  package func strings(of query: ParsedQuery, isExact: Bool) throws(SearchError) -> [SearchString] {
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    return try QueryPlan(query, isExact: isExact, scratch).positiveTerms
  }

  /// Exact counts, without ranking.
  /// - Throws: `SearchError`, `SegmentError`.
  package func count(
    _ query: ParsedQuery, isExact: Bool = false
  ) throws -> (documents: Int, occurrences: Int) {
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    let plan = try QueryPlan(query, isExact: isExact, scratch)
    var collector = CountingCollector()
    let counts = try QueryExecution(plan, self, scored: false, isCounted: true, scratch).run(into: &collector)
    return (counts.documents, counts.occurrences)
  }

  /// The matching documents, exactly counted, the best of them ranked; behind them, when there is room and the
  /// query is not quoted, related ones.
  /// - Throws: `SearchError`, `SegmentError`.
  package func search(_ request: SearchRequest) throws -> SearchOutcome {
    let start = request.wantsReport ? ContinuousClock.now : nil
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    let plan = try QueryPlan(request.query, isExact: request.isExact, scratch)
    let sum = max(request.limit, 0).addingReportingOverflow(max(request.offset, 0))
    let wanted = min(sum.overflow ? .max : sum.partialValue, snapshot.documentCount)
    let execution = try QueryExecution(plan, self, scored: wanted > 0, scratch)
    let strings = plan.positiveTerms
    let order = RelevanceOrder(
      snapshot: snapshot, prefersTraditional: strings.contains { $0.isTraditional })
    var outcome =
      request.collapsesCopies
      ? try collapsed(execution, request, wanted, order) : try ranked(execution, request, wanted, order)
    outcome.strings = strings
    if let start {
      outcome.report = try PlanReport(execution, time: start.duration(to: .now).wholeNanoseconds)
    }
    return outcome
  }

  private func ranked(
    _ execution: QueryExecution, _ request: SearchRequest, _ wanted: Int, _ order: RelevanceOrder
  ) throws -> SearchOutcome {
    var top = TopDocuments(order, capacity: wanted, scratch: execution.scratch)
    let counts = try execution.run(into: &top)
    let offset = max(request.offset, 0)
    var outcome = SearchOutcome(
      strings: [], documents: counts.documents, occurrences: counts.occurrences, ranked: [])
    guard request.wantsRelated, counts.documents < wanted else {
      outcome.ranked = top.takeSorted(droppingFirst: offset, tier: .match)
      return outcome
    }
    // Fewer matches than wanted: all of them are in `top`, so it says which are not to come again.
    let matching = top.takeSorted(tier: .match)
    let related = RelatedDocuments(execution)
    var tail = TopDocuments(order, capacity: wanted - matching.count, scratch: execution.scratch)
    try related.run(besides: matching, into: &tail)
    outcome.ranked = Array((matching + tail.takeSorted(tier: .related)).dropFirst(offset))
    outcome.relatedParts = related.parts
    return outcome
  }

  /// Of each group of copies only the best ranked document comes.
  private func collapsed(
    _ execution: QueryExecution, _ request: SearchRequest, _ wanted: Int, _ order: RelevanceOrder
  ) throws -> SearchOutcome {
    let relations = try snapshot.relations()
    var top = CollapsingCollector(relations, order, capacity: wanted, scratch: execution.scratch)
    let counts = try execution.run(into: &top)
    var outcome = SearchOutcome(
      strings: [], documents: counts.documents, occurrences: counts.occurrences, ranked: [],
      distinctDocuments: counts.documents - top.duplicates)
    var ranked = top.takeSorted(tier: .match)
    if request.wantsRelated, ranked.count < wanted {
      // What is not in the list is a copy of what is, and those the tail leaves out.
      let related = RelatedDocuments(execution)
      var tail = CollapsingCollector(
        relations, order, capacity: wanted - ranked.count, besides: top.foundGroups, scratch: execution.scratch)
      try related.run(besides: ranked, into: &tail)
      ranked += tail.takeSorted(tier: .related)
      outcome.relatedParts = related.parts
    }
    outcome.ranked = Array(ranked.dropFirst(max(request.offset, 0)))
    return outcome
  }

  /// Where the strings of a query occur in one document, as document-relative positions; of strings that are asked for
  /// only in conditions the occurrences that take part.
  package func hits(
    of strings: [SearchString], view index: Int, document: Int
  ) throws -> [[UInt32]] {
    let view = snapshot.views[index]
    let range = view.segment.documents.positions(of: document)
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    let context = OccurrenceContext(view: view, scratch: scratch)
    return try strings.map { string in
      let starts = try TermMatcher(string, in: view, scratch: scratch).shownStarts(within: range, context)
      return (0..<starts.count).map { starts.positions[$0] &- range.lowerBound }
    }
  }
}
