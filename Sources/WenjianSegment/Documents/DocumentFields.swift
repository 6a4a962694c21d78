package import WenjianModel

/// What is known of one document besides its text.
package struct DocumentFields: Equatable, Sendable {
  /// The user's name for it, unique in an index: for files the path below the indexed directory.
  package var key: String
  /// What results show; of a document without a title the beginning of its text, or its key.
  package var title: String
  /// Where the title stands in the text, in bytes; empty when it does not come from the text.
  package var titleByteRange: Range<Int>
  /// Bytes of the text that count little (`LowWeightZones`), ascending, disjoint.
  package var lowWeightRanges: [Range<Int>]
  /// What the document says of itself.
  package var metadata: DocumentMetadata
  /// The law that the document is a version of, as a number that its versions share; 0 for none.
  package var work: UInt64 = 0
  /// Lines that the document marks as headings, ascending.
  package var headings: [HeadingLine] = []

  package init(
    key: String, title: String, titleByteRange: Range<Int>, lowWeightRanges: [Range<Int>] = [],
    metadata: DocumentMetadata = DocumentMetadata()
  ) {
    self.key = key
    self.title = title
    self.titleByteRange = titleByteRange
    self.lowWeightRanges = lowWeightRanges
    self.metadata = metadata
  }
}

/// Which script a document is written in, for ties: the share of its Han that the script table changed.
package enum DocumentScript {
  package static let simplified: UInt8 = 0
  package static let mixed: UInt8 = 1
  package static let traditional: UInt8 = 2

  /// Traditional text has some 300 changed characters in 1,000 elements, simplified text fewer than 5.
  package static func of(changed: Int, elements: Int) -> UInt8 {
    if changed * 100 < elements * 2 { return simplified }
    return changed * 100 < elements * 15 ? mixed : traditional
  }
}
