// RTF (Rich Text Format 1.9), as Word and WordPad write it: text in escapes of a code page or of Unicode.

import WenjianText

package struct RichTextReader: DocumentReader {
  package static let format = DocumentFormat("RTF document", ["rtf"], .binary)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { head.starts(with: "{\\rtf") }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var scanner = RichTextScanner(try source.content.all(), nesting: context.limits.maximumNesting)
    try scanner.scan()
    var document = ExtractedDocument(text: scanner.text())
    if document.text.isEmpty { throw scanner.damage.isEmpty ? .noText : .damaged("the file is cut short") }
    document.properties = scanner.properties
    document.damage = scanner.damage
    try emit(.document(document))
  }
}

private struct RichTextScanner {
  private var lines = TextLines()
  /// They would tear the sentences they hang on.
  private var notes = TextLines()
  private var boxes = TextLines()
  var properties: [DocumentProperty] = []
  var damage: [TextDamage] = []

  private enum Destination: Equatable {
    case text, note, box, property(DocumentProperty.Field)
    /// Of a group marked as one to leave out when it is unknown: some in it are known.
    case optional
    /// For what is text in a table of the file; `info` holds properties.
    case nowhere
    /// Nothing in it is for a reader, whatever it says.
    case discarded

    var isText: Bool { self == .text || self == .note || self == .box }
  }

  private struct Group {
    var destination = Destination.text
    /// Characters behind \u that repeat it for programs without Unicode.
    var replacementCount = 1
    var encoding: TextEncoding
    /// \u before a group stands for text only when the group is read.
    var isTable = false
    /// The number of a paragraph, with a tab behind it.
    var isLabel = false
    /// The next group is the one behind it for programs without Unicode.
    var discardsNext = false
  }

  private let bytes: [UInt8]
  private let nestingLimit: Int
  private var at = 0
  private var groups: [Group]
  private var group: Group
  private var defaultEncoding = TextEncoding.windows1252
  /// Characters of the code page that wait to be decoded together.
  private var pending: [UInt8] = []
  private var highSurrogate: UInt32?
  private var toSkip = 0
  private var fontEncodings: [Int: TextEncoding] = [:]
  private var definedFont: Int?
  private var propertyText = ""
  private var badBytes = 0

  init(_ bytes: [UInt8], nesting: Int) {
    self.bytes = bytes
    nestingLimit = nesting * 5
    group = Group(encoding: .windows1252)
    groups = []
  }

  mutating func scan() throws(ReadFailure) {
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "{"):
        at += 1
        flush()
        toSkip = 0
        guard groups.count < nestingLimit else {
          damage.append(
            TextDamage(.brokenMarkup, count: 1, at: [at], detail: "groups nested more than \(nestingLimit) deep"))
          return
        }
        groups.append(group)
        if group.discardsNext {
          groups[groups.count - 1].discardsNext = false
          group.discardsNext = false
          group.destination = .discarded
        }
      case UInt8(ascii: "}"):
        at += 1
        flush()
        toSkip = 0
        endProperty()
        guard let outer = groups.popLast() else { return }
        if outer.destination != group.destination { endPart() }
        group = outer
        if groups.isEmpty { return finish() }
      case UInt8(ascii: "\\"): readControl()
      case 0x0A, 0x0D, 0: at += 1
      default:
        at += 1
        character(byte)
      }
    }
    damage.append(TextDamage(.brokenMarkup, count: 1, at: [bytes.count], detail: "the file ends inside a group"))
    finish()
  }

  /// The document, the text boxes behind it, and the notes.
  mutating func text() -> [UInt8] {
    lines.breakLine()
    for part in [boxes.finish(), notes.finish()] {
      part.withUnsafeBufferPointer { lines.append($0) }
      lines.breakLine()
    }
    return lines.finish()
  }

  private mutating func endPart() {
    switch group.destination {
    case .note: notes.breakLine()
    case .box: boxes.breakLine()
    default: break
    }
  }

  private mutating func finish() {
    flush()
    if badBytes > 0 { damage.append(TextDamage(.undecodableBytes, count: badBytes)) }
  }

  private mutating func endProperty() {
    guard case .property(let field) = group.destination, groups.last?.destination != group.destination else {
      return
    }
    if let property = DocumentProperty(field, trimming: propertyText, .rtfInformation) {
      properties.append(property)
    }
    propertyText = ""
  }

  /// A character of the code page, or one that stands for a \u before it.
  private mutating func character(_ byte: UInt8) {
    if toSkip > 0 {
      toSkip -= 1
      return
    }
    // A semicolon ends each font of the table.
    pending.append(byte)
  }

  private mutating func readControl() {
    at += 1
    guard at < bytes.count else { return }
    let byte = bytes[at]
    guard byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") else {
      at += 1
      readSymbol(byte)
      return
    }
    let start = at
    while at < bytes.count, bytes[at] | 0x20 >= UInt8(ascii: "a"), bytes[at] | 0x20 <= UInt8(ascii: "z"),
      at - start < 32
    {
      at += 1
    }
    let word = String(decoding: bytes[start..<at], as: UTF8.self)
    var number: Int?
    var isNegative = false
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") {
      isNegative = true
      at += 1
    }
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      number = min((number ?? 0) * 10 + Int(bytes[at] & 15), 1 << 40)
      at += 1
    }
    if isNegative { number = number.map { -$0 } }
    if at < bytes.count, bytes[at] == 0x20 { at += 1 }
    if toSkip > 0, word != "u" {
      toSkip -= 1  // a control word counts as one character
    }
    apply(word, number)
  }

  private mutating func readSymbol(_ symbol: UInt8) {
    switch symbol {
    case UInt8(ascii: "'"):
      let digits = bytes[at..<min(at + 2, bytes.count)]
      at += digits.count
      if let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) { character(value) }
    case UInt8(ascii: "*"): if group.destination != .discarded { group.destination = .optional }
    case UInt8(ascii: "~"): append("\u{A0}")
    case UInt8(ascii: "_"): append("-")
    case 0x0A, 0x0D: breakLine()
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): character(symbol)
    default: break  // the optional hyphen and marks of an index
    }
  }

  private mutating func apply(_ word: String, _ number: Int?) {
    switch word {
    case "u": unicode(number ?? 0)
    case "uc": group.replacementCount = max(0, min(number ?? 1, 16))
    case "par", "sect", "page", "row", "line": breakLine()
    case "cell", "nestcell", "tab": tab()
    case "emdash": append("—")
    case "endash": append("–")
    case "lquote": append("‘")
    case "rquote": append("’")
    case "ldblquote": append("“")
    case "rdblquote": append("”")
    case "bullet": append("•")
    case "bin":  // raw bytes of a picture
      at += max(0, min(number ?? 0, bytes.count - at))
    case "ansicpg":
      defaultEncoding = Self.encoding(ofCodePage: number ?? 1252)
      group.encoding = defaultEncoding
    case "mac": group.encoding = TextEncoding(icuName: "macintosh")
    case "fonttbl":
      group.destination = .nowhere
      group.isTable = true
    case "f":
      flush()
      if group.isTable {
        definedFont = number
      } else if let font = number {
        group.encoding = fontEncodings[font] ?? defaultEncoding
      }
    case "fcharset":
      if group.isTable, let font = definedFont, let encoding = Self.encoding(ofCharset: number ?? 0) {
        fontEncodings[font] = encoding
      }
    case "plain":
      flush()
      group.encoding = defaultEncoding
    // shprslt is a text box once more, for programs of 1995.
    case "colortbl", "stylesheet", "pict", "object", "listtable", "listoverridetable", "revtbl", "rsidtbl",
      "themedata", "generator", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
      "footerf", "xmlnstbl", "latentstyles", "datastore", "annotation", "shprslt":
      group.destination = .discarded
    // A shape may stand in the instruction of its own field.
    case "info", "fldinst": if group.destination != .discarded { group.destination = .nowhere }
    case "footnote": enter(.note)
    case "shptxt", "dptxbxtext": enter(.box)
    case "listtext", "pntext":
      if group.destination.isText { group.isLabel = true }
    case "upr": group.discardsNext = true
    case "ud": group.destination = groups.last?.destination ?? .text
    case "title": enter(.property(.title))
    case "author": enter(.property(.author))
    case "subject": enter(.property(.subject))
    case "keywords": enter(.property(.keywords))
    // Text that was deleted, or is not shown.
    case "deleted", "v":
      flush()
      if group.destination.isText, number != 0 { group.destination = .discarded }
    default: break
    }
  }

  private mutating func enter(_ destination: Destination) {
    if group.destination != .discarded { group.destination = destination }
  }

  private mutating func tab() {
    flush()
    switch group.destination {
    case .text: if group.isLabel { lines.space() } else { lines.tab() }
    case .note: notes.tab()
    case .box: boxes.tab()
    default: break
    }
  }

  private mutating func unicode(_ number: Int) {
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

  private mutating func append(_ text: String) {
    flush()
    put(text)
  }

  private mutating func put(_ text: String) {
    switch group.destination {
    case .text: lines.append(text)
    case .note: notes.append(text)
    case .box: boxes.append(text)
    case .optional, .nowhere, .discarded: break
    case .property: if propertyText.utf8.count < 4096 { propertyText += text }
    }
  }

  private mutating func breakLine() {
    flush()
    switch group.destination {
    case .text: lines.breakLine()
    case .note: notes.breakLine()
    case .box: boxes.breakLine()
    default: break
    }
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    if group.destination.isText || isProperty {
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
    if group.encoding == .windows1252, defaultEncoding != .windows1252, pending.contains(where: { $0 >= 0x80 }) {
      let text = TextDecoder.string(pending, in: defaultEncoding)
      if !text.unicodeScalars.contains("\u{FFFD}") { return text }
    }
    return TextDecoder.string(pending, in: group.encoding)
  }

  private static func encoding(ofCodePage page: Int) -> TextEncoding {
    switch page {
    case 936, 54936: .gb18030
    case 950: .big5
    case 65001: .utf8
    default: TextEncoding(icuName: "windows-\(page)")
    }
  }

  private static func encoding(ofCharset charset: Int) -> TextEncoding? {
    switch charset {
    case 0: .windows1252
    case 134: .gb18030
    case 136: .big5
    case 128: TextEncoding(icuName: "windows-932")
    case 129: TextEncoding(icuName: "windows-949")
    default: nil
    }
  }
}
