import WenjianIndex
import WenjianModel

/// One page of a search.
struct PagedSearch {
  let searcher: Searcher
  let request: SearchRequest
  let plan: QueryPlan
  /// Documents of this page and those that it begins behind.
  let wanted: Int
  let isScored: Bool
  let scratch: SearchScratch

  private var offset: Int { max(request.offset, 0) }

  /// What was found.
  struct Page {
    var counts: FoundCounts
    var ranked: [RankedDocument]
    var relatedParts: [SearchString] = []
    var distinctDocuments: Int?
    var forms: [WrittenFormCounts] = []
  }

  /// - Parameter isBehind: whether a document comes behind the cursor that the page begins at; nil without one.
  func run<Order: ResultOrder>(
    _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> SearchOutcome {
    if request.wantsReport { return try reported(order, isBehind) }
    let execution = try QueryExecution(plan, searcher, scored: isScored, scratch)
    let page = try page(of: execution, order, isBehind)
    return SearchOutcome(request, strings: plan.positiveTerms, page, report: nil)
  }

  /// The same, with what it took.
  private func reported<Order: ResultOrder>(
    _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> SearchOutcome {
    let start = ContinuousClock.now
    let execution = try QueryExecution(plan, searcher, scored: isScored, scratch)
    let page = try page(of: execution, order, isBehind)
    let report = try PlanReport(execution, time: start.duration(to: .now).wholeNanoseconds)
    return SearchOutcome(request, strings: plan.positiveTerms, page, report: report)
  }

  private func page<Order: ResultOrder>(
    of execution: QueryExecution, _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> Page {
    var page =
      request.collapsesCopies
      ? try collapsed(execution, order, isBehind) : try plain(execution, order, isBehind)
    if plan.hasForms { page.forms = execution.formCounts() }
    return page
  }

  private func plain<Order: ResultOrder>(
    _ execution: QueryExecution, _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> Page {
    var top = TopDocuments(order, capacity: wanted, isBehind: isBehind, scratch: scratch)
    let counts = try execution.run(into: &top)
    guard wantsTail(behind: counts.documents), let relevance = order as? RelevanceOrder else {
      return Page(counts: counts, ranked: top.takeSorted(droppingFirst: offset, tier: .match))
    }
    // Fewer matches than wanted: all of them are in `top`, so it says which are not to come again.
    let matching = top.takeSorted(tier: .match)
    let related = RelatedDocuments(execution, forms: request.reading.relatedForms)
    var tail = TopDocuments(relevance, capacity: wanted - matching.count, scratch: scratch)
    try related.run(besides: matching, into: &tail)
    return Page(
      counts: counts, ranked: Array((matching + tail.takeSorted(tier: .related)).dropFirst(offset)),
      relatedParts: related.shown)
  }

  private func wantsTail(behind documents: Int) -> Bool {
    request.wantsRelated && request.cursor == nil && documents < wanted
  }

  /// Of each group of copies only the first document comes.
  private func collapsed<Order: ResultOrder>(
    _ execution: QueryExecution, _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> Page {
    let relations = try searcher.snapshot.relations()
    var shown: Set<Int> = []
    if let isBehind {
      var earlier = ShownGroupsCollector(relations, order, isBehind: isBehind)
      _ = try QueryExecution(plan, searcher, scored: isScored, scratch).run(into: &earlier)
      shown = earlier.groups
    }
    var top = CollapsingCollector(
      relations, order, capacity: wanted, isBehind: isBehind, besides: shown, scratch: scratch)
    let counts = try execution.run(into: &top)
    var page = Page(counts: counts, ranked: [], distinctDocuments: counts.documents - top.duplicates)
    var ranked = top.takeSorted(tier: .match)
    if let relevance = order as? RelevanceOrder, wantsTail(behind: ranked.count) {
      // What is not in the list is a copy of what is, and those the tail leaves out.
      let related = RelatedDocuments(execution, forms: request.reading.relatedForms)
      var tail = CollapsingCollector(
        relations, relevance, capacity: wanted - ranked.count, besides: top.foundGroups, scratch: scratch)
      try related.run(besides: ranked, into: &tail)
      ranked += tail.takeSorted(tier: .related)
      page.relatedParts = related.shown
    }
    page.ranked = Array(ranked.dropFirst(offset))
    return page
  }
}
