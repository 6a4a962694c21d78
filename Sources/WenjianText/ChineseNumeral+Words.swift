// Numerals as they are spelled in full: read strictly, and written.

extension ChineseNumeral {
  /// 万 亿.
  package static func largeUnit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case "万": 10_000
    case "亿": 100_000_000
    default: nil
    }
  }

  /// Whether a numeral in simplified characters can hold the scalar.
  package static func isPart(_ scalar: UInt32) -> Bool {
    chineseDigit(scalar) != nil || unit(scalar) != nil || tens(scalar) != nil || largeUnit(scalar) != nil
  }

  /// The value of a numeral with units, spelled as one is taught to: 十三, 一百零五, 一百〇五, 一百十三, 两千, 廿三, 三万五千,
  /// 一亿二千三百万.
  /// - Returns: nil for what is read in two ways (一百二), is no number (十三五, 百), or is written figure by figure.
  package static func value(ofWords scalars: ArraySlice<UInt32>) -> Int? {
    for (name, unit) in [("亿" as Unicode.Scalar, 100_000_000), ("万", 10_000)] {
      guard let at = scalars.lastIndex(of: name.value) else { continue }
      guard let high = value(ofWords: scalars[..<at]), high < 10_000 else { return nil }
      let rest = scalars[(at + 1)...]
      guard let first = rest.first else { return high * unit }
      // 一万零五百 leaves out the thousands and says so; 一万五 is said of 15,000.
      let saysZero = chineseDigit(first) == 0
      guard let low = value(ofWords: saysZero ? rest.dropFirst() : rest), low < unit, saysZero == (low < unit / 10)
      else { return nil }
      return high * unit + low
    }
    return valueBelowTenThousand(scalars)
  }

  private static func valueBelowTenThousand(_ scalars: ArraySlice<UInt32>) -> Int? {
    var total = 0
    // The unit of the last part.
    var last = 10_000
    var figure: Int?
    var saysZero = false
    /// A unit that is left out inside is a zero that is said.
    func mayFollow(_ unit: Int) -> Bool {
      unit < last && (last == 10_000 ? !saysZero : saysZero == (unit * 10 < last))
    }
    for index in scalars.indices {
      let scalar = scalars[index]
      if let tens = tens(scalar) {
        guard figure == nil, mayFollow(10) else { return nil }
        (total, last, saysZero) = (total + tens, 10, false)
      } else if let unit = unit(scalar) {
        guard mayFollow(unit), let count = figure ?? (unit == 10 && !saysZero ? 1 : nil) else { return nil }
        if unit == 10, index > scalars.startIndex, scalars[index - 1] == "两" { return nil }
        (total, last, figure, saysZero) = (total + count * unit, unit, nil, false)
      } else if let digit = chineseDigit(scalar) {
        guard figure == nil else { return nil }
        if digit == 0 {
          guard total > 0, !saysZero else { return nil }
          saysZero = true
        } else {
          if scalar == "两", index > scalars.startIndex, index == scalars.endIndex - 1 { return nil }
          figure = digit
        }
      } else {
        return nil
      }
    }
    if let figure {
      guard mayFollow(1) else { return nil }
      return total + figure
    }
    return total > 0 && !saysZero ? total : nil
  }

  /// The figures of a number that is written one by one: 二〇一六, 二零一六, 一〇五.
  /// - Returns: as Arabic ones; nil when there is anything else, or only one.
  package static func arabic(ofFigures scalars: ArraySlice<UInt32>) -> String? {
    guard scalars.count > 1 else { return nil }
    var text = ""
    for scalar in scalars {
      guard scalar != "两", let digit = chineseDigit(scalar) else { return nil }
      text += String(digit)
    }
    return text
  }

  /// 105 as 一〇五.
  package static func figures(_ arabic: some StringProtocol, zero: String = "〇") -> String {
    let names = [zero, "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    return arabic.utf8.map { "0"..."9" ~= UInt32($0) ? names[Int($0 & 15)] : "" }.joined()
  }
}
