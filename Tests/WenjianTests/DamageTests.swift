// Damaged files give the answer that the sound ones give, or an error. They never stop the process: a reader of an index
// that a disk has altered may be a server.

import Glibc
import Testing
import Wenjian
import WenjianTestSupport

@Suite("Damage")
struct DamageTests {
  // In a process of its own: a trap then fails one test, and the note that it leaves says at which byte.

  @Test(
    "a file cut short at any byte gives an error or the same answers",
    arguments: [("segment-", 1511), ("manifest", 11), ("deletions-", 7), ("relations-", 61)])
  func truncated(prefix: String, step: Int) async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String, prefix = prefix as String, step = step as Int] in
      DamageTrial.eachTruncation(of: prefix, in: path, step: SharedFiles.isLongRun ? 1 : step)
    }
    trial.expectNothingWrong()
  }

  @Test(
    "a flipped bit of a small file gives an error or the same answers",
    arguments: [("manifest", 41), ("deletions-", 29), ("relations-", 211)])
  func flipped(prefix: String, step: Int) async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String, prefix = prefix as String, step = step as Int] in
      DamageTrial.eachFlip(of: prefix, in: path, step: SharedFiles.isLongRun ? 1 : step, first: 0)
    }
    trial.expectNothingWrong()
  }

  /// Every bit in the long run (`WENJIAN_LONG=1`); else a sample, another one in every run.
  @Test("a flipped bit of a segment gives an error or the same answers", arguments: 0..<2)
  func flippedSegment(part: Int) async throws {
    var generator = SeededGenerator("flips", round: part)
    let step = SharedFiles.isLongRun ? 2 : 2503
    let first = SharedFiles.isLongRun ? part : generator.int(0...(step - 1))
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String, step = step as Int, first = first as Int] in
      DamageTrial.eachFlip(of: "segment-", in: path, step: step, first: first)
    }
    trial.expectNothingWrong()
  }

  /// 10,000 in the long run.
  @Test("a segment with wrong numbers and right checksums stops nothing", arguments: 0..<2)
  func sealed(part: Int) async throws {
    var generator = SeededGenerator("sealed damage", round: part)
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [
        path = trial.directory.path as String, count = (SharedFiles.isLongRun ? 5000 : 60) as Int,
        seed = generator.next() as UInt64
      ] in
      DamageTrial.eachSealedDamage(in: path, count: count, seed: seed)
    }
    trial.expectNothingWrong()
  }

  @Test("a segment that is cut short under its readers gives an error, and other indexes go on")
  func cutUnderReader() async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String] in DamageTrial.cutUnderReader(in: path)
    }
    trial.expectNothingWrong()
  }
}
