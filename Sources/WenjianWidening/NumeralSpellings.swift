import WenjianStream
import WenjianText

/// A number with the notations that it is written in.
struct NumeralSpellings {
  /// What is written apart from Arabic figures and characters with units.
  struct Notations: OptionSet {
    let rawValue: Int
    /// 一〇五.
    static let figures = Notations(rawValue: 1)
    /// 两 for a number that is 2, or begins with 2 hundred or thousand.
    static let pair = Notations(rawValue: 2)
    /// 廿三.
    static let tens = Notations(rawValue: 4)
    /// 08.
    static let padded = Notations(rawValue: 8)
  }

  /// The spellings of a number, Arabic first, then the commonest of Chinese.
  /// - Parameter value: below 10,000,000,000.
  static func all(_ value: Int, _ notations: Notations = []) -> [String] {
    guard value > 0 else { return [String(value)] }
    var spellings = [String(value)]
    let spelled = ChineseNumeral.spelled(value)
    spellings.append(spelled)
    if notations.contains(.padded), value < 10 { spellings.append("0\(value)") }
    if spelled.contains("零") { spellings.append(withRoundZeros(spelled)) }
    if notations.contains(.figures), value >= 100 {
      spellings.append(ChineseNumeral.figures(String(value)))
      if spelled.contains("零") { spellings.append(ChineseNumeral.figures(String(value), zero: "零")) }
    }
    // 一百十三, as the laws of Taiwan have it.
    if value < 1000, value / 10 % 10 == 1, value > 100 {
      spellings.append(ChineseNumeral.spelled(value / 100) + "百" + ChineseNumeral.spelled(value % 100))
    }
    if notations.contains(.pair) {
      if value == 2 { spellings.append("两") }
      if spelled.hasPrefix("二百") || spelled.hasPrefix("二千") || spelled.hasPrefix("二万") || spelled.hasPrefix("二亿") {
        spellings.append("两" + spelled.dropFirst())
      }
    }
    if notations.contains(.tens), (20..<40).contains(value) {
      let rest = value % 10 == 0 ? "" : ChineseNumeral.spelled(value % 10)
      spellings.append((value < 30 ? "廿" : "卅") + rest)
    }
    return spellings
  }

  /// 3.5 as 三点五, 0.05 as 零点零五 and 〇点〇五.
  static func all(decimal: String) -> [String] {
    let parts = decimal.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let whole = Int(parts[0]), !parts[1].isEmpty else { return [decimal] }
    let name = whole == 0 ? "零" : ChineseNumeral.spelled(whole)
    let spelled = name + "点" + ChineseNumeral.figures(parts[1], zero: "零")
    return [decimal, spelled] + (spelled.contains("零") ? [withRoundZeros(spelled)] : [])
  }

  /// 一百〇五 for 一百零五.
  private static func withRoundZeros(_ text: String) -> String { String(text.map { $0 == "零" ? "〇" : $0 }) }
}
