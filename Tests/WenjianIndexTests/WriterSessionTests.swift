import Glibc
import Testing
import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianStream
import WenjianTestSupport

@Suite("Writer sessions")
struct WriterSessionTests {
  @Test("a commit makes its documents visible, whatever the number of runs", arguments: [20, 1 << 20])
  func append(batchBytes: Int) throws {
    let fixture = try IndexFixture(batchBytes: batchBytes)
    defer { withExtendedLifetime(fixture) {} }
    let session = try fixture.session()
    for number in 0..<12 { try session.add("\(number)", "第\(number)号文件") }
    #expect(throws: IndexError.self) { try fixture.snapshot() }
    let summary = try session.commit()
    #expect(summary.generation == 1 && summary.added == 12)
    #expect(summary.removed == 0 && summary.documents == 12)
    let snapshot = try fixture.snapshot()
    #expect(snapshot.generation == 1 && snapshot.documentCount == 12)
    #expect(snapshot.views.count == 1)
    #expect(snapshot.analyzer == .current)
    #expect(try fixture.contents() == .init(uniqueKeysWithValues: (0..<12).map { ("\($0)", "第\($0)号文件") }))
    #expect(snapshot.document(forKey: "7") != nil)
    #expect(snapshot.document(forKey: "70") == nil)
    // One segment, the manifest, the lock; nothing of the runs is left.
    #expect(try fixture.names().count == 3)
  }

  @Test("keys that are equivalent in Unicode are different keys")
  func equivalentKeys() throws {
    let fixture = try IndexFixture(batchBytes: 1 << 20)
    defer { withExtendedLifetime(fixture) {} }
    let session = try fixture.session()
    try session.add("\u{6A02}", "甲")
    try session.add("\u{F95C}", "乙")
    _ = try session.commit()
    session.remove(key: "\u{6A02}")
    try session.add("\u{6A02}", "丙")
    session.remove(key: "\u{F95C}")
    _ = try session.commit()
    let snapshot = try fixture.snapshot()
    #expect(snapshot.documentCount == 1)
    #expect(snapshot.document(forKey: "\u{6A02}") != nil && snapshot.document(forKey: "\u{F95C}") == nil)
  }

  @Test(
    "any number of threads writes the same segment, to the byte but for what holds its identifier",
    arguments: [1, 2, 5])
  func threads(threadCount: Int) throws {
    var random = RandomText(SeededGenerator("threads"))
    let texts = (0..<60).map { _ in random.document(pieces: 12) }
    func sections(_ threadCount: Int) throws -> [UInt32: [UInt8]] {
      let fixture = try IndexFixture(batchBytes: 400)
      defer { withExtendedLifetime(fixture) {} }
      let session = try WriterSession(
        path: fixture.path, parameters: fixture.parameters, threadCount: threadCount)
      for (number, text) in texts.enumerated() { try session.add("\(number)", text) }
      _ = try session.commit()
      let name = try #require(try fixture.names().first { $0.hasPrefix("segment-") })
      let bytes = try FileOperations.read(fixture.path + "/" + name)
      func number(_ offset: Int, bytes size: Int) -> Int {
        bytes[offset..<(offset + size)].reversed().reduce(0) { $0 << 8 | Int($1) }
      }
      // The footer of 40 bytes begins with the offset of the table and the number of its rows of 32; a row is u32
      // section, u32 zero, u64 offset, u64 length, u64 hash. Checksums of pages are seeded with the identifier.
      let table = number(bytes.count - 40, bytes: 8)
      var sections: [UInt32: [UInt8]] = [:]
      for row in 0..<number(bytes.count - 32, bytes: 4) {
        let start = table + row * 32
        let id = UInt32(number(start, bytes: 4))
        if [SectionID.pageChecksums, .pageChecksumRoots].contains(where: { $0.rawValue == id }) { continue }
        let offset = number(start + 8, bytes: 8)
        sections[id] = [UInt8](bytes[offset..<(offset + number(start + 16, bytes: 8))])
      }
      return sections
    }
    let expected = try sections(0)
    #expect(expected.count > 20)
    #expect(try sections(threadCount) == expected)
  }

  @Test("a second commit of a session adds to the first")
  func twoCommits() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    let session = try fixture.session()
    try session.add("a", "甲")
    #expect(try session.commit().generation == 1)
    try session.add("b", "乙")
    let second = try session.commit()
    #expect(second.generation == 2 && second.added == 1 && second.documents == 2)
    #expect(try fixture.contents() == ["a": "甲", "b": "乙"])
  }

  @Test("a commit without documents is a commit")
  func emptyCommit() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    #expect(try fixture.commit([:]).documents == 0)
    #expect(try fixture.contents() == [:])
    #expect(try fixture.snapshot().views.isEmpty)
  }

  @Test("a document replaces the one with its key, in an earlier commit and in the same session")
  func replacement() throws {
    let fixture = try IndexFixture(batchBytes: 10)
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "旧甲", "b": "乙", "c": "丙"])
    let summary = try fixture.commit(["a": "新甲", "d": "丁", "a": "最新甲", "d": "新丁", "a": "甲"])
    #expect(try fixture.contents() == ["a": "甲", "b": "乙", "c": "丙", "d": "新丁"])
    #expect(summary.documents == 4 && summary.added == 5 && summary.removed == 4)
    let snapshot = try fixture.snapshot()
    let (view, document) = try #require(snapshot.document(forKey: "a"))
    #expect(snapshot.views[view].deletions?.contains(UInt32(document)) != true)
  }

  @Test("removing takes what was committed and what was added before, not what is added after")
  func removal() throws {
    let fixture = try IndexFixture(batchBytes: 10)
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲", "b": "乙"])
    let session = try fixture.session()
    try session.add("c", "丙")
    session.remove(key: "a")
    session.remove(key: "c")
    session.remove(key: "none")
    try session.add("d", "丁")
    session.remove(key: "d")
    try session.add("d", "新丁")
    let summary = try session.commit()
    #expect(try fixture.contents() == ["b": "乙", "d": "新丁"])
    #expect(summary.documents == 2)
    #expect(try fixture.snapshot().document(forKey: "a") == nil)
  }

  @Test("a segment of which nothing is left is dropped, with its files")
  func emptied() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    try fixture.commit(["b": "乙"])
    #expect(try fixture.snapshot().views.count == 2)
    do {
      let session = try fixture.session()
      session.remove(key: "a")
      #expect(try session.commit().documents == 1)
    }
    #expect(try fixture.snapshot().views.count == 1)
    #expect(try fixture.names().count { $0.hasPrefix("segment-") } == 1)
    try fixture.commit(["b": "新乙"])
    #expect(try fixture.contents() == ["b": "新乙"])
    #expect(try fixture.names().count { $0.hasPrefix("segment-") || $0.hasPrefix("deletions-") } == 1)
  }

  @Test("a session that replaces all leaves nothing else")
  func replaceAll() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲", "b": "乙"])
    let session = try fixture.session(.replaceAll)
    try session.add("c", "丙")
    #expect(try fixture.contents() == ["a": "甲", "b": "乙"])
    #expect(try session.commit().documents == 1)
    #expect(try fixture.contents() == ["c": "丙"])
    #expect(try fixture.snapshot().generation == 2)
  }

  @Test("the second commit of a session that replaces all adds to its first")
  func replaceAllTwice() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    let session = try fixture.session(.replaceAll)
    try session.add("a", "甲")
    _ = try session.commit()
    try session.add("b", "乙")
    _ = try session.commit()
    #expect(try fixture.contents() == ["a": "甲", "b": "乙"])
  }

  @Test("a snapshot stays as it is while commits follow it")
  func isolation() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    let old = try fixture.snapshot()
    try fixture.commit(["b": "乙"], mode: .replaceAll)
    #expect(try old.contents() == ["a": "甲"])
    #expect(try fixture.contents() == ["b": "乙"])
  }

  @Test("one writer at a time; the error names the other, readers go on")
  func lock() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    let session = try fixture.session()
    guard case .locked(let holder) = try reason({ _ = try fixture.session() }) else {
      Issue.record("two writers at a time")
      return
    }
    #expect(holder.hasPrefix("process \(getpid())"))
    #expect(try fixture.contents() == ["a": "甲"])
    withExtendedLifetime(session) {}
  }

  @Test("the lock ends with its session")
  func lockEnds() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    do {
      let session = try fixture.session()
      try session.add("a", "甲")
    }
    try fixture.commit(["b": "乙"])
    #expect(try fixture.contents() == ["b": "乙"])
  }

  @Test("a session that ends without a commit leaves the last commit and no files")
  func abandoned() throws {
    let fixture = try IndexFixture(batchBytes: 1)
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    let before = try fixture.names()
    do {
      let session = try fixture.session()
      try session.add("b", "乙")
      #expect(try fixture.names().count == before.count + 1)
    }
    #expect(try fixture.names() == before)
    #expect(try fixture.contents() == ["a": "甲"])
  }

  @Test("the next commit removes the files of a session that was killed, and no others")
  func killed() async throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    for name in ["segment-00000000000000aa.wjs", "deletions-00000000000000aa-3.wjd", "manifest.new", "README.md"] {
      let file = try FileWriter(creating: fixture.path + "/" + name)
      try file.write([1, 2, 3])
      try file.finish()
    }
    #expect(try fixture.contents() == ["a": "甲"])
    try fixture.commit(["b": "乙"])
    #expect(try fixture.contents() == ["a": "甲", "b": "乙"])
    let names = try fixture.names()
    #expect(!names.contains { $0.contains("00000000000000aa") || $0 == "manifest.new" })
    #expect(names.contains("README.md"))
  }

  @Test("keys are not empty, not endless, and otherwise anything")
  func keys() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    let session = try fixture.session()
    #expect(try reason { try session.add("", "甲") } == .keyIsEmpty)
    let long = String(repeating: "k", count: WriterSession.keyLimit)
    #expect(try reason { try session.add(long + "k", "甲") } == .keyTooLong(byteCount: 4097))
    try session.add(long, "甲")
    try session.add("目录/文件 1.txt", "乙")
    #expect(try session.commit().documents == 2)
    #expect(try fixture.snapshot().document(forKey: long) != nil)
    #expect(try fixture.snapshot().document(forKey: "目录/文件 1.txt") != nil)
  }

  @Test("a directory with other files is not written to")
  func foreignDirectory() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try FileOperations.makeDirectory(fixture.path)
    for name in ["README.md", "synonyms.txt", ".gitignore"] {
      try FileWriter(creating: fixture.path + "/" + name).finish()
    }
    try fixture.commit(["a": "甲"])
    #expect(Set(try fixture.names()).isSuperset(of: ["README.md", "synonyms.txt"]))
    try fixture.commit(["b": "乙"], mode: .replaceAll)
    #expect(Set(try fixture.names()).isSuperset(of: ["README.md", "synonyms.txt"]))

    let other = fixture.directory("other")
    try FileOperations.makeDirectory(other)
    try FileWriter(creating: other + "/photo.jpg").finish()
    for mode in [WriterSession.Mode.append, .replaceAll] {
      #expect(
        try reason { _ = try WriterSession(path: other, mode: mode) } == .foreignDirectory(name: "photo.jpg"))
    }
    #expect(try FileOperations.names(in: other) == ["photo.jpg"])
  }

  @Test("what is no index is told from what is not there")
  func noIndex() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    #expect(try reason { _ = try fixture.snapshot() } == .missing)
    try FileOperations.makeDirectory(fixture.path)
    #expect(try reason { _ = try fixture.snapshot() } == .notAnIndex)
    #expect(throws: (any Error).self) { _ = try WriterSession(path: fixture.path + "/no\0pe/x") }
  }

  @Test("whichever file operation of a commit fails, the last commit stands and the next succeeds")
  func faults() async {
    // The plan holds for the whole process, and other tests run beside this one: hence a child.
    await #expect(processExitsWith: .success) {
      let fixture = try IndexFixture(batchBytes: 20)
      let old = ["a": "甲", "b": "乙", "c": "丙"]
      let new = ["a": "甲", "b": "新乙", "d": "丁"]
      try fixture.commit(["a": "甲", "b": "乙", "c": "丙"])
      var failures = 0
      do {
        let session = try fixture.session()
        session.remove(key: "c")
        try session.add("b", "旧乙旧乙旧乙旧乙")
        try session.add("d", "丁")
        try session.add("b", "新乙")
        // The operations that a failed commit has done are not done again: every try gets further.
        for operation in 0..<200 {
          FaultPlan.failFrom(operation: operation)
          let outcome = Result { try session.commit() }
          FaultPlan.end()
          let contents = try fixture.contents()
          guard case .failure = outcome else {
            #expect(contents == new)
            break
          }
          failures += 1
          // What fails behind the rename fails with the new commit in its place.
          #expect(contents == old || contents == new, "after operation \(operation) failed")
        }
      }
      #expect(failures > 5 && failures < 100)
      try fixture.commit(["e": "戊"])
      #expect(try fixture.contents().count == 4)
      #expect(try fixture.names().count { $0.hasPrefix("segment-") } == 3)
      withExtendedLifetime(fixture) {}
    }
  }

  @Test("whichever file operation of a session fails, dropping the session leaves an index that opens")
  func dropped() async {
    await #expect(processExitsWith: .success) {
      let fixture = try IndexFixture(batchBytes: 1 << 20)
      try fixture.commit(["a": "0"])
      var failures = 0
      for operation in 0..<100 {
        let before = try fixture.contents()
        var hasFailed = false
        do {
          let session = try fixture.session()
          FaultPlan.failFrom(operation: operation)
          defer { FaultPlan.end() }
          do {
            try session.add("a", "\(operation + 1)")
            _ = try session.commit()
          } catch {
            hasFailed = true
          }
        }
        let after = try fixture.contents()
        #expect(after == before || after == ["a": "\(operation + 1)"])
        if !hasFailed { break }
        failures += 1
      }
      #expect(failures > 5 && failures < 100)
      withExtendedLifetime(fixture) {}
    }
  }

  @Test("a first commit that fails behind its rename stays when its session is dropped")
  func firstDropped() async {
    await #expect(processExitsWith: .success) {
      for operation in 0..<60 {
        let fixture = try IndexFixture(batchBytes: 1 << 20)
        var hasFailed = false
        do {
          let session = try fixture.session()
          try session.add("a", "甲")
          FaultPlan.failFrom(operation: operation)
          defer { FaultPlan.end() }
          do { _ = try session.commit() } catch { hasFailed = true }
        }
        if FileOperations.kind(of: fixture.path + "/" + Manifest.fileName) != nil {
          #expect(try fixture.contents() == ["a": "甲"], "after operation \(operation)")
        }
        withExtendedLifetime(fixture) {}
        if !hasFailed { break }
      }
    }
  }
}
