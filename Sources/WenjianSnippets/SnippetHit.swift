// What the snippet code is told (hits, options) and what it answers in its first step (windows).

/// A match of one query term in one document.
package struct SnippetHit: Sendable, Equatable {
  /// Ordinal of the term in the query, 0..<65,536. Ordinals ascend as the terms were typed.
  package var term: Int
  /// Document-relative stream position of the first matched element.
  package var position: Int
  /// Stream positions matched. 0 counts as 1.
  package var length: Int
  /// The original characters are the query's own, before any folding.
  package var isExactForm: Bool

  package init(term: Int, position: Int, length: Int, isExactForm: Bool = false) {
    self.term = term
    self.position = position
    self.length = length
    self.isExactForm = isExactForm
  }

  /// Behind the last element.
  package var endPosition: Int { position + max(1, length) }
}

/// How much to show. The defaults are measured: 120 characters hold a whole sentence in more than
/// 95 % of the cases in laws and in news (median 43, 90 % up to 94, 99 % up to 163 characters).
package struct SnippetOptions: Sendable, Equatable {
  /// The longest passage, in characters as people count them: a base with its combining marks, an
  /// emoji sequence, a run of whitespace are one each. At least 1.
  package var characterBudget: Int
  /// The most windows to choose. 0 chooses none.
  package var maximumPassages: Int
  /// Characters to keep before the core when a long sentence is cut and as many stand there.
  package var minimumContext: Int
  /// The widest window, in stream positions. In Han text a position is about a character; in Latin
  /// text it is a word, so there a smaller limit keeps the window's hits inside one passage.
  package var spanLimit: Int

  /// - Parameter spanLimit: nil leaves `minimumContext` of the budget free around the hits.
  package init(
    characterBudget: Int = 120, maximumPassages: Int = 3, minimumContext: Int = 20,
    spanLimit: Int? = nil
  ) {
    precondition(characterBudget >= 1, "characterBudget must be at least 1, not \(characterBudget)")
    precondition(maximumPassages >= 0, "maximumPassages must not be negative: \(maximumPassages)")
    precondition(minimumContext >= 0, "minimumContext must not be negative: \(minimumContext)")
    self.characterBudget = characterBudget
    self.maximumPassages = maximumPassages
    self.minimumContext = minimumContext
    self.spanLimit = max(1, spanLimit ?? (characterBudget - minimumContext))
  }

  /// Characters examined beyond the budget, so that a bracket, a closing quote or a list marker at
  /// the very edge is seen whole.
  static let margin = 16
}

/// The hits that one passage is to hold, and where they stand.
package struct SnippetWindow: Sendable, Equatable {
  /// Indices into the hits given to `chooseWindows`.
  package var hitIndices: Range<Int>
  /// From the first hit's position to the end of the furthest-reaching hit.
  package var positions: Range<Int>

  package init(hitIndices: Range<Int>, positions: Range<Int>) {
    self.hitIndices = hitIndices
    self.positions = positions
  }

  /// The stream positions whose original text the slice should cover, for `cutPassage` to have all
  /// it may use. The upper bound may lie past the end of the document.
  package func positionsToRead(_ options: SnippetOptions) -> Range<Int> {
    let reach = options.characterBudget + SnippetOptions.margin
    return max(0, positions.lowerBound - reach)..<(positions.upperBound + reach)
  }
}
