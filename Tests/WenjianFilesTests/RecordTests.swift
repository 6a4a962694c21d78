import Glibc
import Testing
import WenjianDocument
import WenjianJSONText
import WenjianModel
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Records as documents")
struct RecordTests {
  @Test("fields play the roles their names say")
  func roles() throws {
    let json = #"{"标题": "通知", "正文": "第一书记", "来源": "新华社", "发布日期": "2015年4月30日", "id": 7, "x": "y"}"#
    let document = try #require(Reading("a.json", Array(json.utf8)).documents.first)
    #expect(document.string == "通知\n第一书记\n来源：新华社\n发布日期：2015年4月30日\nx：y\n" && document.memberName == "7")
    #expect(
      document.properties == [
        DocumentProperty(.title, "通知", .jsonField, name: "标题"),
        DocumentProperty(.published, "2015年4月30日", .jsonField, name: "发布日期"),
        DocumentProperty(.source, "新华社", .jsonField, name: "来源"),
      ])
  }

  @Test("what is beside the records of a file is a document of its own, unless it is words of programs")
  func shell() throws {
    let records = #""list": [{"标题": "甲", "正文": "乙"}, {"标题": "丙", "正文": "丁"}]"#
    func read(_ json: String, fields: RecordFields = RecordFields()) -> [String] {
      Reading("a.json", Array(json.utf8), fields: fields).documents.map { "\($0.memberName ?? "") \($0.string)" }
    }
    let texts = ["1 甲\n乙\n", "2 丙\n丁\n"]
    #expect(
      read("{\"title\": \"文件汇编\", \(records), \"说明\": {\"单位\": \"某县\"}, \"n\": 2}")
        == ["0 文件汇编\n某县\n2\n".replacing("某县", with: "单位：某县")] + texts)
    #expect(read("{\"code\": 200, \"msg\": \"success\", \(records), \"next\": null}") == texts)
    #expect(read("{\"msg\": \"two words\", \(records)}") == ["0 two words\n"] + texts)
    var fields = RecordFields()
    fields.set(.text, to: "正文")
    #expect(read("{\"说明\": \"汇编\", \(records)}", fields: fields) == ["0 汇编\n"] + texts)
  }

  @Test("a choice of fields decides, and a record without the chosen text is left out")
  func chosen() {
    var fields = RecordFields()
    fields.set(.text, to: "Summary")
    fields.set(.key, to: "link")
    let lines = "{\"text\": \"不\", \"summary\": \"要\", \"link\": \"http://a/1\"}\n{\"text\": \"无\"}\n"
    let reading = Reading("a.jsonl", Array(lines.utf8), fields: fields)
    #expect(reading.documents.map(\.string) == ["要\ntext：不\nlink：http://a/1\n"])
    #expect(reading.documents[0].memberName == "http://a/1")
    #expect(reading.skipped == ["2": .noText])
  }

  @Test("without a text field all fields are the text")
  func allFields() {
    let csv = "省份;人数;说明\n四川;12;\"第一;书记\"\n\n云南;7\n"
    #expect(Reading("a.csv", Array(csv.utf8)).documents.map(\.string) == ["四川\n12\n第一;书记\n", "云南\n7\n"])
  }

  /// The texts of the documents of a table.
  private func texts(_ csv: String) -> [String] { Reading("a.csv", Array(csv.utf8)).documents.map(\.string) }

  @Test("a table without names of columns loses no row")
  func noHeader() {
    #expect(texts("王明,青石村第一书记,0571\n李华,白石村第一书记,0572\n") == ["王明\n青石村第一书记\n0571\n", "李华\n白石村第一书记\n0572\n"])
    #expect(texts("王明,青石村,第一书记\n李华,白石村,第一书记\n").count == 2)
    #expect(texts("2021,12\n2022,13\n").count == 2)
  }

  @Test(
    "a row that names columns is no record",
    arguments: [
      "姓名,职务\n王明,书记\n", "指标,2020年末\n人口,12\n", "district,population\n青石,12\n", "甲类,乙类\n12,13\n14,15\n",
      "标题,正文\n通知,选派\n",
    ])
  func header(csv: String) {
    #expect(
      texts(csv).allSatisfy { !$0.contains("姓名") && !$0.contains("指标") && !$0.contains("甲类") && !$0.contains("标题") }
    )
    #expect(texts(csv).count == csv.count { $0 == "\n" } - 1)
  }

  @Test("a title above the table is a text of its own")
  func titleAbove() {
    let rows = "姓名,职务\n王明,第一书记\n"
    #expect(texts("选派干部名册,\n" + rows) == ["选派干部名册\n", "王明\n第一书记\n"])
    #expect(texts("选派干部名册\n单位：人\n" + rows) == ["选派干部名册\n单位：人\n", "王明\n第一书记\n"])
    #expect(texts("sep=,\n" + rows) == ["王明\n第一书记\n"])
    #expect(texts("标题\n通知\n公告\n") == ["通知\n", "公告\n"])
  }

  @Test("columns beyond the known ones are named and found")
  func otherColumns() {
    #expect(texts("标题,正文,备注,联系人\n通知,选派工作,报审定,王明\n") == ["通知\n选派工作\n备注：报审定\n联系人：王明\n"])
    let json =
      #"{"title": "甲", "content": ["乙", "丙"], "meta": {"部门": "组织部", "人": [{"姓名": "王明", "数": 3}]}, "空": null}"#
    #expect(
      Reading("a.json", Array(json.utf8)).documents.map(\.string)
        == ["甲\n乙\n丙\nmeta.部门：组织部\nmeta.人.姓名：王明\nmeta.人.数：3\n"])
  }

  @Test("a title that the text begins with is there once, and ends a paragraph")
  func title() {
    func text(_ title: String, _ content: String) -> String {
      Reading("a.csv", Array("title,content\n\(title),\"\(content)\"\n".utf8)).documents
        .map { String(decoding: $0.text, as: UTF8.self) }.joined()
    }
    let end = "\u{1E}"
    #expect(text("关于选派的通知", "关于选派的通知\n各县") == "关于选派的通知\(end)各县\(end)")
    #expect(text("农", "农\n村工作") == "农\(end)农\n村工作\(end)")
    #expect(text("农", "农\n\n村") == "农\(end)\n村\(end)")
    #expect(text("农", "农村") == "农\(end)农村\(end)")
    #expect(text("农", "农") == "农\(end)")
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
