/// Numbers in Chinese and Arabic figures, in folded text: 十三, 一百二十, 一百〇五, 二〇一六, 廿一, 13.
enum ChineseNumeral {
  /// The value of one figure; nil for anything else, units included.
  static func digit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x30...0x39: Int(scalar - 0x30)
    case 0x3007, 0x96F6: 0  // 〇 零
    case 0x4E00: 1
    case 0x4E8C, 0x4E24: 2  // 二 两
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    default: nil
    }
  }

  static func unit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x5341: 10
    case 0x767E: 100
    case 0x5343: 1000
    default: nil
    }
  }

  /// Reads the number at `index`.
  /// - Returns: nil where none stands. Values beyond 9,999,999,999 are not read.
  static func read(_ line: FoldedLine, at index: Int) -> (value: Int, end: Int, isArabic: Bool)? {
    var at = index
    if (0x30...0x39).contains(line[at]) {
      var value = 0
      while (0x30...0x39).contains(line[at]), at - index < 10 {
        value = value * 10 + Int(line[at] - 0x30)
        at += 1
      }
      if (0x30...0x39).contains(line[at]) { return nil }
      return (value, at, true)
    }
    var total = 0
    var current = 0
    var figures = 0
    var hasUnit = false
    while at - index < 10 {
      let scalar = line[at]
      if scalar == 0x5EFF || scalar == 0x5345 {  // 廿 卅
        total += scalar == 0x5EFF ? 20 : 30
        hasUnit = true
        figures = 0
      } else if let unit = unit(scalar) {
        total += (figures == 0 ? 1 : current) * unit
        (current, figures, hasUnit) = (0, 0, true)
      } else if scalar >= 0x80, let digit = digit(scalar) {
        // 二〇一六 is read figure by figure, 二百一十六 by its units.
        current = hasUnit ? digit : current * 10 + digit
        figures += 1
      } else {
        break
      }
      at += 1
    }
    return at == index ? nil : (total + current, at, false)
  }

  /// 13 as 十三, as articles of mainland laws are numbered.
  static func spelled(_ value: Int) -> String {
    let figures = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard value > 0, value < 10_000 else { return String(value) }
    if value < 10 { return figures[value] }
    var result = ""
    var needsZero = false
    var rest = value
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
      let digit = rest / unit
      rest %= unit
      if digit == 0 {
        needsZero = needsZero || !result.isEmpty
        continue
      }
      if needsZero {
        result += "零"
        needsZero = false
      }
      result += (unit == 10 && digit == 1 && result.isEmpty ? "" : figures[digit]) + name
    }
    return result
  }
}
