import Testing
import WenjianBytes
import WenjianTestSupport

@testable import WenjianSegment

@Suite("What a segment knows of its documents besides their texts")
struct DocumentMetadataTests {
  private static let findings: [[DocumentFinding]] = [
    [
      DocumentFinding(.title, .text(0..<24), percent: 95),
      DocumentFinding(.publicationDate, .property("PubDate"), percent: 90),
      DocumentFinding(.signatureDate, .text(3_000_000..<3_000_300), percent: 85),
      DocumentFinding(.source, .frontMatter, percent: 100), DocumentFinding(.author, .given, percent: 100),
      DocumentFinding(.issuer, .fileName, percent: 0), DocumentFinding(.documentNumber, .text(9..<9), percent: 1),
      DocumentFinding(.kind, .property("类别 的 名字"), percent: 50),
    ],
    [],
    [DocumentFinding(.kind, .property("类别 的 名字"), percent: 50)],
    [
      DocumentFinding(.source, .property(""), percent: 60),
      DocumentFinding(.kind, .property("PubDate"), percent: 7),
    ],
  ]

  private static func documents(_ choice: [Int]) -> [TestDocument] {
    choice.enumerated().map { number, which in
      var document = TestDocument(key: "\(choice)\(number)", text: "标题\n第一书记")
      document.fields.findings = findings[which]
      document.fields.signatureDate = which == 1 ? 0 : 20_160_700 + UInt32(which)
      document.fields.details[.kind] = ["通知", nil, "条例", "通知"][which]
      document.fields.details[.issuer] = which > 1 ? "国务院" : nil
      return document
    }
  }

  @Test("comes back, alone and merged, with the names of properties numbered anew")
  func roundTrip() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let choices = [[1, 0, 1], [1], [3, 2, 1, 2, 0]]
    var segments: [Segment] = []
    for (index, choice) in choices.enumerated() {
      segments.append(try fixture.write(Self.documents(choice), id: UInt64(index + 1)))
    }
    segments.append(try fixture.merge(segments, id: 9))
    for (segment, choice) in zip(segments, choices + [choices.flatMap { $0 }]) {
      for (document, which) in choice.enumerated() {
        #expect(segment.documents.findings(of: document) == Self.findings[which])
        #expect(segment.documents.signatureDate(of: document) == (which == 1 ? 0 : 20_160_700 + UInt32(which)))
      }
    }
  }

  @Test("takes no section where no document says anything")
  func absent() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write(Self.documents([1, 1]), id: 1)
    #expect(segment.bytes(of: .documentFindings).isEmpty && segment.bytes(of: .documentSignatureDates).isEmpty)
    #expect(segment.documents.findings(of: 1) == [] && segment.documents.signatureDate(of: 1) == 0)
    // A document in front of the first that has some.
    let merged = try fixture.merge([segment, fixture.write(Self.documents([0]), id: 2)], id: 3)
    #expect((0..<3).map { merged.documents.signatureDate(of: $0) } == [0, 0, 20_160_700])
  }

  @Test("takes a few bytes a field")
  func size() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write(Self.documents(Array(repeating: 0, count: 256)), id: 1)
    #expect(segment.bytes(of: .documentFindings).count < 256 * (8 * 4 + 2))
  }

  @Test("is counted by kind and by issuer without opening a text: a facet")
  func facets() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    _ = try fixture.merge(
      [fixture.write(Self.documents([0, 2, 1]), id: 1), fixture.write(Self.documents([3, 3, 2, 1]), id: 2)], id: 3)
    // Nothing of the stored text is there any more, so nothing of it can be read.
    let path = try fixture.copy(3, to: "without-text") { bytes in
      for section in sectionRanges(bytes) where section.id == SectionID.storeBlocks.rawValue {
        for place in section.range { bytes[place] = 0xFF }
      }
    }
    let bare = try Segment.open(path: path, id: 3)
    defer { withExtendedLifetime(bare) {} }
    let table = bare.documents
    func facet(_ detail: DocumentDetail) -> [String: Int] {
      var counts: [String: Int] = [:]
      for document in 0..<table.count {
        guard let value = table.detailBytes(detail, of: document) else { continue }
        counts[String(decoding: value, as: UTF8.self), default: 0] += 1
      }
      return counts
    }
    #expect(facet(.kind) == ["通知": 3, "条例": 2] && facet(.issuer) == ["国务院": 4])
    #expect((0..<table.count).filter { table.signatureDate(of: $0) >= 20_160_702 } == [1, 3, 4, 5])
  }

  @Test(
    "is one value for a filter in any script, width, case and spacing",
    arguments: [
      ("国务院办公厅", "國務院辦公廳"), ("国务院办公厅", "国务院　办公厅"), ("教育部（司局）", "教育部(司局)"), ("通知", "通 知"), ("WTO司", "ｗｔｏ司"),
    ])
  func comparable(one: String, other: String) {
    #expect(DocumentDetail.comparableForm(of: one) == DocumentDetail.comparableForm(of: other))
    #expect(DocumentDetail.comparableForm(of: one) != DocumentDetail.comparableForm(of: one + "甲"))
  }

  @Test("is never a trap, whichever byte of it is damaged")
  func damage() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.write(Self.documents([0, 1, 3]), id: 1)
    let bytes = try FileOperations.read(fixture.path(1))
    let section = try #require(
      sectionRanges(bytes).first { $0.id == SectionID.documentFindings.rawValue }?.range)
    for place in section {
      for change: UInt8 in [0x01, 0x10, 0x40, 0x80, 0xFF] {
        let path = try fixture.copy(1, to: "damaged-\(place)-\(change)") { $0[place] ^= change }
        guard let segment = try? Segment.open(path: path, id: 1) else { continue }
        for document in 0..<3 {
          let found = segment.documents.findings(of: document)
          #expect(found.count <= FindingField.allCases.count && found.allSatisfy { $0.percent <= 100 })
        }
      }
    }
  }
}
