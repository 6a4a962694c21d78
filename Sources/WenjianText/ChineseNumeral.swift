/// Numbers in Chinese and Arabic figures: 十三, 一百二十, 一百〇五, 二〇一六, 廿一, 13.
@usableFromInline
package enum ChineseNumeral {
  /// 0 to 9 and their full-width forms.
  @inlinable
  package static func arabicDigit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case "0"..."9", "０"..."９": Int(scalar & 15)
    default: nil
    }
  }

  /// 一 to 九, the zeros, and 两.
  @inlinable
  package static func chineseDigit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case "〇", "○", "零": 0
    case "一": 1
    case "二", "两", "兩": 2
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    default: nil
    }
  }

  /// The value of one figure; nil for anything else, units included.
  @inlinable
  package static func digit(_ scalar: UInt32) -> Int? { chineseDigit(scalar) ?? arabicDigit(scalar) }

  /// 十 百 千.
  @inlinable
  package static func unit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case "十": 10
    case "百": 100
    case "千": 1000
    default: nil
    }
  }

  /// 廿 卅: tens in one character.
  package static func tens(_ scalar: UInt32) -> Int? {
    switch scalar {
    case "廿": 20
    case "卅": 30
    default: nil
    }
  }

  /// 13 as 十三, as articles of mainland laws are numbered; 12,015 as 一万二千零一十五. Figures for what is not between 1 and
  /// 999,999,999,999.
  package static func spelled(_ value: Int) -> String {
    guard value > 0, value < 1_000_000_000_000 else { return String(value) }
    let names = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    var result = ""
    for (part, large) in [(value / 100_000_000, "亿"), (value / 10_000 % 10_000, "万"), (value % 10_000, "")] {
      if part == 0 { continue }
      var needsZero = !result.isEmpty && (part < 1000 || (large.isEmpty && value / 10_000 % 10_000 == 0))
      var isFirst = true
      var rest = part
      for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = rest / unit
        rest %= unit
        if digit == 0 {
          needsZero = needsZero || !isFirst
          continue
        }
        if needsZero { result += "零" }
        result += (unit == 10 && digit == 1 && result.isEmpty ? "" : names[digit]) + name
        (needsZero, isFirst) = (false, false)
      }
      result += large
    }
    return result
  }
}
