/// What documents, or occurrences, are grouped by.
public enum FacetKey: Hashable, Sendable {
  /// The year of what they are dated.
  case year
  /// The month: `2016-10`; of a date without one the year.
  case month
  /// The first folders of the key, so many of them; of a document that lies higher all of its folders.
  /// 1 and more; others are refused with the code `argument`.
  case path(depth: Int)
  /// A field: each of several values counts for itself. Of `.key` each document does.
  case field(DocumentField)
  /// What each occurrence reads as, folded as it is matched: what filled the wildcards of a string, and which of its
  /// written forms was met. All strings of the query that are counted take part.
  /// A document is in the group of each text that it has, and the occurrences of all groups are those of the query.
  case match
}

/// The documents of a result that share a value: values that only script, width, case or blanks part are one, keys are
/// not.
public struct FacetGroup: Hashable, Sendable, Codable {
  /// As most documents of the index spell it; of `FacetKey.match` the text. nil: they have none.
  public var value: String?
  public var documents: Int
  /// Occurrences of the query's strings in them.
  public var occurrences: Int

  public init(value: String?, documents: Int, occurrences: Int) {
    self.value = value
    self.documents = documents
    self.occurrences = occurrences
  }

  private enum CodingKeys: String, CodingKey { case value, documents, occurrences }

  /// With null for no value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(documents, forKey: .documents)
    try container.encode(occurrences, forKey: .occurrences)
  }
}
