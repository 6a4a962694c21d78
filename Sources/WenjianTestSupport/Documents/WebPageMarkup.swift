// The markup of a web page.

struct WebPageMarkup {
  /// Notes stand behind the blocks.
  private var notes: [String] = []
  private var blocks: [String] = []
  private let document: StructuredDocument
  private let isXML: Bool

  init(_ document: StructuredDocument, isXML: Bool) {
    self.document = document
    self.isXML = isXML
    var rest = document.blocks[...]
    while let block = rest.popFirst() {
      guard case .paragraph(let first) = block, case .paragraph(let second)? = rest.first, first.variant % 4 == 0,
        !first.visible.allSatisfy(\.isWhitespace)
      else {
        blocks.append(self.block(block))
        continue
      }
      rest.removeFirst()
      blocks.append(together(inline(first), inline(second), first.variant / 4))
    }
  }

  /// Two paragraphs with less than an element for each.
  private func together(_ first: String, _ second: String, _ variant: Int) -> String {
    let line = isXML ? "<br/>" : "<br>"
    return variant.pick([
      "<p>\(first)\(line)\(line)\(second)</p>", "<div>\(first)\(line)\u{3000}\u{3000}\(second)</div>",
      "<p>\(first)\(line)\n&#160;&#160;&#160;&#160;\(second)</p>", "<div>\(first)<p>\(second)</p></div>",
      "<div><p>\(first)</p>\(second)</div>", "<ul><li>\(first)<ul><li>\(second)</li></ul></li></ul>",
      "<dl><dt>\(first)</dt><dd>\(second)</dd></dl>", "<div>\(first)<hr/>\(second)</div>",
      "<div>\(first)<div>\(second)</div></div>",
    ])
  }

  /// The whole page, in an encoding that it names.
  var encodedPage: [UInt8] {
    guard !isXML, document.variant % 8 == 0 else { return Array(page.utf8) }
    return EncodedText.encode(page.replacing("charset=\"utf-8\"", with: "charset=\"gb18030\""), as: "GB18030")
  }

  /// The whole page.
  var page: String {
    let body = content
    if isXML {
      return
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
        + "xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><meta charset=\"utf-8\"/></head><body>\(body)</body></html>\n"
    }
    return
      "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><style>p { color: red }</style></head>\n<body>\(body)"
      + "<script>var a = \"农村\";</script></body></html>\n"
  }

  /// What stands in the body.
  var content: String {
    let gap = document.variant.pick(["", "\n", "\n    "])
    let wrapper = (document.variant / 3).pick([
      ("", ""), ("<div class=\"content\">", "</div>"), ("<article>", "</article>"),
    ])
    return wrapper.0 + (blocks + notes).joined(separator: gap) + wrapper.1
  }

  private mutating func block(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(let level, let paragraph): return "<h\(level)>\(inline(paragraph))</h\(level)>"
    case .paragraph(let paragraph):
      let inner = inline(paragraph)
      return paragraph.variant.pick([
        "<p>\(inner)</p>", "<div>\(inner)</div>", "<p style=\"text-indent:2em\">\u{3000}\u{3000}\(inner)</p>",
        "<p>&nbsp;&nbsp;\(inner)\n</p>".replacingEntity(isXML), "<blockquote><p>\(inner)</p></blockquote>",
        "<div><p>\n  \(inner)</p></div>", "<p><span>\(inner)</span></p>",
      ])
    case .listItem(let paragraph):
      let inner = inline(paragraph)
      return paragraph.variant.pick([
        "<ul><li>\(inner)</li></ul>", "<ol><li><p>\(inner)</p></li></ol>", "<dl><dd>\(inner)</dd></dl>",
      ])
    case .table(let rows):
      var table = document.variant.pick(["<table>", "<table border=\"1\"><tbody>"])
      let isOpen = table.hasSuffix("<tbody>")
      let gap = (document.variant / 7).pick(["", "\n  "])
      for row in rows {
        table += gap + "<tr>"
        for cell in row { table += gap + self.cell(cell) }
        table += gap + "</tr>"
      }
      table += (isOpen ? "</tbody>" : "") + "</table>"
      return table
    }
  }

  private mutating func cell(_ paragraphs: [DocumentParagraph]) -> String {
    let variant = paragraphs.first?.variant ?? 0
    let tag = variant % 7 == 0 ? "th" : "td"
    if paragraphs.count == 1, variant % 2 == 0 { return "<\(tag)>\(inline(paragraphs[0]))</\(tag)>" }
    let block = variant % 3 == 0 ? "div" : "p"
    var inner = ""
    for (index, paragraph) in paragraphs.enumerated() {
      let isNested = index > 0 && paragraph.variant % 3 == 0
      inner += isNested ? self.block(.table([[[paragraph]]])) : "<\(block)>\(inline(paragraph))</\(block)>"
    }
    return "<\(tag)>\(inner)</\(tag)>"
  }

  private mutating func inline(_ paragraph: DocumentParagraph) -> String {
    var markup = ""
    var hasText = false
    for run in paragraph.runs {
      let piece = self.run(run)
      // A sign before all text would be the label of a list.
      if case .note = run.kind, !hasText { continue }
      markup += piece
      hasText = hasText || run.text.contains { !$0.isWhitespace }
    }
    return markup
  }

  private func text(_ text: String, _ variant: Int) -> String {
    var markup = markupEscaped(text)
    // A blank may be a line end of the source, or several.
    if variant % 4 == 0 { markup = markup.replacing(" ", with: "\n   ") }
    if variant % 4 == 1 { markup = markup.replacing(" ", with: "&#160;") }
    if variant % 9 == 0 {
      markup = markup.unicodeScalars.map { $0.value > 0x7F ? "&#x\(String($0.value, radix: 16));" : String($0) }
        .joined()
    }
    return markup
  }

  private mutating func run(_ run: DocumentRun) -> String {
    let text = text(run.text, run.variant)
    switch run.kind {
    case .text(let style):
      switch style {
      case .plain: return run.variant % 5 == 0 ? "<span class=\"s\">\(text)</span>" : text
      case .bold: return run.variant.pick(["<b>\(text)</b>", "<strong style=\"color:red\">\(text)</strong>"])
      case .italic: return run.variant.pick(["<i>\(text)</i>", "<em>\(text)</em>"])
      case .boldItalic: return "<b><i>\(text)</i></b>"
      case .underline: return run.variant.pick(["<u>\(text)</u>", "<ins>\(text)</ins>"])
      case .strike: return run.variant.pick(["<font color=\"red\">\(text)</font>", "<mark>\(text)</mark>"])
      case .code: return run.variant.pick(["<code>\(text)</code>", "<big>\(text)</big>"])
      case .link: return "<a href=\"http://a.cn/?a=1&amp;b=2\" title=\"农村\">\(text)</a>"
      }
    case .softBreak, .pageBreak:
      return run.variant.pick(isXML ? ["<br/>", "<br />"] : ["<br>", "<BR/>", "<br class=\"a\">"])
    case .split:
      return run.variant.pick([
        "<!-- 农村 -->", "<wbr/>", "&#8203;", "<span></span>", "<a id=\"a1\"></a>", "&#173;", "<b></b>",
        "<img src=\"a.png\" alt=\"\"/>",
      ])
    case .ruby(let reading):
      return run.variant.pick([
        "<ruby>\(text)<rt>\(reading)</rt></ruby>", "<ruby>\(text)<rp>(</rp><rt>\(reading)</rt><rp>)</rp></ruby>",
        "<ruby><rb>\(text)</rb><rt>\(reading)</rt></ruby>",
      ])
    case .note(let paragraph): return note(paragraph, run.variant)
    case .insertion: return text
    case .tab, .comment, .box, .deletion, .hidden: return ""
    }
  }

  private mutating func note(_ paragraph: DocumentParagraph, _ variant: Int) -> String {
    let inner = inline(paragraph)
    let number = notes.count + 1
    let link = "href=\"#fn\(number)\" id=\"ref\(number)\""
    if isXML {
      notes.append("<aside epub:type=\"footnote\" id=\"fn\(number)\"><p>\(inner)</p></aside>")
      return variant.pick([
        "<a epub:type=\"noteref\" \(link)>\(number)</a>",
        "<sup><a epub:type=\"noteref\" \(link)>[\(number)]</a></sup>",
      ])
    }
    notes.append("<p class=\"footnote\" id=\"fn\(number)\">\(inner)</p>")
    return variant.pick([
      "<sup><a \(link)>[\(number)]</a></sup>", "<sup class=\"footnote-ref\"><a \(link)>\(number)</a></sup>",
      "<a \(link)><sup>\(number)</sup></a>",
    ])
  }
}

extension String {
  /// XML knows no named blank.
  fileprivate func replacingEntity(_ isXML: Bool) -> String { isXML ? replacing("&nbsp;", with: "&#160;") : self }
}
