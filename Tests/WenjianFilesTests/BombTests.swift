// Small files that would become large, slow or endless: each with the limit that stops it.

import Glibc
import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Bombs")
struct BombTests {
  private func isBomb(_ failure: ReadFailure?) -> Bool { if case .bomb = failure { true } else { false } }

  private func word(_ body: String, _ parts: [(String, String)] = []) -> [UInt8] {
    ZipBytes.make(
      [
        ZipBytes.Member("[Content_Types].xml", "<Types/>"),
        ZipBytes.Member("word/document.xml", SampleFiles.wordBody(body)),
      ] + parts.map { ZipBytes.Member($0.0, $0.1) })
  }

  /// Fifield's: one packed member, and a directory that names it again and again.
  @Test("members of a ZIP archive that are the same bytes are unpacked until the budget is used up")
  func overlappingMembers() {
    let count = 3000
    let one = ZipBytes.make([ZipBytes.Member("a.txt", [UInt8](repeating: 0x61, count: 100_000))])
    let directoryStart = one.count - 22 - 46 - 5
    var bytes = Array(one[..<directoryStart])
    for _ in 0..<count { bytes += one[directoryStart..<(one.count - 22)] }
    var end = Array(one[(one.count - 22)...])
    for place in [8, 10] { (end[place], end[place + 1]) = (UInt8(count & 255), UInt8(count >> 8)) }
    let length = bytes.count - directoryStart
    for place in 0..<4 { end[12 + place] = UInt8(length >> (8 * place) & 255) }
    let reading = Reading("a.zip", bytes + end)
    #expect(isBomb(reading.failure))
    // Beyond 16 MB, 250 times the size.
    let read = reading.documents.reduce(0) { $0 + $1.text.count }
    #expect(read > 16 << 20 && read <= bytes.count * 250)
  }

  @Test("a tar archive in gzip, a book that shows one page for ever, and pages that are one, end the same way")
  func otherContainers() {
    let zeros = [UInt8](repeating: 0x61, count: 40 << 20)
    #expect(isBomb(Reading("a.tar.gz", ZipBytes.deflated(TarBytes.make([("a.txt", zeros)]), isGzip: true)).failure))
    // Comments, because the tests read markup slowly.
    let comment = "<!--" + String(repeating: "农村工作", count: 40_000) + "-->"
    let book = ZipBytes.make([
      "mimetype": "application/epub+zip",
      "META-INF/container.xml": "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>",
      "b.opf": "<package><manifest><item id='i' href='p.xhtml'/></manifest><spine>"
        + String(repeating: "<itemref idref='i'/>", count: 1000) + "</spine></package>",
      "p.xhtml": "<html>" + comment + "</html>",
    ])
    #expect(isBomb(Reading("a.epub", book).failure))
    let fixed = ZipBytes.make([
      "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
      "D.xml": "<D>" + String(repeating: "<Page BaseLoc='p.xml'/>", count: 1000) + "</D>",
      "p.xml": "<P>" + comment + "</P>",
    ])
    #expect(isBomb(Reading("a.ofd", fixed).failure))
  }

  @Test(
    "entities are not replaced, however often they are named, and in attributes neither",
    arguments: ["xml", "docx"])
  func quadraticEntities(format: String) {
    let head = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x '" + String(repeating: "哈", count: 20_000) + "'>]>"
    let many = String(repeating: "&x;", count: 20_000)
    let inner = "<t>第一书记</t><t>" + many + "</t>"
    let bytes: [UInt8]
    if format == "xml" {
      bytes = Array((head + "<a b='" + many.prefix(3000) + "'>" + inner + "</a>").utf8)
    } else {
      bytes = ZipBytes.make([
        "[Content_Types].xml": "<Types/>", "word/document.xml": head + "<a><p>" + inner + "</p></a>",
      ])
    }
    let reading = Reading("a." + format, bytes)
    #expect(reading.documents.allSatisfy { $0.text.count < 100 })
    #expect(reading.documents.first?.lines == ["第一书记"] || reading.failure != nil)
  }

  @Test(
    "what a document says of the files of the machine is not opened",
    arguments: ["docx", "odt", "epub", "xml", "html"])
  func externalEntities(format: String) throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.write("机密", to: directory("secret.txt"))
    let address = "file://" + directory("secret.txt")
    let head =
      "<?xml version='1.0'?><!DOCTYPE a SYSTEM '\(address)' [<!ENTITY x SYSTEM '\(address)'>"
      + "<!ENTITY % p SYSTEM '\(address)'> %p;]>"
    let bytes: [UInt8]
    switch format {
    case "docx":
      bytes = ZipBytes.make([
        "[Content_Types].xml": "<Types/>", "word/document.xml": head + "<a><p><t>第一&x;</t></p></a>",
        "word/styles.xml": head + "<a>&x;</a>",
      ])
    case "odt":
      bytes = ZipBytes.make([
        "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": head + "<a><p>第一&x;</p></a>",
        "styles.xml": head + "<a><header><p>&x;</p></header></a>",
      ])
    case "epub":
      bytes = ZipBytes.make([
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": head + "<container><rootfile full-path='b.opf'/></container>",
        "b.opf": head + "<package><item id='i' href='p.xhtml'/><itemref idref='i'/></package>",
        "p.xhtml": head + "<html><p>第一&x;<object data='\(address)'/><iframe src='\(address)'/></p></html>",
      ])
    case "xml": bytes = Array((head + "<a>第一&x;</a>").utf8)
    default: bytes = Array("<html><p>第一<iframe src='\(address)'></iframe><embed src='\(address)'></html>".utf8)
    }
    let reading = Reading("a." + format, bytes)
    #expect(reading.documents.first?.string.contains("第一") == true || reading.failure != nil)
    #expect(reading.documents.allSatisfy { !$0.string.contains("机密") })
  }

  @Test("the number of a list that is a page long is none")
  func longNumbers() {
    let numbering =
      "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:lvlText w:val='"
      + String(repeating: "%1", count: 100_000)
      + "'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/>"
      + "</w:num></w:numbering>"
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    let body = String(repeating: item, count: 200)
    let reading = Reading("a.docx", word(body, [("word/numbering.xml", numbering)]))
    #expect(reading.documents.first?.text.count == 200 * 4)
  }

  @Test("links, pipes and devices in a tar archive are passed over, and sizes that lie are damage")
  func tarMembers() {
    let text = Array("第一".utf8)
    var bytes: [UInt8] = []
    for (name, type) in [("s.txt", "2"), ("h.txt", "1"), ("c.txt", "3"), ("f.txt", "6"), ("d", "5")] {
      bytes += TarBytes.member(name, [], type: type)
    }
    bytes += TarBytes.member("a.txt", text, type: "0") + [UInt8](repeating: 0, count: 1024)
    let reading = Reading("a.tar", bytes)
    #expect(reading.documents.map(\.memberName) == ["a.txt"] && reading.skipped.isEmpty && reading.failure == nil)
    let cut = Reading("a.tar", Array(TarBytes.make([("a.txt", text), ("b.txt", text)])[..<1024]))
    #expect(cut.documents.count == 1 && cut.failure == .damaged("the tar archive has no end; it is cut short"))
    for size in [1, 511, 513, 4096, (8 << 30) - 1] {
      let lying = Reading(
        "a.tar", TarBytes.member("a.txt", text, type: "0", size: size) + TarBytes.make([("b.txt", text)]))
      #expect(lying.documents.count <= 2)
      #expect(size == 1 || lying.failure != nil || !lying.skipped.isEmpty || lying.documents.count == 2)
    }
  }

  @Test("a line, a quoted field and a row of millions of characters or columns are read in time")
  func longRows() {
    let long = String(repeating: "农村工作", count: 200_000)
    #expect(Reading("a.csv", Array("text\n\(long)\n".utf8)).documents.first?.text.count == long.utf8.count + 1)
    #expect(Reading("a.csv", Array("text\n\"\(long)".utf8)).skipped.count == 1)
    let columns = (0..<50_000).map { "c\($0)" }.joined(separator: ",")
    // A first row that the second one repeats is no header: both are records.
    #expect(Reading("a.csv", Array((columns + "\n" + columns).utf8)).documents.count == 2)
  }

  @Test(
    "pages that hold themselves end, or are ended", .enabled(if: PDFBytes.canBeRead, "needs pdftotext"),
    arguments: [false, true])
  func endlessPDF(isExponential: Bool) {
    // Forms that are drawn by forms: one that draws itself, or thirty that each draw the next one twice.
    var objects = [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
      Self.stream("BT /F 12 Tf 50 700 Td (hello) Tj ET /X Do", ""),
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in 6..<(isExponential ? 46 : 7) {
      let next = isExponential ? number + 1 : number
      objects.append(
        Self.stream(
          "/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X \(next) 0 R>>>>"))
    }
    var limits = ReadLimits()
    limits.programSeconds = 2
    let reading = Reading("a.pdf", Array(Self.file(objects).utf8), limits: limits)
    // What is no page is shown by some versions as one more.
    #expect(reading.failure == .timedOut(program: "pdftotext", seconds: 2) || Set(reading.lines) == ["hello"])
  }

  private static func stream(_ content: String, _ entries: String) -> String {
    "<</Length \(content.utf8.count)\(entries)>>stream\n\(content)\nendstream"
  }

  private static func file(_ objects: [String]) -> String {
    var file = "%PDF-1.7\n"
    var table = ""
    for (index, object) in objects.enumerated() {
      let offset = String(file.utf8.count)
      table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    return file + "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n" + table
      + "trailer<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF"
  }

  @Test("a file that shrinks while it is read is damaged, or less text")
  func shrinking() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    for sample in SampleFiles.all {
      let path = directory(sample.name)
      TestFile.write(sample.bytes, to: path)
      let source = try SourceFile(path: sample.name, at: path)
      #expect(truncate(path, off_t(sample.bytes.count / 2)) == 0)
      let context = ReadContext(fileBytes: sample.bytes.count)
      do {
        try DocumentFormats.read(source, context) { event in
          if case .document(let document) = event {
            #expect(String(validating: document.text, as: UTF8.self) != nil)
          }
        }
      } catch {
        #expect(error != .stopped)
      }
    }
  }

  @Test("gzip streams one after the other are one, also when one ends where a read ends")
  func joinedStreams() {
    // Pieces of 64 KB are read.
    let first = Self.padded(to: 1 << 16)
    let joined = first + ZipBytes.deflated(Array("末尾".utf8), isGzip: true)
    #expect(first.count == 1 << 16)
    #expect(Reading("a.txt.gz", joined).documents.first?.string.hasSuffix("末尾") == true)
  }

  /// A gzip stream of a length: the name of the file in its head fills it up.
  private static func padded(to count: Int) -> [UInt8] {
    var bytes = ZipBytes.deflated(Array("开头".utf8), isGzip: true)
    bytes[3] |= 8
    bytes.insert(contentsOf: [UInt8](repeating: 0x61, count: count - bytes.count - 1) + [0], at: 10)
    return bytes
  }

  @Test("what other programs wrote is no less sound when it is cut or changed", arguments: Fixture.all)
  func damagedFixtures(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let isConverted = name.hasSuffix(".doc") || name.hasSuffix(".pdf")
    var generator = SeededGenerator(name)
    var limits = ReadLimits()
    limits.programSeconds = 1
    func check(_ bytes: [UInt8]) {
      for document in Reading(name, bytes, limits: limits).documents {
        #expect(String(validating: document.text, as: UTF8.self) != nil, "\(generator.replay)")
      }
    }
    for place in 0..<10 { check(Array(bytes[..<(bytes.count * place / 10)])) }
    for _ in 0..<(SharedFiles.isLongRun ? 200 : isConverted ? 5 : 20) {
      var flipped = bytes
      for _ in 0..<generator.int(1...20) { flipped[generator.below(bytes.count)] = UInt8(generator.below(256)) }
      check(flipped)
    }
  }
}
