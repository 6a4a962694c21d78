// What was found in files of documents, on its way into the index.

import WenjianDocument
import WenjianFiles
import WenjianModel
import WenjianSegment
import WenjianText

extension DocumentFields {
  /// What a document found in files is known by.
  init(_ document: ExtractedDocument, _ metadata: DocumentMetadata, key: String) {
    let title =
      metadata.title?.value
      ?? MetadataFinder.beginning(of: document.text, lowWeightRanges: document.lowWeightRanges)
    self.init(
      key: key, title: title.isEmpty ? key : title, titleByteRange: Self.titleRange(metadata.title, document.text),
      date: metadata.publicationDate?.value.number ?? metadata.signatureDate?.value.number ?? 0,
      lowWeightRanges: document.lowWeightRanges, signatureDate: metadata.signatureDate?.value.number ?? 0)
    work = LawVersions.work(ofTitle: self.title)
    // What a reader counted wrongly must not stop the index.
    for heading in document.partingHeadings where heading.byteOffset < document.text.count {
      if let last = headings.last, heading.byteOffset <= last.byteOffset { continue }
      guard HeadingLine.levels.contains(heading.level) else { continue }
      headings.append(heading)
    }
    note(metadata.title, .title)
    note(metadata.publicationDate, .publicationDate)
    note(metadata.signatureDate, .signatureDate)
    take(metadata.source, .source, .source)
    take(metadata.author, .author, .author)
    take(metadata.issuer, .issuer, .issuer)
    take(metadata.documentNumber, .documentNumber, .documentNumber)
    take(metadata.kind, .kind, .kind)
  }

  private mutating func take(_ finding: Finding<String>?, _ detail: DocumentDetail, _ field: FindingField) {
    guard let finding, !finding.value.isEmpty else { return }
    details[detail] = finding.value
    note(finding, field)
  }

  private mutating func note<Value>(_ finding: Finding<Value>?, _ field: FindingField) {
    guard let finding else { return }
    let origin: FindingOrigin =
      switch finding.origin {
      case .text(let range): .text(range)
      case .fileName: .fileName
      case .frontMatter: .frontMatter
      case .property(let name): .property(name)
      case .given, .unrecorded: .given
      }
    let percent = (min(max(finding.confidence, 0), 1) * 100).rounded()
    findings.append(DocumentFinding(field, origin, percent: UInt8(percent)))
  }

  /// A title that a record gives stands at the head of its text, and ranks there.
  private static func titleRange(_ title: Finding<String>?, _ text: [UInt8]) -> Range<Int> {
    guard let title else { return 0..<0 }
    if let range = title.byteRange { return range }
    guard case .property = title.origin, !title.value.isEmpty, text.starts(with: title.value.utf8) else {
      return 0..<0
    }
    let end = title.value.utf8.count
    return end == text.count || text[end] == "\n" ? 0..<end : 0..<0
  }
}
