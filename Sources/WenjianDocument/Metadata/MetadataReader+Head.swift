// The head of a text: its lines until the text has begun.

import WenjianModel
import WenjianText

extension MetadataReader {
  // The head begins where the text does: behind what is of low weight before it, and a little earlier, for labels
  // that stand among it.
  mutating func readHead() -> Int {
    var start = textStart
    for range in lowWeightRanges {
      guard range.lowerBound <= start + 8 else { break }
      start = max(start, range.upperBound)
    }
    if start > textStart + 1536 {
      start -= 1536
      while start > textStart, source[start - 1] != "\n" { start -= 1 }
    } else {
      start = textStart
    }
    let lines = headLines(from: start)
    let wrapped = WrappedProse(source, lines)
    var parts = TitleParts(lines, source)
    var prose = 0
    var index = 0
    while index < lines.count, prose < MetadataFinder.headProse {
      let next = lines[index]
      let titleEnd = titleEnd(&parts, index)
      let run = titleEnd == nil ? wrapped.run(at: index) : nil
      if run != nil || isProse(next.range) || isArticle(next.range) {
        if !next.isLow {
          prose += 1
          if !hasProse { titles.endHead() }
          hasProse = true
        }
        readProse(next.range, isFirst: prose <= 2)
        above.removeAll(keepingCapacity: true)
        index = run?.upperBound ?? index + 1
      } else if let titleEnd, titleEnd > index + 1 {
        // 章程 and 方案 are no names of authors there.
        for part in index..<titleEnd {
          line.read(source, lines[part].range)
          titles.add(lines[part], number: part, line, source)
        }
        above.removeAll(keepingCapacity: true)
        index = titleEnd
      } else {
        readShort(next, number: index, isTail: false)
        index += 1
      }
    }
    return index > 0 ? lines[index - 1].range.upperBound : start
  }

  /// The lines that the head is read from: as many bytes of them as `headBytes`, without what is of low weight and
  /// menus, which must not use them up.
  private mutating func headLines(from start: Int) -> [TextLine] {
    var lines = TrimmedLines(source, start..<min(source.count, start + Self.reach), lowWeightRanges)
    var found: [TextLine] = []
    var (bytes, count) = (0, 0)
    var menu = 0
    while bytes < MetadataFinder.headBytes, count < 120, found.count < 2000, let next = lines.next() {
      found.append(next)
      if next.isLow { continue }
      bytes += next.range.count + 8
      count += 1
      if isMenuItem(next, at: found.count - 1) {
        menu += 1
        guard menu >= Self.menuLength else { continue }
        if menu == Self.menuLength {
          for index in (found.count - menu)..<found.count {
            found[index].isMenu = true
            bytes -= found[index].range.count + 8
          }
          count -= menu
        } else {
          found[found.count - 1].isMenu = true
          bytes -= next.range.count + 8
          count -= 1
        }
      } else {
        menu = 0
      }
    }
    return found
  }

  /// No head is looked for behind so many bytes of menus.
  private static let reach = 65_536
  /// So many short lines one below the other are a menu.
  private static let menuLength = 8

  /// Eight Han at most, without a mark or a number, and no name of a law.
  private mutating func isMenuItem(_ text: TextLine, at index: Int) -> Bool {
    guard text.range.count <= 24, index != 1 || text.followsDirectly else { return false }
    line.read(source, text.range)
    guard line.digits == 0, DocumentKind.wordLength(atEndOf: line) == nil,
      !TitleWords.isNumbered(line, at: 0), MetadataLabels.only(line) == nil
    else { return false }
    return !line.scalars.contains { $0 == ":" || $0 == "。" || $0 == "," || $0 == "#" || $0 == "(" }
  }

  /// Behind the last line of a title with 关于 that begins at a line of the head: what is below it may look like its
  /// continuation.
  private func titleEnd(_ all: inout TitleParts, _ start: Int) -> Int? {
    guard !hasProse, all.mayHaveAbout(start) else { return nil }
    let parts = all.parts(from: start)
    guard let first = parts.first, !first.isSentence else { return nil }
    if let whole = BrokenTitle.find(parts), whole.ground == .about { return start + whole.count }
    return first.hasAbout && (DocumentKind.find(inTitle: first.text)?.confidence ?? 0) > 0.9 ? start + 1 : nil
  }
}

/// The lines of the head as parts of titles, each read once, though up to `BrokenTitle.lineLimit` lines ask for it.
private struct TitleParts {
  private let lines: [TextLine]
  private let source: TextBytes
  private var known: [TitlePart] = []
  /// The number of the first line in `known`.
  private var first = 0
  /// How many lines were looked at for 关于, and whether the next one has it.
  private var nextAbout = 0
  private var isAbout = false

  init(_ lines: [TextLine], _ source: TextBytes) {
    self.lines = lines
    self.source = source
  }

  private func isPart(_ index: Int) -> Bool { lines[index].range.count <= 240 && !lines[index].isLow }

  /// Whether a title with 关于 may begin at a line: a look at the bytes of short lines, which spares nearly every head the
  /// reading.
  /// - Parameter start: not before that of the last call.
  mutating func mayHaveAbout(_ start: Int) -> Bool {
    if nextAbout < start { (nextAbout, isAbout) = (start, false) }
    let limit = min(lines.count, start + BrokenTitle.lineLimit)
    while !isAbout, nextAbout < limit, isPart(nextAbout) {
      isAbout = hasAbout(lines[nextAbout].range)
      if !isAbout { nextAbout += 1 }
    }
    return isAbout
  }

  /// Whether 关于 may be in a line, in any spelling that folds to it, or be broken behind its first character.
  private func hasAbout(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      let (scalar, next) = UTF8Reader.scalar(source, at: at)
      at = next
      switch scalar {
      case "关", "關", "関", "闗": break
      default: continue
      }
      while true {
        guard at < range.upperBound else { return true }
        let (scalar, next) = UTF8Reader.scalar(source, at: at)
        if scalar == "于" || scalar == "於" { return true }
        // Blanks, marks and what the fold leaves out may be between.
        guard !FoldedLine.isHan(scalar) else { break }
        at = next
      }
    }
    return false
  }

  /// Whether a line ends in a mark that ends any title above it for `BrokenTitle`, which then reads no further.
  private func endsTitle(_ index: Int) -> Bool {
    let range = lines[index].range
    switch UTF8Reader.scalar(source, before: range.upperBound, notBelow: range.lowerBound).scalar {
    case "：", ":", "。", "；", ";", "，", ",": return true
    default: return false
    }
  }

  /// The parts that begin at a line, `BrokenTitle.lineLimit` at most, up to a line that ends any title.
  mutating func parts(from start: Int) -> ArraySlice<TitlePart> {
    if start < first || start > first + known.count {
      known.removeAll(keepingCapacity: true)
      first = start
    }
    var end = start
    while end < min(lines.count, start + BrokenTitle.lineLimit), isPart(end), end == start || !endsTitle(end) {
      if end == first + known.count {
        known.append(TitlePart(lines[end].range, number: end, source: source))
      }
      end += 1
    }
    return known[(start - first)..<(end - first)]
  }
}
