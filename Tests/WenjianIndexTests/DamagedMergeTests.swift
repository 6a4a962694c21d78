// A merge copies: what is damaged, or stops being readable meanwhile, must not be copied under new checksums.

import Glibc
import Synchronization
import Testing
import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianStore
import WenjianTestSupport

/// A disk that fails when a file of some name is made.
private final class FailingDisk: FileProbe {
  private let prefix: String
  private let countdown: Atomic<Int>
  private let fail: @Sendable () -> Void

  /// - Parameters:
  ///   - prefix: of the paths of files that count.
  ///   - number: how many of them are made before the one that sets it off.
  init(whenMaking prefix: String, after number: Int, _ fail: @escaping @Sendable () -> Void) {
    (self.prefix, self.fail) = (prefix, fail)
    countdown = Atomic(number + 1)
  }

  func failure(before operation: String, _ path: String, _ change: FileChange?) -> Int32? {
    if case .create? = change, path.hasPrefix(prefix), countdown.subtract(1, ordering: .relaxed).newValue == 0 {
      fail()
    }
    return nil
  }

  var wasSetOff: Bool { countdown.load(ordering: .relaxed) <= 0 }
}

/// Makes bytes of a mapped file unreadable, as a disk that cannot give them: the file itself stays as it is.
private func makeUnreadable(_ bytes: Range<Int>, of path: String, emptyFile: Int32) {
  guard let maps = fopen("/proc/self/maps", "r") else { return }
  defer { fclose(maps) }
  var line = [CChar](repeating: 0, count: 4096)
  while fgets(&line, Int32(line.count), maps) != nil {
    // start-end permissions offset device inode path
    let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .split { $0 == " " || $0 == "\n" }
    guard fields.last.map(String.init) == path, let start = UInt(fields[0].prefix { $0 != "-" }, radix: 16) else {
      continue
    }
    let page = start + UInt(bytes.lowerBound + 4095) / 4096 * 4096
    _ = mmap(
      UnsafeMutableRawPointer(bitPattern: page), bytes.count / 4096 * 4096, PROT_READ, MAP_PRIVATE | MAP_FIXED,
      emptyFile, 0)
  }
}

@Suite("A merge that meets damage")
struct DamagedMergeTests {
  private let fixture: IndexFixture
  /// By their keys; the first three are one large segment each.
  private var expected: [String: String] = [:]

  init() throws {
    fixture = try IndexFixture(batchBytes: 1 << 20)
    var random = SeededGenerator("a merge that meets damage")
    for key in ["a", "b", "c"] {
      // So much that its blocks are copied as they are, not coded anew together with others.
      expected[key] = String(
        (0..<100_000).map { _ in Character(Unicode.Scalar(0x4E00 + UInt32(random.below(3000)))!) })
      try fixture.commit([key: expected[key] ?? ""])
    }
  }

  /// Merges all of a level of three, beside the writer.
  private func mergingSession() throws -> WriterSession {
    var policy = MergePolicy()
    (policy.factor, policy.leastPositions, policy.inlinePositions) = (3, 16, 0)
    return try WriterSession(path: fixture.path, parameters: fixture.parameters, policy: policy, threadCount: 2)
  }

  private func segment(holding key: String) throws -> String {
    let snapshot = try fixture.snapshot()
    return snapshot.views[try #require(snapshot.document(forKey: key)).view].segment.path
  }

  private func text(of key: String) throws -> String? {
    let snapshot = try fixture.snapshot()
    guard let (view, document) = snapshot.document(forKey: key) else { return nil }
    let segment = snapshot.views[view].segment
    let text = try segment.store.text(segment.documents.textRange(of: document), scratch: StoreScratch())
    return String(decoding: text, as: UTF8.self)
  }

  /// Commits a document at a time until a commit says that a merge failed.
  private mutating func commitUntilFailure(_ session: WriterSession) throws -> CommitResult {
    for number in 0..<2000 {
      let key = "k\(number)"
      expected[key] = "第\(number)号"
      try session.add(key, "第\(number)号")
      let result = try session.commit()
      if result.mergeFailure != nil { return result }
      usleep(10_000)
    }
    throw IndexError(.missing, path: "a failure of the merge")
  }

  @Test(
    "before it, in a bit: the commit stands and names file and remedy; nothing is lost, and what is sound is read")
  mutating func flipped() throws {
    let path = try segment(holding: "b")
    let bytes = try FileOperations.read(path)
    // In the middle of the largest section, which is the text or its postings.
    let section = try #require(SegmentBytes(bytes).sections.max { $0.range.count < $1.range.count })
    var damaged = bytes
    damaged[(section.range.lowerBound + section.range.upperBound) / 2] ^= 4
    try fixture.overwrite(path, damaged)
    do {
      let session = try mergingSession()
      let result = try commitUntilFailure(session)
      #expect(
        result.mergeFailure?.contains(path) == true && result.mergeFailure?.contains("by a repair") == true)
      #expect(result.warnings.contains { $0.hasPrefix("segments could not be merged, ") })
      // The session goes on, and so do merges of others.
      for number in 0..<9 {
        expected["later\(number)"] = "后来的第\(number)号"
        try session.add("later\(number)", "后来的第\(number)号")
        _ = try session.commit()
      }
      try session.finishMerges()
    }
    for (key, text) in expected where key != "b" { #expect(try self.text(of: key) == text, "\(key)") }
    #expect(try fixture.snapshot().document(forKey: "b") != nil && FileOperations.read(path) == damaged)
    // Put back from a copy, it is merged as if nothing had been.
    try fixture.overwrite(path, bytes)
    do { try mergingSession().finishMerges() }
    #expect(try fixture.contents() == expected)
    #expect(FileOperations.kind(of: path) == nil)
  }

  enum Fault: Codable, Sendable {
    case cutShort
    /// Blocks of text, which a merge copies as they are.
    case unreadablePages
  }

  // In a process of its own: probes hold for the whole process, and a page that is not there is a signal.
  @Test(
    "while it reads: nothing of it is committed, the writer says so, and nothing is lost",
    arguments: [Fault.cutShort, .unreadablePages])
  func unreadable(by fault: Fault) async {
    await #expect(processExitsWith: .success) { [fault = fault as Fault] in
      var test = try DamagedMergeTests()
      let path = try test.segment(holding: "b")
      let bytes = try FileOperations.read(path)
      let blocks = try #require(SegmentBytes(bytes).section(SectionID.storeBlocks.rawValue))
      let middle = (blocks.lowerBound + blocks.count / 4)..<(blocks.upperBound - blocks.count / 4)
      try #require(middle.count >= 8192)
      let emptyFile = try FileWriter(creating: test.fixture.directory("empty"))
      try emptyFile.finish(durably: false)
      let empty = open(test.fixture.directory("empty"), O_RDONLY)
      // The first file is the run of the document that is added, the second what the large segments become.
      let disk = FailingDisk(whenMaking: test.fixture.path + "/segment-", after: 1) {
        switch fault {
        case .cutShort: truncate(path, middle.lowerBound)
        case .unreadablePages: makeUnreadable(middle, of: path, emptyFile: empty)
        }
      }
      do {
        let session = try test.mergingSession()
        try session.add("d", "第一号")
        FileProbes.install(disk)
        defer { FileProbes.remove() }
        _ = try session.commit()
        test.expected["d"] = "第一号"
        var failure: (any Error)?
        do { try session.finishMerges() } catch { failure = error }
        try #require(disk.wasSetOff)
        let text = String(describing: try #require(failure))
        try #require(text.contains(path) && text.contains("restore it from a copy"), "\(text)")
        // What is committed stands; what is new is refused until the segment is opened again and can be read.
        try session.add("e", "第二号")
        try #require(throws: SegmentError.self) { _ = try session.commit() }
      }
      if fault == .cutShort {
        // It must not pass for an index without the documents that were cut off.
        try #require(throws: SegmentError.self) { _ = try test.fixture.snapshot() }
        try test.fixture.overwrite(path, bytes)
      }
      try #require(try test.fixture.contents() == test.expected)
      do { _ = try test.mergingSession().optimize() }
      try #require(try test.fixture.contents() == test.expected)
      try #require(try test.fixture.snapshot().views.count == 1)
      withExtendedLifetime(test) {}
    }
  }
}
