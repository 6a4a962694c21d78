package import WenjianIndex
package import WenjianModel
package import WenjianQuery
import WenjianSegment

/// Runs queries over one snapshot. Any number of threads may share it.
///
/// A reference: every search, and every result, holds it.
package final class Searcher: Sendable {
  package let snapshot: IndexSnapshot
  package let scorer: Scorer
  let segments: [SegmentState]
  let facets: FacetCache<FacetTable>
  package let notes: SnapshotNotes
  /// nil where the snapshot holds all documents that there are.
  let statistics: CollectionStatistics?
  /// What ends its queries before they are done; nil for nothing.
  package let control: SearchControl?

  /// - Parameter earlier: of another commit of the index; what it has learnt of segments that both have is used on.
  /// - Parameter statistics: of all documents, when the snapshot holds a part of them.
  package init(
    _ snapshot: IndexSnapshot, reusing earlier: Searcher? = nil, statistics: CollectionStatistics? = nil
  ) {
    self.snapshot = snapshot
    self.statistics = statistics
    facets = FacetCache()
    notes = SnapshotNotes()
    control = nil
    scorer = Scorer(snapshot, statistics)
    var known: [UInt64: SegmentState] = [:]
    for state in earlier?.segments ?? [] { known[state.view.segment.id] = state }
    segments = snapshot.views.map { view in
      if let state = known[view.segment.id], state.view.isSame(as: view) { return state }
      return SegmentState(view)
    }
  }

  private init(_ searcher: Searcher, _ control: SearchControl?) {
    snapshot = searcher.snapshot
    statistics = searcher.statistics
    scorer = searcher.scorer
    segments = searcher.segments
    facets = searcher.facets
    notes = searcher.notes
    self.control = control
  }

  /// The same searcher, with all that it remembers, whose queries something may end before they are done.
  package func limited(by control: SearchControl) -> Searcher { Searcher(self, control) }

  /// The same searcher, whose queries end when those of another one do.
  package func limited(as other: Searcher) -> Searcher { Searcher(self, other.control) }

  /// Where work that is no query of its own may end: between two documents, or a thousand short steps.
  /// - Throws: `SearchError` behind the deadline, or when it was cancelled.
  package func checkpoint() throws(SearchError) { try control?.check() }

  /// Reads the text of a segment's documents.
  package func textReader(view: Int) -> DocumentTextReader {
    DocumentTextReader(snapshot.views[view], heads: segments[view].heads, control: control)
  }

  /// The strings of a query that are looked for, folded, each once.
  /// - Throws: `SearchError` for one that holds nothing to search for.
  package func strings(of query: ParsedQuery, _ reading: StringReading) throws(SearchError) -> [SearchString] {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    return try QueryPlan(query, reading, scratch).positiveTerms
  }

  /// Exact counts, without ranking.
  /// - Throws: `SearchError`, `SegmentError`.
  package func count(
    _ query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> (documents: Int, occurrences: Int) {
    let found = try countWithForms(query, reading, filter: filter)
    return (found.documents, found.occurrences)
  }

  /// The same, with how often each form of a string occurs, for those strings that have several.
  /// - Throws: `SearchError`, `SegmentError`.
  package func countWithForms(
    _ query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> MatchCounts {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let plan = try QueryPlan(query, reading, filter: filter, scratch)
    if plan.hasForms {
      var collector = CountingCollector()
      let execution = try QueryExecution(plan, self, scored: false, scratch)
      let counts = try execution.run(into: &collector)
      return MatchCounts(counts, forms: execution.formCounts())
    }
    return MatchCounts(try count(plan, scratch))
  }

  /// The counts of a plan; one string needs no run of it.
  func count(_ plan: QueryPlan, _ scratch: SearchScratch) throws -> FoundCounts {
    if plan.isOneTerm, plan.filter == nil {
      return try segments.reduce(into: FoundCounts()) { sum, segment in
        sum += try TermMatcher(plan.terms[0], in: segment.context(scratch)).counts(segment)
      }
    }
    var collector = CountingCollector()
    return try QueryExecution(plan, self, scored: false, scratch).run(into: &collector)
  }

  /// The documents of a query by a value, exactly counted, with those that have none.
  /// - Throws: `SearchError`, `SegmentError`.
  package func facets(
    _ query: ParsedQuery, by key: FacetKey, _ reading: StringReading = StringReading(),
    filter: DocumentFilter? = nil
  ) throws -> (groups: [FacetGroup], documents: Int, occurrences: Int) {
    var counter = try QueryCounter(self, by: key)
    return try counter.counts(of: query, reading, filter: filter)
  }

  /// The matching documents, exactly counted, the first of them in the order that is asked for; behind them, when there
  /// is room and the query is not quoted, related ones.
  /// - Throws: `SearchError`, `SegmentError`.
  package func search(_ request: SearchRequest) throws -> SearchOutcome {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let plan = try QueryPlan(request.query, request.reading, filter: request.filter, scratch)
    let sort = order(of: request, strings: plan.positiveCount)
    if let cursor = request.cursor { try check(cursor, of: request, sort) }
    let sum = max(request.limit, 0).addingReportingOverflow(max(request.offset, 0))
    let wanted = min(sum.overflow ? .max : sum.partialValue, snapshot.documentCount)
    let search = PagedSearch(
      searcher: self, request: request, plan: plan, wanted: wanted, isScored: wanted > 0 && sort == .relevance,
      scratch: scratch)
    if sort == .relevance {
      let prefersTraditional = plan.positiveTerms.contains(where: \.isTraditional)
      let order = RelevanceOrder(self, prefersTraditional: prefersTraditional, scratch)
      return try search.run(order, try request.cursor.map { try isBehind($0, order) })
    }
    let order = NumberOrder(snapshot: snapshot, sort: sort)
    return try search.run(order, request.cursor.map { isBehind($0, order) })
  }

  /// Where the strings of a query occur in one document, as document-relative positions; of strings that are asked for
  /// only in conditions the occurrences that take part.
  package func hits(
    of strings: [SearchString], view index: Int, document: Int
  ) throws -> [StringHits] {
    let range = snapshot.views[index].segment.documents.positions(of: document)
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let context = segments[index].context(scratch)
    return try strings.map { string in
      StringHits(try TermMatcher(string, in: context).shownOccurrences(within: range), from: range.lowerBound)
    }
  }
}
