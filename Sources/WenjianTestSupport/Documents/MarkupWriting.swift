// XML of no known vocabulary.

enum MarkupWriting {
  static let writers: [DocumentWriter] = [
    DocumentWriter("xml", features) { document in
      let file = PlainMarkup(document).file
      guard document.variant % 8 == 0 else { return WrittenDocument("a.xml", file, ExpectedText(document)) }
      let named = file.replacing("encoding=\"UTF-8\"", with: "encoding=\"GB18030\"")
      return WrittenDocument("a.xml", EncodedText.encode(named, as: "GB18030"), ExpectedText(document))
    },
    // A feed: pages as the text of an element, escaped or in a section of characters.
    DocumentWriter("rss", WebPageWriting.features) { document in
      let content = WebPageMarkup(document, isXML: false).content
      let text = document.variant % 2 == 0 ? markupEscaped(content) : "<![CDATA[\(content)]]>"
      return WrittenDocument(
        "a.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>\n<item>\n<description>\(text)"
          + "</description>\n</item>\n</channel></rss>\n", ExpectedText(document))
    },
  ]

  private static let features: Set<DocumentFeature> = [
    .heading, .listItem, .table, .emptyParagraph, .cellParagraphs, .style, .split,
  ]
}

/// An element with text of its own is a paragraph, with all that is in it; an element without is none.
private struct PlainMarkup {
  private let document: StructuredDocument
  private let isChinese: Bool

  init(_ document: StructuredDocument) {
    self.document = document
    isChinese = document.variant % 2 == 0
  }

  private func element(_ chinese: String, _ latin: String, _ content: String, _ attributes: String = "") -> String {
    let name = isChinese ? chinese : latin
    return "<\(name)\(attributes)>\(content)</\(name)>"
  }

  var file: String {
    let gap = (document.variant / 2).pick(["", "\n", "\n    "])
    let blocks = document.blocks.map(block).joined(separator: gap)
    let body = document.variant % 3 == 0 ? blocks : element("正文", "body", gap + blocks + gap)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element("文件", "document", gap + body + gap)
  }

  private func block(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(_, let paragraph): return element("标题", "title", inline(paragraph))
    case .paragraph(let paragraph): return element("段", "para", inline(paragraph), " id=\"农村\"")
    case .listItem(let paragraph): return element("列", "list", element("项", "item", inline(paragraph)))
    case .table(let rows):
      return element(
        "表", "table",
        rows.map { row in
          element("行", "row", row.map { cell($0) }.joined(separator: document.variant.pick(["", "\n  "])))
        }.joined())
    }
  }

  private func cell(_ paragraphs: [DocumentParagraph]) -> String {
    if paragraphs.count == 1 { return element("格", "cell", inline(paragraphs[0])) }
    return element("格", "cell", paragraphs.map { element("段", "para", inline($0)) }.joined())
  }

  private func inline(_ paragraph: DocumentParagraph) -> String {
    // Without text of its own nothing tells an element of running text from one of a record.
    let isRunning = paragraph.runs.contains { run in
      if case .text(.plain) = run.kind { run.text.contains { !$0.isWhitespace } } else { false }
    }
    return paragraph.runs.map { run($0, isRunning: isRunning) }.joined()
  }

  private func run(_ run: DocumentRun, isRunning: Bool) -> String {
    let text =
      run.variant % 5 == 0 && !run.text.isEmpty
      ? "<![CDATA[\(run.text)]]>" : markupEscaped(run.text).replacing(" ", with: run.variant.pick([" ", "\n  "]))
    switch run.kind {
    case .text(.plain): return text
    case .text(let style) where isRunning:
      switch style {
      case .link: return "<a href=\"http://a.cn/农\">\(text)</a>"
      case .boldItalic: return "<b><i>\(text)</i></b>"
      default: return element("强调", "hi", text)
      }
    case .text: return text
    case .split:
      return run.variant.pick(
        isRunning ? ["<!-- 农村 -->", "<?pi 农?>", "<anchor id=\"农\"/>", "<b></b>"] : ["<!-- 农村 -->", "<?pi 农?>"])
    default: return text
    }
  }
}
