// Pieces in any order become lines in the order of reading, by where they are.

import WenjianText

/// Puts the pieces of a page together.
enum PageRows {
  /// Pieces beside each other, as far as no wide gap parts them.
  typealias Row = [PageLine]

  /// A gap from so many heights of a character on parts cells or columns.
  private static let border = 0.9

  static func lines(_ pieces: [PagePiece], pageWidth: Double) -> [PageLine] {
    let (vertical, rest) = VerticalText.separate(pieces, pageWidth: pageWidth)
    let rows = LetterSpacing.joined(rows(rest), pageWidth: pageWidth)
    return TextColumns.ordered(rows) + vertical
  }

  /// Rows from above, each with its stretches from the left.
  private static func rows(_ pieces: [PagePiece]) -> [Row] {
    var rows: [(box: PageBox, pieces: [PagePiece])] = []
    for piece in pieces.sorted(by: { ($0.box.middle, $0.box.left) < ($1.box.middle, $1.box.left) }) {
      // A character set higher belongs to the row of the ones beside it.
      if let row = rows.indices.suffix(3).reversed().first(where: { rows[$0].box.sharesRow(piece.box) }) {
        rows[row].pieces.append(piece)
        if piece.box.height > rows[row].box.height { rows[row].box = piece.box }
      } else {
        rows.append((piece.box, [piece]))
      }
    }
    rows.sort { $0.box.middle < $1.box.middle }
    return rows.map { stretches($0.pieces.sorted { $0.box.left < $1.box.left }) }
  }

  private static func stretches(_ pieces: [PagePiece]) -> Row {
    var row: Row = []
    for piece in pieces {
      guard var last = row.last else {
        row.append(piece.line)
        continue
      }
      let size = min(last.size, piece.size)
      let gap = piece.box.left - last.box.right
      if gap >= size * border, gap < size * 2.6, row.count == 1, ListMarker.isAll(of: last.text) {
        // A heading and its number: 第一章　总则.
        last.text += "\u{3000}"
      } else if gap >= size * border {
        row.append(piece.line)
        continue
      }
      if gap > size * 0.2, needsBlank(last.text, piece.text) { last.text += " " }
      last.text += piece.text
      // The size is that of most of its characters.
      if piece.box.width > last.box.width { last.size = piece.size }
      last.box = last.box.union(piece.box)
      row[row.count - 1] = last
    }
    if row.count > 1 {
      for index in row.indices {
        row[index].isInRow = true
        row[index].followsCell = index > 0
      }
    }
    return row
  }

  private static func needsBlank(_ first: String, _ second: String) -> Bool {
    guard let end = first.unicodeScalars.last, let start = second.unicodeScalars.first else { return false }
    return !end.isWide && !start.isWide && end != " " && start != " "
  }
}

/// Headings set wide: 通　　知.
enum LetterSpacing {
  /// Rows of single ideographs with even gaps, alone in the middle of the page, become one line.
  static func joined(_ rows: [PageRows.Row], pageWidth: Double) -> [PageRows.Row] {
    rows.indices.map { index in
      let near = [index - 1, index + 1].filter(rows.indices.contains).map { rows[$0] }
      return line(rows[index], near: near, pageWidth: pageWidth).map { [$0] } ?? rows[index]
    }
  }

  /// - Parameter near: the rows above and below.
  static func line(_ row: PageRows.Row, near: [PageRows.Row], pageWidth: Double) -> PageLine? {
    guard row.count > 1, row.count < 25, let first = row.first, let last = row.last else { return nil }
    // Brackets among them are set wide too.
    guard row.allSatisfy({ $0.text.unicodeScalars.first?.isWide ?? false && $0.text.unicodeScalars.count == 1 }),
      row.count(where: { $0.text.unicodeScalars.first?.isHan ?? false }) * 2 > row.count
    else { return nil }
    let gaps = zip(row, row.dropFirst()).map { $1.box.left - $0.box.right }
    guard let widest = gaps.max(), let narrowest = gaps.min(), widest < first.size * 6,
      widest - narrowest < first.size * 0.6
    else { return nil }
    let box = first.box.union(last.box)
    // Cells are below and above cells.
    let isCells = near.contains { other in
      other.count > 1
        && other.count { cell in row.contains { abs($0.box.left - cell.box.left) < first.size / 2 } } > 1
    }
    guard !isCells else { return nil }
    let others = near.flatMap { $0 }
    let left = others.map(\.box.left).min() ?? 0
    let right = others.map(\.box.right).max() ?? pageWidth
    let isInMiddle =
      abs(box.center - pageWidth / 2) < first.size * 1.5 || abs(box.center - (left + right) / 2) < first.size * 1.5
    guard isInMiddle || row.count > 2 else { return nil }
    return PageLine(text: row.map(\.text).joined(separator: "\u{3000}"), box: box, size: first.size)
  }
}
