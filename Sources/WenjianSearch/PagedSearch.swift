import WenjianIndex

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

  /// - Parameter isBehind: whether a document comes behind the cursor that the page begins at; nil without one.
  func run<Order: ResultOrder>(
    _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> SearchOutcome {
    let start = request.wantsReport ? ContinuousClock.now : nil
    let execution = try QueryExecution(plan, searcher, scored: isScored, scratch)
    var outcome =
      request.collapsesCopies
      ? try collapsed(execution, order, isBehind) : try plain(execution, order, isBehind)
    if let start {
      outcome.report = try PlanReport(execution, time: start.duration(to: .now).wholeNanoseconds)
    }
    return outcome
  }

  private func plain<Order: ResultOrder>(
    _ execution: QueryExecution, _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> SearchOutcome {
    var top = TopDocuments(order, capacity: wanted, isBehind: isBehind, scratch: scratch)
    let counts = try execution.run(into: &top)
    var outcome = SearchOutcome(
      strings: [], documents: counts.documents, occurrences: counts.occurrences, ranked: [])
    guard let relevance = order as? RelevanceOrder, wantsTail(behind: counts.documents) else {
      outcome.ranked = top.takeSorted(droppingFirst: offset, tier: .match)
      return outcome
    }
    // Fewer matches than wanted: all of them are in `top`, so it says which are not to come again.
    let matching = top.takeSorted(tier: .match)
    let related = RelatedDocuments(execution)
    var tail = TopDocuments(relevance, capacity: wanted - matching.count, scratch: scratch)
    try related.run(besides: matching, into: &tail)
    outcome.ranked = Array((matching + tail.takeSorted(tier: .related)).dropFirst(offset))
    outcome.relatedParts = related.parts
    return outcome
  }

  private func wantsTail(behind documents: Int) -> Bool {
    request.wantsRelated && request.cursor == nil && documents < wanted
  }

  /// Of each group of copies only the first document comes.
  private func collapsed<Order: ResultOrder>(
    _ execution: QueryExecution, _ order: Order, _ isBehind: ((Order.Entry) -> Bool)?
  ) throws -> SearchOutcome {
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
    var outcome = SearchOutcome(
      strings: [], documents: counts.documents, occurrences: counts.occurrences, ranked: [],
      distinctDocuments: counts.documents - top.duplicates)
    var ranked = top.takeSorted(tier: .match)
    if let relevance = order as? RelevanceOrder, wantsTail(behind: ranked.count) {
      // What is not in the list is a copy of what is, and those the tail leaves out.
      let related = RelatedDocuments(execution)
      var tail = CollapsingCollector(
        relations, relevance, capacity: wanted - ranked.count, besides: top.foundGroups, scratch: scratch)
      try related.run(besides: ranked, into: &tail)
      ranked += tail.takeSorted(tier: .related)
      outcome.relatedParts = related.parts
    }
    outcome.ranked = Array(ranked.dropFirst(offset))
    return outcome
  }
}
