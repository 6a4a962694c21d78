import Testing

@testable import WenjianFiles

@Suite("PDF: words in their boxes become text")
struct PDFLayoutTests {
  /// Lines as pdftotext gives them, each a block of words: text, left, top, size.
  private typealias Line = [(String, Double, Double, Double)]

  private static func width(_ text: String) -> Double { text.unicodeScalars.reduce(0) { $0 + $1.shareOfHeight } }

  private static func markup(_ blocks: [[Line]]) -> String {
    func box(_ words: Line) -> String {
      let left = words.map(\.1).min() ?? 0
      let top = words.map(\.2).min() ?? 0
      let right = words.map { $0.1 + width($0.0) * $0.3 }.max() ?? 0
      let bottom = words.map { $0.2 + $0.3 }.max() ?? 0
      return "xMin=\"\(left)\" yMin=\"\(top)\" xMax=\"\(right)\" yMax=\"\(bottom)\""
    }
    let body = blocks.map { lines in
      let inner = lines.map { line in
        "<line \(box(line))>\n" + line.map { "<word \(box([$0]))>\($0.0)</word>\n" }.joined() + "</line>\n"
      }
      return "<flow>\n<block \(box(lines.flatMap { $0 }))>\n\(inner.joined())</block>\n</flow>\n"
    }
    return "<page width=\"600.000000\" height=\"842.000000\">\n\(body.joined())</page>\n"
  }

  private static func stretches(_ pages: String...) -> [String] {
    let head =
      "<html><head>\n<title>甲&amp;乙</title>\n<meta name=\"Author\" content=\"组织部\"/>\n</head><body>\n<doc>\n"
    let words = PDFWords(Array((head + pages.joined() + "</doc></body></html>").utf8))
    #expect(words.properties.map(\.value) == ["甲&乙", "组织部"])
    let text = PageText(PDFLayout.pages(words))
    return String(decoding: text.text, as: UTF8.self).split { $0 == "\u{1E}" || $0 == "\u{1F}" }.map {
      $0.filter { $0 != "\u{1D}" && $0 != "\u{C}" }
    }
  }

  @Test("characters below each other are vertical text")
  func vertical() {
    let columns = [("关于驻村第一书", 500.0), ("记的通知", 476.0)]
    let lines: [Line] = (0..<7).map { row in
      columns.reversed().compactMap { text, left in
        let characters = Array(text)
        return row < characters.count ? (String(characters[row]), left, 50 + Double(row) * 18, 16) : nil
      }
    }
    #expect(Self.stretches(Self.markup([lines])) == ["关于驻村第一书记的通知"])
  }

  @Test("a title set wide is one line, a row of short cells is none")
  func wideTitle() {
    let body: [Line] = [[("各乡镇人民政府：", 60, 160, 16)]]
    let title: [[Line]] = [[[("通", 255, 100, 22)]], [[("知", 321, 100, 22)]]]
    #expect(Self.stretches(Self.markup(title + [body])) == ["通\u{3000}知", "各乡镇人民政府："])
    let cells: [[Line]] = [
      [[("是", 255, 100, 16)], [("否", 255, 130, 16)]], [[("有", 321, 100, 16)], [("无", 321, 130, 16)]],
    ]
    #expect(Self.stretches(Self.markup(cells)) == ["是", "有", "否", "无"])
  }

  @Test("a cell that is given behind the table is read with its row, lines of columns are not")
  func farCell() {
    let table: [[Line]] = [
      [[("姓名", 100, 100, 14)]], [[("全县要选派干部到村工作，按时报到并且加强指导", 130, 150, 14)]],
      [[("落实责任。", 100, 170, 14)]], [[("职务", 340, 100, 14)]], [[("备注", 450, 100, 14)]],
    ]
    #expect(
      Self.stretches(Self.markup(table)) == ["姓名", "职务", "备注", "全县要选派干部到村工作，按时报到并且加强指导落实责任。"])
    let rows: [[Line]] = [
      [[("乙", 100, 150, 14)]], [[("甲", 220, 100, 14)]], [[("一", 340, 100, 14)]], [[("二", 220, 150, 14)]],
    ]
    #expect(Self.stretches(Self.markup(rows)) == ["甲", "一", "乙", "二"])
    let columns: [[Line]] = [100.0, 340.0].map { left in
      (0..<6).map { [("全县选派的干部都已经到村", left, 100 + Double($0) * 20, 14)] }
    }
    let text = Self.stretches(Self.markup(columns)).joined()
    #expect(text == String(repeating: "全县选派的干部都已经到村", count: 12))
  }

  @Test("a line below a table that is given between its cells is read behind it")
  func lineBelowTable() {
    let blocks: [Line] = [
      [("記", 227, 153, 14)], [("第一季度", 272, 793, 14)], [("记", 340, 107, 14)], [("農", 453, 107, 14)],
      [("發", 340, 153, 14)], [("民", 453, 153, 14)],
    ]
    #expect(Self.stretches(Self.markup(blocks.map { [$0] })) == ["记", "農", "記", "發", "民", "第一季度"])
  }

  @Test("a line between tables that is given behind both is read between them")
  func lineBetweenTables() {
    let blocks: [Line] = [
      [("记", 340, 107, 14)], [("農", 453, 107, 14)], [("發", 340, 175, 14)], [("民", 453, 175, 14)],
      [("下表为第二季度的情况", 142, 142, 14)],
    ]
    #expect(Self.stretches(Self.markup(blocks.map { [$0] })) == ["记", "農", "下表为第二季度的情况", "發", "民"])
  }

  @Test("lines of a title are one paragraph, whatever their length")
  func title() {
    let title: [Line] = [
      [("云麓市人民政府", 223, 60, 22)], [("关于印发防汛工作方案的", 179, 92, 22)], [("通知", 278, 124, 22)],
    ]
    let body: [[Line]] = (0..<3).map { [[("为做好今年的防汛工作，各单位要提早准备，落实各项措施。", 92, 180 + Double($0) * 28, 16)]] }
    #expect(Self.stretches(Self.markup([title] + body)).first == "云麓市人民政府关于印发防汛工作方案的通知")
  }

  @Test("a cell on two lines is one, cells below each other are not")
  func cells() {
    func line(_ text: String, _ left: Double, _ row: Int) -> Line { [(text, left, 100 + Double(row) * 12, 10)] }
    let table: [[Line]] = [
      [line("单位", 60, 0), line("财政局", 60, 1), line("人社局", 60, 3)],
      [line("备注", 200, 0), line("驻村工作队已经到", 200, 1), line("位", 200, 2), line("未报", 200, 3)],
    ]
    #expect(
      Self.stretches(Self.markup(table)) == ["单位", "财政局", "人社局", "备注", "驻村工作队已经到位", "未报"])
  }

  @Test("the number of a heading belongs to it")
  func headingNumber() {
    let lines: [[Line]] = [
      [[("第一章", 200, 60, 16)]], [[("总则", 264, 60, 16)]],
      [[("第一条", 92, 100, 16), ("为了规范档案工作，制定本办法。", 156, 100, 16)]],
    ]
    #expect(Self.stretches(Self.markup(lines)) == ["第一章\u{3000}总则", "第一条 为了规范档案工作，制定本办法。"])
  }

  @Test("columns stay in their order, a sentence goes on in the next one")
  func columns() {
    func column(_ left: Double, _ lines: [String]) -> [Line] {
      lines.enumerated().map { [($0.element, left, 100 + Double($0.offset) * 16, 10)] }
    }
    let left = ["农村工作是全部工作的重中之重必须常抓不懈", "各级书记都要把它放在心上落实到行动上一级", "抓一级层层抓落实做到守土有责守土尽责要把"]
    let right = ["群众的事情办好办实让群众满意让组织放心这", "是我们每一个人都应当记住的道理也是我们工", "作的目标。"]
    #expect(
      Self.stretches(Self.markup([column(60, left), column(320, right)])) == [(left + right).joined()])
  }
}
