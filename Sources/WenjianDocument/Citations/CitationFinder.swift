// Finds what a text cites: 《…》 with articles, numbers of documents, and itself (本法第十条, 前款, 同法).

import WenjianText

/// Reads a text paragraph by paragraph.
package struct CitationFinder {
  private let text: TextBytes
  /// The same, with blanks for line ends.
  private let inLine: TextBytes
  private let outline: DocumentOutline
  private let order: LawOrder
  private var line = FoldedLine()
  private var found = FoundCitations()
  /// Behind the last citation in the paragraph: its words belong to no other.
  private var citedEnd = 0
  /// What 该法 and 同法 speak of: the last law that was named.
  private var lastLaw: FoundCitation.Target?

  /// All citations of a text.
  /// - Parameters:
  ///   - text: valid UTF-8, the whole document.
  ///   - outline: of it.
  /// - Complexity: linear in the text.
  package static func find(in text: [UInt8], _ outline: DocumentOutline) -> FoundCitations {
    // A line end inside a paragraph is a blank, of one byte too.
    let inLine = text.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
    return TextBytes.lend(text) { bytes in
      TextBytes.lend(inLine) { inLine in
        var finder = CitationFinder(text: bytes, inLine: inLine, outline: outline, order: outline.order)
        finder.read()
        return finder.found
      }
    }
  }

  private init(
    text: TextBytes, inLine: TextBytes, outline: DocumentOutline, order: LawOrder
  ) {
    (self.text, self.inLine) = (text, inLine)
    self.outline = outline
    self.order = order
  }

  /// Lines are one paragraph until a sentence or a blank line ends: laws are printed in lines that break anywhere.
  private static let longestParagraph = 1 << 15

  private mutating func read() {
    var start = 0
    var at = 0
    while at < text.count {
      let lineEnd = text.firstIndex(of: UInt8(ascii: "\n"), in: at..<text.count) ?? text.count
      let next = min(lineEnd + 1, text.count)
      if lineEnd - at < 3 || endsSentence(lineEnd) || next - start > Self.longestParagraph || next == text.count {
        read(start..<lineEnd)
        start = next
      }
      at = next
    }
  }

  /// Whether 。；： or a colon of ASCII is before a line end.
  private func endsSentence(_ end: Int) -> Bool {
    var end = end
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    guard end >= 3 else { return true }
    if text[end - 1] == UInt8(ascii: ":") || text[end - 1] == UInt8(ascii: ";") { return true }
    switch (text[end - 3], text[end - 2], text[end - 1]) {
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x9B), (0xEF, 0xBC, 0x9A): return true
    default: return false
    }
  }

  private mutating func read(_ range: Range<Int>) {
    guard range.count >= 6 else { return }
    line.read(inLine, range)
    lastLaw = nil
    citedEnd = 0
    var index = 0
    var numberFrom = 0
    // The next number of a document; looked for once, since most paragraphs have none.
    var number = DocumentNumber.find(in: line, from: 0)
    while index < line.count {
      if let found = number, found.range.lowerBound <= index {
        if found.range.lowerBound >= numberFrom {
          append(.number(found.value), found.range)
          index = max(index, found.range.upperBound)
        }
        numberFrom = found.range.upperBound
        number = DocumentNumber.find(in: line, from: numberFrom)
        continue
      }
      switch line.scalars[index] {
      case "《", "〈", "\"":
        index = readTitle(at: index)
        numberFrom = max(numberFrom, index)
        if let found = number, found.range.lowerBound < index {
          number = DocumentNumber.find(in: line, from: index)
        }
      case "第": index = readPlaces(at: index)
      case "前": index = readBefore(at: index)
      default: index += 1
      }
    }
  }

  private mutating func append(
    _ target: FoundCitation.Target, _ range: Range<Int>, number: String? = nil, _ place: CitedPlace = CitedPlace()
  ) {
    found.citations.append(
      FoundCitation(target: target, number: number, place: place, byteRange: line.byteRange(range)))
    citedEnd = range.upperBound
  }

  /// - Returns: behind what was read.
  private mutating func readTitle(at open: Int) -> Int {
    guard let close = closing(of: open), close > open + 1, namesLaw(open, close) else { return open + 1 }
    let title = source((open + 1)..<close)
    // 本《规定》 is the text itself.
    let isOwn = open > 0 && line[open - 1] == "本"
    let target = isOwn ? FoundCitation.Target.own : .title(title)
    var end = close + 1
    var number: String?
    var placesAt = line.skippingBlanks(end)
    // （国发〔2016〕64号）, （以下简称《条例》）, （2015年修正） between the name and what is cited of it.
    if line[placesAt] == "(", let bracket = bracketEnd(of: placesAt) {
      let inside = (placesAt + 1)..<(bracket - 1)
      let short = shortName(in: inside)
      if let short { found.shortNames[short] = title }
      if let document = DocumentNumber.find(in: line, from: inside.lowerBound),
        inside.contains(document.range.lowerBound), document.range.upperBound <= bracket
      {
        number = document.value
      }
      let isKnown = short != nil || number != nil || !inside.contains { line[$0] == "《" }
      if isKnown {
        if short != nil || number != nil { end = bracket }
        placesAt = line.skippingBlanks(bracket)
      }
    }
    if !isOwn { lastLaw = target }
    guard PlaceList.begins(line, at: placesAt) else {
      if !isOwn { append(target, open..<(close + 1), number: number) }
      return end
    }
    return append(target, from: open, PlaceList(line, at: placesAt, order), number: number)
  }

  /// Each place as a citation of its own, the first with the name before it.
  private mutating func append(
    _ target: FoundCitation.Target, from start: Int, _ list: PlaceList, number: String? = nil
  ) -> Int {
    for (index, place) in list.places.enumerated() {
      append(
        target, (index == 0 ? start : place.range.lowerBound)..<place.range.upperBound, number: number, place.place)
      found.citations[found.citations.count - 1].isContinued = index > 0
    }
    return max(list.end, start + 1)
  }

  private static let longestTitle = 160

  /// The 》 of a 《, others between them aside; that of 〈 and of a quotation mark.
  private func closing(of open: Int) -> Int? {
    let isQuoted = line.scalars[open] == "\""
    let (mark, closingMark) = CitationFinder.titleMarks(line.scalars[open])
    // A quotation mark is the same at both ends.
    var depth = 1
    for index in (open + 1)..<max(open + 1, min(line.count, open + Self.longestTitle)) {
      if !isQuoted, line.scalars[index] == mark { depth += 1 }
      if line.scalars[index] == closingMark {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  private static func titleMarks(_ open: UInt32) -> (open: Unicode.Scalar, close: Unicode.Scalar) {
    switch open {
    case "〈": ("〈", "〉")
    case "\"": ("\"", "\"")
    default: ("《", "》")
    }
  }

  /// Whether what is between two marks is a name: 《》 always, 〈刑法〉 and 「刑法」 of a law before a place of it, or 〈〉
  /// around the name of a kind of law.
  private func namesLaw(_ open: Int, _ close: Int) -> Bool {
    if line.scalars[open] == "《" { return true }
    guard close - open <= Self.longestQuotedName,
      !((open + 1)..<close).contains(where: { Self.sentenceMarks.contains(line[$0]) })
    else { return false }
    let isLaw =
      endsInLaw(close) || DocumentKind.find(inTitle: line.string((open + 1)..<close))?.isLaw == true
    return isLaw && (line.scalars[open] == "〈" || PlaceList.begins(line, at: line.skippingBlanks(close + 1)))
  }

  private static let longestQuotedName = 42
  private static let sentenceMarks = Set("。；;，,？！:".unicodeScalars.map(\.value))

  /// Behind the bracket that begins at an index.
  private func bracketEnd(of open: Int) -> Int? {
    var depth = 0
    for index in open..<min(line.count, open + Self.longestTitle) {
      if line.scalars[index] == "(" { depth += 1 }
      if line.scalars[index] == ")" {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
    }
    return nil
  }

  /// 条例 of 以下简称《条例》, 以下统称“本办法”: in its normal form.
  private func shortName(in range: Range<Int>) -> String? {
    var index = range.lowerBound
    while index < range.upperBound {
      if let (_, count) = Self.shortens.match(line, at: index) {
        let name = CitedTitle.normalForm(of: line.string((index + count)..<range.upperBound))
        return name.unicodeScalars.count >= 2 && name.unicodeScalars.count <= 40 ? name : nil
      }
      index += 1
    }
    return nil
  }

  private static let shortens = FoldedLexicon([(0, "以下简称为 以下简称 以下统称 下称 以下称 简称 以下合称")])

  private func source(_ range: Range<Int>) -> String {
    text.string(line.byteRange(range))
      .replacing("\n", with: "").replacing("\r", with: "")
  }

  private mutating func readPlaces(at index: Int) -> Int {
    guard PlaceList.begins(line, at: index), !isHeading(index) else { return index + 1 }
    let list = PlaceList(line, at: index, order)
    guard let first = list.places.first else { return index + 1 }
    var end = index
    while end > 0, line.isBlank(at: end - 1) { end -= 1 }
    if let (start, target) = subject(before: end), first.place.article > 0 || !target.isName {
      if case .name = target { lastLaw = target }
      // 本款第（一）项, 该条第二款 lie in what was named before.
      return append(target, from: start, target == .own ? absolute(list, at: first.range.lowerBound) : list)
    }
    return append(.own, from: index, absolute(list, at: first.range.lowerBound))
  }

  /// Whether the number of the article itself is at an index, at the head of its line.
  private func isHeading(_ index: Int) -> Bool {
    let byteOffset = line.byteRange(index..<(index + 1)).lowerBound
    guard let entry = outline.path(at: byteOffset).last(where: { $0.level == .article }) else { return false }
    return entry.numberByteRange.lowerBound == byteOffset
  }

  /// What the words before a number say that it is of.
  private func subject(before end: Int) -> (start: Int, target: FoundCitation.Target)? {
    var from = end
    while from > citedEnd, end - from < 30, FoldedLine.isHan(line[from - 1]) { from -= 1 }
    guard from < end else { return nil }
    // 本法, 本市条例: the last such word whose rest is the name of a kind of law.
    for index in stride(from: end - 2, through: max(from, end - 8), by: -1) {
      let word = line[index]
      guard word == "本" || word == "该" || word == "同",
        Self.kinds.match(line, at: index + 1)?.count == end - index - 1,
        // 基本法, 合同法
        index == 0 || !(word == "本" ? Self.beforeOwn : Self.beforeSame).contains(line[index - 1])
      else { continue }
      return (index, word == "本" ? .own : lastLaw ?? .own)
    }
    // 依照刑法, and not 不合法.
    guard DocumentKind.find(inTitle: line.string(from..<end))?.isLaw == true || endsInLaw(end) else { return nil }
    return (from, .name(line.string(from..<end)))
  }

  private static let beforeOwn = Set("基根日资成版".unicodeScalars.map(\.value))
  private static let beforeSame = Set("合不共相如协等".unicodeScalars.map(\.value))

  private func endsInLaw(_ end: Int) -> Bool {
    for count in 1...6 where end >= count {
      if Self.kinds.match(line, at: end - count)?.count == count { return true }
    }
    return false
  }

  private static let kinds = FoldedLexicon([
    (
      0,
      """
      法 法典 条例 暂行条例 办法 暂行办法 规定 暂行规定 若干规定 细则 实施细则 实施办法 实施条例 规则 解释 决定 章程 规程 准则 通则 \
      公约 条约 协定 意见 通知 规范 标准 安排 批复 方案 宪法 总则 纲要 施行细则 自治条例 单行条例 基本法 组织法 通则 守则 附则 补充规定
      """
    )
  ])

  /// 前款, 前条, 前两款: of the article that they are in.
  private mutating func readBefore(at index: Int) -> Int {
    var at = index + 1
    var count = 1
    if let number = ChineseNumeral.read(line, at: at), number.value > 0, number.value < 20 {
      count = number.value
      at = number.end
    }
    // 前款, 前项, 前条; and 以前条件 is none.
    guard let unit = DivisionUnit.read(line[at]), unit == .article || unit == .paragraph || unit == .item,
      line[at + 1] != "例" && line[at + 1] != "件" && line[at + 1] != "目" && line[at + 1] != "约",
      index == 0 || !Self.timesBefore.contains(line[index - 1])
    else { return index + 1 }
    var here = self.here(at: index)
    guard here.article > 0 else { return at + 1 }
    switch DivisionLevel(unit, order) {
    case .article:
      // The one before an inserted article is told by the outline alone.
      guard here.insertion == 0, here.article > count else { return at + 1 }
      here = CitedPlace(article: here.article - count)
      if count > 1 { here.through = here.article + count - 1 }
    case .paragraph:
      guard here.paragraph > count else { return at + 1 }
      here = CitedPlace(article: here.article, insertion: here.insertion, paragraph: here.paragraph - count)
      if count > 1 { here.through = here.paragraph + count - 1 }
    case .item:
      guard here.item > count else { return at + 1 }
      (here.item, here.point) = (here.item - count, 0)
      if count > 1 { here.through = here.item + count - 1 }
    }
    var behind = line.skippingBlanks(at + 1)
    // 前款第（一）项, 前款规定的第（一）项
    if let (_, count) = behind < line.count ? Self.says.match(line, at: behind) : nil {
      behind = line.skippingBlanks(behind + count)
    }
    if count == 1, PlaceList.begins(line, at: behind) {
      let list = PlaceList(line, at: behind, order)
      for (number, part) in list.places.enumerated() {
        // 前款第（一）项和第十四条第（二）项
        append(
          .own, (number == 0 ? index : part.range.lowerBound)..<part.range.upperBound,
          part.place.article == 0 ? merged(part.place, into: here) : part.place)
      }
      return max(list.end, at + 1)
    }
    append(.own, index..<(at + 1), here)
    return at + 1
  }

  private static let says = FoldedLexicon([(0, "规定 规定的 所列 所列的")])
  private static let timesBefore = Set("以之目此先".unicodeScalars.map(\.value))

  private enum DivisionLevel {
    case article, paragraph, item

    init(_ unit: DivisionUnit, _ order: LawOrder) {
      switch unit {
      case .article: self = .article
      case .paragraph: self = order == .taiwan ? .item : .paragraph
      default: self = order == .taiwan ? .paragraph : .item
      }
    }
  }

  /// The article, paragraph and item that an index lies in.
  private func here(at index: Int) -> CitedPlace {
    var place = CitedPlace()
    for entry in outline.path(at: line.byteRange(index..<(index + 1)).lowerBound) {
      switch entry.level {
      case .article: place = CitedPlace(article: entry.number, insertion: entry.insertion)
      case .paragraph: place.paragraph = entry.number
      case .item: place.item = entry.number
      case .point: place.point = entry.number
      default: break
      }
    }
    return place
  }

  private func merged(_ part: CitedPlace, into whole: CitedPlace) -> CitedPlace {
    var place = whole
    if part.paragraph > 0 {
      (place.paragraph, place.item, place.point) = (part.paragraph, part.item, part.point)
    } else if part.item > 0 {
      (place.item, place.point) = (part.item, part.point)
    } else {
      place.point = part.point
    }
    place.through = part.through
    return place
  }

  /// 第一款, 本条第二款, 本款第（一）项: of the article, and the paragraph, that they are in.
  private func absolute(_ list: PlaceList, at index: Int) -> PlaceList {
    guard list.places.contains(where: { $0.place.article == 0 }) else { return list }
    var here = here(at: index)
    (here.item, here.point) = (0, 0)
    return list.withPlaces { $0.article == 0 ? merged($0, into: here) : $0 }
  }
}
