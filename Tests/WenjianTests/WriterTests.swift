// What a program that writes an index meets: closing, discarding, what is there.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianTestSupport

@Suite("IndexWriter")
struct WriterTests {
  private struct Failure: Error {}

  private func keys(_ path: String) throws -> [String] { try Index(at: path).keys }

  @Test("closed, it leaves the lock and nothing uncommitted, and says so when it is used")
  func closing() throws {
    let directory = TemporaryDirectory()
    let path = directory("index")
    let writer = try IndexWriter(at: path)
    try writer.add(Document(key: "a", text: "书记"))
    try writer.commit()
    try writer.add(Document(key: "b", text: "书记"))
    #expect(throws: WenjianError.self) { try IndexWriter(at: path) }
    writer.close()
    writer.close()
    #expect(!writer.hasChanges)
    let other = try IndexWriter(at: path)
    #expect(try keys(path) == ["a"])
    for error in [
      #expect(throws: WenjianError.self) { try writer.add(Document(key: "c", text: "书记")) },
      #expect(throws: WenjianError.self) { try writer.commit() },
      #expect(throws: WenjianError.self) { try writer.remove(key: "a") },
      #expect(throws: WenjianError.self) { try writer.contains(key: "a") },
      #expect(throws: WenjianError.self) { try writer.rollback() },
      #expect(throws: WenjianError.self) { try writer.add(filesIn: directory.path) },
    ] { #expect(error?.code == .closed) }
    try other.add(Document(key: "d", text: "书记"))
    try other.commit()
    #expect(try keys(path) == ["a", "d"])
  }

  @Test("rolled back, it goes on from the last commit", arguments: [IndexWriter.Mode.append, .replaceAll])
  func rollback(mode: IndexWriter.Mode) throws {
    let directory = TemporaryDirectory()
    let path = directory("index")
    try IndexWriter.write(to: path) { try $0.add(Document(key: "a", text: "书记")) }
    let writer = try IndexWriter(at: path, mode: mode)
    try writer.add(Document(key: "b", text: "书记"))
    try writer.remove(key: "a")
    try writer.rollback()
    #expect(try writer.contains(key: "b") == false)
    #expect(try writer.contains(key: "a") == (mode == .append))
    try writer.add(Document(key: "c", text: "书记"))
    try writer.commit()
    #expect(try keys(path) == (mode == .append ? ["a", "c"] : ["c"]))
  }

  @Test("in a scope it commits what succeeds, and discards what throws")
  func scope() throws {
    let directory = TemporaryDirectory()
    let path = directory("index")
    let result = try IndexWriter.write(to: path) { try $0.add(Document(key: "a", text: "书记")) }
    #expect(result.documents == 1)
    #expect(throws: Failure.self) {
      try IndexWriter.write(to: path, mode: .replaceAll) { writer in
        try writer.add(Document(key: "b", text: "书记"))
        throw Failure()
      }
    }
    #expect(try keys(path) == ["a"])
    // Where there was no index, there is none.
    #expect(throws: Failure.self) { try IndexWriter.write(to: directory("other")) { _ in throw Failure() } }
    #expect(throws: WenjianError.self) { try Index(at: directory("other")) }
  }

  @Test("knows which keys the next commit holds, as a set does", arguments: 0..<4)
  func contains(round: Int) throws {
    let directory = TemporaryDirectory()
    let path = directory("index")
    var generator = SeededGenerator("writer contains", round: round)
    var expected: Set<String> = []
    var committed: Set<String> = []
    let writer = try IndexWriter(at: path)
    for _ in 0..<200 {
      let key = "k\(generator.below(8))"
      switch generator.below(8) {
      case 0:
        try writer.commit()
        committed = expected
        #expect(Set(try keys(path)) == expected, "\(RunSeed.replay)")
      case 1:
        try writer.rollback()
        expected = committed
      case 2, 3:
        let wasThere = try writer.remove(key: key)
        #expect(wasThere == (expected.remove(key) != nil), "\(RunSeed.replay)")
      case 4:
        _ = try writer.add(contents: Array("书记\(key)".utf8), key: key)
        expected.insert(key)
      default:
        try writer.add(Document(key: key, text: "书记\(generator.below(3))"))
        expected.insert(key)
      }
      for key in (0..<8).map({ "k\($0)" }) {
        #expect(try writer.contains(key: key) == expected.contains(key), "\(key); \(RunSeed.replay)")
      }
    }
  }

  @Test("knows what an update of its files took away")
  func updated() throws {
    let directory = TemporaryDirectory()
    TestFile.makeDirectory(directory("documents"))
    for name in ["a", "b"] { TestFile.write("书记\(name)", to: directory("documents/\(name).txt")) }
    let path = directory("index")
    try IndexWriter.write(to: path, mode: .replaceAll) { _ = try $0.add(filesIn: directory("documents")) }
    TestFile.removeAll(directory("documents/a.txt"))
    TestFile.write("书记", to: directory("documents/c.txt"))
    let writer = try IndexWriter(at: path)
    _ = try writer.update(filesIn: directory("documents"))
    #expect(try ["a", "b", "c"].map { try writer.contains(key: $0 + ".txt") } == [false, true, true])
    #expect(try !writer.remove(key: "a.txt") && writer.remove(key: "b.txt"))
    try writer.commit()
    #expect(try keys(path) == ["c.txt"])
  }

  @Test("a commit of nothing makes no commit, and tells of the last one")
  func nothingToCommit() throws {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("index"))
    #expect(try writer.commit().generation == 1)
    try writer.add(Document(key: "a", text: "县里选派了驻村第一书记，驻村工作两年。"))
    try writer.add(Document(key: "b", text: "县里选派了驻村第一书记，驻村工作两年。"))
    let last = try writer.commit()
    let again = try writer.commit()
    #expect(again.generation == last.generation && again.documents == 2 && again.added == 0 && again.removed == 0)
    #expect(again.copyGroups == last.copyGroups && again.copies == last.copies && last.copies == 1)
    #expect(try Index(at: directory("index")).generation == last.generation)
    // A document that is there and the same is a change all the same.
    try writer.add(Document(key: "a", text: "县里选派了驻村第一书记，驻村工作两年。"))
    #expect(try writer.commit().generation == last.generation + 1)
  }

  @Test("a run that was stopped says so, also when its report is read again")
  func stopped() throws {
    let directory = TemporaryDirectory()
    TestFile.makeDirectory(directory("documents"))
    for number in 0..<4 { TestFile.write("书记", to: directory("documents/\(number).txt")) }
    let path = directory("index")
    let writer = try IndexWriter(at: path, mode: .replaceAll)
    #expect(try writer.add(filesIn: directory("documents")).isStopped == false)
    try writer.commit()
    writer.close()
    let second = try IndexWriter(at: path, mode: .replaceAll)
    let report = try second.add(filesIn: directory("documents")) { $0.files < 2 }
    #expect(report.isStopped && report.documents == 2)
    try second.rollback()
    #expect(try keys(path).count == 4)
    _ = try second.add(filesIn: directory("documents")) { $0.files < 2 }
    try second.commit()
    #expect(try IndexingReport.read(at: path)?.report.isStopped == true)
  }
}
