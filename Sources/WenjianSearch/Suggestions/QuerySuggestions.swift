package import WenjianQuery

/// What to do about a query that finds nothing: which part of it is to blame, and which strings like its own occur.
package struct QuerySuggestions: Sendable {
  /// Why a string is suggested.
  package enum Reason: String, Sendable, CaseIterable {
    /// The same characters with other marks between them.
    case marks
    /// The same characters in another order.
    case order
    /// Characters that are read the same.
    case sound
    /// One character another one, one too many or one too few.
    case character
  }

  /// A string to look for instead.
  package struct Alternative: Sendable {
    /// As it is in the index, folded.
    package var text: String
    package var reason: Reason
    package var documents: Int
    package var occurrences: Int
  }

  /// A string of the query that does not occur.
  package struct MissingString: Sendable {
    package var text: String
    /// The best first.
    package var alternatives: [Alternative]
  }

  /// A query that asks for less, and what it finds.
  package struct Counted: Sendable {
    package var query: String
    package var documents: Int
    package var occurrences: Int
  }

  /// What a query may be asked without.
  package enum Relaxation: String, Sendable, CaseIterable {
    /// Its fields.
    case fields
    /// What it excludes.
    case exclusions
    /// That strings are near each other, or in one sentence.
    case nearness
    /// The filter that the caller gave beside it.
    case filter
  }

  /// What must all be found, each on its own; empty for a query of one part.
  package var parts: [Counted] = []
  /// The query without one kind of condition.
  package var relaxed: [(relaxation: Relaxation, counted: Counted)] = []
  package var missing: [MissingString] = []
}

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
  ) throws -> QuerySuggestions {
    var suggestions = QuerySuggestions()
    func counted(_ node: QueryNode, filter: DocumentFilter?) throws -> QuerySuggestions.Counted? {
      let query = ParsedQuery(node)
      do {
        let counts = try count(query, reading, filter: filter)
        return QuerySuggestions.Counted(
          query: query.description, documents: counts.documents, occurrences: counts.occurrences)
      } catch let error as SearchError where error.reason == .emptyString {
        return nil
      }
    }
    var bare: QueryNode? = query.root
    for relaxation in QuerySuggestions.Relaxation.allCases {
      let node = query.root.relaxed(relaxation)
      bare = bare?.relaxed(relaxation)
      if relaxation == .filter ? filter == nil : node == query.root { continue }
      if let node, let counted = try counted(node, filter: relaxation == .filter ? nil : filter) {
        suggestions.relaxed.append((relaxation, counted))
      }
    }
    guard let bare else { return suggestions }
    if case .and(let nodes) = bare { suggestions.parts = try nodes.compactMap { try counted($0, filter: nil) } }
    var seen: [String] = []
    for string in ParsedQuery(bare).positiveStrings where !seen.contains(string.text) {
      seen.append(string.text)
      guard seen.count <= 64, suggestions.missing.count < Self.missingLimit,
        let counts = try counted(.string(string), filter: nil), counts.documents == 0
      else { continue }
      let alternatives = try self.alternatives(to: string, isExact: reading.isExact)
      suggestions.missing.append(QuerySuggestions.MissingString(text: string.text, alternatives: alternatives))
    }
    return suggestions
  }

  private func alternatives(
    to string: QueryString, isExact: Bool
  ) throws -> [QuerySuggestions.Alternative] {
    // What is like a string with wildcards is another slot, which --by match tells.
    guard string.wildcards.isEmpty else { return [] }
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    let folded = try scratch.fold(string, exact: false)
    var found: [(string: FoundString, reason: QuerySuggestions.Reason)] = []
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
      QuerySuggestions.Alternative(
        text: SearchString(codes: found.string.codes, runs: folded.runs).foldedText, reason: found.reason,
        documents: found.string.counts.documents, occurrences: found.string.counts.occurrences)
    }
  }

  /// The strings of the index that are read as some letters say, the most frequent first.
  /// - Parameter pinyin: as `SoundPattern` reads it.
  /// - Returns: nil for what is no pinyin.
  /// - Throws: `SegmentError`.
  package func strings(soundingLike pinyin: String, limit: Int) throws -> [QuerySuggestions.Counted]? {
    guard let pattern = SoundPattern(pinyin) else { return nil }
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    let best = BestStrings(searcher: self, graph: GramGraph(segments, runs: []), runs: [])
    return try best.find(pattern, limit: limit, scratch).filter { $0.counts.documents > 0 }.map { found in
      QuerySuggestions.Counted(
        query: SearchString(codes: found.codes, runs: []).foldedText, documents: found.counts.documents,
        occurrences: found.counts.occurrences)
    }
  }
}

extension QueryNode {
  /// The node without one kind of condition; nil when nothing is left.
  fileprivate func relaxed(_ relaxation: QuerySuggestions.Relaxation) -> QueryNode? {
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
