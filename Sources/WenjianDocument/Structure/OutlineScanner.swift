// Reads a text line by line and says which divisions begin where.
//
// What a line is depends on the lines before it: whether a sentence ended, whether a table of contents or a quotation is
// open, how the articles so far are spelled. Where a line could be either, it is no division: a place without a heading
// is a smaller fault than one with a wrong heading.

import WenjianModel
import WenjianText

/// Reads the lines of a text, as far as it is there.
struct OutlineScanner {
  /// The divisions that are open at the place reached, the largest first.
  var open: [HeadingEntry] = []
  /// Where reading goes on; the start of a line.
  private(set) var byteOffset = 0
  /// No line ends before it.
  private var searchedUpTo = 0
  var spelling = ArticleSpelling()
  /// Lines that are headings by their markup, and the first of them that was not read.
  private let headings: [HeadingLine]
  private var nextHeading = 0
  var last = LineEnd()
  /// The number of the last article, to tell one from a line that only speaks of one.
  var lastArticle = (number: 0, insertion: 0)
  /// How it was set apart from its words; others inside a line are like it.
  var lastSeparation = Separation.blank
  /// Whether the text is a record of what was said, whose articles were read out.
  var record = RecordEvidence()
  /// What stands below the last article is none of it, and its lists are none of the law's.
  var isBehindArticle = false
  /// A chapter or a title ended before the place reached inside a line, so that an article may follow without a sentence.
  var isBehindChapter = false
  /// That before an annex, and the chapters around it: tables are printed between the articles of a law.
  var interrupted: (article: Int, open: [HeadingEntry]) = (0, [])
  private var contents: Contents?
  /// The mark that ends the quotation of articles that is open.
  private var quoteEnd: Unicode.Scalar?
  private var isCode = false
  /// 附件： with names behind or below it lists what is attached.
  private var listsAnnexes = false
  /// The forms of the lists that are open in an article, the outer one first.
  var itemForms: [LineNumber.Form] = []

  /// A table of contents that is being read.
  private struct Contents {
    /// When it stands again, the text has begun.
    var first: (form: LineNumber.Form, number: Int, insertion: Int)?
  }

  /// What stands between the number of an article and its words: 第一条　…, 第一条、…, 第一条….
  enum Separation { case blank, comma, nothing }

  /// What a line ended in.
  struct LineEnd {
    var mark = LineReader.EndMark.fullStop
    /// A line without text follows.
    var hasGap = true
    /// Shorter than lines that are wrapped.
    var isShort = true

    /// What follows may be a division.
    var isEnd: Bool { mark.endsSentence || mark.isListing || hasGap || isShort }
    /// What follows may be a paragraph of its own. Text is found wrapped even with lines of nothing between its lines,
    /// so that a long line without a mark at its end goes on.
    var isParagraphEnd: Bool { mark.endsSentence || mark == .none && hasGap && isShort }
  }

  init(headings: [HeadingLine]) { self.headings = headings }

  /// Reads all lines that have ended.
  /// - Parameters:
  ///   - text: from its start as far as it is known; what was there before is unchanged.
  ///   - isWhole: what is left is a line too.
  mutating func scan(
    _ text: TextBytes, isWhole: Bool, _ found: (HeadingEntry) -> Void
  ) {
    // A BOM is no text.
    if byteOffset == 0, text.starts(with: "\u{FEFF}".utf8) { byteOffset = 3 }
    searchedUpTo = max(searchedUpTo, byteOffset)
    while byteOffset < text.count {
      let end: Int
      if let place = text.firstIndex(of: UInt8(ascii: "\n"), in: searchedUpTo..<text.count) {
        end = place
      } else if isWhole {
        end = text.count
      } else {
        searchedUpTo = text.count
        return
      }
      readLines(text, byteOffset..<end, found)
      byteOffset = min(end + 1, text.count)
      searchedUpTo = byteOffset
    }
  }

  /// A line, or several when the text ends its lines in a lone CR.
  private mutating func readLines(
    _ text: TextBytes, _ range: Range<Int>, _ found: (HeadingEntry) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound, let end = text.firstIndex(of: UInt8(ascii: "\r"), in: start..<range.upperBound)
    {
      // Of CR LF the CR is a blank at the line's end.
      if end + 1 >= range.upperBound { break }
      LineReader(text: text, line: start..<end).trimmed { read($0, headingLevel(before: end), found) }
      start = end + 1
    }
    LineReader(text: text, line: start..<range.upperBound).trimmed {
      read($0, headingLevel(before: range.upperBound), found)
    }
  }

  /// The level of the line that ends at a place as a heading by its markup; 0 for any other line.
  private mutating func headingLevel(before end: Int) -> Int {
    var level = 0
    while nextHeading < headings.count, headings[nextHeading].byteOffset < end {
      level = headings[nextHeading].level
      nextHeading += 1
    }
    return level
  }

  /// - Parameter markup: the line's level as a heading by its markup; 0 for none.
  private mutating func read(_ reader: LineReader, _ markup: Int, _ found: (HeadingEntry) -> Void) {
    let line = reader.line
    guard !line.isEmpty else {
      last.hasGap = true
      return
    }
    // A heading ends what stands before it, in documents without empty lines too.
    if markup > 0 { last.hasGap = true }
    let wasGap = last.hasGap
    let speaker = isCode ? nil : reader.speaker
    if let speaker { record.note(speaker, isHead: lastArticle.number == 0) }
    let opened = readDivision(reader, markup, found)
    let mark = reader.endMark
    if quoteEnd == nil, !isCode { readOn(reader, opened: opened, endsIn: mark, speaker, found) }
    last = LineEnd(mark: mark, hasGap: false, isShort: line.count < 60 || reader.isTable)
    // A chapter's name or 第 13 條 ends like a sentence: what follows is not the rest of it.
    if opened, let level = open.last?.level, level <= .article || markup > 0 {
      last.mark = .fullStop
    }
    if wasGap, listsAnnexes, !opened { listsAnnexes = false }
  }

  var isInArticle: Bool { open.contains { $0.level == .article } }

  /// - Returns: whether a division begins with the line.
  private mutating func readDivision(
    _ reader: LineReader, _ markup: Int, _ found: (HeadingEntry) -> Void
  ) -> Bool {
    let line = reader.line
    if reader.isFence {
      isCode.toggle()
      return false
    }
    if markup > 0 { isCode = false }
    if isCode { return false }
    if lastArticle.number == 0, line.lowerBound < ArticleSpelling.headByteCount {
      spelling.note(header: reader)
      record.note(head: reader)
    }
    if reader.isContentsHeading {
      contents = Contents()
      push(HeadingEntry(nothingAt: line.lowerBound), found)
      lastArticle = (0, 0)
      return false
    }
    var number = LineNumber.read(reader.text, line)
    if markup > 0 {
      number = number ?? LineNumber(headingAt: line.lowerBound)
      number?.depth = markup
    }
    if let quoteEnd, !endsQuotation(number) {
      if reader.holds(quoteEnd) { self.quoteEnd = nil }
      return false
    }
    if contents != nil, isContents(number, reader) { return false }
    if markup > 0, number?.form == .markdown, takeAnnex(reader, depth: markup, found) { return true }
    if let number {
      if take(number, reader, found) { return true }
      // Its number is not the next one, and a heading it is all the same.
      return markup > 0 && take(LineNumber(headingAt: line.lowerBound, depth: markup), reader, found)
    }
    if let end = reader.quotedArticleEnd {
      if !reader.holds(end) { quoteEnd = end }
      return false
    }
    return last.isEnd && takeAnnex(reader, depth: 0, found)
  }

  private mutating func takeAnnex(
    _ reader: LineReader, depth: Int, _ found: (HeadingEntry) -> Void
  ) -> Bool {
    guard var annex = reader.annex else { return false }
    annex.number.depth = depth
    if !open.contains(where: { $0.level == .annex }) {
      interrupted = (lastArticle.number, open.filter { $0.level < .article })
    }
    if let first = open.firstIndex(where: { $0.level >= .annex }) { open.removeSubrange(first...) }
    push(.annex, annex.number, at: reader, name: annex.name, found)
    listsAnnexes = annex.isListing
    lastArticle = (0, 0)
    return true
  }

  /// In a quotation of articles only the next number of what quotes them is a division, and a heading of Markdown: so one
  /// that is never closed does not take the rest of the text.
  private mutating func endsQuotation(_ number: LineNumber?) -> Bool {
    guard let number else { return false }
    let isNext =
      switch number.form {
      case .article: number.isApart && lastArticle.number > 0 && number.number == lastArticle.number + 1
      default:
        Self.listLevel(number.form).map { number.number == sister(of: $0) + 1 && sister(of: $0) > 0 } ?? false
      }
    guard isNext || number.depth > 0 else { return false }
    quoteEnd = nil
    return true
  }

  /// Whether a line belongs to the table of contents that is open.
  private mutating func isContents(_ number: LineNumber?, _ reader: LineReader) -> Bool {
    guard let number else {
      // A paragraph of the text ends it.
      if reader.line.count > 150 || reader.endMark.endsSentence && reader.line.count > 60 { contents = nil }
      return contents != nil
    }
    let key = (number.form, number.number, number.insertion)
    if let first = contents?.first {
      if first == key { contents = nil }
    } else {
      contents?.first = key
    }
    // A table of contents has no headings.
    if number.depth > 0 { contents = nil }
    if number.form == .article, contents?.first?.form != .article || reader.endMark.endsSentence {
      contents = nil
    }
    return contents != nil
  }

  private mutating func take(
    _ number: LineNumber, _ reader: LineReader, _ found: (HeadingEntry) -> Void
  ) -> Bool {
    let line = reader.line
    let name = number.caption ?? number.end..<line.upperBound
    let isName = name.count <= [HeadingLine].nameLimit
    switch number.form {
    case .markdown:
      guard isName else { return false }
      let level = HeadingLevel(rawValue: UInt8(number.depth)) ?? .markdown6
      push(level, number, at: reader, name: name, found)
      return true
    case .part, .subpart, .chapter, .section, .subsection, .topic:
      let level = Self.divisionLevel(number.form)
      guard isName, follows(number, level) else { return false }
      push(level, number, at: reader, name: name, found)
      return true
    case .article: return takeArticle(number, reader, found)
    default:
      if listsAnnexes, number.depth == 0 { return true }
      if isBehindArticle, number.depth == 0 { return false }
      if isInArticle, number.depth == 0 { return takeItem(number, reader, found) }
      guard let level = Self.listLevel(number.form) else { return false }
      guard isItem(number, level), !reader.namesRepublic(at: number.end) else { return false }
      var number = number
      // 二、 behind the heading 一、 is its sister, though somebody forgot to make it a heading.
      if number.depth == 0, let sister = open.last(where: { $0.level == level }), number.number == sister.number + 1
      {
        number.depth = sister.markdownDepth
      }
      push(level, number, at: reader, name: reader.listName(from: number.end), found)
      return true
    }
  }

  /// Whether a chapter with this number can begin here: it is no chapter when it stands in a sentence that was wrapped.
  private func follows(_ number: LineNumber, _ level: HeadingLevel) -> Bool {
    if level == .subsection || level == .topic {
      // 第一款 with a name is a division only below a 節.
      guard let outer = open.last(where: { $0.level < level && $0.level >= .part }), outer.level >= .section
      else { return false }
    }
    if number.depth > 0 || last.isEnd { return true }
    return number.number == 1 || number.number == sister(of: level) + 1
  }

  /// Whether an item of a list can begin here, or a sentence goes on that was wrapped.
  private func isItem(_ number: LineNumber, _ level: HeadingLevel) -> Bool {
    if number.depth > 0 { return true }
    let isNext = number.number == sister(of: level) + 1
    if number.isDoubtful { return isNext && (number.number > 1 || last.mark.isListing) }
    return isNext || last.isEnd
  }

  func sister(of level: HeadingLevel) -> Int { open.last { $0.level == level }?.number ?? 0 }

  /// A list in an article: the first form is its items, another form in them is their points.
  private mutating func takeItem(
    _ number: LineNumber, _ reader: LineReader, _ found: (HeadingEntry) -> Void
  ) -> Bool {
    var depth = itemForms.firstIndex(of: number.form) ?? itemForms.count
    // An unnumbered line behind a list closes it, and with it its forms.
    if !open.contains(where: { $0.level >= .item && $0.level <= .subpoint }) {
      itemForms.removeAll(keepingCapacity: true)
      depth = 0
    }
    // 二、 behind an article that was read out is an item of the agenda, unless the article announces a list.
    if record.isRecord, depth == 0, itemForms.isEmpty, !last.mark.isListing {
      endArticle(at: reader.line.lowerBound, found)
      return false
    }
    depth = min(depth, 2)
    let level: HeadingLevel = depth == 0 ? .item : depth == 1 ? .point : .subpoint
    guard isItem(number, level) else { return false }
    if itemForms.count > depth { itemForms.removeLast(itemForms.count - depth) }
    itemForms.append(number.form)
    spelling.note(listForm: number.form)
    if !open.contains(where: { $0.level == .paragraph }) { nextParagraph(at: reader.line.lowerBound, found) }
    push(level, number, at: reader, name: number.end..<number.end, found)
    return true
  }

  mutating func nextParagraph(at byteOffset: Int, _ found: (HeadingEntry) -> Void) {
    let number = sister(of: .paragraph) + 1
    push(
      HeadingEntry(
        level: .paragraph, number: number, insertion: 0, byteOffset: byteOffset,
        numberByteRange: byteOffset..<byteOffset, nameByteRange: byteOffset..<byteOffset, markdownDepth: 0),
      found)
  }

  mutating func push(
    _ level: HeadingLevel, _ number: LineNumber, at reader: LineReader, name: Range<Int>, resumesLaw: Bool = false,
    _ found: (HeadingEntry) -> Void
  ) {
    let start = reader.line.lowerBound
    let name = name.count <= [HeadingLine].nameLimit ? name : name.lowerBound..<name.lowerBound
    push(
      HeadingEntry(
        level: level, number: number.number, insertion: number.insertion, byteOffset: start,
        numberByteRange: number.form == .markdown ? start..<start : number.numberStart..<number.numberEnd,
        nameByteRange: reader.withoutEmphasis(name), markdownDepth: number.depth,
        resumesLaw: resumesLaw),
      found)
  }

  mutating func push(_ entry: HeadingEntry, _ found: (HeadingEntry) -> Void) {
    while let last = open.last, last.ends(before: entry) { open.removeLast() }
    open.append(entry)
    listsAnnexes = false
    isBehindArticle = entry.level == .articleEnd
    found(entry)
  }

  static func divisionLevel(_ form: LineNumber.Form) -> HeadingLevel {
    switch form {
    case .part: .part
    case .subpart: .subpart
    case .chapter: .chapter
    case .section: .section
    case .subsection: .subsection
    default: .topic
    }
  }

  private static func listLevel(_ form: LineNumber.Form) -> HeadingLevel? {
    switch form {
    case .chinese: .list1
    case .bracketedChinese: .list2
    case .arabic: .list3
    case .bracketedArabic: .list4
    case .circled: .list5
    default: nil
    }
  }
}
