import WenjianIndex
import WenjianSegment

/// A plan on its way through all segments of a snapshot: its strings are found in each of them first, because what a
/// string weighs depends on all; then a collector is shown the documents, segment by segment.
struct QueryExecution {
  let searcher: Searcher
  let plan: QueryPlan
  let scratch: SearchScratch
  /// By segment, then by string.
  private let matches: UnsafeMutablePointer<TermMatches>
  /// By segment; nil where all documents count.
  private let masks: UnsafeMutablePointer<DocumentMask?>
  private let isFiltered: Bool
  /// By segment, then by filter of the plan.
  private let filterMasks: UnsafeMutablePointer<DocumentMask>
  /// What the masks are of.
  private let filterBits: [DocumentBits]
  private let weights: UnsafeMutablePointer<Float>?
  /// By segment, then by record of the plan.
  private let work: UnsafeMutablePointer<NodeWork>

  /// - Parameters:
  ///   - scored: whether a collector will want scores.
  /// - Throws: `SegmentError`.
  init(
    _ plan: QueryPlan, _ searcher: Searcher, scored: Bool, _ scratch: SearchScratch
  ) throws {
    self.searcher = searcher
    self.plan = plan
    self.scratch = scratch
    let segments = searcher.segments
    let termCount = plan.terms.count
    matches = scratch.allocate(segments.count * termCount)
    masks = scratch.allocate(segments.count)
    work = scratch.allocate(segments.count * plan.recordCount)
    work.initialize(repeating: NodeWork(), count: segments.count * plan.recordCount)
    isFiltered = plan.filter != nil
    filterMasks = scratch.allocate(segments.count * plan.filters.count)
    var filterBits: [DocumentBits] = []
    // How many documents hold a string decides between several of them, so those are looked for everywhere.
    let looksInFilterOnly = isFiltered && (!scored || plan.isOneTerm)
    let sums = scratch.allocate(termCount, of: Int.self)
    sums.initialize(repeating: 0, count: termCount)
    for index in segments.indices {
      try scratch.checkpoint()
      let segment = segments[index]
      if let filter = plan.filter {
        let bits = try segment.filters.bits(filter, scratch)
        filterBits.append(bits)
        masks[index] = bits.mask
      } else {
        masks[index] = segment.live?.mask
      }
      for number in plan.filters.indices {
        let bits = try segment.filters.bits(plan.filters[number], scratch)
        filterBits.append(bits)
        filterMasks[index * plan.filters.count + number] = bits.mask
      }
      for number in 0..<termCount {
        let found = try TermMatcher(plan.terms[number], in: segment.context(scratch)).matches(
          filter: looksInFilterOnly ? masks[index] : nil,
          &work[index * plan.recordCount + plan.record(ofTerm: number)])
        try scratch.throwIfExhausted()
        matches[index * termCount + number] = found
        sums[number] += found.documentFrequency
      }
    }
    self.filterBits = filterBits
    guard scored else {
      weights = nil
      return
    }
    let weights = scratch.allocate(termCount, of: Float.self)
    for number in 0..<termCount {
      let known = searcher.statistics?.documentFrequencies[plan.terms[number].weightKey]
      weights[number] = searcher.scorer.weight(documents: known ?? sums[number])
    }
    self.weights = weights
  }

  /// Shows a collector the documents of the query.
  /// - Returns: the exact counts of all of them.
  func run<Target: Collector>(into target: inout Target) throws -> FoundCounts {
    var counts = FoundCounts()
    for index in searcher.segments.indices { counts += try segmentRun(index).run(into: &target) }
    return counts
  }

  func segmentRun(_ index: Int) -> SegmentRun {
    segmentRun(
      index, plan, matches: matches + index * plan.terms.count, weights: weights.map { UnsafePointer($0) },
      mask: masks[index], ignoresQuality: false, work + index * plan.recordCount)
  }

  /// The same for another plan.
  func segmentRun(
    _ index: Int, _ plan: QueryPlan, matches: UnsafeMutablePointer<TermMatches>, weights: UnsafePointer<Float>?,
    mask: DocumentMask?, ignoresQuality: Bool, _ work: UnsafeMutablePointer<NodeWork>
  ) -> SegmentRun {
    let segment = searcher.segments[index]
    let restricted = scratch.allocate(
      plan.conditions.count, of: UnsafeMutableBufferPointer<StringStarts>?.self)
    restricted.initialize(repeating: nil, count: plan.conditions.count)
    return SegmentRun(
      plan: plan, scorer: searcher.scorer, state: segment, viewNumber: index, matches: matches,
      weights: weights, mask: mask, isFiltered: isFiltered,
      filters: filterMasks + index * self.plan.filters.count, ignoresQuality: ignoresQuality,
      restricted: restricted, work: work,
      norms: segment.view.segment.documents.norms,
      documentCount: segment.view.segment.statistics.documentCount, scratch: scratch)
  }

  func matches(segment index: Int, term number: Int) -> TermMatches { matches[index * plan.terms.count + number] }
  /// The documents of a segment that count; nil for all.
  func mask(segment index: Int) -> DocumentMask? { masks[index] }
  func work(segment index: Int, record: Int) -> NodeWork { work[index * plan.recordCount + record] }
}
