package import WenjianIndex
import WenjianPostings
package import WenjianQuery
import WenjianSegment

/// What is asked of one search.
package struct SearchRequest: Sendable {
  package var query: ParsedQuery
  /// How many documents are wanted, behind `offset` better ones.
  package var limit: Int
  package var offset: Int
  /// Match original characters only, as if every string had `exact:`.
  package var isExact: Bool
  /// Whether documents that only resemble the query may follow the matches.
  package var wantsRelated: Bool
  /// Whether of documents that are copies of each other only the best is wanted.
  package var collapsesCopies: Bool

  package init(
    query: ParsedQuery, limit: Int = 10, offset: Int = 0, isExact: Bool = false,
    wantsRelated: Bool = true, collapsesCopies: Bool = false
  ) {
    self.query = query
    self.limit = limit
    self.offset = offset
    self.isExact = isExact
    self.wantsRelated = wantsRelated
    self.collapsesCopies = collapsesCopies
  }
}

/// The answer: exact counts over the matching documents, and the documents asked for.
package struct SearchOutcome: Sendable {
  /// The strings that were looked for, without excluded ones.
  package var strings: [SearchString]
  package var documents: Int
  /// Occurrences of those strings in the matching documents, overlapping ones included; of a string that stands only
  /// beside NEAR and BEFORE those with a partner.
  package var occurrences: Int
  package var ranked: [RankedDocument]
  /// The grams and words by which related documents were ranked.
  package var relatedParts: [SearchString]
  /// The matching documents when each group of copies counts once; nil when that was not asked.
  package var distinctDocuments: Int?
}

/// Runs queries over one snapshot. Sendable: any number of threads may share it.
package struct Searcher: Sendable {
  package let snapshot: IndexSnapshot
  package let scorer: Scorer
  /// For each segment.
  private let heads: [DocumentHeads]
  /// For each segment; nil when every document is live.
  private let live: [DocumentBits?]
  private let liveCounts: [LiveCounts]

  package init(_ snapshot: IndexSnapshot) {
    self.snapshot = snapshot
    scorer = Scorer(snapshot)
    heads = snapshot.views.map { _ in DocumentHeads() }
    live = snapshot.views.map { view in view.deletions.map { DocumentBits(liveIn: view, without: $0) } }
    liveCounts = snapshot.views.map { _ in LiveCounts() }
  }

  /// Reads the text of a segment's documents.
  package func textReader(view: Int) -> DocumentTextReader {
    DocumentTextReader(snapshot.views[view], heads: heads[view])
  }

  /// The query's tree with folded strings.
  enum Node {
    /// The number of the string in `strings`.
    case string(Int)
    case and([Node])
    case or([Node])
    indirect case without(Node, Node)
    /// The number of the pair in `pairs`.
    case near(Int)
  }

  struct Prepared {
    var root: Node
    var strings: [SearchString]
    /// The strings that stand near each other.
    var pairs: [Pair]
    /// The strings that are not under an exclusion.
    var positive: [Int]
    /// Every positive string stands once, and in all matching documents that hold it: then what the evaluation
    /// adds up are the occurrences of all of them.
    var isPlain: Bool

    var positiveStrings: [SearchString] {
      positive.count == strings.count && positive.indices.allSatisfy { positive[$0] == $0 }
        ? strings : positive.map { strings[$0] }
    }
  }

  func prepare(
    _ query: ParsedQuery, isExact: Bool, _ scratch: SearchScratch
  ) throws(SearchError) -> Prepared {
    var strings: [SearchString] = []
    var pairs: [Pair] = []
    var positive: [Int] = []
    var standalone: [Int] = []
    func number(_ string: QueryString, isPositive: Bool) throws(SearchError) -> Int {
      let folded = scratch.fold(string, exact: isExact)
      guard folded.count > 0 else {
        throw SearchError(reason: .emptyString, text: string.text)
      }
      // A string that stands twice counts once.
      var number = strings.count
      if let known = strings.indices.first(where: { isSame(strings[$0], folded) }) {
        number = known
      } else {
        strings.append(folded)
      }
      if isPositive, !positive.contains(number) { positive.append(number) }
      return number
    }
    func build(_ node: QueryNode, isPositive: Bool) throws(SearchError) -> Node {
      switch node {
      case .string(let string):
        let number = try number(string, isPositive: isPositive)
        if isPositive { standalone.append(number) }
        return .string(number)
      case .and(let nodes):
        var children: [Node] = []
        for node in nodes { children.append(try build(node, isPositive: isPositive)) }
        return .and(children)
      case .or(let nodes):
        var children: [Node] = []
        for node in nodes { children.append(try build(node, isPositive: isPositive)) }
        return .or(children)
      case .without(let node, let excluded):
        return .without(
          try build(node, isPositive: isPositive), try build(excluded, isPositive: false))
      case .near(let pair):
        let first = try number(pair.first, isPositive: isPositive)
        let second = try number(pair.second, isPositive: isPositive)
        let reach = Reach(distance: pair.distance, isBefore: !pair.isOrdered, isBehind: true)
        pairs.append(Pair(first: first, second: second, reach: reach, isPositive: isPositive))
        return .near(pairs.count - 1)
      }
    }
    let root = try build(query.root, isPositive: true)
    if !pairs.isEmpty {
      let known = strings
      for pair in pairs where pair.isPositive {
        if !standalone.contains(pair.first) {
          strings[pair.first].partners.append(
            StringPartner(string: known[pair.second], reach: pair.reach))
        }
        if !standalone.contains(pair.second) {
          strings[pair.second].partners.append(
            StringPartner(string: known[pair.first], reach: pair.reach.reversed))
        }
      }
    }
    return Prepared(
      root: root, strings: strings, pairs: pairs, positive: positive,
      isPlain: isPlain(root, positive.count))
  }

  /// Whether the tree is one string, or strings joined by one operator without repeating one; exclusions aside.
  private func isPlain(_ node: Node, _ positiveCount: Int) -> Bool {
    switch node {
    case .string: true
    case .near: false
    case .without(let node, _): isPlain(node, positiveCount)
    case .and(let nodes), .or(let nodes):
      nodes.count == positiveCount
        && nodes.allSatisfy { if case .string = $0 { true } else { false } }
    }
  }

  /// The strings of a query that are looked for, folded, each once.
  /// - Throws: `SearchError` for one that holds nothing to search for.
  package func strings(of query: ParsedQuery, isExact: Bool) throws(SearchError) -> [SearchString] {
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    return try prepare(query, isExact: isExact, scratch).positiveStrings
  }

  private func isSame(_ a: SearchString, _ b: SearchString) -> Bool {
    a.codes == b.codes && a.runs == b.runs && a.isExact == b.isExact && (!a.isExact || a.sources == b.sources)
  }

  /// Exact counts, without ranking.
  /// - Throws: `SearchError`, `SegmentError`.
  package func count(
    _ query: ParsedQuery, isExact: Bool = false
  ) throws -> (documents: Int, occurrences: Int) {
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    let prepared = try prepare(query, isExact: isExact, scratch)
    var top = TopDocuments(snapshot, capacity: 0, prefersTraditional: false, scratch: scratch)
    return try rank(prepared, into: &top, scratch)
  }

  /// The matching documents, exactly counted, the best of them ranked; behind them, when there is room and the
  /// query is not quoted, related ones.
  /// - Throws: `SearchError`, `SegmentError`.
  package func search(_ request: SearchRequest) throws -> SearchOutcome {
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    let prepared = try prepare(request.query, isExact: request.isExact, scratch)
    let sum = max(request.limit, 0).addingReportingOverflow(max(request.offset, 0))
    let wanted = min(sum.overflow ? .max : sum.partialValue, snapshot.documentCount)
    if request.collapsesCopies { return try searchCollapsed(request, prepared, wanted, scratch) }
    let positive = prepared.positiveStrings
    var top = TopDocuments(
      snapshot, capacity: wanted, prefersTraditional: positive.contains { $0.isTraditional },
      scratch: scratch)
    let (documents, occurrences) = try rank(prepared, into: &top, scratch)
    let offset = max(request.offset, 0)
    guard request.wantsRelated, documents < wanted else {
      return SearchOutcome(
        strings: positive, documents: documents, occurrences: occurrences,
        ranked: top.takeSorted(droppingFirst: offset, tier: .match), relatedParts: [])
    }
    // Fewer matches than wanted: all of them are in `top`, so it says which are not to come again.
    var ranked = top.takeSorted(droppingFirst: 0, tier: .match)
    let related = RelatedDocuments(self, prepared)
    ranked += try related.best(wanted - ranked.count, besides: ranked, scratch)
    return SearchOutcome(
      strings: positive, documents: documents, occurrences: occurrences,
      ranked: Array(ranked.dropFirst(offset)), relatedParts: related.parts)
  }

  /// Finds the documents of a query in every segment, counts them exactly and offers the best.
  func rank(
    _ prepared: Prepared, into top: inout TopDocuments, _ scratch: SearchScratch
  ) throws -> (documents: Int, occurrences: Int) {
    let strings = prepared.strings
    let viewCount = snapshot.views.count
    let matches = scratch.room(viewCount * strings.count, of: StringMatches.self)
    let sums = scratch.room(strings.count, of: Int.self)
    sums.initialize(repeating: 0, count: strings.count)
    for view in 0..<viewCount {
      for number in strings.indices {
        let found = try SegmentMatcher(
          strings[number], in: snapshot.views[view], scratch: scratch
        ).matches()
        matches[view * strings.count + number] = found
        sums[number] += found.count
      }
    }
    var weights: UnsafeMutablePointer<Float>?
    if top.capacity > 0 {
      let room = scratch.room(strings.count, of: Float.self)
      for number in strings.indices { room[number] = scorer.weight(documents: sums[number]) }
      weights = room
    }
    var documents = 0
    var occurrences = 0
    for view in 0..<viewCount {
      let evaluation = evaluation(
        view, strings, matches + view * strings.count, weights: weights.map { UnsafePointer($0) }, scratch)
      let found = try evaluation.rank(prepared, into: &top)
      documents += found.documents
      occurrences += found.occurrences
    }
    return (documents, occurrences)
  }

  func evaluation(
    _ number: Int, _ strings: [SearchString], _ matches: UnsafeMutablePointer<StringMatches>,
    weights: UnsafePointer<Float>?, _ scratch: SearchScratch
  ) -> Evaluation {
    let view = snapshot.views[number]
    return Evaluation(
      scorer: scorer, view: view, viewNumber: number, strings: strings, matches: matches, weights: weights,
      mask: mask(view: number), liveCounts: liveCounts[number], norms: view.segment.documents.norms,
      documentCount: view.segment.statistics.documentCount, scratch: scratch)
  }

  /// The documents of a segment that count; nil for all.
  func mask(view number: Int) -> DocumentMask? { live[number]?.mask }

  /// Where the strings of a query stand in one document, as document-relative positions; where they have a partner,
  /// for strings that stand only beside NEAR and BEFORE.
  package func hits(
    of strings: [SearchString], view index: Int, document: Int
  ) throws -> [[UInt32]] {
    let view = snapshot.views[index]
    let range = view.segment.documents.positions(of: document)
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    return try strings.map { string in
      let starts = try SegmentMatcher(string, in: view, scratch: scratch).shownStarts(within: range)
      return (0..<starts.count).map { starts.positions[$0] &- range.lowerBound }
    }
  }
}
