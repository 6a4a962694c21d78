// A file operation that fails, any of them, costs at most the commit that it belonged to.

import Glibc
import Testing
import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianTestSupport

@Suite("A failing file system")
struct FaultTests {
  // In a process of their own: the plan of faults holds for the whole process, and other tests write files too.

  @Test("never loses a commit, whichever operation of adding and committing it stops, and a retry succeeds")
  func newSession() async {
    await #expect(processExitsWith: .success) {
      try FaultTrial.run(retriesSameSession: false)
    }
  }

  @Test("leaves the session able to commit again")
  func sameSession() async {
    // Every third operation, from another one on in every run; all of them in the long run.
    var generator = SeededGenerator("faults")
    let first = SharedFiles.isLongRun ? 0 : generator.int(0...2)
    let threadCount = generator.int(0...1) * 2
    await #expect(processExitsWith: .success) { [first = first as Int, threadCount = threadCount as Int] in
      try FaultTrial.run(
        retriesSameSession: true, first: first, step: SharedFiles.isLongRun ? 1 : 3,
        threadCount: threadCount)
    }
  }
}

/// Two commits over each other; the second is stopped at its n-th operation, for every n.
private enum FaultTrial {
  static func run(
    retriesSameSession: Bool, first firstOperation: Int = 0, step: Int = 1, threadCount: Int = 0
  ) throws {
    let first = TemporaryDirectory()
    try write(first.appending("index")) { session in
      for (key, text) in old.sorted(by: { $0.key < $1.key }) { try add(key, text, to: session) }
    }
    var operation = firstOperation
    while true {
      let directory = TemporaryDirectory()
      let path = directory.appending("index")
      TestFile.copyDirectory(first.appending("index"), to: path)
      let isDone = try stop(
        path, at: operation, retriesSameSession: retriesSameSession, threadCount: threadCount)
      if isDone { break }
      operation += step
      precondition(operation < 2000, "the commit never ends")
    }
    // Adding, syncing and renaming are some dozens of operations; fewer would mean that faults go astray.
    try #require(operation > 20)
  }

  private static let old: [String: String] = ["a": "农村工作", "b": "乡镇工作"]
  private static let new: [String: String] = ["a": "农村工作已经完成", "c": "第一书记的工作"]

  private static func write(_ path: String, _ body: (WriterSession) throws -> Void) throws {
    // Every document is a run of its own, so that runs are merged, synced and removed.
    let session = try WriterSession(path: path, parameters: IndexTrial.tiny(batchBytes: 1))
    try body(session)
    _ = try session.commit()
  }

  private static func add(_ key: String, _ text: String, to session: WriterSession) throws {
    try session.add(DocumentFields(key: key, title: key, titleByteRange: 0..<0), text: Array(text.utf8))
  }

  private static func change(_ session: WriterSession) throws {
    session.remove(key: "b")
    for (key, text) in new.sorted(by: { $0.key < $1.key }) { try add(key, text, to: session) }
  }

  /// - Returns: whether no operation was left to be stopped.
  private static func stop(
    _ path: String, at operation: Int, retriesSameSession: Bool, threadCount: Int
  ) throws -> Bool {
    var session: WriterSession?
    var failure: String?
    FaultPlan.failFrom(operation: operation)
    do {
      let opened = try WriterSession(
        path: path, parameters: IndexTrial.tiny(batchBytes: 1), threadCount: threadCount)
      session = opened
      try change(opened)
      _ = try opened.commit()
    } catch {
      failure = "\(error)"
    }
    let wasRaised = FaultPlan.end()
    let comment = Comment(rawValue: "operation \(operation): \(failure ?? "no error")")
    let shown = try contents(path, comment)
    #expect(shown == old || shown == new, comment)
    if failure == nil { #expect(shown == new, comment) }
    if retriesSameSession, let session, failure != nil {
      // What stopped an add may have kept its document or not; adding all again replaces it.
      try change(session)
      do { _ = try session.commit() } catch { Issue.record("retry: \(error); \(comment)") }
      #expect(try contents(path, comment) == new, comment)
    }
    session = nil
    // The session that failed cleans up behind itself, and must not take what the commit needs.
    let after = try contents(path, comment)
    #expect(after == old || after == new, comment)
    if !retriesSameSession {
      do { try write(path, change) } catch { Issue.record("retry: \(error); \(comment)") }
      #expect(try contents(path, comment) == new, comment)
    }
    // Where only the removal of old files was stopped, the next commit removes them.
    if failure != nil || !wasRaised, let index = try? Index(at: path) {
      let left = TestFile.names(in: path).filter { $0.hasPrefix("segment-") }
      #expect(left.count == index.info.segments, "files are left over: \(left); \(comment)")
    }
    return !wasRaised
  }

  /// What an index holds, read every way; nil when it cannot be opened.
  private static func contents(_ path: String, _ comment: Comment) throws -> [String: String]? {
    do {
      let index = try Index(at: path)
      try index.verify(.contents)
      var texts: [String: String] = [:]
      for key in try index.keys { texts[key] = try index.text(of: key) }
      let results = try index.search("工作", options: SearchOptions(limit: 100))
      #expect(results.documents == texts.count && results.occurrences == texts.count, comment)
      #expect(Set(results.hits.map(\.key)) == Set(texts.keys), comment)
      return texts
    } catch {
      Issue.record("the index cannot be read: \(error); \(comment)")
      return nil
    }
  }
}
