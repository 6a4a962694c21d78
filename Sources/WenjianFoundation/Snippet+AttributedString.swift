public import Foundation
public import Wenjian

/// Marks what a search found in an `AttributedString`: `run.wenjianMatch == true`.
public enum WenjianMatchAttribute: AttributedStringKey {
  public typealias Value = Bool
  public static let name = "wenjian.match"
}

extension AttributedString {
  /// The original characters of a passage.
  /// - Parameter marks: what matched has besides `WenjianMatchAttribute`, a colour say.
  public init(_ snippet: Snippet, marks: AttributeContainer = AttributeContainer()) {
    self.init(snippet.text, marked: snippet.highlightRanges, marks)
  }

  /// A line for people.
  /// - Parameter marks: as there.
  public init(_ line: DisplayLine, marks: AttributeContainer = AttributeContainer()) {
    self.init(line.text, marked: line.highlightRanges, marks)
  }

  /// Piece by piece, since characters may cross the edge of a match.
  private init(_ text: String, marked ranges: [Range<String.Index>], _ marks: AttributeContainer) {
    self.init()
    var matched = marks
    matched[WenjianMatchAttribute.self] = true
    var end = text.startIndex
    for range in ranges where range.lowerBound >= end {
      append(AttributedString(String(text[end..<range.lowerBound])))
      append(AttributedString(String(text[range]), attributes: matched))
      end = range.upperBound
    }
    append(AttributedString(String(text[end...])))
  }
}
