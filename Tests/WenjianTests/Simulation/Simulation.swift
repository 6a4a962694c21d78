// A writer, its merges, readers, power cuts, full disks and errors of the disk, all told by one seed.

import Glibc
import Synchronization
import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianTestSupport
import WenjianText
import WenjianThreads

/// What went wrong in a simulation, and where.
struct SimulationFailure: Error, CustomStringConvertible {
  let description: String
}

/// What a simulation did.
struct SimulationCounts {
  var commits = 0
  var failedCommits = 0
  var powerCuts = 0
  var lostPieces = 0
  var faults = 0
  var operations = 0
  var comparisons = 0
  var switches = 0

  static func += (a: inout Self, b: Self) {
    a.commits += b.commits
    a.failedCommits += b.failedCommits
    a.powerCuts += b.powerCuts
    a.lostPieces += b.lostPieces
    a.faults += b.faults
    a.operations += b.operations
    a.comparisons += b.comparisons
    a.switches += b.switches
  }
}

/// One history of an index. Needs a process of its own: probe and schedule hold for all of it.
///
/// After a power cut, and whenever it is looked at, the index holds exactly what the last acknowledged commit left, or
/// what a commit since then that failed or was under way would have; a reader holds what it opened.
struct Simulation {
  private let seed: UInt64
  private var generator: SeededGenerator
  private var random: RandomText
  private let parent = TemporaryDirectory()
  private let schedule: SeededSchedule
  private var disk: SimulatedDisk
  private var lives = 0

  private var parameters = SegmentParameters()
  private var policy = MergePolicy()
  private var threadCount = 0
  private var session: WriterSession?
  /// What the session would commit.
  private var pending = IndexState()
  /// What a commit that failed said of sources: the next one says it again. It may stand, when only the merge of an
  /// `optimize` failed behind it.
  private var unsaid = SourcesChange.keep
  /// What the index may hold; nil: there is none. One state but after commits that failed.
  private var allowed: [IndexState?] = [nil]
  private var readers: [(index: Index, state: IndexState)] = []
  /// The faults of the disk when the session's last commit was made, if none came while it was.
  private var faultsOfCleanCommit: Int?
  /// The faults of the disk that the engine has thrown.
  private var toldFaults = 0
  /// The last steps, to be told of a failure.
  private var story: [String] = []
  private(set) var counts = SimulationCounts()
  /// Of all operations: equal when two runs did the same.
  private(set) var digest: UInt64 = 0

  init(seed: UInt64) {
    self.seed = seed
    generator = SeededGenerator(seed: seed)
    random = RandomText(SeededGenerator(seed: generator.next()))
    schedule = SeededSchedule(SeededGenerator(seed: generator.next()))
    TestFile.makeDirectory(parent("0"))
    disk = SimulatedDisk(root: parent("0"), generator: SeededGenerator(seed: generator.next()), schedule: schedule)
    policy.factor = 3
    policy.leastPositions = 16
  }

  private var path: String { disk.root + "/index" }

  /// Runs the whole history.
  /// - Throws: `SimulationFailure`.
  mutating func run(steps: Int = 60) throws {
    FileProbes.install(disk)
    ThreadSchedules.install(schedule)
    defer {
      session = nil
      FileProbes.remove()
      ThreadSchedules.remove()
    }
    do {
      for _ in 0..<steps { try step() }
      // In the end all is well, and one more commit leaves nothing behind.
      disk.limit(toFree: nil)
      disk.isHeld = true
      try open()
      try change()
      try commit("commit") { try $0.commit(sources: $1) }
      try finishMerges()
      try checkFiles()
      session = nil
      try look(verifies: true)
      retire()
    } catch {
      throw SimulationFailure(
        description: "seed 0x\(String(seed, radix: 16)): \(error)\n  "
          + story.suffix(SharedFiles.isLongRun ? 10_000 : 30).joined(separator: "\n  "))
    }
  }

  private mutating func tell(_ text: String) { story.append("\(disk.operations): \(text)") }

  private func fail(_ text: String) -> SimulationFailure { SimulationFailure(description: text) }

  // MARK: Steps

  private mutating func step() throws {
    switch generator.int(0...99) {
    case 0..<40: try change()
    case 40..<58: try commit("commit") { try $0.commit(sources: $1) }
    case 58..<62: try finishMerges()
    case 62..<65: try commit("optimize") { try $0.optimize(sources: $1) }
    case 65..<72:
      tell("the session ends")
      session = nil
    case 72..<77: try openReader()
    case 77..<82: try checkReaders()
    case 82..<86: try look(verifies: generator.oneIn(3))
    case 86..<93:
      let count = generator.pick([3, 20, 60, 200])
      let index = generator.int(0...count)
      tell("the power will go in \(index)")
      disk.cutPower(in: index)
    case 93..<97:
      let index = generator.int(0...generator.pick([3, 20, 60]))
      tell("a fault in \(index)")
      disk.fail(in: index)
    case 97..<99:
      let isFull = disk.isFull
      let free = generator.pick([0, 300, 4000, 30_000])
      tell(isFull ? "the disk has room again" : "\(free) bytes are free")
      disk.limit(toFree: isFull ? nil : free)
    default:
      tell("the power goes")
      disk.cutPower()
    }
    if disk.isOff { try restart() }
  }

  /// Calls the engine, and tells errors that are its right from others.
  /// - Returns: nil when it threw, and may have.
  private mutating func attempt<Result>(_ what: String, _ body: () throws -> Result) throws -> Result? {
    do {
      let result = try body()
      tell(what)
      return result
    } catch {
      tell("\(what): \(error)")
      // What stopped a batch on its thread is told by a later call; each fault is told once.
      guard disk.isOff || disk.faults > toldFaults else { throw fail("\(what) failed for no reason: \(error)") }
      toldFaults += 1
      return nil
    }
  }

  private mutating func open() throws {
    guard session == nil, !disk.isOff else { return }
    parameters.batchBytes = generator.pick([1, 200, 2000, 1 << 20])
    parameters.blockBytes = generator.pick([32, 128, 4096])
    policy.inlinePositions = generator.pick([0, 40, 1 << 20])
    threadCount = generator.pick([0, 0, 1, 2])
    let replacesAll = generator.oneIn(8)
    // What the session begins with is what stands, whatever was acknowledged.
    let base = try look(verifies: false)
    if disk.isOff { return }
    let (path, parameters, policy, threadCount) = (path, parameters, policy, threadCount)
    session = try attempt("open, \(threadCount) threads\(replacesAll ? ", replacing all" : "")") {
      try WriterSession(
        path: path, mode: replacesAll ? .replaceAll : .append, parameters: parameters, policy: policy,
        threadCount: threadCount)
    }
    if session != nil { toldFaults = disk.faults }
    faultsOfCleanCommit = nil
    unsaid = .keep
    pending = replacesAll ? IndexState() : base ?? IndexState()
  }

  /// Adds or removes a document.
  private mutating func change() throws {
    try open()
    guard let session else { return }
    let key = "d\(generator.int(0...14))"
    if generator.oneIn(4) {
      tell("remove \(key)")
      session.remove(key: key)
      pending.oracle.remove(key: key)
      return
    }
    let text =
      generator.oneIn(4) && !pending.oracle.documents.isEmpty
      ? String(decoding: generator.pick(pending.oracle.documents).utf8, as: UTF8.self)
      : random.document(pieces: generator.int(0...40))
    // What stopped an add may have kept its document or not; adding it once more makes it sure.
    for _ in 0..<3 {
      let added: Void? = try attempt("add \(key)") {
        var utf8 = Array(text.utf8)
        MarkedText.clean(&utf8)
        try session.add(DocumentFields(key: key, title: "", titleByteRange: 0..<0), text: utf8)
      }
      if added != nil {
        pending.oracle.add(key: key, text: text)
        return
      }
    }
    tell("the session is given up")
    self.session = nil
  }

  private mutating func commit(
    _ what: String, _ body: (WriterSession, SourcesChange) throws -> CommitResult
  ) throws {
    try open()
    guard let session else { return }
    var sources = unsaid
    if generator.oneIn(3) {
      let bytes = Array("made of \(generator.int(0...99))".utf8)
      sources = generator.oneIn(4) ? .forget : .replace(bytes)
    }
    var committed = pending
    switch sources {
    case .keep: break
    case .forget: committed.sources = nil
    case .replace(let bytes): committed.sources = bytes
    }
    let faults = disk.faults
    let reader = threadCount > 0 && generator.oneIn(2) ? ConcurrentReader(path, allowed + [committed]) : nil
    let result = try attempt(what) { try body(session, sources) }
    if let reader, let failure = reader.wait(), !disk.isOff, disk.faults == faults { throw fail(failure) }
    guard let result else {
      allowed.append(committed)
      unsaid = sources
      counts.failedCommits += 1
      return
    }
    counts.commits += 1
    unsaid = .keep
    pending = committed
    // A power cut may undo what the last sync did not make durable.
    allowed = result.syncFailure == nil ? [pending] : allowed + [pending]
    if result.documents != pending.oracle.documents.count {
      throw fail("\(result.documents) documents are committed")
    }
    // It may be of a merge that began behind an earlier commit and met a fault on its thread since.
    if let failure = result.mergeFailure, !disk.isOff {
      guard disk.faults > toldFaults else { throw fail(failure) }
      toldFaults += 1
    }
    // What a fault keeps it from removing, the next commit removes.
    faultsOfCleanCommit = disk.faults == faults ? faults : nil
    if threadCount == 0, disk.faults == faults, !disk.isOff { try checkFiles() }
  }

  private mutating func finishMerges() throws {
    guard let session else { return }
    let hasChanges = session.hasChanges
    let done: Void? = try attempt("finish merges") { try session.finishMerges() }
    // What was added since the last commit has files of its own.
    if done != nil, !hasChanges, !disk.isOff, disk.faults == faultsOfCleanCommit { try checkFiles() }
  }

  // MARK: Looking

  private mutating func queries(_ state: IndexState) -> [OracleQuery] {
    let texts = state.oracle.documents.map { String(decoding: $0.utf8, as: UTF8.self) }
    return (0..<3).compactMap { _ in random.query(from: texts) }
  }

  /// Opens the index, with a disk that works, and finds the state that it is in.
  @discardableResult
  private mutating func look(verifies: Bool) throws -> IndexState? {
    let wasHeld = disk.isHeld
    disk.isHeld = true
    defer { disk.isHeld = wasHeld }
    if disk.isOff { return nil }
    guard let index = try openedIndex(path) else {
      guard allowed.contains(where: { $0 == nil }) else { throw fail("there is no index") }
      return nil
    }
    if verifies { try index.verify(.contents) }
    let sources = try IndexSnapshot.open(path).sources()
    var differences: [String] = []
    // The last first: it is the likely one.
    for state in allowed.compactMap({ $0 }).reversed() {
      let difference =
        sources == state.sources ? try state.difference(from: index, asking: queries(state)) : "other sources"
      guard let difference else {
        counts.comparisons += 1
        return state
      }
      differences.append(difference)
    }
    throw fail("the index is none of what it may be: \(differences)")
  }

  private mutating func openReader() throws {
    guard let state = try look(verifies: false) else { return }
    tell("a reader opens")
    disk.isHeld = true
    defer { disk.isHeld = false }
    if let index = try openedIndex(path) { readers.append((index, state)) }
    if readers.count > 3 { readers.removeFirst() }
  }

  /// A snapshot stays as it is, whatever is committed and removed.
  private mutating func checkReaders() throws {
    disk.isHeld = true
    defer { disk.isHeld = false }
    for (index, state) in readers {
      if let difference = try state.difference(from: index, asking: queries(state)) {
        throw fail("a reader sees \(difference)")
      }
      _ = try index.copyGroups()
      counts.comparisons += 1
    }
  }

  /// Every file is one that the commit names, or the lock.
  private mutating func checkFiles() throws {
    let wasHeld = disk.isHeld
    disk.isHeld = true
    defer { disk.isHeld = wasHeld }
    guard FileOperations.kind(of: path + "/manifest") != nil else { return }
    let snapshot = try IndexSnapshot.open(path)
    var known: Set = ["manifest", "writer.lock"]
    for view in snapshot.views { known.insert(String(view.segment.path.split(separator: "/").last ?? "")) }
    let names = TestFile.names(in: path)
    var others = names.filter { !known.contains($0) }
    for (prefix, limit) in [
      ("deletions-", snapshot.views.count { $0.deletions != nil }), ("relations-", 1), ("sources-", 1),
    ] {
      let found = others.filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".new") }
      if found.count <= limit { others.removeAll { found.contains($0) } }
    }
    if !others.isEmpty { throw fail("files are left over: \(others) of \(names)") }
    counts.comparisons += 1
  }

  // MARK: Power cuts

  private mutating func retire() {
    counts.operations += disk.operations
    counts.faults += disk.faults
    counts.switches = schedule.switchCount
    digest = digest &* 31 &+ disk.digest
  }

  /// The power is off: what remains is on another disk, where the index must be one of those that it may be.
  private mutating func restart() throws {
    // Ends as a process does that gets nothing done any more.
    session = nil
    readers = []
    lives += 1
    counts.powerCuts += 1
    let root = parent("\(lives)")
    let lost = disk.writeRemains(to: root)
    counts.lostPieces += lost
    tell("the power was off; \(lost) pieces were lost; \(TestFile.names(in: root + "/index"))")
    retire()
    TestFile.removeAll(disk.root)
    disk = SimulatedDisk(root: root, generator: SeededGenerator(seed: generator.next()), schedule: schedule)
    toldFaults = 0
    FileProbes.install(disk)
    // Whichever it is now, it stays.
    allowed = [try look(verifies: generator.oneIn(2))]
  }
}

/// Opens an index again and again while a commit is being made, on a thread of its own.
private final class ConcurrentReader: Sendable {
  private final class Finding: Sendable {
    let text = Locked<String?>(nil)
  }

  private let finding = Finding()
  private let thread: Thread

  init?(_ path: String, _ states: [IndexState?]) {
    let thread = Thread { [finding] in
      do {
        for _ in 0..<3 {
          let index = try openedIndex(path)
          let differences = try states.map { state -> String? in
            guard let state, let index else { return state == nil && index == nil ? nil : "an index or none" }
            return try state.difference(from: index)
          }
          if !differences.contains(nil) { throw SimulationFailure(description: "\(differences)") }
        }
      } catch {
        finding.text.withLock { $0 = "a reader beside the commit: \(error)" }
      }
    }
    guard let thread else { return nil }
    self.thread = thread
  }

  /// Waits until it is done.
  /// - Returns: what it found wrong.
  func wait() -> String? {
    thread.join()
    return finding.text.withLock { $0 }
  }
}
