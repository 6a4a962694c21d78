// A line of a concordance.

public import Wenjian

/// An occurrence with what is on both sides of it (a keyword in context).
public struct ConcordanceLine: Sendable, Hashable, Codable {
  /// The document's key.
  public var key: String
  /// What to call the document: its title, or its first line.
  public var title: String
  /// When it was made public, or signed when that is all there is. nil: no date.
  public var date: CivilDate?
  /// The office that issued it.
  public var issuer: String?
  /// The medium or office that the text is taken from.
  public var source: String?
  /// The original characters before the match, line ends and all; empty at the start of a paragraph.
  public var left: String
  /// The original characters of the occurrence, the node.
  public var match: String
  /// Those behind it.
  public var right: String
  /// Where the match is in the document.
  public var range: TextRange
  /// How the place is cited: 《…法》第十三条第二款. nil where nothing has a number, and when it was not asked for.
  public var citation: String?
  /// How many occurrences the document has.
  public var occurrencesInDocument: Int

  public init(
    key: String, title: String, date: CivilDate? = nil, issuer: String? = nil, source: String? = nil,
    left: String, match: String, right: String, range: TextRange, citation: String? = nil,
    occurrencesInDocument: Int = 1
  ) {
    self.key = key
    self.title = title
    self.date = date
    self.issuer = issuer
    self.source = source
    self.left = left
    self.match = match
    self.right = right
    self.range = range
    self.citation = citation
    self.occurrencesInDocument = occurrencesInDocument
  }

  private enum CodingKeys: String, CodingKey {
    case key, left, match, right, range, citation, title, date, issuer, source, occurrencesInDocument
  }

  /// Reads what the command writes, too, which does not tell of the occurrences in the document: then they are 0.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      key: try container.decode(String.self, forKey: .key),
      title: try container.decode(String.self, forKey: .title),
      date: try container.decodeIfPresent(CivilDate.self, forKey: .date),
      issuer: try container.decodeIfPresent(String.self, forKey: .issuer),
      source: try container.decodeIfPresent(String.self, forKey: .source),
      left: try container.decode(String.self, forKey: .left),
      match: try container.decode(String.self, forKey: .match),
      right: try container.decode(String.self, forKey: .right),
      range: try container.decode(TextRange.self, forKey: .range),
      citation: try container.decodeIfPresent(String.self, forKey: .citation),
      occurrencesInDocument: try container.decodeIfPresent(Int.self, forKey: .occurrencesInDocument) ?? 0)
  }
}
