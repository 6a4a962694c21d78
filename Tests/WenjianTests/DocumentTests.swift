// A document that a program adds is the one that reading the file of its text makes.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianTestSupport

@Suite("Document")
struct DocumentTests {
  private static let law = """
    昌平县村务监督条例
    （2010年12月23日昌平县人民代表大会常务委员会第十二次会议通过）

    第一条 为了加强村务监督，促进农村基层民主，制定本条例。
    第二条 村务监督委员会依法对村务决策和公开、村级财产管理、工程项目建设、惠农政策措施落实等事项实施监督。
    第三条 村务监督委员会由村民会议或者村民代表会议推选产生，向村民会议和村民代表会议负责并报告工作。
    第四条 村民委员会应当支持村务监督委员会依法履行职责，提供必要的条件和经费。
    第五条 本条例自公布之日起施行。

    """

  private static func version(of year: Int) -> String {
    law.replacing("2010年12月23日", with: "\(year)年12月23日").replacing("第十二次", with: "第\(year - 2000)次")
  }

  private static let notice = """
    首页 | 新闻 | 政策 | 服务

    关于选派驻村第一书记的通知
    昌政发〔2016〕64号
    各镇人民政府：
    现就选派驻村第一书记的有关事项通知如下，请认真贯彻执行，确保工作取得实效。
    昌平县人民政府
    2016年10月5日
    """

  private func added(_ texts: [(key: String, text: String)], _ path: String) throws -> Index {
    try IndexWriter.write(to: path) { writer in
      for (key, text) in texts { try writer.add(Document(key: key, text: text)) }
    }
    return try Index(at: path)
  }

  @Test("is found what reading its file finds: metadata, copies, versions")
  func sameAsFiles() throws {
    let directory = TemporaryDirectory()
    var texts = [2010, 2015, 2020].map { (key: "laws/\($0).txt", text: Self.version(of: $0)) }
    texts.append(("notice.txt", Self.notice))
    texts.append(("reprint.txt", Self.notice))
    texts.append(("plain.txt", "没有题目也没有日期的一段文字，讲的是村里的事情，讲得很长很长，讲完了。"))
    for name in ["documents", "documents/laws"] { TestFile.makeDirectory(directory(name)) }
    for (key, text) in texts { TestFile.write(text, to: directory("documents/" + key)) }
    let ofFiles = directory("files.index")
    try IndexWriter.write(to: ofFiles) { _ = try $0.add(filesIn: directory("documents")) }
    let (files, library) = (try Index(at: ofFiles), try added(texts, directory("library.index")))
    for (key, _) in texts {
      #expect(try files.document(key) == library.document(key))
      #expect(try files.metadata(of: key) == library.metadata(of: key), "\(key)")
      #expect(try files.versions(of: key).map(\.key) == library.versions(of: key).map(\.key))
      #expect(try files.copies(of: key).map(\.key) == library.copies(of: key).map(\.key))
    }
    // Versions of one law are no copies of each other.
    #expect(try library.versions(of: "laws/2010.txt").count == 3)
    #expect(try library.copyGroups().map { $0.map(\.key) } == [["notice.txt", "reprint.txt"]])
    #expect(try library.metadata(of: "notice.txt").documentNumber?.value == "昌政发〔2016〕64号")
  }

  @Test("what is given goes before what is found; empty is none; nothing is found when it is not asked for")
  func given() throws {
    let directory = TemporaryDirectory()
    try IndexWriter.write(to: directory("index")) { writer in
      try writer.add(
        Document(
          key: "given", text: Self.notice, title: "另一个题目", date: 20_200_101, source: "网站", author: "张三",
          issuer: "", documentNumber: "甲〔2020〕1号", kind: "通报", topic: "农业", fields: ["地区": "昌平"]))
      try writer.add(Document(key: "bare", text: Self.notice, findsMetadata: false))
    }
    let index = try Index(at: directory("index"))
    let metadata = try index.metadata(of: "given")
    #expect(
      metadata.title == Finding("另一个题目", .given, 1) && metadata.publicationDate == Finding(20_200_101, .given, 1))
    #expect(metadata.source?.value == "网站" && metadata.author?.value == "张三" && metadata.issuer == nil)
    #expect(metadata.documentNumber?.value == "甲〔2020〕1号" && metadata.kind?.value == "通报")
    #expect(metadata.topic?.value == "农业" && metadata.fields["地区"] == "昌平")
    let bare = try index.metadata(of: "bare")
    #expect(bare.entries.map(\.field) == [.title] && bare.title?.value == "首页 | 新闻 | 政策 | 服务")
  }
}
