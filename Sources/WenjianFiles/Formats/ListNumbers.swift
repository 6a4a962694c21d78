// The numbers before paragraphs that word processors compute: 第一章, （二）, 3.1. They stand in no file, and in every
// printout; a law is cited by them.

/// How a number is written.
enum NumberStyle: Equatable {
  case none, decimal, wideDecimal, circled, lowerLetter, upperLetter, lowerRoman, upperRoman
  /// 十一, 一百零一
  case chinese
  /// 一一, 一〇一
  case chineseDigits
  case financialSimplified, financialTraditional
  /// 甲乙丙
  case stems
  /// 子丑寅
  case branches

  /// By the name that WordprocessingML has for it; nil for those of other scripts, which are written as digits.
  init?(word name: String) {
    switch name {
    case "none": self = .none
    case "decimal", "decimalZero", "ordinal": self = .decimal
    case "decimalFullWidth", "decimalFullWidth2": self = .wideDecimal
    case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": self = .circled
    case "lowerLetter": self = .lowerLetter
    case "upperLetter": self = .upperLetter
    case "lowerRoman": self = .lowerRoman
    case "upperRoman": self = .upperRoman
    case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
      "japaneseCounting":
      self = .chinese
    case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand": self = .chineseDigits
    case "chineseLegalSimplified": self = .financialSimplified
    case "ideographLegalTraditional": self = .financialTraditional
    case "ideographTraditional": self = .stems
    case "ideographZodiac": self = .branches
    default: return nil
    }
  }

  /// By the beginning of the sequence that OpenDocument has for it: `一, 二, 三, ...`.
  init?(openDocument format: String) {
    switch format.unicodeScalars.first {
    case nil: self = .none
    case "1": self = .decimal
    case "１": self = .wideDecimal
    case "①": self = .circled
    case "a": self = .lowerLetter
    case "A": self = .upperLetter
    case "i": self = .lowerRoman
    case "I": self = .upperRoman
    case "一": self = .chinese
    case "〇": self = .chineseDigits
    case "壹": self = format.contains("贰") ? .financialSimplified : .financialTraditional
    case "甲": self = .stems
    case "子": self = .branches
    default: return nil
    }
  }

  func text(_ number: Int) -> String {
    switch self {
    case .none: return ""
    case .decimal: return String(number)
    case .wideDecimal: return Self.digits(number, "０１２３４５６７８９")
    case .chineseDigits: return Self.digits(number, "〇一二三四五六七八九")
    case .chinese: return Self.counted(number, "零一二三四五六七八九", "十百千")
    case .financialSimplified: return Self.counted(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
    case .financialTraditional: return Self.counted(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟")
    case .stems: return Self.cyclic(number, "甲乙丙丁戊己庚辛壬癸")
    case .branches: return Self.cyclic(number, "子丑寅卯辰巳午未申酉戌亥")
    case .circled:
      let scalar = (1...20).contains(number) ? Unicode.Scalar(0x245F + UInt32(number)) : nil
      return scalar.map { String($0) } ?? String(number)
    case .lowerLetter: return Self.letters(number).lowercased()
    case .upperLetter: return Self.letters(number)
    case .lowerRoman: return Self.roman(number).lowercased()
    case .upperRoman: return Self.roman(number)
    }
  }

  private static func digits(_ number: Int, _ figures: String) -> String {
    let figures = Array(figures)
    return String(String(max(0, number)).utf8.map { figures[Int($0 - 0x30)] })
  }

  /// 十一 and not 一十一; 一百零一. Beyond 9,999, where no list goes, in digits.
  private static func counted(_ number: Int, _ figures: String, _ units: String) -> String {
    guard (1...9999).contains(number) else { return String(number) }
    let figures = Array(figures)
    let units = Array(units)
    var text = ""
    var hasGap = false
    for place in [3, 2, 1, 0] {
      let figure = number / [1, 10, 100, 1000][place] % 10
      if figure == 0 {
        hasGap = !text.isEmpty
        continue
      }
      if hasGap { text.append(figures[0]) }
      hasGap = false
      if !(figure == 1 && place == 1 && text.isEmpty) { text.append(figures[figure]) }
      if place > 0 { text.append(units[place - 1]) }
    }
    return text
  }

  private static func cyclic(_ number: Int, _ figures: String) -> String {
    let figures = Array(figures)
    return (1...figures.count).contains(number) ? String(figures[number - 1]) : String(number)
  }

  /// A to Z, AA, BB.
  private static func letters(_ number: Int) -> String {
    guard (1...780).contains(number) else { return String(number) }
    let letter = Character(Unicode.Scalar(UInt8(0x41 + (number - 1) % 26)))
    return String(repeating: letter, count: (number - 1) / 26 + 1)
  }

  private static func roman(_ number: Int) -> String {
    guard (1...3999).contains(number) else { return String(number) }
    var rest = number
    var text = ""
    for (value, figure) in [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ] {
      while rest >= value {
        text += figure
        rest -= value
      }
    }
    return text
  }
}

/// What stands before the paragraphs of one level of a list.
struct ListLevel {
  var style = NumberStyle.decimal
  var start = 1
  /// `第%1章`: the numbers of the levels, from 1 on, stand at their signs. A bullet has none.
  var template = ""
  /// Whether the text follows at once.
  var isTight = false
  /// 1.1 although the level above counts 一.
  var isAllDecimal = false
}

/// A list with the numbers it has come to.
struct ListCounter {
  var levels: [Int: ListLevel]
  private var numbers: [Int: Int] = [:]

  /// Deeper levels are no list's.
  static let depthLimit = 16
  private static let templateBytes = 200

  init(levels: [Int: ListLevel]) { self.levels = levels }

  /// Begins again, all of it or one level.
  mutating func restart() { numbers.removeAll() }

  mutating func restart(_ level: Int, at number: Int) { numbers[level] = number - 1 }

  /// Counts a paragraph.
  /// - Parameter level: from 0 on.
  /// - Returns: what stands before it, a blank at its end unless the text follows at once; nil for nothing.
  mutating func next(_ level: Int) -> String? {
    guard let own = levels[level] else { return nil }
    // Longer than any number: a file of some KB would become text of gigabytes.
    guard own.template.utf8.count <= Self.templateBytes else { return nil }
    numbers[level] = min(numbers[level] ?? own.start - 1, Int.max - 1) + 1
    for deeper in numbers.keys where deeper > level { numbers[deeper] = nil }
    var text = ""
    var rest = own.template[...]
    while let sign = rest.firstIndex(of: "%") {
      text += rest[..<sign]
      rest = rest[sign...].dropFirst()
      guard let place = rest.first?.wholeNumberValue, rest.first?.isASCII == true, place > 0 else {
        text += "%"
        continue
      }
      rest = rest.dropFirst()
      let counted = levels[place - 1] ?? ListLevel()
      // A level that was passed over counts as begun.
      if numbers[place - 1] == nil { numbers[place - 1] = counted.start }
      let style = own.isAllDecimal ? .decimal : counted.style
      text += style.text(numbers[place - 1] ?? counted.start)
    }
    text += rest
    return text.isEmpty ? nil : own.isTight ? text : text + " "
  }

  /// What a bullet is shown as: many are characters that only one font has.
  static func bullet(_ sign: String) -> String {
    guard let scalar = sign.unicodeScalars.first, !(0xE000..<0xF900).contains(scalar.value), scalar.value > 0x20
    else {
      return "•"
    }
    // In fonts of signs letters stand for boxes and arrows.
    return scalar.properties.isAlphabetic ? "•" : String(scalar)
  }
}
