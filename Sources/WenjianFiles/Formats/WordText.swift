// The text of WordprocessingML parts.

import WenjianDocument

/// Gathers the parts one after the other.
struct WordText {
  var lines = TextLines()
  /// Of the body: those in tables and text boxes head nothing there.
  private(set) var headings: [HeadingLine] = []
  private var numbering: WordNumbering
  private var tableDepth = 0
  private var isText = false
  /// Above zero inside an element whose text is shown elsewhere or not at all.
  private var hidden = 0
  /// The same for properties as they were before a change.
  private var formerDepth = 0
  private var propertyDepth = 0
  private var runDepth = 0
  private var isRunHidden = false
  private var paragraphs: [OpenParagraph] = []
  /// What is around the text boxes that are open.
  private var around: [(lines: TextLines, tableDepth: Int, paragraphs: [OpenParagraph])] = []
  /// Text boxes that wait for the end of the paragraph they hang on.
  private var boxes: [UInt8] = []

  private struct OpenParagraph {
    var properties = WordNumbering.Paragraph()
    /// Whether its end was deleted or moved away: then it is no item of a list.
    var isRemoved = false
    /// Stands before its first text.
    var number: String?
    /// As a heading; nil for text, and once its line is noted.
    var headingLevel: Int?
  }

  init(numbering: WordNumbering) { self.numbering = numbering }

  mutating func read(_ bytes: [UInt8]) throws(ReadFailure) -> [TextDamage] {
    (tableDepth, isText, hidden, formerDepth, propertyDepth) = (0, false, 0, 0, 0)
    (runDepth, isRunHidden, paragraphs) = (0, false, [])
    let damage = try MarkupPull.read(bytes) { event, element in take(event, element) }
    while !around.isEmpty { leaveBox() }
    lines.breakLine()
    appendBoxes()
    return damage
  }

  private mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    switch event {
    case .text(let text):
      guard isText, hidden == 0, !isRunHidden else { return }
      let start = lines.lineStart
      putNumber()
      lines.append(text)
      noteHeading(from: start)
    case .start(let name): start(name, element)
    case .end(let name): end(name)
    }
  }

  private mutating func start(_ name: String, _ element: MarkupElement) {
    switch name {
    case "t": isText = true
    case "p": paragraphs.append(OpenParagraph())
    case "r":
      runDepth += 1
      isRunHidden = false
    // The fallback repeats the text of the choice before it for programs of 2007; the place that text was moved from
    // repeats it too; what was deleted is kept in w:delText; rt is the reading above a character.
    case "Fallback", "rt": hidden += 1
    case "moveFrom":
      hidden += 1
      change { $0.isRemoved = true }
    case "pPrChange", "rPrChange": formerDepth += 1
    case "pPr": propertyDepth += 1
    case "pStyle": change { $0.properties.style = element.attribute("val") }
    case "outlineLvl": change { $0.properties.outline = element.attribute("val").flatMap { Int($0) } }
    case "numId": change { $0.properties.instance = element.attribute("val") }
    case "ilvl": change { $0.properties.level = element.attribute("val").flatMap { Int($0) } }
    case "del": change { $0.isRemoved = true }
    case "vanish":
      guard runDepth > 0, formerDepth == 0 else { return }
      isRunHidden = !["0", "false", "off"].contains(element.attribute("val") ?? "")
    case "tab": if isShown, runDepth > 0 { lines.tab() }
    case "br", "cr": if isShown, tableDepth == 0 { lines.breakLine() } else { lines.space() }
    case "noBreakHyphen": if isShown { lines.append("-") }
    case "sym":
      guard isShown,
        let scalar = element.attribute("char").flatMap({ UInt32($0, radix: 16) }).flatMap(Unicode.Scalar.init)
      else { return }
      putNumber()
      lines.append(String(scalar))
    case "tbl": tableDepth += 1
    case "txbxContent":
      around.append((lines, tableDepth, paragraphs))
      (lines, tableDepth, paragraphs) = (TextLines(), 0, [])
    default: break
    }
  }

  private var isShown: Bool { hidden == 0 && !isRunHidden }

  /// Changes the paragraph whose properties are being read.
  private mutating func change(_ body: (inout OpenParagraph) -> Void) {
    guard formerDepth == 0, propertyDepth > 0, !paragraphs.isEmpty else { return }
    body(&paragraphs[paragraphs.count - 1])
  }

  private mutating func end(_ name: String) {
    switch name {
    case "t": isText = false
    case "r":
      runDepth -= 1
      isRunHidden = false
    case "Fallback", "moveFrom", "rt": hidden -= 1
    case "pPrChange", "rPrChange": formerDepth -= 1
    case "pPr":
      propertyDepth -= 1
      guard formerDepth == 0, hidden == 0, let last = paragraphs.last, !last.isRemoved else { return }
      paragraphs[paragraphs.count - 1].number = numbering.next(last.properties)
      paragraphs[paragraphs.count - 1].headingLevel = numbering.headingLevel(of: last.properties)
    case "p":
      _ = paragraphs.popLast()
      if tableDepth == 0 { breakLine() } else { lines.space() }
    case "tc": lines.tab()
    case "tr": if tableDepth == 1 { breakLine() } else { lines.breakLine() }
    case "tbl": tableDepth -= 1
    case "txbxContent": leaveBox()
    default: break
    }
  }

  private mutating func putNumber() {
    guard let number = paragraphs.last?.number else { return }
    paragraphs[paragraphs.count - 1].number = nil
    let text = number.last == " " ? String(number.dropLast()) : number
    lines.append(text)
    if text != number { lines.space() }
  }

  /// - Parameter start: of the line before the text that was just read.
  private mutating func noteHeading(from start: Int) {
    guard let level = paragraphs.last?.headingLevel, lines.bytes.count > start else { return }
    paragraphs[paragraphs.count - 1].headingLevel = nil
    if tableDepth == 0, around.isEmpty { headings.note(byteOffset: start, level: level) }
  }

  private mutating func breakLine() {
    lines.breakLine()
    if around.isEmpty { appendBoxes() }
  }

  private mutating func leaveBox() {
    guard let outer = around.popLast() else { return }
    if hidden == 0 { boxes += lines.finish() }
    (lines, tableDepth, paragraphs) = outer
  }

  private mutating func appendBoxes() {
    guard !boxes.isEmpty else { return }
    boxes.withUnsafeBufferPointer { lines.append($0) }
    lines.breakLine()
    boxes.removeAll()
  }
}
