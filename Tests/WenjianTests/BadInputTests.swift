// What people hand in by mistake: a clear message, a code to act on, and nothing lost.

import Glibc
import Testing
import Wenjian
import WenjianFileReaders
import WenjianTestSupport

@Suite("Bad input")
struct BadInputTests {
  private func code(_ body: () throws -> Void) -> WenjianError.Code? {
    do {
      try body()
      return nil
    } catch let error as WenjianError {
      #expect(error.message.count > 10)
      return error.code
    } catch {
      Issue.record("not an error of the library: \(error)")
      return nil
    }
  }

  private func indexed(
    _ directory: TemporaryDirectory, options: FileOptions = FileOptions()
  ) throws -> (IndexingReport, Index) {
    let writer = try IndexWriter(at: directory.appending(".index"))
    let report = try writer.add(filesIn: directory.path, options: options)
    try writer.commit()
    return (report, try Index(at: directory.appending(".index")))
  }

  @Test("an empty directory gives an empty index that can be searched")
  func emptyDirectory() throws {
    let (report, index) = try indexed(TemporaryDirectory())
    #expect(report.documents == 0 && report.skipped.isEmpty)
    #expect(try index.documentCount == 0 && index.keys.isEmpty)
    #expect(try Counts(index.count("农村")) == Counts(documents: 0, occurrences: 0))
    #expect(try index.search("农村").hits.isEmpty)
    try index.verify(.contents)
  }

  @Test("a missing directory and a file in its place are refused")
  func notADirectory() throws {
    let directory = TemporaryDirectory()
    TestFile.write("农村", to: directory.appending("a.txt"))
    let writer = try IndexWriter(at: directory.appending("index"))
    for name in ["missing", "a.txt"] {
      #expect(code { _ = try writer.add(filesIn: directory.appending(name)) } == .input)
    }
  }

  @Test("files that cannot be indexed are listed with the reason, the others are indexed")
  func skipped() throws {
    let directory = TemporaryDirectory()
    TestFile.write("农村工作", to: directory.appending("good.txt"))
    TestFile.write("", to: directory.appending("empty.txt"))
    TestFile.write([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 0, 1, 2, 0, 0], to: directory.appending("binary.txt"))
    TestFile.write([0xFF, 0xFE, 0x61, 0x4E, 0x51, 0x67], to: directory.appending("utf16.txt"))
    // 农村工作, in GB18030.
    TestFile.write([0xC5, 0xA9, 0xB4, 0xE5, 0xB9, 0xA4, 0xD7, 0xF7], to: directory.appending("gbk.txt"))
    TestFile.write("农村", to: directory.appending("picture.jpg"))
    TestFile.write(String(repeating: "大", count: 400), to: directory.appending("large.txt"))
    TestFile.write("农村", to: directory.appending("draft.txt"))
    let (report, index) = try indexed(
      directory, options: FileOptions(excluded: ["draft*"], maximumFileBytes: 1000))
    #expect(try report.documents == 3 && index.keys == ["gbk.txt", "good.txt", "utf16.txt"])
    #expect(try index.text(of: "gbk.txt") == "农村工作" && index.text(of: "utf16.txt") == "乡村")
    #expect(report.damaged.isEmpty)
    #expect(report.duplicates.map { [$0.path, $0.original] } == [["good.txt", "gbk.txt"]])
    let kinds = Dictionary(uniqueKeysWithValues: report.skipped.map { ($0.path, $0.kind) })
    #expect(
      kinds == [
        "empty.txt": .empty, "binary.txt": .binary,
        "picture.jpg": .otherFormat, "large.txt": .tooLarge, "draft.txt": .excluded,
      ])
    #expect(report.skipped.allSatisfy { !$0.reason.isEmpty })
    #expect(
      Set(report.skipped.filter(\.isLoss).map(\.path)) == ["binary.txt", "large.txt"])
  }

  @Test("a few bytes that are not UTF-8 become U+FFFD and are reported")
  func damagedUTF8() throws {
    let directory = TemporaryDirectory()
    let text = String(repeating: "农村工作。", count: 60)
    TestFile.write(Array(text.utf8) + [0xC5, 0xA9, 0xFF] + Array("乡镇".utf8), to: directory.appending("a.txt"))
    let (report, index) = try indexed(directory)
    #expect(report.documents == 1)
    #expect(report.damaged.map(\.path) == ["a.txt"])
    #expect(report.damaged.first?.kind == .undecodableBytes)
    #expect(report.damaged.first?.byteOffsets == [text.utf8.count + 2])
    let stored = try index.text(of: "a.txt")
    #expect(stored.hasPrefix(text) && stored.hasSuffix("\u{FFFD}乡镇"))
    #expect(try index.count("乡镇").documents == 1)
    #expect(try index.count("\u{FFFD}").occurrences == 1)
  }

  @Test("an unreadable file is listed", .enabled(if: geteuid() != 0, "root reads everything"))
  func unreadable() throws {  // The superuser reads everything.
    let directory = TemporaryDirectory()
    TestFile.write("农村", to: directory.appending("a.txt"))
    chmod(directory.appending("a.txt"), 0)
    let (report, _) = try indexed(directory)
    #expect(report.skipped.map(\.kind) == [.unreadable])
  }

  @Test("links that lead in a circle are not followed")
  func linkLoop() throws {
    let directory = TemporaryDirectory()
    TestFile.makeDirectory(directory.appending("sub"))
    TestFile.write("农村", to: directory.appending("sub/a.txt"))
    symlink("..", directory.appending("sub/up"))
    symlink("self.txt", directory.appending("self.txt"))
    symlink("nowhere", directory.appending("gone.txt"))
    let (report, index) = try indexed(directory)
    #expect(try index.keys == ["sub/a.txt"])
    #expect(report.skipped.map(\.path) == ["gone.txt", "self.txt", "sub/up"])
    #expect(report.skipped.allSatisfy { $0.kind == .symbolicLink })
  }

  @Test("a file of one long line is indexed to its last character")
  func oneLine() throws {
    let directory = TemporaryDirectory()
    TestFile.write(String(repeating: "农村工作，", count: 20_000) + "第一书记", to: directory.appending("a.txt"))
    let (report, index) = try indexed(directory)
    #expect(report.documents == 1)
    #expect(try Counts(index.count("农村工作")) == Counts(documents: 1, occurrences: 20_000))
    let hit = try #require(try index.search("第一书记").hits.first)
    let snippet = try #require(try hit.snippets().first)
    #expect(snippet.range.end.utf8 == 20_000 * 15 + 12)
    #expect(hit.title.count < 100)
  }

  @Test("the index is never indexed itself")
  func indexInside() throws {
    let directory = TemporaryDirectory()
    TestFile.write("农村", to: directory.appending("a.txt"))
    for _ in 0..<2 {
      let writer = try IndexWriter(at: directory.appending("index"))
      TestFile.write("notes", to: directory.appending("index/.notes.txt"))
      let report = try writer.add(filesIn: directory.path)
      try writer.commit()
      #expect(report.documents == 1 && report.skipped.isEmpty)
    }
  }

  @Test("what is no index is not opened, and what holds other files is not written to")
  func notAnIndex() throws {
    let directory = TemporaryDirectory()
    #expect(code { _ = try Index(at: directory.appending("missing")) } == .notAnIndex)
    #expect(code { _ = try Index(at: directory.path) } == .notAnIndex)
    TestFile.write("a letter", to: directory.appending("letter.txt"))
    #expect(code { _ = try Index(at: directory.appending("letter.txt")) } == .notAnIndex)
    #expect(code { _ = try IndexWriter(at: directory.path) } == .foreignDirectory)
    #expect(code { _ = try IndexWriter(at: directory.appending("letter.txt")) } != nil)
    #expect(TestFile.names(in: directory.path) == ["letter.txt"])
    TestFile.write("a letter", to: directory.appending("manifest"))
    #expect(code { _ = try Index(at: directory.path) } == .notAnIndex)
    #expect(code { _ = try IndexWriter(at: directory.path) } != nil)
    #expect(
      code { _ = try IndexWriter(at: directory.path, mode: .replaceAll) } != nil,
      "somebody's file named manifest, and a letter beside it")
    #expect(TestFile.read(directory.appending("letter.txt")) == Array("a letter".utf8))
    #expect(TestFile.read(directory.appending("manifest")) == Array("a letter".utf8))
  }

  /// An index whose manifest was edited, with its checksum made right again.
  private func edited(_ edit: (String) -> String) throws -> (TemporaryDirectory, String) {
    let directory = TemporaryDirectory()
    let path = directory.appending("index")
    let writer = try IndexWriter(at: path)
    try writer.add(Document(key: "a", text: "农村"))
    try writer.commit()
    let bytes = try #require(TestFile.read(path + "/manifest"))
    TestFile.write(
      ManifestText.signed(edit(String(decoding: bytes, as: UTF8.self))), to: path + "/manifest")
    return (directory, path)
  }

  @Test("an index of a newer version, or of other text rules, is refused with the way out")
  func otherVersions() throws {
    for (from, to) in [
      ("wenjian index 1", "wenjian index 99"), ("fold ", "fold 9"), ("stream ", "stream 9"),
    ] {
      let (directory, path) = try edited { ManifestText.replacing($0, from, to) }
      #expect(code { _ = try Index(at: path) } == .otherVersion, "\(to)")
      #expect(code { _ = try IndexWriter(at: path) } == .otherVersion, "\(to)")
      // Made anew, it may be replaced.
      let writer = try IndexWriter(at: path, mode: .replaceAll)
      try writer.add(Document(key: "b", text: "乡镇"))
      try writer.commit()
      #expect(try Index(at: path).keys == ["b"])
      withExtendedLifetime(directory) {}
    }
  }

  @Test("another ICU is no reason to refuse")
  func otherICU() throws {
    let (directory, path) = try edited { ManifestText.replacing($0, "icu ", "icu 9") }
    #expect(try Index(at: path).keys == ["a"])
    withExtendedLifetime(directory) {}
  }

  @Test("a segment that is gone is an error that names it")
  func missingSegment() throws {
    let (directory, path) = try edited { $0 }
    for name in TestFile.names(in: path) where name.hasPrefix("segment-") { unlink(path + "/" + name) }
    let error = #expect(throws: WenjianError.self) { _ = try Index(at: path) }
    #expect(error?.message.contains("segment-") == true)
    withExtendedLifetime(directory) {}
  }

  @Test(
    "queries that cannot be read say where",
    arguments: [
      "", "  ", "(农村 OR", "农村 OR", "-农村", "农村|\"城市", "title:", "*书记", "\"\u{200B}\"", "\u{200B} \u{FEFF}",
    ])
  func queries(query: String) throws {
    let directory = TemporaryDirectory()
    TestFile.write("农村", to: directory.appending("a.txt"))
    let (_, index) = try indexed(directory)
    #expect(code { _ = try index.search(query) } == .query)
    #expect(code { _ = try index.count(query) } == .query)
    #expect(code { _ = try index.occurrences(of: query, in: "a.txt") } == .query)
  }

  @Test("keys must be there, and of a length")
  func keys() throws {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.appending("index"))
    #expect(code { try writer.add(Document(key: "", text: "农村")) } == .key)
    let longest = String(repeating: "k", count: 4096)
    #expect(code { try writer.add(Document(key: longest + "k", text: "农村")) } == .key)
    try writer.add(Document(key: longest, text: "农村"))
    try writer.commit()
    let index = try Index(at: directory.appending("index"))
    #expect(try index.keys == [longest])
    #expect(code { _ = try index.text(of: "other") } == .noSuchDocument)
    #expect(code { _ = try index.occurrences(of: "农村", in: "other") } == .noSuchDocument)
  }
}
