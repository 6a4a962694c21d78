// Where the lines around a line begin and end, which tells what it means that it is short or set in.

/// The margins of the column that a line is in, seen from that line.
struct PageMargins {
  var left: Double
  var right: Double
  /// How many of the lines around reach the right margin.
  var rightCount = 0
  /// How many of the lines around end where this one does, itself among them.
  var alikeCount = 0
  var lineCount = 0
  /// Whether lines around are set in by two characters, as the first of a paragraph is.
  var hasIndents = false

  /// So many lines before and behind are looked at.
  private static let reach = 14

  /// - Parameters:
  ///   - lines: the body in reading order, with the number of the page of each.
  ///   - index: of the line in them.
  init(_ lines: [PlacedLine], at index: Int) {
    let line = lines[index].line
    let range = max(0, index - Self.reach)...min(lines.count - 1, index + Self.reach)
    func similar(onPage: Bool) -> [PageBox] {
      range.compactMap { other in
        let candidate = lines[other].line
        guard other == index || !candidate.isInRow, candidate.isVertical == line.isVertical,
          !onPage || lines[other].page == lines[index].page, candidate.size < line.size * 1.15,
          candidate.size > line.size * 0.87, candidate.box.sharedWidth(line.box) > 0
        else { return nil }
        return candidate.box
      }
    }
    var boxes = similar(onPage: true)
    if boxes.count < 6 { boxes = similar(onPage: false) }
    let size = line.size
    lineCount = boxes.count
    left = boxes.map(\.left).min() ?? line.box.left
    let rights = boxes.map(\.right)
    func count(_ right: Double) -> Int { rights.count { abs($0 - right) < size * 0.8 } }
    right = rights.max() ?? line.box.right
    // One line of many that reaches beyond all others is not of the column.
    if boxes.count > 5, count(right) == 1 {
      let next = rights.filter { $0 < right - size * 0.8 }.max() ?? right
      if count(next) > 2 { right = next }
    }
    rightCount = count(right)
    alikeCount = rights.count { abs($0 - line.box.right) < size * 0.6 }
    hasIndents = boxes.contains { $0.left > left + size * 1.3 && $0.left < left + size * 2.8 }
  }
}

/// A line of the body and the page it is on.
struct PlacedLine {
  var line: PageLine
  /// From 0 on.
  var page: Int
}
