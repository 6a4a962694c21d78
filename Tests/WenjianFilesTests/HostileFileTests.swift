// Files made to break a reader: an answer or a named reason, in bounded time and memory, and nothing written.

import Glibc
import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Hostile and broken files")
struct HostileFileTests {
  private func isBomb(_ failure: ReadFailure?) -> Bool {
    if case .bomb = failure { return true }
    return false
  }

  private func isDamaged(_ failure: ReadFailure?) -> Bool {
    if case .damaged = failure { return true }
    return false
  }

  @Test(
    "a member that wants to go elsewhere is only a name",
    arguments: ["../../evil.txt", "/etc/evil.txt", "a\\..\\evil.txt"])
  func traversal(name: String) {
    for bytes in [ZipBytes.make([ZipBytes.Member(name, "文")]), TarBytes.make([(name, Array("文".utf8))])] {
      let reading = Reading("a.zip", bytes)
      #expect(reading.documents.map { $0.memberName?.hasSuffix("evil.txt") } == [true])
      #expect(reading.documents.first?.memberName?.contains("..") == false)
      #expect(
        !TestFile.exists("/etc/evil.txt") && !TestFile.exists("../../evil.txt") && !TestFile.exists("evil.txt"))
    }
  }

  @Test("what unpacks to hundreds of times its size is refused")
  func bombRatio() {
    let zeros = [UInt8](repeating: 0x61, count: 40 << 20)
    #expect(isBomb(Reading("a.zip", ZipBytes.make([ZipBytes.Member("a.txt", zeros)])).failure))
    #expect(isBomb(Reading("a.txt.gz", ZipBytes.deflated(zeros, isGzip: true)).failure))
    let inner = ZipBytes.make([ZipBytes.Member("a.txt", zeros)])
    #expect(isBomb(Reading("a.zip", ZipBytes.make([ZipBytes.Member("b.zip", inner)])).failure))
    let document = ZipBytes.make(
      [ZipBytes.Member("[Content_Types].xml", "<Types/>"), ZipBytes.Member("word/document.xml", zeros)])
    #expect(isBomb(Reading("a.docx", document).failure))
  }

  @Test("what unpacks to more than the limits is refused, whatever it says")
  func limits() {
    var limits = ReadLimits()
    limits.maximumFileBytes = 1000
    let text = Array(String(repeating: "农村工作", count: 100).utf8)
    let large = Reading("a.zip", ZipBytes.make([ZipBytes.Member("a.txt", text)]), limits: limits)
    #expect(large.skipped == ["a.txt": .tooLarge(byteCount: text.count, limit: 1000)])
    var lying = ZipBytes.Member("a.txt", text)
    lying.statedBytes = 10
    let lied = Reading("a.zip", ZipBytes.make([lying]), limits: limits)
    #expect(lied.skipped == ["a.txt": .tooLarge(byteCount: text.count, limit: 1000)])
    limits.maximumFileBytes = 1 << 20
    limits.maximumMembers = 2
    let many = ZipBytes.make((0..<3).map { ZipBytes.Member("\($0).txt", "文") })
    let reading = Reading("a.zip", many, limits: limits)
    #expect(reading.documents.count == 2 && isBomb(reading.failure))
    #expect(
      Reading(
        "a.txt", text,
        limits: {
          var limits = limits; limits.maximumFileBytes = 10; return limits
        }()
      ).failure
        == .tooLarge(byteCount: text.count, limit: 10))
  }

  @Test("lying sizes and checksums are damage")
  func lies() {
    for (bytes, sum) in [(5, nil), (5000, nil), (nil, UInt32(7))] as [(Int?, UInt32?)] {
      var member = ZipBytes.Member("a.txt", "农村工作")
      member.statedBytes = bytes
      member.statedChecksum = sum
      #expect(isDamaged(Reading("a.zip", ZipBytes.make([member])).skipped["a.txt"]))
    }
    let header = TarBytes.member("a.txt", Array("农村".utf8), type: "0", size: 1 << 30)
    let reading = Reading("a.tar", header)
    #expect(reading.documents.isEmpty && reading.skipped.count + (reading.failure == nil ? 0 : 1) > 0)
  }

  @Test("archives in archives end at a depth")
  func nesting() {
    var bytes = ZipBytes.make([ZipBytes.Member("a.txt", "文")])
    for _ in 0..<3 { bytes = ZipBytes.make([ZipBytes.Member("a.zip", bytes)]) }
    #expect(Reading("a.zip", bytes).documents.map(\.memberName) == ["a.zip/a.zip/a.zip/a.txt"])
    bytes = ZipBytes.make([ZipBytes.Member("a.zip", bytes)])
    #expect(Reading("a.zip", bytes).skipped == ["a.zip/a.zip/a.zip/a.zip": .nestedTooDeeply(limit: 4)])
  }

  @Test("what is encrypted says so")
  func encrypted() {
    var member = ZipBytes.Member("a.txt", "农村工作")
    member.flags = 1
    #expect(Reading("a.zip", ZipBytes.make([member])).skipped == ["a.txt": .encrypted])
    var members = SampleFiles.docxMembers
    for index in members.indices { members[index].flags = 1 }
    #expect(Reading("a.docx", ZipBytes.make(members)).failure == .encrypted)
    // What Word writes with a password: a container with this in its directory.
    var ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
    for letter in "EncryptedPackage".utf8 { ole += [letter, 0] }
    ole += [UInt8](repeating: 0, count: 600)
    #expect(Reading("a.docx", ole).failure == .encrypted)
    let manifest = "<manifest:manifest xmlns:manifest=\"m\"><manifest:encryption-data/></manifest:manifest>"
    let odt = ZipBytes.make([
      ZipBytes.Member("mimetype", Array("application/vnd.oasis.opendocument.text".utf8), isPacked: false),
      ZipBytes.Member("META-INF/manifest.xml", manifest), ZipBytes.Member("content.xml", "xxxx"),
    ])
    #expect(Reading("a.odt", odt).failure == .encrypted)
  }

  @Test("a billion laughs are not told")
  func billionLaughs() {
    var xml = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x0 \"哈哈\">"
    for level in 1...12 {
      let inner = String(repeating: "&x\(level - 1);", count: 10)
      xml += "<!ENTITY x\(level) \"\(inner)\">"
    }
    xml += "]><a><b>第一书记</b><c>&x12;</c></a>"
    let reading = Reading("a.xml", Array(xml.utf8))
    #expect(reading.documents.first?.text.count ?? 0 < 10_000)
    #expect(reading.documents.first?.lines.first == "第一书记" || reading.failure != nil)
  }

  @Test("files and addresses that markup names are not opened")
  func externalEntity() {
    let xml = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>第一书记&x;</a>"
    #expect(Reading("a.xml", Array(xml.utf8)).lines == ["第一书记"])
  }

  @Test(
    "elements nested a hundred thousand deep end the reading, not the process",
    arguments: ["a.xml", "a.html", "a.docx"])
  func deepMarkup(name: String) {
    let depth = 100_000
    let inner =
      "<p>第一书记</p>" + String(repeating: "<div>", count: depth) + "文" + String(repeating: "</div>", count: depth)
    let bytes: [UInt8]
    switch name {
    case "a.docx":
      bytes = ZipBytes.make([
        ZipBytes.Member("[Content_Types].xml", "<Types/>"),
        ZipBytes.Member(
          "word/document.xml", SampleFiles.wordBody("<w:p><w:r><w:t>第一书记</w:t></w:r></w:p>" + inner)),
      ])
    case "a.html": bytes = Array(("<html><body>" + inner).utf8)
    default: bytes = Array(("<a>" + inner + "</a>").utf8)
    }
    let reading = Reading(name, bytes)
    #expect(reading.documents.first?.lines.first == "第一书记")
  }

  @Test("values, groups and quotes nested or open without end are damage")
  func deepText() {
    let deep = String(repeating: "[", count: 200_000)
    #expect(isDamaged(Reading("a.json", Array(deep.utf8)).failure))
    #expect(isDamaged(Reading("a.jsonl", Array(deep.utf8)).skipped["1"]))
    let rtf = "{\\rtf1\\ansi 第一 text\\par " + String(repeating: "{", count: 200_000)
    #expect(Reading("a.rtf", Array(rtf.utf8)).documents.first?.damage.contains { $0.kind == .brokenMarkup } == true)
    let csv = Reading("a.csv", Array("text\n第一书记\n\"open without end\n".utf8))
    #expect(csv.documents.first?.string == "第一书记\n")
    #expect(csv.skipped.count == 1)
  }

  @Test("one bad line does not hide the others")
  func badLines() {
    let reading = Reading(
      "a.jsonl", Array("{\"text\": \"甲\"}\n{bad\n\n{\"text\": \"乙\"} x\n{\"text\": \"丙\"}\n{}\n".utf8))
    #expect(reading.documents.map(\.string) == ["甲\n", "丙\n"])
    #expect(reading.documents.map(\.memberName) == ["1", "5"])
    #expect(Set(reading.skipped.keys) == ["2", "4", "6"] && reading.skipped["6"] == .noText)
  }

  @Test("a scan has pages and no text", .enabled(if: PDFBytes.canBeRead, "needs pdftotext"))
  func scan() {
    #expect(Reading("a.pdf", PDFBytes.make([[], []])).failure == .noText)
    let half = Reading("a.pdf", PDFBytes.make([["第一书记"], []], title: "标题&名"))
    #expect(half.lines == ["第一书记"])
    #expect(half.documents.first?.damage.map(\.kind) == [.missingParts])
    #expect(half.documents.first?.properties.first == DocumentProperty(.title, "标题&名", .pdfInformation))
  }

  @Test("a program that is missing, hangs, or writes without end is a reason")
  func programs() {
    var limits = ReadLimits()
    limits.maximumFileBytes = 1 << 20
    limits.programBytes = 64 << 20
    func failure(_ program: String, _ arguments: [String], seconds: Int = 1) -> ReadFailure? {
      limits.programSeconds = seconds
      let child = ChildProgram(
        required: RequiredProgram(name: program, package: "a-package"), arguments: arguments)
      do {
        _ = try child.run(on: [UInt8](repeating: 0x61, count: 1 << 20), limits: limits)
        return nil
      } catch {
        return error
      }
    }
    #expect(failure("no-such-program-here", []) == .missingProgram("no-such-program-here", package: "a-package"))
    #expect(failure("sleep", ["60"]) == .timedOut(program: "sleep", seconds: 1))
    #expect(failure("sh", ["-c", "exec >&- 2>&-; exec sleep 60"]) == .timedOut(program: "sh", seconds: 1))
    switch failure("yes", []) {
    case .tooLarge(_, limit: 1 << 20): break
    case let other: Issue.record("\(String(describing: other))")
    }
    #expect(failure("cat", []) == nil && failure("true", []) == nil)
    // It keeps what it read until a line ends.
    #expect(
      failure("tail", ["-n", "1", "/dev/zero"], seconds: 60)
        == .programFailed(program: "tail", message: "takes more than 64 MB of memory"))
  }

  @Test("a program has no descriptor of ours, and ends by itself when nobody watches it any more")
  func programLimits() throws {
    // One that a child would inherit.
    let open = try #require(dup(STDERR_FILENO) as Int32?)
    defer { close(open) }
    let child = ChildProgram(
      required: RequiredProgram(name: "sh", package: "a-package"),
      // The limits are there before it is given anything to read.
      arguments: ["-c", "cat >/dev/null; ls /proc/self/fd; ulimit -t; ulimit -v"])
    var limits = ReadLimits()
    limits.programSeconds = 9
    limits.programBytes = 1 << 28
    let result = try child.run(on: [0x61], limits: limits)
    // 3 is the directory that ls reads.
    #expect(String(decoding: result.output, as: UTF8.self) == "0\n1\n2\n3\n10\n1048576\n")
  }

  @Test("names in archives are decoded, and members that are wanted are read")
  func names() {
    var members = [ZipBytes.Member("x", "甲"), ZipBytes.Member("x", "乙")]
    members[0].name = EncodedText.encode("国务院文件/关于选派第一书记的通知.txt", as: "GBK")
    members[1].name = EncodedText.encode("国务院文件/工作方案.txt", as: "GBK")
    #expect(
      Reading("a.zip", ZipBytes.make(members)).documents.map(\.memberName) == [
        "国务院文件/关于选派第一书记的通知.txt", "国务院文件/工作方案.txt",
      ])
    members[0].name = EncodedText.encode("行政院公報/農業發展條例施行細則.txt", as: "BIG5")
    members[1].name = Array("dup.txt".utf8)
    members.append(members[1])
    #expect(
      Reading("a.zip", ZipBytes.make(members), accepts: { !$0.contains("x.txt") }).documents.map(\.memberName) == [
        "行政院公報/農業發展條例施行細則.txt", "dup.txt", "2~dup.txt",
      ])
    let long = String(repeating: "很长的目录/", count: 20) + "文件.txt"
    for usesGNU in [false, true] {
      let tar = TarBytes.make([(long, Array("甲".utf8)), ("b.txt", Array("乙".utf8))], usesGNU: usesGNU)
      #expect(Reading("a.tar", tar).documents.map(\.memberName) == [long, "b.txt"])
    }
    let mac = ZipBytes.make(["__MACOSX/._a.txt": "x", ".DS_Store": "x", "a.jpg": "x", "a.txt": "甲"])
    let reading = Reading("a.zip", mac)
    #expect(reading.documents.count == 1 && reading.skipped == ["a.jpg": .otherFormat])
  }

  @Test("an unknown way of packing, and a member outside the file, are named")
  func oddMembers() {
    var member = ZipBytes.Member("a.txt", "农村")
    member.method = 14
    #expect(
      Reading("a.zip", ZipBytes.make([member])).skipped == ["a.txt": .unsupported("packed with ZIP method 14")])
    var bytes = ZipBytes.make([ZipBytes.Member("a.txt", "农村")])
    let directory = bytes.count - 22 - 46 - 5
    bytes[directory + 42] = 0xFF
    bytes[directory + 44] = 0xFF
    #expect(isDamaged(Reading("a.zip", bytes).failure))
  }

  @Test("an office file of another kind under a text's name is named")
  func otherOffice() {
    let sheet = ZipBytes.make(["[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"])
    let reading = Reading("a.docx", sheet)
    #expect(reading.documents.isEmpty || reading.failure == nil)
    #expect(reading.documents.allSatisfy { $0.memberName != nil })
  }
}
