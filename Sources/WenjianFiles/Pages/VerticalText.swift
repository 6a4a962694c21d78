// Vertical text: characters below each other, columns from right to left.

enum VerticalText {
  /// Takes vertical text out of the pieces of a page.
  /// - Returns: its columns as lines of the page turned, in the order of reading, and what is left.
  static func separate(
    _ pieces: [PagePiece], pageWidth: Double
  ) -> (lines: [PageLine], rest: [PagePiece]) {
    var columns: [[PagePiece]] = pieces.filter(\.isVertical).map { [$0] }
    var rest = pieces.filter { !$0.isVertical }
    if let found = columnsOfCharacters(rest) {
      columns += found.columns
      rest = found.rest
    }
    guard !columns.isEmpty else { return ([], pieces) }
    return (lines(columns, pageWidth), rest)
  }

  /// Characters that are drawn one by one: vertical when the next one below is nearer than the next one beside.
  private static func columnsOfCharacters(
    _ pieces: [PagePiece]
  ) -> (columns: [[PagePiece]], rest: [PagePiece])? {
    let singles = pieces.indices.filter { pieces[$0].onlyWideScalar != nil }
    guard singles.count > 3 else { return nil }
    // Text that runs to the right has longer pieces, or is drawn by characters that touch each other.
    let below = nearest(singles, pieces) { first, second in
      let gap = second.box.top - first.box.bottom
      return abs(second.box.center - first.box.center) < first.size * 0.35 && gap > -first.size * 0.4
        && gap < first.size * 0.6 ? gap : nil
    }
    let beside = nearest(singles, pieces) { first, second in
      let gap = second.box.left - first.box.right
      return first.box.sharesRow(second.box) && gap > -first.size * 0.4 && gap < first.size * 3 ? gap : nil
    }
    var isColumn: [Int: Int] = [:]
    for (index, under) in below where under.gap < (beside[index]?.gap ?? .infinity) - pieces[index].size * 0.05 {
      isColumn[index] = under.index
    }
    // Of a grid of characters most must agree.
    let votes = isColumn.count
    let others = singles.count { beside[$0] != nil && isColumn[$0] == nil }
    guard votes > 2, votes > others * 2 else { return nil }
    var columns: [[PagePiece]] = []
    var taken = Set<Int>()
    for start in singles.sorted(by: { pieces[$0].box.top < pieces[$1].box.top })
    where isColumn[start] != nil && !taken.contains(start) {
      var column: [PagePiece] = []
      var at: Int? = start
      while let index = at, taken.insert(index).inserted {
        column.append(pieces[index])
        at = isColumn[index]
      }
      columns.append(column)
    }
    // A single character below a column's end, or in a column of its own, such as the last of a paragraph.
    let rest = pieces.indices.filter { !taken.contains($0) }
    let columnTop = columns.compactMap { $0.first?.box.top }.min() ?? 0
    var left: [PagePiece] = []
    for index in rest {
      let piece = pieces[index]
      if piece.onlyWideScalar != nil, abs(piece.box.top - columnTop) < piece.size / 2 {
        columns.append([piece])
      } else {
        left.append(piece)
      }
    }
    return (columns, left)
  }

  /// So many characters before and behind one, by height, are compared with it.
  private static let reach = 400

  private static func nearest(
    _ indices: [Int], _ pieces: [PagePiece], _ gap: (PagePiece, PagePiece) -> Double?
  ) -> [Int: (index: Int, gap: Double)] {
    var found: [Int: (index: Int, gap: Double)] = [:]
    // Only those near in height are compared.
    let order = indices.sorted { pieces[$0].box.top < pieces[$1].box.top }
    for (place, index) in order.enumerated() {
      func consider(_ other: Int) {
        guard other != index, let distance = gap(pieces[index], pieces[other]) else { return }
        if distance < (found[index]?.gap ?? .infinity) { found[index] = (other, distance) }
      }
      // Beyond so many at one height nothing is told.
      var next = place + 1
      while next < min(order.count, place + reach),
        pieces[order[next]].box.top < pieces[index].box.bottom + pieces[index].size * 1.5
      {
        consider(order[next])
        next += 1
      }
      var last = place - 1
      while last >= max(0, place - reach),
        pieces[order[last]].box.top > pieces[index].box.top - pieces[index].size / 2
      {
        consider(order[last])
        last -= 1
      }
    }
    return found
  }

  /// Columns become lines; what is in one column is joined, but for wide gaps.
  private static func lines(_ columns: [[PagePiece]], _ pageWidth: Double) -> [PageLine] {
    var lines: [PageLine] = columns.compactMap { column in
      guard let first = column.first else { return nil }
      let box = column.reduce(first.box) { $0.union($1.box) }
      return PageLine(
        text: column.map(\.text).joined(), box: box.turned(pageWidth: pageWidth), size: first.size, isVertical: true
      )
    }
    lines.sort { first, second in
      first.box.sharesRow(second.box) ? first.box.left < second.box.left : first.box.top < second.box.top
    }
    var joined: [PageLine] = []
    for line in lines {
      if var last = joined.last, last.box.sharesRow(line.box) {
        if line.box.left - last.box.right < line.size {
          last.text += line.text
          last.box = last.box.union(line.box)
          joined[joined.count - 1] = last
          continue
        }
        joined[joined.count - 1].isInRow = true
        var line = line
        line.followsCell = true
        line.isInRow = true
        joined.append(line)
      } else {
        joined.append(line)
      }
    }
    return joined
  }
}
