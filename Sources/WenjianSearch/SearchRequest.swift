package import WenjianQuery

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
  /// Whether the plan is wanted that was run, and what it took.
  package var wantsReport: Bool

  package init(
    query: ParsedQuery, limit: Int = 10, offset: Int = 0, isExact: Bool = false,
    wantsRelated: Bool = true, collapsesCopies: Bool = false, wantsReport: Bool = false
  ) {
    self.query = query
    self.limit = limit
    self.offset = offset
    self.isExact = isExact
    self.wantsRelated = wantsRelated
    self.collapsesCopies = collapsesCopies
    self.wantsReport = wantsReport
  }
}

/// The answer: exact counts over the matching documents, and the documents asked for.
package struct SearchOutcome: Sendable {
  /// The strings that were looked for, without excluded ones.
  package var strings: [SearchString]
  package var documents: Int
  /// Occurrences of those strings in the matching documents, overlapping ones included; of a string that is asked for
  /// only beside NEAR and the like those that take part.
  package var occurrences: Int
  package var ranked: [RankedDocument]
  /// The grams and words by which related documents were ranked.
  package var relatedParts: [SearchString] = []
  /// The matching documents when each group of copies counts once; nil when that was not asked.
  package var distinctDocuments: Int?
  /// Nil when that was not asked.
  package var report: PlanReport?
}
