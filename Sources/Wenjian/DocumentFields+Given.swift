// What a caller of the library says of a document, on its way into the index.

import WenjianDocument
import WenjianSegment

extension DocumentFields {
  /// What a caller of the library gives.
  init(_ document: Document) {
    let line =
      document.title == nil ? TitleLine.find(in: Array(document.text.utf8.prefix(4096))) : TitleLine.empty
    self.init(
      key: document.key, title: document.title ?? line.text, titleByteRange: line.byteRange,
      date: (document.date ?? document.signatureDate)?.number ?? 0,
      lowWeightRanges: document.lowWeightRanges, signatureDate: document.signatureDate?.number ?? 0)
    work = LawVersions.work(ofTitle: title)
    if document.title != nil {
      findings.append(DocumentFinding(.title, .given, percent: 100))
    } else if line.isFrontMatter {
      findings.append(DocumentFinding(.title, .frontMatter, percent: 95))
    } else if !line.byteRange.isEmpty {
      // A first line is a rule, not a reading.
      findings.append(DocumentFinding(.title, .text(line.byteRange), percent: 60))
    }
    if document.date != nil { findings.append(DocumentFinding(.publicationDate, .given, percent: 100)) }
    if document.signatureDate != nil { findings.append(DocumentFinding(.signatureDate, .given, percent: 100)) }
    func give(_ value: String?, _ detail: DocumentDetail, _ field: FindingField) {
      guard let value, !value.isEmpty else { return }
      details[detail] = value
      findings.append(DocumentFinding(field, .given, percent: 100))
    }
    give(document.source, .source, .source)
    give(document.author, .author, .author)
    give(document.issuer, .issuer, .issuer)
    give(document.documentNumber, .documentNumber, .documentNumber)
    give(document.kind, .kind, .kind)
  }
}
