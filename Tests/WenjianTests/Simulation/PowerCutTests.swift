// The power goes at each operation of a commit, and what was not synced is there in part.

import Testing
import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianTestSupport

@Suite("A power cut")
struct PowerCutTests {
  // In processes of their own: the simulated disk holds for the whole process.

  @Test("while an index is made leaves none, or all of the first commit")
  func first() async {
    await #expect(processExitsWith: .success) {
      try PowerCutTrial.run(before: { _, _ in }, during: { path, _ in try PowerCutTrial.commit(path, .first) })
    }
  }

  @Test("while documents are replaced and removed leaves what was there, or all of the new")
  func second() async {
    await #expect(processExitsWith: .success) {
      try PowerCutTrial.run(
        before: { path, _ in try PowerCutTrial.commit(path, .first) },
        during: { path, _ in try PowerCutTrial.commit(path, .second) })
    }
  }

  @Test("while segments are merged leaves the documents")
  func merging() async {
    await #expect(processExitsWith: .success) {
      try PowerCutTrial.run(
        before: { path, _ in
          for change in [PowerCutTrial.Change.first, .second] { try PowerCutTrial.commit(path, change) }
        },
        during: { path, _ in _ = try PowerCutTrial.session(path).optimize() })
    }
  }

  @Test("behind a commit whose last sync failed leaves that, the one before, or the next, in the same session")
  func sameSession() async {
    await #expect(processExitsWith: .success) {
      try PowerCutTrial.run(
        before: { path, _ in try PowerCutTrial.commit(path, .first) },
        during: { path, disk in
          let session = try PowerCutTrial.session(path)
          try PowerCutTrial.Change.second.make(in: session)
          disk.failsSyncBehindRename = true
          do { _ = try session.commit() } catch let error as FileError where error.operation == "sync" {}
          try PowerCutTrial.Change.third.make(in: session)
          _ = try session.commit()
        })
    }
  }

  @Test("behind a commit whose last sync failed leaves that, the one before, or the next, of another session")
  func nextSession() async {
    await #expect(processExitsWith: .success) {
      try PowerCutTrial.run(
        before: { path, _ in try PowerCutTrial.commit(path, .first) },
        during: { path, disk in
          disk.failsSyncBehindRename = true
          do { try PowerCutTrial.commit(path, .second) } catch let error as FileError
            where error.operation == "sync"
          {}
          try PowerCutTrial.commit(path, .third)
        })
    }
  }

  @Test("leaves an index whose directory could not be made durable when it was made")
  func directory() async {
    await #expect(processExitsWith: .success) {
      try PowerCutTrial.run(
        before: { path, disk in
          // The directory is there, its name is not yet safe.
          disk.fail(in: 1)
          do {
            try PowerCutTrial.commit(path, .first)
            Issue.record("the sync of the directory above did not fail")
          } catch {}
          try PowerCutTrial.commit(path, .first)
        }, during: { path, _ in try PowerCutTrial.commit(path, .second) })
    }
  }

  @Test("a run whose sync failed is not taken for durable when the commit is tried again")
  func lostRun() async {
    await #expect(processExitsWith: .success) {
      for seed in UInt64(0)..<12 {
        let directory = TemporaryDirectory()
        TestFile.makeDirectory(directory("disk"))
        let disk = SimulatedDisk(root: directory("disk"), generator: SeededGenerator(seed: seed))
        FileProbes.install(disk)
        defer { FileProbes.remove() }
        let session = try PowerCutTrial.session(directory("disk/index"), batchBytes: 1 << 20)
        try PowerCutTrial.Change.first.make(in: session)
        disk.failsSyncOfFile = true
        do {
          _ = try session.commit()
          Issue.record("the sync did not fail")
        } catch {}
        _ = try session.commit()
        disk.cutPower()
        _ = disk.writeRemains(to: directory("after"))
        FileProbes.remove()
        do {
          let found = try PowerCutTrial.contents(directory("after/index"))
          #expect(found == PowerCutTrial.Change.first.state, "seed \(seed)")
        } catch {
          Issue.record("the index cannot be read: \(error); seed \(seed)")
        }
      }
    }
  }
}

/// Runs something with the power going at its n-th operation, for every n, and looks at what remains in several ways.
private enum PowerCutTrial {
  enum Change: CaseIterable {
    case first, second, third

    private var added: [(key: String, text: String)] {
      switch self {
      case .first: [("a", "农村工作"), ("b", "乡镇工作"), ("c", "第一书记的工作")]
      case .second: [("a", "农村工作已经完成"), ("d", "产业工作")]
      case .third: [("d", "工作条例"), ("e", "工作")]
      }
    }

    private var removed: String? {
      switch self {
      case .first: nil
      case .second: "b"
      case .third: "c"
      }
    }

    func make(in session: WriterSession) throws {
      if let removed { session.remove(key: removed) }
      for (key, text) in added {
        try session.add(DocumentFields(key: key, title: "", titleByteRange: 0..<0), text: Array(text.utf8))
      }
    }

    /// What an index holds behind it.
    var state: [String: String] {
      var state: [String: String] = [:]
      for change in Self.allCases {
        if let removed = change.removed { state[removed] = nil }
        for (key, text) in change.added { state[key] = text }
        if change == self { break }
      }
      return state
    }
  }

  static func session(_ path: String, batchBytes: Int = 1) throws -> WriterSession {
    // Every document is a run of its own, so that runs are merged, synced and removed.
    try WriterSession(
      path: path, parameters: IndexTrial.tiny(batchBytes: batchBytes), policy: IndexTrial.withoutMerges)
  }

  static func commit(_ path: String, _ change: Change) throws {
    let session = try session(path)
    try change.make(in: session)
    _ = try session.commit(sources: .replace(Array("\(change)".utf8)))
  }

  /// What an index holds; nil when there is none.
  static func contents(_ path: String, verifies: Bool = false) throws -> [String: String]? {
    guard let index = try openedIndex(path) else { return nil }
    if verifies { try index.verify(.contents) }
    var texts: [String: String] = [:]
    for key in try index.keys { texts[key] = try index.text(of: key) }
    return texts
  }

  static func run(
    before: (String, SimulatedDisk) throws -> Void, during: (String, SimulatedDisk) throws -> Void
  ) throws {
    // Every sixth operation, from another one on in every run; all of them in the long run.
    var generator = SeededGenerator("power cuts")
    let step = SharedFiles.isLongRun ? 1 : 6
    var operation = SharedFiles.isLongRun ? 0 : generator.int(0...(step - 1))
    var cuts = 0
    while true {
      let directory = TemporaryDirectory()
      TestFile.makeDirectory(directory("disk"))
      let disk = SimulatedDisk(root: directory("disk"), generator: SeededGenerator(seed: generator.next()))
      FileProbes.install(disk)
      defer { FileProbes.remove() }
      try before(disk.root + "/index", disk)
      let acknowledged = try seen(disk)
      disk.cutPower(in: operation)
      do { try during(disk.root + "/index", disk) } catch { if !disk.isOff { throw error } }
      let isDone = !disk.isOff
      disk.cutPower()
      FileProbes.remove()
      // From what was acknowledged on, each state that there was.
      let states = [nil] + Change.allCases.map { Optional($0.state) }
      let first = states.firstIndex { $0 == acknowledged } ?? 0
      for way in 0..<6 {
        let after = directory("after-\(way)")
        _ = disk.writeRemains(to: after)
        let comment = Comment(rawValue: "operation \(operation), way \(way); \(RunSeed.replay)")
        do {
          let found = try contents(after + "/index", verifies: way == 0)
          let place = states.firstIndex { $0 == found }
          #expect(place.map { $0 >= first } == true, "\(found ?? [:]); \(comment)")
          // The next session goes on from there.
          if way == 0, let found {
            try commit(after + "/index", .third)
            let next = try contents(after + "/index")
            #expect(next?["e"] == "工作" && (next?.count ?? 0) >= found.count - 1, comment)
          }
        } catch {
          Issue.record("the index cannot be read: \(error); \(comment)")
        }
      }
      cuts += 1
      if isDone { break }
      operation += step
    }
    #expect(cuts > 3)
  }

  private static func seen(_ disk: SimulatedDisk) throws -> [String: String]? {
    disk.isHeld = true
    defer { disk.isHeld = false }
    return try contents(disk.root + "/index")
  }
}
