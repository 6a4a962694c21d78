// What came of checking a citation or a quotation.

public import WenjianComparison

/// A citation or a quotation of a text, and whether the index bears it out.
public struct CitationCheck: Sendable, Equatable {
  public enum Outcome: String, Sendable, CaseIterable {
    /// What is quoted is there, word for word.
    case exact
    /// What is cited is there; nothing of it is quoted.
    case found
    /// Almost the words are there: `pieces` says where they differ.
    case differs
    /// What is cited is there, and does not say that; `elsewhere` tells where the words are, when they do.
    case otherwise
    /// The index does not have it; that says nothing of whether there is such a thing.
    case notInIndex
  }

  public var outcome: Outcome
  /// Where it is in the text that was checked, in UTF-8 bytes.
  public var byteRange: Range<Int>
  /// As it is written: 《立法法》第六十五条. Empty for a quotation of which the text does not say whose it is.
  public var citation: String
  /// As `Citation.target`.
  public var target: String
  /// What is quoted, without its marks; nil where nothing is.
  public var quotation: String?
  /// The key of the document with what is cited or quoted. Of several versions the newest that has the words, and the
  /// newest one when none has. nil where the index has none.
  public var document: String?
  /// How what is quoted is cited where it is, when that is not where the text says: 《立法法》第七十二条第一款.
  public var elsewhere: String?
  /// Where the words are, or what is most like them; of what is `otherwise` and whose words are nowhere, what is there instead.
  public var passage: QuotedPassage?
  /// Whether the passage is in the other script, or has variants of the quoted characters; they are the same to a search.
  public var scriptDiffers = false
  /// From the words of the document to those of the quotation: what is `removed` is missing in the quotation, what is
  /// `added` is only there.
  public var pieces: [UnitChange.Piece] = []

  /// Whether what is cited or quoted is not as the text says, as far as the index knows.
  public var isProblem: Bool { outcome != .exact && outcome != .found }
}

/// A stretch of a document that a quotation was compared with.
public struct QuotedPassage: Sendable, Equatable {
  /// Its key.
  public var document: String
  /// In UTF-8 bytes of the document.
  public var byteRange: Range<Int>
  /// As the document has it.
  public var text: String
  /// 《立法法》第七十二条第一款; nil where nothing has a number.
  public var citation: String?
}
