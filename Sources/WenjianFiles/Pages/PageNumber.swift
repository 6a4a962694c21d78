// The number of a page, as it is written at its foot.

import WenjianText

enum PageNumber {
  /// Whether a line is a page number and nothing else can be meant: — 3 —, - 3 -, 第3页, 第 3 页 共 9 页, 3/9, Page 3 of 9.
  static func isDecorated(_ text: String) -> Bool {
    var reader = Reader(text)
    if reader.skipDashes() { return reader.number() && reader.skipDashes() && reader.isAtEnd }
    if reader.skip("第") {
      guard reader.number(), reader.skip("页") || reader.skip("頁") else { return false }
      _ = reader.skip("，") || reader.skip(",") || reader.skip("/") || reader.skip("（") || reader.skip("(")
      if reader.isAtEnd { return true }
      return reader.skip("共") && reader.number() && (reader.skip("页") || reader.skip("頁"))
        && (reader.isAtEnd || (reader.skip("）") || reader.skip(")")) && reader.isAtEnd)
    }
    if reader.skip("page") || reader.skip("Page") || reader.skip("PAGE") || reader.skip("P.") {
      guard reader.number() else { return false }
      return reader.isAtEnd || (reader.skip("of") || reader.skip("/")) && reader.number() && reader.isAtEnd
    }
    if reader.skip("共") {
      return reader.number() && (reader.skip("页") || reader.skip("頁"))
        && (reader.skip("，") || reader.skip(",") || true)
        && reader.skip("第") && reader.number() && (reader.skip("页") || reader.skip("頁")) && reader.isAtEnd
    }
    guard reader.number() else { return false }
    let page = reader.value
    guard reader.skip("/") || reader.skip("／") || reader.skip("of"), reader.number(), reader.isAtEnd else {
      return false
    }
    // 2024/3 is a month.
    return (page ?? 0) <= (reader.value ?? 0)
  }

  /// The number of a line that is nothing but a number in Arabic or Roman figures; nil for anything else.
  static func bare(_ text: String) -> Int? {
    // Blanks between figures are few.
    guard text.utf8.count < 64 else { return nil }
    let text = text.filter { !$0.isWhitespace }
    guard !text.isEmpty, text.utf8.count < 8 else { return nil }
    if let number = Int(text), text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) {
      return number < 10_000 ? number : nil
    }
    return roman(text)
  }

  /// A line with all numbers alike, without blanks.
  static func pattern(_ text: String) -> String {
    var pattern: [UInt8] = []
    pattern.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars where !isWhitespace(scalar.value) {
      // Ideographs are no digits, and nearly all there is.
      let isIdeograph = (0x3400...0x9FFF).contains(scalar.value)
      if !isIdeograph, scalar.properties.numericType == .decimal {
        if pattern.last != UInt8(ascii: "#") { pattern.append(UInt8(ascii: "#")) }
      } else {
        UTF8Writer.append(scalar.value, to: &pattern)
      }
    }
    return String(decoding: pattern, as: UTF8.self)
  }

  static func roman(_ text: String) -> Int? {
    let values: [Character: Int] = ["i": 1, "v": 5, "x": 10, "l": 50, "c": 100]
    var total = 0
    var last = 0
    for figure in text.lowercased().reversed() {
      guard let value = values[figure] else { return nil }
      total += value < last ? -value : value
      last = max(last, value)
    }
    return total > 0 ? total : nil
  }

  private struct Reader {
    private var rest: Substring.UnicodeScalarView
    /// Of the last number in Arabic figures.
    private(set) var value: Int?

    init(_ text: String) {
      rest = Substring(text).unicodeScalars
      blanks()
    }

    var isAtEnd: Bool { rest.isEmpty }

    private mutating func blanks() { rest = rest.drop { $0.properties.isWhitespace } }

    mutating func skip(_ word: String) -> Bool {
      guard rest.starts(with: word.unicodeScalars) else { return false }
      rest = rest.dropFirst(word.unicodeScalars.count)
      blanks()
      return true
    }

    mutating func skipDashes() -> Bool {
      let before = rest.count
      rest = rest.drop { scalar in
        switch scalar {
        case "-", "‐", "‑", "–", "—", "―", "─", "－", "━", "·", "•", "~", "_", "﹣", "−", " ", "\u{3000}": true
        default: false
        }
      }
      return rest.count < before
    }

    /// Arabic, Roman or Chinese figures.
    mutating func number() -> Bool {
      let figures = rest.prefix { scalar in
        switch scalar {
        case "i", "v", "x", "l", "I", "V", "X", "L", "Ⅰ"..."ⅿ": true
        default: ChineseNumeral.digit(scalar.value) != nil || ChineseNumeral.unit(scalar.value) != nil
        }
      }
      guard !figures.isEmpty, figures.count < 8 else { return false }
      value = Int(String(String.UnicodeScalarView(figures)))
      rest = rest.dropFirst(figures.count)
      blanks()
      return true
    }
  }
}
