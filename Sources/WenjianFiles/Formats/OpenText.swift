// The text of an OpenDocument text: content.xml, and the headers and footers in styles.xml.

import WenjianDocument
import WenjianModel

struct OpenText {
  var lines = TextLines()
  /// Of the body: those in notes, text boxes and cells of one paragraph head nothing there.
  private(set) var headings: [HeadingLine] = []
  /// Of the cell that is open.
  private var cellHeadings: [HeadingLine] = []
  /// Of the paragraph that begins, as a heading; nil for text, and once its line is noted.
  private var headingLevel: Int?
  /// Notes, in the order of their signs: they would tear the sentences they stand in.
  private var footnotes = TextLines()
  private var endnotes = TextLines()
  private var comments = TextLines()
  private var styles: OpenTextStyles
  /// Whether only headers and footers are read.
  private let isMargin: Bool
  private var marginDepth = 0
  private var tableDepth = 0
  /// Paragraphs around the present place: text elsewhere is layout.
  private var paragraphDepth = 0
  /// Above zero inside what was deleted, or set not to be shown.
  private var hidden = 0
  /// Whether each span that is open is hidden.
  private var spans: [Bool] = []
  private var lists: [OpenList] = []
  /// Stands before the first text of the paragraph.
  private var number: String?
  private var around: [Surroundings] = []
  /// Text boxes that wait for the end of the paragraph they hang on.
  private var boxes: [UInt8] = []

  private struct OpenList {
    var style: String
    /// The next paragraph is the first of an item.
    var isItem = false
  }

  private enum Destination { case box, footnote, endnote, comment }

  private struct Surroundings {
    var destination: Destination
    var lines: TextLines
    var tableDepth: Int
    var paragraphDepth: Int
    var lists: [OpenList]
    var number: String?
    var headingLevel: Int?
  }

  init(styles: OpenTextStyles, isMargin: Bool = false) {
    self.styles = styles
    self.isMargin = isMargin
  }

  mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    styles.take(event, element)
    switch event {
    case .text(let text):
      guard paragraphDepth > 0, hidden == 0 else { return }
      let isBlank = !text.contains { $0 > 0x20 }
      if number != nil, !isBlank { putNumber() }
      lines.appendCollapsed(text)
      if let level = headingLevel, !isBlank {
        headingLevel = nil
        if around.isEmpty { noteHeading(level) }
      }
    case .start(let name): start(name, element)
    case .end(let name): end(name)
    }
  }

  private mutating func noteHeading(_ level: Int) {
    let heading = HeadingLine(byteOffset: lines.textStart, level: level)
    if tableDepth > 0 {
      cellHeadings.append(heading)
    } else {
      headings.note(byteOffset: heading.byteOffset, level: level)
    }
  }

  /// Everything, the notes last.
  mutating func finish() -> [UInt8] {
    while !around.isEmpty { leave() }
    endParagraph()
    for notes in [footnotes.finish(), endnotes.finish()] { lines.appendParagraphs(notes) }
    return lines.finish()
  }

  /// What stands in the margin, of low weight.
  mutating func finishComments() -> [UInt8] { comments.finish() }

  private mutating func start(_ name: String, _ element: MarkupElement) {
    switch name {
    case "tracked-changes", "note-citation", "ruby-text": hidden += 1
    case "header", "footer", "header-left", "footer-left", "header-first", "footer-first": marginDepth += 1
    case "p", "h":
      guard hidden == 0, !isMargin || marginDepth > 0 else { return }
      paragraphDepth += 1
      startParagraph(name, element)
    case "span":
      let isHidden = element.attribute("style-name").map { styles.hidden.contains($0) } ?? false
      spans.append(isHidden)
      if isHidden { hidden += 1 }
    case "tab": if isShown { lines.tab() }
    case "line-break": if isShown { lines.breakSoftly() }
    case "s": if isShown { lines.space() }
    case "table":
      guard hidden == 0 else { return }
      lines.endParagraph()
      tableDepth += 1
    case "list": startList(element)
    case "list-item":
      guard !lists.isEmpty else { return }
      lists[lists.count - 1].isItem = true
      if let value = element.attribute("start-value").flatMap({ Int($0) }) {
        styles.restart(lists[lists.count - 1].style, lists.count - 1, at: value)
      }
    case "list-header": if !lists.isEmpty { lists[lists.count - 1].isItem = false }
    case "note", "text-box", "annotation":
      guard hidden == 0 else { return }
      let isEndnote = name == "note" && element.attribute("note-class") == "endnote"
      let destination: Destination =
        switch name {
        case "text-box": .box
        case "annotation": .comment
        default: isEndnote ? .endnote : .footnote
        }
      around.append(
        Surroundings(
          destination: destination, lines: lines, tableDepth: tableDepth, paragraphDepth: paragraphDepth,
          lists: lists,
          number: number, headingLevel: headingLevel))
      (lines, tableDepth, paragraphDepth, lists, number) = (TextLines(), 0, 0, [], nil)
      headingLevel = nil
    default: break
    }
  }

  private var isShown: Bool { paragraphDepth > 0 && hidden == 0 }

  private mutating func end(_ name: String) {
    switch name {
    case "tracked-changes", "note-citation", "ruby-text": hidden -= 1
    case "header", "footer", "header-left", "footer-left", "header-first", "footer-first": marginDepth -= 1
    case "p", "h":
      guard hidden == 0, paragraphDepth > 0 else { return }
      paragraphDepth -= 1
      number = nil
      headingLevel = nil
      if tableDepth == 0 { endParagraph() } else { lines.endParagraphInCell() }
    case "span": if spans.popLast() == true { hidden -= 1 }
    case "table-cell":
      guard hidden == 0 else { return }
      if lines.isCellSplit, around.isEmpty {
        for heading in cellHeadings { headings.note(byteOffset: heading.byteOffset, level: heading.level) }
      }
      if around.isEmpty { cellHeadings = [] }
      lines.endCell()
    case "table-row": if hidden == 0 { if tableDepth == 1 { endParagraph() } else { lines.endParagraph() } }
    case "table": if hidden == 0 { tableDepth -= 1 }
    case "list": if hidden == 0 { _ = lists.popLast() }
    case "note", "text-box", "annotation": if hidden == 0 { leave() }
    default: break
    }
  }

  private mutating func startList(_ element: MarkupElement) {
    guard hidden == 0 else { return }
    let style = element.attribute("style-name") ?? lists.last?.style ?? ""
    if lists.isEmpty, element.attribute("continue-numbering") != "true", element.attribute("continue-list") == nil {
      styles.restart(style)
    }
    lists.append(OpenList(style: style))
  }

  private mutating func startParagraph(_ name: String, _ element: MarkupElement) {
    guard paragraphDepth == 1 else { return }
    number = nil
    headingLevel = name == "h" ? element.attribute("outline-level").flatMap { Int($0) } ?? 1 : nil
    if let list = lists.last {
      guard list.isItem, lists.count <= ListCounter.depthLimit else { return }
      lists[lists.count - 1].isItem = false
      number = styles.next(list.style, lists.count - 1)
    } else if name == "h", element.attribute("is-list-header") != "true",
      let level = element.attribute("outline-level").flatMap({ Int($0) }),
      (1...ListCounter.depthLimit).contains(level)
    {
      number = styles.nextHeading(level - 1)
    }
  }

  private mutating func putNumber() {
    guard let text = number else { return }
    number = nil
    lines.append(text.last == " " ? String(text.dropLast()) : text)
    if text.last == " " { lines.space() }
  }

  private mutating func endParagraph() {
    lines.endParagraph()
    guard around.isEmpty, !boxes.isEmpty else { return }
    lines.appendParagraphs(boxes)
    boxes.removeAll()
  }

  private mutating func leave() {
    guard let outer = around.popLast() else { return }
    let text = lines.finish()
    (lines, tableDepth, paragraphDepth) = (outer.lines, outer.tableDepth, outer.paragraphDepth)
    (lists, number, headingLevel) = (outer.lists, outer.number, outer.headingLevel)
    switch outer.destination {
    case .box: boxes += text
    case .footnote: footnotes.appendParagraphs(text)
    case .endnote: endnotes.appendParagraphs(text)
    case .comment: comments.appendParagraphs(text)
    }
  }
}
