/// Exact counts.
public struct MatchCounts: Sendable, Hashable, Codable {
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

  private enum CodingKeys: String, CodingKey { case documents, occurrences, forms }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    documents = try container.decode(Int.self, forKey: .documents)
    occurrences = try container.decode(Int.self, forKey: .occurrences)
    forms = try container.decodeIfPresent([WrittenFormCounts].self, forKey: .forms) ?? []
  }

  /// Without `forms` where there are none, and without forms that do not occur.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(documents, forKey: .documents)
    try container.encode(occurrences, forKey: .occurrences)
    if !forms.isEmpty { try container.encode(forms.told, forKey: .forms) }
  }
}
