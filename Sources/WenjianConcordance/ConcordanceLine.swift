// A line of a concordance.

public import Wenjian

/// An occurrence with what is on both sides of it (a keyword in context).
public struct ConcordanceLine: Sendable, Equatable {
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
}
