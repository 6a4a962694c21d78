// Files as word processors write them: the text that a person sees, once and in its order.

import Glibc
import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Files of other programs")
struct OtherProgramsTests {
  /// What the printout of `notice.fodt` shows, without the places and signs of its notes.
  private static let body = [
    "云溪县村级议事办法", "第一章 总则", "第一条 目的", "为了规范村级议事，保障村民参与，制定本办法。", "第二条 原则", "议事坚持下列原则：",
    "（一）公开透明；", "（二）程序简便：", "1. 先通知后开会；", "2. 先讨论后表决；", "（三）少数服从多数。", "第二章 程序", "第一条 记录",
    "会议应当如实记录，见下表。", "事项\t到会人数\t结果", "修水渠\t1,234\t通过", "• 附件一份",
    "聯絡電話：臺灣鄉村振興𠮷野村A&B <Wi-Fi>，software。", "換行之後。",
  ]
  private static let box = "文本框里的话"
  private static let notes = ["参与包括到会与书面两种方式。", "表样由县里统一印制。"]
  private static let margins = ["这里要不要改", "云溪县人民政府文件", "内部资料第1页"]

  private func read(_ name: String) throws -> Reading {
    Reading(name, try Fixture.bytes(name))
  }

  private func lines(_ document: ExtractedDocument) -> [String] {
    document.lines.map { line in
      var line = Substring(line.filter { $0 != "\u{AD}" })
      while line.first == " " { line.removeFirst() }
      return String(line)
    }
  }

  @Test("give the text of the printout: numbers counted, notes and boxes behind, what is gone or hidden left out")
  func word() throws {
    for name in ["notice.docx", "notice.odt"] {
      let document = try #require(try read(name).documents.first)
      #expect(lines(document) == Self.body + [Self.box] + Self.notes + Self.margins, "\(name)")
      let margin = try #require(document.lowWeightRanges.first)
      #expect(
        String(decoding: document.shownText[margin], as: UTF8.self) == Self.margins.joined(separator: "\n") + "\n")
      #expect(document.damage.isEmpty && document.properties.contains { $0.value == "云溪县村级议事办法" })
    }
  }

  @Test("in RTF too")
  func richText() throws {
    let document = try #require(try read("notice.rtf").documents.first)
    // A sign and its text are parted by a tab there, whatever the list says.
    #expect(
      lines(document).map { $0.replacing("） ", by: "）") } == Self.body + [Self.box] + Self.notes
        + Self.margins.dropFirst() + Self.margins.prefix(1))
    #expect(document.lowWeightRanges.count == 1)
    #expect(document.properties.map(\.value) == ["云溪县村级议事办法", "云溪县农业农村局"])
  }

  @Test("pandoc's documents, with lists in lists")
  func pandoc() throws {
    #expect(
      try read("pandoc.docx").lines == [
        "云溪县村级议事办法", "云溪县农业农村局", "总则", "为了规范村级议事，制定本办法。", "1. 公开透明；", "2. 程序简便。", "– 先通知后开会；",
        "事项\t到会人数", "修水渠\t1,234", "议事包括到会与书面两种方式。",
      ])
  }

  @Test("in Word 97 too")
  func oldWord() throws {
    let document = try #require(try read("notice.doc").documents.first)
    #expect(lines(document) == Self.body + [Self.box] + Self.notes + Self.margins)
    #expect(document.lowWeightRanges.count == 1 && document.damage.isEmpty)
  }

  @Test("pages and books: what is written is there, in order", arguments: ["notice.html", "notice.epub"])
  func pages(name: String) throws {
    // LibreOffice writes no numbers of lists there, and shows what was deleted.
    let text = try #require(try read(name).documents.first).string.filter { $0 != "\u{AD}" }
    var rest = text[...]
    for part in [
      "总则", "目的", "为了规范村级议事，保障村民参与", "，制定本办法。", "公开透明；", "先通知后开会；", "程序", "1,234", "附件一份",
      "臺灣鄉村振興𠮷野村A&B <Wi-Fi>，software。", "換行之後。",
    ] {
      let place = try #require(rest.firstPlace(of: part), "\(part)")
      rest = rest[place...].dropFirst(part.count)
    }
  }

  @Test(
    "what needs a password says so",
    arguments: ["locked.docx", "locked.odt", "locked.doc", "locked.pdf", "locked-zipcrypto.zip", "locked-aes.zip"])
  func locked(name: String) throws {
    if name.hasSuffix("doc"), !OldWordBytes.canBeRead || name.hasSuffix("pdf"), !PDFBytes.canBeRead { return }
    let reading = try read(name)
    #expect(reading.documents.isEmpty)
    if name.hasSuffix("zip") {
      #expect(reading.skipped == ["a.txt": .encrypted])
    } else {
      #expect(reading.failure == .encrypted)
    }
    // Whatever the name is.
    if !name.hasSuffix("zip") { #expect(Reading("a.wps", try Fixture.bytes(name)).failure == .encrypted) }
  }

  @Test("a PDF that only asks not to be copied is read", .enabled(if: PDFBytes.canBeRead, "needs pdftotext"))
  func ownerPassword() throws {
    #expect(try read("owner.pdf").lines == ["云溪县村级议事办法", "第一条 为了规范村级议事，制定本办法。"])
  }

  /// Whether LibreOffice is there with the part that writes texts, and not for its tables alone.
  private static var hasOfficeWriter: Bool {
    PDFBytes.isInstalled("soffice") && access("/usr/lib/libreoffice/program/libswlo.so", R_OK) == 0
  }

  /// A few seconds, where LibreOffice is installed: the version of the day writes all formats anew.
  @Test(
    "as the LibreOffice of this machine writes them", .enabled(if: hasOfficeWriter, "needs soffice with its writer")
  )
  func office() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.write(try Fixture.bytes("notice.fodt"), to: directory("notice.fodt"))
    for format in ["docx", "odt", "rtf", "doc", "pdf"] where format != "pdf" || PDFBytes.canBeRead {
      let office = ChildProgram(
        required: RequiredProgram(name: "soffice", package: "libreoffice-writer-nogui"),
        arguments: [
          "-env:UserInstallation=file://" + directory("profile"), "--headless", "--convert-to", format, "--outdir",
          directory.path, directory("notice.fodt"),
        ])
      _ = try office.run(on: [], limits: ReadLimits())
      let bytes = try #require(TestFile.read(directory("notice." + format)))
      let document = try #require(Reading("notice." + format, bytes).documents.first)
      let text = String(decoding: document.shownText, as: UTF8.self)
      let found = text.filter { !$0.isWhitespace && $0 != "\u{AD}" && $0 != "1" && $0 != "i" }
      var rest = found[...]
      // On pages columns of a table come in an order of their own, and what was deleted is printed.
      for part in Self.body where !part.contains("\t") && !part.hasPrefix("会议") {
        let wanted = part.filter { !$0.isWhitespace && $0 != "1" && $0 != "i" }
        let place = try #require(rest.firstPlace(of: wanted), "\(format): \(part)")
        rest = rest[place...].dropFirst(wanted.count)
      }
      #expect(!found.contains("不可见的字") && found.contains("文本框里的话"))
    }
  }
}

@Suite("Numbers of lists")
struct ListNumberTests {
  @Test(
    "are written as word processors write them",
    arguments: [
      (
        NumberStyle.chinese,
        [
          1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一",
          9999: "九千九百九十九", 10000: "10000",
        ]
      ),
      (.chineseDigits, [1: "一", 10: "一〇", 21: "二一"]), (.financialSimplified, [2: "贰", 12: "拾贰", 20: "贰拾"]),
      (.financialTraditional, [2: "貳", 6: "陸"]), (.stems, [1: "甲", 10: "癸", 11: "11"]), (.branches, [12: "亥"]),
      (.circled, [1: "①", 20: "⑳", 21: "21"]), (.wideDecimal, [12: "１２"]), (.decimal, [0: "0", 7: "7"]),
      (.lowerRoman, [4: "iv", 1999: "mcmxcix"]), (.upperLetter, [1: "A", 26: "Z", 27: "AA"]), (.none, [3: ""]),
    ] as [(NumberStyle, [Int: String])])
  func styles(style: NumberStyle, written: [Int: String]) {
    for (number, text) in written { #expect(style.text(number) == text) }
    for number in [-5, 0, Int.max, Int.min] { _ = style.text(number) }
  }

  @Test("count level in level, begin again below a new number, and pass over what is missing")
  func levels() {
    var list = ListCounter(levels: [
      0: ListLevel(style: .chinese, template: "第%1章"), 1: ListLevel(template: "%1.%2", isTight: true),
      2: ListLevel(start: 3, template: "%1.%2.%3 %x%", isAllDecimal: true),
    ])
    #expect([0, 1, 1, 0, 1].map { list.next($0) } == ["第一章 ", "一.1", "一.2", "第二章 ", "二.1"])
    #expect(list.next(2) == "2.1.3 %x% " && list.next(3) == nil)
    list.restart(0, at: 7)
    #expect(list.next(0) == "第七章 ")
    list.restart()
    #expect(list.next(2) == "1.1.3 %x% ")
    list.restart(0, at: Int.max)
    _ = list.next(0)
    #expect(list.next(0) != nil)
  }

  private func word(_ paragraphs: String, numbering: String, styles: String = "") -> [String] {
    Reading(
      "a.docx",
      ZipBytes.make([
        ZipBytes.Member("[Content_Types].xml", "<Types/>"),
        ZipBytes.Member("word/document.xml", SampleFiles.wordBody(paragraphs)),
        ZipBytes.Member("word/numbering.xml", "<w:numbering xmlns:w='w'>\(numbering)</w:numbering>"),
        ZipBytes.Member("word/styles.xml", "<w:styles xmlns:w='w'>\(styles)</w:styles>"),
      ])
    ).lines
  }

  private func item(_ text: String, _ properties: String) -> String {
    "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
  }

  @Test("come from the paragraph or its style, begin anew where an instance says so, and skip what was deleted")
  func wordLists() {
    let level =
      "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/>"
      + "<w:suff w:val='nothing'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{F0B7}'/></w:lvl>"
    let numbering =
      "<w:abstractNum w:abstractNumId='4'>\(level)</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='4'/>"
      + "</w:num><w:num w:numId='2'><w:abstractNumId w:val='4'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='9'/>"
      + "</w:lvlOverride></w:num>"
    let styles =
      "<w:style w:styleId='A'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
      + "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style><w:style w:styleId='C'><w:basedOn w:val='C'/></w:style>"
    let own = { (number: String) in "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='\(number)'/></w:numPr>" }
    let body =
      item("甲", "<w:pStyle w:val='A'/>") + item("乙", own("1") + "<w:rPr><w:del/></w:rPr>")
      + item("丙", "<w:pStyle w:val='B'/>") + item("丁", "<w:pStyle w:val='B'/>" + own("0"))
      + item("戊", "<w:pPrChange><w:pPr>\(own("1"))</w:pPr></w:pPrChange>") + item("", own("1"))
      + item("己", "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>") + item("庚", own("2"))
      + item("辛", own("2"))
      + item("壬", "<w:pStyle w:val='C'/>") + item("癸", own("77"))
    #expect(
      word(body, numbering: numbering, styles: styles) == [
        "一、甲", "乙", "二、丙", "丁", "戊", "• 己", "九、庚", "十、辛", "壬", "癸",
      ])
  }

  @Test("that are broken number nothing, and the text stays")
  func broken() {
    let body =
      item("甲", "<w:numPr><w:ilvl w:val='99999999999999'/><w:numId w:val='1'/></w:numPr>")
      + item("乙", "<w:numPr><w:ilvl w:val='-1'/><w:numId w:val='1'/></w:numPr>")
    let numbering =
      "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='-1'><w:lvlText w:val='%1'/></w:lvl><w:lvl w:ilvl='900'>"
      + "<w:start w:val='99999999999999999999'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num><"
    #expect(word(body, numbering: numbering, styles: "<") == ["甲", "乙"])
  }
}

extension StringProtocol {
  /// Where a text stands first.
  fileprivate func firstPlace(of text: String) -> Index? { indices.first { self[$0...].hasPrefix(text) } }

  fileprivate func replacing(_ old: String, by new: String) -> String {
    guard let place = firstPlace(of: old) else { return String(self) }
    return String(self[..<place]) + new + self[index(place, offsetBy: old.count)...]
  }
}

/// A file beside the tests.
enum Fixture {
  static let all: [String] = (SharedFiles.packageRoot.map { TestFile.names(in: $0 + folder) } ?? []).filter {
    $0 != "README.md" && !$0.hasSuffix("fodt")
  }

  private static let folder = "/Tests/WenjianFilesTests/Fixtures/"

  static func bytes(_ name: String) throws -> [UInt8] {
    let root = try #require(SharedFiles.packageRoot)
    return try #require(TestFile.read(root + folder + name), "\(name)")
  }
}
