// The characters of an RTF file: decoded, and put where they belong.

import WenjianText

extension RichTextScanner {
  mutating func unicode(_ number: Int) {
    flush()
    toSkip = group.replacementCount
    // Written as a signed number of 16 bits; some programs write it unsigned, or a whole scalar.
    let unit = UInt32(truncatingIfNeeded: number < 0 ? number + 0x10000 : number)
    if unit >= 0xD800, unit < 0xDC00 {
      highSurrogate = unit
      return
    }
    var scalar = unit
    if unit >= 0xDC00, unit < 0xE000 {
      scalar = highSurrogate.map { 0x10000 + ($0 - 0xD800) << 10 + (unit - 0xDC00) } ?? 0xFFFD
    }
    highSurrogate = nil
    append(String(Unicode.Scalar(MarkedText.cleaned(scalar)) ?? "\u{FFFD}"))
  }

  mutating func append(_ text: String) {
    flush()
    put(text)
  }

  mutating func put(_ text: String) {
    if group.isHidden { return }
    let text = SymbolFonts.shown(text, in: group.symbolFont)
    switch group.destination {
    case .text:
      lines.append(text)
      if text.unicodeScalars.contains(where: { !isWhitespace($0.value) }) { noteHeading() }
    case .note: notes.append(text)
    case .box: boxes.append(text)
    case .margin: margin.append(text)
    case .styles: styles.appendName(text)
    case .instruction, .shapeName, .shapeValue: if noted.utf8.count < 4096 { noted += text }
    case .optional, .nowhere, .discarded: break
    case .property: if propertyText.utf8.count < 4096 { propertyText += text }
    }
  }

  mutating func flush() {
    guard !pending.isEmpty else { return }
    if group.isTable, let font = definedFont {
      fontNames[font, default: ""] += TextDecoder.string(pending, in: .windows1252).filter { $0 != ";" }
        .trimmingBlanks()
    } else if group.destination.isText || group.destination.isNoted || group.destination == .styles || isProperty {
      let text = decoded()
      badBytes += text.unicodeScalars.count { $0 == "\u{FFFD}" }
      put(text)
    }
    pending.removeAll(keepingCapacity: true)
  }

  private var isProperty: Bool {
    if case .property = group.destination { true } else { false }
  }

  /// Word names the font of the Latin letters before Chinese bytes too: those are of the file's code page.
  private func decoded() -> String {
    if group.symbolFont != nil {
      return TextDecoder.string(pending, in: .windows1252)
    }
    if group.encoding == .windows1252, defaultEncoding != .windows1252, pending.contains(where: { $0 >= 0x80 }) {
      let text = TextDecoder.string(pending, in: defaultEncoding)
      if !text.unicodeScalars.contains("\u{FFFD}") { return text }
    }
    return TextDecoder.string(pending, in: group.encoding)
  }
}
