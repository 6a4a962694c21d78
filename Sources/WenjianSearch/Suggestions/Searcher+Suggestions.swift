// What is told about a query that finds nothing: which part of it is to blame, and which strings like its own occur.

package import WenjianModel
package import WenjianQuery

extension Searcher {
  /// Of strings like one that is missing so many come for each reason.
  private static let alternativeLimit = 3
  /// Alternatives are looked for of so many strings.
  private static let missingLimit = 4

  /// - Parameter query: that finds nothing.
  /// - Throws: `SearchError`, `SegmentError`.
  /// - Complexity: some milliseconds for each string that does not occur.
  package func suggestions(
    for query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> Suggestions {
    var suggestions = Suggestions()
    func counted(_ node: QueryNode, filter: DocumentFilter?) throws -> Suggestions.CountedQuery? {
      let query = ParsedQuery(node)
      do {
        let counts = try count(query, reading, filter: filter)
        return Suggestions.CountedQuery(
          query: query.description,
          counts: MatchCounts(documents: counts.documents, occurrences: counts.occurrences))
      } catch let error as SearchError where error.reason == .emptyString {
        return nil
      }
    }
    var bare: QueryNode? = query.root
    for relaxation in Suggestions.Relaxation.allCases {
      let node = query.root.relaxed(relaxation)
      bare = bare?.relaxed(relaxation)
      if relaxation == .filter ? filter == nil : node == query.root { continue }
      if let node, let counted = try counted(node, filter: relaxation == .filter ? nil : filter) {
        suggestions.relaxed.append(
          Suggestions.RelaxedQuery(relaxation: relaxation, query: counted.query, counts: counted.counts))
      }
    }
    guard let bare else { return suggestions }
    if case .and(let nodes) = bare { suggestions.parts = try nodes.compactMap { try counted($0, filter: nil) } }
    var seen: [String] = []
    for string in ParsedQuery(bare).positiveStrings where !seen.contains(string.text) {
      seen.append(string.text)
      guard seen.count <= 64, suggestions.missing.count < Self.missingLimit,
        let counts = try counted(.string(string), filter: nil), counts.counts.documents == 0
      else { continue }
      let alternatives = try self.alternatives(to: string, isExact: reading.isExact)
      suggestions.missing.append(Suggestions.MissingString(text: string.text, alternatives: alternatives))
    }
    return suggestions
  }

  private func alternatives(
    to string: QueryString, isExact: Bool
  ) throws -> [Suggestions.Alternative] {
    // What is like a string with wildcards is another slot, which --by match tells.
    guard string.wildcards.isEmpty else { return [] }
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let folded = try scratch.fold(string, exact: false)
    var found: [(string: FoundString, reason: Suggestions.Reason)] = []
    if string.isExact || isExact {
      // The characters may be there in another script.
      let counts = try BestStrings(
        searcher: self, graph: GramGraph(segments, runs: folded.runs), runs: folded.runs
      ).counts(of: folded.codes, scratch)
      if counts.documents > 0 { found.append((FoundString(codes: folded.codes, counts: counts), .character)) }
    }
    found += try MarkedStrings(searcher: self, scratch: scratch).find(folded, limit: Self.alternativeLimit)
      .map { ($0, .marks) }
    found += try SimilarStrings(folded, self, scratch).find(limit: Self.alternativeLimit)
    return found.map { found in
      Suggestions.Alternative(
        text: SearchString(codes: found.string.codes, runs: folded.runs).foldedText, reason: found.reason,
        counts: MatchCounts(found.string.counts))
    }
  }

  /// The strings of the index that are read as some letters say, the most frequent first.
  /// - Parameter pinyin: as `SoundPattern` reads it.
  /// - Returns: nil for what is no pinyin.
  /// - Throws: `SegmentError`.
  package func strings(soundingLike pinyin: String, limit: Int) throws -> [Suggestions.CountedQuery]? {
    guard let pattern = SoundPattern(pinyin) else { return nil }
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let best = BestStrings(searcher: self, graph: GramGraph(segments, runs: []), runs: [])
    return try best.find(pattern, limit: limit, scratch).filter { $0.counts.documents > 0 }.map { found in
      Suggestions.CountedQuery(
        query: SearchString(codes: found.codes, runs: []).foldedText, counts: MatchCounts(found.counts))
    }
  }
}

extension QueryNode {
  /// The node without one kind of condition; nil when nothing is left.
  fileprivate func relaxed(_ relaxation: Suggestions.Relaxation) -> QueryNode? {
    switch self {
    case .string: return self
    case .and(let nodes): return Self.row(nodes.compactMap { $0.relaxed(relaxation) }) { .and($0) }
    case .or(let nodes): return Self.row(nodes.compactMap { $0.relaxed(relaxation) }) { .or($0) }
    case .without(let kept, let excluded):
      guard let kept = kept.relaxed(relaxation) else { return nil }
      if relaxation == .exclusions { return kept }
      if relaxation == .fields, case .field = excluded { return kept }
      return .without(kept, excluded: excluded)
    case .near(let near): return relaxation == .nearness ? .and(near.strings.map { .string($0) }) : self
    case .context(let context): return relaxation == .exclusions ? .string(context.string) : self
    case .within(let scope, let node):
      if relaxation == .nearness { return node.relaxed(relaxation) }
      return node.relaxed(relaxation).map { .within(scope, $0) }
    case .field: return relaxation == .fields ? nil : self
    }
  }

  private static func row(_ nodes: [QueryNode], _ make: ([QueryNode]) -> QueryNode) -> QueryNode? {
    // An AND in an AND is one AND.
    let flat = nodes.flatMap { node in
      if case .and(let inner) = node, case .and = make([]) { return inner }
      return [node]
    }
    return flat.count > 1 ? make(flat) : flat.first
  }
}
