// What was found in files of documents, on its way into the index.

import Wenjian
import WenjianFiles
import WenjianModel
import WenjianSegment

extension DocumentFields {
  /// What a document found in files is known by.
  init(_ document: ExtractedDocument, _ metadata: DocumentMetadata, key: String) {
    self.init(key: key, text: document.text, lowWeightRanges: document.lowWeightRanges, metadata: metadata)
    // What a reader counted wrongly must not stop the index.
    for heading in document.partingHeadings where heading.byteOffset < document.text.count {
      if let last = headings.last, heading.byteOffset <= last.byteOffset { continue }
      guard HeadingLine.levels.contains(heading.level) else { continue }
      headings.append(heading)
    }
  }
}
