// One document in every format, made here byte by byte.

import Testing
import WenjianDocument
import WenjianModel
import WenjianTestSupport

@testable import WenjianFiles

/// The document whose text every reader must give.
enum SampleDocument {
  static let title = "关于选派机关优秀干部到村任第一书记工作的通知"
  /// Both scripts, a character beyond the basic plane, marks of markup, Latin letters.
  static let paragraphs = [
    title,
    "各省、自治区、直辖市党委组织部：为了加强基层组织建设，现就选派第一书记工作通知如下。",
    "農業發展條例第十二條規定，主管機關應訂定辦法；𠮷野村與臺灣鄉村 A&B <Wi-Fi> 100%。",
  ]
  static let table = [["省份", "人数"], ["四川", "1,234"]]

  static let lines: [String] = paragraphs + table.map { $0.joined(separator: "\t") }
  static var plain: String { lines.joined(separator: "\n") + "\n" }
}

/// A sample, and which of its lines the format can hold.
struct SampleFile: CustomTestStringConvertible {
  var name: String
  var bytes: [UInt8]
  /// Formats without cells have a space between what others part by a tab.
  var lines: [String] {
    let gap =
      switch DocumentFormats.ending(of: name) {
      case "xml", "pdf", "doc", "wps": " "
      default: "\t"
      }
    return SampleDocument.lines.map { $0.split(separator: "\t").joined(separator: gap) }
  }
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

  static func escaped(_ text: String) -> String {
    text.reduce(into: "") {
      switch $1 {
      case "&": $0 += "&amp;"
      case "<": $0 += "&lt;"
      case ">": $0 += "&gt;"
      default: $0.append($1)
      }
    }
  }
}

enum SampleFiles {
  private static let paragraphs = SampleDocument.paragraphs.map(SampleFile.escaped)
  private static let table = SampleDocument.table

  static let html = """
    <!DOCTYPE html>
    <html><head><meta charset="utf-8"><title>\(SampleDocument.title) - 组织部</title>
    <meta name="PubDate" content="2015-04-30"><style>p { color: red }</style></head>
    <body><h1>\(paragraphs[0])</h1><script>var hidden = "脚本";</script>
    <p>\(paragraphs[1].split(separator: "，").joined(separator: "，\n    "))</p>
    <div><b>\(paragraphs[2].prefix(4))</b>\(paragraphs[2].dropFirst(4))</div>
    <table>\(table.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined(separator: "\n"))</table>
    </body></html>
    """

  private static func base64(_ text: String) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let part = bytes[start..<min(start + 3, bytes.count)]
      let value = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
      return (0..<4).map { $0 <= part.count ? String(digits[value >> (18 - 6 * $0) & 63]) : "=" }.joined()
        + (start % 57 == 54 ? "\r\n" : "")
    }.joined()
  }

  static let mht = """
    From: <Saved by Blink>
    MIME-Version: 1.0
    Content-Type: multipart/related; type="text/html"; boundary="----=_Next"

    ------=_Next
    Content-Type: text/html; charset="utf-8"
    Content-Transfer-Encoding: base64
    Content-Location: http://example.org/1.html

    \(base64(html))
    ------=_Next
    Content-Type: image/png
    Content-Transfer-Encoding: base64

    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ
    ------=_Next--
    """

  static let mail = """
    From: =?utf-8?B?\(base64("组织部"))?= <a@example.org>
    To: b@example.org
    Subject: =?utf-8?B?\(base64(SampleDocument.title).filter { $0 != "\r\n" })?=
    Date: Thu, 30 Apr 2015 08:00:00 +0800
    MIME-Version: 1.0
    Content-Type: text/plain; charset="utf-8"
    Content-Transfer-Encoding: base64

    \(base64(body))
    """

  static let xml = """
    <?xml version="1.0" encoding="UTF-8"?>
    <通知><标题>\(paragraphs[0])</标题>
      <段>\(paragraphs[1])</段><段>\(paragraphs[2].prefix(4))<b>\(paragraphs[2].dropFirst(4))</b></段>
      \(SampleDocument.lines[3...].map { "<行>" + $0 + "</行>" }.joined())</通知>
    """

  static func wordBody(_ inner: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>\(inner)</w:body></w:document>
    """
  }

  static func word(_ paragraph: String) -> String {
    let half = paragraph.index(paragraph.startIndex, offsetBy: 3)
    return "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>\(paragraph[..<half])</w:t></w:r>"
      + "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
      + "<w:r><w:t xml:space=\"preserve\">\(paragraph[half...])</w:t></w:r></w:p>"
  }

  static let relations = """
    <?xml version="1.0" encoding="UTF-8"?>
    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    Target="word/document.xml"/></Relationships>
    """

  static var docxMembers: [ZipBytes.Member] {
    let cells = table.map { row in
      "<w:tr>" + row.map { "<w:tc><w:p><w:r><w:t>\($0)</w:t></w:r></w:p></w:tc>" }.joined() + "</w:tr>"
    }
    return [
      ZipBytes.Member("[Content_Types].xml", "<Types/>"), ZipBytes.Member("_rels/.rels", relations),
      ZipBytes.Member(
        "word/document.xml",
        wordBody(paragraphs.map(word).joined() + "<w:tbl>" + cells.joined() + "</w:tbl>")),
      ZipBytes.Member(
        "docProps/core.xml",
        """
        <cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>\(paragraphs[0])</dc:title>
        <dc:creator> 组织部 </dc:creator><dcterms:created>2015-04-30T08:00:00Z</dcterms:created></cp:coreProperties>
        """),
    ]
  }

  static var docx: [UInt8] { ZipBytes.make(docxMembers) }

  static var odt: [UInt8] {
    let rows = table.map { row in
      "<table:table-row>"
        + row.map { "<table:table-cell><text:p>\($0)</text:p></table:table-cell>" }.joined()
        + "</table:table-row>"
    }
    let body = paragraphs.map { "<text:p>\($0)</text:p>" }
    return ZipBytes.make([
      ZipBytes.Member("mimetype", Array("application/vnd.oasis.opendocument.text".utf8), isPacked: false),
      ZipBytes.Member(
        "content.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>
        <text:tracked-changes><text:p>删去</text:p></text:tracked-changes>
        \(body.joined(separator: "\n"))<table:table>\(rows.joined())</table:table>
        </office:text></office:body></office:document-content>
        """),
      ZipBytes.Member(
        "meta.xml",
        """
        <office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>\(paragraphs[0])</dc:title>
        <meta:initial-creator>组织部</meta:initial-creator></office:meta></office:document-meta>
        """),
    ])
  }

  static var epub: [UInt8] {
    ZipBytes.make([
      ZipBytes.Member("mimetype", Array("application/epub+zip".utf8), isPacked: false),
      ZipBytes.Member(
        "META-INF/container.xml",
        "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"),
      ZipBytes.Member(
        "OEBPS/book.opf",
        """
        <package xmlns:dc="d"><metadata><dc:title>\(paragraphs[0])</dc:title><dc:creator>组织部</dc:creator>
        <dc:date>2015-04-30</dc:date></metadata>
        <manifest><item id="b" href="text/%E4%BA%8C.xhtml"/><item id="a" href="text/1.xhtml"/></manifest>
        <spine><itemref idref="a"/><itemref idref="b"/></spine></package>
        """),
      ZipBytes.Member(
        "OEBPS/text/1.xhtml", "<html><body>" + paragraphs[..<2].map { "<p>\($0)</p>" }.joined() + "</body></html>"),
      ZipBytes.Member(
        "OEBPS/text/二.xhtml",
        "<html><body><p>\(paragraphs[2])</p><table>"
          + table.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined()
          + "</table></body></html>"),
    ])
  }

  static var ofd: [UInt8] {
    func object(_ text: some StringProtocol, _ x: Int, _ y: Int) -> String {
      "<ofd:TextObject Boundary=\"\(x) \(y) 100 5\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\">\(text)"
        + "</ofd:TextCode></ofd:TextObject>"
    }
    func page(_ objects: [String]) -> String {
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content>"
        + "<ofd:Layer>" + objects.joined(separator: "\n") + "</ofd:Layer></ofd:Content></ofd:Page>"
    }
    let first = [
      object(paragraphs[0], 20, 10), object(paragraphs[1].prefix(10), 20, 20),
      object(paragraphs[1].dropFirst(10), 60, 20),
    ]
    let second = [paragraphs[2]] + SampleDocument.lines[3...]
    return ZipBytes.make([
      ZipBytes.Member(
        "OFD.xml",
        """
        <ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:Title>\(paragraphs[0])</ofd:Title>
        <ofd:Author>组织部</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>
        """),
      ZipBytes.Member(
        "Doc_0/Document.xml",
        """
        <ofd:Document xmlns:ofd="o"><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>
        <ofd:Page ID="2" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>
        """),
      ZipBytes.Member("Doc_0/Pages/Page_0/Content.xml", page(first)),
      ZipBytes.Member(
        "Doc_0/Pages/Page_1/Content.xml",
        page(second.enumerated().map { object($0.element, 20, 10 + 10 * $0.offset) })),
    ])
  }

  static var rtf: String {
    func escaped(_ text: String, codePage: String?) -> String {
      var result = ""
      for character in text {
        switch character {
        case "\\", "{", "}": result += "\\" + String(character)
        case _ where character.isASCII: result.append(character)
        default:
          let bytes = codePage.map { EncodedText.encode(String(character), as: $0) } ?? []
          if bytes.isEmpty || bytes.count > 2 {
            result += String(character).utf16.map { "\\u\(Int16(bitPattern: $0))?" }.joined()
          } else {
            result += bytes.map { "\\'" + String($0, radix: 16) }.joined()
          }
        }
      }
      return result
    }
    let lines = SampleDocument.paragraphs
    return """
      {\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}{\\f1\\fcharset136 Ming;}}
      {\\colortbl;\\red0\\green0\\blue0;}{\\*\\generator Wenjian;}
      {\\info{\\title \(escaped(lines[0], codePage: "GBK"))}{\\author \(escaped("组织部", codePage: nil))}}
      \\pard\\f0 \(escaped(lines[0], codePage: "GBK"))\\par
      \(escaped(lines[1], codePage: nil))\\par
      {\\f1 \(escaped(lines[2], codePage: "BIG5"))}\\par
      \(table.map { "\\trowd" + $0.map { escaped($0, codePage: "GBK") + "\\cell " }.joined() + "\\row" }
        .joined(separator: "\n"))
      {\\pict\\wmetafile8 0102030405}}
      """
  }

  /// A string of JSON.
  static func quoted(_ text: String) -> String {
    "\""
      + text.reduce(into: "") {
        switch $1 {
        case "\"", "\\": $0 += "\\" + String($1)
        case "\n": $0 += "\\n"
        case "\t": $0 += "\\t"
        case _ where !$1.isASCII && $1.utf16.count == 2:
          $0 += $1.utf16.map { "\\u" + String($0, radix: 16) }.joined()
        default: $0.append($1)
        }
      } + "\""
  }

  static let body = SampleDocument.lines.dropFirst().joined(separator: "\n")

  static let record =
    "{\"id\": \"甲\", \"title\": \(quoted(SampleDocument.title)), \"pages\": 3, \"content\": \(quoted(body)), "
    + "\"date\": \"2015-04-30\", \"more\": [{\"a\": null}, true]}"

  static let csv =
    "\u{FEFF}编号,标题,正文,日期\r\n甲,\(SampleDocument.title),\"\(body)\",2015-04-30\r\n"

  /// The sample in every format whose program is there.
  static var all: [SampleFile] {
    let text = Array(SampleDocument.plain.utf8)
    let doc = OldWordBytes.make(SampleDocument.paragraphs + SampleDocument.table.map { $0.joined(separator: " ") })
    let converted =
      (PDFBytes.canBeRead ? [SampleFile("a.pdf", PDFBytes.make([SampleDocument.lines]))] : [])
      + (OldWordBytes.canBeRead ? [SampleFile("a.doc", doc), SampleFile("a.wps", doc)] : [])
    return converted + [
      SampleFile("a.rtf", rtf), SampleFile("a.json", record), SampleFile("b.json", "[" + record + "]"),
      SampleFile("c.json", "{\"total\": 1, \"rows\": [" + record + "]}"), SampleFile("a.jsonl", record + "\n"),
      SampleFile("a.csv", csv), SampleFile("gbk.csv", EncodedText.encode(String(csv.dropFirst()), as: "GB18030")),
      SampleFile("a.tsv", "title\ttext\n" + SampleDocument.title + "\t\"" + body + "\"\n"),
      SampleFile("a.txt", text), SampleFile("a.md", text), SampleFile("a.html", html), SampleFile("a.htm", html),
      SampleFile("gbk.txt", EncodedText.encode(SampleDocument.plain, as: "GB18030")),
      SampleFile("utf16.txt", EncodedText.encode(SampleDocument.plain, as: "UTF-16LE")),
      SampleFile(
        "gbk.html",
        EncodedText.encode(html.replacing("utf-8", with: "gb18030"), as: "GB18030")),
      SampleFile("a.xml", xml), SampleFile("a.mht", mht), SampleFile("b.mhtml", mht), SampleFile("a.eml", mail),
      SampleFile("gbk.xml", EncodedText.encode(xml.replacing("UTF-8", with: "GB18030"), as: "GB18030")),
      SampleFile("a.docx", docx), SampleFile("a.odt", odt), SampleFile("a.epub", epub), SampleFile("a.ofd", ofd),
      SampleFile("a.zip", ZipBytes.make([ZipBytes.Member("b/a.txt", text)])),
      SampleFile("a.tar", TarBytes.make([("b/a.txt", text)])),
      SampleFile("a.tar.gz", ZipBytes.deflated(TarBytes.make([("b/a.txt", text)]), isGzip: true)),
      SampleFile("a.txt.gz", ZipBytes.deflated(text, isGzip: true)),
    ]
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let place = firstRange(of: old) else { return self }
    return String(self[..<place.lowerBound]) + new + self[place.upperBound...]
  }

  private func firstRange(of text: String) -> Range<Index>? {
    indices.lazy.compactMap { start in
      self[start...].hasPrefix(text) ? start..<self.index(start, offsetBy: text.count) : nil
    }.first
  }
}

/// What reading a file gave.
struct Reading {
  var documents: [ExtractedDocument] = []
  var skipped: [String: ReadFailure] = [:]
  var failure: ReadFailure?

  init(
    _ name: String, _ bytes: [UInt8], limits: ReadLimits = ReadLimits(), fields: RecordFields = RecordFields(),
    accepts: @escaping (String) -> Bool = { _ in true }
  ) {
    let context = ReadContext(limits: limits, fields: fields, fileBytes: bytes.count, accepts: accepts)
    do {
      try DocumentFormats.read(SourceFile(path: name, content: .bytes(bytes)), context) { event in
        switch event {
        case .document(let document): documents.append(document)
        case .skipped(let member, let failure): skipped[member] = failure
        }
      }
    } catch {
      failure = error
    }
  }

  /// The lines of the only document, without white space at their ends.
  var lines: [String] { documents.count == 1 ? documents[0].lines : [] }
}

extension ExtractedDocument {
  var string: String { String(decoding: shownText, as: UTF8.self) }
  var lines: [String] { string.split(separator: "\n").map(String.init) }
  /// Without what stands behind the text at low weight, such as the other fields of a record.
  var bodyLines: [String] {
    var end = text.count
    if let tail = lowWeightRanges.last, tail.upperBound == end, tail.lowerBound > 0 { end = tail.lowerBound }
    return String(decoding: shownText[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
