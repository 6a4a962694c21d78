// What documents say of themselves, as callers see it.

import WenjianIndex
import WenjianSearch
import WenjianSegment

/// What a document says of itself: each thing with where it was found and how sure that is.
public struct DocumentMetadata: Sendable, Equatable {
  public enum Origin: Sendable, Equatable {
    /// The text; `byteRange` says where.
    case text
    case fileName
    /// The lines between two `---` at the head of a Markdown file.
    case frontMatter
    /// What the file says of itself beside its text, by its own name for it: of a page's `<meta>`, of a word
    /// processor's properties, of a field of a record.
    case property(String)
    /// Whoever added the document.
    case given
    /// The index was written by a version that did not keep it.
    case unrecorded
  }

  public struct Field<Value: Sendable & Equatable>: Sendable, Equatable {
    public var value: Value
    public var origin: Origin
    /// From 0 to 1, in hundredths: 1 for what was given, from 0.7 on good for filters, below 0.5 for showing only; 0
    /// when the origin is unrecorded.
    public var confidence: Double
    /// Where it stands in the document's text, in UTF-8. The value is what it says: without blanks and annotations
    /// inside, a date as a number, a document number with one kind of brackets. nil when it does not come from the text.
    public var byteRange: Range<Int>?
  }

  /// nil when the document has none; `Hit.title` then is the beginning of its text or its key.
  public var title: Field<String>?
  /// When it was made public: year * 10,000 + month * 100 + day; month and day are 0 when unknown.
  public var publicationDate: Field<UInt32>?
  /// When it was signed or, of a law, last passed or amended; in the same form.
  public var signatureDate: Field<UInt32>?
  /// The medium or office that the text is taken from.
  public var source: Field<String>?
  /// Names, with a blank between them.
  public var author: Field<String>?
  /// The office that issued it.
  public var issuer: Field<String>?
  /// With the brackets of its normal form and without blanks, in the script of the text: 国发〔2016〕64号, 國發〔2016〕64號.
  public var documentNumber: Field<String>?
  /// What it is, in simplified script: 通知, 条例, 办法.
  public var kind: Field<String>?

  init(_ table: DocumentTable, _ document: Int) {
    let found = Dictionary(table.findings(of: document).map { ($0.field, $0) }) { first, _ in first }
    let textBytes = table.textRange(of: document).count
    func field<Value>(_ name: FindingField, _ value: Value?) -> Field<Value>? {
      guard let value else { return nil }
      guard let finding = found[name] else {
        return Field(value: value, origin: .unrecorded, confidence: 0, byteRange: nil)
      }
      var byteRange: Range<Int>?
      if case .text(let range) = finding.origin { byteRange = range.clamped(to: 0..<textBytes) }
      return Field(
        value: value, origin: Origin(finding.origin), confidence: Double(finding.percent) / 100,
        byteRange: byteRange)
    }
    func detail(_ name: FindingField, _ detail: DocumentDetail) -> Field<String>? {
      field(name, table.detail(detail, of: document))
    }
    // Every document has something to be shown as; a title it is when it was found or, in an index that does not tell,
    // when it stands in the text.
    let hasTitle = found[.title] != nil || table.titleEnd(of: document) > 0
    title = field(.title, hasTitle ? table.title(of: document) : nil)
    let signed = table.signatureDate(of: document)
    signatureDate = field(.signatureDate, signed == 0 ? nil : signed)
    // The column holds the day of signature for documents without one of publication.
    let date = table.date(of: document)
    let isPublication = date != 0 && (found[.publicationDate] != nil || signed == 0)
    publicationDate = field(.publicationDate, isPublication ? date : nil)
    source = detail(.source, .source)
    author = detail(.author, .author)
    issuer = detail(.issuer, .issuer)
    documentNumber = detail(.documentNumber, .documentNumber)
    kind = detail(.kind, .kind)
  }
}

extension DocumentMetadata.Origin {
  fileprivate init(_ origin: FindingOrigin) {
    self =
      switch origin {
      case .text: .text
      case .fileName: .fileName
      case .frontMatter: .frontMatter
      case .property(let name): .property(name)
      case .given: .given
      }
  }
}

extension Index {
  /// What a document says of itself.
  /// - Throws: `WenjianError` with code `noSuchDocument`.
  /// - Complexity: logarithmic in the documents; its text is not opened.
  public func metadata(of key: String) throws(WenjianError) -> DocumentMetadata {
    let place = try self.place(of: key)
    return DocumentMetadata(searcher.snapshot.views[place.view].segment.documents, place.document)
  }
}
