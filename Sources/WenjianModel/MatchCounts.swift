/// Exact counts.
public struct MatchCounts: Sendable, Equatable {
  /// Matching documents.
  public var documents: Int
  /// Occurrences of the query's strings in them, overlapping ones included.
  public var occurrences: Int
  /// Of those strings that have several written forms: how often each has which. Empty when all have one.
  public var forms: [WrittenFormCounts] = []

  public init(documents: Int, occurrences: Int, forms: [WrittenFormCounts] = []) {
    self.documents = documents
    self.occurrences = occurrences
    self.forms = forms
  }
}
