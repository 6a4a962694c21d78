// Running heads and feet, and the numbers of pages: what a reader of a sentence over two pages does not see.

/// Finds them by what they say, by where they are, and by that they repeat.
struct RunningLines {
  /// Lines beside each other.
  struct Row {
    /// Indices in the lines of the page.
    var lines: [Int]
    var box: PageBox
    var size: Double
    var text: String
    /// The text with all numbers alike, without blanks.
    var pattern: String
  }

  /// So many rows at either end of a page may be running.
  private static let depth = 3

  /// Moves them from the lines of each page to its heads and feet.
  static func separate(_ pages: inout [LaidOutPage]) {
    let bodySize = usualSize(pages)
    let tops = pages.map { rows($0, fromTop: true) }
    let feet = pages.map { rows($0, fromTop: false) }
    let headPlaces = Places(tops)
    let footPlaces = Places(feet)
    for page in pages.indices {
      var running = Set<Int>()
      for (rows, places, isTop) in [(tops[page], headPlaces, true), (feet[page], footPlaces, false)] {
        func isCandidate(_ row: Row) -> Bool {
          row.lines.allSatisfy { !running.contains($0) }
            && (isNumber(row, page, places) || repeats(row, page, places, bodySize))
        }
        // The outermost rows, as far as all of them may be running, and the last of them is apart from the text.
        let candidates = rows.prefix(depth).prefix(while: isCandidate)
        let count = (0...candidates.count).last { count in
          guard count > 0 else { return true }
          let inner = count < rows.count ? rows[count] : nil
          return PageNumber.isDecorated(rows[count - 1].text) || isApart(rows[count - 1], inner, bodySize)
        }
        let found = rows.prefix(count ?? 0).flatMap(\.lines)
        running.formUnion(found)
        // In the order of reading.
        let lines = found.sorted().map { pages[page].lines[$0] }
        if isTop { pages[page].heads = lines } else { pages[page].feet = lines }
      }
      if !running.isEmpty {
        pages[page].lines = pages[page].lines.indices.filter { !running.contains($0) }.map { pages[page].lines[$0] }
      }
    }
  }

  /// Where each pattern is, page by page.
  private struct Places {
    var tops: [String: [(page: Int, top: Double)]] = [:]
    /// The differences of the numbers that pages bear and their places in the document.
    var shifts: [Int: Int] = [:]

    init(_ pages: [[Row]]) {
      for (page, rows) in pages.enumerated() {
        for row in rows.prefix(RunningLines.depth) {
          tops[row.pattern, default: []].append((page, row.box.top))
          if let number = PageNumber.bare(row.text) { shifts[number - page, default: 0] += 1 }
        }
      }
    }
  }

  private static func isNumber(_ row: Row, _ page: Int, _ places: Places) -> Bool {
    if PageNumber.isDecorated(row.text) { return true }
    guard let number = PageNumber.bare(row.text) else { return false }
    return (places.shifts[number - page] ?? 0) > 1
  }

  private static func repeats(_ row: Row, _ page: Int, _ places: Places, _ bodySize: Double) -> Bool {
    guard row.size < bodySize * 1.2, row.text.unicodeScalars.count < 120 else { return false }
    let alike = (places.tops[row.pattern] ?? []).filter { abs($0.top - row.box.top) < row.size * 0.7 }
    return alike.contains { $0.page != page }
  }

  /// Whether there is room between a row and the text, or its letters are smaller.
  private static func isApart(_ row: Row, _ inner: Row?, _ bodySize: Double) -> Bool {
    // On a page of its own only what is nothing but a number, or small.
    guard let inner else { return PageNumber.bare(row.text) != nil || row.size < bodySize * 0.92 }
    let gap = max(inner.box.top - row.box.bottom, row.box.top - inner.box.bottom)
    return gap > bodySize * 1.1 || row.size < bodySize * 0.92
  }

  /// The rows of a page from one of its ends on, some more than may be running.
  private static func rows(_ page: LaidOutPage, fromTop: Bool) -> [Row] {
    let order = page.lines.indices.filter { !page.lines[$0].isVertical }
      .sorted {
        fromTop
          ? page.lines[$0].box.top < page.lines[$1].box.top : page.lines[$0].box.bottom > page.lines[$1].box.bottom
      }
    var rows: [Row] = []
    for index in order {
      let line = page.lines[index]
      if let last = rows.indices.last, rows[last].box.sharesRow(line.box) {
        rows[last].lines.append(index)
        rows[last].box = rows[last].box.union(line.box)
        rows[last].size = max(rows[last].size, line.size)
      } else {
        if rows.count > depth { break }
        rows.append(Row(lines: [index], box: line.box, size: line.size, text: "", pattern: ""))
      }
    }
    for row in rows.indices {
      rows[row].lines.sort { page.lines[$0].box.left < page.lines[$1].box.left }
      rows[row].text = rows[row].lines.map { page.lines[$0].text }.joined(separator: " ")
      rows[row].pattern = PageNumber.pattern(rows[row].text)
    }
    return rows
  }

  private static func usualSize(_ pages: [LaidOutPage]) -> Double {
    var counts: [Int: Int] = [:]
    for line in pages.lazy.flatMap(\.lines) {
      counts[Int((line.size * 4).rounded()), default: 0] += line.text.utf8.count
    }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }.map { Double($0.key) / 4 } ?? 0
  }
}
