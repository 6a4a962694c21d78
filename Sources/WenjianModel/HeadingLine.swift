/// A line of a document that is marked as a heading: `<h2>` of a page, a style of a word processor.
package struct HeadingLine: Equatable, Sendable {
  /// Of the line's start, in bytes of the document's text.
  package var byteOffset: Int
  /// One of `levels`, as in pages.
  package var level: Int

  package static let levels = 1...6

  package init(byteOffset: Int, level: Int) {
    self.byteOffset = byteOffset
    self.level = level
  }
}
