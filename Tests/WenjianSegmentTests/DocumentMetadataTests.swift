import Testing
import WenjianBytes
import WenjianModel
import WenjianTestSupport

@testable import WenjianSegment

@Suite("What a segment knows of its documents besides their texts")
struct DocumentMetadataTests {
  private static let metadata: [DocumentMetadata] = {
    var all = [DocumentMetadata(), DocumentMetadata(), DocumentMetadata(), DocumentMetadata()]
    all[0].title = Finding("标题", .text(0..<6), 0.95)
    all[0].publicationDate = Finding(20_180_203, .property("PubDate"), 0.9)
    all[0].signatureDate = Finding(20_160_700, .text(6..<12), 0.85)
    all[0].source = Finding("人民日报", .frontMatter, 1)
    all[0].author = Finding("张三丰 李四 John Smith 王五", .given, 1)
    all[0].issuer = Finding("国务院", .fileName, 0)
    all[0].documentNumber = Finding("国发〔2016〕64号", .text(9..<9), 0.01)
    all[0].kind = Finding("通知", .property("类别 的 名字"), 0.5)
    all[0].fields = ["地区": "贵州", "主题": "扶贫", "空": ""]
    all[0].fields.append("教育", to: "主题")
    all[3].fields = ["地区": "四川", "region": "x"]
    all[2].kind = Finding("条例", .property("类别 的 名字"), 0.5)
    all[2].issuer = Finding("國務院", .given, 1)
    all[2].signatureDate = Finding(20_160_702, .given, 1)
    all[3].kind = Finding("通知", .property("PubDate"), 0.07)
    all[3].source = Finding("人民日报海外版", .property(""), 0.6)
    all[3].author = Finding("李四", .given, 1)
    all[3].issuer = Finding("国务院", .given, 1)
    return all
  }()

  private static func documents(_ choice: [Int]) -> [TestDocument] {
    choice.enumerated().map { number, which in
      var document = TestDocument(key: "\(choice)\(number)", text: "标题\n第一书记")
      document.fields.metadata = metadata[which]
      return document
    }
  }

  /// What comes back of it: a title that is in the text is one, whether that was told or not.
  private static func expected(_ which: Int) -> DocumentMetadata {
    var expected = metadata[which]
    if expected.title == nil { expected.title = Finding("标题", .unrecorded, 0) }
    return expected
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
      try segment.verifyContents(withWords: false)
      for (document, which) in choice.enumerated() {
        #expect(segment.documents.metadata(of: document) == Self.expected(which))
      }
    }
    // The day of signature is the date of a document without another.
    #expect([1, 0].map { segments[0].documents.date(of: $0) } == [20_180_203, 0])
    #expect(segments[2].documents.date(of: 1) == 20_160_702)
  }

  @Test("takes no section where no document says anything")
  func absent() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write(Self.documents([1, 1]), id: 1)
    for column in Columns.all { #expect((segment.bytes(of: column.section) == nil) == column.isOptional) }
    #expect(segment.documents.signatureDate(of: 1) == nil && segment.documents.values(of: .kind) == nil)
    // A document in front of the first that has some.
    let merged = try fixture.merge([segment, fixture.write(Self.documents([0]), id: 2)], id: 3)
    #expect((0..<3).map { merged.documents.signatureDate(of: $0) } == [nil, nil, 20_160_700])
    #expect((0..<3).map { merged.documents.text(.kind, of: $0) } == [nil, nil, "通知"])
  }

  @Test("takes a few bytes a field")
  func size() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write(Self.documents(Array(repeating: 0, count: 256)), id: 1)
    #expect(try #require(segment.bytes(of: .documentFindings)).count < 256 * (8 * 4 + 2))
    // A byte a document, and the value once.
    #expect(try #require(segment.bytes(of: .documentIssuers)).count < 256 + 100)
  }

  @Test("is counted by kind, issuer and author without opening a text: a facet")
  func facets() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    _ = try fixture.merge(
      [fixture.write(Self.documents([0, 2, 1]), id: 1), fixture.write(Self.documents([3, 3, 2, 1]), id: 2)], id: 3)
    // Nothing of the stored text is there any more, so nothing of it can be read.
    let path = try fixture.copy(3, to: "without-text", sealed: true) { bytes in
      for section in sectionRanges(bytes) where section.id == SectionID.storeBlocks.rawValue {
        for place in section.range { bytes[place] = 0xFF }
      }
    }
    let bare = try Segment.open(path: path, id: 3)
    defer { withExtendedLifetime(bare) {} }
    let table = bare.documents
    func facet(_ field: DocumentField) throws -> [String: Int] {
      let column = try #require(table.values(of: field))
      var counts: [String: Int] = [:]
      for document in 0..<table.count {
        for value in column.values(ofEntry: column.entry(of: document)) {
          counts[column.value(value), default: 0] += 1
        }
      }
      return counts
    }
    #expect(try facet(.kind) == ["通知": 3, "条例": 2])
    #expect(try facet(.issuer) == ["国务院": 3, "國務院": 2])
    #expect(try facet(.author) == ["张三丰": 1, "李四": 3, "John Smith": 1, "王五": 1])
    let days = DateRange(from: 20_160_702, through: nil)
    #expect(
      (0..<table.count).filter { table.signatureDate(of: $0).map { days?.contains($0) == true } ?? false } == [
        1, 5,
      ])
    // Both scripts are one value by their form.
    let issuers = try #require(table.values(of: .issuer))
    #expect(issuers.values(withForm: ComparableForm("國务院")).map(issuers.value) == ["国务院", "國務院"])
  }

  @Test(
    "is one value for a filter in any script, width, case and spacing",
    arguments: [
      ("国务院办公厅", "國務院辦公廳"), ("国务院办公厅", "国务院　办公厅"), ("教育部（司局）", "教育部(司局)"), ("通知", "通 知"), ("WTO司", "ｗｔｏ司"),
    ])
  func comparable(one: String, other: String) {
    #expect(ComparableForm(one) == ComparableForm(other))
    #expect(ComparableForm(one) != ComparableForm(other + "甲"))
    #expect(ComparableForm(one + "甲").contains(ComparableForm(other)))
  }

  @Test("is a part of another by whole elements")
  func parts() {
    #expect(ComparableForm("国发〔2016〕64号").contains(ComparableForm("國發[2016]")))
    #expect(!ComparableForm("国发〔2016〕64号").contains(ComparableForm("16")))
    #expect(
      !ComparableForm("ab cd").contains(ComparableForm("abcd"))
        && ComparableForm("ab cd").contains(ComparableForm("CD")))
    #expect(ComparableForm("甲").contains(ComparableForm("")))
  }

  @Test("names in one text are parted by blanks, but not inside a name in Latin letters")
  func names() {
    #expect(PersonNameList.names(in: "张三丰 李四　王五") == ["张三丰", "李四", "王五"])
    #expect(PersonNameList.names(in: " John von Neumann 李四 Ada King ") == ["John von Neumann", "李四", "Ada King"])
    #expect(PersonNameList.names(in: "") == [] && PersonNameList.names(in: "  ") == [])
  }

  @Test("is never a trap, whichever byte of it is damaged")
  func damage() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    try fixture.write(Self.documents([0, 1, 3]), id: 1)
    let bytes = try FileOperations.read(fixture.path(1))
    for id in [SectionID.documentFindings, .documentAuthors] {
      let section = try #require(sectionRanges(bytes).first { $0.id == id.rawValue }?.range)
      for place in section {
        for change: UInt8 in [0x01, 0x10, 0x40, 0x80, 0xFF] {
          let path = try fixture.copy(1, to: "damaged-\(place)-\(change)", sealed: true) { $0[place] ^= change }
          guard let segment = try? Segment.open(path: path, id: 1) else { continue }
          for document in 0..<3 {
            let entries = segment.documents.metadata(of: document).entries
            #expect(entries.count <= DocumentField.known.count && entries.allSatisfy { $0.confidence <= 1 })
          }
          if let authors = segment.documents.values(of: .author) { _ = authors.isConsistent() }
        }
      }
    }
  }
}
