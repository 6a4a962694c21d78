import Glibc
import Testing
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianStream

@Suite("The manifest")
struct ManifestTests {
  private func write(_ text: String, in fixture: IndexFixture) throws {
    try fixture.overwrite(fixture.path + "/" + Manifest.fileName, Array(text.utf8))
  }

  private func text(_ fixture: IndexFixture) throws -> String {
    String(decoding: try FileOperations.read(fixture.path + "/" + Manifest.fileName), as: UTF8.self)
  }

  /// The text with a checksum that fits it.
  private func sealed(_ body: String) -> String {
    let sum = Array(body.utf8).withUnsafeBytes { hash64($0) }
    let digits = String(sum, radix: 16)
    return body + "checksum " + String(repeating: "0", count: 16 - digits.count) + digits + "\n"
  }

  private func index() throws -> IndexFixture {
    let fixture = try IndexFixture()
    try fixture.commit(["a": "甲", "b": "乙"])
    try fixture.commit(["b": "新乙"])
    return fixture
  }

  @Test("is a text that says what the commit is")
  func readable() throws {
    let fixture = try index()
    defer { withExtendedLifetime(fixture) {} }
    let lines = try text(fixture).split(separator: "\n").map(String.init)
    let current = AnalyzerFingerprint.current
    #expect(lines[0] == "wenjian index 1")
    #expect(lines[1] == "generation 2")
    #expect(
      lines[2]
        == "analyzer fold \(current.foldVersion) stream \(current.streamVersion) icu \(current.icuVersion)")
    #expect(lines[3].hasPrefix("segment ") && lines[3].hasSuffix(" documents 2 deletions 2"))
    #expect(lines[4].hasPrefix("segment ") && lines[4].hasSuffix(" documents 1 deletions 0"))
    #expect(lines[5].hasPrefix("checksum ") && lines.count == 6)
    let body = try text(fixture).prefix { _ in true }.split(separator: "checksum")[0]
    #expect(sealed(String(body)) == (try text(fixture)))
    for view in try fixture.snapshot().views {
      #expect(lines.contains { $0.contains(String(view.segment.id, radix: 16)) })
    }
  }

  @Test("may hold lines that a later version adds")
  func unknownLines() throws {
    let fixture = try index()
    defer { withExtendedLifetime(fixture) {} }
    let body = String(try text(fixture).split(separator: "checksum")[0])
    try write(sealed(body + "colour blue\n"), in: fixture)
    #expect(try fixture.contents() == ["a": "甲", "b": "新乙"])
  }

  @Test("every cut and every changed byte is noticed")
  func damage() throws {
    let fixture = try index()
    defer { withExtendedLifetime(fixture) {} }
    let sound = Array(try text(fixture).utf8)
    // The last byte is the line end behind the checksum: without it nothing is lost.
    for cut in 0..<(sound.count - 1) {
      try write(String(decoding: sound[..<cut], as: UTF8.self), in: fixture)
      #expect(throws: IndexError.self) { try fixture.snapshot() }
    }
    for at in 0..<(sound.count - 1) {
      var bytes = sound
      bytes[at] ^= 0x02
      try fixture.overwrite(fixture.path + "/" + Manifest.fileName, bytes)
      #expect(throws: IndexError.self, "byte \(at)") { try fixture.snapshot() }
    }
  }

  @Test("each kind of damage is named")
  func reasons() throws {
    let fixture = try index()
    defer { withExtendedLifetime(fixture) {} }
    let sound = try text(fixture)
    let body = String(sound.split(separator: "checksum")[0])
    func opened(_ text: String) throws -> IndexError.Reason? {
      try write(text, in: fixture)
      return try reason { _ = try fixture.snapshot() }
    }
    func changed(_ from: String, _ to: String) -> String {
      var lines = body.split(separator: "\n").map(String.init)
      let at = lines.firstIndex { $0.hasPrefix(from) } ?? 0
      lines[at] = to
      return sealed(lines.joined(separator: "\n") + "\n")
    }
    // Beside segments it must have been one of ours.
    #expect(try opened("") == .damagedManifest(what: "its first line cannot be read"))
    #expect(try opened("some other file\n") == .damagedManifest(what: "its first line cannot be read"))
    #expect(try opened(body) == .damagedManifest(what: "it is cut off"))
    #expect(
      try opened(body + "checksum 0000000000000000\n")
        == .damagedManifest(what: "its checksum is wrong"))
    #expect(try opened(changed("wenjian", "wenjian index 2")) == .tooNew(version: 2))
    #expect(
      try opened(changed("generation", "generation many")) == .damagedManifest(what: "generation"))
    // The next commit would have no number.
    for number in [Int.max, Int.max - 1, -1] {
      #expect(
        try opened(changed("generation", "generation \(number)")) == .damagedManifest(what: "generation"))
    }
    #expect(try opened(changed("analyzer", "analyzer fold x")) == .damagedManifest(what: "analyzer"))
    #expect(try opened(changed("segment", "segment zz")) == .damagedManifest(what: "segment"))
    #expect(
      try opened(changed("analyzer", "analyzer fold 1 stream 99 icu 72.1"))
        == .otherAnalyzer(fold: 1, stream: 99))
    // A later ICU only ranks differently.
    let fold = AnalyzerFingerprint.current.foldVersion
    let stream = AnalyzerFingerprint.current.streamVersion
    #expect(
      try opened(changed("analyzer", "analyzer fold \(fold) stream \(stream) icu 99.9")) == nil)
    #expect(try opened(sound) == nil)
  }

  @Test("what cannot be read can be replaced as a whole, not added to")
  func replaceDamaged() throws {
    let fixture = try index()
    defer { withExtendedLifetime(fixture) {} }
    try write("wenjian index 1\ngeneration", in: fixture)
    #expect(throws: IndexError.self) { try fixture.session() }
    try fixture.commit(["c": "丙"], mode: .replaceAll)
    #expect(try fixture.contents() == ["c": "丙"])
    #expect(try fixture.names().count == 3)
  }

  @Test("damaged or missing deletions are noticed")
  func deletions() throws {
    let fixture = try index()
    defer { withExtendedLifetime(fixture) {} }
    let name = try #require(try fixture.names().first { $0.hasPrefix("deletions-") })
    let path = fixture.path + "/" + name
    let sound = try FileOperations.read(path)
    for at in sound.indices {
      var bytes = sound
      bytes[at] ^= 0x10
      try fixture.overwrite(path, bytes)
      #expect(
        try reason { _ = try fixture.snapshot() }
          == .damagedManifest(what: "deletions of a segment"))
    }
    for cut in sound.indices {
      try fixture.overwrite(path, Array(sound[..<cut]))
      #expect(throws: IndexError.self) { try fixture.snapshot() }
    }
    try FileOperations.remove(path)
    #expect(throws: IndexError.self) { try fixture.snapshot() }
  }

  @Test("a segment that is missing, exchanged or of another size is noticed")
  func segments() throws {
    let fixture = try index()
    defer { withExtendedLifetime(fixture) {} }
    let names = try fixture.names().filter { $0.hasPrefix("segment-") }.map { fixture.path + "/" + $0 }
    let sound = try names.map { try FileOperations.read($0) }
    try fixture.overwrite(names[0], sound[1])
    #expect(throws: SegmentError.self) { try fixture.snapshot() }
    try fixture.overwrite(names[0], sound[0])
    let text = try text(fixture)
    let body = String(text.split(separator: "checksum")[0])
    let other = body.split(separator: "\n").map { line in
      line.hasSuffix("documents 2 deletions 2") ? line.dropLast(23) + "documents 3 deletions 2" : line
    }.joined(separator: "\n")
    try write(sealed(other + "\n"), in: fixture)
    #expect(
      try reason { _ = try fixture.snapshot() }
        == .damagedManifest(what: "document count of a segment"))
    try write(text, in: fixture)
    try FileOperations.remove(names[0])
    #expect(throws: IndexError.self) { try fixture.snapshot() }
  }

  @Test(
    "each error says what to do",
    arguments: [
      (IndexError.Reason.missing, "build one first"),
      (.notAnIndex, "is not a Wenjian index"), (.foreignDirectory(name: "x"), "give an empty or a new directory"),
      (.notEmpty(name: "x"), "is not empty, it holds x"),
      (.damagedManifest(what: "x"), "build the index again"), (.tooNew(version: 2), "use that one"),
      (.otherAnalyzer(fold: 1, stream: 1), "build it again"), (.locked(holder: "process 1"), "wait until"),
      (.keyIsEmpty, "needs a key"), (.keyTooLong(byteCount: 5000), "is the limit"),
    ])
  func messages(reason: IndexError.Reason, part: String) {
    #expect("\(IndexError(reason, path: "dir"))".contains(part))
  }
}

@Suite("Deletions")
struct DeletionsTests {
  @Test("hold what they were made of, once and in order")
  func contains() {
    let deletions = Deletions([200, 3, 64, 3, 63, 0])
    #expect(deletions.documents == [0, 3, 63, 64, 200])
    #expect(deletions.count == 5)
    for document in 0..<UInt32(400) {
      #expect(deletions.contains(document) == [0, 3, 63, 64, 200].contains(document))
    }
    #expect(!deletions.contains(.max))
    #expect(Deletions([]).count == 0)
    #expect(!Deletions([]).contains(0))
  }
}
