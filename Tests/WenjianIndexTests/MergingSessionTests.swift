import Glibc
import Testing
import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianTestSupport

/// A policy under which a few short documents go through several levels.
private func tinyPolicy(inlinePositions: Int = 1 << 20) -> MergePolicy {
  var policy = MergePolicy()
  policy.factor = 3
  policy.leastPositions = 16
  policy.inlinePositions = inlinePositions
  return policy
}

@Suite("A session that merges")
struct MergingSessionTests {
  private func check(_ fixture: IndexFixture, _ expected: [String: String], _ comment: Comment) throws {
    let snapshot = try fixture.snapshot()
    #expect(try snapshot.contents() == expected, comment)
    for view in snapshot.views { try view.segment.verifyContents(withWords: false) }
    // Every file is one that the commit names, or the lock.
    let parts = snapshot.views.count + snapshot.views.count { $0.deletions != nil }
    let names = try fixture.names()
    let others = names.filter { !$0.hasPrefix("segment-") && !$0.hasPrefix("deletions-") }
    #expect(
      names.count - others.count == parts,
      "\(comment): \(names), \(snapshot.views.map { ($0.segment.path, $0.deletions?.count ?? 0) })")
    #expect(Set(others).isSubset(of: ["manifest", "writer.lock", "relations-\(snapshot.generation).wjr"]), comment)
  }

  @Test(
    "holds after any history what it should, in few segments and without other files", arguments: [0, 2], 0..<2)
  func histories(threadCount: Int, round: Int) throws {
    var generator = SeededGenerator("histories \(threadCount)", round: round)
    let fixture = try IndexFixture(batchBytes: [30, 400][round % 2])
    defer { withExtendedLifetime(fixture) {} }
    var expected: [String: String] = [:]
    var session: WriterSession?
    func open() throws -> WriterSession {
      if let session { return session }
      let opened = try WriterSession(
        path: fixture.path, parameters: fixture.parameters,
        policy: tinyPolicy(inlinePositions: round == 0 ? 1 << 20 : 40), threadCount: threadCount)
      session = opened
      return opened
    }
    var isDone = false
    for step in 0..<50 {
      let comment = Comment(rawValue: "step \(step); \(RunSeed.replay)")
      if isDone {
        // Ends while merges may be running.
        session = nil
        isDone = false
        try check(fixture, expected, comment)
      }
      let current = try open()
      let key = "k\(generator.below(40))"
      switch generator.below(10) {
      case 0..<6:
        let text = "第\(step)号文件" + String(repeating: "甲乙丙丁", count: generator.below(6))
        try current.add(key, text)
        expected[key] = text
      case 6..<8:
        current.remove(key: key)
        expected[key] = nil
      default: break
      }
      switch generator.below(12) {
      case 0..<5:
        let result = try current.commit()
        #expect(result.documents == expected.count && result.mergeFailure == nil, comment)
      case 5:
        _ = try current.commit()
        try current.finishMerges()
        try check(fixture, expected, comment)
        #expect(try fixture.snapshot().views.count <= 12, comment)
      case 6:
        _ = try current.commit()
        isDone = true
      case 7 where generator.below(3) == 0:
        let result = try current.optimize()
        #expect(result.documents == expected.count, comment)
        let snapshot = try fixture.snapshot()
        #expect(snapshot.views.count == (expected.isEmpty ? 0 : 1), comment)
        #expect(snapshot.views.allSatisfy { $0.deletions == nil }, comment)
        #expect(result.generation == snapshot.generation, comment)
        try check(fixture, expected, comment)
      default: break
      }
    }
  }

  @Test("does not make a reader wait or lose its snapshot")
  func readers() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    let old = try fixture.snapshot()
    let session = try WriterSession(
      path: fixture.path, parameters: fixture.parameters, policy: tinyPolicy(inlinePositions: 0), threadCount: 2)
    for number in 0..<15 {
      try session.add("k\(number)", "第\(number)号")
      _ = try session.commit()
      #expect(try fixture.snapshot().documentCount == number + 2)
    }
    try session.finishMerges()
    #expect(try old.contents() == ["a": "甲"])
    #expect(try fixture.snapshot().views.count < 10)
  }

  @Test("a reader that is slow finds its segments again as often as they go")
  func slowReader() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    // A manifest that names a segment which is gone for good is damage.
    try fixture.commit(["a": "甲"])
    let name = try #require(try fixture.names().first { $0.hasPrefix("segment-") })
    let bytes = try FileOperations.read(fixture.path + "/" + name)
    try FileOperations.remove(fixture.path + "/" + name)
    guard case .damagedManifest = try reason({ _ = try fixture.snapshot() }) else {
      Issue.record("a missing segment is damage")
      return
    }
    try fixture.overwrite(fixture.path + "/" + name, bytes)
    #expect(try fixture.contents() == ["a": "甲"])
  }
}

@Suite("The directory of an index")
struct IndexDirectoryTests {
  @Test("a session removes what killed sessions left as soon as it has the lock")
  func leftovers() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    let before = try fixture.names()
    for name in [
      "segment-00000000000000aa.wjs", "deletions-00000000000000aa-3.wjd", "relations-9.wjr", "manifest.new",
      "segment-00000000000000ab.wjs.new",
    ] {
      try fixture.overwrite(fixture.path + "/" + name, [1, 2, 3])
    }
    for name in ["README.md", "notes.txt", "report"] { try fixture.overwrite(fixture.path + "/" + name, [1]) }
    do { _ = try fixture.session() }
    #expect(Set(try fixture.names()) == Set(before + ["README.md", "notes.txt", "report"]))
    #expect(try fixture.contents() == ["a": "甲"])
  }

  @Test(
    "an empty or unreadable manifest is damage, and replacing all mends it", arguments: [[], [0x41, 0x42], [0]])
  func unreadableManifest(bytes: [UInt8]) throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    try fixture.overwrite(fixture.path + "/report", [1])
    try fixture.overwrite(fixture.path + "/manifest", bytes)
    for open in [{ _ = try fixture.snapshot() }, { _ = try fixture.session() }] as [() throws -> Void] {
      guard case .damagedManifest = try reason(open) else {
        Issue.record("an unreadable manifest beside segments is damage")
        continue
      }
    }
    try fixture.commit(["b": "乙"], mode: .replaceAll)
    #expect(try fixture.contents() == ["b": "乙"])
    #expect(try fixture.names().count { $0.hasPrefix("segment-") } == 1)
  }

  @Test("a missing manifest is mended, with the report beside it")
  func missingManifest() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    try fixture.overwrite(fixture.path + "/report", [1])
    try FileOperations.remove(fixture.path + "/manifest")
    #expect(try reason { _ = try fixture.snapshot() } == .notAnIndex)
    try fixture.commit(["b": "乙"], mode: .replaceAll)
    #expect(try fixture.contents() == ["b": "乙"])
  }

  @Test("what a lost manifest named stays until a commit replaces it")
  func lostManifest() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit(["a": "甲"])
    for mode in [WriterSession.Mode.append, .replaceAll] {
      try? FileOperations.remove(fixture.path + "/manifest")
      let segments = try fixture.names().filter { $0.hasPrefix("segment-") }
      try #require(segments.count == 1)
      // A session that commits nothing.
      try fixture.session(mode).add("b", "乙")
      #expect(try fixture.names().filter { $0.hasPrefix("segment-") } == segments)
    }
  }

  @Test("what a first session is writing is nothing to be saved")
  func ownSegments() throws {
    let fixture = try IndexFixture(batchBytes: 1)
    defer { withExtendedLifetime(fixture) {} }
    let session = try fixture.session(.replaceAll)
    for number in 0..<4 { try session.add("k\(number)", "第\(number)号") }
    #expect(!session.ownSegments.isEmpty)
    #expect(try reason { _ = try IndexSalvage(fixture.path, besides: session.ownSegments) } == .notAnIndex)
    _ = try session.commit()
    #expect(try fixture.contents().count == 4)
  }

  @Test("what a first session wrote before it was killed is of no index, and goes", arguments: [1, 2])
  func killedFirstSession(kills: Int) throws {
    let fixture = try IndexFixture(batchBytes: 1)
    let left = fixture.directory("left")
    defer { withExtendedLifetime(fixture) {} }
    for kill in 1...kills {
      do {
        let session = try fixture.session(kill == 1 ? .append : .replaceAll)
        for number in 0..<4 { try session.add("killed-\(kill)-\(number)", "第\(number)号") }
        // What is on disk now is what SIGKILL leaves.
        TestFile.removeAll(left)
        TestFile.copyDirectory(fixture.path, to: left)
      }
      TestFile.copyDirectory(left, to: fixture.path)
    }
    #expect(try fixture.names().count > 4)
    do {
      let session = try fixture.session(.replaceAll)
      #expect(try fixture.names() == [IndexDirectory.lock])
      #expect(try reason { _ = try IndexSalvage(fixture.path, besides: session.ownSegments) } == .notAnIndex)
      // The message of the lock is of the process alone.
      let other = try #require(try reason { _ = try fixture.session() })
      guard case .locked(let holder) = other else { throw IndexError(other, path: fixture.path) }
      #expect(!holder.contains("\n"))
      try session.add("a", "甲")
      _ = try session.commit()
    }
    #expect(try fixture.contents() == ["a": "甲"])
    // A commit was made: a manifest that is lost now was there.
    try FileOperations.remove(fixture.path + "/manifest")
    _ = try fixture.session(.replaceAll)
    #expect(try IndexSalvage(fixture.path).parts.count == 1)
  }

  @Test("a manifest that is lost while its session lives was there, too")
  func manifestLostInSession() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    let left = fixture.directory("left")
    do {
      let session = try fixture.session()
      try session.add("a", "甲")
      _ = try session.commit()
      TestFile.copyDirectory(fixture.path, to: left)
    }
    try FileOperations.remove(left + "/manifest")
    _ = try WriterSession(path: left, parameters: fixture.parameters)
    #expect(try IndexSalvage(left).parts.count == 1)
  }

  @Test("a file of others that is called manifest is not replaced")
  func foreignManifest() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try FileOperations.makeDirectory(fixture.path)
    try fixture.overwrite(fixture.path + "/manifest", Array("cargo of the ship\n".utf8))
    #expect(
      try reason { _ = try fixture.session(.replaceAll) } == .foreignDirectory(name: "manifest"))
    #expect(try FileOperations.read(fixture.path + "/manifest") == Array("cargo of the ship\n".utf8))
    // Nor is another's in a directory with segments and files of others.
    try fixture.overwrite(fixture.path + "/segment-0000000000000001.wjs", [1])
    try fixture.overwrite(fixture.path + "/photo.jpg", [1])
    guard case .damagedManifest = try reason({ _ = try fixture.session(.replaceAll) }) else {
      Issue.record("a manifest beside files of others is not replaced")
      return
    }
  }

  @Test("a pipe in the place of the manifest is told of, not waited for")
  func pipe() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try FileOperations.makeDirectory(fixture.path)
    #expect(mkfifo(fixture.path + "/manifest", 0o600) == 0)
    guard case .damagedManifest = try reason({ _ = try fixture.snapshot() }) else {
      Issue.record("a pipe is no manifest")
      return
    }
  }

  @Test("the lock does not follow links, and says who has it and since when")
  func lock() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try FileOperations.makeDirectory(fixture.path)
    let victim = fixture.directory("victim")
    try fixture.overwrite(victim, [1, 2, 3])
    #expect(symlink(victim, fixture.path + "/writer.lock") == 0)
    #expect(throws: FileError.self) { _ = try fixture.session() }
    #expect(unlink(fixture.path + "/writer.lock") == 0)
    #expect(link(victim, fixture.path + "/writer.lock") == 0)
    #expect(throws: FileError.self) { _ = try fixture.session() }
    #expect(try FileOperations.read(victim) == [1, 2, 3])
    #expect(unlink(fixture.path + "/writer.lock") == 0)
    // What a killed process wrote there holds nobody up.
    try fixture.overwrite(fixture.path + "/writer.lock", Array("process 1, since 1970".utf8))
    let session = try fixture.session()
    guard case .locked(let holder) = try reason({ _ = try fixture.session() }) else {
      Issue.record("two writers")
      return
    }
    #expect(holder.hasPrefix("process \(getpid())") && holder.contains("since 20") && holder.hasSuffix("UTC"))
    withExtendedLifetime(session) {}
  }

  @Test("an index that we make the directory of is its user's alone; in another directory, as readable as that")
  func permissions() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    func mode(_ path: String) -> mode_t {
      var status = stat()
      return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
    try fixture.commit(["a": "甲"])
    #expect(mode(fixture.path) == 0o700)
    for name in try fixture.names() { #expect(mode(fixture.path + "/" + name) == 0o600, "\(name)") }
    let other = try IndexFixture()
    defer { withExtendedLifetime(other) {} }
    try FileOperations.makeDirectory(other.path)
    #expect(chmod(other.path, 0o755) == 0)
    try other.commit(["a": "甲"])
    for name in try other.names() { #expect(mode(other.path + "/" + name) == 0o644, "\(name)") }
  }
}
