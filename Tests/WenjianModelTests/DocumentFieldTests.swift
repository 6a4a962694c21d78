import Testing
import WenjianModel

@Suite("Fields of documents")
struct DocumentFieldTests {
  @Test("have one name in JSON and one that is typed, each their own")
  func names() {
    #expect(Set(DocumentField.known.map(\.name)).count == DocumentField.known.count)
    #expect(Set(DocumentField.known.map(\.typedName)).count == DocumentField.known.count)
    for field in DocumentField.known + [.custom("地区"), .custom("a b"), .custom("title")] {
      #expect(DocumentField(typed: field.typedName) == field)
    }
    #expect(DocumentField(typed: "DocNo") == .documentNumber && DocumentField(typed: "number") == .documentNumber)
    #expect(DocumentField(typed: "path") == .key && DocumentField(typed: "Field:X") == .custom("X"))
    for name in ["", "nonsense", "field:", "publicationDate"] { #expect(DocumentField(typed: name) == nil) }
  }

  @Test("are in metadata each on its own")
  func places() {
    for (index, field) in DocumentField.known.enumerated() {
      var metadata = DocumentMetadata()
      metadata[text: field] = Finding("\(index)", .given, 1)
      metadata[date: field] = Finding(20_160_000, .given, 1)
      for other in DocumentField.known {
        #expect((metadata[text: other] != nil) == (other == field))
        #expect((metadata[date: other] != nil) == (other == field))
      }
      metadata[text: field] = nil
      metadata[date: field] = nil
      #expect(metadata == DocumentMetadata())
    }
  }

  @Test("of records are found by the names that collections use, or by the one that was chosen")
  func roles() {
    let names = ["URL", "标题", "正文", "发布日期", "region"]
    #expect(
      RecordFields().places(in: names)
        == [.field(.key): 0, .field(.title): 1, .text: 2, .field(.publicationDate): 3])
    var fields = RecordFields()
    fields.set(.signatureDate, to: "发布日期")
    fields.set(.text, to: "Region")
    #expect(fields.places(in: names)[.field(.signatureDate)] == 3 && fields.places(in: names)[.text] == 4)
    for role in RecordFields.Role.known { #expect(RecordFields.Role(name: role.name) == role) }
    #expect(RecordFields.Role(name: "nonsense") == nil)
  }

  @Test("that a document has are listed in their order, in words")
  func entries() {
    var metadata = DocumentMetadata()
    #expect(metadata.entries.isEmpty)
    metadata.kind = Finding("通知", .text(3..<9), 0.9)
    metadata.publicationDate = Finding(20_161_000, .fileName, 0.5)
    metadata[text: .title] = Finding("题", .given, 1)
    #expect(metadata.entries.map(\.field) == [.title, .publicationDate, .kind])
    #expect(metadata.entries.map(\.value) == ["题", "2016-10", "通知"])
    #expect(metadata.entries.map(\.byteRange) == [nil, nil, 3..<9])
    metadata.kind = nil
    #expect(metadata.entries.count == 2)
  }
}
