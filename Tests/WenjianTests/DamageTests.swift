// Damaged files give an error or an answer. They never stop the process: a reader of an index that a disk has
// altered may be a server.

import Glibc
import Testing
import Wenjian
import WenjianSegment
import WenjianTestSupport

@Suite("Damage")
struct DamageTests {
  // In a process of its own: a trap then fails one test, and the note that it leaves says at which byte.

  @Test("a segment cut short at any byte gives an error or an answer")
  func truncatedSegment() async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String] in
      DamageTrial.eachTruncation(of: "segment-", in: path, step: SharedFiles.isLongRun ? 1 : 311)
    }
    trial.reportTrap()
  }

  @Test("a manifest cut short at any byte gives an error or an answer")
  func truncatedManifest() async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String] in
      DamageTrial.eachTruncation(of: "manifest", in: path, step: SharedFiles.isLongRun ? 1 : 3)
    }
    trial.reportTrap()
  }

  @Test("a flipped bit of a manifest gives an error or an answer")
  func flippedManifest() async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String] in
      DamageTrial.eachFlip(of: "manifest", in: path, step: SharedFiles.isLongRun ? 1 : 7, first: 0)
    }
    trial.reportTrap()
  }

  @Test("a flipped bit of the deletions gives an error or an answer")
  func flippedDeletions() async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String] in
      DamageTrial.eachFlip(of: "deletions-", in: path, step: SharedFiles.isLongRun ? 1 : 5, first: 0)
    }
    trial.reportTrap()
  }

  @Test("a flipped bit of the copies and versions, or a part of them, gives an error or an answer")
  func damagedRelations() async throws {
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String] in
      DamageTrial.eachFlip(of: "relations-", in: path, step: SharedFiles.isLongRun ? 1 : 61, first: 0)
      DamageTrial.eachTruncation(of: "relations-", in: path, step: SharedFiles.isLongRun ? 1 : 31)
    }
    trial.reportTrap()
  }

  /// Every bit in the long run (`WENJIAN_LONG=1`); else a sample, another one in every run.
  @Test("a flipped bit of a segment gives an error or an answer, and verify finds it", arguments: 0..<2)
  func flippedSegment(part: Int) async throws {
    var generator = SeededGenerator("flips", round: part)
    let step = SharedFiles.isLongRun ? 2 : 2503
    let first = SharedFiles.isLongRun ? part : generator.int(0...(step - 1))
    let trial = try DamageTrial()
    await #expect(processExitsWith: .success) {
      [path = trial.directory.path as String, step = step as Int, first = first as Int] in
      DamageTrial.eachFlip(of: "segment-", in: path, step: step, first: first)
    }
    trial.reportTrap()
  }
}

/// A small index with everything in it: two segments, deletions, long lists, several blocks.
private struct DamageTrial {
  let directory = TemporaryDirectory()
  var note: String { directory.appending("note") }

  init() throws {
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 1 << 20, blockBytes: 128))
    var random = RandomText(SeededGenerator(seed: 7))
    for number in 0..<6 { try trial.add(key: "d\(number)", random.document(pieces: 60), date: 20_200_101) }
    try trial.add(
      key: "h", "题\n农村\n产业\n农村\n", headings: [0, 4, 11].map { HeadingLine(byteOffset: $0, level: 1 + $0 % 3) })
    // A list of more than a block of positions, with documents of its own.
    try trial.add(key: "long", String(repeating: "农村", count: 150))
    for number in 0..<140 { try trial.add(key: "s\(number)", "产业经济服") }
    try trial.commit()
    try trial.add(key: "d1", "第一书记")
    try trial.remove(key: "d2")
    try trial.commit()
    TestFile.copyDirectory(trial.path, to: directory.appending("index"))
  }

  /// Records where the process of its own stopped, if it did.
  func reportTrap() {
    guard let bytes = TestFile.read(note), !bytes.isEmpty else { return }
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    if text != "done" { Issue.record("it stopped at: \(text)") }
  }

  // MARK: In the other process

  static func eachTruncation(of prefix: String, in directory: String, step: Int) {
    each(prefix, directory) { bytes, note, probe in
      for length in Swift.stride(from: 0, to: bytes.count, by: step) {
        note("\(length) of \(bytes.count) bytes")
        probe(Array(bytes[..<length]))
      }
    }
  }

  static func eachFlip(of prefix: String, in directory: String, step: Int, first: Int) {
    each(prefix, directory) { bytes, note, probe in
      var damaged = bytes
      for bit in Swift.stride(from: first, to: bytes.count * 8, by: step) {
        note("byte \(bit / 8), bit \(bit % 8) of \(bytes.count) bytes")
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        probe(damaged)
        damaged[bit / 8] = bytes[bit / 8]
      }
    }
  }

  /// Damages each file whose name begins with `prefix`, one after the other, and reads the index every time.
  private static func each(
    _ prefix: String, _ directory: String,
    _ damage: (_ bytes: [UInt8], _ note: (String) -> Void, _ probe: ([UInt8]) -> Void) -> Void
  ) {
    let path = directory + "/index"
    let descriptor = open(directory + "/note", O_RDWR | O_CREAT, 0o644)
    func note(_ text: String) {
      let padded = text + String(repeating: "\0", count: max(0, 120 - text.utf8.count))
      _ = padded.withCString { _ in pwrite(descriptor, Array(padded.utf8), padded.utf8.count, 0) }
    }
    let names = TestFile.names(in: path).filter { $0.hasPrefix(prefix) }
    precondition(!names.isEmpty)
    for name in names {
      guard let bytes = TestFile.read(path + "/" + name) else { preconditionFailure(name) }
      damage(bytes, { note("\(name): \($0)") }) { damaged in
        // A new file each time, as maps of the last one may still stand.
        unlink(path + "/" + name)
        TestFile.write(damaged, to: path + "/" + name)
        probe(path)
      }
      TestFile.write(bytes, to: path + "/" + name)
    }
    note("done")
    close(descriptor)
  }

  private static let queries = [
    "农村", "第一书记", "村", "产业经济", "gdp", "\"农村农村农村农村\"", "exact:農", "农村 OR 产业", "一 -书记",
    "经济服", "。", "12",
  ]

  /// Uses everything that reads a segment. Only errors of the library may come out.
  private static func probe(_ path: String) {
    func attempt(_ body: () throws(WenjianError) -> Void) { do { try body() } catch {} }
    attempt { () throws(WenjianError) in
      let index = try Index(at: path)
      attempt { () throws(WenjianError) in try index.verify() }
      let keys = index.keys
      _ = index.info
      attempt { () throws(WenjianError) in _ = try index.copyGroups() }
      for query in queries {
        attempt { () throws(WenjianError) in
          _ = try index.search(query, options: SearchOptions(limit: 3, collapsesCopies: true)).hits
        }
        attempt { () throws(WenjianError) in _ = try index.count(query) }
        attempt { () throws(WenjianError) in
          for hit in try index.search(query, options: SearchOptions(limit: 3)).hits {
            _ = (hit.key, hit.title)
            attempt { () throws(WenjianError) in _ = try hit.snippets(SnippetStyle(includesHeadings: true)) }
            attempt { () throws(WenjianError) in _ = try (hit.copies, hit.versions) }
          }
        }
      }
      attempt { () throws(WenjianError) in _ = try index.explain("第一书记") }
      for key in keys.prefix(4) + keys.filter({ $0 == "h" }) {
        attempt { () throws(WenjianError) in _ = try index.text(of: key) }
        attempt { () throws(WenjianError) in _ = try index.outline(of: key) }
        attempt { () throws(WenjianError) in _ = try index.occurrences(of: "农村", in: key) }
      }
    }
  }
}
