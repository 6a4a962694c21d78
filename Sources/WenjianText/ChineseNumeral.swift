/// Numbers in Chinese and Arabic figures: 十三, 一百二十, 一百〇五, 二〇一六, 廿一, 13.
package enum ChineseNumeral {
  /// The value of one figure; nil for anything else, units included.
  package static func digit(_ scalar: UInt32) -> Int? {
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

  package static func unit(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x5341: 10
    case 0x767E: 100
    case 0x5343: 1000
    default: nil
    }
  }

  /// 13 as 十三, as articles of mainland laws are numbered.
  package static func spelled(_ value: Int) -> String {
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
