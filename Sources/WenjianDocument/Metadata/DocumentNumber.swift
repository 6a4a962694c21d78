import WenjianText

/// Numbers of documents, in the one form in which they can be compared: 国发〔2016〕64号 for 国发[2016]64号 and
/// 國發﹝2016﹞64 號; 国家税务总局公告2015年第102号; 农业农村部令2023年第2号; 国务院令第707号; 院台规字第1020151451号.
package enum DocumentNumber {
  struct Found {
    var value: String
    /// In scalars of the line.
    var range: Range<Int>
    /// Where the letters of the office stand, with which `value` begins unless a year leads.
    var office: Range<Int>

    /// In the script of the text: 國發〔2016〕64號.
    func spelled(_ line: FoldedLine, _ source: TextBytes) -> String {
      // Of one character each time, but for blanks, in the text and in its folded form.
      var rest = range.filter { FoldedLine.isHan(line[$0]) }
      var view = String.UnicodeScalarView()
      for scalar in value.unicodeScalars {
        guard let found = rest.firstIndex(where: { line[$0] == scalar.value }) else {
          view.append(scalar)
          continue
        }
        let own = UTF8Reader.scalar(source, at: line.offsets[rest[found]]).scalar
        view.append(Unicode.Scalar(own) ?? scalar)
        rest.remove(at: found)
      }
      return String(view)
    }
  }

  /// The normal form of a number as somebody writes it; nil when it is none.
  package static func normalForm(of text: String) -> String? {
    let line = FoldedLine(text)
    return find(in: line, from: 0)?.value
  }

  static func find(in line: FoldedLine, from start: Int) -> Found? {
    var index = start
    while index < line.count {
      switch line.scalars[index] {
      case "[", "(": if let found = bracketed(line, at: index, from: start) { return found }
      case "字": if let found = lettered(line, at: index, from: start) { return found }
      case "通": if let found = circular(line, at: index, from: start) { return found }
      case "令", "告": if let found = decree(line, at: index, from: start) { return found }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// 〔2016〕64号, 〔85〕12号 and the letters of the office before it.
  private static func bracketed(_ line: FoldedLine, at open: Int, from start: Int) -> Found? {
    guard let year = bracketedYear(line, at: open) else { return nil }
    var at = line.skippingBlanks(year.end)
    if line[at] == "第" { at = line.skippingBlanks(at + 1) }
    guard let number = ChineseNumeral.read(line, at: at), number.isArabic, number.end - at <= 5 else { return nil }
    at = line.skippingBlanks(number.end)
    guard line[at] == "号", let office = office(line, before: open, from: start, longest: 14) else { return nil }
    // 国家发展改革委 商务部令〔2022〕第1号
    let isDecree = line[office.upperBound - 1] == "令" || line[office.upperBound - 1] == "告"
    let whole =
      isDecree ? withJointOffices(line, office, from: start) : withSpacedLetters(line, office, from: start)
    return Found(
      value: squeezed(line, whole) + "〔\(year.text)〕\(isDecree ? "第" : "")\(number.value)号",
      range: whole.lowerBound..<(at + 1), office: whole)
  }

  /// 〔2016〕, 〔85〕 and （86）.
  private static func bracketedYear(_ line: FoldedLine, at open: Int) -> (text: String, end: Int)? {
    let at = line.skippingBlanks(open + 1)
    guard let year = ChineseNumeral.read(line, at: at), year.isArabic else { return nil }
    guard isYear(year.value, figures: year.end - at, inSquareBrackets: line[open] == "[") else { return nil }
    let close = line.skippingBlanks(year.end)
    guard line[close] == "]" || line[close] == ")" else { return nil }
    return ("\(year.value)", close + 1)
  }

  /// Whether a number in brackets is the year of a document. （85）12号 may be a count in a list, 〔85〕12号 is none.
  package static func isYear(_ value: Int, figures: Int, inSquareBrackets isSquare: Bool) -> Bool {
    figures == 4 && (1900...2100).contains(value) || figures == 2 && isSquare && value >= 49
  }

  /// 院台规字第1020151451号, (86)财农字第12号.
  private static func lettered(_ line: FoldedLine, at letter: Int, from start: Int) -> Found? {
    var at = line.skippingBlanks(letter + 1)
    // 财农字〔1986〕第12号
    guard line[at] == "第" else { return nil }
    at = line.skippingBlanks(at + 1)
    guard let number = ChineseNumeral.read(line, at: at), number.isArabic,
      let office = office(line, before: letter, from: start, longest: 14)
    else { return nil }
    let year = leadingYear(line, before: office.lowerBound, from: start)
    guard number.end - at >= 4 || year != nil else { return nil }
    var digits = line.string(at..<number.end)
    at = number.end
    // 9110092611-2
    if line[at] == "-", let part = ChineseNumeral.read(line, at: at + 1), part.isArabic, part.end - at <= 4 {
      digits += line.string(at..<part.end)
      at = part.end
    }
    at = line.skippingBlanks(at)
    guard line[at] == "号" else { return nil }
    return Found(
      value: (year.map { "(\($0.text))" } ?? "") + squeezed(line, office) + "字第\(digits)号",
      range: (year?.start ?? office.lowerBound)..<(at + 1), office: office)
  }

  /// (86) before the letters of an office.
  private static func leadingYear(_ line: FoldedLine, before end: Int, from start: Int) -> (
    text: String, start: Int
  )? {
    var close = end
    while close > start, line.isBlank(at: close - 1) { close -= 1 }
    guard close >= start + 4, line[close - 1] == ")" || line[close - 1] == "]" else { return nil }
    for length in [2, 4] {
      let open = close - length - 2
      guard open >= start, line[open] == "(" || line[open] == "[",
        let year = ChineseNumeral.read(line, at: open + 1), year.isArabic, year.end == close - 1
      else { continue }
      return ("\(year.value)", open)
    }
    return nil
  }

  /// 国务院令第707号, 国令第707号, 农业农村部令（第12号）, 农业农村部令2023年第2号, 国家税务总局公告2015年第102号.
  private static func decree(_ line: FoldedLine, at word: Int, from start: Int) -> Found? {
    if line[word] == "告", word == 0 || line[word - 1] != "公" { return nil }
    var at = line.skippingBlanks(word + 1)
    let isBracketed = line[at] == "(" || line[at] == "["
    if isBracketed { at = line.skippingBlanks(at + 1) }
    var year: Int?
    if let number = ChineseNumeral.read(line, at: at), number.isArabic, number.end - at == 4 {
      let behind = line.skippingBlanks(number.end)
      guard line[behind] == "年" else { return nil }
      year = number.value
      at = line.skippingBlanks(behind + 1)
    }
    guard line[at] == "第" else { return nil }
    at = line.skippingBlanks(at + 1)
    guard let number = ChineseNumeral.read(line, at: at), number.value > 0, number.end - at <= 6 else { return nil }
    at = line.skippingBlanks(number.end)
    guard line[at] == "号" else { return nil }
    if isBracketed {
      let close = line.skippingBlanks(at + 1)
      guard line[close] == ")" || line[close] == "]" else { return nil }
      at = close
    }
    guard let last = office(line, before: word + 1, from: start, longest: 24), last.count > 1 else { return nil }
    let office = withJointOffices(line, last, from: start)
    // 命令, 法令: words; 国令 is short for 国务院令.
    guard office.count > 2 || line[office.lowerBound] == "国" else { return nil }
    let value = squeezed(line, office) + (year.map { "\($0)年" } ?? "") + "第\(number.value)号"
    return Found(value: value, range: office.lowerBound..<(at + 1), office: office)
  }

  /// 中国人民银行　财政部公告: the names of the offices before the last one of several.
  private static func withJointOffices(_ line: FoldedLine, _ last: Range<Int>, from start: Int) -> Range<Int> {
    var low = last.lowerBound
    while true {
      var end = low
      while end > start, line.isBlank(at: end - 1) || line[end - 1] == "、" { end -= 1 }
      guard end < low else { break }
      var begin = end
      while begin > start, FoldedLine.isHan(line[begin - 1]), end - begin < 24 { begin -= 1 }
      let leads = begin > start && !line.isBlank(at: begin - 1) && line[begin - 1] != "、"
      guard end - begin >= 3, !leads, MetadataValues.isOffice(line, begin..<end) else { break }
      low = begin
    }
    return low..<last.upperBound
  }

  /// 财 教〔2021〕5号: letters of an office that are set apart, alone in their line.
  private static func withSpacedLetters(_ line: FoldedLine, _ last: Range<Int>, from start: Int) -> Range<Int> {
    guard last.count <= 2 else { return last }
    var low = last.lowerBound
    while low > start {
      var end = low
      while end > start, line.isBlank(at: end - 1) { end -= 1 }
      guard end < low, end > start, FoldedLine.isHan(line[end - 1]), end - 1 == start || line.isBlank(at: end - 2)
      else { break }
      low = end - 1
    }
    return line.trimmed(start..<low).isEmpty ? low..<last.upperBound : last
  }

  /// 教育局通告第12/2022号: the departments of Hong Kong count by the year behind the number.
  private static func circular(_ line: FoldedLine, at word: Int, from start: Int) -> Found? {
    guard line[word + 1] == "告" || line[word + 1] == "函" else { return nil }
    var at = line.skippingBlanks(word + 2)
    guard line[at] == "第" else { return nil }
    at = line.skippingBlanks(at + 1)
    guard let number = ChineseNumeral.read(line, at: at), number.isArabic, number.end - at <= 4,
      line[number.end] == "/",
      let year = ChineseNumeral.read(line, at: number.end + 1), year.isArabic, year.end - number.end == 5
    else { return nil }
    at = line.skippingBlanks(year.end)
    guard line[at] == "号", let office = office(line, before: word + 2, from: start, longest: 16),
      office.count > 3
    else { return nil }
    let value = squeezed(line, office) + "第\(number.value)/\(year.value)号"
    return Found(value: value, range: office.lowerBound..<(at + 1), office: office)
  }

  /// 公告 for 海关总署公告2021年第98号, 令 for 国务院令第707号, and who issues them; nil for numbers that say no kind. A
  /// document is surely of it when it `isOwn`: others may only be brought by it.
  static func kind(of normalForm: String) -> (kind: String, office: String, isOwn: Bool)? {
    let line = FoldedLine(normalForm)
    guard
      let end = line.scalars.firstIndex(where: { $0 == "第" || $0 == "[" || "0"..."9" ~= $0 })
    else { return nil }
    for word in ["公告", "通告", "令"] {
      let scalars = word.unicodeScalars.map(\.value)
      let start = end - scalars.count
      if start >= 2, line.starts(with: scalars, at: start) { return (word, line.string(0..<start), word == "通告") }
    }
    return nil
  }

  /// The Han before an index, without what only leads up to a number: 根据国发 is 国发.
  private static func office(_ line: FoldedLine, before end: Int, from start: Int, longest: Int) -> Range<Int>? {
    var low = end
    while low > start, low > end - longest {
      let scalar = line.scalars[low - 1]
      if FoldedLine.isHan(scalar) {
        low -= 1
      } else if scalar == " ", low - 2 >= start, FoldedLine.isHan(line.scalars[low - 2]), low < end {
        // A blank before the letters is where another thing ends; inside them it is not seen.
        break
      } else if scalar == " " {
        low -= 1
      } else if scalar == ")", low - 3 >= start, line.scalars[low - 3] == "(" {
        low -= 3  // 臺教師(三)字第
      } else {
        break
      }
    }
    var from = low
    var index = low
    while index < end {
      if let word = leads.match(line, at: index) {
        index += word.count
        // 发改农经〔2021〕1237号: what leads up to a number leaves letters behind it.
        if word.tag == 0, index <= end - 2 { from = index }
      } else {
        index += 1
      }
    }
    let range = line.trimmed(from..<end)
    return range.isEmpty ? nil : range
  }

  private static let leads = FoldedLexicon([
    (0, "根据 参照 按照 依据 依照 遵照 转发 印发 以 按 从 见 由 和 与 及 的 年 月 日 号 文号 字号 关于 经 据 在"),
    // Those characters inside names.
    (1, "共和国 呼和浩特 从化 和田 和平 和林格尔 泰和 兴和 日照 日喀则 经济 经信 经贸 经办 与会 年度 以色列"),
  ])

  private static func squeezed(_ line: FoldedLine, _ range: Range<Int>) -> String {
    line.string(range).filter { $0 != " " }
  }
}
