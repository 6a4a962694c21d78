// The text of WordprocessingML parts.

import WenjianDocument
import WenjianModel
import WenjianText

/// Gathers the parts one after the other.
struct WordText {
  var lines = TextLines()
  /// Notes of Word 2003, which are within the sentences that they hang on.
  var notes = TextLines()
  /// Its comments, headers and footers.
  var margins = RunningHeads()
  /// Of the body: those in text boxes and in cells of one paragraph head nothing there.
  private(set) var headings: [HeadingLine] = []
  /// Whether the part is the body.
  var isBody = true
  /// What the part refers to.
  var embedded: WordParts
  var numbering: WordNumbering
  var tableDepth = 0
  var isText = false
  var isInstruction = false
  /// Above zero inside an element whose text is shown elsewhere or not at all.
  var hidden = 0
  /// The same for properties as they were before a change.
  var formerDepth = 0
  var propertyDepth = 0
  var runDepth = 0
  var run = Run()
  var fields: [WordField] = []
  var paragraphs: [OpenParagraph] = []
  /// What is around the text boxes and notes that are open.
  private var around: [Surroundings] = []
  /// Annotations of Word 2003 that are open, whether they hold a comment, or what was deleted.
  private var annotations: [Annotation] = []
  /// Text boxes that wait for the end of the paragraph they hang on.
  var boxes: [UInt8] = []
  /// Headings of the cell that is open.
  private var cellHeadings: [HeadingLine] = []
  var former = FormerParagraph()
  /// Whether all of it is one XML file of Word 2003.
  private var isOld = false

  private enum Annotation { case comment, deleted, shown }

  private enum Destination { case box, footnote, margin }

  private struct Surroundings {
    var destination: Destination
    var lines: TextLines
    var tableDepth: Int
    var propertyDepth: Int
    var paragraphs: [OpenParagraph]
    var fields: [WordField]
    var run: Run
    var runDepth: Int
    var former: FormerParagraph
  }

  init(numbering: WordNumbering, embedded: WordParts) {
    self.numbering = numbering
    self.embedded = embedded
  }

  /// Reads a part, or a file of Word 2003.
  /// - Throws: `bomb` of a part that it refers to; what `MarkupPull.read` throws.
  mutating func read(_ bytes: [UInt8], part: String = "") throws(ReadFailure) -> [TextDamage] {
    (tableDepth, isText, isInstruction, hidden, formerDepth, propertyDepth) = (0, false, false, 0, 0, 0)
    (runDepth, run, paragraphs, fields, annotations) = (0, Run(), [], [], [])
    former = FormerParagraph()
    embedded.enter(part)
    let damage = try MarkupPull.read(bytes) { event, element throws(ReadFailure) in try take(event, element) }
    while !around.isEmpty { leave() }
    lines.endParagraph()
    appendBoxes()
    return damage
  }

  private mutating func take(_ event: MarkupEvent, _ element: MarkupElement) throws(ReadFailure) {
    switch event {
    case .text(let text):
      if isInstruction {
        addInstruction(String(decoding: text, as: UTF8.self))
      } else if isText, isShown {
        appendText(text)
      }
    case .start(let name): try start(name, element)
    case .end(let name): end(name)
    }
  }

  private mutating func start(_ name: String, _ element: MarkupElement) throws(ReadFailure) {
    switch name {
    case "t":
      // Word 2003 writes the number of a paragraph there.
      if isOld, propertyDepth > 0, let label = element.attribute("val") { change { $0.label = label } }
      isText = runDepth > 0
    case "instrText": isInstruction = true
    case "p": startParagraph()
    case "r":
      runDepth += 1
      run = Run()
    // The fallback repeats the text of the choice before it for programs of 2007; the place that text was moved from
    // repeats it too; what was deleted is kept in w:delText; rt is the reading above a character.
    case "Fallback", "rt": hidden += 1
    case "moveFrom":
      hidden += 1
      change { $0.isRemoved = true }
    case "pPrChange", "rPrChange": formerDepth += 1
    case "pPr": propertyDepth += 1
    case "tbl":
      lines.endParagraph()
      tableDepth += 1
      former = FormerParagraph()
    case "txbxContent": enter(.box)
    case "footnote", "endnote": if isOld, runDepth > 0 { enter(.footnote) }
    case "hdr", "ftr": if isOld { enter(.margin) }
    case "wordDocument": isOld = true
    case "annotation": startAnnotation(element)
    case "textpath":
      if isShown, let text = element.attribute("string") { appendBox(text) }
    case "altChunk":
      if isShown, let id = element.attribute("id") { try appendChunk(id) }
    case "relIds": if isShown, let id = element.attribute("dm") { boxes += try embedded.drawing(id) }
    case "chart": if isShown, let id = element.attribute("id") { boxes += try embedded.drawing(id) }
    default:
      if propertyDepth > 0 { startProperty(name, element) }
      startInline(name, element)
    }
  }

  var isShown: Bool { hidden == 0 && !run.isHidden && !isInsideInstruction }

  private mutating func end(_ name: String) {
    switch name {
    case "t": isText = false
    case "instrText": isInstruction = false
    case "r":
      runDepth -= 1
      run = Run()
    case "Fallback", "moveFrom", "rt": hidden -= 1
    case "pPrChange", "rPrChange": formerDepth -= 1
    case "pPr":
      propertyDepth -= 1
      guard formerDepth == 0, propertyDepth == 0, hidden == 0, let last = paragraphs.last else { return }
      endProperties(of: last)
    case "p": endParagraph()
    case "tc":
      if lines.isCellSplit { headings += cellHeadings }
      cellHeadings = []
      lines.endCell()
    case "tr":
      lines.endParagraph()
      if tableDepth == 1, around.isEmpty { appendBoxes() }
    case "tbl":
      tableDepth -= 1
      former = FormerParagraph()
    case "txbxContent": leave()
    case "footnote", "endnote":
      if isOld, around.last?.destination == .footnote { leave() } else { lines.endParagraph() }
    case "hdr", "ftr": if isOld { leave() }
    case "annotation": endAnnotation()
    default: break
    }
  }

  // MARK: Paragraphs

  private mutating func endParagraph() {
    let paragraph = paragraphs.popLast() ?? OpenParagraph()
    dropOpenInstructions()
    former.follow(paragraph)
    // Where the end of a paragraph was deleted the next one goes on with it.
    if paragraph.isMarkDeleted, hidden == 0, tableDepth == 0 { return lines.breakSoftly() }
    if tableDepth > 0 {
      lines.endParagraphInCell()
    } else {
      lines.endParagraph()
      if around.isEmpty { appendBoxes() }
    }
  }

  /// Notes the paragraph that has just begun with its text, if it is a heading.
  mutating func noteHeading() {
    guard let level = paragraphs.last?.headingLevel else { return }
    paragraphs[paragraphs.count - 1].headingLevel = nil
    guard isBody, around.isEmpty, level >= 1 else { return }
    let heading = HeadingLine(byteOffset: lines.textStart, level: level)
    if tableDepth == 0 { headings.append(heading) } else { cellHeadings.append(heading) }
  }

  /// The headings found, in their order.
  var orderedHeadings: [HeadingLine] {
    var ordered: [HeadingLine] = []
    for heading in headings.sorted(by: { $0.byteOffset < $1.byteOffset }) {
      ordered.note(byteOffset: heading.byteOffset, level: heading.level)
    }
    return ordered
  }

  // MARK: Text that is elsewhere

  private mutating func enter(_ destination: Destination) {
    around.append(
      Surroundings(
        destination: destination, lines: lines, tableDepth: tableDepth, propertyDepth: propertyDepth,
        paragraphs: paragraphs, fields: fields, run: run, runDepth: runDepth, former: former))
    (lines, tableDepth, propertyDepth, paragraphs, fields) = (TextLines(), 0, 0, [], [])
    (run, runDepth, former) = (Run(), 0, FormerParagraph())
  }

  private mutating func leave() {
    guard let outer = around.popLast() else { return }
    let text = lines.finish()
    (lines, tableDepth, propertyDepth, paragraphs) = (
      outer.lines, outer.tableDepth, outer.propertyDepth, outer.paragraphs
    )
    (fields, run, runDepth, former) = (outer.fields, outer.run, outer.runDepth, outer.former)
    guard hidden == 0 else { return }
    switch outer.destination {
    case .box: boxes += text
    case .footnote: notes.appendParagraphs(text)
    case .margin: margins.add(text)
    }
  }

  private mutating func startAnnotation(_ element: MarkupElement) {
    guard isOld else { return }
    switch element.attribute("type") {
    case "Word.Comment":
      annotations.append(.comment)
      enter(.margin)
    case "Word.Deletion":
      annotations.append(.deleted)
      hidden += 1
    default: annotations.append(.shown)
    }
  }

  private mutating func endAnnotation() {
    switch annotations.popLast() {
    case .comment: leave()
    case .deleted: hidden -= 1
    case .shown, nil: break
    }
  }

  private mutating func appendBox(_ text: String) {
    var box = TextLines()
    box.append(text)
    boxes += box.finish()
  }

  private mutating func appendChunk(_ id: String) throws(ReadFailure) {
    guard let chunk = try embedded.chunk(id) else { return }
    lines.endParagraph()
    let start = lines.bytes.count
    if isBody, around.isEmpty {
      headings += chunk.headings.map { HeadingLine(byteOffset: start + $0.byteOffset, level: $0.level) }
    }
    lines.appendParagraphs(chunk.text)
    former = FormerParagraph()
  }

  private mutating func appendBoxes() {
    lines.appendParagraphs(boxes)
    boxes.removeAll()
  }
}

/// Texts of the margins, each of them once: every section of a document, and its first and even pages, have their own.
struct RunningHeads {
  private var lines = TextLines()
  private var seen = Set<[UInt8]>()

  mutating func add(_ text: [UInt8]) {
    if seen.insert(text).inserted { lines.appendParagraphs(text) }
  }

  mutating func finish() -> [UInt8] { lines.finish() }
}
