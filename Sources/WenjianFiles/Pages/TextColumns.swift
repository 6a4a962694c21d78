// Text in columns: read down, not across.

/// Tells columns of text, whose lines are full, from cells of a table, and puts both in the order of reading.
enum TextColumns {
  /// So many lines one below the other are a column.
  private static let leastLines = 4

  static func ordered(_ rows: [PageRows.Row]) -> [PageLine] { ordered(rows, depth: 0) }

  private static func ordered(_ rows: [PageRows.Row], depth: Int) -> [PageLine] {
    guard depth < 6, let gutter = gutter(rows) else { return rows.flatMap { $0 } }
    var lines: [PageLine] = []
    var band: [PageRows.Row] = []
    func side(_ row: PageRows.Row, isLeft: Bool) -> PageRows.Row {
      var side = row.filter { ($0.box.center < gutter) == isLeft }
      for index in side.indices {
        side[index].followsCell = index > 0
        side[index].isInRow = side.count > 1
      }
      return side
    }
    func endBand() {
      let left = band.map { side($0, isLeft: true) }.filter { !$0.isEmpty }
      let right = band.map { side($0, isLeft: false) }.filter { !$0.isEmpty }
      if isText(left), isText(right) {
        lines += ordered(left, depth: depth + 1) + ordered(right, depth: depth + 1)
      } else {
        lines += band.flatMap { $0 }
      }
      band = []
    }
    for row in rows {
      if row.contains(where: { $0.box.left < gutter && $0.box.right > gutter }) {
        endBand()
        lines += row
      } else {
        band.append(row)
      }
    }
    endBand()
    return lines
  }

  /// The gap that most rows have in one place.
  private static func gutter(_ rows: [PageRows.Row]) -> Double? {
    var gaps: [(middle: Double, width: Double)] = []
    for row in rows {
      for (first, second) in zip(row, row.dropFirst()) {
        gaps.append(((first.box.right + second.box.left) / 2, second.box.left - first.box.right))
      }
    }
    guard gaps.count >= leastLines, let size = rows.first?.first?.size else { return nil }
    // Where the narrowest gap is, all others must be open too.
    let candidates = gaps.sorted { $0.width < $1.width }.prefix(24)
    let best = candidates.map { candidate in
      (candidate.middle, gaps.count { abs($0.middle - candidate.middle) < max($0.width / 2, size) })
    }.max { $0.1 < $1.1 }
    guard let best, best.1 >= leastLines else { return nil }
    return best.0
  }

  /// Whether most lines reach the right margin, and are long.
  private static func isText(_ rows: [PageRows.Row]) -> Bool {
    guard rows.count >= leastLines else { return false }
    let right = rows.compactMap(\.last?.box.right).max() ?? 0
    let full = rows.count { row in
      guard row.count == 1, let line = row.first else { return false }
      return line.box.right > right - line.size * 1.6 && line.box.width > line.size * 7
    }
    return full * 2 > rows.count
  }
}
