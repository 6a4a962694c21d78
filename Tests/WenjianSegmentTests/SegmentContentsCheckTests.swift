import Testing
import WenjianBytes
import WenjianDictionary
import WenjianModel
import WenjianStream
import WenjianTestSupport

@testable import WenjianSegment

@Suite("Segments compared with their text")
struct SegmentContentsCheckTests {
  /// What the check compares; titles and keys are not derived from the text.
  private struct Derived: Equatable {
    var statistics: [Int]
    var elements: [AnalyzedElement]
    var grams: [SegmentContents.Gram]
    var documents: [[Int]]
    var texts: [String]
    var boundaries: [Bool]

    init(_ segment: Segment) throws {
      let all = try SegmentContents(segment)
      statistics = [all.statistics.positionCount, all.statistics.textBytes]
      elements = all.elements
      grams = all.grams
      boundaries = all.boundaries
      texts = all.documents.map(\.text)
      documents = all.documents.map {
        [
          Int($0.positions.lowerBound), Int($0.positions.upperBound), Int($0.norm), Int($0.script),
          Int(truncatingIfNeeded: $0.hash),
        ]
      }
    }
  }

  private func documents(_ generator: inout SeededGenerator) -> [TestDocument] {
    randomDocuments(30, pieces: 40, &generator)
      + [
        TestDocument(key: "empty", text: ""),
        TestDocument(key: "long", text: String(repeating: "国务院，", count: 400)),
      ]
      // So many that a gram has a list of documents, of a block and a tail.
      + (0..<200).map { TestDocument(key: "s\($0)", text: String(repeating: "产业发展。", count: 1 + $0 % 12)) }
  }

  @Test("a segment that was built or merged says what its text says")
  func sound() throws {
    var generator = SeededGenerator(salt: "contents")
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let first = try fixture.write(documents(&generator), id: 1)
    let second = try fixture.write(randomDocuments(20, pieces: 60, &generator), id: 2)
    let merged = try fixture.merge([first, second, first], id: 3)
    for segment in [first, second, merged] { try segment.verifyContents(withWords: true) }
  }

  @Test("what was written wrongly is found although every checksum is right")
  func wrong() throws {
    var generator = SeededGenerator(salt: "wrong")
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let sound = try Derived(fixture.write(documents(&generator), id: 7))
    let sections: [SectionID] = [
      .statistics, .elements, .grams, .postings, .wordBoundaries, .storeBlocks, .storeIndex, .documentStarts,
      .documentTextStarts, .documentNorms, .documentScripts, .documentHashes,
    ]
    var found: [SectionID: Int] = [:]
    for (id, range) in sectionRanges(try FileOperations.read(fixture.path(7))) {
      guard let section = SectionID(rawValue: id), sections.contains(section) else { continue }
      for round in 0..<12 {
        let at = range.lowerBound + generator.below(range.count)
        let bit = UInt8(1) << UInt8(generator.below(8))
        let path = try fixture.copy(7, to: "\(id)-\(round)", sealed: true) { $0[at] ^= bit }
        guard let segment = try? Segment.open(path: path, id: 7) else {
          found[section, default: 0] += 1
          continue
        }
        try segment.verifyChecksums()
        guard (try? segment.verifyContents(withWords: true)) != nil else {
          found[section, default: 0] += 1
          continue
        }
        // The flip hit padding, or what only speeds reading up.
        let isSame = try Derived(segment) == sound
        #expect(isSame, "byte \(at - range.lowerBound) of \(section), \(generator.replay)")
      }
    }
    for section in sections { #expect(found[section, default: 0] > 0, "\(section), \(generator.replay)") }
  }

  @Test("columns that contradict themselves are found although every checksum is right")
  func columns() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.write(
      (0..<40).map { number in
        var document = TestDocument(key: String(number), text: "第一书记")
        document.fields.metadata.issuer = Finding(number % 2 == 0 ? "国务院" : "教育部", .given, 1)
        document.fields.metadata.fields = ["地区": "贵州\(number % 3)"]
        return document
      }, id: 7)
    let ranges = sectionRanges(try FileOperations.read(fixture.path(7)))
    var changes = 0
    func isFound(_ id: SectionID, _ change: (inout ArraySlice<UInt8>) -> Void) throws -> Bool {
      let range = try #require(ranges.first { $0.id == id.rawValue }?.range)
      changes += 1
      let path = try fixture.copy(7, to: "changed-\(changes)", sealed: true) { change(&$0[range]) }
      let segment = try Segment.open(path: path, id: 7)
      return (try? segment.verifyContents(withWords: false)) == nil
    }
    // Forty entries of a byte behind the head, then the hashes of the forms of the values.
    #expect(try isFound(.documentIssuers) { $0[$0.startIndex + 56] ^= 1 })
    // A combination of values that there is not.
    #expect(try isFound(.documentIssuers) { $0[$0.startIndex + 16] = 3 })
    #expect(try isFound(.documentCustomFields) { $0[$0.startIndex + 8 + 16 + 8 + 56] ^= 1 })
    // Two documents in the wrong order of their keys, and one twice.
    #expect(
      try isFound(.documentKeyOrder) { order in
        for byte in 0..<4 { order.swapAt(order.startIndex + byte, order.startIndex + 4 + byte) }
      })
    #expect(
      try isFound(.documentKeyOrder) { order in
        for byte in 0..<4 { order[order.startIndex + 4 + byte] = order[order.startIndex + byte] }
      })
    // Another value that a document might have is no contradiction.
    #expect(try !isFound(.documentIssuers) { $0[$0.startIndex + 16] = 2 })
  }
}
