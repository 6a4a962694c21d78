// WordprocessingML: in its package, in one XML file (flat OPC), and that of Word 2003.

enum WordWriting {
  static let writers: [DocumentWriter] = [
    DocumentWriter("docx", features.union([.comment, .runningHead])) { document in
      var markup = WordMarkup(document, isOld: false)
      let body = markup.body()
      var parts = [
        (
          "[Content_Types].xml",
          declaration + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
        ),
        ("_rels/.rels", declaration + relations), ("word/document.xml", declaration + body),
      ]
      if !markup.notes.isEmpty { parts.append(("word/footnotes.xml", declaration + markup.footnotes)) }
      if !markup.comments.isEmpty { parts.append(("word/comments.xml", declaration + markup.commentsPart)) }
      if let head = document.runningHead { parts.append(("word/header1.xml", declaration + markup.header(head))) }
      let format = WordMarkup.numberFormat(document)
      parts.append(("word/numbering.xml", declaration + WordMarkup.numbering(format)))
      var expected = ExpectedText(document) { format.text($0) }
      if format.numerals.isEmpty { expected.allowBullets(document) }
      return WrittenDocument("a.docx", StoredZip.make(parts), expected)
    },
    DocumentWriter("flat-opc", features) { document in
      var markup = WordMarkup(document, isOld: false)
      let body = markup.body()
      func part(_ name: String, _ type: String, _ content: String) -> String {
        "<pkg:part pkg:name=\"\(name)\" pkg:contentType=\"application/\(type)+xml\"><pkg:xmlData>\(content)"
          + "</pkg:xmlData></pkg:part>"
      }
      let main = "vnd.openxmlformats-officedocument.wordprocessingml.document.main"
      var parts = part("/_rels/.rels", "vnd.openxmlformats-package.relationships", relations)
      parts += part("/word/document.xml", main, body)
      if !markup.notes.isEmpty {
        parts += part(
          "/word/footnotes.xml", "vnd.openxmlformats-officedocument.wordprocessingml.footnotes", markup.footnotes)
      }
      parts +=
        "<pkg:part pkg:name=\"/word/media/image1.png\" pkg:contentType=\"image/png\" pkg:compression=\"store\">"
        + "<pkg:binaryData>iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ</pkg:binaryData></pkg:part>"
      return WrittenDocument(
        document.variant.pick(["a.xml", "a.doc"]),
        declaration + "<?mso-application progid=\"Word.Document\"?>\n<pkg:package "
          + "xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">\(parts)</pkg:package>",
        ExpectedText(document))
    },
    DocumentWriter("word-2003-xml", features) { document in
      var markup = WordMarkup(document, isOld: true)
      return WrittenDocument(
        document.variant.pick(["a.xml", "a.doc"]),
        declaration + "<?mso-application progid=\"Word.Document\"?>\n" + markup.body(), ExpectedText(document))
    },
  ]

  private static let features: Set<DocumentFeature> = [
    .heading, .listItem, .table, .emptyParagraph, .cellParagraphs, .style, .softBreak, .pageBreak, .note, .box,
    .split,
    .insertion, .deletion, .hidden, .ruby, .tab,
  ]

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  private static let relations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    + "Target=\"word/document.xml\"/></Relationships>"
}

/// The markup of a document and what stands in parts of its own.
private struct WordMarkup {
  private(set) var notes: [String] = []
  private(set) var comments: [String] = []
  private let document: StructuredDocument
  /// Word 2003: notes stand in their place, changes are annotations.
  private let isOld: Bool

  init(_ document: StructuredDocument, isOld: Bool) {
    self.document = document
    self.isOld = isOld
  }

  private static let namespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    + "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:v=\"urn:schemas-microsoft-com:vml\""

  private static let oldNamespaces =
    "xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" xmlns:v=\"urn:schemas-microsoft-com:vml\" "
    + "xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" "
    + "xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\" xmlns:o=\"urn:schemas-microsoft-com:office:office\""

  /// How items of lists are numbered.
  struct NumberFormat {
    var name: String
    var pattern: String
    var numerals: [String]

    func text(_ number: Int) -> String {
      numerals.isEmpty ? "" : pattern.replacing("%1", with: numerals[(number - 1) % numerals.count]) + " "
    }
  }

  static func numberFormat(_ document: StructuredDocument) -> NumberFormat {
    document.variant.pick([
      NumberFormat(name: "bullet", pattern: "\u{F0B7}", numerals: []),
      NumberFormat(name: "decimal", pattern: "%1.", numerals: (1...10).map { String($0) }),
      NumberFormat(
        name: "chineseCounting", pattern: "（%1）",
        numerals: ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]),
    ])
  }

  static func numbering(_ format: NumberFormat) -> String {
    "<w:numbering \(namespaces)><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
      + "<w:numFmt w:val=\"\(format.name)\"/><w:lvlText w:val=\"\(format.pattern)\"/></w:lvl></w:abstractNum>"
      + "<w:num w:numId=\"7\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
  }

  mutating func header(_ paragraph: DocumentParagraph) -> String {
    "<w:hdr \(Self.namespaces)>\(self.paragraph(paragraph))</w:hdr>"
  }

  mutating func body() -> String {
    let gap = document.variant.pick(["", "\n"])
    var blocks = ""
    for block in document.blocks { blocks += self.block(block) + gap }
    blocks += "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr>"
    if !isOld { return "<w:document \(Self.namespaces)><w:body>\(blocks)</w:body></w:document>" }
    return "<w:wordDocument \(Self.oldNamespaces)><o:DocumentProperties><o:Author>农书</o:Author>"
      + "</o:DocumentProperties><w:styles><w:style w:styleId=\"a\"><w:name w:val=\"农村\"/></w:style></w:styles>"
      + "<w:body><wx:sect>\(blocks)</wx:sect></w:body></w:wordDocument>"
  }

  var footnotes: String {
    "<w:footnotes \(Self.namespaces)><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p>"
      + "</w:footnote>"
      + notes.enumerated().map { "<w:footnote w:id=\"\($0.offset + 1)\">\($0.element)</w:footnote>" }.joined()
      + "</w:footnotes>"
  }

  var commentsPart: String {
    "<w:comments \(Self.namespaces)>"
      + comments.enumerated().map {
        "<w:comment w:id=\"\($0.offset)\" w:author=\"农书\" w:initials=\"农\">\($0.element)</w:comment>"
      }.joined() + "</w:comments>"
  }

  private mutating func block(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(let level, let paragraph):
      let style = isOld ? "" : "<w:pStyle w:val=\"Heading\(level)\"/>"
      return self.paragraph(paragraph, style + "<w:outlineLvl w:val=\"\(level - 1)\"/>")
    case .paragraph(let paragraph): return self.paragraph(paragraph)
    case .listItem(let paragraph):
      return self.paragraph(
        paragraph, isOld ? "<w:listPr/>" : "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr>")
    case .table(let rows):
      var table =
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"9\"/></w:tblGrid>"
      for row in rows {
        table += "<w:tr><w:trPr/>"
        for cell in row {
          table += "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>"
          for (index, paragraph) in cell.enumerated() {
            // A table in the cell, which must end with a paragraph.
            let isNested = index > 0 && paragraph.variant % 3 == 0
            table += isNested ? self.block(.table([[[paragraph]]])) + "<w:p/>" : self.paragraph(paragraph)
          }
          table += "</w:tc>"
        }
        table += "</w:tr>"
      }
      return table + "</w:tbl>"
    }
  }

  private mutating func paragraph(_ paragraph: DocumentParagraph, _ properties: String = "", head: String = "")
    -> String
  {
    if paragraph.runs.isEmpty, properties.isEmpty, head.isEmpty, paragraph.variant % 2 == 0 { return "<w:p/>" }
    var markup = "<w:p>"
    if !properties.isEmpty || paragraph.variant % 3 == 0 {
      markup += "<w:pPr>\(properties)<w:jc w:val=\"both\"/><w:rPr><w:b/></w:rPr></w:pPr>"
    }
    markup += head
    for run in paragraph.runs { markup += self.run(run) }
    return markup + "</w:p>"
  }

  private func text(_ text: String, _ variant: Int, tag: String = "w:t") -> String {
    let isTrimmed = text.first?.isWhitespace == true || text.last?.isWhitespace == true
    let space = isTrimmed || variant % 2 == 0 ? " xml:space=\"preserve\"" : ""
    return "<\(tag)\(space)>\(markupEscaped(text))</\(tag)>"
  }

  private func textRun(_ text: String, _ variant: Int, _ properties: String = "", tag: String = "w:t") -> String {
    let hint = variant % 3 == 0 ? "<w:rFonts w:hint=\"eastAsia\"/>" : ""
    let wrapped = properties.isEmpty && hint.isEmpty ? "" : "<w:rPr>\(hint)\(properties)</w:rPr>"
    if variant % 5 == 0 {
      let (first, second) = halves(text, variant / 5)
      return "<w:r>\(wrapped)\(self.text(first, 0, tag: tag))\(self.text(second, 0, tag: tag))</w:r>"
    }
    return "<w:r>\(wrapped)\(self.text(text, variant, tag: tag))</w:r>"
  }

  private func styled(_ text: String, _ style: RunStyle, _ variant: Int) -> String {
    switch style {
    case .plain: return textRun(text, variant)
    case .bold: return textRun(text, variant, "<w:b/>")
    case .italic: return textRun(text, variant, "<w:i/>")
    case .boldItalic: return textRun(text, variant, "<w:b/><w:i/>")
    case .underline: return textRun(text, variant, "<w:u w:val=\"single\"/>")
    case .strike: return textRun(text, variant, "<w:strike/>")
    case .code:
      let run = textRun(text, variant)
      if isOld { return "<w:r></w:r>" + run }
      return variant.pick([
        "<w:smartTag w:uri=\"x\" w:element=\"place\">\(run)</w:smartTag>",
        "<w:sdt><w:sdtPr><w:alias w:val=\"农村\"/></w:sdtPr><w:sdtContent>\(run)</w:sdtContent></w:sdt>",
      ])
    case .link:
      let run = textRun(text, variant, "<w:u w:val=\"single\"/>")
      let fields = [
        "<w:fldSimple w:instr=\" REF a \\h \">\(run)</w:fldSimple>",
        field("HYPERLINK \"http://a.cn/农村\"", result: run),
      ]
      return variant.pick(
        fields + [
          isOld
            ? "<w:hlink w:dest=\"http://a.cn/农\">\(run)</w:hlink>"
            : "<w:hyperlink r:id=\"rId9\">\(run)</w:hyperlink>"
        ])
    }
  }

  private func field(_ instruction: String, result: String?) -> String {
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>\(markupEscaped(instruction))</w:instrText></w:r>"
      + (result.map { "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + $0 } ?? "")
      + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
  }

  private mutating func run(_ run: DocumentRun) -> String {
    switch run.kind {
    case .text(let style): return styled(run.text, style, run.variant)
    case .softBreak:
      return "<w:r>" + run.variant.pick(["<w:br/>", "<w:cr/>", "<w:br w:type=\"textWrapping\"/>"]) + "</w:r>"
    case .pageBreak:
      return run.variant.pick([
        "<w:r><w:br w:type=\"page\"/></w:r>", "<w:r><w:br w:type=\"column\"/></w:r>",
        "<w:r><w:lastRenderedPageBreak/></w:r>",
      ])
    case .tab: return "<w:r><w:tab/></w:r>"
    case .split: return split(run.variant)
    case .hidden: return textRun(run.text, run.variant, "<w:vanish/>")
    case .ruby(let reading):
      return "<w:r><w:ruby><w:rubyPr><w:hps w:val=\"11\"/></w:rubyPr><w:rt>\(textRun(reading, 1))</w:rt>"
        + "<w:rubyBase>\(textRun(run.text, 1))</w:rubyBase></w:ruby></w:r>"
    case .insertion:
      let inner = textRun(run.text, run.variant)
      if isOld { return annotation("Insertion", inner) }
      return run.variant.pick([
        "<w:ins w:id=\"3\" w:author=\"农书\">\(inner)</w:ins>",
        "<w:moveTo w:id=\"4\" w:author=\"农书\">\(inner)</w:moveTo>",
      ])
    case .deletion:
      if isOld { return annotation("Deletion", textRun(run.text, run.variant, tag: "w:delText")) }
      return run.variant.pick([
        "<w:del w:id=\"3\" w:author=\"农书\">\(textRun(run.text, run.variant, tag: "w:delText"))</w:del>",
        "<w:moveFrom w:id=\"4\" w:author=\"农书\">\(textRun(run.text, run.variant))</w:moveFrom>",
      ])
    case .note(let paragraph): return note(paragraph)
    case .comment(let paragraph):
      comments.append(self.paragraph(paragraph, head: "<w:r><w:annotationRef/></w:r>"))
      let id = comments.count - 1
      return "<w:commentRangeStart w:id=\"\(id)\"/><w:commentRangeEnd w:id=\"\(id)\"/>"
        + "<w:r><w:commentReference w:id=\"\(id)\"/></w:r>"
    case .box(let paragraph):
      let content = "<w:txbxContent>\(self.paragraph(paragraph))</w:txbxContent>"
      let old = "<w:pict><v:shape><v:textbox>\(content)</v:textbox></v:shape></w:pict>"
      if isOld || run.variant % 2 == 0 { return "<w:r>\(old)</w:r>" }
      return "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><a:graphic><a:graphicData><wps:wsp>"
        + "<wps:txbx>\(content)</wps:txbx></wps:wsp></a:graphicData></a:graphic></w:drawing></mc:Choice>"
        + "<mc:Fallback>\(old)</mc:Fallback></mc:AlternateContent></w:r>"
    }
  }

  private mutating func note(_ paragraph: DocumentParagraph) -> String {
    let raised = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>"
    let text = self.paragraph(paragraph, head: "<w:r>\(raised)<w:footnoteRef/></w:r>")
    if isOld { return "<w:r>\(raised)<w:footnote>\(text)</w:footnote></w:r>" }
    notes.append(text)
    return "<w:r>\(raised)<w:footnoteReference w:id=\"\(notes.count)\"/></w:r>"
  }

  private func annotation(_ kind: String, _ inner: String) -> String {
    "<aml:annotation aml:id=\"0\" w:type=\"Word.\(kind)\" aml:author=\"农书\"><aml:content>\(inner)</aml:content>"
      + "</aml:annotation>"
  }

  private func split(_ variant: Int) -> String {
    let common = [
      "<w:proofErr w:type=\"spellStart\"/>", "<w:r><w:lastRenderedPageBreak/></w:r>",
      "<w:r><w:rPr><w:b/></w:rPr></w:r>",
      "<w:r><w:softHyphen/></w:r>", field("XE \"农村\"", result: nil),
    ]
    let ways =
      isOld
      ? [
        "<aml:annotation aml:id=\"1\" w:type=\"Word.Bookmark.Start\" w:name=\"农\"/>",
        "<aml:annotation aml:id=\"1\" w:type=\"Word.Bookmark.End\"/>",
      ]
      : ["<w:bookmarkStart w:id=\"0\" w:name=\"农\"/><w:bookmarkEnd w:id=\"0\"/>", "<w:permStart w:id=\"1\"/>"]
    return variant.pick(common + ways)
  }
}
