// Cuts text into terminal lines by display columns, with the line-breaking customs of Chinese.

import WenjianText

/// Cuts one line of text into lines of at most `columnCount` columns.
///
/// A line may end between Chinese characters, but not before closing and after opening punctuation;
/// Latin words and numbers stay whole while they fit in a line.
///
/// - Parameter columnCount: at least 2; a wide character takes two.
/// - Returns: UTF-8 ranges of `text`, at least one; spaces at the cuts are left out.
/// - Complexity: linear in the text.
func wrappedLines(of text: String, columnCount: Int) -> [Range<Int>] {
  precondition(columnCount >= 2, "columnCount must be at least 2, it is \(columnCount)")
  var lines: [Range<Int>] = []
  var lineStart = 0
  var lineColumns = 0
  /// The last place where the line may be cut: where the text before it ends, where that behind it
  /// starts, and the columns up to there.
  var cut: (end: Int, start: Int, columns: Int)?
  var previous: Unicode.Scalar?
  var byteOffset = 0
  /// Where the text ends that is not space.
  var textEnd = 0
  for scalar in text.unicodeScalars {
    let columns = displayWidth(of: scalar)
    let start = byteOffset
    byteOffset += UTF8.width(scalar)
    if scalar == " " {
      lineColumns += 1
      previous = scalar
      continue
    }
    if let previous, columns > 0, start > lineStart, mayCut(between: previous, and: scalar) {
      cut = (textEnd, start, lineColumns)
    }
    if lineColumns + columns > columnCount, start > lineStart {
      // A word longer than a line is cut where the line is full.
      let place = cut ?? (textEnd, start, lineColumns)
      lines.append(lineStart..<place.end)
      lineStart = place.start
      lineColumns -= place.columns
      cut = nil
    }
    lineColumns += columns
    if columns > 0 { previous = scalar }
    textEnd = byteOffset
  }
  lines.append(lineStart..<max(lineStart, textEnd))
  return lines
}

private func mayCut(between left: Unicode.Scalar, and right: Unicode.Scalar) -> Bool {
  if left == " " { return true }
  if openers.contains(left) || closers.contains(right) { return false }
  return displayWidth(of: left) == 2 || displayWidth(of: right) == 2
}

/// What must not end a line.
private let openers = Set("（〔［【《〈「『“‘([{".unicodeScalars)
/// What must not begin one.
private let closers = Set("，。、；：！？）〕］】》〉」』”’…—·～)]},.;:!?%％‰℃".unicodeScalars)

/// The part of `text` in `line`, with the style around what of `highlights` falls into it.
/// - Parameter highlights: UTF-8 ranges of `text`, ascending, disjoint.
func highlighted(
  _ text: String, line: Range<Int>, highlights: [Range<Int>], _ terminal: Terminal
) -> String {
  let bytes = text.utf8
  func part(_ range: Range<Int>) -> String {
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    return String(text[start..<bytes.index(start, offsetBy: range.count)])
  }
  var result = ""
  var done = line.lowerBound
  for highlight in highlights {
    let shown = highlight.clamped(to: line)
    if shown.isEmpty { continue }
    result += part(done..<shown.lowerBound) + terminal.styled(part(shown), .match)
    done = shown.upperBound
  }
  return result + part(done..<line.upperBound)
}

/// The text and spaces up to a number of columns.
func padded(_ text: String, to columnCount: Int) -> String {
  text + String(repeating: " ", count: max(0, columnCount - displayWidth(of: text)))
}
