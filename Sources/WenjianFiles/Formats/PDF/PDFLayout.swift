// The pages of a PDF from the words that pdftotext gives.

import WenjianText

/// Keeps pdftotext's order of reading, which knows columns, and says what is a cell, vertical, or set wide.
enum PDFLayout {
  static func pages(_ words: PDFWords) -> [LaidOutPage] {
    let heights = heightShare(words)
    return words.pages.map { page in
      let pieces = page.lines.flatMap(\.words)
      if isVertical(pieces, pageWidth: page.width) {
        return LaidOutPage(width: page.width, lines: PageRows.lines(pieces, pageWidth: page.width))
      }
      var lines = page.lines.map { line($0, heights, pageWidth: page.width) }
      joinSpacedLetters(&lines, pageWidth: page.width)
      returnToRows(&lines)
      joinNarrowGaps(&lines)
      markRows(&lines)
      return LaidOutPage(width: page.width, lines: lines)
    }
  }

  /// Whether most ideographs of the page are in vertical lines.
  private static func isVertical(_ pieces: [PagePiece], pageWidth: Double) -> Bool {
    let singles = pieces.count { $0.onlyWideScalar != nil }
    guard singles > 5, singles * 3 > pieces.reduce(0, { $0 + $1.text.unicodeScalars.count }) else { return false }
    let (vertical, _) = VerticalText.separate(pieces, pageWidth: pageWidth)
    let count = vertical.reduce(0) { $0 + $1.text.unicodeScalars.count }
    return count * 2 > pieces.reduce(0) { $0 + $1.text.unicodeScalars.count }
  }

  /// What a character's height is to the height of its box, which depends on the font.
  private static func heightShare(_ words: PDFWords) -> Double {
    var shares: [Double] = []
    for word in words.pages.lazy.flatMap(\.lines).flatMap(\.words).prefix(20_000) {
      if let size = wideSize(word), word.box.height > 0 { shares.append(size / word.box.height) }
    }
    guard !shares.isEmpty else { return 1 }
    shares.sort()
    return min(1, shares[shares.count / 2])
  }

  /// The height of characters that are as wide as they are high.
  private static func wideSize(_ word: PagePiece) -> Double? {
    let scalars = word.text.unicodeScalars
    guard scalars.allSatisfy(\.isHan) else { return nil }
    let size = word.box.width / Double(scalars.count)
    return size > 0 && size < word.box.height * 1.3 ? size : nil
  }

  private static func line(_ line: PDFWords.Line, _ heightShare: Double, pageWidth: Double) -> PageLine {
    var text = ""
    var box = line.words[0].box
    var last: PagePiece?
    var widths: [Double: Double] = [:]
    var isTurned = true
    for word in line.words {
      let size = wideSize(word) ?? word.box.height * heightShare
      // Words without room between them differ in their font alone.
      if let last, word.box.left - last.box.right > size * 0.08 || !word.box.sharesRow(last.box) { text += " " }
      text += word.text
      box = box.union(word.box)
      last = word
      widths[(size * 4).rounded() / 4, default: 0] += word.box.width
      isTurned = isTurned && word.box.height > word.box.width * 1.8 && word.text.unicodeScalars.count > 1
    }
    let size = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? box.height
    var result = PageLine(text: text, box: box, size: size)
    result.cell = PageLine.Cell(right: line.blockRight, mates: 0)
    if isTurned {
      result.isVertical = true
      result.box = box.turned(pageWidth: pageWidth)
      result.size = box.width * heightShare
      result.cell = nil
    }
    return result
  }

  /// Headings set wide, whose characters pdftotext takes for columns.
  private static func joinSpacedLetters(_ lines: inout [PageLine], pageWidth: Double) {
    let singles = lines.indices.filter { !lines[$0].isVertical && lines[$0].text.unicodeScalars.count == 1 }
    guard singles.count > 1 else { return }
    var rows: [(box: PageBox, lines: [Int])] = []
    for index in lines.indices.sorted(by: { lines[$0].box.middle < lines[$1].box.middle })
    where !lines[index].isVertical {
      if let row = rows.indices.last, rows[row].box.sharesRow(lines[index].box) {
        rows[row].lines.append(index)
      } else {
        rows.append((lines[index].box, [index]))
      }
    }
    for row in rows.indices { rows[row].lines.sort { lines[$0].box.left < lines[$1].box.left } }
    var dropped = Set<Int>()
    let before = lines
    for row in rows.indices where rows[row].lines.count > 1 {
      let near = [row - 1, row + 1].filter(rows.indices.contains).map { rows[$0].lines.map { before[$0] } }
      guard let joined = LetterSpacing.line(rows[row].lines.map { before[$0] }, near: near, pageWidth: pageWidth),
        let first = rows[row].lines.min()
      else { continue }
      lines[first] = joined
      dropped.formUnion(rows[row].lines.filter { $0 != first })
    }
    if !dropped.isEmpty { lines = lines.indices.filter { !dropped.contains($0) }.map { lines[$0] } }
  }

  /// Joins what an ideographic blank parts: 第一章　总则. The same gap in a table is a border.
  private static func joinNarrowGaps(_ lines: inout [PageLine]) {
    var joined: [PageLine] = []
    for (index, line) in lines.enumerated() {
      guard let above = joined.last, !above.isVertical, !line.isVertical, above.box.sharesRow(line.box) else {
        joined.append(line)
        continue
      }
      let gap = line.box.left - above.box.right
      let isNarrow = gap > 0 && gap < min(above.size, line.size) * 2.4
      guard isNarrow, ListMarker.isAll(of: above.text) || !isAligned(index, lines) else {
        joined.append(line)
        continue
      }
      joined[joined.count - 1].text += "\u{3000}" + line.text
      joined[joined.count - 1].box = above.box.union(line.box)
      joined[joined.count - 1].cell?.right = max(above.cell?.right ?? 0, line.cell?.right ?? 0)
    }
    lines = joined
  }

  /// Whether something above or below begins where a line does, and is beside other text too.
  private static func isAligned(_ index: Int, _ lines: [PageLine]) -> Bool {
    let line = lines[index]
    return near(index, lines).contains { other in
      let candidate = lines[other]
      return abs(candidate.box.left - line.box.left) < line.size * 0.4 && !candidate.box.sharesRow(line.box)
        && abs(candidate.box.middle - line.box.middle) < line.size * 4 && mates(other, lines) > 0
    }
  }

  /// Says which lines are cells: beside others, and not in a column of text.
  private static func markRows(_ lines: inout [PageLine]) {
    let counts = lines.indices.map { mates($0, lines) }
    for index in lines.indices.dropFirst() {
      let above = lines[index - 1]
      if !above.isVertical, !lines[index].isVertical, above.box.sharesRow(lines[index].box),
        lines[index].box.left > above.box.right - above.size / 5
      {
        lines[index].followsCell = true
      }
    }
    // Columns: lines that follow each other downwards.
    var start = 0
    for index in lines.indices {
      if index + 1 < lines.count {
        let line = lines[index]
        let next = lines[index + 1]
        let isNextBlock =
          line.cell?.right != next.cell?.right
          && ((counts[index] > 0) != (counts[index + 1] > 0) || abs(next.box.left - line.box.left) > line.size * 3)
        let isBelow = next.box.top > line.box.top + line.size / 4 && next.box.sharedWidth(line.box) > 0
        if isBelow, !isNextBlock { continue }
      }
      let column = start...index
      start = index + 1
      let isTable = counts[column].contains { $0 > 0 } && !isText(lines[column])
      for line in column {
        lines[line].isInRow = isTable && counts[line] > 0
        if isTable { lines[line].cell?.mates = counts[line] } else { lines[line].cell = nil }
      }
    }
  }

  private static func isText(_ lines: ArraySlice<PageLine>) -> Bool {
    guard lines.count > 2, let right = lines.map(\.box.right).max(), let left = lines.map(\.box.left).min() else {
      return false
    }
    return lines.count { $0.box.right > right - $0.size * 1.6 && right - left > $0.size * 10 } * 2 > lines.count
  }

  /// How many lines are beside a line.
  private static func mates(_ index: Int, _ lines: [PageLine]) -> Int {
    near(index, lines).count {
      lines[$0].box.sharesRow(lines[index].box) && lines[$0].box.sharedWidth(lines[index].box) <= 0
    }
  }

  /// In pdftotext's order what is beside a line is not far from it.
  private static func near(_ index: Int, _ lines: [PageLine]) -> [Int] {
    (max(0, index - 200)..<min(lines.count, index + 200)).filter { $0 != index }
  }
}
