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
      lowWeightRanges: document.lowWeightRanges, metadata: metadata)
    work = LawVersions.work(ofTitle: self.title)
    // What a reader counted wrongly must not stop the index.
    for heading in document.partingHeadings where heading.byteOffset < document.text.count {
      if let last = headings.last, heading.byteOffset <= last.byteOffset { continue }
      guard HeadingLine.levels.contains(heading.level) else { continue }
      headings.append(heading)
    }
  }

  /// A title that a record gives is at the head of its text, and ranks there.
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
