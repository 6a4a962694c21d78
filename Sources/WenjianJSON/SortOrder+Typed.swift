// Orders of search results, as they are typed.

package import Wenjian

extension SortOrder {
  /// The standard one first.
  package static let named: [(name: String, order: SortOrder)] = [
    ("relevance", .relevance), ("date", .date(newestFirst: false)), ("-date", .date(newestFirst: true)),
    ("path", .key), ("hits", .occurrences),
  ]
}
