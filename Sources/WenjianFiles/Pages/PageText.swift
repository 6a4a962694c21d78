// Text of pages of a fixed layout: lines become paragraphs, and what repeats on every page does not part them.

import WenjianText

/// Puts the lines of pages together.
struct PageText {
  private(set) var text: [UInt8] = []
  /// Running heads, page numbers and remarks.
  private(set) var lowWeightRanges: [Range<Int>] = []

  private var lines = TextLines()
  /// What interrupts the present paragraph.
  private var waiting: [PageLine] = []

  /// - Parameter pages: in their order, each with its lines in the order of reading.
  init(_ pages: [LaidOutPage]) {
    var pages = pages
    RunningLines.separate(&pages)
    var placed: [PlacedLine] = []
    for (number, page) in pages.enumerated() {
      placed += page.lines.map { PlacedLine(line: $0, page: number) }
    }
    let bodySize = Self.bodySize(placed)
    let leading = Self.leading(placed, bodySize)
    var at = 0
    for (number, page) in pages.enumerated() {
      waiting += page.heads
      if lines.bytes.isEmpty { emitWaiting() }
      while at < placed.count, placed[at].page == number {
        append(
          placed[at].line,
          joining: at + 1 < placed.count ? join(placed, at, bodySize, leading, page.width) : .paragraph)
        at += 1
      }
      waiting += page.feet + page.asides
    }
    lines.endParagraph()
    emitWaiting()
    text = lines.finish()
  }

  private func join(
    _ placed: [PlacedLine], _ index: Int, _ bodySize: Double, _ leading: Double?, _ pageWidth: Double
  ) -> LineJoin {
    LineJoin(
      placed[index], placed[index + 1], PageMargins(placed, at: index), PageMargins(placed, at: index + 1),
      bodySize: bodySize, leading: leading, pageWidth: pageWidth)
  }

  private mutating func append(_ line: PageLine, joining join: LineJoin) {
    var bytes = Array(line.text.utf8)
    if join == .hyphen, let last = line.text.unicodeScalars.last { bytes.removeLast(UTF8.width(last)) }
    append(&bytes)
    switch join {
    case .softBreak: lines.breakSoftly()
    case .hyphen: break
    case .lineEnd: lines.breakLine()
    case .pageBreak: lines.breakPage()
    case .cell: lines.endCell()
    case .paragraph:
      lines.endParagraph()
      emitWaiting()
    }
  }

  private mutating func append(_ bytes: inout [UInt8]) {
    MarkedText.clean(&bytes)
    bytes.withUnsafeBufferPointer { lines.append($0) }
  }

  private mutating func emitWaiting() {
    guard !waiting.isEmpty else { return }
    let start = lines.bytes.count
    for (index, line) in waiting.enumerated() {
      var bytes = Array(line.text.utf8)
      if index > 0, line.followsCell { lines.endCell() } else { lines.endParagraph() }
      append(&bytes)
    }
    lines.endParagraph()
    waiting = []
    let end = lines.bytes.count
    guard end > start else { return }
    if let last = lowWeightRanges.last, last.upperBound == start {
      lowWeightRanges[lowWeightRanges.count - 1] = last.lowerBound..<end
    } else {
      lowWeightRanges.append(start..<end)
    }
  }

  /// The height of most characters.
  private static func bodySize(_ placed: [PlacedLine]) -> Double {
    var counts: [Int: Int] = [:]
    for line in placed { counts[Int((line.line.size * 4).rounded()), default: 0] += line.line.text.utf8.count }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }.map { Double($0.key) / 4 } ?? 0
  }

  /// The usual distance of two lines of the body, in heights of a character.
  private static func leading(_ placed: [PlacedLine], _ bodySize: Double) -> Double? {
    var distances: [Double] = []
    for (first, second) in zip(placed, placed.dropFirst()) where first.page == second.page {
      guard first.line.isVertical == second.line.isVertical, abs(first.line.size - bodySize) < bodySize / 8,
        abs(second.line.size - bodySize) < bodySize / 8, second.line.box.sharedWidth(first.line.box) > 0
      else { continue }
      let distance = (second.line.box.bottom - first.line.box.bottom) / bodySize
      if distance > 0.7, distance < 3.5 { distances.append(distance) }
    }
    guard distances.count > 2 else { return nil }
    distances.sort()
    // The lower half: of a form most lines are far apart.
    return distances[distances.count * 2 / 5]
  }
}
