import WenjianIndex
import WenjianModel
import WenjianPostings
import WenjianSegment

/// Exact counts of what was found.
package struct FoundCounts: Equatable, Sendable {
  package var documents: Int
  package var occurrences: Int

  package init(documents: Int = 0, occurrences: Int = 0) {
    (self.documents, self.occurrences) = (documents, occurrences)
  }

  package static func += (a: inout FoundCounts, b: FoundCounts) {
    a.documents += b.documents
    a.occurrences += b.occurrences
  }
}

extension MatchCounts {
  init(_ found: FoundCounts, forms: [WrittenFormCounts] = []) {
    self.init(documents: found.documents, occurrences: found.occurrences, forms: forms)
  }
}

/// Answers a plan in one segment: the documents of each node, by the cheapest way for what the segment holds.
struct SegmentRun {
  let plan: QueryPlan
  let scorer: Scorer
  let state: SegmentState
  let viewNumber: Int
  /// By the number of the string.
  let matches: UnsafeMutablePointer<TermMatches>
  /// By the number of the string; nil when no scores are wanted.
  let weights: UnsafePointer<Float>?
  /// The documents that count; nil for all.
  let mask: DocumentMask?
  /// Whether the mask drops more than deleted documents.
  let isFiltered: Bool
  /// By the number of the filter.
  let filters: UnsafePointer<DocumentMask>
  /// Every hit counts as one that is aligned to words: for grams, which are no strings that a person typed.
  let ignoresQuality: Bool
  /// By condition: the occurrences of its members that take part; nil until they are asked for.
  let restricted: UnsafeMutablePointer<UnsafeMutableBufferPointer<StringStarts>?>
  /// By record number of the plan.
  let work: UnsafeMutablePointer<NodeWork>
  let norms: UnsafePointer<UInt8>
  let documentCount: Int
  let scratch: SearchScratch

  var segment: Segment { state.view.segment }

  /// Shows a collector the documents of the query.
  /// - Returns: the exact counts of all of them.
  func run<Target: Collector>(into target: inout Target) throws -> FoundCounts {
    switch plan.root {
    case .term(let number): return try runTerm(number, into: &target)
    case .or(let nodes, let id) where plan.addsUp && narrowMask(below: documentCount) == nil:
      return try Disjunction(
        alternatives(of: nodes), id: id, self, countsOnly: target.needs.isEmpty,
        mayDelay: !target.needs.contains(.everyDocument)
      ).collect(into: &target)
    case .and, .or, .without, .condition, .filter, .all:
      var found = try evaluate(plan.root, scored: weights != nil)
      if !plan.addsUp { try recount(&found) }
      target.collect(
        DocumentBlock(
          view: viewNumber, count: found.count, documents: UnsafePointer(found.documents),
          frequencies: UnsafePointer(found.frequencies), scores: found.scores.map { UnsafePointer($0) }))
      return FoundCounts(documents: found.count, occurrences: found.occurrences)
    }
  }

  /// The mask of a filter that keeps so few documents that they lead, where a part has so many.
  func narrowMask(below count: Int) -> DocumentMask? {
    guard isFiltered, let mask, mask.count < count / 8 else { return nil }
    return mask
  }

  /// The documents of a node that count, with their occurrences of its strings, and scores when they are wanted.
  func evaluate(_ node: QueryPlan.Node, scored: Bool) throws -> DocumentBuffer {
    let found: DocumentBuffer
    switch node {
    case .term: found = try documents(of: try source(of: node, scored: scored), scored: scored)
    case .condition(let number): found = try documents(ofCondition: number, scored: scored)
    case .filter(let number):
      found = documents(of: filters[number], record: plan.record(ofFilter: number), scored: scored)
    case .all: found = documents(of: nil, record: plan.recordOfAll, scored: scored)
    case .and(let nodes, let id):
      found = try Conjunction(sources(of: nodes, scored: scored), id: id, self, scored: scored).evaluate()
    case .or(let nodes, let id): found = try union(of: nodes, id: id, scored: scored)
    case .without(let kept, let excluded, let id):
      found = try exclusion(of: excluded, from: try evaluate(kept, scored: scored), id: id)
    }
    return found
  }

  // MARK: Leaves

  /// A node's documents, read or yet to be read.
  func source(of node: QueryPlan.Node, scored: Bool) throws -> DocumentSource {
    if case .term(let number) = node {
      let matches = matches[number]
      return DocumentSource(
        list: matches.list, buffer: matches.found, term: number, record: plan.record(ofTerm: number))
    }
    return DocumentSource(list: nil, buffer: try evaluate(node, scored: scored), term: -1, record: 0)
  }

  func sources(of nodes: [QueryPlan.Node], scored: Bool? = nil) throws -> UnsafeMutableBufferPointer<DocumentSource>
  {
    let sources = scratch.allocate(nodes.count, of: DocumentSource.self)
    for (index, node) in nodes.enumerated() {
      sources[index] = try source(of: node, scored: scored ?? (weights != nil))
    }
    return UnsafeMutableBufferPointer(start: sources, count: nodes.count)
  }

  /// All documents of a source, those that do not count included, in arrays that may be written to.
  func decoded(_ source: DocumentSource) throws -> DocumentBuffer {
    guard let list = source.list else {
      // A string may be asked for in several nodes.
      return source.term < 0 || isEachTermOnce ? source.buffer : source.buffer.copy(in: scratch)
    }
    guard list.count <= documentCount else { throw damagedPostings }
    var found = DocumentBuffer(capacity: list.count + DocumentList.blockSize, in: scratch)
    for block in 0..<list.blockCount {
      try scratch.checkpoint()
      let documents = found.documents + found.count
      let size = list.decode(
        block: block, documents: documents, frequencies: found.frequencies + found.count,
        qualities: found.qualities + found.count)
      guard size > 0, isSound(documents, size) else { throw damagedPostings }
      found.count += size
    }
    found.occurrences = matches[source.term].occurrences
    work[source.record].documentBlocks += list.blockCount
    work[source.record].path = .wholeList
    return found
  }

  /// The documents of a source that count.
  func documents(of source: DocumentSource, scored: Bool) throws -> DocumentBuffer {
    guard source.term >= 0 else { return source.buffer }
    var found = try decoded(source)
    if let mask { found.keep(mask) }
    if scored { found.scores = try scores(of: &found, term: source.term) }
    return found
  }

  /// The documents that a filter keeps, without occurrences.
  private func documents(of filter: DocumentMask?, record: Int, scored: Bool) -> DocumentBuffer {
    var found: DocumentBuffer
    if let filter = filter ?? mask {
      found = filter.documents(in: scratch)
    } else {
      found = DocumentBuffer(capacity: documentCount, in: scratch)
      for document in 0..<documentCount {
        found.append(document: UInt32(truncatingIfNeeded: document), frequency: 0, quality: 0)
      }
    }
    if let mask { found.keep(mask) }
    if scored {
      let scores = scratch.allocate(found.count, of: Float.self)
      scores.initialize(repeating: 0, count: found.count)
      found.scores = scores
    }
    work[record].path = .bitmap
    work[record].documents = found.count
    return found
  }

  func isSound(_ documents: UnsafePointer<UInt32>, _ count: Int) -> Bool {
    areAll(documents, count, in: 0..<documentCount)
  }

  var damagedPostings: SegmentError { segment.damage("postings") }

  /// Whether no string is asked for twice, so that its documents may be narrowed where they are.
  private var isEachTermOnce: Bool {
    if case .and = plan.root { return plan.addsUp }
    return false
  }

  // MARK: Scores

  func qualities(ofTerm number: Int) -> HitQualityEvaluator {
    HitQualityEvaluator(segment, matches[number].starts?.lengths ?? OccurrenceLengths(plan.terms[number].count))
  }

  /// The one place where documents of a string are scored.
  @inline(__always)
  func score(
    _ documents: UnsafePointer<UInt32>, _ frequencies: UnsafePointer<UInt32>, _ qualities: UnsafePointer<UInt32>,
    count: Int, term: Int, into scores: UnsafeMutablePointer<Float>
  ) {
    scorer.score(
      documents, frequencies, qualities, count: count, weight: weights?[term] ?? 0, norms: norms, into: scores)
  }

  /// Makes sure that a string's documents have their qualities.
  func resolveQualities(of found: inout DocumentBuffer, term: Int, documents: UnsafePointer<UInt32>? = nil) throws {
    if ignoresQuality {
      found.qualities.initialize(repeating: HitQuality.aligned, count: found.count)
      found.starts = nil
    } else {
      try scratch.checkpoint(1 + found.count / DocumentList.blockSize)
      found.resolveQualities(qualities(ofTerm: term), documents: documents ?? UnsafePointer(found.documents))
    }
  }

  /// The scores of a string's documents.
  private func scores(of found: inout DocumentBuffer, term: Int) throws -> UnsafeMutablePointer<Float> {
    try resolveQualities(of: &found, term: term)
    let scores = scratch.allocate(found.count, of: Float.self)
    score(found.documents, found.frequencies, found.qualities, count: found.count, term: term, into: scores)
    return scores
  }

  // MARK: Counting anew

  /// Counts every positive string in the documents found: in `(a b) OR c` a document that holds `a` and `c` shows
  /// both, though only `c` made it match.
  private func recount(_ found: inout DocumentBuffer) throws {
    let sums = scratch.allocate(found.count, of: UInt32.self)
    sums.initialize(repeating: 0, count: found.count)
    for number in plan.positive {
      try scratch.checkpoint()
      let counted: DocumentSource
      if plan.terms[number].uses.isEmpty {
        counted = try source(of: .term(number), scored: false)
      } else {
        counted = DocumentSource(
          list: nil, buffer: try shownDocuments(ofTerm: number), term: number, record: plan.record(ofTerm: number))
      }
      try Narrowing(self, capacity: found.count).add(counted, in: found, to: sums, nil)
    }
    var occurrences = 0
    for at in 0..<found.count { occurrences &+= Int(sums[at]) }
    // A string's own buffer may be the result; its numbers are not needed any more.
    found.frequencies.update(from: sums, count: found.count)
    found.occurrences = occurrences
  }
}

/// The documents of one node, to be combined with those of others.
struct DocumentSource: BitwiseCopyable {
  /// nil when the documents are in `buffer`.
  let list: DocumentList?
  /// Of a string: all its documents. Of any other node: those that count, with their scores.
  var buffer: DocumentBuffer
  /// The string by which the documents are scored; -1 when they have their scores, or none.
  let term: Int
  let record: Int

  /// Documents, for ordering.
  var count: Int { list?.count ?? buffer.count }

  /// Whether they are those of a string, whose qualities were not looked up yet.
  var hasDelayedQualities: Bool { list == nil && term >= 0 && buffer.starts != nil }
}
