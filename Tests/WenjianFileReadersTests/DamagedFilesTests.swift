// A folder of damaged files: each is in the report, with its kind and its place.

import Testing
import Wenjian
import WenjianTestSupport
import WenjianUnicode

@testable import WenjianFileReaders

@Suite("The report of damaged files")
struct DamagedFilesTests {
  private static let sound = "各级党委和政府要加强领导，对脱贫村继续选派第一书记和工作队，产权归集体所有。\n"

  private struct Case: Sendable {
    var name: String
    var bytes: [UInt8]
    var kind: DamageReport.Kind
    var count: Int
    /// Where the first is; nil for what has no place.
    var place: (byte: Int, line: Int)?
  }

  private static func cases() throws -> [Case] {
    let line = Array(sound.utf8)
    let gbk = EncodedText.encode(sound, as: "GBK")
    let readAsGBK = try line.withUnsafeBytes { try StrictDecoder.decode($0, from: "GB18030") }.text
    let wrong = (readAsGBK + readAsGBK).filter { $0 != 0x0A }
    func text(_ name: String, _ text: String, _ kind: DamageReport.Kind, _ count: Int = 1, before: String) -> Case {
      let head = sound + sound + before
      return Case(
        name: name, bytes: Array((head + text + sound).utf8), kind: kind, count: count,
        place: (head.utf8.count, 3))
    }
    return [
      text("pinyin.txt", "(nóng)村", .pinyinAnnotations, before: "農"),
      text("private.txt", "\u{E010}\u{F8FF}", .privateUseCharacters, 2, before: "甲"),
      text("lost.txt", "\u{FFFD}", .replacementCharacters, before: "甲"),
      text("step.txt", "鶎狱h組織有錢辦事。", .mojibake, before: "確;"),
      text("saved.txt", "锟斤拷", .mojibake, before: "甲"),
      Case(
        name: "undecodable.txt", bytes: line + line + [0xFF] + line, kind: .undecodableBytes, count: 1,
        place: (2 * line.count, 3)),
      Case(
        name: "mixed.txt", bytes: line + line + gbk + line, kind: .mixedEncodings, count: 1,
        place: (2 * line.count, 3)),
      Case(
        name: "zero.txt", bytes: line + Array(repeating: line, count: 20).flatMap { $0 } + [0] + line,
        kind: .zeroBytes,
        count: 1, place: (21 * line.count, 22)),
      Case(name: "whole.txt", bytes: wrong, kind: .mojibake, count: 0, place: nil),
      Case(name: "short.txt", bytes: [0xCA, 0xE9, 0xBC, 0xC7], kind: .guessedEncoding, count: 1, place: nil),
      Case(
        name: "broken.xml", bytes: Array("<a><p>第一书记</p><p>驻村".utf8), kind: .brokenMarkup, count: 1, place: nil),
    ]
  }

  @Test("names every one of a folder, with its kind and its place, also after it was stored")
  func folder() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let cases = try Self.cases()
    TestFile.makeDirectory(directory("files"))
    for one in cases { TestFile.write(one.bytes, to: directory("files/" + one.name)) }
    for number in 0..<40 { TestFile.write(Self.sound + "\(number)", to: directory("files/sound-\(number).txt")) }
    TestFile.write("", to: directory("files/empty.txt"))
    TestFile.write("x", to: directory("files/picture.jpg"))
    let writer = try IndexWriter(at: directory("index"))
    let report = try writer.add(filesIn: directory("files"))
    try writer.commit()
    let stored = try #require(try IndexingReport.read(at: directory("index")))
    #expect(stored.report == report)
    for one in cases {
      let found = try #require(report.damaged.first { $0.path == one.name && $0.kind == one.kind }, "\(one.name)")
      if one.count > 0 { #expect(found.count == one.count, "\(one.name)") }
      if let place = one.place {
        #expect(found.byteOffsets.first == place.byte && found.lines.first == place.line, "\(one.name)")
      }
      #expect(found.byteOffsets.count == found.lines.count || one.place == nil)
    }
    // Clean files take no room in the report.
    #expect(!report.damaged.contains { $0.path.hasPrefix("sound") })
    #expect(Set(report.skipped.map(\.kind)) == [.empty, .otherFormat])
    func mojibake(_ name: String) -> DamageReport? {
      report.damaged.first { $0.path == name && $0.kind == .mojibake }
    }
    let whole = try #require(mojibake("whole.txt"))
    let step = try #require(mojibake("step.txt"))
    #expect((0.15...1).contains(whole.score ?? 0) && whole.byteOffsets.count == 16)
    #expect((0.001...0.05).contains(step.score ?? 0))
    let guess = try #require(report.damaged.first { $0.path == "short.txt" }?.encoding)
    #expect(guess.name == "GB18030" && guess.confidence == 1)
    #expect(guess.runnerUp == "Big5-HKSCS" && guess.runnerUpConfidence == 0.5)
    let totals = report.damageTotals
    #expect(Set(totals.map(\.kind)) == Set(cases.map(\.kind)))
    for total in totals {
      let damaged = report.damaged.filter { $0.kind == total.kind }
      #expect(total.documents == damaged.count && total.count == damaged.reduce(0) { $0 + $1.count })
    }
  }

  @Test("has the places of pinyin, sixteen of a text with more, and none of a bracket that is no reading")
  func pinyin() throws {
    let text = "（注）農(nóng)村（村）的變化GDP(abc)。\n" + String(repeating: "鄉（xiāng）鎮\n", count: 20)
    let report = DamageReport(pinyin: 21, in: Array(text.utf8), path: "a")
    let bytes = Array(text.utf8)
    #expect(report.count == 21 && report.byteOffsets.count == 16 && report.byteOffsets.count == report.lines.count)
    #expect(report.lines.prefix(3) == [1, 2, 3])
    for place in report.byteOffsets {
      let rest = String(decoding: bytes[place..<min(place + 10, bytes.count)], as: UTF8.self)
      #expect(rest.hasPrefix("(nóng)") || rest.hasPrefix("（xiāng"))
    }
    #expect(DamageReport(pinyin: 0, in: [], path: "a").byteOffsets.isEmpty)
  }
}
