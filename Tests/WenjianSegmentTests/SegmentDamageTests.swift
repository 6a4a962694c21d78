import Testing
import WenjianBytes
import WenjianDictionary
import WenjianModel
import WenjianPostings
import WenjianStore
import WenjianTestSupport

@testable import WenjianSegment

@Suite("Damaged segments")
struct SegmentDamageTests {
  private static func documents() -> [TestDocument] {
    var generator = SeededGenerator(salt: "damage")
    var furnished = TestDocument(key: "furnished", text: "首页 第一书记\n\n甲")
    furnished.fields.lowWeightRanges = [0..<19]
    furnished.fields.work = 1 << 40
    let sketched = String(String.UnicodeScalarView((0x4E00..<0x4E60).compactMap { Unicode.Scalar($0) }))
    for field in Columns.texts.map(\.field) {
      furnished.fields.metadata[text: field] = Finding("\(field) 甲", .given, 1)
    }
    furnished.fields.metadata.kind?.origin = .property("kind")
    furnished.fields.metadata.signatureDate = Finding(20_160_701, .text(3..<9), 0.9)
    furnished.fields.metadata.fields = ["地区": "贵州", "主题": ""]
    furnished.fields.headings = [HeadingLine(byteOffset: 21, level: 2)]
    return randomDocuments(6, pieces: 30, &generator)
      + [
        furnished, TestDocument(key: "sketched", text: sketched),
        TestDocument(key: "long", text: String(repeating: "国务院，", count: 60)),
      ]
      // More than one group of a MonotoneArray, so that two of its values can lie far apart.
      + (0..<70).map { TestDocument(key: "short \($0)", text: "甲\($0)") }
  }

  private func reason(_ body: () throws -> Void) -> SegmentError.Reason? {
    do {
      try body()
      return nil
    } catch let error as SegmentError {
      return error.reason
    } catch {
      Issue.record("\(error) is no SegmentError")
      return nil
    }
  }

  @Test("a file that is no segment, too new, of another name or cut off is told apart")
  func headers() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.write(Self.documents(), id: 7)
    func opened(_ name: String, id: UInt64 = 7, _ change: (inout [UInt8]) -> Void) throws
      -> SegmentError.Reason?
    {
      let path = try fixture.copy(7, to: name, change)
      return reason { _ = try Segment.open(path: path, id: id) }
    }
    #expect(try opened("same") { _ in } == nil)
    #expect(try opened("empty") { $0 = [] } == .notASegment)
    #expect(try opened("text") { $0 = Array("a text of some length".utf8) } == .notASegment)
    #expect(try opened("magic") { $0[0] ^= 1 } == .notASegment)
    #expect(try opened("short") { $0 = Array($0[..<70]) } == .notASegment)
    #expect(try opened("new") { $0[8] = 200 } == .tooNew(version: 200))
    #expect(try opened("old") { $0[8] = 0 } == .tooOld(version: 0))
    #expect(try opened("other", id: 8) { _ in } == .wrongID)
    #expect(try opened("mixed") { $0[16] ^= 1 } == .wrongID)
    #expect(try opened("table") { $0[$0.count - 48] ^= 1 } == .damaged(section: "section table"))
    #expect(try opened("end") { $0[$0.count - 1] ^= 1 } == .damaged(section: "end of file"))
    #expect(try opened("appended") { $0 += [0] } == .damaged(section: "end of file"))
    let bytes = try FileOperations.read(fixture.path(7))
    // Truncation is the common damage: at every length the file is refused.
    for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 300)) {
      #expect(try opened("cut-\(cut)") { $0 = Array($0[..<cut]) } != nil)
    }
    #expect {
      _ = try Segment.open(path: fixture.directory("missing"), id: 7)
    } throws: {
      ($0 as? FileError)?.isMissing == true
    }
  }

  /// Numbers that no sum with them survives, and those beside them.
  private static let extremes: [UInt64] = [
    .max, .max - 40, 1 << 63, 1 << 63 - 1, 1 << 63 - 40, 1 << 63 - 600, 1 << 62, 1 << 48, 1 << 44 + 1,
  ]

  @Test("a table or statistics of extreme numbers are damage, whatever their checksums say", arguments: extremes)
  func extremeNumbers(number: UInt64) throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.write(Self.documents(), id: 7)
    let sound = SegmentBytes(try FileOperations.read(fixture.path(7)))
    func opened(_ name: String, _ change: (inout SegmentBytes) -> Void) throws -> SegmentError.Reason? {
      let path = try fixture.copy(7, to: "\(name)-\(number)") {
        var file = SegmentBytes($0)
        change(&file)
        $0 = file.bytes
      }
      return reason { _ = try Segment.open(path: path, id: 7) }
    }
    let table = SegmentError.Reason.damaged(section: "section table")
    #expect(try opened("footer") { $0.set(number, at: $0.footer) } == table)
    for (row, field) in [(0, 8), (0, 16), (3, 8), (3, 16)] {
      let found = try opened("row-\(row)-\(field)") {
        $0.set(number, at: $0.tableOffset + row * SegmentBytes.rowBytes + field)
        $0.sealTable()
      }
      #expect(found == table, "row \(row), field \(field)")
    }
    let statistics = try #require(sound.section(SectionID.statistics.rawValue)).lowerBound
    for field in 0..<5 {
      let found = try opened("statistics-\(field)") {
        $0.set(number, at: statistics + 8 * field)
        $0.seal()
      }
      #expect(found == .damaged(section: "statistics"), "field \(field)")
    }
  }

  @Test("each error says what to do")
  func messages() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write(Self.documents(), id: 7)
    #expect("\(segment.damage("words"))".contains("is damaged (words); restore it"))
    let path = try fixture.copy(7, to: "new") { $0[8] = 9 }
    #expect {
      _ = try Segment.open(path: path, id: 7)
    } throws: {
      "\($0)".contains("has format 9, newer than \(SegmentFormat.version)")
    }
  }

  @Test("verification finds a flipped bit in every section")
  func checksums() throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write(Self.documents(), id: 7)
    try segment.verifyChecksums()
    let bytes = try FileOperations.read(fixture.path(7))
    #expect(Set(segment.sectionSizes.map(\.id)) == Set(SectionID.allCases))
    let ranges = sectionRanges(bytes)
    #expect(ranges.count == SectionID.allCases.count)
    for (id, range) in ranges where !range.isEmpty {
      for at in [range.lowerBound, range.upperBound - 1, range.lowerBound + generator.below(range.count)] {
        let path = try fixture.copy(7, to: "\(id)-\(at)-\(generator.next())") {
          $0[at] ^= 1 << UInt8(generator.below(8))
        }
        let found = reason { try Segment.open(path: path, id: 7).verifyChecksums() }
        guard case .damaged = found else {
          Issue.record("byte \(at) of section \(id): \(String(describing: found)), \(generator.replay)")
          continue
        }
      }
    }
  }

  /// Reads whatever a query, a snippet or a merge would read; damage may show as an error or as other answers.
  private func readAll(_ path: String) {
    guard let segment = try? Segment.open(path: path, id: 7) else { return }
    let scratch = StoreScratch()
    for first in 0..<min(segment.grams.rowCount, 200) {
      segment.grams.forEachGram(inRow: first) { gram, _ in
        if let list = try? segment.positions(ofGram: gram), list.count < 1 << 16 {
          for position in SegmentContents.positions(list) {
            let document = segment.documents.document(of: position, from: 0)
            _ = segment.documents.isTitle(position, of: document)
            _ = segment.documents.norm(of: document)
            _ = segment.boundaries.isSet(position)
            let block = segment.store.block(ofPosition: Int(position))
            if block < segment.store.blockCount { _ = segment.store.firstPosition(ofBlock: block) }
          }
        }
      }
    }
    for document in 0..<min(segment.documents.count, 80) {
      _ = segment.documents.key(of: document)
      _ = segment.documents.title(of: document)
      _ = segment.documents.titlePositions(of: document)
      _ = segment.documents.titleEnd(of: document)
      _ = segment.documents.headings(of: document)
      _ = segment.documents.metadata(of: document)
      _ = segment.documents.contentHash(of: document)
      _ = segment.documents.documentInKeyOrder(document)
      _ = try? segment.store.text(segment.documents.textRange(of: document), scratch: scratch)
    }
    for block in 0..<min(segment.store.blockCount, 100) {
      _ = segment.store.state(ofBlock: block)
      _ = segment.store.counts(beforeBlock: block)
      let writer = ByteWriter()
      try? segment.store.appendText(ofBlock: block, scratch: scratch, to: writer)
    }
    for field in DocumentField.known + segment.documents.customNames.map(DocumentField.custom) {
      guard let column = segment.documents.values(of: field) else { continue }
      for number in 0..<min(column.valueCount, 100) { _ = (column.value(number), column.formHash(number)) }
      var bits = [UInt64](repeating: 0, count: (column.documentCount + 63) / 64)
      if column.entryCount < 1 << 16 { column.mark(column.entries { $0 % 2 == 0 }, in: &bits) }
      _ = column.isConsistent()
    }
    _ = segment.documents.keyOrder(withPrefix: "s")
    _ = segment.documents.document(forKey: "long")
    for word in ["国务院", "第一书记", "驻村工作队"] {
      _ = segment.words.postings(of: Array(word.utf8))
      _ = segment.words.documentCount(of: Array(word.utf8))
    }
    _ = segment.elements.id(ofScalar: 0x4E00)
    _ = Array("5g".utf8).withUnsafeBytes { segment.elements.id(ofRun: $0) }
  }

  @Test("bytes that were changed anywhere give an error or other answers, never a trap")
  func flips() throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.write(Self.documents(), id: 7)
    let ranges = sectionRanges(try FileOperations.read(fixture.path(7)))
    // Every section is damaged equally often, its head most: lengths and starts stand there.
    for (id, range) in ranges where !range.isEmpty {
      for round in 0..<24 {
        // With checksums that are right, so that what parses the sections is reached.
        let path = try fixture.copy(7, to: "flip-\(id)-\(round)", sealed: round % 4 != 0) { bytes in
          if round < 3 {
            for at in range { bytes[at] = [0x00, 0x7F, 0xFF][round] }
            return
          }
          for _ in 0...generator.below(3) {
            let span = round % 2 == 0 ? range.count : min(range.count, 48)
            let at = range.lowerBound + generator.below(span)
            bytes[at] = round % 3 == 0 ? 0xFF : UInt8(truncatingIfNeeded: generator.next())
          }
        }
        readAll(path)
      }
    }
  }

  @Test("a damaged segment is not merged")
  func merge() throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let sound = try fixture.write([TestDocument(key: "s", text: "第一书记")], id: 1)
    try fixture.write(Self.documents(), id: 7)
    for (id, range) in sectionRanges(try FileOperations.read(fixture.path(7))) where !range.isEmpty {
      let path = try fixture.copy(7, to: "damaged-\(id)") {
        $0[range.lowerBound + generator.below(range.count)] ^= 0x10
      }
      let found = reason {
        let damaged = try Segment.open(path: path, id: 7)
        try SegmentMerger([sound, damaged]).write(to: fixture.directory("m-\(id)"), id: 9)
      }
      #expect(found != nil, "section \(id), \(generator.replay)")
    }
  }
}
