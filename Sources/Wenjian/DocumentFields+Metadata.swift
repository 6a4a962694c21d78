// What was found of a document, on its way into the index.

import WenjianDocument
package import WenjianModel
package import WenjianSegment

extension DocumentFields {
  /// What a document is known by of which the metadata was found.
  /// - Parameters:
  ///   - text: as people see it.
  ///   - lowWeightRanges: ascending and apart.
  package init(key: String, text: [UInt8], lowWeightRanges: [Range<Int>], metadata: DocumentMetadata) {
    let title =
      metadata.title?.value ?? MetadataFinder.beginning(of: text, lowWeightRanges: lowWeightRanges)
    self.init(
      key: key, title: title.isEmpty ? key : title, titleByteRange: Self.titleRange(metadata.title, text),
      lowWeightRanges: lowWeightRanges, metadata: metadata)
    work = LawVersions.work(ofTitle: self.title)
  }

  /// A title that is given, or that a record has, is at the head of its text, and ranks there.
  private static func titleRange(_ title: Finding<String>?, _ text: [UInt8]) -> Range<Int> {
    guard let title else { return 0..<0 }
    if let range = title.byteRange { return range }
    guard title.origin.isBesideText, !title.value.isEmpty, text.starts(with: title.value.utf8) else { return 0..<0 }
    let end = title.value.utf8.count
    return end == text.count || text[end] == UInt8(ascii: "\n") ? 0..<end : 0..<0
  }
}

extension FieldOrigin {
  /// Whether the value was told beside the text, in which it may be all the same.
  fileprivate var isBesideText: Bool {
    switch self {
    case .property, .given: true
    case .text, .fileName, .frontMatter, .unrecorded: false
    }
  }
}
