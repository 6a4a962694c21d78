// An index that is refreshed by many threads while it is written.

import Synchronization
import Testing
import Wenjian
import WenjianIndex
import WenjianSegment
import WenjianTestSupport
import WenjianThreads

@Suite("An index that is refreshed")
struct IndexRefreshTests {
  @Test("is identical until something is committed; the old one stays")
  func identity() throws {
    var trial = IndexTrial(policy: IndexTrial.withoutMerges)
    try trial.add(key: "a", "农村的第一书记")
    try trial.commit()
    let first = try trial.open()
    #expect(try first.refreshed().isIdentical(to: first))
    // Remembered by the segment, and used on.
    #expect(try first.count("第一书记", filter: .path("a")).documents == 1)
    try trial.add(key: "b", "乡镇的第一书记")
    try trial.commit()
    let second = try first.refreshed()
    #expect(!second.isIdentical(to: first) && second.generation == 2)
    #expect(try Counts(second.count("第一书记")) == Counts(documents: 2, occurrences: 2))
    #expect(try Counts(first.count("第一书记")) == Counts(documents: 1, occurrences: 1))
    try trial.remove(key: "a")
    try trial.commit()
    let third = try second.refreshed()
    #expect(try third.keys == ["b"] && second.keys == ["a", "b"] && first.keys == ["a"])
    #expect(try third.count("第一书记", filter: .path("a")).documents == 0)
    #expect(try second.count("第一书记", filter: .path("a")).documents == 1)
    try trial.check(.string(OracleString("第一书记")), on: third)
    TestFile.removeAll(trial.path)
    let error = #expect(throws: WenjianError.self) { _ = try third.refreshed() }
    #expect(error?.code == .notAnIndex)
    #expect(try third.keys == ["b"])
  }

  @Test("by many threads while a writer commits and merges: each sees whole commits, none twice or backwards")
  func threads() async throws {
    let directory = TemporaryDirectory()
    let path = directory("index")
    let rounds = 15
    let writer = try WriterSession(
      path: path, parameters: IndexTrial.tiny(batchBytes: 200, blockBytes: 64), policy: Self.tinyPolicy,
      threadCount: 2)
    // In commit n three documents say 第n号, and none says another number.
    func write(_ round: Int) throws {
      for number in 0..<3 {
        let text = Array("第\(round)号文件，农村工作".utf8)
        try writer.add(DocumentFields(key: "d\(number)", title: "", titleByteRange: 0..<0), text: text)
      }
      let more = Array("另外的文件".utf8)
      try writer.add(DocumentFields(key: "more\(round)", title: "", titleByteRange: 0..<0), text: more)
      _ = try writer.commit()
    }
    try write(1)
    let shared = Shared(try Index(at: path))
    let readers = (0..<4).map { _ in
      Task {
        var last = 0
        while true {
          let isLast = shared.isDone.load(ordering: .sequentiallyConsistent)
          let held = shared.index.withLock { $0 }
          let index = try held.refreshed()
          shared.index.withLock { if $0.generation < index.generation { $0 = index } }
          // Merges make commits of their own, so the number of the round is read from the index.
          let round = index.documentCount - 3
          #expect(round >= last && index.generation >= held.generation)
          let counts = try index.count("第\(round)号")
          #expect(counts.documents == 3 && counts.occurrences == 3, "round \(round)")
          #expect(try index.count("农村").documents == 3)
          last = round
          if isLast { return last }
          await Task.yield()
        }
      }
    }
    do {
      defer { shared.isDone.store(true, ordering: .sequentiallyConsistent) }
      for round in 2...rounds {
        try write(round)
        await Task.yield()
      }
      try writer.finishMerges()
    }
    for reader in readers { #expect(try await reader.value == rounds) }
    #expect(try shared.index.withLock { $0 }.refreshed().documentCount == rounds + 3)
  }

  /// What the readers share.
  private final class Shared: Sendable {
    let index: Locked<Index>
    let isDone = Atomic<Bool>(false)

    init(_ index: Index) { self.index = Locked(index) }
  }

  private static var tinyPolicy: MergePolicy {
    var policy = MergePolicy()
    policy.factor = 3
    policy.leastPositions = 16
    policy.inlinePositions = 40
    return policy
  }
}
