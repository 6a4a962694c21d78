package import Wenjian
package import WenjianJSON

extension SearchOptions {
  /// Sets which page is wanted, as requests say it.
  /// - Parameters:
  ///   - sort: one of `SortOrder.named`.
  ///   - after: what the page before said; nil for the first.
  ///   - source: the name of the member that says it.
  /// - Throws: `ErrorAnswer` for what is no cursor.
  package mutating func setPage(sort: String, after: String?, from source: String) throws(ErrorAnswer) {
    order = SortOrder.named.first { $0.name == sort }?.order ?? .relevance
    guard let after else { return }
    cursor = SearchCursor(after)
    if cursor == nil {
      throw ErrorAnswer(
        code: "argument",
        message: "\u{201C}after\u{201D} is no cursor; take what \u{201C}\(source)\u{201D} of the page before says")
    }
  }
}
