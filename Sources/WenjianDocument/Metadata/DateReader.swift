import WenjianText

/// A day of the Gregorian calendar.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// - Returns: nil for a day that there is not.
  package init?(year: Int, month: Int, day: Int) {
    guard (1850...2150).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Year * 10,000 + month * 100 + day.
  package var number: UInt32 { UInt32(year * 10_000 + month * 100 + day) }

  /// 2016-07-01.
  package var description: String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

/// Finds dates in folded text: 2016年7月1日, 二〇一六年七月一日, 民國105年7月1日, 2016-07-01, 2016/7/1, 2016.07.01.
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
      let isFigure = ChineseNumeral.digit(scalar) != nil || scalar == 0x5EFF
      if isFigure || scalar == 0x6C11 || scalar == 0x4E2D {  // 民 中
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
    if line.starts(with: republic, at: at) {
      at += 4
      isRepublic = true
    } else if line.starts(with: Array(republic[2...]), at: at) {
      at += 2
      isRepublic = true
    }
    at = line.skippingBlanks(at)
    let first: (value: Int, end: Int, isArabic: Bool)
    if isRepublic, line[at] == 0x5143 {  // 元年
      first = (1, at + 1, false)
    } else if let number = ChineseNumeral.read(line, at: at) {
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
    at = line.skippingBlanks(first.end)
    if line[at] == 0x5E74 {  // 年
      at = line.skippingBlanks(at + 1)
      guard let month = ChineseNumeral.read(line, at: at) else { return nil }
      at = line.skippingBlanks(month.end)
      guard line[at] == 0x6708 else { return nil }  // 月
      at = line.skippingBlanks(at + 1)
      guard let day = ChineseNumeral.read(line, at: at) else { return nil }
      at = line.skippingBlanks(day.end)
      guard line[at] == 0x65E5 || line[at] == 0x53F7 else { return nil }  // 日 号
      return found(year, month.value, day.value, start..<(at + 1))
    }
    let separator = line[first.end]
    guard first.isArabic, separator == 0x2D || separator == 0x2F || separator == 0x2E,
      let month = ChineseNumeral.read(line, at: first.end + 1), month.isArabic, line[month.end] == separator,
      let day = ChineseNumeral.read(line, at: month.end + 1), day.isArabic, day.end - month.end <= 3
    else { return nil }
    return found(year, month.value, day.value, start..<day.end)
  }

  private static func found(_ year: Int, _ month: Int, _ day: Int, _ range: Range<Int>) -> Found? {
    CivilDate(year: year, month: month, day: day).map { Found(date: $0, range: range) }
  }

  private static let republic: [UInt32] = [0x4E2D, 0x534E, 0x6C11, 0x56FD]  // 中华民国, folded

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
        (0x30...0x39).contains(line.scalars[index]) || line.scalars[index] == 0x6C11
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
      line[year.end] == 0x5F,
      let month = ChineseNumeral.read(line, at: year.end + 1), month.isArabic, line[month.end] == 0x5F,
      let day = ChineseNumeral.read(line, at: month.end + 1), day.isArabic
    else { return nil }
    return found(year.value, month.value, day.value, index..<day.end)
  }
}
