// Pages and office documents in a folder: their headings are divisions of what a search shows.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianSegment
import WenjianTestSupport

@Suite("Headings of pages and office documents")
struct HeadingFilesTests {
  private static let title = "青山县集市工作情况的报告"
  private static let sentence = "全县共有集市三十二个，逢五逢十开市，群众赶集十分方便，摊位费全部用于卫生。"
  /// Level and text; 0 for text.
  private static let lines: [(level: Int, text: String)] = [
    (1, title), (0, sentence), (2, "基本情况"), (0, "一、甲摊位" + sentence), (3, "人口"), (0, "乙摊位" + sentence),
    (2, "第二章 任务"), (0, "第三条　丙摊位。"), (0, "丁摊位" + sentence),
  ]

  private static func markup(_ named: (_ level: Int, _ text: String) -> String) -> String {
    lines.map { named($0.level, $0.text) }.joined()
  }

  private static let page =
    "<html><head><title>\(title)</title></head><body><div class=\"nav\"><h2>栏目</h2><a href=\"x\">要闻</a></div>"
    + markup { $0 == 0 ? "<p>\($1)</p>" : "<h\($0)>\($1)</h\($0)>" } + "</body></html>"

  private static let word = StoredZip.make([
    ("[Content_Types].xml", "<Types/>"),
    (
      "word/document.xml",
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
        + markup {
          let outline = $0 == 0 ? "" : "<w:outlineLvl w:val=\"\($0 - 1)\"/>"
          return "<w:p><w:pPr>\(outline)</w:pPr><w:r><w:t>\($1)</w:t></w:r></w:p>"
        } + "</w:body></w:document>"
    ),
  ])

  private static let openText = StoredZip.make([
    ("mimetype", "application/vnd.oasis.opendocument.text"),
    (
      "content.xml",
      "<d xmlns:office=\"o\" xmlns:text=\"t\"><office:text>"
        + markup { $0 == 0 ? "<text:p>\($1)</text:p>" : "<text:h text:outline-level=\"\($0)\">\($1)</text:h>" }
        + "</office:text></d>"
    ),
  ])

  /// Several small segments, merged.
  private func index(_ directory: TemporaryDirectory) throws -> Index {
    TestFile.makeDirectory(directory("files"))
    TestFile.write(Array(Self.page.utf8), to: directory("files/a.html"))
    TestFile.write(Self.word, to: directory("files/a.docx"))
    TestFile.write(Self.openText, to: directory("files/a.odt"))
    TestFile.write(Array(Self.markup { _, text in text + "\n" }.utf8), to: directory("files/a.txt"))
    let writer = try IndexWriter(at: directory("index"))
    let report = try writer.add(filesIn: directory("files"))
    #expect(report.documents == 4 && report.skipped.isEmpty)
    try writer.add(Document(key: "given", text: Self.title + "\n基本情况\n戊摊位"))
    try writer.commit()
    return try Index(at: directory("index"))
  }

  private func spelled(_ headings: [Heading]) -> [String] {
    headings.map { [$0.number, $0.name].filter { !$0.isEmpty }.joined(separator: " ") }
  }

  @Test("are the divisions of its passages, without the title", arguments: ["a.html", "a.docx", "a.odt"])
  func snippets(key: String) throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let index = try index(directory)
    for (word, path, citation) in [
      ("甲摊位", ["基本情况", "一、"], "《\(Self.title)》一"), ("乙摊位", ["基本情况", "人口"], nil),
      ("丙摊位", ["第二章 任务", "第三条", "第一款"], "《\(Self.title)》第三条第一款"),
      ("丁摊位", ["第二章 任务", "第三条", "第二款"], "《\(Self.title)》第三条第二款"),
    ] {
      let hit = try #require(try index.search(word).hits.first { $0.key == key })
      let snippet = try #require(try hit.snippets(SnippetStyle(includesHeadings: true)).first)
      #expect(spelled(snippet.headings) == path, "\(word)")
      #expect(snippet.citation == citation, "\(word)")
      let place = try #require(snippet.highlights.first).start.utf8
      #expect(try index.headings(of: key, at: place) == snippet.headings)
      let text = Array(try index.text(of: key).utf8)
      for heading in snippet.headings where heading.level == .heading {
        #expect(String(decoding: text[heading.byteRange], as: UTF8.self) == heading.name)
      }
    }
    #expect(
      try index.outline(of: key).map(\.heading.level)
        == [.heading, .list, .heading, .chapter, .article, .paragraph, .paragraph])
  }

  @Test("are none where nobody marked them", arguments: ["a.txt", "given"])
  func plain(key: String) throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let index = try index(directory)
    #expect(try index.outline(of: key).allSatisfy { $0.heading.level != .heading })
  }

  @Test("stand behind those of other documents in a merged index, and leave with their document")
  func merged() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    _ = try index(directory)
    let writer = try IndexWriter(at: directory("index"))
    _ = try writer.add(filesIn: directory("files"))
    try writer.remove(key: "a.odt")
    try writer.commit()
    let index = try Index(at: directory("index"))
    #expect(try index.outline(of: "a.docx").map(\.heading.name).prefix(1) == ["基本情况"])
    #expect(try index.outline(of: "a.html").count { $0.heading.level == .heading } == 2)
    try index.verify(.contents)
  }
}

/// ZIP archives that pack nothing.
private enum StoredZip {
  static func make(_ members: [(name: String, text: String)]) -> [UInt8] {
    var local: [UInt8] = []
    var central: [UInt8] = []
    func append(_ value: UInt32, _ bytes: Int, to target: inout [UInt8]) {
      for byte in 0..<bytes { target.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * byte))) }
    }
    for (name, text) in members {
      let name = Array(name.utf8)
      let text = Array(text.utf8)
      let start = UInt32(local.count)
      for (signature, isCentral) in [(0x0403_4B50, false), (0x0201_4B50, true)] as [(UInt32, Bool)] {
        var head: [UInt8] = []
        append(signature, 4, to: &head)
        if isCentral { append(20, 2, to: &head) }
        append(20, 2, to: &head)
        // Names in UTF-8, nothing packed, no time.
        append(0x800, 2, to: &head)
        append(0, 6, to: &head)
        append(checksum(text), 4, to: &head)
        append(UInt32(text.count), 4, to: &head)
        append(UInt32(text.count), 4, to: &head)
        append(UInt32(name.count), 4, to: &head)
        if isCentral {
          append(0, 10, to: &head)
          append(start, 4, to: &head)
          central += head + name
        } else {
          local += head + name + text
        }
      }
    }
    var end: [UInt8] = []
    append(0x0605_4B50, 4, to: &end)
    append(0, 4, to: &end)
    append(UInt32(members.count), 2, to: &end)
    append(UInt32(members.count), 2, to: &end)
    append(UInt32(central.count), 4, to: &end)
    append(UInt32(local.count), 4, to: &end)
    append(0, 2, to: &end)
    return local + central + end
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let carry: UInt32 = sum & 1 == 0 ? 0 : 0xEDB8_8320
        sum = (sum >> 1) ^ carry
      }
    }
    return ~sum
  }
}
