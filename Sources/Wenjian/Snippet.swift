public import WenjianModel
import WenjianSnippets

extension TextRange {
  /// Finds the UTF-16 and scalar offsets of byte ranges in a document.
  /// - Parameter ranges: ascending starts.
  /// - Complexity: linear in the text up to the last range.
  static func locate(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [TextRange] {
    let edges = Set(ranges.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
    var places: [Int: TextPlace] = [:]
    places.reserveCapacity(edges.count)
    var place = TextPlace(utf8: 0, utf16: 0, scalar: 0)
    for edge in edges {
      while place.utf8 < min(edge, bytes.count) {
        let byte = bytes[place.utf8]
        if byte & 0xC0 != 0x80 {
          place.scalar += 1
          place.utf16 += byte >= 0xF0 ? 2 : 1
        }
        place.utf8 += 1
      }
      places[edge] = place
    }
    return ranges.compactMap { range in
      guard let start = places[range.lowerBound], let end = places[range.upperBound] else { return nil }
      return TextRange(start: start, end: end)
    }
  }
}

/// How snippets are cut. `Hit.snippets(_:)` refuses values without a meaning with the code `argument`, whether they were
/// given to the initializer or set later; very large ones are taken as "as much as there is".
public struct SnippetStyle: Sendable, Hashable {
  /// The longest passage, in characters; 1 at least.
  public var characterLimit: Int
  /// The most passages of a document; 0 for none, not negative.
  public var maximumCount: Int
  /// Whether each passage says where it stands: `headings` and `citation`. For that the document is read from its start
  /// to the passage.
  public var includesHeadings: Bool
  /// Whether as many passages come as it takes to show every match whole, those in the title and in navigation too, in
  /// text order; `maximumCount` then says nothing. A passage is longer than `characterLimit` where matches that overlap
  /// are.
  public var showsEveryMatch = false

  /// Passages that together show every match.
  public static func everyMatch(characterLimit: Int = 120, includesHeadings: Bool = false) -> SnippetStyle {
    var style = SnippetStyle(characterLimit: characterLimit, includesHeadings: includesHeadings)
    style.showsEveryMatch = true
    return style
  }

  public init(characterLimit: Int = 120, maximumCount: Int = 3, includesHeadings: Bool = false) {
    self.characterLimit = characterLimit
    self.maximumCount = maximumCount
    self.includesHeadings = includesHeadings
  }

  /// No document has passages so long, or so many.
  private static let largest = 1 << 24

  /// What passages are cut by.
  /// - Throws: `WenjianError` with code `argument`.
  func options() throws(WenjianError) -> SnippetOptions {
    try requirePositive(characterLimit, "characterLimit")
    try requireNotNegative(maximumCount, "maximumCount")
    return SnippetOptions(
      characterBudget: min(characterLimit, Self.largest), maximumPassages: min(maximumCount, Self.largest))
  }
}

/// A passage of a document's original text with the matches in it.
public struct Snippet: Sendable, Hashable {
  /// The original characters, unchanged.
  public var text: String
  /// Where it stands in the document.
  public var range: TextRange
  /// What matched, whole matches, in document offsets, in text order; matches that overlap or touch are one.
  public var highlights: [TextRange]
  /// Every match in the passage on its own, overlapping ones too.
  public var matches: [TextRange]
  /// A sentence was cut off before the passage.
  public var isCutAtStart: Bool
  /// A sentence was cut off behind the passage.
  public var isCutAtEnd: Bool
  /// The divisions that its first match lies in, the largest first: 第二章, 第十三条, 第二款. Empty where there are none, and
  /// without `SnippetStyle.includesHeadings`.
  public var headings: [Heading]
  /// How the place of its first match is cited: 《…法》第十三条第二款. nil where nothing has a number, and without
  /// `SnippetStyle.includesHeadings`.
  public var citation: String?

  /// The passage as one line for people.
  public var display: DisplayLine

  /// A passage of values; without a `display` it is made of the text and its highlights.
  public init(
    text: String, range: TextRange, highlights: [TextRange] = [], matches: [TextRange] = [],
    isCutAtStart: Bool = false, isCutAtEnd: Bool = false, headings: [Heading] = [], citation: String? = nil,
    display: DisplayLine? = nil
  ) {
    self.text = text
    self.range = range
    self.highlights = highlights
    self.matches = matches
    self.isCutAtStart = isCutAtStart
    self.isCutAtEnd = isCutAtEnd
    self.headings = headings
    self.citation = citation
    self.display = display ?? DisplayLine(text: text, highlights: [])
    if display == nil { self.display = shownLine }
  }

  /// `display` of what is given.
  private var shownLine: DisplayLine {
    guard hasSoundRanges else { return DisplayLine(text: text, highlights: []) }
    let slice = SnippetSlice(
      bytes: Array(text.utf8), byteOffset: range.start.utf8, touchesDocumentStart: false, touchesDocumentEnd: false,
      highlights: [], core: 0..<0)
    // Apart and in the text, as they are drawn.
    var last = range.start.utf8
    var drawn: [Range<Int>] = []
    for highlight in highlights
    where highlight.start.utf8 >= last && highlight.end.utf8 > highlight.start.utf8
      && highlight.end.utf8 <= range.end.utf8
    {
      drawn.append(highlight.start.utf8..<highlight.end.utf8)
      last = highlight.end.utf8
    }
    return displayText(
      of: Passage(
        byteRange: range.start.utf8..<range.end.utf8, highlights: drawn, matches: [], cutAtStart: isCutAtStart,
        cutAtEnd: isCutAtEnd), in: slice)
  }
}

// MARK: Relative to the passage

extension Snippet {
  /// What matched, in `text`.
  public var highlightRanges: [Range<String.Index>] { highlights.compactMap { self.range(of: $0) } }
  /// Every match on its own, in `text`.
  public var matchRanges: [Range<String.Index>] { matches.compactMap { self.range(of: $0) } }
  /// What matched, in UTF-16 units from the start of `text`, as `NSRange` and JavaScript count.
  public var utf16Highlights: [Range<Int>] {
    highlights.compactMap { $0.relative(to: range) }.map { $0.start.utf16..<$0.end.utf16 }
  }

  /// A range of the document as one of `text`.
  /// - Returns: nil for one that does not lie in the passage, or within a character's bytes.
  /// - Complexity: linear in the passage up to the range.
  public func range(of range: TextRange) -> Range<String.Index>? {
    guard let relative = range.relative(to: self.range) else { return nil }
    func index(_ byteOffset: Int) -> String.Index? {
      text.utf8.index(text.startIndex, offsetBy: byteOffset, limitedBy: text.endIndex)
        .flatMap { $0.samePosition(in: text.unicodeScalars) }
    }
    guard let start = index(relative.start.utf8), let end = index(relative.end.utf8), start <= end else {
      return nil
    }
    return start..<end
  }
}

extension Snippet {
  /// Whether the ranges lie in the text as those of a search do. A snippet is a value that any caller may make or change.
  var hasSoundRanges: Bool {
    // No text is longer; so that nothing below overflows.
    let longest = 1 << 40
    let starts = [range.start.utf8, range.start.utf16, range.start.scalar]
    guard starts.allSatisfy({ (0...longest).contains($0) }) else { return false }
    guard range.end.utf8 == range.start.utf8 + text.utf8.count else { return false }
    var last = range.start.utf8
    for match in matches {
      guard match.start.utf8 >= last, match.end.utf8 >= match.start.utf8, match.end.utf8 <= range.end.utf8 else {
        return false
      }
      last = match.start.utf8
    }
    return true
  }
}
