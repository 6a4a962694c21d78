package import WenjianModel
package import WenjianQuery

/// What is asked of one search.
///
/// A reference: the search and its results hold it.
package final class SearchRequest: Sendable {
  package let query: ParsedQuery
  /// What documents have to be besides matching the query; nil for anything.
  package let filter: DocumentFilter?
  /// How many documents are wanted, behind `offset` better ones.
  package let limit: Int
  package let offset: Int
  /// The page before; `offset` then counts from its end.
  package let cursor: PageCursor?
  package let sort: SortOrder
  package let reading: StringReading
  /// Whether documents that only resemble the query may follow the matches; only in the order of relevance, and not
  /// behind a cursor.
  package let wantsRelated: Bool
  /// Whether of documents that are copies of each other only the first is wanted.
  package let collapsesCopies: Bool
  /// Whether the plan is wanted that was run, and what it took.
  package let wantsReport: Bool

  package init(
    query: ParsedQuery, filter: DocumentFilter? = nil, limit: Int = 10, offset: Int = 0, cursor: PageCursor? = nil,
    sort: SortOrder = .relevance, reading: StringReading = StringReading(), wantsRelated: Bool = true,
    collapsesCopies: Bool = false,
    wantsReport: Bool = false
  ) {
    self.query = query
    self.filter = filter
    self.limit = limit
    self.offset = offset
    self.cursor = cursor
    self.sort = sort
    self.reading = reading
    self.wantsRelated = wantsRelated
    self.collapsesCopies = collapsesCopies
    self.wantsReport = wantsReport
  }
}
