public import WenjianModel

/// A document to be indexed.
public struct Document: Sendable, Hashable {
  /// Your name for it, unique in the index, 1 to 4,096 bytes of UTF-8. Adding a document with a key that is
  /// there replaces the old one.
  public var key: String
  /// The text, kept as it is; what is searched is derived from it.
  public var text: String
  /// What results show. nil: the title that is found in the text; without `findsMetadata` the first line of it, or the lines
  /// that its title is broken into, if it is short enough for a title and no sentence that goes on in the next line.
  public var title: String?
  /// When it was made public, also for ties in ranking; nil when it is not known, or is to be found.
  public var date: CivilDate?
  /// When it was signed or, of a law, last passed or amended. Results have it as their date when there is none of
  /// publication.
  public var signatureDate: CivilDate?
  /// Bytes of the text, in UTF-8, that count little: navigation, footers, share bars. What stands there is matched and
  /// counted like anything else, but ranks low and is not shown when better text matches. In any order; what lies beyond the
  /// text is left out, and a part of a character counts as the character.
  public var lowWeightRanges: [Range<Int>]
  /// What the document is known by besides: the medium it is taken from, its author, the office that issued it, its number,
  /// its kind, what it is about. nil: not known, or to be found. Empty: there is none, whatever the text says.
  public var source, author, issuer, documentNumber, kind, topic: String?
  /// Fields of your own: `document.fields["地区"] = "贵州"`. They are kept beside the text, not in it: what shall be found
  /// as text belongs in `text`.
  public var fields: CustomFields
  /// Whether what is not given is looked for as in a file: title, dates, source, author, issuer, number and kind in the head
  /// and the end of the text, its front matter, and the key as the name of a file; navigation and footers in the lines of
  /// the text when there are no `lowWeightRanges`. A document is then the same whether a program adds it or the file of its
  /// text is read, and so are its copies and versions.
  public var findsMetadata: Bool

  /// A document with what is known of it; what is nil is looked for in the text, unless `findsMetadata` is false.
  public init(
    key: String, text: String, title: String? = nil, date: CivilDate? = nil, signatureDate: CivilDate? = nil,
    source: String? = nil, author: String? = nil, issuer: String? = nil, documentNumber: String? = nil,
    kind: String? = nil, topic: String? = nil, fields: CustomFields = CustomFields(),
    lowWeightRanges: [Range<Int>] = [], findsMetadata: Bool = true
  ) {
    self.key = key
    self.text = text
    self.title = title
    self.date = date
    self.signatureDate = signatureDate
    self.source = source
    self.author = author
    self.issuer = issuer
    self.documentNumber = documentNumber
    self.kind = kind
    self.topic = topic
    self.fields = fields
    self.lowWeightRanges = lowWeightRanges
    self.findsMetadata = findsMetadata
  }
}
