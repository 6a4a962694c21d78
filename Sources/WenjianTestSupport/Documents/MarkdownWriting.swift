// Markdown, with its marks in the middle of strings.

enum MarkdownWriting {
  static let writer = DocumentWriter(
    "markdown",
    [.heading, .listItem, .table, .style, .wrap, .note, .split]
  ) { document in
    var markup = MarkdownMarkup(document)
    return WrittenDocument(document.variant.pick(["a.md", "a.markdown"]), markup.file(), markup.expected)
  }
}

private struct MarkdownMarkup {
  private(set) var expected: ExpectedText
  private let document: StructuredDocument
  private var notes: [String] = []
  /// The last character of what is written, which marks must not touch.
  private var last: Unicode.Scalar = "\n"

  init(_ document: StructuredDocument) {
    self.document = document
    expected = ExpectedText(document)
  }

  mutating func file() -> String {
    var blocks: [String] = []
    for block in document.blocks { blocks.append(self.block(block)) }
    return (blocks + notes).joined(separator: "\n\n") + "\n"
  }

  private mutating func allow(_ mark: String, before paragraph: DocumentParagraph) {
    expected.otherForms[mark + paragraph.visible] = paragraph.visible
  }

  private mutating func block(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(let level, let paragraph):
      let mark = String(repeating: "#", count: level) + " "
      allow(mark, before: paragraph)
      return mark + inline(paragraph, lineBreaks: ["<br>"])
    case .paragraph(let paragraph):
      if paragraph.variant % 6 == 0 {
        allow("> ", before: paragraph)
        return "> " + inline(paragraph, lineBreaks: ["\n> ", "\n>", "  \n> "])
      }
      return inline(paragraph, lineBreaks: ["\n", "  \n", "\\\n", "<br>"])
    case .listItem(let paragraph):
      let mark = paragraph.variant.pick(["- ", "* ", "1. ", "+ "])
      allow(mark, before: paragraph)
      return mark + inline(paragraph, lineBreaks: ["\n  ", "\n   "])
    case .table(let rows):
      var lines: [String] = []
      for row in rows {
        var cells: [String] = []
        for cell in row { cells.append(cell.first.map { inline($0, lineBreaks: ["<br>"]) } ?? "") }
        lines.append("| " + cells.joined(separator: " | ") + " |")
      }
      let rule = "|" + String(repeating: document.variant.pick([" --- |", "---|", ":-:|"]), count: rows[0].count)
      lines.insert(rule, at: 1)
      return lines.joined(separator: "\n")
    }
  }

  private mutating func inline(_ paragraph: DocumentParagraph, lineBreaks: [String]) -> String {
    var markup = ""
    last = "\n"
    for (index, run) in paragraph.runs.enumerated() {
      // A mark between letters or digits may be a sign of arithmetic: 2*5*3.
      let next = paragraph.runs[(index + 1)...].lazy.compactMap(\.text.unicodeScalars.first).first
      let touches =
        Self.isInWord(last, run.text.unicodeScalars.first) || Self.isInWord(run.text.unicodeScalars.last, next)
      let piece = self.run(run, lineBreaks, isFirst: markup.isEmpty, isPlain: touches)
      // A sign before all text would be the label of a note.
      if case .note = run.kind, markup.isEmpty { continue }
      markup += piece
      if let scalar = piece.unicodeScalars.last { last = scalar }
    }
    return markup
  }

  /// With escapes where a mark would be read otherwise.
  private func text(_ text: String, _ variant: Int, isFirst: Bool) -> String {
    var result = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "&": result += variant.pick(["&amp;", "\\&", "&#38;"])
      case "<": result += variant.pick(["&lt;", "\\<"])
      // At the head of a paragraph they would begin a list.
      case "-", "#", ".", ")", "(":
        result += isFirst && index < 4 || variant % 7 == 0 ? "\\" + String(scalar) : String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isInWord(_ first: Unicode.Scalar?, _ second: Unicode.Scalar?) -> Bool {
    [first, second].allSatisfy { scalar in
      scalar.map { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) } ?? false
    }
  }

  /// - Parameter isPlain: no mark stands beside its text.
  private mutating func run(_ run: DocumentRun, _ lineBreaks: [String], isFirst: Bool, isPlain: Bool) -> String {
    let text = text(run.text, run.variant, isFirst: isFirst)
    switch run.kind {
    case .text(let style): return isPlain ? text : styled(text, run, style)
    case .softBreak, .pageBreak: return run.variant.pick(lineBreaks)
    case .split:
      return run.variant.pick(["<!-- 农村 -->", "<a id=\"a1\"></a>", "<span></span>", "&#8203;", "<wbr>"])
    case .note(let paragraph):
      if paragraph.runs.isEmpty { return "" }
      let number = notes.count + 1
      // Held free: the note may have others in it, and none has.
      notes.append("")
      let outer = last
      notes[number - 1] = "[^\(number)]: " + inline(paragraph, lineBreaks: ["\n    "])
      last = outer
      return "[^\(number)]"
    case .insertion, .deletion, .hidden, .ruby, .tab, .comment, .box: return text
    }
  }

  /// Marks stand only at Han and letters, where every program takes them for marks.
  private func styled(_ text: String, _ run: DocumentRun, _ style: RunStyle) -> String {
    let isPlain =
      !run.text.isEmpty
      && run.text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    if !isPlain || "*~`=_[]".unicodeScalars.contains(last) { return text }
    // Between digits asterisks multiply.
    let endsInDigit = run.text.unicodeScalars.last.map { ("0"..."9").contains($0) } == true
    if [.bold, .italic, .boldItalic].contains(style), endsInDigit || ("0"..."9").contains(last) { return text }
    let isASCII = run.text.unicodeScalars.contains { $0.isASCII } || last.isASCII
    switch style {
    case .plain: return text
    case .bold: return "**\(text)**"
    case .italic: return "*\(text)*"
    case .boldItalic: return "***\(text)***"
    case .underline: return "<u>\(text)</u>"
    case .strike: return run.variant.pick(["~~\(text)~~", isASCII ? text : "==\(text)=="])
    case .code: return "`\(text)`"
    case .link:
      return run.variant.pick(["[\(text)](http://a.cn/1.html)", "[\(text)](<http://a.cn/2> \"农村\")"])
    }
  }
}
