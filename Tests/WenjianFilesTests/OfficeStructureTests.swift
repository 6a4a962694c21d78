// What office documents state of their structure: where paragraphs, cells and pages end, and what is drawn, not written.

import Testing
import WenjianDocument
import WenjianModel
import WenjianTestSupport
import WenjianText

@testable import WenjianFiles

private let namespaces =
  "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"r\" xmlns:v=\"v\" xmlns:dgm=\"d\" "
  + "xmlns:a=\"a\" xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\""

private func paragraph(_ text: String, _ properties: String = "", run: String = "") -> String {
  "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:rPr>\(run)</w:rPr><w:t>\(text)</w:t></w:r></w:p>"
}

private func docx(_ body: String, _ parts: [(name: String, content: String)] = []) -> [UInt8] {
  ZipBytes.make(
    [
      ZipBytes.Member("[Content_Types].xml", "<Types/>"), ZipBytes.Member("_rels/.rels", SampleFiles.relations),
      ZipBytes.Member("word/document.xml", "<w:document \(namespaces)><w:body>\(body)</w:body></w:document>"),
    ] + parts.map { ZipBytes.Member($0.name, $0.content) })
}

private func relations(_ targets: KeyValuePairs<String, String>) -> (String, String) {
  (
    "word/_rels/document.xml.rels",
    "<Relationships>"
      + targets.map { "<Relationship Id=\"\($0.key)\" Type=\"x/aFChunk\" Target=\"\($0.value)\"/>" }.joined()
      + "</Relationships>"
  )
}

private func field(_ instruction: String, result: String = "") -> String {
  "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>\(instruction)</w:instrText></w:r>" + result
    + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
}

/// The text with its marks as people can read them: ¶ a paragraph, | a cell, ↵ a soft break, § a page.
private func marked(_ name: String, _ bytes: [UInt8]) -> String {
  guard let text = Reading(name, bytes).documents.first?.text else { return "" }
  let signs: [UInt8: String] = [
    TextMark.paragraphEnd: "¶", TextMark.cellEnd: "|", TextMark.softBreak: "↵", TextMark.pageBreak: "§",
  ]
  return String(decoding: text.flatMap { byte in signs[byte].map { Array($0.utf8) } ?? [byte] }, as: UTF8.self)
}

@Suite("Word documents")
struct WordStructureTests {
  @Test("cells of several paragraphs are lines, others are parted within theirs")
  func cells() {
    func cell(_ paragraphs: String...) -> String {
      "<w:tc>" + paragraphs.map { paragraph($0) }.joined() + "</w:tc>"
    }
    let table = "<w:tbl><w:tr>\(cell("李华"))\(cell("队员"))\(cell(""))</w:tr>"
    let layout = "<w:tr>\(cell("甲"))\(cell("第一章", "第一条"))\(cell("乙"))</w:tr></w:tbl>"
    #expect(marked("a.docx", docx(paragraph("名单") + table + layout + paragraph("完"))) == "名单¶李华|队员¶甲¶第一章¶第一条¶乙¶完¶")
  }

  @Test("headings in a cell of several paragraphs head the text")
  func headings() throws {
    let cell = paragraph("第一章 总则", "<w:outlineLvl w:val=\"0\"/>") + paragraph("第一条 为了规范议事，制定本办法。")
    let other = "<w:tc>\(paragraph("标签", "<w:outlineLvl w:val=\"0\"/>"))</w:tc>"
    let file = docx("<w:tbl><w:tr>\(other)<w:tc>\(cell)</w:tc></w:tr></w:tbl>")
    let document = try #require(Reading("a.docx", file).documents.first)
    #expect(document.headings == [HeadingLine(byteOffset: "标签\n".utf8.count, level: 1)])
  }

  @Test("a sentence goes on behind a page, a title on its next line; what is centred alone does neither")
  func breaks() {
    let page = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
    let (first, second) = ("各级党委要切实加强对驻村第", "一书记的管理。")
    #expect(marked("a.docx", docx(paragraph(first) + page + paragraph(second))) == first + "§" + second + "¶")
    #expect(
      marked("a.docx", docx(paragraph(first, "<w:sectPr/>") + paragraph(second))) == first + "§" + second + "¶")
    let centred = "<w:jc w:val=\"center\"/>"
    #expect(
      marked("a.docx", docx(paragraph(first, centred) + page + paragraph(second))) == first + "¶" + second + "¶")
    #expect(marked("a.docx", docx(paragraph(first) + paragraph(second))) == first + "¶" + second + "¶")
    let large = "<w:sz w:val=\"44\"/>"
    let head = paragraph("云溪县文件", centred, run: "<w:sz w:val=\"72\"/>")
    let title = paragraph("关于加强第", centred, run: large) + paragraph("一书记管理的通知", centred, run: large)
    #expect(
      marked("a.docx", docx(head + title + paragraph("各乡镇：") + paragraph("照办。")))
        == "云溪县文件¶关于加强第↵一书记管理的通知¶各乡镇：¶照办。¶")
  }

  @Test("signs of fields and fonts are what is seen")
  func signs() {
    let sign = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>"
    let run = "<w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>þ</w:t></w:r>"
    let box = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"00A8\"/></w:r>"
    let text = { (text: String) in "<w:r><w:t>\(text)</w:t></w:r>" }
    let ruby = field("EQ \\* jc2 \\* \"Font:宋体\" \\o\\ad(\\s\\up 9(zhuang),莊)")
    #expect(marked("a.docx", docx("<w:p>\(sign)\(text("甲"))\(run)\(text("乙"))\(box)</w:p>")) == "☑甲☑乙□¶")
    #expect(
      marked("a.docx", docx("<w:p>\(field(" eq \\o\\ac(○,21)"))\(text("户口簿"))\(ruby)\(text("园"))</w:p>"))
        == "㉑户口簿莊园¶")
    let separate = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    let inner = field("MERGEFIELD x", result: separate + text("内"))
    #expect(
      marked("a.docx", docx("<w:p>\(field("IF ", result: inner + separate + text("外")))</w:p>")) == "外¶")
  }

  @Test(
    "what other parts hold is text: documents, diagrams, WordArt; comments and headers of low weight, each once")
  func parts() throws {
    let body =
      paragraph("甲")
      + "<w:altChunk r:id=\"a\"/><w:p><w:r><w:drawing><dgm:relIds r:dm=\"b\"/></w:drawing></w:r></w:p>"
      + "<w:p><w:r><w:pict><v:textpath string=\"密件\"/></w:pict></w:r><w:r><w:t>乙</w:t></w:r></w:p>"
    let diagram =
      "<m xmlns:a=\"a\"><a:p><a:r><a:t>受理</a:t></a:r><a:r><a:t>申请</a:t></a:r></a:p><a:p><a:t>审核</a:t></a:p></m>"
    let header = "<w:hdr \(namespaces)>\(paragraph("页眉"))</w:hdr>"
    let file = docx(
      body,
      [
        relations(["a": "/word/a.rtf", "b": "diagrams/data1.xml"]), ("word/a.rtf", "{\\rtf1 rich\\par text}"),
        ("word/diagrams/data1.xml", diagram), ("word/header1.xml", header), ("word/header2.xml", header),
        (
          "word/comments.xml",
          "<w:comments \(namespaces)><w:comment w:author=\"某\">\(paragraph("批注"))</w:comment></w:comments>"
        ),
      ])
    #expect(marked("a.docx", file) == "甲¶rich¶text¶受理申请¶审核¶乙¶密件¶批注¶页眉¶")
    let document = try #require(Reading("a.docx", file).documents.first)
    let low = try #require(document.lowWeightRanges.first)
    #expect(String(decoding: document.shownText[low], as: UTF8.self) == "批注\n页眉\n")
  }

  @Test("a part that is missing is told, and one that embeds itself ends")
  func missingParts() throws {
    let missing = docx(paragraph("甲") + "<w:altChunk r:id=\"a\"/>", [relations(["a": "a.html"])])
    let reading = Reading("a.docx", missing)
    #expect(reading.documents.first?.damage.map(\.kind) == [.missingParts])
    #expect(marked("a.docx", missing) == "甲¶")
  }

  @Test(
    "in one XML file: by its package or as Word 2003 writes it, under any name", arguments: ["a.xml", "a.doc", "a"])
  func xml(name: String) throws {
    func part(_ name: String, _ content: String) -> String {
      "<pkg:part pkg:name=\"\(name)\"><pkg:xmlData>\(content)</pkg:xmlData></pkg:part>"
    }
    let flat =
      "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><pkg:package \(namespaces)>"
      + part("/_rels/.rels", SampleFiles.relations)
      + part("/word/document.xml", "<w:document><w:body>\(paragraph("5"))\(paragraph("甲"))</w:body></w:document>")
      + "<pkg:part pkg:name=\"/word/a.png\"><pkg:binaryData>iVBORw0KGgo=</pkg:binaryData></pkg:part></pkg:package>"
    #expect(marked(name, Array(flat.utf8)) == "5¶甲¶")
    let old =
      "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" "
      + "xmlns:wx=\"wx\" xmlns:o=\"o\" xmlns:aml=\"aml\"><o:DocumentProperties><o:Title>题</o:Title></o:DocumentProperties>"
      + "<w:body><wx:sect><w:p><w:pPr><w:listPr><wx:t wx:val=\"第一条\"/></w:listPr></w:pPr><w:r><w:t>建成5</w:t></w:r>"
      + "<w:r><w:footnote>\(paragraph("注"))</w:footnote></w:r><w:r><w:t>G</w:t></w:r>"
      + "<aml:annotation w:type=\"Word.Comment\"><aml:content>\(paragraph("批"))</aml:content></aml:annotation>"
      + "<aml:annotation w:type=\"Word.Deletion\"><aml:content><w:r><w:delText>删</w:delText></w:r></aml:content></aml:annotation>"
      + "<w:r><w:t>基站</w:t></w:r></w:p><w:sectPr><w:hdr w:type=\"odd\">\(paragraph("眉"))</w:hdr></w:sectPr></wx:sect></w:body>"
      + "</w:wordDocument>"
    #expect(marked(name, Array(old.utf8)) == "第一条 建成5G基站¶注¶批¶眉¶")
    #expect(Reading(name, Array(old.utf8)).documents.first?.properties.map(\.value) == ["题"])
  }
}

@Suite("Other office documents")
struct OfficeStructureTests {
  @Test("OpenDocument: soft breaks, cells of several paragraphs, comments")
  func openText() throws {
    let body =
      "<text:p>甲<text:line-break/>一、乙<office:annotation><dc:creator>某</dc:creator><text:p>批注</text:p></office:annotation>丙</text:p>"
      + "<table:table><table:table-row><table:table-cell><text:p>子</text:p></table:table-cell><table:table-cell>"
      + "<text:p>丑</text:p><text:p>寅</text:p></table:table-cell></table:table-row></table:table>"
    let file = ZipBytes.make([
      ZipBytes.Member("mimetype", Array("application/vnd.oasis.opendocument.text".utf8), isPacked: false),
      ZipBytes.Member(
        "content.xml",
        "<d xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:dc=\"d\"><office:text>\(body)</office:text></d>"
      ),
    ])
    #expect(marked("a.odt", file) == "甲↵一、乙丙¶子¶丑¶寅¶批注¶")
    #expect(Reading("a.odt", file).documents.first?.lowWeightRanges.count == 1)
  }

  @Test("RTF: breaks, cells, what is hidden for a while, signs, fields, headers")
  func richText() throws {
    let body =
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset2 Wingdings;}}{\\header head\\par}"
      + "one\\line two\\page three\\par \\v hidden\\v0 shown{\\f1\\'fe}{\\field{\\*\\fldinst EQ \\\\o\\\\ac(O,3)}{\\fldrslt }}\\par"
      + "\\trowd\\pard\\intbl a\\cell b\\par c\\cell\\row\\pard end"
      + "{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv art}}}}\\par}"
    #expect(marked("a.rtf", Array(body.utf8)) == "one↵two§three¶shown☑③¶a¶b¶c¶end¶art¶head¶")
  }

  @Test("slides: frames and tables in the order they are shown, notes of low weight")
  func slides() throws {
    let names =
      "xmlns:a=\"a\" xmlns:p=\"p\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    func frame(_ kind: String, _ texts: String...) -> String {
      "<p:sp><p:nvPr><p:ph type=\"\(kind)\"/></p:nvPr><p:txBody>"
        + texts.map { "<a:p><a:r><a:t>\($0)</a:t></a:r></a:p>" }.joined() + "</p:txBody></p:sp>"
    }
    let relation = { (id: String, kind: String, target: String) in
      "<Relationship Id=\"\(id)\" Type=\"x/\(kind)\" Target=\"\(target)\"/>"
    }
    let table =
      "<a:tbl><a:tr><a:tc><a:p><a:r><a:t>左</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>右</a:t></a:r></a:p></a:tc></a:tr></a:tbl>"
    let file = ZipBytes.make(
      [
        ("[Content_Types].xml", "<Types/>"),
        (
          "_rels/.rels", "<Relationships>\(relation("a", "officeDocument", "ppt/presentation.xml"))</Relationships>"
        ),
        (
          "ppt/presentation.xml",
          "<p:presentation \(names)><p:sldIdLst><p:sldId id=\"256\" r:id=\"r2\"/><p:sldId id=\"257\" r:id=\"r1\"/></p:sldIdLst></p:presentation>"
        ),
        (
          "ppt/_rels/presentation.xml.rels",
          "<Relationships>\(relation("r1", "slide", "slides/slide1.xml"))\(relation("r2", "slide", "slides/slide2.xml"))</Relationships>"
        ),
        ("ppt/slides/slide1.xml", "<p:sld \(names)>\(table)\(frame("ftr", "页脚"))\(frame("sldNum", "2"))</p:sld>"),
        ("ppt/slides/slide2.xml", "<p:sld \(names)>\(frame("title", "总则"))\(frame("body", "一", "二"))</p:sld>"),
        (
          "ppt/slides/_rels/slide2.xml.rels",
          "<Relationships>\(relation("n", "notesSlide", "../notesSlides/notesSlide1.xml"))</Relationships>"
        ),
        ("ppt/notesSlides/notesSlide1.xml", "<p:notes \(names)>\(frame("body", "讲稿"))</p:notes>"),
      ].map { ZipBytes.Member($0.0, $0.1) })
    #expect(marked("a.pptx", file) == "总则¶一¶二¶左|右¶讲稿¶页脚¶")
    let document = try #require(Reading("a.pptx", file).documents.first)
    #expect(document.headings == [HeadingLine(byteOffset: 0, level: 1)] && document.lowWeightRanges.count == 1)
  }

  @Test("Word 97 without the end of its last sector, as WPS writes it, and cut at any byte")
  func oldWord() {
    let bytes = OldWordBytes.make(["第一书记", "甲\u{B}乙\u{7}丙\u{7}\u{7}", "完"])
    let written = bytes.reversed().drop { $0 == 0 }.count
    #expect(marked("a.doc", Array(bytes.prefix(written + 1))).hasPrefix("第一书记¶甲↵乙|丙"))
    for count in stride(from: 0, to: bytes.count, by: 97) {
      _ = OldWordSample.text(Array(bytes.prefix(count)))
      var damaged = bytes
      damaged[count] ^= 0xFF
      _ = OldWordSample.text(damaged)
    }
  }
}

private enum OldWordSample {
  /// What our own reader finds, without the programs that take over from it.
  static func text(_ bytes: [UInt8]) -> [UInt8]? {
    guard let container = CompoundFile(bytes), let file = try? OldWordFile(container) else { return nil }
    var text = OldWordText(file)
    return text.document().text
  }
}
