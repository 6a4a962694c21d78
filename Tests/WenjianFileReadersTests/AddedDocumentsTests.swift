// Documents that are of no file, when the index is brought up to date or built anew.

import Glibc
import Testing
import Wenjian
import WenjianBytes
import WenjianFileReaders
import WenjianTestSupport

@Suite("Documents that were added one by one")
struct AddedDocumentsTests {
  private let directory = TemporaryDirectory()
  private var documents: String { directory("documents") }
  private var index: String { directory("index") }

  init() {
    TestFile.makeDirectory(documents)
    for name in ["a", "b", "c"] { TestFile.write("农村的第一书记" + name, to: documents + "/\(name).txt") }
    TestFile.write("id,text\n1,农村\n2,工作\n", to: documents + "/d.csv")
  }

  private static let added: [Document] = {
    var page = Document(key: "来文/17", text: "关于驻村工作的通知\n\n　　各县：选派第一书记。\u{1E}\n", title: "驻村通知", date: 20_210_315)
    page.issuer = "西陵省委组织部"
    page.fields = ["地区": "西陵"]
    return [page, Document(key: "笔记", text: "單獨的文件，農(nóng)村")]
  }()

  private func rebuild(where isWanted: (String) -> Bool = { _ in true }) throws -> AddedDocuments {
    let writer = try IndexWriter(at: index, mode: .replaceAll)
    _ = try writer.add(filesIn: documents)
    let result = try writer.keepAddedDocuments(where: isWanted)
    try writer.commit()
    return result
  }

  private func add(_ documents: [Document]) throws {
    let writer = try IndexWriter(at: index)
    for document in documents { try writer.add(document) }
    try writer.commit()
  }

  /// What an index says of each document.
  private func contents() throws -> [String: String] {
    let index = try Index(at: index)
    try index.verify(.contents)
    var contents: [String: String] = [:]
    for key in try index.keys {
      contents[key] = "\(try index.title(of: key))\n\(try index.metadata(of: key))\n\(try index.text(of: key))"
    }
    return contents
  }

  private func editManifest(_ from: String, _ to: String) {
    let text = String(decoding: TestFile.read(index + "/manifest") ?? [], as: UTF8.self)
    let lines = text.replacing(from, with: to).split(separator: "\n").dropLast().map { $0 + "\n" }.joined()
    let sum = String(Array(lines.utf8).withUnsafeBytes { hash64($0) }, radix: 16)
    TestFile.write(
      lines + "checksum " + String(repeating: "0", count: 16 - sum.count) + sum + "\n", to: index + "/manifest")
  }

  @Test("stay when the index is built anew, as they were, and in every update")
  func rebuilt() throws {
    #expect(try rebuild() == AddedDocuments())
    try add(Self.added)
    let before = try contents()
    #expect(before.count == 7)
    let result = try rebuild()
    #expect(result.kept == 2 && result.leftOut == 0 && result.isComplete)
    #expect(try contents() == before)
    // Once more, from what was taken over.
    #expect(try rebuild().kept == 2)
    for name in ["a.txt", "d.csv"] { unlink(documents + "/" + name) }
    let writer = try IndexWriter(at: index)
    let update = try writer.update(filesIn: documents)
    try writer.commit()
    #expect(update.removed == ["a.txt", "d.csv"] && update.unchanged == 2)
    #expect(try contents().keys.sorted() == ["b.txt", "c.txt", "来文/17", "笔记"].sorted())
    #expect(try contents()["来文/17"] == before["来文/17"])
  }

  @Test("go when they are not wanted, and where a file gives the same key")
  func leftOut() throws {
    _ = try rebuild()
    try add(Self.added + [Document(key: "a.txt", text: "在文件的位置上")])
    #expect(try Index(at: index).text(of: "a.txt") == "在文件的位置上")
    TestFile.write("后来的文件", to: documents + "/笔记")
    let result = try rebuild { $0 != "来文/17" }
    #expect(result.kept == 0 && result.leftOut == 1)
    #expect(try Index(at: index).text(of: "a.txt") == "农村的第一书记a")
    #expect(try Index(at: index).text(of: "笔记") == "后来的文件")
  }

  @Test("are taken from the store when the text rules have changed, and so is nothing of files")
  func otherAnalyzer() throws {
    _ = try rebuild()
    try add(Self.added)
    let before = try contents()
    editManifest(
      "fold \(LibraryVersion.fold) stream \(LibraryVersion.stream)",
      "fold \(LibraryVersion.fold - 1) stream \(LibraryVersion.stream)")
    let error = #expect(throws: WenjianError.self) { try Index(at: index) }
    #expect(error?.code == .otherVersion && error?.message.contains("by a repair") == true)
    // What cannot be read now is not lost for that.
    unlink(documents + "/b.txt")
    mkfifo(documents + "/b.txt", 0o600)
    unlink(documents + "/c.txt")
    let result = try rebuild()
    #expect(result.kept == 2 && result.leftOut == 0 && result.isComplete)
    let after = try contents()
    #expect(after == before.filter { !["b.txt", "c.txt"].contains($0.key) })
  }

  @Test("the refusal to lose files that cannot be read now holds for an index with other text rules too")
  func unreadable() async {
    // In a process of its own: faults hold for the whole process.
    await #expect(processExitsWith: .success) {
      let test = AddedDocumentsTests()
      _ = try test.rebuild()
      test.editManifest(
        "fold \(LibraryVersion.fold) stream \(LibraryVersion.stream)",
        "fold \(LibraryVersion.fold) stream \(LibraryVersion.stream - 1)")
      FaultPlan.fail("read", onPathsEndingIn: "b.txt", errorNumber: EIO)
      let writer = try IndexWriter(at: test.index, mode: .replaceAll)
      _ = try writer.add(filesIn: test.documents)
      try #require(FaultPlan.end())
      try #require(try writer.missingFiles().map(\.path) == ["b.txt"])
      let error = #expect(throws: WenjianError.self) { try writer.commit() }
      try #require(error?.code == .missingFiles)
      withExtendedLifetime(test.directory) {}
    }
  }

  @Test("an index of nothing else is kept as a whole, also one of the first format and rules")
  func golden() throws {
    let golden = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Golden/index-v1"
    TestFile.copyDirectory(golden, to: index)
    #expect(throws: WenjianError.self) { try Index(at: index) }
    let result = try rebuild()
    #expect(result.leftOut == 0 && result.isComplete && result.kept == 6)
    let all = try contents()
    #expect(all.count == 11 && all["replaced"]?.contains("和服展览") == true && all["removed"] == nil)
    #expect(try Index(at: index).count("第一書記").documents > 3)
  }

  @Test("where it is not known which these are, nothing is kept, and told how many documents go")
  func unknown() throws {
    TestFile.write("{\"id\":\"1\",\"text\":\"农村\"}\n{\"id\":\"2\",\"text\":\"工作\"}\n", to: directory("lines"))
    let lines = open(directory("lines"), O_RDONLY)
    defer { close(lines) }
    do {
      let writer = try IndexWriter(at: index, mode: .replaceAll)
      _ = try writer.add(jsonLinesFrom: lines)
      try writer.commit()
    }
    try add(Self.added)
    let result = try rebuild()
    #expect(result.kept == 0 && result.leftOut == 4 && result.isComplete)
    #expect(try Index(at: index).keys.count == 5)
  }

  @Test("of a damaged index are kept as far as they are sound, and the others are told")
  func damaged() throws {
    _ = try rebuild()
    var text = String.UnicodeScalarView()
    for number in 0..<20_000 { text.append(Unicode.Scalar(UInt32(0x4E00 + number * 7919 % 20_000)) ?? "一") }
    try add([Document(key: "大", text: String(text))])
    let segment = try #require(
      TestFile.names(in: index).filter { $0.hasPrefix("segment-") }.max {
        (TestFile.read(index + "/" + $0)?.count ?? 0) < (TestFile.read(index + "/" + $1)?.count ?? 0)
      })
    let whole = try #require(TestFile.read(index + "/" + segment))
    // From the end on, so that the store is hit somewhere in a file whose head is sound.
    var isTold = false
    for part in 1..<16 where !isTold {
      var bytes = whole
      for index in (bytes.count * part / 16)..<(bytes.count * part / 16 + 64) { bytes[index] ^= 0x55 }
      TestFile.write(bytes, to: index + "/" + segment)
      let writer = try IndexWriter(at: index, mode: .replaceAll)
      _ = try writer.add(filesIn: documents)
      let result = try writer.keepAddedDocuments()
      #expect(result.isComplete == (result.kept == 1), "part \(part): \(result)")
      isTold = result.losses.contains { $0.key == "大" }
    }
    #expect(isTold)
  }

  @Test("a report that cannot be kept: the commit is made, and the next update builds anew")
  func report() throws {
    _ = try rebuild()
    TestFile.makeDirectory(index + "/report.new")
    TestFile.write("改过的", to: documents + "/a.txt")
    do {
      let writer = try IndexWriter(at: index)
      _ = try writer.update(filesIn: documents)
      let result = try writer.commit()
      #expect(
        result.reportFailure?.contains("report.new") == true && !result.isComplete && result.warnings.count == 1)
    }
    #expect(try Index(at: index).count("改过的").documents == 1)
    #expect(try IndexingReport.read(at: index) == nil)
    rmdir(index + "/report.new")
    #expect(try rebuild() == AddedDocuments())
    #expect(try IndexingReport.read(at: index)?.report.documents == 5)
  }
}
