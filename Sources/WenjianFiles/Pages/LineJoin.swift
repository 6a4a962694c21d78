// What lies between two lines of a fixed layout.

import WenjianText

/// How a line goes on behind the one before it.
enum LineJoin: Equatable {
  /// In the same paragraph.
  case softBreak
  /// In the same paragraph, the hyphen at the line's end belonging to neither half of the word.
  case hyphen
  /// Perhaps in the same paragraph: the text decides.
  case lineEnd
  /// Perhaps in the same paragraph, on the next page or in the next column.
  case pageBreak
  /// In the next cell of the row.
  case cell
  case paragraph
}

extension LineJoin {
  /// The usual distance of two lines, in heights of a character, beyond which a paragraph may end.
  private static let widestLeading = 2.2

  /// - Parameters:
  ///   - first, second: lines that follow each other.
  ///   - margins: of the first.
  ///   - nextMargins: of the second.
  ///   - bodySize: the height of most characters.
  ///   - leading: the usual distance of lines, in heights of a character; nil where it is not known.
  init(
    _ first: PlacedLine, _ second: PlacedLine, _ margins: PageMargins, _ nextMargins: PageMargins,
    bodySize: Double, leading: Double?, pageWidth: Double
  ) {
    let above = first.line
    let below = second.line
    let size = max(above.size, below.size)
    if below.followsCell, first.page == second.page {
      self = .cell
      return
    }
    guard above.isVertical == below.isVertical, Self.areAlike(above, below) else {
      self = .paragraph
      return
    }
    if Self.isStack(above, below) {
      self = .softBreak
      return
    }
    let isFull = Self.isFull(above, below, margins)
    let last = above.text.lastVisible
    let endsSentence = last?.endsSentence ?? true
    let turnsPage = first.page != second.page
    let isNextColumn =
      !turnsPage
      && (below.box.top < above.box.top - above.size / 2 || below.box.sharedWidth(above.box) <= 0)
    if !turnsPage, Self.isOneCell(above, below) {
      self = Self.soft(above, below)
      return
    }
    if above.isInRow || below.isInRow {
      // A line of a text may have a wide gap in it; two rows are a table.
      let isText = !(above.isInRow && below.isInRow) && isFull && !endsSentence
      self = isText && below.box.left < nextMargins.left + size && !isNextColumn ? .lineEnd : .paragraph
      return
    }
    let isIndented = Self.isIndented(above, below, margins, nextMargins, isFull: isFull, turnsPage || isNextColumn)
    if turnsPage || isNextColumn {
      if isIndented {
        self = .paragraph
      } else if isFull, margins.hasIndents || nextMargins.hasIndents, margins.rightCount > 2 {
        self = ListMarker.begins(below.text) && endsSentence ? .paragraph : Self.soft(above, below)
      } else {
        self = isNextColumn && !isFull ? .paragraph : .pageBreak
      }
      return
    }
    let distance = (below.box.bottom - above.box.bottom) / size
    let isFar = distance > (leading.map { max($0 * 1.4, 1.3) } ?? Self.widestLeading)
    if let centered = Self.centered(
      above, below, margins, isFar: isFar, isTitle: above.size > bodySize * 1.08, pageWidth: pageWidth,
      endsSentence: endsSentence)
    {
      self = centered
      return
    }
    guard isFull, !isIndented else {
      self = .paragraph
      return
    }
    if isFar {
      self = endsSentence || distance > Self.widestLeading * 1.4 ? .paragraph : .lineEnd
    } else if !endsSentence {
      self = margins.rightCount > 1 || margins.hasIndents || above.isVertical ? Self.soft(above, below) : .lineEnd
    } else {
      let isCertain = margins.hasIndents && margins.rightCount > 2 && !ListMarker.begins(below.text)
      self = isCertain ? Self.soft(above, below) : .lineEnd
    }
  }

  /// Whether the characters are of one height. What is told from their widths may be wrong where the boxes agree.
  private static func areAlike(_ above: PageLine, _ below: PageLine) -> Bool {
    func ratio(_ first: Double, _ second: Double) -> Double { max(first, second) / max(min(first, second), 0.001) }
    return ratio(above.size, below.size) < 1.18 || ratio(above.box.height, below.box.height) < 1.12
  }

  /// Whether two characters are one below the other in a narrow cell: 备, 注.
  private static func isStack(_ above: PageLine, _ below: PageLine) -> Bool {
    func isSingle(_ line: PageLine) -> Bool {
      line.text.unicodeScalars.count == 1 && line.text.unicodeScalars.first?.isHan ?? false
    }
    return isSingle(above) && isSingle(below) && abs(above.box.center - below.box.center) < above.size * 0.3
      && below.box.top > above.box.top && below.box.top - above.box.bottom < above.size * 0.6
  }

  /// Whether a cell goes on with its next line, which had no room in the one above. Where a cell has more lines than
  /// those beside it, fewer of them are on its later rows.
  private static func isOneCell(_ above: PageLine, _ below: PageLine) -> Bool {
    guard let first = above.cell, let second = below.cell, first.right == second.right,
      second.mates == 0 || second.mates < first.mates, below.box.sharedWidth(above.box) > 0
    else { return false }
    let distance = below.box.bottom - above.box.bottom
    return distance > 0 && distance < above.box.height * 1.25 && above.box.width > above.size * 3
      && first.right - above.box.right < (below.text.firstUnitWidth + 0.6) * above.size
  }

  /// Whether nothing more had room on the line.
  private static func isFull(_ line: PageLine, _ next: PageLine, _ margins: PageMargins) -> Bool {
    // Cells and lists of names are as narrow as they like.
    guard line.box.width >= line.size * (line.isVertical ? 4 : 6.5) else { return false }
    let room = margins.right - line.box.right
    if room < (next.text.firstUnitWidth + 0.6) * line.size { return true }
    return margins.alikeCount > 2 && margins.alikeCount * 4 >= margins.lineCount
  }

  private static func isIndented(
    _ above: PageLine, _ below: PageLine, _ margins: PageMargins, _ nextMargins: PageMargins, isFull: Bool,
    _ isElsewhere: Bool
  ) -> Bool {
    let em = below.size
    if isElsewhere {
      // Pages have their own margins, for the binding; a page of one line has none that says anything.
      return below.box.left > nextMargins.left + em * 1.2
    }
    let shift = below.box.left - above.box.left
    if shift > em * 1.2 {
      // Lines that hang from a number.
      return !(isFull && shift < em * 4.5 && ListMarker.begins(above.text))
    }
    // Below a line that is set in too, it is the first of another paragraph, or both are of a narrower one.
    return abs(shift) <= em * 1.2 && margins.hasIndents && below.box.left > margins.left + em * 1.2
      && !(isFull && !(above.text.lastVisible?.endsSentence ?? true))
  }

  /// nil when they are not lines in the middle of the column.
  private static func centered(
    _ above: PageLine, _ below: PageLine, _ margins: PageMargins, isFar: Bool, isTitle: Bool, pageWidth: Double,
    endsSentence: Bool
  ) -> LineJoin? {
    let em = above.size
    guard !above.isVertical else { return nil }
    func isCentered(_ line: PageLine) -> Bool {
      let middle = line.box.center
      let isInMiddle = abs(middle - (margins.left + margins.right) / 2) < em || abs(middle - pageWidth / 2) < em
      return isInMiddle && line.box.left > margins.left + em
    }
    // Lines of a title, which have one middle or one margin.
    if isTitle, above.cell == nil, max(above.size, below.size) < min(above.size, below.size) * 1.06,
      abs(above.box.left - below.box.left) < em / 2 || abs(above.box.center - below.box.center) < em * 1.2
    {
      guard !isFar || (below.box.bottom - above.box.bottom) < em * 2, !endsSentence else { return .paragraph }
      return ListMarker.begins(below.text) || above.text.endsNumber ? .lineEnd : soft(above, below)
    }
    guard isCentered(above), isCentered(below), abs(above.box.left - below.box.left) > em / 4 else { return nil }
    return isFar || above.text.endsNumber ? .paragraph : .lineEnd
  }

  /// A soft break, or the place of a hyphen.
  private static func soft(_ above: PageLine, _ below: PageLine) -> LineJoin {
    let end = above.text.unicodeScalars.suffix(2)
    guard let hyphen = end.last, hyphen == "-" || hyphen == "\u{AD}" || hyphen == "\u{2010}", end.count == 2,
      let letter = end.first, letter.properties.isLowercase,
      let next = below.text.unicodeScalars.first, next.properties.isLowercase
    else { return .softBreak }
    return .hyphen
  }
}

extension String {
  /// The last character before closing brackets and blanks.
  fileprivate var lastVisible: Unicode.Scalar? {
    unicodeScalars.reversed().first { scalar in
      switch scalar {
      case " ", "\u{3000}", "”", "’", "）", ")", "》", "」", "』", "\"": false
      default: true
      }
    }
  }

  /// What must have room at the end of a line: a Han with what no line begins with, or a word, in heights of a character.
  fileprivate var firstUnitWidth: Double {
    var width = 0.0
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      if let previous, width > 12 || !scalar.followsOnLine && !previous.precedesOnLine {
        if scalar == " " || scalar.isWide || previous.isWide { break }
      }
      width += scalar.isWide ? 1 : 0.55
      previous = scalar
    }
    return width
  }

  /// Whether it ends as the number of a document does.
  fileprivate var endsNumber: Bool {
    hasSuffix("号") && unicodeScalars.contains { "〔［[（(".unicodeScalars.contains($0) }
  }
}

extension ListMarker {
  /// Whether a line begins with a number or mark of a list, or with that of an article.
  static func begins(_ text: String) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    return read { scalars.next()?.value } != nil
  }

  /// Whether a text is the number of a division, an article or an item and nothing else: 第一章, 三、, （二）.
  static func isAll(of text: String) -> Bool {
    guard text.utf8.count < 40, begins(text), let last = text.unicodeScalars.last?.value else { return false }
    switch last {
    case "、", ".", "．", "）", ")": return true
    default: return DivisionUnit.read(last) != nil || EnclosedNumber.read(last) != nil
    }
  }
}
