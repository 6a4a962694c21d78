/// Text made fit for a terminal or a list: white space collapsed to single spaces, an ellipsis where a sentence was
/// cut, and without characters that could act on a terminal.
public struct DisplayLine: Sendable, Hashable, Codable {
  public var text: String
  /// What to highlight, in UTF-8 bytes of `text`; ascending, disjoint, not empty, on scalar boundaries.
  public var highlights: [Range<Int>]

  public init(text: String, highlights: [Range<Int>]) {
    self.text = text
    self.highlights = highlights
  }

  /// What to highlight, in `text`.
  public var highlightRanges: [Range<String.Index>] {
    highlights.compactMap { range in
      guard let start = index(range.lowerBound), let end = index(range.upperBound) else { return nil }
      return start..<end
    }
  }

  private func index(_ byteOffset: Int) -> String.Index? {
    guard byteOffset >= 0 else { return nil }
    return text.utf8.index(text.startIndex, offsetBy: byteOffset, limitedBy: text.endIndex)
      .flatMap { $0.samePosition(in: text.unicodeScalars) }
  }
}
