// Fonts whose letters are drawn as signs: what a reader sees in their place.

enum SymbolFonts {
  static func isOne(_ font: String) -> Bool {
    // Asked for every run of a file, whose fonts are nearly always others: their first letters tell.
    guard let first = font.utf8.first.map({ $0 | 0x20 }), first == UInt8(ascii: "w") || first == UInt8(ascii: "s")
    else { return false }
    return tables[font.lowercased()] != nil
  }

  /// Whether UTF-8 may hold one of U+F000 to U+F0FF, which begin with EF 80 to EF 83.
  static func mayHold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in text.indices.dropLast() where text[index] == 0xEF && text[index + 1] <= 0x83 { return true }
    return false
  }

  /// A text as it looks in a font. Fonts of signs keep them at the codes of letters, and programs write these codes
  /// from U+F000 on.
  /// - Parameter font: nil when it is not known; then only what is written from U+F000 on is taken for a sign.
  static func shown(_ text: String, in font: String?) -> String {
    let table = font.flatMap { tables[$0.lowercased()] }
    guard table != nil || text.unicodeScalars.contains(where: { privateCodes.contains($0.value) }) else {
      return text
    }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isPrivate = privateCodes.contains(scalar.value)
      guard isPrivate || table != nil && scalar.value > 0x20 && scalar.value < 0x100 else {
        shown.append(scalar)
        continue
      }
      let code = UInt8(truncatingIfNeeded: scalar.value)
      shown.append((table ?? wingdings)[code] ?? scalar)
    }
    return String(shown)
  }

  private static let privateCodes: ClosedRange<UInt32> = 0xF020...0xF0FF

  private static let tables: [String: [UInt8: Unicode.Scalar]] = [
    "wingdings": wingdings, "wingdings 2": wingdings2, "symbol": symbol, "webdings": webdings,
  ]

  private static let wingdings = table([
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□",
    0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x80: "⓪", 0x8B: "⓿",
  ]).merging(run(0x81, "①②③④⑤⑥⑦⑧⑨⑩")) { first, _ in first }.merging(run(0x8C, "❶❷❸❹❺❻❼❽❾❿")) { first, _ in first }

  private static let wingdings2 = table([
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0x99: "◎", 0xA1: "■",
    0xA2: "■", 0xA3: "□", 0xA4: "□", 0x30: "□",
  ]).merging(run(0x6A, "①②③④⑤⑥⑦⑧⑨⑩")) { first, _ in first }

  private static let webdings = table([0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x34: "▶"])

  private static let symbol = run(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")
    .merging(run(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ")) { first, _ in first }
    .merging(run(0x30, "0123456789")) { first, _ in first }
    .merging(run(0x28, "()∗+,−./")) { first, _ in first }
    .merging(
      table([
        0x21: "!", 0x25: "%", 0x3A: ":", 0x3B: ";", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x5B: "[", 0x5D: "]",
        0x7B: "{",
        0x7C: "|", 0x7D: "}", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
        0xB0: "°",
        0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
        0xC6: "∅",
        0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xE5: "∑",
        0xF0: "•",
      ])
    ) { first, _ in first }

  private static func table(_ signs: [UInt8: Unicode.Scalar]) -> [UInt8: Unicode.Scalar] { signs }

  /// Signs one after the other.
  private static func run(_ first: UInt8, _ signs: String) -> [UInt8: Unicode.Scalar] {
    Dictionary(uniqueKeysWithValues: zip(first..., signs.unicodeScalars))
  }
}
