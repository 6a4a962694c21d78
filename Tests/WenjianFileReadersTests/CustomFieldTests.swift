// Fields of the user's own, from the library and from records to what is shown.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianTestSupport

@Suite("Fields of the user's own")
struct CustomFieldTests {
  @Test(
    "come back as they were given, after a second commit too, and one that is empty is not one that is not there")
  func given() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let writer = try IndexWriter(at: directory("index"))
    var document = Document(key: "a", text: "第一书记")
    document.fields = ["地区": "贵州", "空": ""]
    document.fields.set(["扶贫", "教育", "扶贫"], for: "主题")
    try writer.add(document)
    try writer.add(Document(key: "b", text: "第一书记"))
    try writer.commit()
    var other = Document(key: "c", text: "第一书记")
    other.fields["region"] = "x"
    other.fields["地区"] = "四川"
    try writer.add(other)
    try writer.commit()
    let index = try Index(at: directory("index"))
    try index.verify(.contents)
    let fields = try index.metadata(of: "a").fields
    #expect(fields.names == ["主题", "地区", "空"])
    #expect(fields["地区"] == "贵州" && fields["空"] == "" && fields["region"] == nil)
    #expect(fields.values(of: "主题") == ["扶贫", "教育"] && fields.values(of: "region") == [])
    #expect(try index.metadata(of: "b").fields.isEmpty)
    #expect(try index.metadata(of: "c").fields == ["region": "x", "地区": "四川"])
    let hits = try index.search("第一书记").hits
    #expect(hits.first { $0.key == "c" }?.fields["region"] == "x")
    #expect(hits.first { $0.key == "a" }?.text(.custom("主题")) == "扶贫 教育")
    // They are no text.
    #expect(try index.search("\"贵州\"").documents == 0)
  }

  @Test("are those of records that play no known role; long ones are text")
  func records() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.makeDirectory(directory("files"))
    let long = String(repeating: "很长的话。", count: 100)
    TestFile.write(
      """
      {"id": "1", "标题": "题", "正文": "春天种树。", "地区": "贵州", "标签": ["扶贫", "教育"], "来自": {"省": "贵州", "号": 7}, "无": null, "空": ""}
      {"id": "2", "正文": "秋天。", "说明": "\(long)", "地区": "<b>四川</b>"}
      """, to: directory("files/r.jsonl"))
    TestFile.write("编号,正文,地区\n7,夏天。,\n8,冬天。,云南\n9,雪\n", to: directory("files/t.csv"))
    let writer = try IndexWriter(at: directory("index"))
    _ = try writer.add(filesIn: directory("files"))
    try writer.commit()
    let index = try Index(at: directory("index"))
    func fields(_ key: String) throws -> CustomFields { try index.metadata(of: key).fields }
    let first = try fields("r.jsonl/1")
    #expect(first.names == ["来自.号", "来自.省", "标签", "地区", "空"].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(first.values(of: "标签") == ["扶贫", "教育"] && first["来自.号"] == "7" && first["空"] == "")
    #expect(try fields("r.jsonl/2") == ["地区": "四川"])
    // A cell without anything is none.
    #expect(try fields("t.csv/7").isEmpty && fields("t.csv/9").isEmpty && fields("t.csv/8") == ["地区": "云南"])
    // They are found as text too.
    #expect(try index.search("\"云南\"").documents == 1)
  }

  @Test("may be chosen by the user among a record's")
  func chosen() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.makeDirectory(directory("files"))
    TestFile.write("{\"id\": \"1\", \"text\": \"春天。\", \"region\": \"贵州\"}\n", to: directory("files/r.jsonl"))
    var options = FileOptions()
    options.fields.set(.custom("地区"), to: "region")
    let writer = try IndexWriter(at: directory("index"))
    _ = try writer.add(filesIn: directory("files"), options: options)
    try writer.commit()
    #expect(try Index(at: directory("index")).metadata(of: "r.jsonl/1").fields == ["地区": "贵州"])
  }
}
