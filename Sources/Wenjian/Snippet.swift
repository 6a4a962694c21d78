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
public struct SnippetStyle: Sendable, Equatable {
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
public struct Snippet: Sendable, Equatable {
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
}

extension Snippet {
  /// Whether the ranges lie in the text as those of a search do. A snippet is a value that anybody may make or change.
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
