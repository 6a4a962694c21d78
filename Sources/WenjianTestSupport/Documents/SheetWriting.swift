// Excel workbooks since 2007: a cell a paragraph, its text in the cell or in a table of strings.

enum SheetWriting {
  static let writer = DocumentWriter("xlsx", [.table, .style, .wrap, .ruby, .emptyParagraph]) { document in
    var book = SheetMarkup()
    let half = (document.blocks.count + 1) / 2
    let isOne = document.variant % 2 == 0
    let sheets = isOne ? [document.blocks] : [Array(document.blocks[..<half]), Array(document.blocks[half...])]
    let names = ["Sheet1", "数据"]
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    var parts: [(String, String)] = []
    for (number, blocks) in sheets.enumerated() {
      let rows = book.rows(blocks)
      parts.append(
        (
          "xl/worksheets/sheet\(number + 1).xml",
          declaration + "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"
        ))
    }
    parts.append(
      (
        "xl/sharedStrings.xml",
        declaration + "<sst xmlns=\"\(main)\" count=\"\(book.strings.count)\">\(book.strings.joined())</sst>"
      ))
    let entries = sheets.indices.map {
      "<sheet name=\"\(names[$0])\" sheetId=\"\($0 + 1)\" r:id=\"rId\($0 + 1)\"/>"
    }
    let types = ["worksheets/sheet1", "worksheets/sheet2"].prefix(sheets.count).enumerated().map {
      "<Relationship Id=\"rId\($0.offset + 1)\" Type=\"\(relations)/worksheet\" Target=\"\($0.element).xml\"/>"
    }
    let package = "http://schemas.openxmlformats.org/package/2006"
    parts += [
      ("[Content_Types].xml", declaration + "<Types xmlns=\"\(package)/content-types\"/>"),
      (
        "_rels/.rels",
        declaration + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
          + "Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
      (
        "xl/workbook.xml",
        declaration
          + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets>\(entries.joined())</sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        declaration
          + "<Relationships xmlns=\"\(package)/relationships\">\(types.joined())<Relationship Id=\"rId9\" "
          + "Type=\"\(relations)/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
      ),
    ]
    var expected = ExpectedText(document)
    expected.optional = names
    return WrittenDocument("a.xlsx", StoredZip.make(parts), expected)
  }
}

private struct SheetMarkup {
  private(set) var strings: [String] = []
  private var row = 0

  mutating func rows(_ blocks: [DocumentBlock]) -> String {
    row = 0
    var markup = ""
    for block in blocks {
      switch block {
      case .heading(_, let paragraph), .paragraph(let paragraph), .listItem(let paragraph):
        markup += self.row([paragraph])
      case .table(let rows): for cells in rows { markup += self.row(cells.compactMap(\.first)) }
      }
    }
    return markup
  }

  private mutating func row(_ cells: [DocumentParagraph]) -> String {
    row += 1 + (cells.first.map { $0.variant % 2 } ?? 0)
    var markup = ""
    for (column, cell) in cells.enumerated() {
      let name = "\(["A", "B", "D", "AA"][column % 4])\(row)"
      if cell.runs.isEmpty {
        markup += "<c r=\"\(name)\" s=\"1\"/>"
        continue
      }
      switch cell.variant % 3 {
      case 0: markup += "<c r=\"\(name)\" t=\"inlineStr\"><is>\(content(cell))</is></c>"
      case 1 where cell.runs.allSatisfy({ if case .ruby = $0.kind { false } else { true } }):
        markup += "<c r=\"\(name)\" t=\"str\"><f>\"农村\"</f><v>\(markupEscaped(plain(cell)))</v></c>"
      default:
        strings.append("<si>\(content(cell))</si>")
        markup += "<c r=\"\(name)\" t=\"s\"><v>\(strings.count - 1)</v></c>"
      }
    }
    return "<row r=\"\(row)\">\(markup)</row>"
  }

  private func plain(_ cell: DocumentParagraph) -> String {
    cell.runs.map { if case .softBreak = $0.kind { "\n" } else { $0.text } }.joined()
  }

  private func text(_ text: String) -> String { "<t xml:space=\"preserve\">\(markupEscaped(text))</t>" }

  private func content(_ cell: DocumentParagraph) -> String {
    let readings = cell.runs.compactMap { run -> String? in
      guard case .ruby(let reading) = run.kind else { return nil }
      return "<rPh sb=\"0\" eb=\"1\"><t>\(reading)</t></rPh>"
    }
    if cell.variant % 2 == 0, readings.isEmpty { return text(plain(cell)) }
    let runs = cell.runs.map { run in
      if case .softBreak = run.kind { return "<r>\(text("\n"))</r>" }
      return "<r><rPr><b/><rFont val=\"农\"/></rPr>\(text(run.text))</r>"
    }
    return runs.joined() + readings.joined() + (readings.isEmpty ? "" : "<phoneticPr fontId=\"1\"/>")
  }
}
