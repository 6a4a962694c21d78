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

  package init(
    query: ParsedQuery, limit: Int = 10, offset: Int = 0, isExact: Bool = false,
    wantsRelated: Bool = true
  ) {
    self.query = query
    self.limit = limit
    self.offset = offset
    self.isExact = isExact
    self.wantsRelated = wantsRelated
  }
}

/// The answer: exact counts over the matching documents, and the documents asked for.
package struct SearchOutcome: Sendable {
  /// The strings that were looked for, without excluded ones.
  package var strings: [SearchString]
  package var documents: Int
  /// Occurrences of those strings in the matching documents, overlapping ones included.
  package var occurrences: Int
  package var ranked: [RankedDocument]
  /// The grams and words by which related documents were ranked.
  package var relatedParts: [SearchString]
}

/// Runs queries over one snapshot. Sendable: any number of threads may share it.
package struct Searcher: Sendable {
  package let snapshot: IndexSnapshot
  package let scorer: Scorer

  package init(_ snapshot: IndexSnapshot) {
    self.snapshot = snapshot
    scorer = Scorer(snapshot)
  }

  /// The query's tree with folded strings.
  indirect enum Node {
    /// The number of the string in `strings`.
    case string(Int)
    case and([Node])
    case or([Node])
    case without(Node, Node)
  }

  struct Prepared {
    var root: Node
    var strings: [SearchString]
    /// The strings that are not under an exclusion.
    var positive: [Int]
    /// Every positive string stands once, and in all matching documents that hold it: then what the evaluation
    /// adds up are the occurrences of all of them.
    var isPlain: Bool
  }

  func prepare(_ query: ParsedQuery, isExact: Bool) throws(SearchError) -> Prepared {
    var strings: [SearchString] = []
    var positive: [Int] = []
    func build(_ node: QueryNode, isPositive: Bool) throws(SearchError) -> Node {
      switch node {
      case .string(let string):
        let folded = SearchString(string, exact: isExact)
        guard !folded.elements.isEmpty else {
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
      }
    }
    let root = try build(query.root, isPositive: true)
    return Prepared(
      root: root, strings: strings, positive: positive, isPlain: isPlain(root, positive.count))
  }

  /// Whether the tree is one string, or strings joined by one operator without repeating one; exclusions aside.
  private func isPlain(_ node: Node, _ positiveCount: Int) -> Bool {
    switch node {
    case .string: true
    case .without(let node, _): isPlain(node, positiveCount)
    case .and(let nodes), .or(let nodes):
      nodes.count == positiveCount
        && nodes.allSatisfy { if case .string = $0 { true } else { false } }
    }
  }

  /// The strings of a query that are looked for, folded, each once.
  /// - Throws: `SearchError` for one that holds nothing to search for.
  package func strings(of query: ParsedQuery, isExact: Bool) throws(SearchError) -> [SearchString] {
    let prepared = try prepare(query, isExact: isExact)
    return prepared.positive.map { prepared.strings[$0] }
  }

  private func isSame(_ a: SearchString, _ b: SearchString) -> Bool {
    a.elements == b.elements && a.isExact == b.isExact && (!a.isExact || a.sources == b.sources)
  }

  /// Exact counts, without ranking.
  /// - Throws: `SearchError`, `SegmentError`.
  package func count(
    _ query: ParsedQuery, isExact: Bool = false
  ) throws -> (documents: Int, occurrences: Int) {
    let prepared = try prepare(query, isExact: isExact)
    if case .string(let number) = prepared.root, let counts = try listCounts(prepared.strings[number]) {
      return counts
    }
    var documents = 0
    var occurrences = 0
    for view in snapshot.views {
      let matches = try prepared.strings.map { try SegmentMatcher($0, in: view).matches() }
      let found = QueryEvaluator(scorer, view, matches, weights: nil).evaluate(prepared)
      documents += found.count
      occurrences += found.occurrences
    }
    return (documents, occurrences)
  }

  /// The counts of a string of two elements stand in the heads of its lists.
  private func listCounts(_ string: SearchString) throws -> (documents: Int, occurrences: Int)? {
    guard string.elements.count == 2, !string.isExact,
      snapshot.views.allSatisfy({ $0.deletions == nil })
    else { return nil }
    var counts = (documents: 0, occurrences: 0)
    for view in snapshot.views {
      guard let list = try SegmentMatcher(string, in: view).plainList() else { continue }
      counts.documents += list.documentCount
      counts.occurrences += list.count
    }
    return counts
  }

  /// The matching documents, exactly counted, the best of them ranked; behind them, when there is room and the
  /// query is not quoted, related ones.
  /// - Throws: `SearchError`, `SegmentError`.
  package func search(_ request: SearchRequest) throws -> SearchOutcome {
    let prepared = try prepare(request.query, isExact: request.isExact)
    let sum = max(request.limit, 0).addingReportingOverflow(max(request.offset, 0))
    let wanted = min(sum.overflow ? .max : sum.partialValue, snapshot.documentCount)
    let positive = prepared.positive.map { prepared.strings[$0] }
    var top = TopDocuments(
      snapshot, capacity: wanted, prefersTraditional: positive.contains { $0.isTraditional })
    var documents = 0
    var occurrences = 0
    var matching: [[UInt32]] = []
    if case .string(let number) = prepared.root, wanted > 0,
      let counts = try rankList(prepared.strings[number], &top), counts.documents >= wanted
    {
      (documents, occurrences) = counts
    } else {
      top = TopDocuments(
        snapshot, capacity: wanted, prefersTraditional: positive.contains { $0.isTraditional })
      let (found, weights) = try matchAll(prepared)
      for (index, view) in snapshot.views.enumerated() {
        let result = QueryEvaluator(scorer, view, found[index], weights: weights)
          .evaluate(prepared)
        documents += result.count
        occurrences += result.occurrences
        if wanted > 0 { offer(result, view: index, to: &top) }
        matching.append(result.documentNumbers)
      }
    }
    var ranked = top.sorted()
    var parts: [SearchString] = []
    if request.wantsRelated, ranked.count < wanted, documents < wanted {
      let related = RelatedDocuments(self, prepared)
      parts = related.parts
      ranked += try related.best(wanted - ranked.count, excluding: matching)
    }
    return SearchOutcome(
      strings: positive, documents: documents, occurrences: occurrences,
      ranked: Array(ranked.dropFirst(max(request.offset, 0))), relatedParts: parts)
  }

  /// Ranks a string of two elements from its document lists alone, skipping blocks that cannot reach the kept
  /// documents.
  /// - Returns: the exact counts, or nil when the lists do not suffice.
  private func rankList(
    _ string: SearchString, _ top: inout TopDocuments
  ) throws -> (documents: Int, occurrences: Int)? {
    guard let counts = try listCounts(string) else { return nil }
    let weight = scorer.weight(documents: counts.documents)
    for (index, view) in snapshot.views.enumerated() {
      let matcher = SegmentMatcher(string, in: view)
      guard let list = try matcher.plainList() else { continue }
      if let documents = list.documents {
        rank(documents, view: index, weight: weight, &top)
      } else {
        let matches = try matcher.matches()
        for at in 0..<matches.count {
          let document = Int(matches.documents[at])
          let score = scorer.score(
            weight: weight, frequency: matches.frequencies[at],
            norm: view.segment.documents.norm(of: document), quality: matches.qualities[at])
          if score >= top.threshold {
            top.offer(
              RankedDocument(
                view: index, document: document, score: score,
                occurrences: Int(matches.frequencies[at]), tier: .match))
          }
        }
      }
    }
    return counts
  }

  private func rank(
    _ list: DocumentList, view index: Int, weight: Float, _ top: inout TopDocuments
  ) {
    let documents = snapshot.views[index].segment.documents
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * DocumentList.blockSize) { room in
      guard let ids = room.baseAddress else { return }
      let frequencies = ids + DocumentList.blockSize
      let qualities = frequencies + DocumentList.blockSize
      for block in 0..<list.blockCount {
        let bounds = list.bounds(ofBlock: block)
        let best = scorer.score(
          weight: weight, frequency: bounds.frequency, norm: bounds.norm,
          quality: UInt32(bounds.quality))
        if best < top.threshold { continue }
        let size = list.decode(
          block: block, documents: ids, frequencies: frequencies, qualities: qualities)
        for at in 0..<size {
          let document = Int(ids[at])
          let score = scorer.score(
            weight: weight, frequency: frequencies[at], norm: documents.norm(of: document),
            quality: qualities[at])
          if score >= top.threshold {
            top.offer(
              RankedDocument(
                view: index, document: document, score: score, occurrences: Int(frequencies[at]),
                tier: .match))
          }
        }
      }
    }
  }

  private func offer(
    _ result: DocumentBuffer, view index: Int, to top: inout TopDocuments
  ) {
    guard let scores = result.scores else { return }
    for at in 0..<result.count where scores[at] >= top.threshold {
      top.offer(
        RankedDocument(
          view: index, document: Int(result.documents[at]), score: scores[at],
          occurrences: Int(result.frequencies[at]), tier: .match))
    }
  }

  /// The matches of every string in every segment, and each string's weight over all of them.
  private func matchAll(
    _ prepared: Prepared
  ) throws -> (matches: [[DocumentBuffer]], weights: [Float]) {
    var matches: [[DocumentBuffer]] = []
    for view in snapshot.views {
      matches.append(try prepared.strings.map { try SegmentMatcher($0, in: view).matches() })
    }
    let weights = prepared.strings.indices.map { number in
      scorer.weight(documents: matches.reduce(0) { $0 + $1[number].count })
    }
    return (matches, weights)
  }

  /// Where the strings of a query stand in one document, as document-relative positions.
  package func hits(
    of strings: [SearchString], view index: Int, document: Int
  ) throws -> [[UInt32]] {
    let view = snapshot.views[index]
    let range = view.segment.documents.positions(of: document)
    return try strings.map { string in
      try SegmentMatcher(string, in: view).positions(within: range).map { $0 &- range.lowerBound }
    }
  }
}
