import WenjianModel
import WenjianStream
import WenjianText

// Numbers beside counters, and those that a value makes.

extension SiteFinder {
  /// 第十三条, 第十三届, 第十三; of what is behind 第 the whole is the site, so that no neighbour can change it.
  func ordinalSite(at index: Int) -> WideningSite? {
    guard let number = WrittenNumber.read(elements, at: index + 1), !number.isDecimal, let value = number.value,
      value > 0, !number.hasTens || options.numericValues, !hasLeadingZero(number)
    else { return nil }
    let end = number.range.upperBound
    let counter = Counter.match(elements, at: end)
    // 第一 is a word, 第三产业 and 第一书记 are names; 第十三 can only be a number.
    guard counter != nil || (end == elements.count && value >= 10) else { return nil }
    guard value < 10_000 || options.numericValues else { return nil }
    var notations: NumeralSpellings.Notations = .figures
    if options.numericValues { notations.insert(.tens) }
    return WideningSite(
      index..<end, of: elements,
      NumeralSpellings.all(value, notations).map { .init("第" + $0, .numeral) })
  }

  /// 第十三条之一 and 第13-1条.
  func insertedDivisionSite(at index: Int) -> WideningSite? {
    guard let number = WrittenNumber.read(elements, at: index + 1), let value = number.value, value > 0,
      value < 10_000, !number.isDecimal, !number.hasTens
    else { return nil }
    var at = number.range.upperBound
    let unit: AnalyzedElement
    let insertion: WrittenNumber
    if isScalar("-", at: at), let second = WrittenNumber.read(elements, at: at + 1), second.notation == .arabic,
      let last = element(at: second.range.upperBound), Self.isDivision(last)
    {
      unit = last
      insertion = second
      at = second.range.upperBound + 1
    } else if let first = element(at: at), Self.isDivision(first), isScalar("之", at: at + 1),
      let second = WrittenNumber.read(elements, at: at + 2), !second.isDecimal, !second.hasTens
    {
      unit = first
      insertion = second
      at = second.range.upperBound
    } else {
      return nil
    }
    guard let inserted = insertion.value, (1..<100).contains(inserted) else { return nil }
    let name = unit.text
    var alternatives = [WideningSite.Alternative("第\(value)-\(inserted)\(name)", .numeral)]
    for main in NumeralSpellings.all(value, .figures) {
      let parts = [ChineseNumeral.spelled(inserted)] + (main == String(value) ? [String(inserted)] : [])
      alternatives += parts.map { .init("第\(main)\(name)之\($0)", .numeral) }
    }
    return WideningSite(index..<at, of: elements, alternatives)
  }

  private static func isDivision(_ element: AnalyzedElement) -> Bool {
    ["条", "章", "节", "编", "款", "项", "目"].contains { element.isScalar($0) }
  }

  /// A number before a counter, a year by its figures, and by option any number by its value.
  func numberSite(at index: Int) -> WideningSite? {
    guard let number = WrittenNumber.read(elements, at: index) else { return nil }
    // What is behind 第, or a part of a fraction or a bracketed year, is read there or not at all.
    if isScalar("第", at: index - 1) || isScalar("点", at: index - 1) { return nil }
    if let counter = Counter.match(elements, at: number.range.upperBound),
      let alternatives = spellings(of: number, before: counter.value.kind)
    {
      return WideningSite(number.range, of: elements, alternatives)
    }
    if let site = bareYearSite(number) { return site }
    return options.numericValues ? valueSite(number) : nil
  }

  private func hasLeadingZero(_ number: WrittenNumber) -> Bool { number.text.hasPrefix("0") }

  private func spellings(of number: WrittenNumber, before kind: Counter.Kind) -> [WideningSite.Alternative]? {
    if number.isDecimal {
      guard kind == .measure || kind == .count else { return nil }
      return NumeralSpellings.all(decimal: number.text).map { .init($0, .numeral) }
    }
    guard !number.hasTens || options.numericValues, let value = number.value, value > 0 else { return nil }
    switch kind {
    case .year where number.text.utf8.count == 4 && number.notation != .words:
      return years(number)
    case .year where value >= 1000: return nil
    case .month, .day:
      let limit = kind == .month ? 12 : 31
      guard number.notation != .figures else { return nil }
      if value > limit || number.text.utf8.count > 2 {
        guard kind == .day, !hasLeadingZero(number) else { return nil }
        break
      }
      return plain(value, .padded)
    default: break
    }
    if hasLeadingZero(number) { return nil }
    if number.notation == .figures {
      // 一〇五号; but 三八节 and 九一八 are words.
      guard kind == .ordinal, value >= 100 else { return nil }
    }
    if value >= 10_000 || number.isLarge { return options.numericValues ? values(number) : nil }
    switch kind {
    case .ordinal: return plain(value, .figures)
    case .count:
      // 一个 and 两个 are words as often as numbers.
      return value == 1 || isPair(number) ? nil : plain(value, [])
    case .measure, .year: return plain(value, .pair)
    case .month, .day: return plain(value, [])
    }
  }

  /// 两, which is no 二.
  private func isPair(_ number: WrittenNumber) -> Bool {
    number.range.count == 1 && elements[number.range.lowerBound].isScalar("两")
  }

  private func plain(_ value: Int, _ notations: NumeralSpellings.Notations) -> [WideningSite.Alternative] {
    var notations = notations
    if options.numericValues { notations.insert(.tens) }
    return NumeralSpellings.all(value, notations).map { .init($0, .numeral) }
  }

  // MARK: Years

  /// 2016, 二〇一六, 二零一六, and by option those of the Republic.
  func years(_ number: WrittenNumber) -> [WideningSite.Alternative]? {
    guard let value = number.value, (1000...2999).contains(value) else { return nil }
    return Self.yearSpellings(value).map { .init($0, .year) } + republicYears(of: value)
  }

  static func yearSpellings(_ year: Int) -> [String] {
    let text = String(year)
    return [text, ChineseNumeral.figures(text)]
      + (text.contains("0") ? [ChineseNumeral.figures(text, zero: "零")] : [])
  }

  /// A year without 年: of Chinese figures wherever it is, for nothing else looks like it; of Arabic ones only when
  /// it is all of the string.
  private func bareYearSite(_ number: WrittenNumber) -> WideningSite? {
    guard number.text.utf8.count == 4, let value = number.value, (1900...2099).contains(value),
      number.notation == .figures || (number.notation == .arabic && number.range == elements.indices)
    else { return nil }
    return WideningSite(
      number.range, of: elements, Self.yearSpellings(value).map { .init($0, .year) })
  }

  // MARK: Values

  /// A number without a counter: 三万五千. No figure up to 十一, which begin too many words.
  private func valueSite(_ number: WrittenNumber) -> WideningSite? {
    guard number.notation != .figures, let alternatives = values(number) else { return nil }
    return WideningSite(extended(number).range, of: elements, alternatives)
  }

  /// The number with 万 or 亿 behind Arabic figures: 3.5万.
  private func extended(_ number: WrittenNumber) -> (range: Range<Int>, unit: Int) {
    guard number.notation == .arabic || number.notation == .decimal || number.notation == .spelledDecimal,
      let next = element(at: number.range.upperBound), let unit = ChineseNumeral.largeUnit(next.scalarValue),
      element(at: number.range.upperBound + 1)?.isNumeral != true
    else { return (number.range, 1) }
    return (number.range.lowerBound..<(number.range.upperBound + 1), unit)
  }

  private func values(_ number: WrittenNumber) -> [WideningSite.Alternative]? {
    let (range, unit) = extended(number)
    guard let value = Self.value(of: number.text, times: unit), value >= 12, value < 1_000_000_000_000,
      unit > 1 || !number.isDecimal
    else { return nil }
    if number.range.lowerBound > 0, isScalar("第", at: number.range.lowerBound - 1) { return nil }
    if unit == 1, element(at: range.upperBound)?.isNumeral == true { return nil }
    var spellings = NumeralSpellings.all(value, [.tens, .pair])
    for (large, name) in [(100_000_000, "亿"), (10_000, "万")] where value >= large {
      if let short = Self.quotient(value, large) {
        spellings.append(short + name)
        if short.contains(".") { spellings.append(NumeralSpellings.all(decimal: short)[1] + name) }
      }
    }
    return spellings.map { .init($0, .value) }
  }

  /// 3.5 times 10,000; nil where a fraction is left, and for what is too large.
  private static func value(of text: String, times unit: Int) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = Int(parts[0]), whole < 1_000_000_000_000 / unit else { return nil }
    guard parts.count == 2 else { return whole * unit }
    var scale = unit
    for _ in parts[1] {
      guard scale % 10 == 0 else { return nil }
      scale /= 10
    }
    return Int(parts[1]).map { whole * unit + $0 * scale }
  }

  /// 35,000 in 万: 3.5; nil with more than two places behind the point.
  private static func quotient(_ value: Int, _ unit: Int) -> String? {
    let hundredths = value % unit * 100
    guard hundredths % unit == 0 else { return nil }
    let fraction = hundredths / unit
    let whole = String(value / unit)
    if fraction == 0 { return whole }
    if fraction % 10 == 0 { return "\(whole).\(fraction / 10)" }
    return whole + (fraction < 10 ? ".0" : ".") + String(fraction)
  }

  // MARK: Thousands

  /// 1，294万元 with a full-width comma, which the stream keeps because it lists numbers as well: before a unit it parts
  /// thousands.
  func groupedSite(at index: Int) -> WideningSite? {
    guard let first = elements[index].digits, (1...3).contains(first.utf8.count), !first.hasPrefix("0"),
      !first.contains("."), !isScalar(",", at: index - 1)
    else { return nil }
    var text = first
    var end = index + 1
    while isScalar(",", at: end), let group = element(at: end + 1)?.digits, group.prefix(3).utf8.count == 3,
      group.utf8.count == 3 || (group.dropFirst(3).first == ".")
    {
      text += group
      end += 2
      if group.contains(".") { break }
    }
    guard end > index + 1, let next = element(at: end) else { return nil }
    let hasUnit =
      ChineseNumeral.largeUnit(next.scalarValue) != nil || next.isScalar("%")
      || Counter.match(elements, at: end) != nil
    return hasUnit ? WideningSite(index..<end, of: elements, [.init(text, .numeral)]) : nil
  }
}
