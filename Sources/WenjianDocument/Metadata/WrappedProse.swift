import WenjianText

/// Finds sentences that a text of fixed width breaks into lines: their first line looks like a title and is none.
struct WrappedProse {
  private let source: TextBytes
  private let lines: [TextLine]

  init(_ source: TextBytes, _ lines: [TextLine]) {
    self.source = source
    self.lines = lines
  }

  /// The places in `lines` of a sentence that begins at `start` and goes on over the ends of lines.
  func run(at start: Int) -> Range<Int>? {
    let first = columns(lines[start].range) + indent(lines[start])
    guard first >= 24, !endsSentence(lines[start].range) else { return nil }
    var end = start + 1
    var narrowest = first
    var widest = first
    while end < lines.count, lines[end].followsDirectly, lines[end].isLow == lines[start].isLow {
      let left = indent(lines[end])
      // The next paragraph is indented.
      if left >= 2, left > indent(lines[end - 1]) || end > start + 1 && left > indent(lines[start + 1]) { break }
      let width = columns(lines[end].range) + left
      // A line that is much longer than the one above was not broken where that one was.
      if width > first + Self.slack { break }
      end += 1
      // One that is shorter is the last.
      if width < first - Self.slack || endsSentence(lines[end - 1].range) { break }
      narrowest = min(narrowest, width)
      widest = max(widest, width)
    }
    guard end > start + 1 else { return nil }
    var (commas, stops) = (0, 0)
    for line in lines[start..<(end - 1)] {
      let marks = marks(line.range)
      commas += marks.commas
      stops += marks.stops
    }
    let inLast = marks(lines[end - 1].range)
    let isTight = widest - narrowest <= 2
    let isIndented = indent(lines[start]) >= 2 && indent(lines[start + 1]) < indent(lines[start])
    let hasEnd = stops + inLast.stops > 0
    if hasEnd, commas + stops > 0 { return start..<end }
    if isIndented, hasEnd || commas + inLast.commas > 0 { return start..<end }
    if end - start >= 3, isTight, commas + inLast.commas >= 2 { return start..<end }
    // A sentence without a comma, broken in the middle of it.
    return hasEnd && first >= 56 && end - start >= 2 && inLast.stops > 0 ? start..<end : nil
  }

  /// A line is broken a little before the margin where a mark may not begin the next one.
  private static let slack = 6

  private func endsSentence(_ range: Range<Int>) -> Bool {
    var at = range.upperBound
    while at > range.lowerBound {
      let (scalar, start) = UTF8Reader.scalar(source, before: at, notBelow: range.lowerBound)
      at = start
      switch scalar {
      case "”", "’", "」", "』", "）", ")", "\"": continue
      case "。", "！", "？", "；", "：", ":", ";", "!", "?": return true
      default: return false
      }
    }
    return false
  }

  private func marks(_ range: Range<Int>) -> (commas: Int, stops: Int) {
    var found = (commas: 0, stops: 0)
    var at = range.lowerBound
    while at < range.upperBound {
      let (scalar, end) = UTF8Reader.scalar(source, at: at)
      switch scalar {
      case "，", ",": found.commas += 1
      case "。", "；": found.stops += 1
      default: break
      }
      at = end
    }
    return found
  }

  private func columns(_ range: Range<Int>) -> Int {
    var columns = 0
    for at in range where !UTF8Reader.isContinuation(source[at]) { columns += source[at] < 0xE0 ? 1 : 2 }
    return columns
  }

  /// Columns of blanks before a line.
  private func indent(_ line: TextLine) -> Int {
    var start = line.range.lowerBound
    while start > 0, source[start - 1] != "\n", source[start - 1] != "\r" { start -= 1 }
    return columns(start..<line.range.lowerBound)
  }
}
