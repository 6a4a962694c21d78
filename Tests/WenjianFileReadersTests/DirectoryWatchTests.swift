// A directory that is watched, and when an update is due.

import Glibc
import Testing
import Wenjian
import WenjianBytes
import WenjianTestSupport

@testable import WenjianFileReaders

@Suite("When an update is due")
struct UpdatePacingTests {
  private let second = 1_000_000_000

  @Test("half a second after the last change, ten after the first, two after the last update")
  func rules() {
    var pacing = UpdatePacing()
    #expect(pacing.due == nil && !pacing.isPending)
    pacing.changed(at: 0)
    #expect(pacing.due == pacing.quiet && pacing.isPending)
    pacing.changed(at: second / 4)
    #expect(pacing.due == second / 4 + pacing.quiet)
    for step in 1...100 { pacing.changed(at: step * second / 4) }
    #expect(pacing.due == pacing.longestWait)
    pacing.began(at: 10 * second)
    #expect(pacing.due == nil)
    pacing.ended(at: 10 * second + 1, hasFailed: false)
    pacing.changed(at: 10 * second + 2)
    #expect(pacing.due == 10 * second + 1 + pacing.leastRest)
  }

  @Test("after a long update the rest is longer, and never longer than a change may wait")
  func rest() {
    for (took, rest) in [(1, 4), (2, 8), (5, 10), (1000, 10)] {
      var pacing = UpdatePacing()
      pacing.changed(at: 0)
      pacing.began(at: second)
      pacing.ended(at: (1 + took) * second, hasFailed: false)
      pacing.changed(at: (1 + took) * second)
      #expect(pacing.due == (1 + took + rest) * second)
    }
  }

  @Test("an update that failed is due again, each time later, up to a minute, until one is made")
  func failures() {
    var pacing = UpdatePacing()
    var waits: [Int] = []
    var now = 0
    pacing.changed(at: now)
    for _ in 0..<8 {
      now = pacing.due ?? 0
      pacing.began(at: now)
      pacing.ended(at: now, hasFailed: true)
      #expect(pacing.isPending)
      pacing.changed(at: now + 1)
      waits.append((pacing.due ?? 0) - now)
    }
    #expect(waits.map { $0 / second } == [2, 4, 8, 16, 32, 60, 60, 60])
    now = pacing.due ?? 0
    pacing.began(at: now)
    pacing.ended(at: now, hasFailed: false)
    #expect(pacing.due == nil)
  }

  @Test("changes without an end are taken, and make a bounded number of updates", arguments: 0..<20)
  func streams(round: Int) {
    var generator = SeededGenerator("pacing", round: round)
    var pacing = UpdatePacing()
    let longestGap = [1_000, 600_000, 3_000_000][round % 3] * 1_000
    var (now, updates, oldest) = (0, 0, Int?.none)
    let end = 3600 * second
    while now < end {
      let next = now + 1 + generator.below(longestGap)
      // What falls due before the next change.
      while let due = pacing.due, due <= next {
        now = max(now, due)
        if let first = oldest {
          #expect(now - first <= pacing.longestWait + 1, "\(RunSeed.replay)")
        }
        pacing.began(at: now)
        oldest = nil
        updates += 1
        now += generator.below(second / 10)
        pacing.ended(at: now, hasFailed: false)
      }
      now = max(now, next)
      pacing.changed(at: now)
      if oldest == nil { oldest = now }
    }
    #expect(updates > 300 && updates <= 3600 / 2 + 1, "\(RunSeed.replay)")
  }
}

@Suite("A directory that is watched")
struct DirectoryWatchTests {
  private let directory = TemporaryDirectory()

  private func watch(options: FileOptions = FileOptions(), scanSeconds: Int? = nil) throws -> DirectoryWatch {
    try DirectoryWatch(
      directory.path, options: options, index: directory("Index"), scanSeconds: scanSeconds)
  }

  /// - Returns: whether something happened in the directory.
  private func sees(_ watch: DirectoryWatch, _ change: () -> Void) throws -> Bool {
    #expect(!watch.hasPendingChanges)
    change()
    // The system tells before the call that changes something returns.
    guard watch.hasPendingChanges else { return false }
    #expect(try watch.waitForChanges())
    return true
  }

  @Test("tells of files that are written, changed, moved and removed, in new directories too")
  func kinds() throws {
    for name in ["a", "b", ".hidden", "left"] { TestFile.makeDirectory(directory(name)) }
    TestFile.write("left/\n", to: directory(".wenjianignore"))
    let watch = try watch()
    #expect(watch.scanReason == nil && watch.watchedDirectories == 3)
    #expect(try sees(watch) { TestFile.write("甲", to: directory("a/1.txt")) })
    #expect(try sees(watch) { TestFile.write("乙", to: directory("a/1.txt")) })
    #expect(try sees(watch) { rename(directory("a/1.txt"), directory("b/2.txt")) })
    #expect(try sees(watch) { chmod(directory("b/2.txt"), 0o600) })
    #expect(try sees(watch) { unlink(directory("b/2.txt")) })
    // Three at once: those below are not watched yet when they are made.
    #expect(
      try sees(watch) {
        for name in ["n", "n/m", "n/m/k"] { TestFile.makeDirectory(directory(name)) }
        TestFile.write("甲", to: directory("n/m/k/1.txt"))
      })
    #expect(watch.watchedDirectories == 6)
    #expect(try sees(watch) { TestFile.write("乙", to: directory("n/m/k/1.txt")) })
    // Moved within the tree it is still watched; moved out of it no more.
    #expect(try sees(watch) { rename(directory("n/m"), directory("m")) })
    #expect(try sees(watch) { TestFile.write("丙", to: directory("m/k/1.txt")) })
    let outside = TemporaryDirectory()
    #expect(try sees(watch) { rename(directory("m"), outside("m")) })
    #expect(try !sees(watch) { TestFile.write("丁", to: outside("m/k/1.txt")) })
    #expect(watch.watchedDirectories == 4)
  }

  @Test("does not tell of what no index would be made of")
  func ignored() throws {
    for name in ["a", ".git", "left", "Index"] { TestFile.makeDirectory(directory(name)) }
    TestFile.write("left/\n", to: directory(".wenjianignore"))
    let watch = try watch()
    #expect(watch.watchedDirectories == 2)
    for name in [".hidden", ".git/x", "left/1.txt", "Index/manifest", "a/.1.txt.swp"] {
      #expect(try !sees(watch) { TestFile.write("甲", to: directory(name)) }, "\(name)")
    }
    #expect(try sees(watch) { TestFile.write("", to: directory(".wenjianignore")) })
    #expect(try sees(watch) { TestFile.write("乙", to: directory("left/1.txt")) })
    let all = try self.watch(options: FileOptions(includesHidden: true))
    #expect(try sees(all) { TestFile.write("甲", to: directory("a/.2.txt")) })
  }

  @Test("does not watch an index that is made in the directory later")
  func laterIndex() throws {
    let watch = try watch()
    #expect(try sees(watch) { TestFile.makeDirectory(directory("Index")) })
    #expect(try !sees(watch) { TestFile.write("甲", to: directory("Index/manifest")) })
  }

  @Test("events that the system drops make it look at everything")
  func overflow() throws {
    let watch = try watch()
    let limit = TestFile.read("/proc/sys/fs/inotify/max_queued_events").flatMap {
      Int(String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self))
    }
    // Two names in turn, because like events one behind the other are one.
    for name in ["a", "b"] { TestFile.write("", to: directory(name)) }
    for _ in 0...(limit ?? 16384) / 2 { for name in ["a", "b"] { chmod(directory(name), 0o600) } }
    // Its event is dropped.
    TestFile.makeDirectory(directory("new"))
    #expect(watch.hasPendingChanges)
    #expect(try watch.waitForChanges())
    #expect(watch.watchedDirectories == 2)
    #expect(try sees(watch) { TestFile.write("甲", to: directory("new/1.txt")) })
  }

  @Test("a directory that is gone is looked for again, and watched when it is back")
  func goneAndBack() throws {
    TestFile.makeDirectory(directory("root"))
    let root = directory("root")
    let watch = try DirectoryWatch(root, index: directory("Index"))
    #expect(try sees(watch) { rename(root, directory("other")) })
    watch.updateFailed()
    TestFile.makeDirectory(root)
    // The failed update is due again.
    #expect(try watch.waitForChanges())
    #expect(try sees(watch) { TestFile.write("甲", to: root + "/1.txt") })
    #expect(throws: WenjianError.self) { try DirectoryWatch(directory("none"), index: directory("Index")) }
  }

  @Test("the wait ends when it is told to, also when nothing happens")
  func stopped() throws {
    let watch = try watch()
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    _ = write(ends[1], "x", 1)
    #expect(try !watch.waitForChanges(stopDescriptor: ends[0]))
    TestFile.write("甲", to: directory("1.txt"))
    #expect(watch.hasPendingChanges, "what happened before is not forgotten")
  }

  @Test("looks again after a while where the system watches no more")
  func limit() async {
    // In a process of their own: faults hold for the whole process.
    for (number, text) in [(ENOSPC, "max_user_watches"), (EMFILE, "max_user_instances"), (ENOMEM, "memory")] {
      await #expect(processExitsWith: .success) { [number = number as Int32, text = text as String] in
        let directory = TemporaryDirectory()
        FaultPlan.fail("watch", errorNumber: number)
        let watch = try DirectoryWatch(directory.path, index: directory("Index"), scanSeconds: 1)
        try #require(FaultPlan.end())
        try #require(watch.scanReason?.contains(text) == true)
        try #require(watch.watchedDirectories == 0)
        try #require(try watch.waitForChanges())
        try #require(try watch.waitForChanges())
        // Later, when directories are added.
        let other = try DirectoryWatch(directory.path, index: directory("Index"), scanSeconds: 1)
        try #require(other.scanReason == nil)
        TestFile.makeDirectory(directory("new"))
        FaultPlan.fail("watch", errorNumber: number)
        try #require(try other.waitForChanges())
        try #require(FaultPlan.end())
        try #require(other.scanReason?.contains(text) == true)
        try #require(try other.waitForChanges())
      }
    }
  }
}
