// What documents say of themselves, as callers see it.

import WenjianIndex
public import WenjianModel
import WenjianSearch
import WenjianSegment

extension DocumentMetadata {
  init(_ table: DocumentTable, _ document: Int) {
    self.init()
    let found = Dictionary(table.findings(of: document).map { ($0.field, $0) }) { first, _ in first }
    let textBytes = table.textRange(of: document).count
    func field<Value: Hashable>(_ name: FindingField, _ value: Value?) -> Finding<Value>? {
      guard let value else { return nil }
      guard let finding = found[name] else { return Finding(value, .unrecorded, 0) }
      return Finding(value, FieldOrigin(finding.origin, textBytes: textBytes), Double(finding.percent) / 100)
    }
    func detail(_ name: FindingField, _ detail: DocumentDetail) -> Finding<String>? {
      field(name, table.detail(detail, of: document))
    }
    // Every document has something to be shown as; a title it is when it was found or, in an index that does not tell,
    // when it stands in the text.
    let hasTitle = found[.title] != nil || table.titleEnd(of: document) > 0
    title = field(.title, hasTitle ? table.title(of: document) : nil)
    let signed = CivilDate(number: table.signatureDate(of: document))
    signatureDate = field(.signatureDate, signed)
    // The column holds the day of signature for documents without one of publication.
    let isPublication = found[.publicationDate] != nil || signed == nil
    publicationDate = field(
      .publicationDate, isPublication ? CivilDate(number: table.date(of: document)) : nil)
    source = detail(.source, .source)
    author = detail(.author, .author)
    issuer = detail(.issuer, .issuer)
    documentNumber = detail(.documentNumber, .documentNumber)
    kind = detail(.kind, .kind)
  }
}

extension FieldOrigin {
  fileprivate init(_ origin: FindingOrigin, textBytes: Int) {
    self =
      switch origin {
      case .text(let range): .text(range.clamped(to: 0..<textBytes))
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
