// A snapshot that follows its index: what it shares with the commit before, and what becomes of the files.

import Glibc
import Testing
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianTestSupport

@Suite("A snapshot that is refreshed")
struct RefreshTests {
  private func segments(_ snapshot: IndexSnapshot) -> [ObjectIdentifier] {
    snapshot.views.map { ObjectIdentifier($0.segment) }
  }

  @Test("is itself as long as nothing is committed, and opens nothing")
  func unchanged() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲", "b": "乙"])
    let snapshot = try fixture.snapshot()
    #expect(try snapshot.refreshed() === snapshot)
    // The manifest alone is asked for.
    for name in try fixture.names() where name != "manifest" {
      try FileOperations.remove(fixture.path + "/" + name)
    }
    #expect(try snapshot.refreshed() === snapshot)
  }

  @Test("after a commit opens what is new, and shares the rest with the one before, which stays")
  func commit() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲", "b": "乙", "c": "丙", "d": "丁", "e": "戊", "f": "己"])
    let old = try fixture.snapshot()
    let session = try fixture.session()
    session.remove(key: "a")
    try session.add("g", "庚")
    _ = try session.commit()
    // What is shared is not opened again.
    try FileOperations.remove(try #require(old.views.first).segment.path)
    let new = try old.refreshed()
    #expect(new !== old && new.generation == 2 && segments(new).first == segments(old).first)
    #expect(try new.contents().keys.sorted() == ["b", "c", "d", "e", "f", "g"])
    #expect(try old.contents().keys.sorted() == ["a", "b", "c", "d", "e", "f"])
    #expect(try new.refreshed() === new)
    #expect(try old.refreshed() !== old, "an old snapshot still finds the newest commit")
  }

  @Test("takes the deletions of a segment as they are, also in a directory that was put back from a copy")
  func deletions() throws {
    let fixture = try IndexFixture(batchBytes: 100_000)
    defer { withExtendedLifetime(fixture) {} }
    let policy = Self.withoutMerges
    func commit(removing key: String) throws {
      let session = try WriterSession(path: fixture.path, parameters: fixture.parameters, policy: policy)
      session.remove(key: key)
      _ = try session.commit()
    }
    try fixture.commit(["a": "甲", "b": "乙", "c": "丙", "d": "丁"])
    let copy = fixture.directory("copy")
    TestFile.copyDirectory(fixture.path, to: copy)
    let first = try fixture.snapshot()
    try commit(removing: "a")
    let second = try first.refreshed()
    #expect(segments(second) == segments(first))
    #expect(try second.contents().keys.sorted() == ["b", "c", "d"])
    // The same segment, the same number of the commit, other deletions.
    TestFile.removeAll(fixture.path)
    TestFile.copyDirectory(copy, to: fixture.path)
    try commit(removing: "b")
    let other = try second.refreshed()
    #expect(other.generation == second.generation && segments(other) == segments(first))
    #expect(try other.contents().keys.sorted() == ["a", "c", "d"])
    // An addition leaves the deletions; they are shared.
    let session = try WriterSession(path: fixture.path, parameters: fixture.parameters, policy: policy)
    try session.add("e", "戊")
    _ = try session.commit()
    let third = try other.refreshed()
    #expect(third.views.count == 2 && third.views[0].isSame(as: other.views[0]))
    #expect(try third.contents().keys.sorted() == ["a", "c", "d", "e"])
  }

  @Test("follows merges and optimizing, and the files of what it left go")
  func merges() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    let session = try WriterSession(
      path: fixture.path, parameters: fixture.parameters, policy: Self.tinyPolicy, threadCount: 2)
    var snapshot: IndexSnapshot?
    var shared = 0
    for number in 0..<16 {
      try session.add("k\(number)", "第\(number)号文件" + String(repeating: "甲乙丙丁", count: number % 5))
      if number % 4 == 3 { session.remove(key: "k\(number - 2)") }
      _ = try session.commit()
      let new = try snapshot?.refreshed() ?? fixture.snapshot()
      if let snapshot { shared += Set(segments(new)).intersection(segments(snapshot)).count }
      #expect(try new.contents() == fixture.contents())
      snapshot = new
    }
    try session.finishMerges()
    #expect(shared > 0)
    let beforeOptimizing = try #require(snapshot).refreshed()
    #expect(try beforeOptimizing.contents() == fixture.contents())
    _ = try session.optimize()
    let optimized = try beforeOptimizing.refreshed()
    #expect(optimized.views.count == 1)
    #expect(try optimized.contents() == beforeOptimizing.contents())
    // Only maps of the snapshots before hold their files.
    #expect(try fixture.names().filter { $0.hasPrefix("segment-") }.count == 1)
  }

  @Test("opens again what it met damage in")
  func damage() throws {
    let fixture = try IndexFixture(batchBytes: 100_000)
    defer { withExtendedLifetime(fixture) {} }
    // So many that opening leaves most pages of their keys unread.
    let session = try fixture.session()
    for number in 0..<4000 { try session.add("第\(number)号文件", "文件") }
    _ = try session.commit()
    func readKeys(_ snapshot: IndexSnapshot) -> Int {
      Set((0..<4000).map { snapshot.views[0].segment.documents.key(of: $0) }).count
    }
    let snapshot = try fixture.snapshot()
    let segment = try #require(snapshot.views.first).segment
    let bytes = try FileOperations.read(segment.path)
    var damaged = bytes
    for index in bytes.count / 4..<bytes.count * 3 / 4 { damaged[index] ^= 0x55 }
    // In the file that is mapped, not in another one in its place.
    Self.overwriteInPlace(segment.path, damaged)
    _ = readKeys(snapshot)
    #expect(throws: (any Error).self) { try snapshot.throwNotedDamage() }
    Self.overwriteInPlace(segment.path, bytes)
    let refreshed = try snapshot.refreshed()
    #expect(refreshed !== snapshot && segments(refreshed) != segments(snapshot))
    #expect(readKeys(refreshed) == 4000)
    try refreshed.throwNotedDamage()
    #expect(throws: (any Error).self) { try snapshot.throwNotedDamage() }
  }

  @Test("says that the index was removed, and stays as it was; finds one that was made anew in its place")
  func removed() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    let snapshot = try fixture.snapshot()
    TestFile.removeAll(fixture.path)
    #expect(try reason { _ = try snapshot.refreshed() } == .missing)
    TestFile.makeDirectory(fixture.path)
    #expect(try reason { _ = try snapshot.refreshed() } == .notAnIndex)
    #expect(try snapshot.contents() == ["a": "甲"])
    try fixture.commit(["b": "乙"])
    let other = try snapshot.refreshed()
    #expect(other.generation == snapshot.generation && other !== snapshot)
    #expect(try other.contents() == ["b": "乙"])
    #expect(try snapshot.contents() == ["a": "甲"])
  }

  @Test("a reader that dies leaves nothing behind, and holds nothing up")
  func deadReader() async throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲", "b": "乙"])
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = fixture.path as String] in
      let snapshot = try IndexSnapshot.open(path)
      withExtendedLifetime(snapshot) { _ = kill(getpid(), SIGKILL) }
    }
    let session = try fixture.session()
    try session.add("a", "丙")
    try session.add("b", "丁")
    _ = try session.commit()
    _ = try session.optimize()
    let named = try fixture.snapshot().views.map { SegmentFormat.fileName($0.segment.id) }
    #expect(try fixture.names() == (named + ["manifest", "writer.lock"]).sorted())
  }

  @Test("the system frees the files of a commit when its last reader lets go of it")
  func lastReader() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    func removedFilesInUse() throws -> Int {
      // One line of text for each mapping.
      try FileOperations.read("/proc/self/maps").split(separator: 0x0A).count { line in
        let text = String(decoding: line, as: UTF8.self)
        return text.contains(fixture.path + "/") && text.hasSuffix("(deleted)")
      }
    }
    var old: IndexSnapshot? = try fixture.snapshot()
    try fixture.commit(["a": "乙"])
    #expect(try removedFilesInUse() > 0)
    var new = try old?.refreshed()
    #expect(try old?.contents() == ["a": "甲"] && new?.contents() == ["a": "乙"])
    old = nil
    #expect(try removedFilesInUse() == 0)
    #expect(try new?.contents() == ["a": "乙"])
    new = nil
  }

  private static var withoutMerges: MergePolicy {
    var policy = MergePolicy()
    policy.factor = 1_000_000
    policy.deletedShare = 1
    return policy
  }

  private static var tinyPolicy: MergePolicy {
    var policy = MergePolicy()
    policy.factor = 3
    policy.leastPositions = 16
    policy.inlinePositions = 40
    return policy
  }

  private static func overwriteInPlace(_ path: String, _ bytes: [UInt8]) {
    let descriptor = open(path, O_WRONLY)
    let written = pwrite(descriptor, bytes, bytes.count, 0)
    precondition(close(descriptor) == 0 && written == bytes.count)
  }
}
