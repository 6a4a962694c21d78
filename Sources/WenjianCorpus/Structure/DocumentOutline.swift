// Where in a document a byte lies: 第二章 › 第十三条 › 第二款, or 二、 › （三）.
//
// Computed from the text when a hit is shown and not stored: one pass over the lines, of which all but their first
// characters are skipped, costs less than reading a stored outline and unpacking it.

/// The divisions of a text, or of a part of one.
package struct DocumentOutline: Sendable {
  private struct Node {
    var entry: HeadingEntry
    /// In `nodes`; -1 at the top.
    var parent: Int
  }

  private var nodes: [Node] = []
  /// Whether articles are numbered in Arabic figures, 第 13 條, and so are cited.
  private var isArabic = false
  /// By whose rules the parts of articles are named; nil when the text has none.
  package private(set) var order: LawOrder?
  /// To go on with the next part of the same text.
  package private(set) var endState: OutlineState

  /// - Parameters:
  ///   - text: valid UTF-8, cut at the end of a line when it is part of a text.
  ///   - order: nil to tell it from the text: 條 with 一、 below it is Taiwan's.
  ///   - byteOffset: where the part begins in the whole text; all offsets are of the whole.
  ///   - state: what the part before ended in.
  /// - Complexity: linear, mostly the search for line ends.
  package init(
    _ text: [UInt8], order: LawOrder? = nil, byteOffset: Int = 0, continuing state: OutlineState = OutlineState()
  ) {
    endState = state
    if let order { endState.order = order }
    var open: [Int] = []
    for entry in state.open {
      nodes.append(Node(entry: entry, parent: open.last ?? -1))
      open.append(nodes.count - 1)
    }
    var found: [HeadingEntry] = []
    text.withUnsafeBufferPointer { bytes in
      var scanner = OutlineScanner(source: bytes, base: byteOffset, state: endState)
      scanner.scan { found.append($0) }
      endState = scanner.state
    }
    nodes.reserveCapacity(nodes.count + found.count)
    for entry in found {
      while let last = open.last, nodes[last].entry.level >= entry.level { open.removeLast() }
      nodes.append(Node(entry: entry, parent: open.last ?? -1))
      open.append(nodes.count - 1)
    }
    self.order = endState.order
    isArabic = endState.isArabic
  }

  /// All divisions in the order of the text.
  package var entries: [HeadingEntry] { nodes.map(\.entry) }

  private func index(at byteOffset: Int) -> Int? {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle].entry.byteOffset <= byteOffset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// The divisions that a place lies in, the largest first.
  /// - Parameter byteOffset: in the whole text.
  package func path(at byteOffset: Int) -> [HeadingEntry] {
    var path: [HeadingEntry] = []
    var index = index(at: byteOffset) ?? -1
    while index >= 0 {
      path.append(nodes[index].entry)
      index = nodes[index].parent
    }
    return path.reversed()
  }

  /// How a place is cited: 《…法》第十三条第二款第（三）项 on the mainland, 《…條例》第13條第2項第3款 in Taiwan, and by
  /// its numbers, 《…意见》二、（一）, where there are no articles.
  /// - Parameter title: of the document; 《》 are put around it unless it has them.
  /// - Returns: nil where the place lies in no numbered division.
  package func citation(at byteOffset: Int, title: String) -> String? {
    guard let place = index(at: byteOffset) else { return nil }
    let path = path(at: byteOffset)
    let name = title.isEmpty ? "" : title.hasPrefix("《") ? title : "《\(title)》"
    if let article = path.first(where: { $0.level == .article }) {
      return name + cite(path, article, hasOtherParagraphs: hasOtherParagraphs(place))
    }
    var parts = ""
    for entry in path {
      switch entry.level {
      case .annex: parts += "附件" + (entry.number > 0 ? String(entry.number) : "")
      case .part: parts += "第\(ChineseNumeral.spelled(entry.number))编"
      case .subpart: parts += "第\(ChineseNumeral.spelled(entry.number))分编"
      case .chapter: parts += "第\(ChineseNumeral.spelled(entry.number))章"
      case .section: parts += "第\(ChineseNumeral.spelled(entry.number))节"
      case .list1: parts += ChineseNumeral.spelled(entry.number) + "、"
      case .list2: parts += "（\(ChineseNumeral.spelled(entry.number))）"
      case .list3: parts += "\(entry.number)."
      case .list4: parts += "（\(entry.number)）"
      case .list5: parts += "〔\(entry.number)〕"
      default: break
      }
    }
    if parts.hasSuffix("、") { parts.removeLast() }
    return parts.isEmpty ? nil : name + parts
  }

  private func cite(_ path: [HeadingEntry], _ article: HeadingEntry, hasOtherParagraphs: Bool) -> String {
    let isTaiwan = order == .taiwan
    func number(_ value: Int) -> String { isTaiwan || isArabic ? String(value) : ChineseNumeral.spelled(value) }
    let insertion = article.insertion == 0 ? "" : "之" + number(article.insertion)
    var result = "第\(number(article.number))\(isTaiwan ? "條" : "条")" + insertion
    for entry in path {
      switch entry.level {
      case .paragraph:
        // An article of one paragraph is cited without it.
        if hasOtherParagraphs { result += "第\(number(entry.number))\(isTaiwan ? "項" : "款")" }
      case .item: result += isTaiwan ? "第\(entry.number)款" : "第（\(ChineseNumeral.spelled(entry.number))）项"
      case .point: result += "第\(entry.number)目"
      default: break
      }
    }
    return result
  }

  private func hasOtherParagraphs(_ place: Int) -> Bool {
    var first = place
    while first >= 0, nodes[first].entry.level != .article { first = nodes[first].parent }
    var index = first + 1
    while index < nodes.count, nodes[index].entry.level > .article {
      if nodes[index].entry.level == .paragraph, nodes[index].entry.number > 1 { return true }
      index += 1
    }
    return false
  }
}

/// What is open at a place of a text, and what the line before it ended in.
package struct OutlineState: Equatable, Sendable {
  package internal(set) var open: [HeadingEntry] = []
  var order: LawOrder?
  var isArabic = false
  /// Articles of this text are of 條: whether the order is Taiwan's is told by the first list below one.
  var isTraditional = false
  var endedSentence = true
  /// 。 and not ： or ；, behind which an item goes on.
  var endedWithFullStop = true
  var hasGap = true

  package init() {}
}

/// Reads lines one after the other.
struct OutlineScanner {
  let source: UnsafeBufferPointer<UInt8>
  let base: Int
  var state: OutlineState

  mutating func scan(_ found: (HeadingEntry) -> Void) {
    var start = 0
    while start < source.count {
      var end = start
      while end < source.count, source[end] != 0x0A { end += 1 }
      read(start..<end, found)
      start = end + 1
    }
  }

  private mutating func read(_ whole: Range<Int>, _ found: (HeadingEntry) -> Void) {
    var (low, high) = (whole.lowerBound, whole.upperBound)
    while high > low, source[high - 1] <= 0x20 { high -= 1 }
    while high - low >= 3, source[high - 3] == 0xE3, source[high - 2] == 0x80, source[high - 1] == 0x80 {
      high -= 3
    }
    while low < high {
      if source[low] <= 0x20 {
        low += 1
      } else if high - low >= 3, source[low] == 0xE3, source[low + 1] == 0x80, source[low + 2] == 0x80 {
        low += 3
      } else if high - low >= 2, source[low] == 0xC2, source[low + 1] == 0xA0 {
        low += 2
      } else {
        break
      }
    }
    guard low < high else {
      state.hasGap = true
      return
    }
    let line = low..<high
    if let number = LineNumber.read(source, line), take(number, line, found) {
      // The name of a division ends like a sentence: what follows is not the rest of it.
      if let last = state.open.last, last.level <= .article {
        state.endedSentence = true
        state.endedWithFullStop = true
        state.hasGap = false
        return
      }
    } else if isAnnex(line) {
      let number = source[line].reduce(0) { ($1 &- 0x30 < 10) ? min($0 * 10 + Int($1 &- 0x30), 999) : $0 }
      open(.annex, number: number, at: line.lowerBound, heading: line, found)
    } else if state.endedSentence || state.hasGap, isInArticle {
      readPlain(line, found)
    }
    state.endedSentence = endsSentence(line)
    state.hasGap = false
  }

  private var isInArticle: Bool { state.open.contains { $0.level == .article } }

  /// A line without a number inside an article: its next paragraph, unless it goes on with an item.
  private mutating func readPlain(_ line: Range<Int>, _ found: (HeadingEntry) -> Void) {
    if let last = state.open.last, last.level > .paragraph, !state.endedWithFullStop { return }
    nextParagraph(at: line.lowerBound, found)
  }

  private mutating func nextParagraph(at offset: Int, _ found: (HeadingEntry) -> Void) {
    let last = state.open.last { $0.level == .paragraph }?.number ?? 0
    open(.paragraph, number: last + 1, at: offset, heading: offset..<offset, found)
  }

  private mutating func take(_ number: LineNumber, _ line: Range<Int>, _ found: (HeadingEntry) -> Void) -> Bool {
    let heading = number.end..<line.upperBound
    switch number.form {
    case .markdown(let depth):
      open(
        HeadingLevel(rawValue: UInt8(depth)) ?? .markdown6, number: 0, at: line.lowerBound, heading: heading, found)
    case .part: open(.part, number: number.number, at: line.lowerBound, heading: heading, found)
    case .subpart: open(.subpart, number: number.number, at: line.lowerBound, heading: heading, found)
    case .chapter: open(.chapter, number: number.number, at: line.lowerBound, heading: heading, found)
    case .section: open(.section, number: number.number, at: line.lowerBound, heading: heading, found)
    case .article:
      // In a law of 第 13 條 a line that begins with 第十三條 speaks of another.
      let wasArabic = state.isArabic
      noteArticle(line)
      if wasArabic, !state.isArabic, state.isTraditional {
        state.isArabic = true
        return false
      }
      open(
        .article, number: number.number, insertion: number.insertion, at: line.lowerBound, heading: heading, found)
      // （刪除） and （题目） behind the number are no paragraph.
      if !heading.isEmpty, !isBracket(heading) { nextParagraph(at: line.lowerBound, found) }
    default:
      guard isInArticle else {
        open(Self.listLevel(number.form), number: number.number, at: line.lowerBound, heading: heading, found)
        return true
      }
      return takeItem(number, line, found)
    }
    return true
  }

  private mutating func takeItem(_ number: LineNumber, _ line: Range<Int>, _ found: (HeadingEntry) -> Void) -> Bool
  {
    if state.order == nil {
      state.order = state.isTraditional && number.form == .chinese ? .taiwan : .mainland
    }
    let level: HeadingLevel
    switch (state.order, number.form) {
    case (.taiwan, .chinese): level = .item
    case (.taiwan, .bracketedChinese): level = .point
    case (.mainland, .bracketedChinese), (.mainland, .chinese): level = .item
    case (.mainland, .arabic): level = .point
    default: return false
    }
    if !state.open.contains(where: { $0.level == .paragraph }) { nextParagraph(at: line.lowerBound, found) }
    open(level, number: number.number, at: line.lowerBound, heading: number.end..<line.upperBound, found)
    return true
  }

  private mutating func open(
    _ level: HeadingLevel, number: Int, insertion: Int = 0, at offset: Int, heading: Range<Int>,
    _ found: (HeadingEntry) -> Void
  ) {
    close(to: level)
    let entry = HeadingEntry(
      level: level, number: number, insertion: insertion, byteOffset: base + offset,
      headingByteRange: (base + heading.lowerBound)..<(base + heading.upperBound))
    state.open.append(entry)
    found(entry)
  }

  private mutating func close(to level: HeadingLevel) {
    while let last = state.open.last, last.level >= level { state.open.removeLast() }
  }

  private static func listLevel(_ form: LineNumber.Form) -> HeadingLevel {
    switch form {
    case .chinese: .list1
    case .bracketedChinese: .list2
    case .arabic: .list3
    case .bracketedArabic: .list4
    default: .list5
    }
  }

  private mutating func noteArticle(_ line: Range<Int>) {
    var at = line.lowerBound
    var hasArabic = false
    while at + 2 < min(line.upperBound, line.lowerBound + 36) {
      if (0x30...0x39).contains(source[at]) { hasArabic = true }
      if source[at] == 0xE6, source[at + 1] == 0xA2, source[at + 2] == 0x9D {
        state.isTraditional = true
        break
      }
      if source[at] == 0xE6, source[at + 1] == 0x9D, source[at + 2] == 0xA1 {
        if state.order == nil { state.order = .mainland }
        break
      }
      at += 1
    }
    state.isArabic = hasArabic
    // 第 13 條 is how Taiwan's database prints articles; with 條 alone the first list below one tells.
    if state.isTraditional, hasArabic, state.order == nil { state.order = .taiwan }
  }

  /// 附件, 附件1, 附表 in a line of its own: what comes is no part of the last article.
  private func isAnnex(_ line: Range<Int>) -> Bool {
    guard line.count >= 6, line.count <= 15, source[line.lowerBound] == 0xE9, source[line.lowerBound + 1] == 0x99,
      source[line.lowerBound + 2] == 0x84
    else { return false }
    let second = UTF8Reader.scalar(source, at: line.lowerBound + 3).scalar
    return second == 0x4EF6 || second == 0x8868
  }

  private func isBracket(_ range: Range<Int>) -> Bool {
    let first = UTF8Reader.scalar(source, at: range.lowerBound).scalar
    guard first == 0x28 || first == 0xFF08 || first == 0x3010, range.count < 90 else { return false }
    let last = lastScalar(range)
    return last == 0x29 || last == 0xFF09 || last == 0x3011
  }

  private func lastScalar(_ range: Range<Int>) -> UInt32 {
    var at = range.upperBound - 1
    while at > range.lowerBound, source[at] & 0xC0 == 0x80 { at -= 1 }
    return UTF8Reader.scalar(source, at: at).scalar
  }

  private mutating func endsSentence(_ line: Range<Int>) -> Bool {
    switch lastScalar(line) {
    case 0x3002, 0xFF01, 0xFF1F, 0x201D, 0x300D, 0x29, 0xFF09:
      state.endedWithFullStop = true
      return true
    case 0xFF1A, 0x3A, 0xFF1B, 0x3B:
      state.endedWithFullStop = false
      return true
    default:
      state.endedWithFullStop = false
      return false
    }
  }
}
