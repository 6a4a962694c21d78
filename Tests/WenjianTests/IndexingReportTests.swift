import Glibc
import Testing
import WenjianFileReaders
import WenjianTestSupport

@testable import Wenjian

@Suite("The report of an indexing")
struct IndexingReportTests {
  private func sample() -> IndexingReport {
    var report = IndexingReport()
    (report.documents, report.bytes, report.characters) = (3, 400, 140)
    report.repairs.pinyinAnnotations = 7
    report.repairs.replacementCharacters = 2
    report.damaged = [
      DamageReport(path: "a\tb\n\\c.txt", kind: .mojibake, count: 2, byteOffsets: [1, 20], detail: "52 %"),
      DamageReport(path: "", kind: .guessedEncoding, count: 1, byteOffsets: [], detail: ""),
      DamageReport(
        path: "r", kind: .replacementCharacters, count: 9, byteOffsets: [3, 80], lines: [1, 4], detail: ""),
      DamageReport(path: "s", kind: .guessedEncoding, count: 1, byteOffsets: [], detail: "x"),
    ]
    report.damaged[0].score = 0.481
    report.damaged[1].encoding = .init(name: "windows-1252", confidence: 1, runnerUp: nil, runnerUpConfidence: 0)
    report.damaged[3].encoding = .init(
      name: "GB18030", confidence: 0.987, runnerUp: "Big5-HKSCS", runnerUpConfidence: 0.5)
    report.duplicates = [DuplicateReport(path: "d.txt", original: "\r\\n")]
    report.repeatedKeys = [RepeatedKeyReport(path: "t.csv/1#2", key: "t.csv/1")]
    (report.copyGroups, report.copies) = (2, 5)
    report.skipped = [SkippedFileReport(path: "x.pdf", kind: .noText, reason: "no text\there", isLoss: true)]
    return report
  }

  @Test("comes back as it was written")
  func roundTrip() {
    let stored = IndexingReport.decode(sample().encoded(12))
    #expect(stored?.report == sample() && stored?.generation == 12)
    #expect(IndexingReport.decode(IndexingReport().encoded(0))?.report == IndexingReport())
  }

  @Test("of a version that kept bytes alone is read, without lines")
  func oldNotation() throws {
    let text = "wenjian-report-1\t3\ntexts\t1\t2\t3\nrepairs\t0\t0\t0\t0\t0\t0\t0\t2\n"
    let damage = "damage\ta.txt\treplacementCharacters\t2\t\t14\t90\nend\n"
    let huge = "damage\ta\tmojibake\t\(Int.max)\t\t1:x\t:\t2:3\tscore=\telse=a 1\tencoding=\n"
    let strange = try #require(IndexingReport.decode(Array((text + huge + huge + damage).utf8))).report
    #expect(strange.damageTotals.map(\.count) == [.max, 2])
    #expect(strange.damaged[0].byteOffsets == [1, 2] && strange.damaged[0].lines.isEmpty)
    let stored = try #require(IndexingReport.decode(Array((text + damage).utf8)))
    #expect(
      stored.report.damaged == [
        DamageReport(path: "a.txt", kind: .replacementCharacters, count: 2, byteOffsets: [14, 90], detail: "")
      ])
  }

  @Test("of 100,000 damaged documents names them all, with the first place of most, in some forty bytes each")
  func many() throws {
    var report = IndexingReport()
    let places = Array(stride(from: 1_000_000, to: 1_000_016, by: 1))
    for number in 0..<100_000 {
      report.take(
        DamageReport(
          path: "\(number).txt", kind: .pinyinAnnotations, count: 40, byteOffsets: places,
          lines: Array(repeating: 12_345, count: 16), detail: ""))
    }
    #expect(report.damaged[999].byteOffsets.count == 16 && report.damaged[1000].byteOffsets == [1_000_000])
    #expect(report.damageTotals == [.init(kind: .pinyinAnnotations, documents: 100_000, count: 4_000_000)])
    #expect(report.encoded(1).count < 100_000 * 65)
  }

  @Test("that is cut short or damaged is none, and never a trap")
  func damage() {
    let bytes = sample().encoded(12)
    for count in 0..<(bytes.count - 4) { #expect(IndexingReport.decode(Array(bytes[..<count])) == nil) }
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        _ = IndexingReport.decode(damaged)
      }
    }
  }

  @Test("is kept with the commit, joined over several calls, and replaced by the next")
  func commit() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    for name in ["one", "two"] {
      TestFile.makeDirectory(directory(name))
      TestFile.write("农村工作", to: directory(name + "/" + name + ".txt"))
      TestFile.write("x", to: directory(name + "/" + name + ".jpg"))
    }
    let path = directory("index")
    let writer = try IndexWriter(at: path)
    _ = try writer.add(filesIn: directory("one"))
    #expect(try IndexingReport.read(at: path) == nil)
    _ = try writer.add(filesIn: directory("two"))
    try writer.commit()
    var stored = try #require(try IndexingReport.read(at: path))
    #expect(stored.generation == 1 && stored.report.documents == 2)
    #expect(stored.report.skipped.map(\.path) == ["one.jpg", "two.jpg"])
    try writer.add(Document(key: "a", text: "乡村"))
    try writer.commit()
    #expect(try IndexingReport.read(at: path) == stored)
    _ = try writer.add(filesIn: directory("two"))
    try writer.commit()
    stored = try #require(try IndexingReport.read(at: path))
    #expect(stored.generation == 3 && stored.report.documents == 1)
    #expect(stored.report.duplicates.isEmpty)
    TestFile.write("nonsense", to: path + "/report")
    #expect(throws: WenjianError.self) { _ = try IndexingReport.read(at: path) }
    #expect(try Index(at: path).count("农村").documents == 2)
  }

  @Test("has what is inside files, by keys that lead there")
  func members() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.makeDirectory(directory("documents"))
    TestFile.write(
      "{\"id\": \"甲\", \"title\": \"标题\", \"text\": \"农村\", \"date\": \"2015-04-30\"}\n{bad",
      to: directory("documents/a.jsonl"))
    let writer = try IndexWriter(at: directory("index"))
    let report = try writer.add(filesIn: directory("documents"))
    try writer.commit()
    #expect(report.skipped.map(\.path) == ["a.jsonl/2"] && report.skipped.first?.kind == .damaged)
    let hit = try #require(try Index(at: directory("index")).search("农村").hits.first)
    #expect(hit.key == "a.jsonl/甲" && hit.title == "标题")
  }

  /// Indexes files and gives the report, after the index was seen to hold as many documents as it says.
  private func report(_ files: KeyValuePairs<String, [UInt8]>) throws -> (IndexingReport, [String]) {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.makeDirectory(directory("documents"))
    for (name, bytes) in files { TestFile.write(bytes, to: directory("documents/" + name)) }
    let writer = try IndexWriter(at: directory("index"), mode: .replaceAll)
    let report = try writer.add(filesIn: directory("documents"))
    let committed = try writer.commit()
    #expect(committed.documents == report.documents && committed.removed == 0)
    #expect(try IndexingReport.read(at: directory("index"))?.report.repeatedKeys == report.repeatedKeys)
    return (report, try Index(at: directory("index")).keys)
  }

  @Test(
    "tells of records with one key, and the index holds them all",
    arguments: [
      ("a.csv", "序号,标题,内容\n1,甲,农村\n2,乙,乡镇\n1,丙,县城\n1,丁,城市\n"),
      ("a.csv", "url\ttext\n1\t农村\n2\t乡镇\n1\t县城\n1\t城市\n"),
      (
        "a.jsonl",
        "{\"id\":1,\"text\":\"农村\"}\n{\"id\":2,\"text\":\"乡镇\"}\n"
          + "{\"id\":1,\"text\":\"县城\"}\n{\"id\":\"1\",\"text\":\"城市\"}\n"
      ),
      (
        "a.json",
        "[{\"编号\":1,\"text\":\"农村\"},{\"text\":\"乡镇\"},{\"编号\":1,\"text\":\"县城\"},"
          + "{\"编号\":1,\"text\":\"城市\"}]"
      ),
    ])
  func repeatedKeys(name: String, text: String) throws {
    let (report, keys) = try report([name: Array(text.utf8)])
    #expect(keys == ["1", "1#2", "1#3", "2"].map { name + "/" + $0 })
    #expect(report.repeatedKeys.map(\.path) == [name + "/1#2", name + "/1#3"])
    #expect(report.repeatedKeys.allSatisfy { $0.key == name + "/1" })
  }

  @Test("tells keys apart that a number behind them would make equal, and records from members")
  func numberedKeys() throws {
    let lines = ["a", "a#2", "a", "a#2", "a"].map { "{\"id\":\"\($0)\",\"text\":\"农村\"}" }
    let (report, keys) = try report(["a.jsonl": Array(lines.joined(separator: "\n").utf8)])
    #expect(keys == ["a", "a#2", "a#2#2", "a#3", "a#4"].map { "a.jsonl/" + $0 })
    #expect(report.documents == 5 && report.repeatedKeys.count == 3)
  }

  @Test("of several directories in one commit has both files of a name; a later commit replaces")
  func severalDirectories() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    for name in ["one", "two"] {
      TestFile.makeDirectory(directory(name))
      TestFile.write("农村工作" + name, to: directory(name + "/a.txt"))
    }
    let writer = try IndexWriter(at: directory("index"))
    _ = try writer.add(filesIn: directory("one"))
    #expect(try writer.add(filesIn: directory("two")).repeatedKeys.map(\.path) == ["a.txt#2"])
    #expect(try writer.commit().documents == 2)
    #expect(try writer.add(filesIn: directory("two")).repeatedKeys.isEmpty)
    #expect(try writer.commit().documents == 2)
    _ = try writer.add(filesIn: directory("one"))
    try writer.remove(key: "a.txt")
    #expect(try writer.add(filesIn: directory("one")).repeatedKeys.isEmpty)
    #expect(try writer.commit().documents == 2)
  }
}
