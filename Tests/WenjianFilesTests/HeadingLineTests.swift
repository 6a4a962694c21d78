// Which lines the readers hand over as headings.

import Testing
import WenjianDocument
import WenjianModel
import WenjianTestSupport

@testable import WenjianFiles

/// The headings of a file as a person would write them: `2 基本情况`.
private func headings(_ name: String, _ bytes: [UInt8]) throws -> [String] {
  let document = try #require(Reading(name, bytes).documents.first)
  #expect(zip(document.headings, document.headings.dropFirst()).allSatisfy { $0.byteOffset < $1.byteOffset })
  return document.headings.map { heading in
    #expect(heading.byteOffset == 0 || document.shownText[heading.byteOffset - 1] == 0x0A)
    return "\(heading.level) " + document.line(heading)
  }
}

extension ExtractedDocument {
  fileprivate func line(_ heading: HeadingLine) -> String {
    String(decoding: shownText[heading.byteOffset...].prefix { $0 != 0x0A }, as: UTF8.self)
  }
}

private func headings(_ name: String, _ text: String) throws -> [String] { try headings(name, Array(text.utf8)) }

private func page(_ body: String, title: String = "关于集市工作情况的报告") -> String {
  "<html><head><title>\(title)</title></head><body>\(body)</body></html>"
}

private let sentence = "全县共有集市三十二个，逢五逢十开市，群众赶集十分方便，摊位费全部用于卫生。"

private func word(_ body: String, styles: String? = nil, numbering: String? = nil) -> [UInt8] {
  func part(_ root: String, _ inner: String) -> String {
    "<w:\(root) xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\(inner)</w:\(root)>"
  }
  var members = [
    ZipBytes.Member("[Content_Types].xml", "<Types/>"), ZipBytes.Member("_rels/.rels", SampleFiles.relations),
    ZipBytes.Member("word/document.xml", SampleFiles.wordBody(body)),
  ]
  if let styles { members.append(ZipBytes.Member("word/styles.xml", part("styles", styles))) }
  if let numbering { members.append(ZipBytes.Member("word/numbering.xml", part("numbering", numbering))) }
  return ZipBytes.make(members)
}

private func paragraph(_ text: String, _ properties: String = "") -> String {
  "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
}

private func styled(_ text: String, _ style: String) -> String { paragraph(text, "<w:pStyle w:val=\"\(style)\"/>") }

private func openText(_ body: String) -> [UInt8] {
  ZipBytes.make([
    ZipBytes.Member("mimetype", Array("application/vnd.oasis.opendocument.text".utf8), isPacked: false),
    ZipBytes.Member(
      "content.xml",
      "<d xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\"><office:text>\(body)</office:text></d>"
    ),
  ])
}

@Suite("Lines that are headings by their markup")
struct HeadingLineTests {
  @Test("of a page are h1 to h6, without its headline and what is beside the article")
  func webPage() throws {
    let text = page(
      """
      <div class="nav"><h3>栏目导航</h3><a href="a">要闻</a></div>
      <h1>关于集市工作情况的报告</h1>
      <h2>基本<b>情况</b></h2><p>\(sentence)</p>
      <h4><a id="x">存在<br>问题</a></h4><p>\(sentence)</p><p><b>粗体不算</b></p><p>\(sentence)</p>
      <div class="footer"><h2>友情链接</h2><a href="b">某网</a></div>
      """)
    #expect(try headings("a.html", text) == ["2 基本情况", "4 存在"])
  }

  @Test(
    "of a page that is broken are the first lines of what was never closed",
    arguments: [
      ("<h2>情况<p>\(sentence)</p><p>\(sentence)</p>", ["2 情况"]),
      ("<h2>情况<p>\(sentence)</p><h3>问题<p>\(sentence)</p>", ["2 情况", "3 问题"]),
      ("<h2></h2><h3>&nbsp;</h3><p>\(sentence)</p>", []), ("<h7>情况</h7><p>\(sentence)</p>", []),
      ("<h2>\(sentence)</h2><p>\(sentence)</p>", []), ("<h3>（一）\(sentence)</h3>", ["3 （一）\(sentence)"]),
      ("<h3>为什么要管理集市？</h3><p>\(sentence)</p>", ["3 为什么要管理集市？"]),
    ])
  func brokenPage(body: String, expected: [String]) throws {
    #expect(try headings("a.html", page("<h1>关于集市工作情况的报告</h1>" + body)) == expected)
  }

  @Test("of a Word document are paragraphs with an outline level, of their own or of one that theirs builds on")
  func wordDocument() throws {
    let styles = """
      <w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
      <w:style w:styleId="a"><w:name w:val="小标题"/><w:basedOn w:val="b"/></w:style>
      <w:style w:styleId="b"><w:name w:val="底"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
      <w:style w:styleId="c"><w:name w:val="标题 4"/></w:style>
      <w:style w:styleId="TOC"><w:name w:val="TOC Heading"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
      <w:style w:styleId="ring"><w:name w:val="圈"/><w:basedOn w:val="ring"/></w:style>
      <w:style w:styleId="t"><w:name w:val="Title"/></w:style>
      """
    let body =
      styled("题目", "t") + styled("甲", "1") + paragraph(sentence) + styled("乙", "a") + styled("丙", "c")
      + styled("目录", "TOC") + styled("圈", "ring") + styled("丁", "Heading2")
      + paragraph("戊", "<w:outlineLvl w:val=\"7\"/>")
      + paragraph("己", "<w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/>")
      + paragraph("庚", "<w:pPrChange><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:pPrChange>")
      + paragraph("辛", "<w:outlineLvl w:val=\"-1\"/>") + styled(sentence, "1") + styled(" ", "1") + paragraph("壬")
      + "<w:tbl><w:tr><w:tc>" + styled("格", "1") + "</w:tc></w:tr></w:tbl>"
      + "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>癸</w:t><w:br/><w:t>续</w:t></w:r></w:p>"
    #expect(
      try headings("a.docx", word(body, styles: styles)) == ["1 甲", "3 乙", "4 丙", "2 丁", "6 戊", "1 癸"])
    // Without the part that explains styles their identifiers are left.
    #expect(try headings("a.docx", word(body)) == ["2 丁", "6 戊"])
  }

  @Test("of RTF are paragraphs with an outline level, of their own or of a style that theirs is based on")
  func richText() throws {
    let styles = """
      {\\stylesheet{\\ql Normal;}{\\s1\\sbasedon0 heading 1;}{\\s2\\sbasedon3 \\u23567?\\u39064?;}
      {\\s3\\outlinelevel2 x;}{\\s4 \\u26631?\\u39064? 4;}{\\s5\\sbasedon1\\outlinelevel9 TOC Heading;}
      {\\s6\\sbasedon6 ring;}{\\*\\cs7 heading 2;}}
      """
    func line(_ properties: String, _ text: String) -> String {
      "\\pard\\plain\(properties) " + text.utf16.map { "\\u\(Int16(bitPattern: $0))?" }.joined() + "\\par\n"
    }
    let body =
      line("", "题目") + line("\\s1", "甲") + line("", sentence) + line("\\s2", "乙") + line("\\s4", "丙")
      + line("\\s5", "目录") + line("\\s6", "圈") + line("\\cs7", "字") + line("\\outlinelevel7", "戊")
      + line("\\s1\\outlinelevel9", "己") + line("\\s1", sentence) + line("\\s1", " ")
      + "{\\listtext\\pard\\plain 1.\\tab}" + line("\\s1", "庚") + line("\\intbl\\s1", "格")
      + "\\cell\\row" + line("", "辛") + "{\\footnote" + line("\\s1", "注") + "}"
    let rtf = "{\\rtf1\\ansi\\uc1" + styles + body + "}"
    #expect(try headings("a.rtf", rtf) == ["1 甲", "3 乙", "4 丙", "6 戊", "1 1. 庚"])
  }

  @Test("of a Word document begin with the number that is counted for them")
  func numbered() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
      <w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let body = ["总则", "附则"].map {
      paragraph($0, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/>")
        + paragraph(sentence)
    }
    #expect(try headings("a.docx", word(body.joined(), numbering: numbering)) == ["1 第一章 总则", "1 第二章 附则"])
  }

  @Test("of an OpenDocument text are its headings, not those in tables, boxes and notes")
  func openDocument() throws {
    let body = """
      <text:h text:outline-level="1">甲<text:note text:note-class="footnote"><text:note-body><text:h>注</text:h></text:note-body>
      </text:note>乙</text:h><text:p>\(sentence)</text:p><text:h>丙</text:h><text:h text:outline-level="9">丁</text:h>
      <text:h text:outline-level="2"> </text:h><text:p>戊</text:p><text:h text:outline-level="x">己</text:h>
      <table:table><table:table-row><table:table-cell><text:h text:outline-level="1">格</text:h></table:table-cell>
      </table:table-row></table:table><text:p><draw:text-box><text:h text:outline-level="2">框</text:h></draw:text-box>庚</text:p>
      """
    #expect(try headings("a.odt", openText(body)) == ["1 甲乙", "1 丙", "6 丁", "1 己"])
  }

  @Test("of a book are those of its pages, headlines and all")
  func book() throws {
    let bytes = ZipBytes.make([
      ZipBytes.Member("mimetype", Array("application/epub+zip".utf8), isPacked: false),
      ZipBytes.Member(
        "META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>"),
      ZipBytes.Member(
        "b.opf",
        """
        <package><manifest><item id="a" href="1.xhtml"/><item id="b" href="2.xhtml"/><item id="c" href="3.xhtml"/></manifest>
        <spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>
        """),
      ZipBytes.Member("1.xhtml", page("<h1>赶集</h1><p>\(sentence)</p><h2>开市</h2><p>\(sentence)</p>", title: "赶集")),
      ZipBytes.Member("2.xhtml", page("", title: "空")),
      ZipBytes.Member("3.xhtml", page("<h1>散集</h1><p>\(sentence)</p>", title: "散集")),
    ])
    #expect(try headings("a.epub", bytes) == ["1 赶集", "2 开市", "1 散集"])
  }

  @Test(
    "part the text unless all of it lies below one without a number, and no sentence stands before it",
    arguments: [
      ("1|题\n2|副题\n甲。\n3|乙\n丙。\n3|丁\n戊。", ["3 乙", "3 丁"]), ("1|题\n甲。\n1|乙\n丙。", ["1 题", "1 乙"]),
      ("2|肩题\n1|题\n甲。", ["2 肩题", "1 题"]), ("甲。\n1|乙\n丙。", ["1 乙"]), ("来源：甲\n1|题\n丙。", []),
      ("1|第一章 乙\n丙。", ["1 第一章 乙"]), ("1|附件1\n丙。", ["1 附件1"]), ("1|题", []), ("", []),
    ])
  func parting(text: String, expected: [String]) {
    var document = ExtractedDocument(text: [])
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "|")
      if parts.count == 2, let level = Int(parts[0]) {
        document.headings.append(HeadingLine(byteOffset: document.text.count, level: level))
      }
      document.text += Array((parts[parts.count - 1] + "\n").utf8)
    }
    #expect(document.partingHeadings.map { "\($0.level) " + document.line($0) } == expected)
    // Of low weight they are none, and what stands there is not the text.
    document.lowWeightRanges = [0..<document.text.count]
    #expect(document.partingHeadings.isEmpty)
  }

  @Test("are the same in a file of LibreOffice in every format that keeps them")
  func office() throws {
    let expected = ["1 第一章 总则", "2 第一条 目的", "2 第二条 原则", "1 第二章 程序", "2 第一条 记录"]
    for name in ["notice.docx", "notice.odt"] {
      #expect(try headings(name, Fixture.bytes(name)) == expected, "\(name)")
    }
    // In pages it leaves out the blank behind a number, and books it fills with paragraphs alone.
    let page = ["1 第一章总则", "2 第一条目的", "2 第二条原则", "1 第二章程序", "2 第一条记录"]
    #expect(try headings("notice.html", Fixture.bytes("notice.html")) == page)
    #expect(try headings("notice.epub", Fixture.bytes("notice.epub")) == [])
    #expect(try headings("pandoc.docx", Fixture.bytes("pandoc.docx")) == ["1 总则"])
  }
}
