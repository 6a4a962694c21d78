// A copy of a commit, while the index is written.

import Glibc
import Synchronization
import Testing
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianTestSupport

@Suite("A backup")
struct BackupTests {
  private func fixture() throws -> IndexFixture {
    let fixture = try IndexFixture()
    try fixture.commit(["a": "甲", "b": "乙", "c": "丙"])
    let session = try fixture.session()
    try session.add("d", "丁")
    session.remove(key: "a")
    _ = try session.commit()
    return fixture
  }

  @Test("has the synonyms of the user, as a file of its own")
  func synonyms() throws {
    let fixture = try fixture()
    defer { withExtendedLifetime(fixture) {} }
    let original = IndexDirectory(fixture.path).file(IndexDirectory.synonyms)
    try fixture.overwrite(original, Array("甲=乙".utf8))
    let path = fixture.directory("copy")
    _ = try IndexBackup(of: fixture.path, into: path, copies: false)
    let copy = IndexDirectory(path).file(IndexDirectory.synonyms)
    #expect(try FileOperations.read(copy) == Array("甲=乙".utf8))
    #expect(FileOperations.identity(of: copy) != FileOperations.identity(of: original))
  }

  @Test(
    "is an index of the same documents, made of links, that nothing changes which happens to the first",
    arguments: [false, true])
  func links(copies: Bool) throws {
    let fixture = try fixture()
    defer { withExtendedLifetime(fixture) {} }
    let expected = try fixture.contents()
    let path = fixture.directory("copy")
    let backup = try IndexBackup(of: fixture.path, into: path, copies: copies)
    #expect(backup.generation == 2 && backup.documentCount == expected.count)
    #expect(copies ? backup.linkedFiles == 0 : backup.copiedFiles == 0)
    let copy = try IndexSnapshot.open(path)
    for view in copy.views {
      let names = [view.segment.path, fixture.path + "/" + SegmentFormat.fileName(view.segment.id)]
      #expect((FileOperations.identity(of: names[0]) == FileOperations.identity(of: names[1])) == !copies)
    }
    #expect(try copy.contents() == expected)
    // Everything that changes an index.
    try fixture.commit(["b": "另外", "e": "戊"])
    do {
      let session = try fixture.session()
      session.remove(key: "c")
      _ = try session.optimize()
    }
    try fixture.commit(["x": "全新"], mode: .replaceAll)
    #expect(try IndexSnapshot.open(path).contents() == expected)
    for view in try IndexSnapshot.open(path).views { try view.segment.verifyContents(withWords: false) }
    // And the other way round: what is written to the copy.
    do {
      let session = try WriterSession(path: path, parameters: fixture.parameters)
      try session.add("b", "乙二")
      _ = try session.optimize()
    }
    #expect(try fixture.contents() == ["x": "全新"])
    // The first goes; the copy is put back in its place.
    TestFile.removeAll(fixture.path)
    _ = try IndexBackup(of: path, into: fixture.path, copies: false)
    #expect(try fixture.contents()["b"] == "乙二")
  }

  @Test("copies where links cannot be made, and leaves nothing when it cannot")
  func fallback() async {
    // In a process of its own: faults hold for the whole process.
    await #expect(processExitsWith: .success) {
      let fixture = try IndexFixture()
      try fixture.commit(["a": "甲", "b": "乙"])
      FaultPlan.fail("link", errorNumber: EXDEV)
      let path = fixture.directory("copy")
      let backup = try IndexBackup(of: fixture.path, into: path, copies: false)
      try #require(FaultPlan.end())
      try #require(backup.linkedFiles == 0 && backup.copiedFiles > 0)
      try #require(try IndexSnapshot.open(path).contents() == fixture.contents())
      // Whatever operation fails, the copy is whole or not there.
      var operation = 0
      while true {
        let other = fixture.directory("other")
        FaultPlan.failFrom(operation: operation, errorNumber: EIO)
        let result = Result { try IndexBackup(of: fixture.path, into: other, copies: operation % 2 == 0) }
        let wasRaised = FaultPlan.end()
        if TestFile.exists(other) { try #require(try IndexSnapshot.open(other).contents() == fixture.contents()) }
        if case .success = result {
          try #require(!wasRaised)
          break
        }
        try #require(wasRaised)
        TestFile.removeAll(other)
        operation += 1
      }
      try #require(operation > 10)
      withExtendedLifetime(fixture) {}
    }
  }

  @Test("is refused where something is, and of what is no index; a run that was killed is no hindrance")
  func refused() throws {
    let fixture = try fixture()
    defer { withExtendedLifetime(fixture) {} }
    let path = fixture.directory("copy")
    #expect(
      try reason { _ = try IndexBackup(of: fixture.directory("none"), into: path, copies: false) } == .missing)
    TestFile.makeDirectory(path)
    #expect(try reason { _ = try IndexBackup(of: path, into: path + "2", copies: false) } == .notAnIndex)
    #expect(!TestFile.exists(path + "2") && !TestFile.exists(path + "2.new"))
    TestFile.makeDirectory(path + ".new")
    TestFile.write("half", to: path + ".new/segment-0123456789abcdef.wjs")
    _ = try IndexBackup(of: fixture.path, into: path + "/", copies: false)
    #expect(try IndexSnapshot.open(path).contents() == fixture.contents())
    #expect(!TestFile.exists(path + ".new"))
    let again = try reason { _ = try IndexBackup(of: fixture.path, into: path, copies: false) }
    #expect(again == .notEmpty(name: TestFile.names(in: path)[0]))
    // Files of others are not removed.
    TestFile.makeDirectory(path + "3.new")
    TestFile.write("mine", to: path + "3.new/letter.txt")
    let foreign = try reason { _ = try IndexBackup(of: fixture.path, into: path + "3", copies: false) }
    #expect(foreign == .foreignDirectory(name: "letter.txt"))
    #expect(TestFile.exists(path + "3.new/letter.txt"))
  }

  @Test("does without relations and the list of files when they are lost, as readers do, and not without a segment")
  func lostParts() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    do {
      let session = try fixture.session()
      for key in ["a", "b"] { try session.add(key, "同样的文字，农村工作的第一书记") }
      _ = try session.commit(sources: .replace([1, 2, 3]))
    }
    let groups = try fixture.snapshot().copyGroups().count
    #expect(groups == 1)
    for name in try fixture.names() where name.hasPrefix("relations-") || name.hasPrefix("sources-") {
      try FileOperations.remove(fixture.path + "/" + name)
    }
    let path = fixture.directory("copy")
    let backup = try IndexBackup(of: fixture.path, into: path, copies: false)
    #expect(backup.documentCount == 2)
    #expect(try IndexSnapshot.open(path).copyGroups().count == groups)
    let segment = try #require(try fixture.names().first { $0.hasPrefix("segment-") })
    try FileOperations.remove(fixture.path + "/" + segment)
    let refusal = try reason { _ = try IndexBackup(of: fixture.path, into: path + "2", copies: false) }
    #expect(refusal == .damagedManifest(what: "\(fixture.path)/\(segment) is missing"))
    #expect(!TestFile.exists(path + "2") && !TestFile.exists(path + "2.new"))
  }

  @Test("taken again and again while a writer commits and merges is whole commits")
  func underWriter() async throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "第0轮", "b": "第0轮", "c": "第0轮"])
    let end = End()
    let (path, parameters) = (fixture.path, fixture.parameters)
    let writer = Task.detached {
      defer { end.isDone.store(true, ordering: .sequentiallyConsistent) }
      var policy = MergePolicy()
      (policy.factor, policy.leastPositions, policy.inlinePositions) = (3, 16, 40)
      let session = try WriterSession(path: path, parameters: parameters, policy: policy, threadCount: 1)
      for round in 1...12 {
        for key in ["a", "b", "c"] { try session.add(key, "第\(round)轮") }
        try session.add("more\(round)", "另外的文件")
        _ = try session.commit()
        await Task.yield()
      }
      _ = try session.optimize()
    }
    var last = 0
    var number = 0
    while true {
      let isLast = end.isDone.load(ordering: .sequentiallyConsistent)
      number += 1
      let copy = fixture.directory("copy\(number)")
      let backup = try IndexBackup(of: path, into: copy, copies: number % 4 == 0)
      #expect(backup.generation >= last)
      last = backup.generation
      let contents = try IndexSnapshot.open(copy).contents()
      #expect(Set(["a", "b", "c"].map { contents[$0] }).count == 1)
      #expect(contents.count == backup.documentCount)
      #expect(contents["a"] == "第\(contents.count - 3)轮")
      TestFile.removeAll(copy)
      if isLast { break }
      await Task.yield()
    }
    try await writer.value
  }

  private final class End: Sendable {
    let isDone = Atomic<Bool>(false)
  }
}
