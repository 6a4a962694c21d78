/// What a scan must know of the text before it, to go on in the middle: all of it fits one byte, so a store
/// can keep it for each block.
package struct ScanState: Equatable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// At the start of a document whose title line ends with a barrier.
  package static let documentStart = ScanState(rawValue: 8 | 16)
  /// At the start of a document without a title line.
  package static let untitledStart = ScanState(rawValue: 16)
  static let query = ScanState(rawValue: 0)

  /// The line is a Markdown heading.
  var isHeading: Bool {
    get { rawValue & 1 != 0 }
    set { rawValue = rawValue & ~1 | (newValue ? 1 : 0) }
  }
  /// The paragraph began with a list marker, so that indented lines below hang from it.
  var isListItem: Bool {
    get { rawValue & 2 != 0 }
    set { rawValue = rawValue & ~2 | (newValue ? 2 : 0) }
  }
  /// The last element ended a sentence (closing quotes and brackets passed over).
  var endsSentence: Bool {
    get { rawValue & 4 != 0 }
    set { rawValue = rawValue & ~4 | (newValue ? 4 : 0) }
  }
  /// The title line has not ended yet.
  var awaitsTitleEnd: Bool {
    get { rawValue & 8 != 0 }
    set { rawValue = rawValue & ~8 | (newValue ? 8 : 0) }
  }
  /// The line belongs to a list item and is about as long as hard-wrapped lines are.
  var isWrappedLine: Bool {
    get { rawValue & 32 != 0 }
    set { rawValue = rawValue & ~32 | (newValue ? 32 : 0) }
  }
  var isDocumentStart: Bool {
    get { rawValue & 16 != 0 }
    set { rawValue = rawValue & ~16 | (newValue ? 16 : 0) }
  }
}
