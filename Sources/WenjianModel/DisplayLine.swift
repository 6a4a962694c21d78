/// Text made fit for a terminal or a list: white space collapsed to single spaces, an ellipsis where a sentence was
/// cut, and without characters that could act on a terminal.
public struct DisplayLine: Sendable, Equatable {
  public var text: String
  /// What to highlight, in UTF-8 bytes of `text`; ascending, disjoint, not empty, on scalar boundaries.
  public var highlights: [Range<Int>]

  public init(text: String, highlights: [Range<Int>]) {
    self.text = text
    self.highlights = highlights
  }
}
