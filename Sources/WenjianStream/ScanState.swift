/// What a scan must know of the text before it, to go on in the middle: all of it fits one byte, so a store
/// can keep it for each block.
package struct ScanState: Equatable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// At the start of a document.
  package static let documentStart = ScanState(rawValue: 16)
  static let query = ScanState(rawValue: 0)

  private subscript(bit: UInt8) -> Bool {
    get { rawValue & bit != 0 }
    set { rawValue = rawValue & ~bit | (newValue ? bit : 0) }
  }

  /// The line is a Markdown heading.
  var isHeading: Bool {
    get { self[1] }
    set { self[1] = newValue }
  }
  /// The paragraph began with a list marker, so that indented lines below hang from it.
  var isListItem: Bool {
    get { self[2] }
    set { self[2] = newValue }
  }
  /// The last element ended a sentence (closing quotes and brackets passed over).
  var endsSentence: Bool {
    get { self[4] }
    set { self[4] = newValue }
  }
  /// The last element opens a quotation or a bracket, so that the sentence goes on behind a line end.
  var opensQuotation: Bool {
    get { self[8] }
    set { self[8] = newValue }
  }
  /// The line is about as long as hard-wrapped lines are.
  var isWrappedLine: Bool {
    get { self[32] }
    set { self[32] = newValue }
  }
  /// How far the list item's first line is indented: 0 for less than two columns, 1 for two, 2 from four, 3 from eight on.
  var itemIndent: UInt8 {
    get { rawValue >> 6 }
    set { rawValue = rawValue & 0x3F | newValue << 6 }
  }
  /// An element that neither ends a sentence nor opens a quotation.
  @inline(__always)
  mutating func passElement() { rawValue &= ~(4 | 8) }
  var isDocumentStart: Bool {
    get { self[16] }
    set { self[16] = newValue }
  }
}
