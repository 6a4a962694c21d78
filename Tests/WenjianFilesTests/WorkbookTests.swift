// Excel workbooks: sheets, rows and cells as a reader of them sees them.

import Testing

@testable import WenjianFiles

@Suite("Workbooks")
struct WorkbookTests {
  private static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  private func workbook(
    _ rows: String, sheets: String = "<sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/>",
    _ others: [(String, String)] = []
  ) -> [UInt8] {
    let relation = "<Relationship Type=\"x/worksheet\" Id=\"rId1\" Target=\"worksheets/a.xml\"/>"
    let hidden = "<Relationship Type=\"x/worksheet\" Id=\"rId2\" Target=\"/xl/worksheets/b.xml\"/>"
    let names = "xmlns=\"\(Self.namespace)\" xmlns:r=\"r\""
    let sheet: (String) -> String = { "<worksheet \(names)><sheetData>\($0)</sheetData></worksheet>" }
    var members = [
      ZipBytes.Member("[Content_Types].xml", "<Types/>"),
      ZipBytes.Member(
        "xl/workbook.xml", "<workbook \(names)><sheets>\(sheets)</sheets></workbook>"),
      ZipBytes.Member("xl/_rels/workbook.xml.rels", "<Relationships>\(relation)\(hidden)</Relationships>"),
      ZipBytes.Member("xl/worksheets/a.xml", sheet(rows)),
    ]
    members += others.map { ZipBytes.Member($0.0, $0.0.contains("worksheets") ? sheet($0.1) : $0.1) }
    return ZipBytes.make(members)
  }

  private func text(_ bytes: [UInt8]) -> String {
    Reading("a.xlsx", bytes).documents.map { String(decoding: $0.shownText, as: UTF8.self) }.joined()
  }

  @Test("rows are paragraphs of cells, below the name of their sheet")
  func cells() {
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/><c r="C1" t="inlineStr"><is><r><t>第一</t></r><r><t>书记</t></r></is></c></row>
      <row r="2"><c r="A2" t="str"><f>"a"</f><v>驻村</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c></row>
      <row r="3"><c r="A3" t="s"><v>9</v></c><c r="B3" t="s"><v>1</v></c></row>
      """
    let strings =
      "<sst><si><r><t>姓</t></r><r><t>名</t></r><rPh sb=\"0\" eb=\"1\"><t>xing</t></rPh></si><si><t>甲\n乙\n\n丙</t></si></sst>"
    let book = workbook(rows, [("xl/sharedStrings.xml", strings)])
    #expect(text(book) == "名册\n姓名\t第一书记\n驻村\tTRUE\t#N/A\n甲\n乙\n丙\n")
    #expect(Reading("a", book).documents.count == 1 && Reading("a.et", book).documents.count == 1)
  }

  @Test(
    "numbers are as they are shown",
    arguments: [
      ("14", "45356", "2024/3/5"), ("31", "45356", "2024年3月5日"), ("22", "45356.5", "2024/3/5 12:00"),
      ("9", "0.125", "13%"),
      ("10", "0.125", "12.50%"), ("2", "3.14159", "3.14"), ("4", "1234.5", "1234.50"),
      ("0", "0.30000000000000004", "0.3"),
      ("0", "571", "571"), ("0", "1E+20", "1e+20"), ("164", "45356", "2024-03-05"), ("14", "1", "1900/1/1"),
      ("0", "x", "x"),
    ])
  func numbers(format: String, value: String, shown: String) {
    let styles = """
      <styleSheet xmlns="\(Self.namespace)"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="\(format)"/></cellXfs></styleSheet>
      """
    let book = workbook("<row><c s=\"0\"><v>\(value)</v></c></row>", [("xl/styles.xml", styles)])
    #expect(text(book) == "名册\n\(shown)\n")
  }

  @Test("hidden sheets and comments are of low weight")
  func lowWeight() throws {
    let sheets = "<sheet name=\"库\" r:id=\"rId2\" state=\"hidden\"/><sheet name=\"Sheet1\" r:id=\"rId1\"/>"
    let cell: (String) -> String = { text in "<row><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row>" }
    let comments =
      "<comments><authors><author>甲</author></authors><commentList><comment><text><r><t>批</t></r><r><t>注</t></r></text></comment></commentList></comments>"
    let book = workbook(
      cell("正文"), sheets: sheets, [("xl/worksheets/b.xml", cell("选项")), ("xl/comments1.xml", comments)])
    let document = try #require(Reading("a.xlsx", book).documents.first)
    #expect(String(decoding: document.shownText, as: UTF8.self) == "正文\n库\n选项\n批注\n")
    #expect(document.lowWeightRanges == [7..<document.text.count])
  }

  @Test("one string in a million cells is a bomb")
  func bomb() {
    let rows = "<row>" + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 100_000) + "</row>"
    let string = String(repeating: "长", count: 100_000)
    let failure = Reading(
      "a.xlsx", workbook(rows, [("xl/sharedStrings.xml", "<sst><si><t>\(string)</t></si></sst>")])
    ).failure
    guard case .bomb = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }
}
