// The slow obvious reading of a law: every line as a string, article by article.

/// Cites the lines of a law that stands as the official databases give it: an article number at the head of a line and
/// apart from what follows, a line for each paragraph or item (Taiwan: wrapped lines too).
package struct OutlineOracle {
  package struct Line: Equatable {
    /// From its first character to its last.
    package var byteRange: Range<Int>
    /// 第十三条之一, 第13條之1.
    package var article: String
    /// 第十三条第二款（一）: items by their number as it stands.
    package var citation: String
  }

  private let isTaiwan: Bool
  private var block: [(byteRange: Range<Int>, paragraph: Int, item: String, point: String)] = []
  private var article = ""
  private var lines: [Line] = []
  private var paragraph = 0
  private var item = ""
  private var point = ""
  private var forms: [Character] = []
  private var previous = ""
  private var hasGap = false

  /// The lines that lie in articles, in their order.
  package static func lines(of text: [UInt8], isTaiwan: Bool) -> [Line] {
    var oracle = OutlineOracle(isTaiwan: isTaiwan)
    var offset = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let whole = String(decoding: line, as: UTF8.self)
      let text = trimmed(whole)
      // With a mark before it only the end is trimmed.
      let start = offset + trimmed("|" + whole).utf8.count - 1 - text.utf8.count
      oracle.read(text, at: start..<(start + text.utf8.count))
      offset += line.count + 1
    }
    oracle.endArticle()
    return oracle.lines
  }

  private init(isTaiwan: Bool) { self.isTaiwan = isTaiwan }

  private static func trimmed(_ line: String) -> String {
    // What the engine takes for blanks.
    let blanks: Set<Unicode.Scalar> = [
      " ", "\t", "\r", "\u{3000}", "\u{A0}", "\u{2002}", "\u{2003}", "\u{200B}", "\u{FEFF}",
    ]
    let scalars = Array(line.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !blanks.contains($0) }),
      let last = scalars.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }

  private mutating func read(_ line: String, at place: Range<Int>) {
    guard !line.isEmpty else {
      hasGap = true
      return
    }
    defer {
      previous = line
      hasGap = false
    }
    if let (label, rest) = articleHead(line) {
      endArticle()
      article = label
      (paragraph, item, point, forms) = (rest.isEmpty || isBracketed(rest) ? 0 : 1, "", "", [])
      block = [(place, paragraph, "", "")]
      return
    }
    if isOtherHead(line) {
      endArticle()
      article = ""
      return
    }
    guard !article.isEmpty else { return }
    if let (form, label) = listHead(line) {
      let depth = min(forms.firstIndex(of: form) ?? forms.count, 2)
      forms = forms.prefix(depth) + [form]
      if paragraph == 0 { paragraph = 1 }
      if depth == 0 { (item, point) = (label, "") }
      if depth == 1 { point = label }
    } else if paragraph > 0, isBelowArticle(line) {
      endArticle()
      article = ""
      return
    } else if !"，。、；：）」”,;)│┌├└─┼|".contains(line.first!), paragraph == 0 || endsParagraph,
      !(paragraph == 0 && isBracketed(line))
    {
      paragraph += 1
      (item, point, forms) = ("", "", [])
    }
    block.append((place, paragraph, item, point))
  }

  /// 法律责任, 附则, 附：, 云麓市人民政府, 2023年1月16日: a name or a date in a line of its own, behind a sentence.
  private func isBelowArticle(_ line: String) -> Bool {
    guard let last = previous.last, "。！？”」』".contains(last) || hasGap && "）)".contains(last) else {
      return hasGap && line.hasPrefix("附：")
    }
    if ["附：", "附:", "附则", "附則", "说明：", "注释："].contains(where: line.hasPrefix) { return line.count < 20 }
    if line.hasSuffix("日"), line.count < 40, line.contains("年"), line.contains("月"),
      !line.contains(where: "，。；：自至".contains)
    {
      return true
    }
    if ["前项", "前項", "前款", "前条", "前條", "前二", "前三", "前述", "本條", "本条", "第一", "第二"].contains(where: line.hasPrefix) {
      return false
    }
    let name = line.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" }
    return (2...18).contains(name.count) && line.last != "、"
      && name.allSatisfy {
        (0x4E00...0x9FFF).contains($0.value) && !"列应應得".unicodeScalars.contains($0)
          || "、〇《》〈〉·～".unicodeScalars.contains($0)
      }
  }

  private var endsParagraph: Bool {
    guard let last = previous.last, articleHead(previous)?.rest.isEmpty != true else { return true }
    return "。！？”」』）)".contains(last) || previous.utf8.count < 60 && hasGap && !"：；:;，、,".contains(last)
  }

  private mutating func endArticle() {
    let hasOthers = block.contains { $0.paragraph > 1 }
    for line in block {
      var citation = article
      if hasOthers, line.paragraph > 0 {
        citation += isTaiwan ? "第\(line.paragraph)項" : "第\(Self.spelled(line.paragraph))款"
      }
      lines.append(Line(byteRange: line.byteRange, article: article, citation: citation + line.item + line.point))
    }
    block = []
  }

  /// 第十三条之一 and what follows it.
  private func articleHead(_ line: String) -> (label: String, rest: String)? {
    guard line.hasPrefix("第"), let end = line.prefix(24).firstIndex(of: isTaiwan ? "條" : "条") else { return nil }
    let number = line[line.index(after: line.startIndex)..<end].filter { $0 != " " }
    let figures = isTaiwan ? "0123456789-" : "一二三四五六七八九十百千零〇0123456789"
    guard !number.isEmpty, number.allSatisfy(figures.contains) else { return nil }
    var rest = line[line.index(after: end)...]
    var inserted = ""
    let behind = rest.drop { $0 == " " }
    if behind.first == "之" {
      inserted = String(behind.dropFirst().drop { $0 == " " }.prefix(while: figures.contains))
      if !inserted.isEmpty { rest = behind.dropFirst().drop { $0 == " " }.dropFirst(inserted.count) }
    }
    if let next = rest.first, !" \u{3000}\u{A0}\u{2002}（(".contains(next) { return nil }
    if isTaiwan, !rest.isEmpty { return nil }
    let parts = number.split(separator: "-")
    if parts.count == 2 { inserted = String(parts[1]) }
    return (
      "第\(parts[0])\(isTaiwan ? "條" : "条")" + (inserted.isEmpty ? "" : "之\(inserted)"), Self.trimmed(String(rest))
    )
  }

  /// A chapter, a heading of Markdown or an annex.
  private func isOtherHead(_ line: String) -> Bool {
    if line.hasPrefix("#") { return true }
    let last = line.last ?? " "
    if ["附件", "附表", "附录", "附錄"].contains(where: line.hasPrefix), line.count < 40, !"。；;）)，".contains(last) {
      let rest = line.dropFirst(2).drop { "一二三四五六七八九十0123456789".contains($0) }
      return rest.isEmpty || "：: ".contains(rest.first!)
    }
    guard line.hasPrefix("第"), line.count < 60, !line.contains("。"), !line.contains("；") else { return false }
    let number = line.dropFirst().prefix { "一二三四五六七八九十百 ".contains($0) }
    let rest = line.dropFirst(1 + number.count)
    guard !number.isEmpty, let unit = rest.first, "编編篇章节節款目".contains(unit) else { return false }
    let next = rest.dropFirst().first ?? " "
    return " \u{3000}\u{A0}\u{2002}（".contains(next) || isTaiwan && next == "之"
  }

  /// （一）, 一、, 1. or ①, and how it stands in a citation.
  private func listHead(_ line: String) -> (form: Character, label: String)? {
    let chinese = "一二三四五六七八九十百"
    let arabic = "0123456789０１２３４５６７８９"
    let isBracketed = line.first == "（" || line.first == "("
    let body = isBracketed ? line.dropFirst().drop { $0 == " " } : line[...]
    let isChinese = body.first.map(chinese.contains) ?? false
    let number = body.prefix { (isChinese ? chinese : arabic).contains($0) }
    guard !number.isEmpty else { return nil }
    var rest = body.dropFirst(number.count)
    if isBracketed {
      rest = rest.drop { $0 == " " }
      guard let close = rest.first, "）)".contains(close) else { return nil }
      if let next = rest.dropFirst().first, "、及至和项款項，".contains(next) { return nil }
    } else {
      guard let mark = rest.first, "、．.".contains(mark) else { return nil }
      let next = rest.dropFirst().first ?? " "
      if !isChinese, arabic.contains(next) { return nil }
      // 一、二级 of a sentence.
      if number == "一", next == "二", !"：:".contains(previous.last ?? " ") { return nil }
    }
    let form: Character = isChinese ? (isBracketed ? "b" : "c") : (isBracketed ? "d" : "a")
    return (form, "/\(number)")
  }

  private func isBracketed(_ line: String) -> Bool {
    guard let first = line.first, let last = line.last else { return false }
    return "（(【〔".contains(first) && "）)】〕".contains(last) && !line.dropFirst().contains { "（(".contains($0) }
  }

  private static func spelled(_ number: Int) -> String {
    let figures = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    if number < 10 { return figures[number] }
    return (number < 20 ? "" : figures[number / 10 % 10]) + "十" + figures[number % 10]
  }
}
