import Glibc
import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Records as documents")
struct RecordTests {
  @Test("fields play the roles their names say")
  func roles() throws {
    let json = #"{"标题": "通知", "正文": "第一书记", "来源": "新华社", "发布日期": "2015年4月30日", "id": 7, "x": "y"}"#
    let document = try #require(Reading("a.json", Array(json.utf8)).documents.first)
    #expect(document.string == "通知\n第一书记\n" && document.memberName == "7")
    #expect(
      document.properties == [
        DocumentProperty(.title, "通知", .jsonField, name: "标题"),
        DocumentProperty(.published, "2015年4月30日", .jsonField, name: "发布日期"),
        DocumentProperty(.source, "新华社", .jsonField, name: "来源"),
      ])
  }

  @Test("a choice of fields decides, and a record without the chosen text is left out")
  func chosen() {
    var fields = FieldMapping()
    fields.set(.text, to: "Summary")
    fields.set(.key, to: "link")
    let lines = "{\"text\": \"不\", \"summary\": \"要\", \"link\": \"http://a/1\"}\n{\"text\": \"无\"}\n"
    let reading = Reading("a.jsonl", Array(lines.utf8), fields: fields)
    #expect(reading.documents.map(\.string) == ["要\n"] && reading.documents[0].memberName == "http://a/1")
    #expect(reading.skipped == ["2": .noText])
  }

  @Test("without a text field all fields are the text")
  func allFields() {
    let csv = "省份;人数;说明\n四川;12;\"第一;书记\"\n\n云南;7\n"
    #expect(Reading("a.csv", Array(csv.utf8)).documents.map(\.string) == ["四川\n12\n第一;书记\n", "云南\n7\n"])
  }

  @Test(
    "a day is read from how people write it",
    arguments: [
      ("2015-04-30", 20_150_430), ("2015年4月3日", 20_150_403), ("20150430", 20_150_430),
      ("2015-04-30T08:00:00Z", 20_150_430), ("2015/4/3 12:30", 20_150_403), ("発 2015.4.3", 20_150_403),
      ("2015", nil),
      ("2015-13-01", nil), ("4/30/2015", nil), ("", nil), ("1430352000", nil),
    ] as [(String, UInt32?)])
  func days(value: String, day: UInt32?) {
    var document = ExtractedDocument(text: Array("会议".utf8))
    document.properties = [DocumentProperty(.published, value, .column)]
    #expect(document.metadata(path: "").publicationDate?.value.number == day)
  }

  @Test(
    "strings of JSON come out as they were",
    arguments: [
      (#""a\"b\\c\/d\n\t""#, "a\"b\\c/d\n\t"), (#""\u7b2c\u4e00""#, "第一"), (#""\ud842\udfb7""#, "𠮷"),
      (#""\ud842x\udfb7""#, "\u{FFFD}x\u{FFFD}"), (#""\ud842\n""#, "\u{FFFD}\n"), (#""\ud842""#, "\u{FFFD}"),
    ])
  func strings(json: String, text: String) throws {
    var scanner = JSONScanner(Array(json.utf8)[...], nesting: 10)
    #expect(try scanner.value() == .string(text))
    #expect(scanner.isAtEnd)
  }

  @Test("lines arrive one at a time, of any length")
  func lineStream() throws {
    var pair: [Int32] = [0, 0]
    #expect(pipe(&pair) == 0)
    let long = String(repeating: "长", count: 10_000)
    let text = Array("甲\n\n\(long)\n乙".utf8)
    #expect(write(pair[1], text, text.count) == text.count)
    close(pair[1])
    defer { close(pair[0]) }
    var lines = LineStream(descriptor: pair[0], limit: 1 << 20)
    var found: [String] = []
    while let line = try lines.next() { found.append(String(decoding: line, as: UTF8.self)) }
    #expect(found == ["甲", "", long, "乙"])
  }
}
