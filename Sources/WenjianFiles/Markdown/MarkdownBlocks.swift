// The blocks of Markdown: which lines belong together.

import WenjianText

/// Finds the blocks of a text (CommonMark 0.31, tables and notes as GitHub has them) and writes where they end.
///
/// Many files are plain text under this name: line ends inside a paragraph, and blank lines, stay what they are.
struct MarkdownBlocks {
  var text: [UInt8]
  private(set) var inlines: [MarkdownInlineText] = []
  private(set) var labels = MarkdownLabels()
  /// Stretches of markup outside of `inlines`.
  private(set) var marks: [Range<Int>] = []

  private var fence: Fence?
  private var paragraph: Paragraph?
  /// Where the text of the open list items begins, in columns, outer ones first.
  private var items: [Int] = []
  private var quoteDepth = 0
  private var isInTable = false
  /// Ends of HTML that were looked for up to the end of the text, and are not there.
  private var missingEnds: Set<String> = []
  /// Lines that begin before it were read with an earlier one.
  private var readUpTo = 0

  private struct Fence {
    let byte: UInt8
    let count: Int
    let quoteDepth: Int
  }

  private struct Paragraph {
    let start: Int
    var end: Int
    var hasMarkup: Bool
    let isHTML: Bool
    /// Of its last line.
    var lastLine: MarkdownLine
    var lastStart: Int
  }

  /// What else may begin on a line behind the marks of list items.
  private static let nestingLimit = 16

  init(_ text: [UInt8]) { self.text = text }

  mutating func read() {
    var start = skipFrontMatter()
    while start < text.count {
      let line = MarkdownLine(text, from: start)
      if start >= readUpTo { read(line) }
      start = line.next
    }
    closeParagraph()
  }

  /// Properties between two rules at the head are left as they are.
  private mutating func skipFrontMatter() -> Int {
    guard text.starts(with: "---".utf8) else { return 0 }
    var line = MarkdownLine(text, from: 0)
    guard line.end == 3 else { return 0 }
    while line.next < min(text.count, 1 << 16) {
      line = MarkdownLine(text, from: line.next)
      let content = text[line.start..<line.end]
      if content.elementsEqual("---".utf8) || content.elementsEqual("...".utf8) {
        endParagraph(behind: line)
        return line.next
      }
    }
    return 0
  }

  // MARK: Lines

  private mutating func read(_ line: MarkdownLine) {
    if readFenced(line) { return }
    var (at, indent) = skipBlanks(line.start, line.end)
    var depth = 0
    while at < line.end, isQuote(at, indent, line) {
      MarkedText.readOver(at..<(at + 1), in: &text)
      at += at + 1 < line.end && text[at + 1] == UInt8(ascii: " ") ? 2 : 1
      depth += 1
      (at, indent) = skipBlanks(at, line.end)
    }
    guard at < line.end else {
      closeParagraph()
      isInTable = false
      quoteDepth = min(depth, quoteDepth)
      return
    }
    if depth > quoteDepth {
      begin(line)
      items = []
    }
    // A line without the sign of its quotation goes on with its paragraph, unless it begins something.
    let isLazy = depth < quoteDepth && paragraph != nil
    if depth != quoteDepth, !isLazy {
      quoteDepth = depth
      items = []
    }
    if paragraph == nil { items.removeAll { $0 > indent } }
    let base = items.last { $0 <= indent } ?? 0
    if indent - base < 4 {
      let around = (quoteDepth, items)
      if isLazy { (quoteDepth, items) = (depth, []) }
      if readBlockStart(at, indent, line, isLazy: isLazy) { return }
      (quoteDepth, items) = around
    } else if paragraph == nil, !isInTable {
      return  // Code, told by its indent.
    }
    if isInTable {
      readRow(at, line)
    } else {
      readText(at, indent, line)
    }
  }

  /// A number behind the sign makes it a comparison.
  private func isQuote(_ at: Int, _ indent: Int, _ line: MarkdownLine) -> Bool {
    guard text[at] == UInt8(ascii: ">"), indent < (items.last ?? 0) + 4 else { return false }
    guard at + 1 < line.end else { return true }
    return !isDigit(text[at + 1]) && text[at + 1] != UInt8(ascii: "=")
  }

  private func skipBlanks(_ from: Int, _ end: Int) -> (at: Int, columns: Int) {
    var at = from
    var columns = 0
    while at < end {
      if text[at] == UInt8(ascii: " ") {
        columns += 1
      } else if text[at] == UInt8(ascii: "\t") {
        columns += 4 - columns % 4
      } else {
        break
      }
      at += 1
    }
    return (at, columns)
  }

  /// - Returns: whether the line is in a block between fences, which is left as it is.
  private mutating func readFenced(_ line: MarkdownLine) -> Bool {
    guard let open = fence else { return false }
    var at = skipBlanks(line.start, line.end).at
    for _ in 0..<open.quoteDepth {
      guard at < line.end, text[at] == UInt8(ascii: ">") else {
        fence = nil
        return false
      }
      at = skipBlanks(at + 1, line.end).at
    }
    let count = text[at..<line.end].prefix { $0 == open.byte }.count
    if count >= open.count, skipBlanks(at + count, line.end).at == line.end {
      fence = nil
      endParagraph(behind: line)
    }
    return true
  }

  // MARK: Blocks

  /// - Returns: whether a block other than a paragraph begins.
  private mutating func readBlockStart(_ first: Int, _ indentation: Int, _ line: MarkdownLine, isLazy: Bool) -> Bool
  {
    var at = first
    var indent = indentation
    for depth in 0..<Self.nestingLimit {
      if let width = MarkdownSyntax.ruleWidth(text[at..<line.end]) {
        let isUnderline = paragraph != nil && depth == 0 && !isLazy && "-=".utf8.contains(text[at])
        if isUnderline && width > 1 || text[at] != UInt8(ascii: "=") && width > 2 {
          closeParagraph()
          isInTable = false
          hide(line)
          return true
        }
      }
      if let paragraph, depth == 0, paragraph.lastLine.hasBar, MarkdownSyntax.isTableRule(text[at..<line.end]) {
        readTableHead(paragraph, line)
        return true
      }
      if MarkdownSyntax.isHeading(text[at..<line.end]) {
        begin(line)
        add(at..<line.end, line.hasMarkup)
        endParagraph(behind: line)
        return true
      }
      if let count = MarkdownSyntax.fenceWidth(text[at..<line.end]) {
        begin(line)
        fence = Fence(byte: text[at], count: count, quoteDepth: quoteDepth)
        endParagraph(behind: line)
        return true
      }
      if text[at] == UInt8(ascii: "<"), readHTML(at, line) { return true }
      if text[at] == UInt8(ascii: "["), readDefinition(at, indent, line) { return true }
      guard let width = itemWidth(at, indent, line, isInside: depth > 0) else {
        if depth > 0 { openParagraph(at, line) }
        return depth > 0
      }
      begin(line)
      items.removeAll { $0 > indent }
      let content = skipBlanks(at + width, line.end)
      indent += width + ((1...4).contains(content.columns) ? content.columns : 1)
      items.append(indent)
      at = content.at
      if at < line.end, isQuote(at, indent, line) {
        MarkedText.readOver(at..<(at + 1), in: &text)
        quoteDepth += 1
        at = skipBlanks(at + 1, line.end).at
      }
      if at == line.end { return true }
    }
    openParagraph(at, line)
    return true
  }

  /// How wide the mark of a list item is at `at`; nil where none is, or where it may not end the paragraph above.
  private func itemWidth(_ at: Int, _ indent: Int, _ line: MarkdownLine, isInside: Bool) -> Int? {
    guard let mark = MarkdownSyntax.itemMark(text[at..<line.end]) else { return nil }
    if isInside || paragraph == nil { return mark.width }
    if at + mark.width == line.end { return nil }
    // Below an item any number begins the next one; below a paragraph only the first.
    let isBelowItem = items.last.map { indent < $0 } ?? false
    return isBelowItem || mark.number == nil || mark.number == 1 ? mark.width : nil
  }

  private mutating func readText(_ at: Int, _ indent: Int, _ line: MarkdownLine) {
    guard var open = paragraph else { return openParagraph(at, line) }
    open.end = line.end
    open.hasMarkup = open.hasMarkup || line.hasMarkup
    open.lastLine = line
    open.lastStart = at
    paragraph = open
    // Lines that hang from the mark of their item go on with its paragraph, whatever they begin with.
    if !items.isEmpty, indent > 0, line.start > 0, text[line.start - 1] == UInt8(ascii: "\n") {
      text[line.start - 1] = TextMark.softBreak
    }
  }

  private mutating func openParagraph(_ at: Int, _ line: MarkdownLine, isHTML: Bool = false) {
    closeParagraph()
    paragraph = Paragraph(
      start: at, end: line.end, hasMarkup: line.hasMarkup, isHTML: isHTML, lastLine: line, lastStart: at)
  }

  private mutating func closeParagraph() {
    guard let open = paragraph else { return }
    paragraph = nil
    add(open.start..<open.end, open.hasMarkup, isHTML: open.isHTML)
  }

  private mutating func add(_ range: Range<Int>, _ hasMarkup: Bool, isHTML: Bool = false) {
    if hasMarkup, !range.isEmpty { inlines.append(MarkdownInlineText(byteRange: range, isHTML: isHTML)) }
  }

  /// Ends what is above a line.
  private mutating func begin(_ line: MarkdownLine) {
    closeParagraph()
    isInTable = false
    if line.start > 0, text[line.start - 1] == UInt8(ascii: "\n") { text[line.start - 1] = TextMark.paragraphEnd }
  }

  private mutating func endParagraph(behind line: MarkdownLine) {
    if line.next > line.end, text[line.next - 1] == UInt8(ascii: "\n") {
      text[line.next - 1] = TextMark.paragraphEnd
    }
  }

  /// Takes a line of markup out of what is matched. The first line of a text has nothing before it to say so.
  private mutating func hide(_ line: MarkdownLine) {
    endParagraph(behind: line)
    if line.start > 0 { text[line.start - 1] = TextMark.markupLine }
  }

  // MARK: Tables

  private mutating func readTableHead(_ open: Paragraph, _ rule: MarkdownLine) {
    let head = open.lastLine
    paragraph = nil
    if open.lastStart > open.start { add(open.start..<head.start, open.hasMarkup) }
    begin(head)
    hide(rule)
    readRow(open.lastStart, head)
    isInTable = true
  }

  private mutating func readRow(_ from: Int, _ line: MarkdownLine) {
    var start = from
    var at = from
    while at < line.end {
      if text[at] == UInt8(ascii: "\\") {
        at = min(at + 2, line.end)
      } else if text[at] == UInt8(ascii: "|") {
        text[at] = TextMark.barredCellEnd
        add(start..<at, line.hasMarkup)
        at += 1
        start = at
      } else {
        at += 1
      }
    }
    add(start..<line.end, line.hasMarkup)
    endParagraph(behind: line)
  }

  // MARK: HTML and definitions

  /// - Returns: whether a block of HTML begins; comments within a line are read with its text.
  private mutating func readHTML(_ at: Int, _ line: MarkdownLine) -> Bool {
    let rest = text[at...]
    if rest.starts(with: "<!--".utf8) {
      guard let end = end(of: "-->", in: rest.dropFirst(4)), end > line.end else { return false }
      return hideHTML(at..<end, line)
    }
    let tag = text[(at + 1)..<line.end].prefix { $0 != UInt8(ascii: ">") }
    let name = tag.prefix { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "/") }
    guard
      name.endIndex == line.end || !isPunctuation(text[name.endIndex]) || text[name.endIndex] == UInt8(ascii: ">"),
      name.withUnsafeBytes({ TagRole.of($0) }) == .block
    else { return false }
    for hidden in ["script", "style"] where String(decoding: name, as: UTF8.self).lowercased() == hidden {
      if let end = end(of: "</\(hidden)>", in: rest) { return hideHTML(at..<end, line) }
    }
    begin(line)
    openParagraph(at, line, isHTML: true)
    return true
  }

  private mutating func end(of string: String, in rest: ArraySlice<UInt8>) -> Int? {
    if missingEnds.contains(string) { return nil }
    let end = MarkdownSyntax.end(of: string, in: rest)
    if end == nil { missingEnds.insert(string) }
    return end
  }

  private mutating func hideHTML(_ range: Range<Int>, _ line: MarkdownLine) -> Bool {
    begin(line)
    marks.append(range)
    let last = MarkdownLine(text, from: range.upperBound)
    if last.end > range.upperBound { openParagraph(range.upperBound, last) }
    readUpTo = last.next
    return true
  }

  /// The text of a note, or where a link leads.
  private mutating func readDefinition(_ at: Int, _ indent: Int, _ line: MarkdownLine) -> Bool {
    guard let close = text[(at + 1)..<line.end].firstIndex(of: UInt8(ascii: "]")), close + 1 < line.end,
      text[close + 1] == UInt8(ascii: ":"), close > at + 1
    else { return false }
    if text[at + 1] == UInt8(ascii: "^") {
      let label = text[(at + 2)..<close]
      guard !label.isEmpty, !label.contains(where: isSpace) else { return false }
      labels.addNote(label)
      begin(line)
      marks.append(at..<(close + 2))
      items.removeAll { $0 > indent }
      items.append(indent + 4)
      let content = skipBlanks(close + 2, line.end).at
      if content < line.end { openParagraph(content, line) }
      return true
    }
    guard paragraph == nil, MarkdownSyntax.isDestination(text[(close + 2)..<line.end]) else { return false }
    labels.addLink(text[(at + 1)..<close])
    isInTable = false
    hide(line)
    return true
  }
}
