import WenjianText

/// A short line at the head of a text that is a title, or a part of one that was broken to fit.
struct TitlePart {
  /// Bytes, without Markdown marks and the blanks around the line.
  var range: Range<Int>
  /// Counted among the lines with anything on them.
  var number: Int
  /// As it is shown: one blank for several, and none between letters that are set apart: 通　　知.
  var text: String
  /// `text`, folded.
  var line: FoldedLine
  /// Whether it may be a title by itself; a bracket below a title may only be its end.
  var isTitle = true

  init(_ range: Range<Int>, number: Int, source: TextBytes) {
    let range = Self.withoutMarks(range, source)
    self.range = range
    self.number = number
    text = MetadataValues.singleBlanks(source.string(range))
    line = FoldedLine(text)
    if let gathered = Self.gathered(text, line) {
      text = gathered
      line = FoldedLine(text)
    }
  }

  /// Without the # of a heading before a line and the ** around it.
  private static func withoutMarks(_ range: Range<Int>, _ source: TextBytes) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, source[low] == UInt8(ascii: "#") { low += 1 }
    if low > range.lowerBound {
      guard low < high, source[low] == UInt8(ascii: " ") else { return range }
      while low < high, source[low] == UInt8(ascii: " ") { low += 1 }
    }
    while high - low > 4, source[low] == UInt8(ascii: "*"), source[high - 1] == UInt8(ascii: "*") {
      low += 1
      high -= 1
    }
    return low..<high
  }

  /// Without the blanks between letters that are set apart: 通　　知, 关于…的 通 知, 管 理 办 法. Blanks between words stay.
  /// - Parameter line: the text, folded.
  /// - Returns: nil when no blank goes.
  static func gathered(_ text: String, _ line: FoldedLine) -> String? {
    guard text.utf8.contains(UInt8(ascii: " ")) else { return nil }
    let scalars = Array(text.unicodeScalars)
    // Of single blanks: so each character is alone when there is one less blank than there are characters.
    let characters = scalars.filter { $0 != " " }
    if characters.count > 1, scalars.count == 2 * characters.count - 1,
      characters.allSatisfy({ FoldedLine.isHan($0.value) })
    {
      return string(characters)
    }
    // Most lines with a blank are no names of documents, and their last character tells.
    guard let last = line.scalars.last(where: { $0 != FoldedLine.blank }), DocumentKind.mayEnd(in: last) else {
      return nil
    }
    // The word at the end that names the kind of a document, and the blanks in it and between it and 的.
    guard let length = DocumentKind.wordLength(atEndOf: FoldedLine(string(characters))), length > 1 else {
      return nil
    }
    var start = scalars.count
    var han = 0
    while start > 0, han < length {
      start -= 1
      if scalars[start] != " " { han += 1 }
    }
    var head = scalars[..<start]
    while head.last == " " { head.removeLast() }
    let word = scalars[start...].filter { $0 != " " }
    guard word.count < scalars.count - start || head.last == "的" else { return nil }
    if head.last != "的", head.count < start { head = scalars[..<start] }
    return string(Array(head) + word)
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// 关于: what a document is about stands behind it.
  var hasAbout: Bool { line.firstIndex(of: TitleWords.about) != nil }

  /// A part that surely goes on in the next line: with a bracket that does not close, or at a word that ends nothing.
  var isOpen: Bool {
    if let last = line.scalars.last, TitleWords.unfinished.contains(last) { return true }
    return TitleWords.openBrackets(line) > 0
  }

  /// Whether it is a sentence, or begins one.
  var isSentence: Bool { TitleWords.isSentence(line) }
}

/// Words and marks by which titles are told from sentences and from their own parts.
enum TitleWords {
  static let about = Array("关于".unicodeScalars.map(\.value))

  /// Characters with which no title ends, so that what ends in one goes on.
  static let unfinished = scalars("的和与及或、第《（“")

  /// Marks with which no line begins, unless the one above it was broken off.
  static let continuations = scalars("，。、；：）》」』！？")

  static func scalars(_ text: String) -> Set<UInt32> {
    Set(text.unicodeScalars.map(\.value) + FoldedLine(text).scalars)
  }

  /// How many 《 and brackets are open at the end of a line.
  static func openBrackets(_ line: FoldedLine) -> Int {
    var depth = 0
    for scalar in line.scalars {
      switch scalar {
      case "《", "(", "〈", "[": depth += 1
      case "》", ")", "〉", "]": depth = max(0, depth - 1)
      default: break
      }
    }
    return depth
  }

  /// Marks outside of 《》, brackets and quotes.
  static func marks(_ line: FoldedLine) -> (commas: Int, stops: Int) {
    var depth = 0
    var isQuoted = false
    var (commas, stops) = (0, 0)
    for (index, scalar) in line.scalars.enumerated() {
      switch scalar {
      case "《", "(", "〈", "[", "「", "『": depth += 1
      case "》", ")", "〉", "]", "」", "』": depth = max(0, depth - 1)
      case "\"": isQuoted.toggle()
      case "," where depth == 0 && !isQuoted: commas += 1
      case "。", ";":
        if depth == 0, !isQuoted { stops += 1 }
      case ":": if depth == 0, !isQuoted, index + 1 == line.count { stops += 1 }
      default: break
      }
    }
    return (commas, stops)
  }

  /// A sentence or the beginning of one: with a full stop, with several commas, or with a word that leads up to what is
  /// said.
  static func isSentence(_ line: FoldedLine) -> Bool {
    guard let first = line.scalars.first else { return true }
    if continuations.contains(first) { return true }
    let (commas, stops) = marks(line)
    if stops > 0 { return true }
    if commas >= 2, line.count >= 36 { return true }
    guard let (tag, _) = starters.match(line, at: 0) else { return false }
    if commas > 0 || (tag == 2 && line.han >= 12) { return true }
    return tag == 1 && line.han >= 12 && DocumentKind.find(inTitle: line.string(0..<line.count)) == nil
  }

  /// A day, or the number of a chapter: what stands between a title and a text.
  static func isBesideTitle(_ line: FoldedLine) -> Bool {
    isNumbered(line, at: 0) || (line.digits > 0 || line.han >= 8) && DateReader.find(in: line, from: 0) != nil
  }

  /// 第一章, 一、: a heading inside the text.
  static func isNumbered(_ line: FoldedLine, at start: Int) -> Bool {
    if line[start] == "第", let number = ChineseNumeral.read(line, at: start + 1) {
      let unit = line[line.skippingBlanks(number.end)]
      switch DivisionUnit.read(unit) {
      case .part, .chapter, .section, .article: return true
      case .volume, .paragraph, .item, .point: break
      case nil: if unit == "号" { return true }
      }
    }
    return ChineseNumeral.read(line, at: start).map { line[$0.end] == "、" } ?? false
  }

  /// Ends of 主席, 总统, 省长, who sign decrees, and of 命令.
  static let signers = scalars("席统长国命理")

  /// 丰收了: what was told is over.
  static let told = scalars("了着过吗呢吧")

  /// 中华人民共和国, 云麓市, 西陵省: the land that a law is of, above its name.
  static func isTerritory(_ line: FoldedLine) -> Bool {
    guard line.count >= 3, line.count <= 14, line.han == line.count else { return false }
    switch line.scalars[line.count - 1] {
    case "市", "省", "县", "区", "州", "旗", "盟", "国": break
    default: return false
    }
    // 经济开发区 is one, 专区 and 园区 of a site are columns.
    return !columns.contains(line[line.count - 2])
  }

  private static let columns = scalars("专园社辖")

  /// 管理办法, 实施细则, 的通知: words that name no matter, only what is done with it.
  static func isBareTail(_ line: FoldedLine) -> Bool {
    guard line.count <= 10, line.han == line.count, let word = DocumentKind.wordLength(atEndOf: line) else {
      return false
    }
    var index = 0
    while index < line.count - word {
      guard let (_, count) = bareWords.match(line, at: index) else { return false }
      index += count
    }
    return index == line.count - word
  }

  /// 实施细则, 实施办法, 实施条例 below the name of the law that they are for.
  static func isImplementation(_ line: FoldedLine) -> Bool {
    line.count >= 4 && line.count <= 6 && line.starts(with: implementation, at: 0) && isBareTail(line)
  }

  private static let implementation = Array("实施".unicodeScalars.map(\.value))

  /// （试行）, （2018年修正）, （征求意见稿）: a bracket that ends a title.
  static func isBracketTail(_ line: FoldedLine) -> Bool {
    guard line.count >= 4, line.count <= 18, line[0] == "(", line.last == ")" else { return false }
    var hasWord = false
    for index in 1..<(line.count - 1) {
      switch line.scalars[index] {
      case "月", "日", "(", ")", "号", "第": return false
      default: break
      }
      if let (tag, _) = versions.match(line, at: index) {
        if tag == 1 { return false }
        hasWord = true
      }
    }
    return hasWord
  }

  private static let versions = FoldedLexicon([
    (0, "试行 暂行 草案 征求意见稿 送审稿 讨论稿 修订 修正 年版 年本 年度 摘要 节选 全文 修订稿 修改稿"),
    (1, "会议 通过 公布 发布"),
  ])

  private static let bareWords = FoldedLexicon([
    (0, "的 管理 实施 暂行 试行 工作 监督 执行 若干 处理 使用 建设 运行 考核 评价 评审 认定 保护 补充 具体 有关 总体 操作 审批 紧急 补助 试点 行动 发展")
  ])

  private static let starters = FoldedLexicon([
    (2, "根据 按照 依据 依照 遵照"),
    (0, "近年来 近年 近期 近日 日前 目前 当前 今年 去年 昨天 今天 自从 随着 通过 经研究 经省 经市 经县 经区 经国务院 经批准 本解释 本办法 本条例 本规定 本法 本市 本省 本县 前款 凡是"),
    (
      1,
      "为了 为深入 为进一步 为贯彻 为全面 为切实 为加强 为推动 为推进 为规范 为做好 为落实 为保障 为促进 为加快 为确保 为认真 为充分 为有效 为更好 为大力 为积极 为解决 为提高 为防止 为保护 现将 现就 现予 现对 兹将 兹就 各县 各市 各省 各乡 各区 各有关"
    ),
  ])
}
