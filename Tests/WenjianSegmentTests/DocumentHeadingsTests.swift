import Testing
import WenjianBytes
import WenjianModel
import WenjianTestSupport

@testable import WenjianSegment

@Suite("Headings of documents in a segment")
struct DocumentHeadingsTests {
  private static let text = String(repeating: "第一书记\n", count: 2000)

  private static let headings: [[HeadingLine]] = [
    [],
    [
      HeadingLine(byteOffset: 0, level: 1), HeadingLine(byteOffset: 1, level: 6),
      HeadingLine(byteOffset: 2048, level: 2), HeadingLine(byteOffset: 4096, level: 3),
      HeadingLine(byteOffset: 25_999, level: 1),
    ],
    [HeadingLine(byteOffset: 13, level: 4)],
  ]

  private static func documents(_ choice: [Int]) -> [TestDocument] {
    choice.enumerated().map { number, which in
      var document = TestDocument(key: "\(choice)\(number)", text: text)
      document.fields.headings = headings[which]
      return document
    }
  }

  @Test("come back, alone and merged, with segments that have none before and behind")
  func roundTrip() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let choices = [[0, 0], [0, 1, 0, 2], [0], [2, 1]]
    var segments: [Segment] = []
    for (index, choice) in choices.enumerated() {
      segments.append(try fixture.write(Self.documents(choice), id: UInt64(index + 1)))
    }
    segments.append(try fixture.merge(segments, id: 9))
    for (segment, choice) in zip(segments, choices + [choices.flatMap { $0 }]) {
      for (document, which) in choice.enumerated() {
        #expect(segment.documents.headings(of: document) == Self.headings[which])
      }
      #expect((segment.bytes(of: .documentHeadings) == nil) == choice.allSatisfy { $0 == 0 })
    }
  }

  @Test("take two bytes where the next one is within 2 KB")
  func size() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    var document = TestDocument(key: "a", text: Self.text)
    document.fields.headings = (1...12).map { HeadingLine(byteOffset: $0 * 2000, level: 1 + $0 % 6) }
    let segment = try fixture.write([document], id: 1)
    #expect(segment.documents.headings(of: 0) == document.fields.headings)
    let column = try #require(segment.bytes(of: .documentHeadings).flatMap { StringColumn.read($0) })
    #expect(column[0].count == 24)
  }

  @Test("are ascending and in the text, whichever byte of them is damaged")
  func damage() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.write(Self.documents([1, 0, 2]), id: 1)
    let bytes = try FileOperations.read(fixture.path(1))
    let section = try #require(
      sectionRanges(bytes).first { $0.id == SectionID.documentHeadings.rawValue }?.range)
    var opened = 0
    for place in section {
      for change: UInt8 in [0x01, 0x10, 0x40, 0x80, 0xFF] {
        let path = try fixture.copy(1, to: "damaged-\(place)-\(change)", sealed: true) { $0[place] ^= change }
        guard let segment = try? Segment.open(path: path, id: 1) else { continue }
        opened += 1
        for document in 0..<3 {
          let found = segment.documents.headings(of: document)
          #expect(zip(found, found.dropFirst()).allSatisfy { $0.byteOffset < $1.byteOffset })
          #expect(
            found.allSatisfy { HeadingLine.levels.contains($0.level) && $0.byteOffset < Self.text.utf8.count })
        }
      }
    }
    #expect(opened > section.count)
  }
}
