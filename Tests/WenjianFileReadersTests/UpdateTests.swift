import Glibc
import Testing
import Wenjian
import WenjianBytes
import WenjianFileReaders
import WenjianTestSupport

/// A directory of documents and its index.
private struct Archive {
  let directory = TemporaryDirectory()
  var documents: String { directory("documents") }
  var index: String { directory("index") }

  init() {
    TestFile.makeDirectory(documents)
    for name in ["a", "b", "c"] { TestFile.makeDirectory(documents + "/" + name) }
  }

  func write(_ text: String, to name: String) { TestFile.write(text, to: documents + "/" + name) }

  @discardableResult
  func build(at path: String? = nil, options: FileOptions = FileOptions()) throws -> CommitResult {
    let writer = try IndexWriter(at: path ?? index, mode: .replaceAll)
    _ = try writer.add(filesIn: documents, options: options)
    return try writer.commit()
  }

  /// - Returns: what was done, and whether there was anything to commit.
  @discardableResult
  func update(options: FileOptions = FileOptions()) throws -> (update: FileUpdate, wasCommitted: Bool) {
    let writer = try IndexWriter(at: index)
    let update = try writer.update(filesIn: documents, options: options)
    let hasChanges = writer.hasChanges
    if hasChanges {
      try writer.commit()
      try writer.finishMerges()
    }
    return (update, hasChanges)
  }

  /// Compares the index with one that is built anew.
  func expectEqualsRebuilt(_ comment: Comment) throws {
    let other = directory("rebuilt")
    try build(at: other)
    let (one, two) = (try Index(at: index), try Index(at: other))
    #expect(try one.keys.sorted() == two.keys.sorted(), comment)
    for key in try two.keys {
      #expect(try one.text(of: key) == two.text(of: key), comment)
      #expect(try one.title(of: key) == two.title(of: key), comment)
    }
    for query in ["书记", "第", "文件 号", "甲乙丙"] {
      let (found, expected) = (try one.count(query), try two.count(query))
      #expect(found.documents == expected.documents && found.occurrences == expected.occurrences, comment)
    }
    let report = try IndexingReport.read(at: index)?.report
    let expected = try IndexingReport.read(at: other)?.report
    #expect(report == expected, comment)
    try one.verify(.contents)
  }
}

@Suite("Bringing an index up to date")
struct UpdateTests {
  @Test("makes of it what building it anew makes, after any edits of the directory", arguments: 0..<3)
  func randomEdits(round: Int) throws {
    var generator = SeededGenerator("updates", round: round)
    let archive = Archive()
    defer { withExtendedLifetime(archive.directory) {} }
    var files: Set<String> = []
    var number = 0
    func content(_ name: String) -> String {
      number += 1
      if name.hasSuffix("jsonl") {
        return (0..<(1 + generator.below(4))).map { _ in
          "{\"id\":\"\(generator.below(3))\",\"text\":\"记录\(number)的文件，甲乙丙\(generator.below(5))\"}\n"
        }.joined()
      }
      if name.hasSuffix("bin") { return "\u{1}\u{2}\u{0}\(number)" }
      // Equal texts, pinyin, damage and navigation, so that the report has something to say.
      let texts = [
        "第一书记驻村\n\n同样的文字", "第\(number)号文件\n\n农(nóng)村书记", "第\(number)号\u{FFFD}文件，书记", "",
        "<html><title>页\(number)</title><nav>导航</nav><p>文件书记</p>",
      ]
      return texts[generator.below(texts.count)]
    }
    func newName() -> String {
      let endings = ["txt", "txt", "md", "html", "jsonl", "bin"]
      return ["", "a/", "b/", "c/"][generator.below(4)] + "f\(generator.below(60)).\(endings[generator.below(6)])"
    }
    for _ in 0..<20 {
      let name = newName()
      archive.write(content(name), to: name)
      files.insert(name)
    }
    try archive.build()
    for step in 0..<12 {
      let comment = Comment(rawValue: "step \(step); \(RunSeed.replay)")
      for _ in 0..<generator.below(6) {
        let some = files.sorted()[generator.below(files.count)]
        switch generator.below(5) {
        case 0:
          let name = newName()
          archive.write(content(name), to: name)
          files.insert(name)
        case 1: archive.write(content(some), to: some)
        case 2 where files.count > 3:
          unlink(archive.documents + "/" + some)
          files.remove(some)
        case 3:
          let name = newName()
          guard (name as String).hasSuffix(some.split(separator: ".").last ?? "") else { break }
          rename(archive.documents + "/" + some, archive.documents + "/" + name)
          files.remove(some)
          files.insert(name)
        default:
          // Other times, and the same bytes.
          if let bytes = TestFile.read(archive.documents + "/" + some) {
            TestFile.write(bytes, to: archive.documents + "/" + some)
          }
        }
      }
      let preview = try FileUpdate.preview(archive.index, filesIn: archive.documents)
      let (update, _) = try archive.update()
      #expect(preview == update, comment)
      #expect(
        update.added.count + update.changed.count + update.moved.count + update.unchanged == files.count, comment)
      try archive.expectEqualsRebuilt(comment)
      let again = try archive.update()
      #expect(again.update.isEmpty && again.update.unchanged == files.count, comment)
    }
  }

  @Test("tells new, changed, moved and removed files apart, and opens no other")
  func kinds() throws {
    let archive = Archive()
    defer { withExtendedLifetime(archive.directory) {} }
    for name in ["a/1.txt", "a/2.txt", "b/3.txt", "b/4.txt", "c/5.txt"] { archive.write("第一书记" + name, to: name) }
    try archive.build()
    // Long before the index was made, so that stat(2) alone tells that nothing happened to them.
    func age() {
      for name in ["a/1.txt", "a/2.txt", "b/3.txt", "b/4.txt", "c/5.txt"] {
        var times = [timeval(tv_sec: 1_000_000_000, tv_usec: 0), timeval(tv_sec: 1_000_000_000, tv_usec: 0)]
        utimes(archive.documents + "/" + name, &times)
      }
    }
    age()
    #expect(try archive.update().update == update(unchanged: 5))
    // The new times were kept: nothing is left to say.
    #expect(try archive.update().wasCommitted == false)
    #expect(chmod(archive.documents + "/c/5.txt", 0) == 0)
    archive.write("另一个", to: "a/2.txt")
    rename(archive.documents + "/b/3.txt", archive.documents + "/b/9.txt")
    unlink(archive.documents + "/b/4.txt")
    archive.write("新的", to: "a/0.txt")
    let (found, _) = try archive.update()
    var expected = update(unchanged: 2)
    expected.added = ["a/0.txt"]
    expected.changed = ["a/2.txt"]
    expected.moved = [FileUpdate.Move(from: "b/3.txt", to: "b/9.txt")]
    expected.removed = ["b/4.txt"]
    #expect(found == expected)
    #expect(try Index(at: archive.index).keys.sorted() == ["a/0.txt", "a/1.txt", "a/2.txt", "b/9.txt", "c/5.txt"])
  }

  private func update(unchanged: Int) -> FileUpdate {
    var update = FileUpdate()
    update.unchanged = unchanged
    return update
  }

  @Test(
    "files whose names are equivalent in Unicode are different files",
    arguments: [("caf\u{E9}.txt", "cafe\u{301}.txt"), ("\u{6A02}.txt", "\u{F95C}.txt")])
  func equivalentNames(_ one: String, _ other: String) throws {
    let archive = Archive()
    defer { withExtendedLifetime(archive.directory) {} }
    archive.write("第一书记", to: one)
    archive.write("第二书记", to: other)
    try archive.build()
    var (update, wasCommitted) = try archive.update()
    #expect(update.isEmpty && update.unchanged == 2 && !wasCommitted)
    archive.write("第三书记来了", to: other)
    (update, _) = try archive.update()
    #expect(update.changed.map { Array($0.utf8) } == [Array(other.utf8)])
    try archive.expectEqualsRebuilt("changed")
    try FileOperations.remove(archive.documents + "/" + one)
    (update, _) = try archive.update()
    #expect(update.removed.map { Array($0.utf8) } == [Array(one.utf8)] && update.unchanged == 1)
    #expect(try Index(at: archive.index).count("第一书记").documents == 0)
    try archive.expectEqualsRebuilt("removed")
    // Another name is another file, also an equivalent one.
    try FileOperations.rename(archive.documents + "/" + other, to: archive.documents + "/" + one)
    (update, _) = try archive.update()
    #expect(update.moved.map { Array($0.to.utf8) } == [Array(one.utf8)])
    try archive.expectEqualsRebuilt("moved")
  }

  @Test("keeps what cannot be read now, says so, and tries again")
  func unreadable() async {
    await #expect(processExitsWith: .success) {
      let archive = Archive()
      defer { withExtendedLifetime(archive.directory) {} }
      for name in ["a/1.txt", "a/2.txt", "b/3.txt"] { archive.write("第一书记" + name, to: name) }
      try archive.build()
      let faults = [("read", "/a/1.txt", ["a/1.txt"]), ("open directory", "/a", ["a/1.txt", "a/2.txt"])]
      for (operation, suffix, lost) in faults {
        archive.write("改了\(suffix)", to: "a/1.txt")
        FaultPlan.fail(operation, onPathsEndingIn: suffix, errorNumber: EIO)
        let (update, _) = try archive.update()
        #expect(FaultPlan.end(), "\(operation)")
        #expect(update.kept.map(\.path) == lost && update.removed.isEmpty, "\(operation)")
        #expect(update.kept.allSatisfy { $0.documents == 1 })
        #expect(try Index(at: archive.index).keys.count == 3)
        let report = try IndexingReport.read(at: archive.index)?.report
        #expect(report?.documents == 3 && report?.skipped.contains { $0.isLoss } == true)
        // The disk is well again.
        #expect(try archive.update().update.changed == ["a/1.txt"], "\(operation)")
        #expect(try Index(at: archive.index).text(of: "a/1.txt") == "改了\(suffix)")
        try archive.expectEqualsRebuilt("after \(operation)")
      }
      archive.write("又改", to: "a/1.txt")
      FaultPlan.fail("read", onPathsEndingIn: "/a/1.txt", errorNumber: EIO)
      _ = try archive.update(options: FileOptions(allowsMissing: true))
      FaultPlan.end()
      #expect(try Index(at: archive.index).keys.sorted() == ["a/2.txt", "b/3.txt"])
    }
  }

  @Test(
    "is refused, with the reason, for another directory, other options, and an index that does not know its files")
  func refusals() throws {
    let archive = Archive()
    defer { withExtendedLifetime(archive.directory) {} }
    #expect(try UpdateCheck(archive.index, filesIn: archive.documents) == .noIndex)
    archive.write("第一书记", to: "a/1.txt")
    try archive.build()
    func reason(_ directory: String, _ options: FileOptions = FileOptions()) throws -> String? {
      guard
        case .needsRebuild(let reason) = try UpdateCheck(archive.index, filesIn: directory, options: options)
      else { return nil }
      let writer = try IndexWriter(at: archive.index)
      let error = #expect(throws: WenjianError.self) { try writer.update(filesIn: directory, options: options) }
      #expect(error?.code == .otherSources)
      return reason
    }
    #expect(try reason(archive.documents + "/a")?.contains("another directory") == true)
    #expect(try reason(archive.documents, FileOptions(excluded: ["x"]))?.contains("other options") == true)
    #expect(try reason(archive.documents) == nil)
    try FileOperations.remove(archive.index + "/report")
    #expect(try reason(archive.documents)?.contains("report") == true)
    try archive.build()
    let list = try #require(TestFile.names(in: archive.index).first { $0.hasPrefix("sources-") })
    var bytes = try FileOperations.read(archive.index + "/" + list)
    bytes[bytes.count / 2] ^= 1
    TestFile.write(bytes, to: archive.index + "/" + list)
    #expect(try reason(archive.documents)?.contains("which files") == true)
  }

  @Test("leaves documents that were added one by one, and reads a file again whose place one took")
  func ownDocuments() throws {
    let archive = Archive()
    defer { withExtendedLifetime(archive.directory) {} }
    archive.write("第一书记", to: "a/1.txt")
    archive.write("驻村", to: "a/2.txt")
    try archive.build()
    do {
      let writer = try IndexWriter(at: archive.index)
      try writer.add(Document(key: "own", text: "自己的"))
      try writer.add(Document(key: "a/1.txt", text: "占了位置"))
      try writer.remove(key: "a/2.txt")
      try writer.commit()
    }
    #expect(try Index(at: archive.index).keys.sorted() == ["a/1.txt", "own"])
    let (update, _) = try archive.update()
    #expect(update.added == ["a/1.txt", "a/2.txt"] && update.unchanged == 0)
    let index = try Index(at: archive.index)
    #expect(try index.keys.sorted() == ["a/1.txt", "a/2.txt", "own"])
    #expect(try index.text(of: "a/1.txt") == "第一书记")
  }

  @Test("single files and texts are added with a key and a title of their own")
  func singleFiles() throws {
    let archive = Archive()
    defer { withExtendedLifetime(archive.directory) {} }
    archive.write("{\"id\":\"1\",\"text\":\"甲\"}\n{\"id\":\"2\",\"text\":\"乙\"}\n", to: "r.jsonl")
    let writer = try IndexWriter(at: archive.index)
    #expect(try writer.add(file: archive.documents + "/r.jsonl", key: "r.jsonl").documents == 2)
    #expect(try writer.add(contents: Array("正文很长".utf8), key: "k", title: "给的题目").documents == 1)
    #expect(throws: WenjianError.self) { try writer.add(contents: [], key: "empty") }
    #expect(throws: WenjianError.self) { try writer.add(file: archive.documents + "/none") }
    #expect(throws: WenjianError.self) { try writer.add(contents: [0x41], key: "") }
    try writer.commit()
    let index = try Index(at: archive.index)
    #expect(try index.keys.sorted() == ["k", "r.jsonl/1", "r.jsonl/2"])
    #expect(try index.title(of: "k") == "给的题目")
  }
}
