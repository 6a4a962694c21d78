// How numbers in cells are shown: days, times, shares, decimals.

import Glibc

struct CellFormats {
  /// The code of the number format by the number of the cell's style.
  private var codes: [String] = []
  private let usesMacDates: Bool

  /// - Parameter codes: by the number of the style, as far as they are known yet.
  init(codes: [String] = [], usesMacDates: Bool) {
    self.codes = codes
    self.usesMacDates = usesMacDates
  }

  /// Formats that have a number and no code in the file. Those from 27 on are what Excel shows in Chinese.
  static let known: [Int: String] = [
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-m-yyyy", 16: "m/d",
    17: "yyyy/m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "yyyy年m月",
    28: "m月d日",
    29: "m月d日", 30: "m/d/yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒",
    36: "yyyy年m月",
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "h时mm分",
    56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
  ]

  mutating func read(_ part: [UInt8]) throws(ReadFailure) -> [TextDamage] {
    var own: [Int: String] = [:]
    var isCell = false
    return try MarkupPull.read(part) { event, element in
      switch event {
      case .start("numFmt"):
        guard let id = element.attribute("numFmtId").flatMap({ Int($0) }) else { return }
        own[id] = element.attribute("formatCode")
      case .start("cellXfs"): isCell = true
      case .end("cellXfs"): isCell = false
      case .start("xf") where isCell:
        let id = element.attribute("numFmtId").flatMap { Int($0) } ?? 0
        codes.append(own[id] ?? Self.known[id] ?? "")
      default: break
      }
    }
  }

  /// What a reader of the sheet sees of a number.
  func shown(_ value: String, style: Int) -> String {
    guard let number = Double(value), number.isFinite else { return value }
    return shown(number, style: style)
  }

  /// - Parameter number: finite.
  func shown(_ number: Double, style: Int) -> String {
    let code = codes.indices.contains(style) ? Self.plain(codes[style]) : ""
    if Self.isDate(code), let date = date(number, code) { return date }
    let isShare = code.contains("%")
    guard isShare || code.contains("0") else { return Self.general(number) }
    let digits = code.drop { $0 != "." }.dropFirst().prefix { $0 == "0" }.count
    guard digits <= 15, abs(number) < 1e15 else { return Self.general(number) }
    return Self.fixed(isShare ? number * 100 : number, digits) + (isShare ? "%" : "")
  }

  /// The first section of a code, without colours, quotes and conditions.
  private static func plain(_ code: String) -> String {
    var plain = ""
    var isInBrackets = false
    for character in code {
      switch character {
      case "[": isInBrackets = true
      case "]": isInBrackets = false
      case ";": return plain
      case "\"", "\\", "_", "*": break
      default: if !isInBrackets { plain.append(character) }
      }
    }
    return plain
  }

  private static func isDate(_ code: String) -> Bool {
    let lower = code.lowercased()
    if lower.contains("0") || lower.contains("#") || lower == "general" { return false }
    return lower.contains { "ymdhs".contains($0) }
  }

  private func date(_ number: Double, _ code: String) -> String? {
    guard number >= 0, number < 2_958_466 else { return nil }
    var day = Int(number)
    var seconds = Int(((number - Double(day)) * 86_400).rounded())
    if seconds >= 86_400 { (day, seconds) = (day + 1, 0) }
    // Excel counts a 29 February 1900 that never was.
    let days = usesMacDates ? day - 24_107 : day < 61 ? day - 25_568 : day - 25_569
    var time = time_t(days * 86_400)
    var parts = tm()
    gmtime_r(&time, &parts)
    var shown = ""
    var rest = Substring(code.lowercased().replacing("am/pm", with: ""))
    var followsHour = false
    while let first = rest.first {
      let width = rest.prefix { $0 == first }.count
      rest = rest.dropFirst(width)
      func padded(_ value: Int) -> String { width > 1 && value < 10 ? "0\(value)" : "\(value)" }
      switch first {
      case "y": shown += width > 2 ? "\(parts.tm_year + 1900)" : padded(Int(parts.tm_year) % 100)
      case "m":
        let isMinute = followsHour || rest.drop { !$0.isLetter || $0 > "z" }.first == "s"
        shown += padded(isMinute ? seconds / 60 % 60 : Int(parts.tm_mon) + 1)
      case "d": if width < 3 { shown += padded(Int(parts.tm_mday)) }
      case "h": shown += padded(seconds / 3600)
      case "s": shown += padded(seconds % 60)
      default: shown += String(repeating: first, count: width)
      }
      if first.isLetter, first <= "z" { followsHour = first == "h" }
    }
    return shown
  }

  /// With as many digits as Excel shows, at most 15 that count.
  private static func general(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return formatted("%.15g", number)
  }

  private static func fixed(_ number: Double, _ digits: Int) -> String {
    digits == 0 ? String(Int(number.rounded())) : formatted("%.\(digits)f", number)
  }

  private static func formatted(_ format: String, _ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let count = withVaList([number]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(max(0, min(Int(count), 63))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
