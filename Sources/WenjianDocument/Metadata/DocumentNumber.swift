import WenjianText

/// Numbers of documents, in the one form in which they can be compared: 国发〔2016〕64号 for 国发[2016]64号 and
/// 國發﹝2016﹞64 號; 国家税务总局公告2015年第102号; 农业农村部令2023年第2号; 国务院令第707号; 院台规字第1020151451号.
package enum DocumentNumber {
  struct Found {
    var value: String
    /// In scalars of the line.
    var range: Range<Int>
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
      case 0x5B, 0x28: if let found = bracketed(line, at: index, from: start) { return found }
      case 0x5B57: if let found = lettered(line, at: index, from: start) { return found }  // 字第
      case 0x901A: if let found = circular(line, at: index, from: start) { return found }  // 通告 通函
      case 0x4EE4, 0x544A: if let found = decree(line, at: index, from: start) { return found }  // 令 公告
      default: break
      }
      index += 1
    }
    return nil
  }

  /// 〔2016〕64号 and the letters of the office before it.
  private static func bracketed(_ line: FoldedLine, at open: Int, from start: Int) -> Found? {
    var at = line.skippingBlanks(open + 1)
    guard let year = ChineseNumeral.read(line, at: at), year.isArabic, year.end - at == 4,
      (1900...2100).contains(year.value)
    else { return nil }
    at = line.skippingBlanks(year.end)
    guard line[at] == 0x5D || line[at] == 0x29 else { return nil }
    at = line.skippingBlanks(at + 1)
    if line[at] == 0x7B2C { at = line.skippingBlanks(at + 1) }  // 第
    guard let number = ChineseNumeral.read(line, at: at), number.isArabic, number.end - at <= 5 else { return nil }
    at = line.skippingBlanks(number.end)
    guard line[at] == 0x53F7, let office = office(line, before: open, from: start, longest: 14) else { return nil }
    return Found(
      value: squeezed(line, office) + "〔\(year.value)〕\(number.value)号", range: office.lowerBound..<(at + 1))
  }

  /// 院台规字第1020151451号.
  private static func lettered(_ line: FoldedLine, at letter: Int, from start: Int) -> Found? {
    var at = line.skippingBlanks(letter + 1)
    guard line[at] == 0x7B2C else { return nil }
    at = line.skippingBlanks(at + 1)
    guard let number = ChineseNumeral.read(line, at: at), number.isArabic, number.end - at >= 4 else { return nil }
    let digits = line.string(at..<number.end)
    at = line.skippingBlanks(number.end)
    guard line[at] == 0x53F7, let office = office(line, before: letter, from: start, longest: 10) else {
      return nil
    }
    return Found(value: squeezed(line, office) + "字第\(digits)号", range: office.lowerBound..<(at + 1))
  }

  /// 国务院令第707号, 农业农村部令2023年第2号, 国家税务总局公告2015年第102号.
  private static func decree(_ line: FoldedLine, at word: Int, from start: Int) -> Found? {
    if line[word] == 0x544A, word == 0 || line[word - 1] != 0x516C { return nil }
    var at = line.skippingBlanks(word + 1)
    var year: Int?
    if let number = ChineseNumeral.read(line, at: at), number.isArabic, number.end - at == 4 {
      let behind = line.skippingBlanks(number.end)
      guard line[behind] == 0x5E74 else { return nil }
      year = number.value
      at = line.skippingBlanks(behind + 1)
    }
    guard line[at] == 0x7B2C else { return nil }
    at = line.skippingBlanks(at + 1)
    guard let number = ChineseNumeral.read(line, at: at), number.value > 0, number.end - at <= 6 else { return nil }
    at = line.skippingBlanks(number.end)
    guard line[at] == 0x53F7 else { return nil }
    guard let office = office(line, before: word + 1, from: start, longest: 24), office.count > 2 else {
      return nil
    }
    let value = squeezed(line, office) + (year.map { "\($0)年" } ?? "") + "第\(number.value)号"
    return Found(value: value, range: office.lowerBound..<(at + 1))
  }

  /// 教育局通告第12/2022号: the departments of Hong Kong count by the year behind the number.
  private static func circular(_ line: FoldedLine, at word: Int, from start: Int) -> Found? {
    guard [0x544A, 0x51FD].contains(line[word + 1]) else { return nil }
    var at = line.skippingBlanks(word + 2)
    guard line[at] == 0x7B2C else { return nil }
    at = line.skippingBlanks(at + 1)
    guard let number = ChineseNumeral.read(line, at: at), number.isArabic, number.end - at <= 4,
      line[number.end] == 0x2F,
      let year = ChineseNumeral.read(line, at: number.end + 1), year.isArabic, year.end - number.end == 5
    else { return nil }
    at = line.skippingBlanks(year.end)
    guard line[at] == 0x53F7, let office = office(line, before: word + 2, from: start, longest: 16),
      office.count > 3
    else { return nil }
    let value = squeezed(line, office) + "第\(number.value)/\(year.value)号"
    return Found(value: value, range: office.lowerBound..<(at + 1))
  }

  /// 公告 for 海关总署公告2021年第98号, 令 for 国务院令第707号, and who issues them; nil for numbers that say no kind. A
  /// document is surely of it when it `isOwn`: others may only be brought by it.
  static func kind(of normalForm: String) -> (kind: String, office: String, isOwn: Bool)? {
    let line = FoldedLine(normalForm)
    guard
      let end = line.scalars.firstIndex(where: { $0 == 0x7B2C || $0 == 0x5B || $0 &- 0x30 < 10 })
    else { return nil }
    for word in ["公告", "通告", "令"] {
      let scalars = word.unicodeScalars.map(\.value)
      let start = end - scalars.count
      if start >= 2, line.starts(with: scalars, at: start) { return (word, line.string(0..<start), word == "通告") }
    }
    return nil
  }

  /// The Han before a place, without what only leads up to a number: 根据国发 is 国发.
  private static func office(_ line: FoldedLine, before end: Int, from start: Int, longest: Int) -> Range<Int>? {
    var low = end
    while low > start, low > end - longest {
      let scalar = line.scalars[low - 1]
      if FoldedLine.isHan(scalar) {
        low -= 1
      } else if scalar == 0x20, low - 2 >= start, FoldedLine.isHan(line.scalars[low - 2]), low < end {
        // A blank before the letters is where another thing ends; inside them it is not seen.
        break
      } else if scalar == 0x20 {
        low -= 1
      } else if scalar == 0x29, low - 3 >= start, line.scalars[low - 3] == 0x28 {
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
    (0, "根据 按照 依据 依照 遵照 转发 印发 以 按 从 见 由 和 与 及 的 年 月 日 号 文号 字号 关于 经 据 在"),
    // Those characters inside names.
    (1, "共和国 呼和浩特 从化 和田 和平 和林格尔 泰和 兴和 日照 日喀则 经济 经信 经贸 经办 与会 年度 以色列"),
  ])

  private static func squeezed(_ line: FoldedLine, _ range: Range<Int>) -> String {
    line.string(range).filter { $0 != " " }
  }
}
