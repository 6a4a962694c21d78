import WenjianModel
import WenjianText

/// Finds dates in folded text: 2016年7月1日, 二〇一六年七月一日, 民國105年7月1日, 2016-07-01, 2016/7/1, 2016.07.01; and as they
/// are typed: 二O一六年元月一日, 2016 年 7 月 1 日, 公元2016年7月1日.
enum DateReader {
  struct Found {
    var date: CivilDate
    /// In scalars of the line.
    var range: Range<Int>
  }

  /// The first date from `start` on.
  /// - Parameter afterLabel: what stands behind a label is a date: then 20160701 and the years of the Republic without
  ///   their name, 105.07.01 and 105年7月1日, are read as well.
  static func find(in line: FoldedLine, from start: Int, afterLabel: Bool = false) -> Found? {
    var index = start
    while index < line.count {
      let scalar = line.scalars[index]
      let isFigure = ChineseNumeral.digit(scalar) != nil || scalar == "廿"
      if isFigure || scalar == "民" || scalar == "中" || scalar == "公" {
        if let found = read(line, at: index, afterLabel: afterLabel) { return found }
        if isFigure {
          // The rest of a number is no date.
          repeat { index += 1 } while ChineseNumeral.digit(line[index]) != nil
          continue
        }
      }
      index += 1
    }
    return nil
  }

  static func read(_ line: FoldedLine, at start: Int, afterLabel: Bool) -> Found? {
    var at = start
    var isRepublic = false
    if let (tag, end) = eras.spacedMatch(line, at: at) {
      at = end
      isRepublic = tag == 1
    }
    at = line.skippingBlanks(at)
    if let found = spelled(line, at: at, isRepublic: isRepublic) {
      return Found(date: found.date, range: start..<found.range.upperBound)
    }
    let first: (value: Int, end: Int, isArabic: Bool)
    if let number = ChineseNumeral.read(line, at: at) {
      first = number
    } else {
      return nil
    }
    let length = first.end - at
    if first.isArabic, length == 8, afterLabel {
      return found(first.value / 10_000, first.value / 100 % 100, first.value % 100, start..<first.end)
    }
    var year = first.value
    if isRepublic || (afterLabel && length <= 3 && first.isArabic && (35...150).contains(year)) {
      year += 1911
    } else if length != 4 {
      return nil
    }
    // 2016-7-1, and 2016. 7. 1 with a blank behind each point.
    var end = first.end
    if line.isBlank(at: end) { end += 1 }
    let separator = line[end]
    guard first.isArabic, separator == "-" || separator == "/" || separator == ".",
      let month = ChineseNumeral.read(line, at: line.skippingBlanks(end + 1)), month.isArabic
    else { return nil }
    end = month.end
    if line.isBlank(at: end) { end += 1 }
    guard line[end] == separator, let day = ChineseNumeral.read(line, at: line.skippingBlanks(end + 1)),
      day.isArabic, day.value <= 31
    else { return nil }
    return found(year, month.value, day.value, start..<day.end)
  }

  /// A date with 年, 月 and 日, with blanks anywhere in it.
  private static func spelled(_ line: FoldedLine, at start: Int, isRepublic: Bool) -> Found? {
    let year: (value: Int, end: Int)
    if isRepublic {
      guard let count = number(line, at: start, before: "年", orBefore: "年") else { return nil }
      year = (count.value + 1911, count.end)
    } else {
      guard let figures = yearFigures(line, at: start) else { return nil }
      let end = line.skippingBlanks(figures.end)
      guard line[end] == "年" else { return nil }
      year = (figures.value, end + 1)
    }
    guard let month = number(line, at: line.skippingBlanks(year.end), before: "月", orBefore: "月"),
      let day = number(line, at: line.skippingBlanks(month.end), before: "日", orBefore: "号")
    else { return nil }
    return found(year.value, month.value, day.value, start..<day.end)
  }

  /// The four figures of a year: 2016, 二〇一六, 二O一六, 二 0 一 六.
  private static func yearFigures(_ line: FoldedLine, at start: Int) -> (value: Int, end: Int)? {
    var (value, count, at) = (0, 0, start)
    var hasHan = false
    var hasLetter = false
    while count < 4 {
      if count > 0 { at = line.skippingBlanks(at) }
      guard at - start < 12, let figure = figure(line[at]) else { return nil }
      if line[at] == "两" || line[at] == "零", count == 0 { return nil }
      hasHan = hasHan || FoldedLine.isHan(line[at])
      hasLetter = hasLetter || ChineseNumeral.digit(line[at]) == nil
      value = value * 10 + figure
      count += 1
      at += 1
    }
    return figure(line[at]) == nil && (hasHan || !hasLetter) ? (value, at) : nil
  }

  /// A figure, and what is typed for 〇.
  private static func figure(_ scalar: UInt32) -> Int? {
    switch scalar {
    case "o", "O", "○", "◯", "О", "о", "Ο", "ο": 0
    default: ChineseNumeral.digit(scalar)
    }
  }

  /// The number before 年, 月 or 日: 12, 十二, 一二, 1 2, 二O, 廿四, 卅一, 元.
  /// - Returns: where the text behind that character begins.
  private static func number(
    _ line: FoldedLine, at start: Int, before ending: Unicode.Scalar, orBefore other: Unicode.Scalar
  ) -> (value: Int, end: Int)? {
    var (total, current, figures) = (0, 0, 0)
    var hasUnit = false
    var at = start
    while at - start < 12 {
      let scalar = line[at]
      if scalar == ending || scalar == other { return at > start ? (total + current, at + 1) : nil }
      if line.isBlank(at: at) {
        at += 1
        continue
      }
      switch scalar {
      case "元":
        guard at == start else { return nil }
        current = 1
      case "廿", "卅", "卌":
        total += scalar == "廿" ? 20 : scalar == "卅" ? 30 : 40
        (current, figures, hasUnit) = (0, 0, true)
      default:
        if let unit = ChineseNumeral.unit(scalar) {
          total += (figures == 0 ? 1 : current) * unit
          (current, figures, hasUnit) = (0, 0, true)
        } else if let figure = figure(scalar) {
          guard figures < 3 else { return nil }
          // 二十一 by its units, 二一 and 1O figure by figure; 二十O is typed for 二十.
          current = hasUnit ? figure : current * 10 + figure
          figures += 1
        } else {
          return nil
        }
      }
      at += 1
    }
    return nil
  }

  /// Numbers that are no such year are no dates.
  private static let years = 1850...2150

  private static func found(_ year: Int, _ month: Int, _ day: Int, _ range: Range<Int>) -> Found? {
    guard years.contains(year) else { return nil }
    return CivilDate(year: year, month: month, day: day).map { Found(date: $0, range: range) }
  }

  /// What a year is counted in; 1 for the Republic.
  private static let eras = FoldedLexicon([(0, "公元"), (1, "中华民国 民国")])

  /// The date that a value of markup begins with or contains: 2024-03-12-19:02:11, 2022/09/14 16:20, 2018-05-21T...
  static func date(in value: String) -> CivilDate? {
    find(in: FoldedLine(value), from: 0, afterLabel: true)?.date
  }

  /// The last date of a file name: 2023-10-24.txt, 条例(2020-05-14).txt, 20220924.txt.
  static func date(inFileName name: String) -> (date: CivilDate, text: String)? {
    let line = FoldedLine(name)
    var last: (CivilDate, String)?
    var index = 0
    while index < line.count {
      guard
        "0"..."9" ~= line.scalars[index] || line.scalars[index] == "民"
          || ChineseNumeral.digit(line.scalars[index]) != nil
      else {
        index += 1
        continue
      }
      let number = ChineseNumeral.read(line, at: index)
      let isLong = number.map { $0.isArabic && $0.end - index == 8 } ?? false
      if let found = read(line, at: index, afterLabel: isLong) ?? underscored(line, at: index) {
        last = (found.date, line.string(found.range))
        index = found.range.upperBound
      } else {
        index = Swift.max(index + 1, number?.end ?? 0)
      }
    }
    return last
  }

  /// 2016_07_01.
  private static func underscored(_ line: FoldedLine, at index: Int) -> Found? {
    guard let year = ChineseNumeral.read(line, at: index), year.isArabic, year.end - index == 4,
      line[year.end] == "_",
      let month = ChineseNumeral.read(line, at: year.end + 1), month.isArabic, line[month.end] == "_",
      let day = ChineseNumeral.read(line, at: month.end + 1), day.isArabic
    else { return nil }
    return found(year.value, month.value, day.value, index..<day.end)
  }
}
