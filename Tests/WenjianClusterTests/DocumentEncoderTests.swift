import Testing
import Wenjian
import WenjianJSONText
import WenjianModel
import WenjianSegment
import WenjianStream
import WenjianTestSupport

@testable import WenjianCluster

@Suite("A document as it is sent to a cluster")
struct DocumentEncoderTests {
  @Test("is one line of JSON, whose tokens are its stream")
  func tokens() throws {
    var random = RandomText(SeededGenerator("tokens"))
    var encoder = DocumentEncoder()
    for number in 0..<200 {
      let text = random.document(pieces: 1 + number % 12, marked: true)
      let (fields, bytes) = Document(key: "k\(number)", text: text).prepared
      let sent = encoder.encode(fields, text: bytes)
      #expect(sent.source.last == UInt8(ascii: "\n"))
      #expect(!sent.source.dropLast().contains(UInt8(ascii: "\n")), "\(RunSeed.replay)")
      let source = try JSONValue(sent.source)
      let items = analyze(String(decoding: bytes, as: UTF8.self)).items.map(\.element)
      #expect(
        source["elements"]?.text == ClusterToken.elements(items), "\(text.debugDescription) \(RunSeed.replay)")
      #expect(source["grams"]?.text == ClusterToken.grams(items), "\(text.debugDescription) \(RunSeed.replay)")
      #expect(source["length"]?.integer == items.count)
      #expect(source["text"]?.text.map { Array($0.utf8) } == bytes)
    }
  }

  @Test("gives the document back")
  func roundTrip() throws {
    var document = Document(
      key: "贵州/a.txt", text: "关于第一书记的通知\n国发〔2016〕64号\n2016年10月5日\n驻村第一书记，第一。", title: "关于第一书记的通知")
    document.author = "张三 李四"
    document.fields = ["地区": "贵州"]
    document.fields.set(["扶贫", "教育", ""], for: "主题")
    var (fields, bytes) = document.prepared
    fields.headings = [HeadingLine(byteOffset: 0, level: 1), HeadingLine(byteOffset: 28, level: 3)]
    fields.lowWeightRanges = [0..<3, 6..<9]
    fields.metadata[text: .source] = Finding("人民日报", .property("og:site_name"), 0.83)
    fields.metadata[date: .signatureDate] = Finding(20_161_005, .text(50..<60), 0.9)
    var encoder = DocumentEncoder()
    let record = try DocumentRecord(source: try JSONValue(encoder.encode(fields, text: bytes).source))
    #expect(record.fields == fields)
    #expect(record.text == bytes)
  }

  @Test("has the values of its fields for filters and facets")
  func values() throws {
    var document = Document(key: "a", text: "正文", title: "國務院 办公厅\"通知\"")
    document.author = "张三 李四"
    document.date = 20_160_000
    document.fields = ["a_b": "X 1"]
    let (fields, bytes) = document.prepared
    var encoder = DocumentEncoder()
    let source = try JSONValue(encoder.encode(fields, text: bytes).source)
    #expect(source["author"]?["value"]?.values.compactMap(\.text) == ["张三", "李四"])
    #expect(source["author"]?["grams"]?.values.compactMap(\.text) == ["__张 张三 三__", "__李 李四 四__"])
    #expect(source["titles"]?["form"]?.values.first?.text == #"国务院办公厅"通知""#)
    #expect(source["custom"]?["form"]?.values.first?.text == "a_b\u{1}_x__1_")
    #expect(
      source["custom"]?["grams"]?.values.first?.text == "a_-5f_b\u{1}___x_ a_-5f_b\u{1}_x__1_ a_-5f_b\u{1}_1___")
    #expect(source["date"]?.integer == 20_160_000)
    #expect(source["signatureDate"] == nil)
  }

  @Test("is told from others by its content: the same gives the same hash, a change of a field another")
  func sentHash() {
    var encoder = DocumentEncoder()
    func hash(_ document: Document) -> String {
      let (fields, bytes) = document.prepared
      return encoder.encode(fields, text: bytes).sentHash
    }
    let first = hash(Document(key: "a", text: "第一书记"))
    #expect(hash(Document(key: "a", text: "第一书记")) == first)
    #expect(hash(Document(key: "a", text: "第一书記")) != first)
    #expect(hash(Document(key: "a", text: "第一书记", author: "张三")) != first)
    #expect(hash(Document(key: "b", text: "第一书记")) != first)
  }

  @Test("has a name that the engine takes, and no other key has")
  func names() {
    let long = String(repeating: "长", count: 300)
    #expect(DocumentEncoder.id(ofKey: "a/b.txt") == "a/b.txt")
    #expect(DocumentEncoder.id(ofKey: long).utf8.count == 33)
    #expect(DocumentEncoder.id(ofKey: long) != DocumentEncoder.id(ofKey: long + "a"))
    // What looks like such a name is none.
    let name = DocumentEncoder.id(ofKey: long)
    #expect(DocumentEncoder.id(ofKey: name) != name)
  }
}
