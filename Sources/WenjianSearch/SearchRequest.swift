package import WenjianModel
package import WenjianQuery

/// What is asked of one search.
package struct SearchRequest: Sendable {
  package var query: ParsedQuery
  /// What documents have to be besides matching the query; nil for anything.
  package var filter: DocumentFilter?
  /// How many documents are wanted, behind `offset` better ones.
  package var limit: Int
  package var offset: Int
  /// The page before; `offset` then counts from its end.
  package var cursor: PageCursor?
  package var sort: SortOrder
  /// Match original characters only, as if every string had `exact:`.
  package var isExact: Bool
  /// Whether documents that only resemble the query may follow the matches; only in the order of relevance, and not
  /// behind a cursor.
  package var wantsRelated: Bool
  /// Whether of documents that are copies of each other only the first is wanted.
  package var collapsesCopies: Bool
  /// Whether the plan is wanted that was run, and what it took.
  package var wantsReport: Bool

  package init(
    query: ParsedQuery, filter: DocumentFilter? = nil, limit: Int = 10, offset: Int = 0, cursor: PageCursor? = nil,
    sort: SortOrder = .relevance, isExact: Bool = false, wantsRelated: Bool = true, collapsesCopies: Bool = false,
    wantsReport: Bool = false
  ) {
    self.query = query
    self.filter = filter
    self.limit = limit
    self.offset = offset
    self.cursor = cursor
    self.sort = sort
    self.isExact = isExact
    self.wantsRelated = wantsRelated
    self.collapsesCopies = collapsesCopies
    self.wantsReport = wantsReport
  }
}
