// What documents say of themselves, stored with where it comes from.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianTestSupport

@Suite("What a document says of itself")
struct MetadataTests {
  private typealias Origin = DocumentMetadata.Origin

  /// The metadata of the files, by key, after an indexing, a second commit of one more, and a merge of nothing.
  private func indexed(_ files: [String: String], _ body: (Index) throws -> Void) throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.makeDirectory(directory("files"))
    for (name, text) in files { TestFile.write(text, to: directory("files/" + name)) }
    let writer = try IndexWriter(at: directory("index"))
    _ = try writer.add(filesIn: directory("files"))
    try writer.commit()
    try body(try Index(at: directory("index")))
  }

  private static let notice = """
    国务院办公厅关于加强农村饮水管护工作的通知
    国办发〔2016〕93号

    各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
    　　农村饮水工程建成以后，管得好才能用得久。为了加强管护，经国务院同意，现就有关事项通知如下。
    　　一、明确工程产权。工程产权归谁所有，谁就负责管护；产权归集体所有的，由村民委员会负责。

    国务院办公厅
    2016年12月2日
    """

  @Test("stands where its span says, and is as sure as it looks")
  func text() throws {
    try indexed(["2016-12-09.txt": Self.notice]) { index in
      let metadata = try index.metadata(of: "2016-12-09.txt")
      let text = Array(try index.text(of: "2016-12-09.txt").utf8)
      func spelled(_ range: Range<Int>?) -> String? { range.map { String(decoding: text[$0], as: UTF8.self) } }
      #expect(metadata.title?.value == "国务院办公厅关于加强农村饮水管护工作的通知")
      #expect(spelled(metadata.title?.byteRange) == metadata.title?.value)
      #expect(metadata.documentNumber?.value == "国办发〔2016〕93号")
      #expect(spelled(metadata.documentNumber?.byteRange) == "国办发〔2016〕93号")
      #expect(metadata.signatureDate?.value == 20_161_202)
      #expect(spelled(metadata.signatureDate?.byteRange) == "2016年12月2日")
      #expect(metadata.issuer?.value == "国务院办公厅" && metadata.issuer?.byteRange != nil)
      #expect(metadata.kind?.value == "通知" && spelled(metadata.kind?.byteRange) == "通知")
      #expect(metadata.publicationDate?.value == 20_161_209 && metadata.publicationDate?.origin == .fileName)
      #expect(metadata.publicationDate?.byteRange == nil)
      #expect(metadata.source == nil && metadata.author == nil)
      for confidence in [metadata.title?.confidence, metadata.signatureDate?.confidence, metadata.kind?.confidence]
      {
        #expect((0.7...1).contains(confidence ?? 0))
      }
      let hit = try #require(try index.search("饮水管护").hits.first)
      #expect(hit.metadata == metadata && hit.signatureDate == 20_161_202 && hit.date == 20_161_209)
    }
  }

  @Test("comes from a record's fields by their names, sure, and its title ranks")
  func record() throws {
    let lines = """
      {"ID": "a", "Headline": "关于种树的通知", "content": "春天种树。", "成文日期": "2020-03-01", "date": "2020-03-05", \
      "issuer": "林业局", "文号": "林业局第7号通告", "authors": "张三丰", "kind": "通告", "source": "本网"}
      {"ID": "b", "content": "种树种树种树。没有题目。"}
      """
    try indexed(["r.jsonl": lines]) { index in
      let metadata = try index.metadata(of: "r.jsonl/a")
      func isSure<Value>(_ field: Finding<Value>?, _ value: Value, _ name: String) -> Bool {
        field?.value == value && field?.origin == .property(name) && field?.confidence == 1
      }
      #expect(isSure(metadata.title, "关于种树的通知", "Headline"))
      #expect(isSure(metadata.publicationDate, 20_200_305, "date"))
      #expect(isSure(metadata.signatureDate, 20_200_301, "成文日期"))
      #expect(isSure(metadata.issuer, "林业局", "issuer") && isSure(metadata.author, "张三丰", "authors"))
      #expect(isSure(metadata.documentNumber, "林业局第7号通告", "文号"))
      #expect(isSure(metadata.kind, "通告", "kind") && isSure(metadata.source, "本网", "source"))
      #expect(try index.metadata(of: "r.jsonl/b").title?.origin != .property("Headline"))
      // A hit in the title is worth more than three in a text.
      #expect(try index.search("种树").hits.first?.key == "r.jsonl/a")
    }
  }

  @Test("comes from front matter and from the properties of a page, by their names")
  func properties() throws {
    let page = """
      <html><head><title>x</title><meta name="PubDate" content="2021-03-04 10:00"></head>
      <body><h1>山里的果园今年丰收了</h1><p>果园里的梨树结满了果，村民忙着采摘，一车一车往外运，价钱也比去年好。</p></body></html>
      """
    try indexed(["m.md": "---\ntitle: 题目\ndate: 2019-08-07\nauthor: 张三丰\n---\n正文。", "p.html": page]) { index in
      let matter = try index.metadata(of: "m.md")
      #expect(matter.title?.value == "题目" && matter.title?.origin == .frontMatter)
      #expect(matter.publicationDate?.value == 20_190_807 && matter.author?.origin == .frontMatter)
      let metadata = try index.metadata(of: "p.html")
      #expect(metadata.publicationDate?.value == 20_210_304)
      #expect(metadata.publicationDate?.origin == .property("PubDate"))
      #expect(metadata.title?.byteRange != nil)
    }
  }

  @Test("is what a caller gives, and sure")
  func given() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let writer = try IndexWriter(at: directory("index"))
    var document = Document(
      key: "a", text: "第一行\n第二行", title: "给定的题目", date: 20_200_102, signatureDate: 20_191_231)
    document.kind = "通知"
    document.author = ""
    try writer.add(document)
    try writer.add(Document(key: "b", text: "第一行\n第二行", signatureDate: 20_180_501, findsMetadata: false))
    try writer.add(Document(key: "c", text: "---\ntitle: 前言\n---\n第一行"))
    try writer.add(Document(key: "d", text: ""))
    try writer.commit()
    let index = try Index(at: directory("index"))
    let metadata = try index.metadata(of: "a")
    #expect(metadata.title?.value == "给定的题目" && metadata.title?.origin == .given)
    #expect(metadata.publicationDate?.value == 20_200_102 && metadata.signatureDate?.value == 20_191_231)
    #expect(metadata.kind?.confidence == 1 && metadata.author == nil)
    let plain = try index.metadata(of: "b")
    #expect(plain.title?.value == "第一行" && plain.title?.byteRange == 0..<9 && plain.title?.confidence == 0.6)
    // The day of signature is the date of a document without another, and no day of publication.
    #expect(plain.publicationDate == nil && plain.signatureDate?.value == 20_180_501)
    #expect(try index.search("第二行").hits.first { $0.key == "b" }?.date == 20_180_501)
    #expect(try index.metadata(of: "c").title?.origin == .frontMatter)
    let nothing = try index.metadata(of: "d")
    #expect(nothing.title == nil && nothing.publicationDate == nil && nothing.kind == nil)
    #expect(throws: WenjianError.self) { try index.metadata(of: "e") }
  }

  @Test(
    "of an index that did not keep where it comes from is there, and says so", arguments: ["index-v1", "index-v2"])
  func old(name: String) throws {
    let directory = TemporaryDirectory()
    let path = directory.appending("index")
    try GoldenIndex.copyOfEarlier(name, to: path)
    let metadata = try Index(at: path).metadata(of: "通知/驻村.txt")
    #expect(metadata.title?.value == "关于选派驻村第一书记的通知" && metadata.title?.origin == .unrecorded)
    #expect(metadata.title?.confidence == 0 && metadata.title?.byteRange == nil)
    #expect(metadata.publicationDate?.value == 20_210_315 && metadata.publicationDate?.origin == .unrecorded)
    #expect(metadata.signatureDate == nil && metadata.kind == nil)
    withExtendedLifetime(directory) {}
  }
}
