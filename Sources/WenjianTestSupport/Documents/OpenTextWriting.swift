// OpenDocument text.

enum OpenTextWriting {
  static let writer = DocumentWriter(
    "odt",
    [
      .heading, .listItem, .table, .emptyParagraph, .cellParagraphs, .style, .softBreak, .pageBreak, .note,
      .comment, .box,
      .split, .insertion, .deletion, .hidden, .ruby, .tab, .runningHead,
    ]
  ) { document in
    var markup = OpenTextMarkup(document)
    let content = markup.content()
    var parts = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)]
    if let head = document.runningHead { parts.append(("styles.xml", markup.styles(head))) }
    let number = OpenTextMarkup.number(document)
    var expected = ExpectedText(document) { _ in number.text }
    if number.text.isEmpty { expected.allowBullets(document) }
    return WrittenDocument("a.odt", StoredZip.make(parts), expected)
  }
}

private struct OpenTextMarkup {
  private let document: StructuredDocument
  private var deleted: [String] = []
  private var noteCount = 0

  init(_ document: StructuredDocument) { self.document = document }

  /// How items of lists are numbered: the style, and the text before an item; each is a list of its own.
  static func number(_ document: StructuredDocument) -> (style: String, text: String) {
    func level(_ attributes: String) -> String {
      "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" \(attributes)/></text:list-style>"
    }
    return document.variant.pick([
      (
        "<text:list-style style:name=\"L1\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"•\"/></text:list-style>",
        ""
      ),
      (level("style:num-format=\"1\" style:num-suffix=\".\""), "1. "),
      (level("style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\""), "一、 "),
    ])
  }

  private static func automaticStyles(_ others: String = "") -> String {
    "<office:automatic-styles><style:style style:name=\"H\" style:family=\"text\"><style:text-properties "
      + "text:display=\"none\"/></style:style>\(others)</office:automatic-styles>"
  }

  mutating func styles(_ head: DocumentParagraph) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-styles "
      + "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      + "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
      + "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
      + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\(Self.automaticStyles())"
      + "<office:master-styles><style:master-page "
      + "style:name=\"Standard\"><style:header>\(paragraph(head))</style:header></style:master-page>"
      + "</office:master-styles></office:document-styles>"
  }

  mutating func content() -> String {
    let gap = document.variant.pick(["", "\n", "\n  "])
    var blocks = ""
    for block in document.blocks { blocks += gap + self.block(block) }
    let regions = deleted.enumerated().map {
      "<text:changed-region text:id=\"ct\($0.offset)\"><text:deletion><office:change-info><dc:creator>农书</dc:creator>"
        + "<dc:date>2016-01-01T00:00:00</dc:date></office:change-info><text:p>\($0.element)</text:p></text:deletion>"
        + "</text:changed-region>"
    }
    let changes = regions.isEmpty ? "" : "<text:tracked-changes>\(regions.joined())</text:tracked-changes>"
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content "
      + "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      + "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
      + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
      + "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
      + "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
      + "xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      + Self.automaticStyles(Self.number(document).style)
      + "<office:body><office:text>\(changes)\(blocks)</office:text></office:body></office:document-content>"
  }

  private mutating func block(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(let level, let paragraph):
      return "<text:h text:outline-level=\"\(level)\">\(inline(paragraph))</text:h>"
    case .paragraph(let paragraph): return self.paragraph(paragraph)
    case .listItem(let paragraph):
      return
        "<text:list text:style-name=\"L1\"><text:list-item>\(self.paragraph(paragraph))</text:list-item></text:list>"
    case .table(let rows):
      var table = "<table:table table:name=\"农\"><table:table-column/>"
      for (index, row) in rows.enumerated() {
        var cells = ""
        for cell in row {
          cells += "<table:table-cell>"
          for (index, paragraph) in cell.enumerated() {
            let isNested = index > 0 && paragraph.variant % 3 == 0
            cells += isNested ? self.block(.table([[[paragraph]]])) : self.paragraph(paragraph)
          }
          cells += "</table:table-cell>"
          if cell.first.map({ $0.variant % 9 == 0 }) == true { cells += "<table:covered-table-cell/>" }
        }
        let markup = "<table:table-row>\(cells)</table:table-row>"
        let isHeader = index == 0 && document.variant % 4 == 0
        table += isHeader ? "<table:table-header-rows>\(markup)</table:table-header-rows>" : markup
      }
      return table + "</table:table>"
    }
  }

  private mutating func paragraph(_ paragraph: DocumentParagraph) -> String {
    if paragraph.runs.isEmpty { return "<text:p/>" }
    return "<text:p text:style-name=\"P1\">\(inline(paragraph))</text:p>"
  }

  private mutating func inline(_ paragraph: DocumentParagraph) -> String {
    var markup = ""
    for run in paragraph.runs { markup += self.run(run) }
    return markup
  }

  private func text(_ text: String, _ variant: Int) -> String {
    let markup = markupEscaped(text)
    switch variant % 4 {
    case 0: return markup.replacing(" ", with: "<text:s/>")
    case 1: return markup.replacing(" ", with: "\n ")
    default: return markup
    }
  }

  private mutating func run(_ run: DocumentRun) -> String {
    let text = text(run.text, run.variant)
    switch run.kind {
    case .text(.plain): return text
    case .text(.link):
      return run.variant.pick([
        "<text:a xlink:href=\"http://a.cn/农\">\(text)</text:a>",
        "<text:a xlink:href=\"#a\"><text:span text:style-name=\"T2\">\(text)</text:span></text:a>",
      ])
    case .text(.code):
      return run.variant.pick([
        "<text:bookmark-ref text:ref-name=\"农\">\(text)</text:bookmark-ref>",
        "<text:user-defined text:name=\"农\">\(text)</text:user-defined>", "<text:meta>\(text)</text:meta>",
      ])
    case .text:
      return run.variant.pick([
        "<text:span text:style-name=\"T1\">\(text)</text:span>",
        "<text:span text:style-name=\"T1\"><text:span>\(text)</text:span></text:span>",
      ])
    case .softBreak: return "<text:line-break/>"
    case .pageBreak: return "<text:soft-page-break/>"
    case .tab: return "<text:tab/>"
    case .insertion:
      return "<text:change-start text:change-id=\"i\"/>\(text)<text:change-end text:change-id=\"i\"/>"
    case .deletion:
      deleted.append(text)
      return "<text:change text:change-id=\"ct\(deleted.count - 1)\"/>"
    case .hidden: return "<text:span text:style-name=\"H\">\(text)</text:span>"
    case .ruby(let reading):
      return
        "<text:ruby><text:ruby-base>\(text)</text:ruby-base><text:ruby-text>\(reading)</text:ruby-text></text:ruby>"
    case .split:
      return run.variant.pick([
        "<text:bookmark text:name=\"农\"/>", "<text:bookmark-start text:name=\"a\"/>",
        "<text:span text:style-name=\"T1\"/>",
        "<text:reference-mark text:name=\"农\"/>", "<text:toc-mark text:string-value=\"农村\"/>",
        "<text:soft-page-break/>",
        "<text:span>\u{AD}</text:span>", "<!-- 农村 -->",
      ])
    case .note(let paragraph):
      noteCount += 1
      let kind = run.variant.pick(["footnote", "endnote"])
      return "<text:note text:id=\"ftn\(noteCount)\" text:note-class=\"\(kind)\"><text:note-citation>\(noteCount)"
        + "</text:note-citation><text:note-body>\(self.paragraph(paragraph))</text:note-body></text:note>"
    case .comment(let paragraph):
      let creator = "<dc:creator>农书</dc:creator><dc:date>2016-01-01T00:00:00</dc:date>"
      return "<office:annotation office:name=\"1\">\(creator)\(self.paragraph(paragraph))</office:annotation>"
        + run.variant.pick(["", "<office:annotation-end office:name=\"1\"/>"])
    case .box(let paragraph):
      return "<draw:frame draw:name=\"农\"><draw:text-box>\(self.paragraph(paragraph))</draw:text-box></draw:frame>"
    }
  }
}
