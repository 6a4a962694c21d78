public import WenjianModel
import WenjianSearch
import WenjianStream

/// How a text is read: the elements of its search stream, its words, and what was mended. For `analyze`, and to
/// understand why something is or is not found.
public struct TextAnalysis: Sendable {
  public struct Element: Sendable, Equatable {
    /// As it is matched; empty for a paragraph edge, which no match crosses.
    public var folded: String
    /// The original bytes it comes from.
    public var byteRange: Range<Int>
    /// Its script form was changed (traditional or variant to standard).
    public var isScriptChanged: Bool
    /// A word starts here.
    public var startsWord: Bool
    public var isParagraphEdge: Bool { folded.isEmpty }
  }

  public let elements: [Element]
  /// Words of the folded text, by ICU.
  public let words: [String]
  public let repairs: Repairs

  /// - Throws: `WenjianError` with code `unicode` when ICU's dictionary cannot be read.
  public init(_ text: String) throws(WenjianError) {
    let (items, repairs) = analyze(text)
    self.repairs = repairs
    let starts = try translated { try wordStarts(items.map(\.element)) }
    elements = zip(items, starts).map { item, startsWord in
      Element(
        folded: item.element.text, byteRange: item.byteRange,
        isScriptChanged: item.isScriptChanged, startsWord: startsWord)
    }
    var words: [String] = []
    for element in elements where !element.isParagraphEdge {
      if element.startsWord || words.isEmpty {
        words.append(element.folded)
      } else {
        words[words.count - 1] += element.folded
      }
    }
    self.words = words
  }
}
