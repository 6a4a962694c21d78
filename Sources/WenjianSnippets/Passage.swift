// What the second step takes (a slice of the original text) and gives (a passage of it).

/// A match in the original text.
package struct SnippetHighlight: Sendable, Equatable {
  /// UTF-8 bytes, from the start of the slice or of the document, as the holder says.
  package var byteRange: Range<Int>
  /// Ordinal of the term in the query.
  package var term: Int

  package init(byteRange: Range<Int>, term: Int) {
    self.byteRange = byteRange
    self.term = term
  }
}

/// A piece of a document's original text around one window.
package struct SnippetSlice: Sendable {
  /// Original UTF-8. It may begin or end inside a scalar, and damaged bytes are carried along.
  package var bytes: [UInt8]
  /// Where `bytes[0]` stands in the document.
  package var byteOffset: Int
  package var touchesDocumentStart: Bool
  package var touchesDocumentEnd: Bool
  /// Every hit inside the slice, in bytes of the slice, sorted by start; they may overlap. A hit
  /// crosses no paragraph edge, the stream having a barrier there; one that does may be cut at it.
  package var highlights: [SnippetHighlight]
  /// The bytes of the slice that the passage is to contain. Empty marks a place to start from.
  package var core: Range<Int>

  /// - Precondition: `core` and the highlights lie in `bytes`; the highlights are sorted by start.
  package init(
    bytes: [UInt8], byteOffset: Int = 0, touchesDocumentStart: Bool, touchesDocumentEnd: Bool,
    highlights: [SnippetHighlight], core: Range<Int>
  ) {
    precondition(
      core.lowerBound >= 0 && core.upperBound <= bytes.count,
      "the core \(core) must lie in the slice's \(bytes.count) bytes")
    var previousStart = 0
    for highlight in highlights {
      precondition(
        highlight.byteRange.lowerBound >= previousStart
          && highlight.byteRange.upperBound <= bytes.count,
        "highlights must be sorted and lie in the slice: \(highlight.byteRange)")
      previousStart = highlight.byteRange.lowerBound
    }
    self.bytes = bytes
    self.byteOffset = byteOffset
    self.touchesDocumentStart = touchesDocumentStart
    self.touchesDocumentEnd = touchesDocumentEnd
    self.highlights = highlights
    self.core = core
  }
}

/// A stretch of a document to show. All ranges are bytes of the document's original UTF-8.
package struct Passage: Sendable, Equatable {
  package var byteRange: Range<Int>
  /// The hits inside as they are drawn: sorted, disjoint, overlapping and touching ones made one.
  package var highlights: [Range<Int>]
  /// The hits inside as they were found: sorted by start, overlapping ones apart.
  package var matches: [SnippetHighlight]
  /// The passage begins inside a sentence: text of that sentence is left out before it.
  package var cutAtStart: Bool
  /// The passage ends inside a sentence.
  package var cutAtEnd: Bool

  package init(
    byteRange: Range<Int>, highlights: [Range<Int>], matches: [SnippetHighlight],
    cutAtStart: Bool, cutAtEnd: Bool
  ) {
    self.byteRange = byteRange
    self.highlights = highlights
    self.matches = matches
    self.cutAtStart = cutAtStart
    self.cutAtEnd = cutAtEnd
  }
}
