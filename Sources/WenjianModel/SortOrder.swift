/// The order of the documents of a result. Ties are the same every time: by key, in byte order; in the order of relevance
/// first by the script of the query, then the later date.
public enum SortOrder: Hashable, Sendable {
  /// The best first. Of a query of fields alone, which make no document better than another, the newest first.
  case relevance
  /// By the date of publication, or of signature where that is all there is; documents without one come last either way.
  case date(newestFirst: Bool)
  /// By key, in byte order.
  case key
  /// The most occurrences first.
  case occurrences
}
