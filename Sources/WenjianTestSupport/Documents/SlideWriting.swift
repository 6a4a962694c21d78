// PowerPoint presentations since 2007: shapes of paragraphs, and tables.

enum SlideWriting {
  static let writer = DocumentWriter(
    "pptx", [.table, .cellParagraphs, .style, .softBreak, .split, .emptyParagraph, .heading]
  ) { document in
    var slides: [[DocumentBlock]] = []
    for start in stride(from: 0, to: document.blocks.count, by: 3) {
      slides.append(Array(document.blocks[start..<min(start + 3, document.blocks.count)]))
    }
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let namespaces =
      "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"\(relations)\" "
      + "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    // The files of slides are numbered in the order in which they were made, here the last one first.
    func number(_ index: Int) -> Int { slides.count - index }
    let ids = slides.indices.map { "<p:sldId id=\"\(256 + $0)\" r:id=\"rId\($0 + 1)\"/>" }
    let links = slides.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(relations)/slide\" Target=\"slides/slide\(number($0)).xml\"/>"
    }
    var parts = [
      ("[Content_Types].xml", declaration + "<Types xmlns=\"\(package)/content-types\"/>"),
      (
        "_rels/.rels",
        declaration + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
          + "Type=\"\(relations)/officeDocument\" Target=\"ppt/presentation.xml\"/></Relationships>"
      ),
      (
        "ppt/presentation.xml",
        declaration + "<p:presentation \(namespaces)><p:sldIdLst>\(ids.joined())</p:sldIdLst></p:presentation>"
      ),
      (
        "ppt/_rels/presentation.xml.rels",
        declaration + "<Relationships xmlns=\"\(package)/relationships\">\(links.joined())</Relationships>"
      ),
    ]
    for (index, blocks) in slides.enumerated() {
      let shapes = blocks.map(SlideMarkup.shape).joined()
      parts.append(
        (
          "ppt/slides/slide\(number(index)).xml",
          declaration + "<p:sld \(namespaces)><p:cSld name=\"农村\"><p:spTree>\(shapes)</p:spTree></p:cSld></p:sld>"
        ))
    }
    return WrittenDocument("a.pptx", StoredZip.make(parts), ExpectedText(document))
  }
}

private enum SlideMarkup {
  static func shape(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(_, let paragraph): return shape([paragraph], "<p:nvPr><p:ph type=\"title\"/></p:nvPr>")
    case .paragraph(let paragraph), .listItem(let paragraph): return shape([paragraph], "<p:nvPr/>")
    case .table(let rows):
      let markup = rows.map { row in
        "<a:tr h=\"1\">"
          + row.map { "<a:tc><a:txBody><a:bodyPr/>\($0.map(paragraph).joined())</a:txBody><a:tcPr/></a:tc>" }
          .joined() + "</a:tr>"
      }
      return "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"农村\"/></p:nvGraphicFramePr><a:graphic>"
        + "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblGrid/>"
        + markup.joined() + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    }
  }

  private static func shape(_ paragraphs: [DocumentParagraph], _ properties: String) -> String {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"农村 1\" descr=\"书记\"/>\(properties)</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>"
      + "<a:lstStyle/>\(paragraphs.map(paragraph).joined())</p:txBody></p:sp>"
  }

  private static func paragraph(_ paragraph: DocumentParagraph) -> String {
    "<a:p><a:pPr lvl=\"0\"/>\(paragraph.runs.map(run).joined())<a:endParaRPr lang=\"zh-CN\"/></a:p>"
  }

  private static func run(_ run: DocumentRun) -> String {
    let text = "<a:t>\(markupEscaped(run.text))</a:t>"
    switch run.kind {
    case .softBreak, .pageBreak: return "<a:br><a:rPr lang=\"zh-CN\"/></a:br>"
    case .split:
      return run.variant.pick(["<a:r><a:rPr b=\"1\"/><a:t></a:t></a:r>", "<!-- 农村 -->", "<a:r><a:t/></a:r>"])
    case .text(.link):
      return run.variant.pick([
        "<a:r><a:rPr><a:hlinkClick r:id=\"rId2\" tooltip=\"农村\"/></a:rPr>\(text)</a:r>",
        "<a:fld id=\"{0}\" type=\"datetime1\"><a:rPr/>\(text)</a:fld>",
      ])
    case .text(.bold): return "<a:r><a:rPr lang=\"zh-CN\" b=\"1\"/>\(text)</a:r>"
    default: return run.text.isEmpty ? "" : "<a:r>\(text)</a:r>"
    }
  }
}
