// Copies and versions through the library: lists, and searches in which copies count as one.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianTestSupport

@Suite("Copies and versions in an index")
struct CopiesTests {
  /// Texts long enough to be compared, each from a few sentences of a stock of its own.
  private static func prose(_ generator: inout SeededGenerator, sentences: Int = 14) -> String {
    let words = [
      "农村", "产业", "发展", "工作", "第一书记", "驻村", "乡镇", "会议", "部署", "脱贫", "攻坚", "教育", "卫生", "资金",
      "项目", "管理", "监督", "检查", "群众", "干部", "基层", "组织", "建设", "服务", "改革", "创新", "生态", "环境",
      "保护", "就业", "培训", "保障",
    ]
    return (0..<sentences).map { _ in (0..<6).map { _ in generator.pick(words) }.joined() }
      .joined(separator: "。\n")
  }

  private static func documents(_ generator: inout SeededGenerator, texts: Int) -> [Document] {
    var documents: [Document] = []
    for _ in 0..<texts {
      let original = prose(&generator)
      for copy in 0..<generator.pick([1, 1, 1, 2, 3, 7]) {
        let head = generator.oneIn(3) ? "" : prose(&generator, sentences: generator.int(0...2)) + "\n"
        var text = head + original
        if generator.oneIn(4) { text = text.replacing("农", with: "農").replacing("发展", with: "發展") }
        documents.append(Document(key: "\(documents.count % 7)/\(copy)-\(documents.count)", text: text))
      }
      if generator.oneIn(3) {
        for _ in 0..<generator.int(1...3) {
          documents.append(Document(key: "s\(documents.count)", text: "农村工作"))
        }
      }
    }
    return documents.shuffled(using: &generator)
  }

  private static let queries = [
    "农村", "第一书记", "工作 会议", "农村 OR 教育", "农村 -教育", "产业 NEAR/4 发展", "\"农村工作\"", "农村工作部署会议", "书",
    "exact:農", "(农村 会议) OR 生态", "没有这个", "村",
  ]

  /// What is left of results when only the first of each group stays.
  private func collapsed(_ hits: [Hit], _ groups: [[IndexedDocument]]) -> [Hit] {
    var groupOfKey: [String: Int] = [:]
    for (number, group) in groups.enumerated() { for document in group { groupOfKey[document.key] = number } }
    var seen: Set<Int> = []
    return hits.filter { hit in groupOfKey[hit.key].map { seen.insert($0).inserted } ?? true }
  }

  private struct Shown: Equatable {
    var key: String
    var score: Float
    var occurrences: Int
    var tier: Hit.Tier

    init(_ hit: Hit) { (key, score, occurrences, tier) = (hit.key, hit.score, hit.occurrences, hit.tier) }
  }

  @Test("a search that collapses them returns what is left of all results, on every page", arguments: 0..<4)
  func collapse(round: Int) throws {
    var generator = SeededGenerator("collapse", round: round)
    let directory = TemporaryDirectory()
    let path = directory("index")
    let documents = Self.documents(&generator, texts: generator.int(3...20))
    for part in stride(from: 0, to: documents.count, by: max(1, documents.count / generator.int(1...3))) {
      let writer = try IndexWriter(at: path)
      let end = min(documents.count, part + max(1, documents.count / 2))
      for document in documents[part..<end] { try writer.add(document) }
      for document in documents[..<part] where generator.oneIn(8) { try writer.remove(key: document.key) }
      try writer.commit()
    }
    let index = try Index(at: path)
    let groups = try index.copyGroups()
    for query in Self.queries {
      for includesRelated in [false, true] {
        let comment = Comment(rawValue: "\(query), related \(includesRelated); \(RunSeed.replay)")
        let all = try index.search(
          query, options: SearchOptions(limit: documents.count, includesRelated: includesRelated))
        #expect(all.distinctDocuments == nil)
        let expected = collapsed(all.hits, groups)
        let distinct = expected.count { $0.tier == .match }
        for _ in 0..<4 {
          let options = SearchOptions(
            limit: generator.int(0...8), offset: generator.oneIn(2) ? 0 : generator.int(0...(expected.count + 1)),
            includesRelated: includesRelated, collapsesCopies: true)
          let page = try index.search(query, options: options)
          #expect(page.documents == all.documents && page.occurrences == all.occurrences, comment)
          #expect(page.distinctDocuments == distinct, comment)
          let shown = expected.dropFirst(options.offset).prefix(options.limit)
          #expect(page.hits.map(Shown.init) == shown.map(Shown.init), comment)
        }
        var read: [Shown] = []
        for offset in stride(from: 0, through: expected.count, by: 3) {
          let options = SearchOptions(
            limit: 3, offset: offset, includesRelated: includesRelated, collapsesCopies: true)
          read += try index.search(query, options: options).hits.map(Shown.init)
        }
        #expect(read == expected.map(Shown.init), comment)
      }
    }
    withExtendedLifetime(directory) {}
  }

  @Test("hundreds of copies leave one, and room for what follows")
  func crowd() throws {
    var generator = SeededGenerator()
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("index"))
    let text = Self.prose(&generator) + "。乡村振兴乡村振兴"
    for number in 0..<400 {
      try writer.add(Document(key: "copy \(number)", text: "乡村振兴\n" + text, title: "乡村振兴"))
    }
    for number in 0..<5 {
      try writer.add(Document(key: "other \(number)", text: Self.prose(&generator) + "乡村振兴"))
    }
    let result = try writer.commit()
    #expect(result.copyGroups == 1 && result.copies == 399)
    let index = try Index(at: directory("index"))
    let options = SearchOptions(limit: 3, collapsesCopies: true)
    let results = try index.search("乡村振兴", options: options)
    #expect(results.documents == 405 && results.distinctDocuments == 6, "\(RunSeed.replay)")
    #expect(results.hits.count == 3 && results.hits.filter { $0.key.hasPrefix("copy") }.count == 1)
    #expect(try results.hits.first { $0.key.hasPrefix("copy") }?.copies.count == 399)
    #expect(try results.hits.first { $0.key.hasPrefix("other") }?.copies.isEmpty == true)
    withExtendedLifetime(directory) {}
  }

  @Test("forms that different offices filled in are no copies, reprints under another name are")
  func forms() throws {
    var generator = SeededGenerator()
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("index"))
    func add(_ key: String, _ title: String, _ text: String) throws {
      try writer.add(Document(key: key, text: title + "\n" + text, title: title))
    }
    let form = Self.prose(&generator)
    let offices = ["青山县财政局", "青山县教育局", "绿水县财政局", "云麓市人民政府办公室", "某省卫生健康委员会"]
    for (number, office) in offices.enumerated() {
      for copy in 0..<2 {
        try add("form \(number) \(copy)", office + "登记表", form.replacing("农村", with: office) + "\(copy)")
      }
    }
    let terms = Self.prose(&generator)
    try add("terms a", "平安少儿重大疾病保险产品说明", terms + "少儿")
    try add("terms b", "平安成人重大疾病保险产品说明", terms + "成人")
    try add("terms c", "保险产品说明", terms)
    let notice = Self.prose(&generator)
    try add("notice a", "国务院关于推进乡村振兴的意见", notice + "甲")
    try add("notice b", "某网：国务院关于推进乡村振兴的意见", notice + "乙")
    try add("notice c", "别网：国务院关于推进乡村振兴的意见", notice + "丙")
    try add("notice d", "國務院關於推進鄉村振興的意見", notice + "丁")
    try add("notice e", "乡村振兴有了路线图", notice + "戊")
    try add("notice f", "国务院关于推进乡村振兴的意见_青山县人民政府", notice + "庚")
    // The same to the byte: whatever they are called.
    for title in ["青山县简报", "绿水县简报"] { try writer.add(Document(key: title, text: notice + "己", title: title)) }
    try writer.commit()
    let groups = try Index(at: directory("index")).copyGroups().map { Set($0.map(\.key)) }
    let expected = offices.indices.map { Set(["form \($0) 0", "form \($0) 1"]) }
    for pair in expected { #expect(groups.contains(pair), "\(groups); \(RunSeed.replay)") }
    #expect(!groups.contains { $0.isSuperset(of: ["terms a", "terms b"]) }, "\(groups); \(RunSeed.replay)")
    #expect(groups.contains { $0.contains("terms c") && $0.count == 2 }, "\(groups); \(RunSeed.replay)")
    let notices = ["a", "b", "c", "d", "e", "f"].map { "notice " + $0 }
    #expect(groups.contains { $0.isSuperset(of: notices) }, "\(groups); \(RunSeed.replay)")
    #expect(groups.contains { $0.isSuperset(of: ["青山县简报", "绿水县简报"]) })
    withExtendedLifetime(directory) {}
  }

  @Test("hundreds of forms of one name are apart, and each goes with its copy")
  func manyForms() throws {
    var generator = SeededGenerator()
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("index"))
    let form = Self.prose(&generator)
    for number in 0..<200 {
      let office = "某县第\(number)中学"
      for copy in 0..<2 {
        let text = office + "章程\n" + form + "本校是\(office)。".replacing("\(number)", with: "") + "\(copy)"
        try writer.add(Document(key: "\(number) \(copy)", text: text, title: office + "章程"))
      }
    }
    try writer.commit()
    let groups = try Index(at: directory("index")).copyGroups().map { Set($0.map(\.key)) }
    #expect(Set(groups) == Set((0..<200).map { ["\($0) 0", "\($0) 1"] }))
    withExtendedLifetime(directory) {}
  }

  private static func law(_ key: String, _ title: String, _ date: CivilDate?, text: String) -> Document {
    Document(key: key, text: title + "\n\n" + text, title: title, date: date)
  }

  @Test("versions of a law are listed by date, undated ones last, and are no copies")
  func versions() throws {
    var generator = SeededGenerator()
    let directory = TemporaryDirectory()
    let path = directory("index")
    let text = Self.prose(&generator)
    let writer = try IndexWriter(at: path)
    for document in [
      Self.law("2021", "中华人民共和国教育法（2021年修正）", 20_210_429, text: text + "新增一条"),
      Self.law("1995", "教育法", 19_950_318, text: text),
      Self.law("reprint", "教育法", 19_950_318, text: "转载\n" + text),
      Self.law("2009", "中華人民共和國教育法(2009年修訂)", 20_090_827, text: text),
      Self.law("undated", "教育法", nil, text: Self.prose(&generator)),
      Self.law("other", "高等教育法", 20_090_827, text: Self.prose(&generator)),
      Self.law("notice", "关于学习教育法的通知", 20_090_828, text: text),
    ] { try writer.add(document) }
    try writer.commit()
    let index = try Index(at: path)
    #expect(try index.versions(of: "2009").map(\.key) == ["1995", "reprint", "2009", "2021", "undated"])
    #expect(try index.versions(of: "1995").map(\.date) == [19_950_318, 19_950_318, 20_090_827, 20_210_429, nil])
    #expect(try index.versions(of: "other").isEmpty && index.versions(of: "notice").isEmpty)
    // The notice, which is dated but no law, goes with the text that it is most like; no two versions are in one group.
    let groups = try index.copyGroups().map { $0.map(\.key) }
    for group in groups { #expect(Set(group).intersection(["1995", "2009", "2021"]).count <= 1, "\(group)") }
    #expect(groups.contains { $0.contains("1995") && $0.contains("reprint") }, "\(groups); \(RunSeed.replay)")
    #expect(try index.copies(of: "reprint").map(\.key).contains("1995"))
    #expect(try index.copies(of: "other").isEmpty)
    let hit = try #require(try index.search("新增一条").hits.first)
    #expect(try hit.key == "2021" && hit.versions.map(\.key) == ["1995", "reprint", "2009", "undated"])
    #expect {
      try index.copies(of: "missing")
    } throws: {
      ($0 as? WenjianError)?.code == .noSuchDocument
    }
    // What is deleted is gone from both.
    try writer.remove(key: "1995")
    try writer.remove(key: "2009")
    try writer.commit()
    let later = try Index(at: path)
    #expect(try later.versions(of: "2021").map(\.key) == ["reprint", "2021", "undated"])
    let left = try later.copyGroups().flatMap { $0.map(\.key) }
    #expect(!left.contains("1995") && !left.contains("2009"))
    #expect(try index.versions(of: "2009").count == 5)
    withExtendedLifetime(directory) {}
  }

  @Test(
    "an index from before has none, and what is added to it joins with its texts",
    arguments: ["index-v1", "index-v2"])
  func older(name: String) throws {
    let directory = TemporaryDirectory()
    try GoldenIndex.copyOfEarlier(name, to: directory("index"))
    let old = try Index(at: directory("index"))
    #expect(try old.copyGroups().isEmpty && old.copies(of: "long.txt").isEmpty)
    #expect(try old.versions(of: "replaced").isEmpty)
    let options = SearchOptions(collapsesCopies: true)
    #expect(try old.search("第一书记", options: options).distinctDocuments == old.count("第一书记").documents)
    let writer = try IndexWriter(at: directory("index"))
    try writer.add(Document(key: "again", text: try old.text(of: "long.txt")))
    try writer.add(Document(key: "removed", text: "和服"))
    try writer.commit()
    let new = try Index(at: directory("index"))
    try new.verify()
    #expect(try new.copyGroups().map { $0.map(\.key) } == [["again", "long.txt"]])
    #expect(try new.search("农村工作", options: options).distinctDocuments == new.count("农村工作").documents - 1)
    #expect(try old.copyGroups().isEmpty)
    withExtendedLifetime(directory) {}
  }

  @Test("are counted in the report of an indexing, which reads reports from before")
  func report() throws {
    let directory = TemporaryDirectory()
    TestFile.makeDirectory(directory("documents"))
    for name in ["a", "b", "c"] { TestFile.write("农村工作", to: directory("documents/\(name).txt")) }
    TestFile.write("乡村振兴", to: directory("documents/d.txt"))
    let writer = try IndexWriter(at: directory("index"))
    _ = try writer.add(filesIn: directory("documents"))
    #expect(try writer.commit().copies == 2)
    var stored = try #require(try IndexingReport.read(at: directory("index")))
    #expect(stored.report.copyGroups == 1 && stored.report.copies == 2)
    #expect(try Index(at: directory("index")).info.parts.contains { $0.name == "copies and versions" })
    let bytes = try #require(TestFile.read(directory("index/report")))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let older = lines.filter { !$0.hasPrefix("copies\t") }.joined(separator: "\n")
    TestFile.write(older, to: directory("index/report"))
    stored.report.copyGroups = 0
    stored.report.copies = 0
    #expect(try IndexingReport.read(at: directory("index")) == stored)
    withExtendedLifetime(directory) {}
  }
}
