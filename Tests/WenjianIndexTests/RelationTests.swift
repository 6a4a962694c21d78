import Testing
import WenjianBytes
import WenjianModel
import WenjianTestSupport

@testable import WenjianIndex

@Suite("Copies and versions")
struct RelationTests {
  /// Reprints of a few texts: framed, with other numbers and marks, some characters changed, the same to the byte; among
  /// them versions of laws, short texts and empty ones.
  static func documents(_ generator: inout SeededGenerator) -> [RelatedText] {
    var documents: [RelatedText] = []
    let footer = noise(40, &generator)
    for _ in 0..<generator.int(1...5) {
      let text = noise(generator.int(400...600), &generator)
      // Which of two versions an undated reprint is more like is left to a test of its own: it is estimated. Here the
      // documents of a text are all dated versions of one law, or none of them is kept apart by a date.
      let isVersioned = generator.oneIn(2)
      let work = isVersioned || generator.oneIn(2) ? UInt64(generator.int(1...3)) : 0
      let days = isVersioned ? 3 : 1
      for _ in 0..<generator.int(1...5) {
        var reprint = text
        switch generator.int(0...4) {
        case 0: reprint = noise(generator.int(1...30), &generator) + "\n" + text
        case 1: reprint = text.replacing("，", with: " 2016、")
        case 2: reprint = text + "\n" + footer
        case 3: reprint = text.replacing(text.prefix(200).suffix(4), with: "")
        default: break
        }
        let isKept = isVersioned || !generator.oneIn(4)
        let date = !isVersioned && generator.oneIn(3) ? 0 : 20_200_100 + UInt32(generator.int(1...days))
        documents.append(RelatedText(key: "", text: reprint, work: isKept ? work : 0, date: date))
      }
    }
    for text in ["短", "短", "又短", "", ""] {
      documents.append(
        RelatedText(key: "", text: text, work: UInt64(generator.int(0...2)), date: UInt32(generator.int(0...2))))
    }
    documents.shuffle(using: &generator)
    for index in documents.indices { documents[index].key = "\(generator.int(0...99))/\(index)" }
    return documents
  }

  @Test("are those that counting finds, in any number of commits", arguments: 0..<(SharedFiles.isLongRun ? 60 : 5))
  func oracle(round: Int) throws {
    var generator = SeededGenerator("relations", round: round)
    let documents = Self.documents(&generator)
    let expected = RelationOracle(documents).groups
    let one = try IndexFixture(batchBytes: 1 << 20)
    let summary = try one.commit(documents)
    #expect(try one.groups() == expected, "\(RunSeed.replay)")
    #expect(summary.copyGroups == expected.copies.count, "\(RunSeed.replay)")
    #expect(summary.copies == expected.copies.reduce(0) { $0 + $1.count - 1 }, "\(RunSeed.replay)")
    // The same documents in another order, over commits of several segments, some first with another text, others
    // removed again.
    let many = try IndexFixture(batchBytes: generator.int(100...4000))
    var rest = documents.shuffled(using: &generator)[...]
    while !rest.isEmpty {
      let part = rest.prefix(generator.int(1...6))
      rest = rest.dropFirst(part.count)
      var added = Array(part)
      for document in rest where generator.oneIn(3) {
        added.append(RelatedText(key: document.key, text: part.first?.text ?? "", work: 7, date: 1))
      }
      added.append(RelatedText(key: "gone", text: part.first?.text ?? ""))
      try many.commit(added)
    }
    try many.commit([], removing: ["gone"])
    #expect(try many.groups() == expected, "\(RunSeed.replay)")
    withExtendedLifetime((one, many)) {}
  }

  @Test(
    "that a commit finds for its new documents are, to the byte, those that comparing all finds",
    arguments: 0..<(SharedFiles.isLongRun ? 40 : 3))
  func increments(round: Int) throws {
    var generator = SeededGenerator("increments", round: round)
    let fixture = try IndexFixture(batchBytes: generator.int(400...8000))
    defer { withExtendedLifetime(fixture) {} }
    var waiting: [RelatedText] = []
    for _ in 0..<4 { waiting += Self.documents(&generator) }
    for index in waiting.indices { waiting[index].key += "/\(index)" }
    waiting.shuffle(using: &generator)
    var live: [String] = []
    var newAlone = 0
    var session: WriterSession?
    while let next = waiting.popLast() {
      var added = [next]
      for _ in 0..<(live.isEmpty ? 12 : generator.below(4)) {
        if let more = waiting.popLast() { added.append(more) }
      }
      if generator.oneIn(4) { session = nil }
      let writer = try session ?? Self.mergingSession(fixture)
      session = writer
      for document in added { try writer.add(document) }
      live += added.map(\.key)
      while live.count > 20, generator.oneIn(2) {
        writer.remove(key: live.remove(at: generator.below(live.count)))
      }
      let before = try? fixture.snapshot()
      _ = try writer.commit()
      if generator.oneIn(8) { _ = try writer.optimize() }
      let snapshot = try fixture.snapshot()
      let path = try fixture.relationsPath()
      let stored = try path.map { try FileOperations.read($0) }
      #expect(stored == DocumentRelations.file(snapshot.views)?.bytes, "\(RunSeed.replay)")
      if let before, added.count * 2 < before.documentCount { newAlone += 1 }
    }
    #expect(newAlone > 3)
  }

  @Test("that a document kept apart are found when it is gone")
  func freed() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    // One text: a may be either law, and goes with the first.
    try fixture.commit([
      RelatedText(key: "a", text: "同意"), RelatedText(key: "b", text: "同意", work: 1),
      RelatedText(key: "c", text: "同意", work: 2),
    ])
    #expect(try fixture.groups().copies == [["a", "b"]])
    try fixture.commit([], removing: ["b"])
    #expect(try fixture.groups().copies == [["a", "c"]])
  }

  /// Merges after every few commits.
  private static func mergingSession(_ fixture: IndexFixture) throws -> WriterSession {
    var policy = MergePolicy()
    (policy.factor, policy.leastPositions) = (3, 256)
    return try WriterSession(path: fixture.path, parameters: fixture.parameters, policy: policy)
  }

  @Test("keep two versions of a law apart, however like; what is like both goes with the one it is more like")
  func versions() throws {
    var generator = SeededGenerator()
    let text = noise(800, &generator)
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    let old = RelatedText(key: "a", text: text, work: 5, date: 19_950_318)
    let new = RelatedText(key: "b", text: text + noise(100, &generator), work: 5, date: 20_210_429)
    try fixture.commit([old, new])
    #expect(try fixture.groups().copies.isEmpty && fixture.groups().versions == [["a", "b"]])
    // The reprint has no date, so it may be of either; it is the text of the new one.
    let undated = RelatedText(key: "c", text: new.text + "。", work: 5)
    let other = RelatedText(key: "d", text: new.text + "（转载）")
    try fixture.commit([undated, other])
    #expect(try fixture.groups().copies == [["b", "c", "d"]], "\(RunSeed.replay)")
    #expect(try fixture.groups().versions == [["a", "b", "c"]])
    try fixture.commit([], removing: ["b"])
    #expect(try fixture.groups().copies == [["a", "c", "d"]], "\(RunSeed.replay)")
    // They are one text now, but one of them may be another version: it has no date.
    #expect(try fixture.groups().versions == [["a", "c"]])
    // Of one date they are reprints, and no versions. A law of another name is none of them, whatever its text.
    var reprint = undated
    reprint.date = old.date
    try fixture.commit([reprint, RelatedText(key: "e", text: old.text, work: 6, date: old.date)])
    #expect(try fixture.groups().versions.isEmpty)
    #expect(try fixture.groups().copies == [["a", "c", "d"]], "\(RunSeed.replay)")
    try fixture.commit([], removing: ["a", "c", "d", "e"])
    #expect(try fixture.groups() == RelationGroups())
    #expect(try fixture.relationsPath() == nil)
  }

  @Test("that are the same to the byte need no minimum of text, only some")
  func shortTexts() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit([
      RelatedText(key: "1", text: "同意"), RelatedText(key: "2", text: "同意"), RelatedText(key: "3", text: "不同意"),
      RelatedText(key: "4", text: ""), RelatedText(key: "5", text: ""),
      RelatedText(key: "6", text: "同意", work: 1, date: 1), RelatedText(key: "7", text: "同意", work: 1, date: 2),
    ])
    #expect(try fixture.groups().copies == [["1", "2", "6"]])
    #expect(try fixture.groups().versions == [["6", "7"]])
  }

  @Test("are found in a crowd: of the same texts, of letters that differ in a name, of pages with one footer")
  func crowds() throws {
    var generator = SeededGenerator()
    let count = 1000
    let letter = noise(300, &generator)
    let footer = noise(120, &generator)
    let fixture = try IndexFixture(batchBytes: 1 << 20)
    defer { withExtendedLifetime(fixture) {} }
    var documents: [RelatedText] = []
    for number in 0..<count {
      let name = noise(6, &generator)
      documents.append(RelatedText(key: "letter \(number)", text: letter + name + letter.prefix(60)))
      documents.append(RelatedText(key: "same \(number)", text: footer + letter.suffix(100)))
      documents.append(RelatedText(key: "page \(number)", text: noise(900, &generator) + footer))
    }
    // One of the pages was printed twice.
    documents.append(RelatedText(key: "page x", text: documents[2].text + "。转载"))
    try fixture.commit(documents)
    let groups = try fixture.snapshot().copyGroups().map(\.count).sorted()
    #expect(groups == [2, count, count], "\(groups), \(RunSeed.replay)")
  }

  @Test("of a snapshot stay, when later commits have removed their file before it was opened")
  func isolation() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit([RelatedText(key: "a", text: "同意"), RelatedText(key: "b", text: "同意")])
    let (opened, unopened) = (try fixture.snapshot(), try fixture.snapshot())
    #expect(try RelationGroups(opened).copies == [["a", "b"]])
    try fixture.commit([RelatedText(key: "c", text: "同意")], removing: ["a"])
    #expect(try RelationGroups(opened).copies == [["a", "b"]])
    #expect(try RelationGroups(unopened).copies == [["a", "b"]])
    #expect(try fixture.groups().copies == [["b", "c"]])
    #expect(try fixture.names().count { $0.hasPrefix("relations-") } == 1)
  }

  @Test("are found again when their file is missing or of a commit that failed")
  func replacedFile() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.commit([RelatedText(key: "a", text: "同意"), RelatedText(key: "b", text: "同意")])
    let first = try FileOperations.read(#require(try fixture.relationsPath()))
    try fixture.commit([RelatedText(key: "c", text: "同意")])
    let path = try #require(try fixture.relationsPath())
    try fixture.overwrite(path, first)
    #expect(try fixture.groups().copies == [["a", "b", "c"]])
    try FileOperations.remove(path)
    #expect(try fixture.groups().copies == [["a", "b", "c"]])
    try fixture.snapshot().verifyRelations()
  }

  @Test("in a file that is cut or flipped give an error or an answer, never a trap, and verifying tells")
  func damage() throws {
    let fixture = try IndexFixture()
    defer { withExtendedLifetime(fixture) {} }
    var documents = (0..<9).map { RelatedText(key: "\($0)", text: "同意\($0 / 3)", work: 1, date: UInt32($0 % 4)) }
    documents.append(RelatedText(key: "gone", text: "同意0"))
    try fixture.commit(documents)
    try fixture.commit([], removing: ["gone"])
    let intact = try fixture.groups()
    #expect(!intact.copies.isEmpty && !intact.versions.isEmpty)
    let path = try #require(try fixture.relationsPath())
    let bytes = try FileOperations.read(path)
    for cut in 0..<bytes.count {
      try fixture.overwrite(path, Array(bytes[..<cut]))
      #expect(throws: IndexError.self) { try fixture.groups() }
    }
    for bit in 0..<(8 * bytes.count) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      try fixture.overwrite(path, flipped)
      let snapshot = try fixture.snapshot()
      if let groups = try? RelationGroups(snapshot) {
        #expect(!groups.description.contains("gone"))
        // The second word tells another commit's file: then the groups are found again.
        let isFoundAgain = (64..<128).contains(bit)
        #expect(!isFoundAgain || groups == intact)
        if !isFoundAgain { #expect(throws: IndexError.self) { try snapshot.verifyRelations() } }
      }
    }
  }

  @Test("are those of the old commit or of the new one, whichever file operation of the new one fails")
  func faults() async {
    await #expect(processExitsWith: .success) {
      let old: [[String]] = [["a", "b"]]
      let new: [[String]] = [["b", "c"], ["d", "e"]]
      var failures = 0
      for operation in 0..<200 {
        let fixture = try IndexFixture(batchBytes: 1 << 20)
        try fixture.commit([RelatedText(key: "a", text: "同意"), RelatedText(key: "b", text: "同意")])
        var hasFailed = false
        do {
          let session = try fixture.session()
          session.remove(key: "a")
          for (key, text) in [("c", "同意"), ("d", "照办"), ("e", "照办")] {
            try session.add(RelatedText(key: key, text: text))
          }
          FaultPlan.failFrom(operation: operation)
          do { _ = try session.commit() } catch { hasFailed = true }
          FaultPlan.end()
          let copies = try fixture.groups().copies
          #expect(copies == old || copies == new, "after operation \(operation)")
          if hasFailed {
            failures += 1
            // What is added before the next try must not meet the groups of the failed one.
            try session.add(RelatedText(key: "f", text: "照办"))
            _ = try session.commit()
            #expect(try fixture.groups().copies == [["b", "c"], ["d", "e", "f"]], "after operation \(operation)")
          }
        }
        // Where only the removal of what is old was stopped, the next commit does it.
        if hasFailed { #expect(try fixture.names().count { $0.hasPrefix("relations-") } == 1) }
        withExtendedLifetime(fixture) {}
        if !hasFailed { break }
      }
      #expect(failures > 10 && failures < 100)
    }
  }

  @Test("of a first commit that is given up leave nothing, and half a file stops no other")
  func abandoned() async {
    await #expect(processExitsWith: .success) {
      for operation in 0..<100 {
        let fixture = try IndexFixture(batchBytes: 1 << 20)
        try FileOperations.makeDirectory(fixture.path)
        var hasFailed = false
        do {
          let session = try fixture.session()
          for key in ["a", "b"] { try session.add(RelatedText(key: key, text: "同意")) }
          FaultPlan.failFrom(operation: operation)
          defer { FaultPlan.end() }
          do { _ = try session.commit() } catch { hasFailed = true }
        }
        let hasCommit = try fixture.names().contains(Manifest.fileName)
        if hasCommit {
          #expect(try fixture.groups().copies == [["a", "b"]], "after operation \(operation)")
        } else {
          let left = try fixture.names().filter { $0 != Manifest.fileName + ".new" }
          #expect(left.isEmpty, "after operation \(operation)")
        }
        if !hasFailed { break }
        withExtendedLifetime(fixture) {}
      }
      let fixture = try IndexFixture()
      try FileOperations.makeDirectory(fixture.path)
      try fixture.overwrite(fixture.path + "/relations-1.wjr.new", [1, 2, 3])
      try fixture.commit([RelatedText(key: "a", text: "同意")])
      #expect(try fixture.names().allSatisfy { !$0.hasPrefix("relations-") })
    }
  }
}
