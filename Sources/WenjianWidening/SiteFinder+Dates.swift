import WenjianModel
import WenjianStream
import WenjianText

// Days, and years of the Republic.

extension SiteFinder {
  /// 2016年10月18日, 二〇一六年十月十八日, 2016年10月8号.
  func dateSite(at index: Int) -> WideningSite? {
    guard let year = WrittenNumber.read(elements, at: index), year.text.utf8.count == 4, year.notation != .words,
      !year.isDecimal, isScalar("年", at: year.range.upperBound),
      let month = part(at: year.range.upperBound + 1), isScalar("月", at: month.range.upperBound),
      let day = part(at: month.range.upperBound + 1),
      isScalar("日", at: day.range.upperBound) || isScalar("号", at: day.range.upperBound)
    else { return nil }
    return site(year, month, day, index..<(day.range.upperBound + 1))
  }

  /// 2016-10-18, 2016/10/18; 2016.10.18 is one run.
  func figureDateSite(at index: Int) -> WideningSite? {
    if case .run(let bytes) = elements[index] {
      let parts = String(decoding: bytes, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
      if parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { "0"..."9" ~= $0 } }) {
        let numbers = parts.map {
          WrittenNumber(notation: .arabic, text: String($0), range: index..<(index + 1))
        }
        return site(numbers[0], numbers[1], numbers[2], index..<(index + 1))
      }
    }
    for separator: Unicode.Scalar in ["-", "/"] where isScalar(separator, at: index + 1) {
      guard isScalar(separator, at: index + 3), !isScalar(separator, at: index - 1),
        !isScalar(separator, at: index + 5), let year = WrittenNumber.read(elements, at: index),
        let month = WrittenNumber.read(elements, at: index + 2),
        let day = WrittenNumber.read(elements, at: index + 4)
      else { return nil }
      return site(year, month, day, index..<(index + 5))
    }
    return nil
  }

  /// A number of one or two figures, or spelled.
  private func part(at index: Int) -> WrittenNumber? {
    guard let number = WrittenNumber.read(elements, at: index), !number.isDecimal, number.notation != .figures,
      number.text.utf8.count <= 2, !number.hasTens || options.numericValues
    else { return nil }
    return number
  }

  private func site(
    _ year: WrittenNumber, _ month: WrittenNumber, _ day: WrittenNumber, _ range: Range<Int>
  ) -> WideningSite? {
    guard year.text.utf8.count == 4, month.text.utf8.count <= 2, day.text.utf8.count <= 2,
      let year = year.value, let month = month.value, let day = day.value,
      let date = CivilDate(year: year, month: month, day: day), (1850...2150).contains(date.year)
    else { return nil }
    return WideningSite(range, of: elements, Self.spellings(year, month, day).map { .init($0, .date) })
  }

  private static func spellings(_ year: Int, _ month: Int, _ day: Int) -> [String] {
    func figures(_ value: Int) -> [String] { value < 10 ? [String(value), "0\(value)"] : [String(value)] }
    var spellings: [String] = []
    var padded: [String] = []
    for (monthIndex, monthText) in figures(month).enumerated() {
      for (dayIndex, dayText) in figures(day).enumerated() {
        let texts =
          ["\(year)年\(monthText)月\(dayText)日"] + ["-", "/", "."].map { "\(year)\($0)\(monthText)\($0)\(dayText)" }
        // 2016-08-5 is hardly ever written.
        if monthIndex == dayIndex || month >= 10 || day >= 10 { spellings += texts } else { padded += texts }
      }
    }
    for name in yearSpellings(year).dropFirst() {
      spellings.append("\(name)年\(ChineseNumeral.spelled(month))月\(ChineseNumeral.spelled(day))日")
    }
    return spellings + padded + ["\(year)年\(month)月\(day)号"]
  }

  // MARK: The Republic

  /// 民国105年, 中华民国一百零五年; the first two characters may be left out.
  func republicSite(at index: Int) -> WideningSite? {
    let isLong = holds("中华民国", at: index)
    guard isLong || (holds("民国", at: index) && !holds("中华", at: index - 2)) else { return nil }
    let start = index + (isLong ? 4 : 2)
    guard let number = WrittenNumber.read(elements, at: start), !number.isDecimal, let value = number.value,
      (1...300).contains(value), isScalar("年", at: number.range.upperBound), number.text.utf8.count <= 3
    else { return nil }
    if number.hasTens, !options.numericValues { return nil }
    let end = number.range.upperBound + 1
    var notations: NumeralSpellings.Notations = .figures
    if options.numericValues { notations.insert(.tens) }
    var alternatives: [WideningSite.Alternative] = []
    for spelling in NumeralSpellings.all(value, notations) {
      alternatives.append(.init("民国\(spelling)年", .numeral, notBehind: isLong ? Self.republic : []))
      if isLong { alternatives.append(.init("中华民国\(spelling)年", .numeral)) }
    }
    if options.republicYears {
      alternatives += Self.yearSpellings(value + 1911).map { .init($0 + "年", .republicYear) }
    }
    return WideningSite(index..<end, of: elements, alternatives)
  }

  /// 中华民国105年 is found as itself.
  private static let republic: [UInt32] = [("华" as Unicode.Scalar).value]

  /// Before 年: 民国105 for 2016.
  func republicYears(of year: Int) -> [WideningSite.Alternative] {
    guard options.republicYears, year > 1911, year < 2212 else { return [] }
    return NumeralSpellings.all(year - 1911, .figures).map { .init("民国" + $0, .republicYear) }
  }
}
