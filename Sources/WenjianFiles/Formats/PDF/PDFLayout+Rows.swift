// Cells that pdftotext gives apart from their row.

extension PDFLayout {
  /// Puts cells behind the others of their row: pdftotext gives a last column that is far from the others behind all that
  /// is below the table, and rows of few and short cells in any order.
  static func returnToRows(_ lines: inout [PageLine]) {
    let columns = columns(lines)
    func isNarrow(_ line: PageLine) -> Bool { line.box.width < line.size * 6.5 }
    var places = lines.indices.map { Double($0) }
    for index in lines.indices.dropFirst() where !lines[index].isVertical {
      let column = columns[index]
      // Lines of a text are long, and follow each other.
      guard column.count == 1 || lines[column].allSatisfy(isNarrow) else { continue }
      let line = lines[index]
      let mate = (max(0, index - 200)..<index).last { other in
        !lines[other].isVertical && lines[other].box.sharesRow(line.box)
          && lines[other].box.sharedWidth(line.box) <= line.size / 5
      }
      // Behind one that is returned itself, too.
      guard let mate, mate < index - 1 || places[mate] < Double(mate),
        columns[mate].count == 1 || isNarrow(lines[mate])
      else { continue }
      places[index] = places[mate] + 1 / Double(lines.count + 1)
    }
    let order = lines.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    lines = sortedRows(order.map { lines[$0] })
  }

  /// Rows of cells that follow each other, from above.
  private static func sortedRows(_ lines: [PageLine]) -> [PageLine] {
    var rows: [[PageLine]] = []
    for line in lines {
      if let last = rows.last?.last, !last.isVertical, !line.isVertical, last.box.sharesRow(line.box),
        last.box.sharedWidth(line.box) <= line.size / 5
      {
        rows[rows.count - 1].append(line)
      } else {
        rows.append([line])
      }
    }
    var sorted: [PageLine] = []
    var table: [[PageLine]] = []
    /// A number of the page, given between the rows above it.
    var below: [PageLine] = []
    func endTable() {
      let rows = table.sorted { $0[0].box.middle < $1[0].box.middle }
      sorted += rows.flatMap { row in row.sorted { $0.box.left < $1.box.left } }
      sorted += below
      (table, below) = ([], [])
    }
    for (number, row) in rows.enumerated() {
      // A row of one cell goes between those that it was given behind.
      let isBetween =
        table.contains { $0[0].box.middle > row[0].box.middle }
        && table.contains { $0[0].box.middle < row[0].box.middle }
      // So does a line of text between two tables, but not one of a column beside them.
      func isOfPage() -> Bool {
        table.allSatisfy { cells in
          !cells[0].box.sharesRow(row[0].box) && cells.contains { row[0].box.left <= $0.box.left }
        }
      }
      if row.count > 1 || isBetween && (row[0].box.width < row[0].size * 6.5 || isOfPage()) {
        table.append(row)
      } else if !table.isEmpty, number + 1 < rows.count, rows[number + 1].count > 1,
        rows[number + 1][0].box.bottom <= row[0].box.top,
        table.allSatisfy({ $0[0].box.bottom <= row[0].box.top })
      {
        below += row
      } else {
        endTable()
        sorted += row
      }
    }
    endTable()
    return sorted
  }

  /// By line: the lines that follow each other downwards, itself among them.
  private static func columns(_ lines: [PageLine]) -> [Range<Int>] {
    var columns: [Range<Int>] = []
    var start = 0
    for index in lines.indices {
      if index + 1 < lines.count {
        let (above, below) = (lines[index], lines[index + 1])
        let gap = below.box.top - above.box.bottom
        if gap > -above.size / 2, gap < above.size, below.box.sharedWidth(above.box) > 0 { continue }
      }
      columns += [Range<Int>](repeating: start..<(index + 1), count: index + 1 - start)
      start = index + 1
    }
    return columns
  }
}
