// Steps over the controls, groups and characters of an RTF file.

import WenjianDocument
import WenjianModel
import WenjianText

struct RichTextScanner {
  var lines = TextLines()
  /// They would tear the sentences they hang on.
  var notes = TextLines()
  var boxes = TextLines()
  /// A header, a footer or a comment that is being read.
  var margin = TextLines()
  var margins = RunningHeads()
  /// In the order of the text.
  private(set) var headings: [HeadingLine] = []
  private var cellHeadings: [HeadingLine] = []
  /// Of the paragraph that is being read.
  private var isHeadingNoted = false
  var styles = RichTextStyles()
  var properties: [DocumentProperty] = []
  var damage: [TextDamage] = []

  enum Destination: Equatable {
    case text, note, box, margin, property(DocumentProperty.Field)
    /// The instruction of a field; the name and the value of a property of a shape.
    case instruction, shapeName, shapeValue
    /// The table of styles.
    case styles
    /// Of a group marked as one to leave out when it is unknown: some in it are known.
    case optional
    /// For what is text in a table of the file; `info` holds properties.
    case nowhere
    /// Nothing in it is for a reader, whatever it says.
    case discarded

    var isText: Bool { self == .text || self == .note || self == .box || self == .margin }
    var isNoted: Bool { self == .instruction || self == .shapeName || self == .shapeValue }
  }

  struct Group {
    var destination = Destination.text
    /// Characters behind \u that repeat it for programs without Unicode.
    var replacementCount = 1
    var encoding: TextEncoding
    /// \u before a group is text only when the group is read.
    var isTable = false
    /// The number of a paragraph, with a tab behind it.
    var isLabel = false
    /// Deleted, or set not to be shown.
    var isHidden = false
    var isInTable = false
    var font: Int?
    /// Its name, when its letters are drawn as signs.
    var symbolFont: String?
    /// Of the paragraph: its style, and its level as a heading, from 0 on.
    var style: Int?
    var outline: Int?
    /// The next group is the one behind it for programs without Unicode.
    var discardsNext = false
  }

  private let bytes: [UInt8]
  private let nestingLimit: Int
  private var at = 0
  private var groups: [Group]
  var group: Group
  var defaultEncoding = TextEncoding.windows1252
  /// Characters of the code page that wait to be decoded together.
  var pending: [UInt8] = []
  var highSurrogate: UInt32?
  var toSkip = 0
  var fontEncodings: [Int: TextEncoding] = [:]
  var fontNames: [Int: String] = [:]
  var definedFont: Int?
  /// What the groups of instructions and of properties of shapes hold.
  var noted = ""
  private var shapeName = ""
  var propertyText = ""
  var badBytes = 0

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
        if outer.destination != ended { endPart() } else if ended == .styles { styles.endStyle() }
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

  /// A character of the code page, or one that repeats a \u before it.
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
    case "row":
      structure { $0.endParagraph() }
      endHeading()
    // It is among properties that programs without tables in tables read over.
    case "nestrow":
      if group.destination == .optional { lines.endParagraph() } else { structure { $0.endParagraph() } }
    case "line": structure { $0.breakSoftly() }
    case "page", "column", "sect": structure { $0.breakPage() }
    case "cell", "nestcell": endCell()
    case "tab": tab()
    case "intbl": group.isInTable = true
    case "pard": (group.isInTable, group.style, group.outline) = (false, nil, nil)
    case "s": if group.destination == .styles { styles.define(number ?? 0) } else { group.style = number ?? 0 }
    case "sbasedon": if group.destination == .styles { styles.setBase(number) }
    case "outlinelevel":
      if group.destination == .styles { styles.setOutline(number) } else { group.outline = number ?? 0 }
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
    case "stylesheet": enter(.styles)
    case "colortbl", "pict", "object", "listtable", "listoverridetable", "revtbl", "rsidtbl",
      "themedata", "generator", "xmlnstbl", "latentstyles", "datastore", "shprslt", "nonesttables":
      group.destination = .discarded
    case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "annotation":
      enter(.margin)
    case "info": if group.destination != .discarded { group.destination = .nowhere }
    // A shape may be in the instruction of its own field.
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
    endHeading()
  }

  private mutating func endCell() {
    flush()
    if group.destination == .text {
      // Only what is a line of its own.
      if lines.isCellSplit {
        for heading in cellHeadings { headings.note(byteOffset: heading.byteOffset, level: heading.level) }
      }
      cellHeadings = []
    }
    structure { $0.endCell() }
    endHeading()
  }

  private mutating func endHeading() {
    if group.destination == .text { isHeadingNoted = false }
  }

  /// Notes the paragraph of the text that was appended last, if it is a heading. Its number has properties of its own.
  mutating func noteHeading() {
    guard !isHeadingNoted, !group.isLabel,
      let level = styles.headingLevel(style: group.style, outline: group.outline)
    else { return }
    isHeadingNoted = true
    if group.isInTable {
      cellHeadings.append(HeadingLine(byteOffset: lines.textStart, level: level))
    } else {
      headings.note(byteOffset: lines.textStart, level: level)
    }
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
}
