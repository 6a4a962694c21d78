/// What strings weigh by, of documents of which a snapshot holds a part only: those of a cluster that were fetched for a query.
/// With it they score as they do among all.
package struct CollectionStatistics: Sendable {
  /// All documents, and the positions of their streams.
  package var documentCount: Int
  package var positionCount: Int
  /// How many documents hold each string, by `SearchString.weightKey`; a string that is not there weighs by the documents of
  /// the snapshot.
  package var documentFrequencies: [String: Int]

  package init(documentCount: Int, positionCount: Int, documentFrequencies: [String: Int] = [:]) {
    self.documentCount = documentCount
    self.positionCount = positionCount
    self.documentFrequencies = documentFrequencies
  }
}

extension SearchString {
  /// What tells it from the other strings of its query.
  package var weightKey: String { text + (isQuoted ? "\u{0}quoted" : "") + (isExact ? "\u{0}exact" : "") }
}
