// The text of an OpenDocument text: content.xml, and the headers and footers in styles.xml.

import WenjianDocument

struct OpenText {
  var lines = TextLines()
  /// Of the body: those in tables, notes and text boxes head nothing there.
  private(set) var headings: [HeadingLine] = []
  /// Of the paragraph that begins, as a heading; nil for text, and once its line is noted.
  private var headingLevel: Int?
  /// Notes, in the order of their signs: they would tear the sentences they stand in.
  private var footnotes = TextLines()
  private var endnotes = TextLines()
  private var styles: OpenTextStyles
  /// Whether only headers and footers are read.
  private let isMargin: Bool
  private var marginDepth = 0
  private var tableDepth = 0
  /// Paragraphs around the present place: text elsewhere is layout.
  private var paragraphDepth = 0
  /// Above zero inside what was deleted, noted in the margin, or set not to be shown.
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

  private struct Surroundings {
    var lines: TextLines
    var tableDepth: Int
    var paragraphDepth: Int
    var lists: [OpenList]
    var number: String?
    var headingLevel: Int?
    var isEndnote = false
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
      let start = lines.lineStart
      if number != nil, text.contains(where: { $0 > 0x20 }) { putNumber() }
      lines.appendCollapsed(text)
      if let level = headingLevel, lines.bytes.count > start {
        headingLevel = nil
        if tableDepth == 0, around.isEmpty { headings.note(byteOffset: start, level: level) }
      }
    case .start(let name): start(name, element)
    case .end(let name): end(name)
    }
  }

  /// Everything, the notes last.
  mutating func finish() -> [UInt8] {
    while !around.isEmpty { leave(isNote: false) }
    breakLine()
    for notes in [footnotes.finish(), endnotes.finish()] {
      notes.withUnsafeBufferPointer { lines.append($0) }
    }
    return lines.finish()
  }

  private mutating func start(_ name: String, _ element: MarkupElement) {
    switch name {
    case "tracked-changes", "annotation", "note-citation", "ruby-text": hidden += 1
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
    case "line-break": if isShown { if tableDepth == 0 { lines.breakLine() } else { lines.space() } }
    case "s": if isShown { lines.space() }
    case "table": if hidden == 0 { tableDepth += 1 }
    case "list": startList(element)
    case "list-item":
      guard !lists.isEmpty else { return }
      lists[lists.count - 1].isItem = true
      if let value = element.attribute("start-value").flatMap({ Int($0) }) {
        styles.restart(lists[lists.count - 1].style, lists.count - 1, at: value)
      }
    case "list-header": if !lists.isEmpty { lists[lists.count - 1].isItem = false }
    case "note", "text-box":
      guard hidden == 0 else { return }
      let isEndnote = name == "note" && element.attribute("note-class") == "endnote"
      around.append(
        Surroundings(
          lines: lines, tableDepth: tableDepth, paragraphDepth: paragraphDepth, lists: lists, number: number,
          headingLevel: headingLevel, isEndnote: isEndnote))
      (lines, tableDepth, paragraphDepth, lists, number) = (TextLines(), 0, 0, [], nil)
      headingLevel = nil
    default: break
    }
  }

  private var isShown: Bool { paragraphDepth > 0 && hidden == 0 }

  private mutating func end(_ name: String) {
    switch name {
    case "tracked-changes", "annotation", "note-citation", "ruby-text": hidden -= 1
    case "header", "footer", "header-left", "footer-left", "header-first", "footer-first": marginDepth -= 1
    case "p", "h":
      guard hidden == 0, paragraphDepth > 0 else { return }
      paragraphDepth -= 1
      number = nil
      headingLevel = nil
      if tableDepth == 0 { breakLine() } else { lines.space() }
    case "span": if spans.popLast() == true { hidden -= 1 }
    case "table-cell": if hidden == 0 { lines.tab() }
    case "table-row": if hidden == 0 { if tableDepth == 1 { breakLine() } else { lines.breakLine() } }
    case "table": if hidden == 0 { tableDepth -= 1 }
    case "list": if hidden == 0 { _ = lists.popLast() }
    case "note": if hidden == 0 { leave(isNote: true) }
    case "text-box": if hidden == 0 { leave(isNote: false) }
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

  private mutating func breakLine() {
    lines.breakLine()
    guard around.isEmpty, !boxes.isEmpty else { return }
    boxes.withUnsafeBufferPointer { lines.append($0) }
    lines.breakLine()
    boxes.removeAll()
  }

  private mutating func leave(isNote: Bool) {
    guard let outer = around.popLast() else { return }
    let text = lines.finish()
    (lines, tableDepth, paragraphDepth) = (outer.lines, outer.tableDepth, outer.paragraphDepth)
    (lists, number, headingLevel) = (outer.lists, outer.number, outer.headingLevel)
    if !isNote {
      boxes += text
    } else if outer.isEndnote {
      text.withUnsafeBufferPointer { endnotes.append($0) }
    } else {
      text.withUnsafeBufferPointer { footnotes.append($0) }
    }
  }
}
