import Testing
import Wenjian
import WenjianSegment
import WenjianTestSupport

@Suite("Repair")
struct RepairTests {
  /// What an index says of each document.
  private func contents(_ path: String) throws -> [String: String] {
    let index = try Index(at: path)
    var contents: [String: String] = [:]
    for key in try index.keys {
      contents[key] = "\(try index.title(of: key))\n\(try index.metadata(of: key))\n\(try index.text(of: key))"
    }
    return contents
  }

  private func repaired(_ trial: DamageTrial, into name: String = "new") throws -> (RepairReport, [String: String])
  {
    let new = trial.directory(name)
    let report = try Index.repair(at: trial.directory("index"), into: new)
    let index = try Index(at: new)
    try index.verify(.contents)
    return (report, try contents(new))
  }

  private func file(_ trial: DamageTrial, _ prefix: String, largest: Bool = true) throws -> String {
    let path = trial.directory("index")
    let names = TestFile.names(in: path).filter { $0.hasPrefix(prefix) }
    let sizes = names.map { TestFile.read(path + "/" + $0)?.count ?? 0 }
    return path + "/" + names[try #require(sizes.indices.max { sizes[$0] < sizes[$1] })]
  }

  @Test("of a sound index gives the same documents, which are found in the same places")
  func sound() throws {
    let trial = try DamageTrial()
    let before = TestFile.names(in: trial.directory("index")).map { TestFile.read(trial.directory("index/" + $0)) }
    let (report, saved) = try repaired(trial)
    #expect(report.isComplete && report.documents == saved.count)
    #expect(try saved == contents(trial.directory("index")))
    let after = TestFile.names(in: trial.directory("index")).map { TestFile.read(trial.directory("index/" + $0)) }
    #expect(before == after, "the damaged index is not touched")
    for question in DamageQuestion.all where question.name.hasPrefix("count") || question.name.hasPrefix("passages")
    {
      #expect(
        question.answer(trial.directory("new")) == question.answer(trial.directory("index")), "\(question.name)")
    }
  }

  @Test("saves every document whose own bytes are sound, as it was, and names the others", arguments: 0..<6)
  func damaged(round: Int) throws {
    var generator = SeededGenerator("repair", round: round)
    let trial = try DamageTrial()
    let sound = try contents(trial.directory("index"))
    let path = try file(trial, "segment-")
    var bytes = try #require(TestFile.read(path))
    // Any section but the table: a page here and there.
    let table = SegmentBytes(bytes).tableOffset
    for _ in 0...generator.int(0...2) {
      let byteOffset = generator.int(64...(table - 1))
      bytes[byteOffset] ^= UInt8(1 << generator.int(0...7))
    }
    TestFile.write(bytes, to: path)
    let report: RepairReport
    let saved: [String: String]
    (report, saved) = try repaired(trial)
    for (key, content) in saved {
      let isReduced = report.reductions.contains { $0.key == key }
      #expect(isReduced ? sound[key] != nil : sound[key] == content, "\(key), \(generator.replay)")
    }
    if report.problems.isEmpty {
      let lost = report.losses.count
      #expect(saved.count + lost == sound.count, "\(report), \(generator.replay)")
    }
    #expect(Set(report.losses.compactMap(\.key)).isDisjoint(with: saved.keys))
  }

  @Test("a text that is damaged is lost, and its neighbours are not")
  func damagedText() throws {
    let trial = try DamageTrial()
    let sound = try contents(trial.directory("index"))
    let path = try file(trial, "segment-")
    var file = SegmentBytes(try #require(TestFile.read(path)))
    let blocks = try #require(file.section(SectionID.storeBlocks.rawValue))
    // With checksums that are right: the hash of the text tells.
    file.bytes[blocks.lowerBound + 40] ^= 0x55
    file.seal()
    TestFile.write(file.bytes, to: path)
    let (report, saved) = try repaired(trial)
    #expect(!report.losses.isEmpty && report.losses.count < sound.count / 2)
    #expect(report.losses.allSatisfy { $0.key != nil && $0.path == path })
    for (key, content) in saved { #expect(sound[key] == content) }
    #expect(saved.count + report.losses.count == sound.count)
  }

  @Test("a section of low-weight zones that cannot be read is told", arguments: [0, 4, 7])
  func damagedZones(byte: Int) throws {
    let directory = TemporaryDirectory()
    let index = directory.appending("index")
    let writer = try IndexWriter(at: index)
    try writer.add(Document(key: "a", text: "首页 导航\n第一书记", lowWeightRanges: [0..<13]))
    try writer.commit()
    let name = try #require(TestFile.names(in: index).first { $0.hasPrefix("segment-") })
    var bytes = try #require(TestFile.read(index + "/" + name))
    let zones = try #require(SegmentBytes(bytes).section(SectionID.lowWeightZones.rawValue))
    bytes[zones.lowerBound + byte] ^= 0x81
    TestFile.write(bytes, to: index + "/" + name)
    let report = try Index.repair(at: index, into: directory.appending("new"))
    #expect(report.documents == 1 && !report.isComplete)
    #expect(report.reductions.map(\.lostParts) == [["low-weight zones"]])
  }

  @Test("without its manifest all segments are read, and that is said")
  func noManifest() throws {
    let trial = try DamageTrial()
    TestFile.write("", to: trial.directory("index/manifest"))
    let (report, saved) = try repaired(trial)
    #expect(report.problems.count == 1 && report.losses.isEmpty && !report.isComplete)
    // Deleted documents are back.
    #expect(saved["d2"] != nil && saved.count == report.documents)
  }

  @Test("goes nowhere where something is, and comes from nowhere else than an index")
  func refusals() throws {
    let trial = try DamageTrial()
    let full = #expect(throws: WenjianError.self) {
      try Index.repair(at: trial.directory("index"), into: trial.directory("index"))
    }
    #expect(full?.code == .foreignDirectory)
    let none = #expect(throws: WenjianError.self) {
      try Index.repair(at: trial.directory("none"), into: trial.directory("new"))
    }
    #expect(none?.code == .notAnIndex)
    TestFile.makeDirectory(trial.directory("empty"))
    #expect(throws: WenjianError.self) {
      try Index.repair(at: trial.directory("empty"), into: trial.directory("new"))
    }
    #expect(!TestFile.exists(trial.directory("new")))
  }
}
