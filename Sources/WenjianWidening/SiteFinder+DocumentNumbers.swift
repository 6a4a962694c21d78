import WenjianDocument
import WenjianModel
import WenjianStream
import WenjianText

// Numbers of documents: 国发〔2016〕64号.

extension SiteFinder {
  /// 〔2016〕64号 with any brackets and with 第 or without; 〔2016〕 behind the letters of an office where the string ends.
  func documentNumberSite(at index: Int) -> WideningSite? {
    guard let year = WrittenNumber.read(elements, at: index + 1), year.notation != .words, !year.isDecimal,
      let value = year.value,
      DocumentNumber.isYear(value, figures: year.text.utf8.count, inSquareBrackets: isScalar("[", at: index))
    else { return nil }
    let close = year.range.upperBound
    guard isScalar("]", at: close) || isScalar(")", at: close) else { return nil }
    let spelledYear = year.text
    guard close + 1 < elements.count else {
      guard let letter = element(at: index - 1), isHan(letter.scalarValue) else { return nil }
      return WideningSite(
        index..<(close + 1), of: elements, Self.bracketed(spelledYear).map { .init($0, .documentNumber) })
    }
    let start = isScalar("第", at: close + 1) ? close + 2 : close + 1
    guard let number = WrittenNumber.read(elements, at: start), !number.isDecimal, let value = number.value,
      value > 0, value < 100_000, !number.text.hasPrefix("0"), isScalar("号", at: number.range.upperBound),
      !number.hasTens || options.numericValues
    else { return nil }
    var alternatives: [WideningSite.Alternative] = []
    // Chinese numerals are hardly ever in brackets of other kinds.
    for (position, bracket) in Self.bracketed(spelledYear).enumerated() {
      for spelling in position == 0 ? NumeralSpellings.all(value, .figures) : [String(value)] {
        alternatives.append(.init("\(bracket)\(spelling)号", .documentNumber))
        alternatives.append(.init("\(bracket)第\(spelling)号", .documentNumber))
      }
    }
    return WideningSite(index..<(number.range.upperBound + 1), of: elements, alternatives)
  }

  /// (85) before a number may be a count in a list.
  private static func bracketed(_ year: String) -> [String] {
    ["〔\(year)〕"] + (year.utf8.count == 4 ? ["(\(year))"] : [])
  }

  /// 令第707号 and 令707号, 公告第12号.
  func decreeSite(at index: Int) -> WideningSite? {
    if isScalar("告", at: index), !isScalar("公", at: index - 1), !isScalar("通", at: index - 1) { return nil }
    let name = elements[index].text
    let start = isScalar("第", at: index + 1) ? index + 2 : index + 1
    guard let number = WrittenNumber.read(elements, at: start), !number.isDecimal, number.notation != .figures,
      let value = number.value, value > 0, value < 100_000, !number.text.hasPrefix("0"),
      isScalar("号", at: number.range.upperBound), !number.hasTens || options.numericValues
    else { return nil }
    return WideningSite(
      index..<(number.range.upperBound + 1), of: elements,
      NumeralSpellings.all(value, .figures).flatMap { spelling -> [WideningSite.Alternative] in
        [.init("\(name)第\(spelling)号", .documentNumber), .init("\(name)\(spelling)号", .documentNumber)]
      })
  }
}
