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
    let bodyBytes = document.text.count
    document.text += scanner.margins.finish()
    if document.text.isEmpty { throw scanner.damage.isEmpty ? .noText : .damaged("the file is cut short") }
    if document.text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<document.text.count] }
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
  /// A header, a footer or a comment that is being read.
  private var margin = TextLines()
  var margins = RunningHeads()
  var properties: [DocumentProperty] = []
  var damage: [TextDamage] = []

  private enum Destination: Equatable {
    case text, note, box, margin, property(DocumentProperty.Field)
    /// The instruction of a field; the name and the value of a property of a shape.
    case instruction, shapeName, shapeValue
    /// Of a group marked as one to leave out when it is unknown: some in it are known.
    case optional
    /// For what is text in a table of the file; `info` holds properties.
    case nowhere
    /// Nothing in it is for a reader, whatever it says.
    case discarded

    var isText: Bool { self == .text || self == .note || self == .box || self == .margin }
    var isNoted: Bool { self == .instruction || self == .shapeName || self == .shapeValue }
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
    /// Deleted, or set not to be shown.
    var isHidden = false
    var isInTable = false
    var font: Int?
    /// Its name, when its letters are drawn as signs.
    var symbolFont: String?
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
  private var fontNames: [Int: String] = [:]
  private var definedFont: Int?
  /// What the groups of instructions and of properties of shapes hold.
  private var noted = ""
  private var shapeName = ""
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
        let ended = group.destination
        if outer.destination != ended { endPart() }
        group = outer
        if outer.destination != ended, ended.isNoted { useNoted(ended) }
        if groups.isEmpty { return finish() }
      case UInt8(ascii: "\\"): readControl()
      case "\n", "\r", 0: at += 1
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
    lines.endParagraph()
    for part in [boxes.finish(), notes.finish()] { lines.appendParagraphs(part) }
    margins.add(margin.finish())
    return lines.finish()
  }

  private mutating func endPart() {
    switch group.destination {
    case .note: notes.endParagraph()
    case .box: boxes.endParagraph()
    case .margin:
      margins.add(margin.finish())
      margin = TextLines()
    default: break
    }
  }

  /// Behind an instruction or a property of a shape, back in the group around it.
  private mutating func useNoted(_ kind: Destination) {
    let text = noted
    noted = ""
    switch kind {
    case .instruction: if let shown = EquationField.text(text) { put(shown) }
    case .shapeName: shapeName = text.trimmingBlanks()
    // WordArt.
    case .shapeValue:
      guard shapeName == "gtextUNICODE", group.destination != .discarded else { return }
      boxes.append(text)
      boxes.endParagraph()
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
    if at < bytes.count, bytes[at] == " " { at += 1 }
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
    case "\n", "\r": endParagraph()
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): character(symbol)
    default: break  // the optional hyphen and marks of an index
    }
  }

  private mutating func apply(_ word: String, _ number: Int?) {
    switch word {
    case "u": unicode(number ?? 0)
    case "uc": group.replacementCount = max(0, min(number ?? 1, 16))
    case "par": endParagraph()
    case "row": structure { $0.endParagraph() }
    // It stands among properties that programs without tables in tables read over.
    case "nestrow":
      if group.destination == .optional { lines.endParagraph() } else { structure { $0.endParagraph() } }
    case "line": structure { $0.breakSoftly() }
    case "page", "column", "sect": structure { $0.breakPage() }
    case "cell", "nestcell": structure { $0.endCell() }
    case "tab": tab()
    case "intbl": group.isInTable = true
    case "pard": group.isInTable = false
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
      defaultEncoding = TextEncoding(codePage: number ?? 1252)
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
        group.font = font
        group.symbolFont = fontNames[font].flatMap { SymbolFonts.isOne($0) ? $0 : nil }
        group.encoding = fontEncodings[font] ?? defaultEncoding
      }
    case "fcharset":
      if group.isTable, let font = definedFont, let encoding = TextEncoding(charset: number ?? 0) {
        fontEncodings[font] = encoding
      }
    case "plain":
      flush()
      group.encoding = defaultEncoding
      (group.font, group.symbolFont, group.isHidden) = (nil, nil, false)
    // shprslt is a text box once more, for programs of 1995.
    case "colortbl", "stylesheet", "pict", "object", "listtable", "listoverridetable", "revtbl", "rsidtbl",
      "themedata", "generator", "xmlnstbl", "latentstyles", "datastore", "shprslt", "nonesttables":
      group.destination = .discarded
    case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "annotation":
      enter(.margin)
    case "info": if group.destination != .discarded { group.destination = .nowhere }
    // A shape may stand in the instruction of its own field.
    case "fldinst": enter(.instruction)
    case "sn": enter(.shapeName)
    case "sv": enter(.shapeValue)
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
      group.isHidden = number != 0
    default: break
    }
  }

  private mutating func enter(_ destination: Destination) {
    if group.destination != .discarded { group.destination = destination }
  }

  private mutating func tab() {
    if group.isLabel, group.destination == .text { structure { $0.space() } } else { structure { $0.tab() } }
  }

  private mutating func endParagraph() {
    if group.isInTable { structure { $0.endParagraphInCell() } } else { structure { $0.endParagraph() } }
  }

  /// Ends or breaks something in the text that is being read.
  private mutating func structure(_ body: (inout TextLines) -> Void) {
    flush()
    switch group.destination {
    case .text: body(&lines)
    case .note: body(&notes)
    case .box: body(&boxes)
    case .margin: body(&margin)
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
    if group.isHidden { return }
    let text = SymbolFonts.shown(text, in: group.symbolFont)
    switch group.destination {
    case .text: lines.append(text)
    case .note: notes.append(text)
    case .box: boxes.append(text)
    case .margin: margin.append(text)
    case .instruction, .shapeName, .shapeValue: if noted.utf8.count < 4096 { noted += text }
    case .optional, .nowhere, .discarded: break
    case .property: if propertyText.utf8.count < 4096 { propertyText += text }
    }
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    if group.isTable, let font = definedFont {
      fontNames[font, default: ""] += TextDecoder.string(pending, in: .windows1252).filter { $0 != ";" }
        .trimmingBlanks()
    } else if group.destination.isText || group.destination.isNoted || isProperty {
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
