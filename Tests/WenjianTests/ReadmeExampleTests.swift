// The examples of README.md, compiled and run.

import Testing
import Wenjian
import WenjianCitations
import WenjianComparison
import WenjianFileReaders
import WenjianTestSupport

@Suite("The examples in README.md")
struct ReadmeExampleTests {
  /// The lines of the first example, with the path of a directory of the test's own in place of its index.
  private func run(_ path: String) throws -> [String] {
    var printed: [String] = []
    func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

    try IndexWriter.write(to: path) { writer in
      try writer.add(Document(key: "a.txt", text: "县里选派了３４名驻村第一書記。"))
    }

    let index = try Index(at: path)
    let results = try index.search("第一书记")
    print(results.documents, results.occurrences)
    for hit in results.hits {
      print(hit.key, hit.score, try hit.snippets().map(\.display.text))
    }
    return printed
  }

  /// The second, with a directory of documents besides.
  private func addFiles(_ path: String, documents: String) throws -> [String] {
    var printed: [String] = []
    func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

    try IndexWriter.write(to: path) { writer in
      let report = try writer.add(filesIn: documents, options: FileOptions(excluded: ["draft/*"]))
      for file in report.skipped where file.isLoss { print(file.path, file.reason) }
    }
    return printed
  }

  @Test("the first runs, and finds the traditional form for the simplified query")
  func runs() throws {
    let directory = TemporaryDirectory()
    let printed = try run(directory("policies.index"))
    #expect(printed.first == "1 1")
    #expect(printed.last?.contains("县里选派了３４名驻村第一書記。") == true)
  }

  @Test("the second runs, and tells what could not be read")
  func addsFiles() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    for name in ["documents", "documents/draft"] { TestFile.makeDirectory(directory(name)) }
    TestFile.write("驻村第一书记", to: directory("documents/a.txt"))
    TestFile.write("驻村第一书记", to: directory("documents/draft/b.txt"))
    TestFile.write("PK\u{3}\u{4} broken", to: directory("documents/c.docx"))
    let printed = try addFiles(directory("policies.index"), documents: directory("documents"))
    #expect(try Index(at: directory("policies.index")).count("第一书记").documents == 1)
    #expect(printed.count == 1 && printed.allSatisfy { $0.hasPrefix("c.docx ") }, "\(printed)")
  }

  /// What compares versions.
  private func compare(_ index: Index) throws -> [String] {
    var printed: [String] = []
    func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

    let comparison = try index.comparison(of: "2015.txt", with: "2023.txt")
    for change in comparison.changes where change.kind == .amended {
      print(change.new?.number ?? "", change.pieces.filter { $0.kind != .same }.map(\.text))
    }
    let version = try index.lawVersion(of: "立法法", inForceOn: 20_160_701)
    #expect(version?.document.key == "2015.txt")
    return printed
  }

  /// What reads citations and checks them.
  private func cite(_ index: Index) throws -> [String] {
    var printed: [String] = []
    func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

    let citations = try Citations(of: index)
    for citation in try citations.citations(of: "《立法法》第二条") {
      print(citation.source, citation.target, citation.document ?? "")
    }
    for check in try citations.verify("《立法法》第二条规定：“法律的废止，适用本法。”") {
      print(check.outcome, check.pieces.filter { $0.kind != .same }.map(\.text))
    }
    return printed
  }

  @Test("the one of citations finds one, and the words that a quotation lacks")
  func citing() throws {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("policies.index"))
    let law = "第一条 为了规范立法活动，制定本法。\n\n第二条 法律的制定和废止，适用本法。\n"
    try writer.add(Document(key: "law.txt", text: law, title: "中华人民共和国立法法"))
    try writer.add(Document(key: "a.txt", text: "根据《立法法》第二条，现通知如下。", title: "通知"))
    try writer.commit()
    let printed = try cite(Index(at: directory("policies.index")))
    #expect(printed == ["a.txt 《立法法》第二条 law.txt", #"differs ["制定和", "。"]"#])
  }

  @Test("the one that compares finds the article that was amended")
  func comparing() throws {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("policies.index"))
    for (year, words) in [("2015", "适用本法。"), ("2023", "均适用本法。")] {
      let date = CivilDate("\(year)-03-15")
      let text = "第一条 为了规范立法活动，制定本法。\n\n第二条 法律的制定、修改和废止，\(words)\n"
      try writer.add(Document(key: year + ".txt", text: text, title: "中华人民共和国立法法", date: date))
    }
    try writer.commit()
    #expect(try compare(Index(at: directory("policies.index"))) == [#"第二条 ["均"]"#])
  }

  @Test("they are those that the page shows, line by line")
  func areTheSame() throws {
    let root = try #require(SharedFiles.packageRoot)
    let readme = String(decoding: try #require(TestFile.read(root + "/README.md")), as: UTF8.self)
    let source = String(decoding: try #require(TestFile.read(#filePath)), as: UTF8.self)
    let compiled = source.split(separator: "\n").map { $0.drop { $0 == " " } }
    let blocks = readme.split(separator: "```swift\n").dropFirst()
    #expect(blocks.count == 4)
    for block in blocks {
      let shown = try #require(block.split(separator: "```").first).split(separator: "\n").map { line in
        String(line.drop { $0 == " " }).split(separator: "\"policies.index\"").joined(separator: "path")
          .split(separator: "\"Documents\"").joined(separator: "documents")
      }
      #expect(shown.count >= 6)
      for line in shown { #expect(compiled.contains(Substring(line)), "\(line)") }
    }
  }
}
