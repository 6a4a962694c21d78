// The examples run, and what the documentation shows is in them.

import Foundation
import Testing
import Wenjian
import WenjianTestSupport

@Suite("Examples")
struct ExampleTests {
  private let articles = [
    Article(
      address: "https://example.org/1", title: "驻村通知", body: "县里选派了第一书记。第一书记驻村。", publishedOn: 20_160_305,
      section: "通知"),
    Article(address: "https://example.org/2", title: "", body: "第一書記到村任职。", publishedOn: 20_170_101),
    Article(address: "https://example.org/3", title: "别的", body: "没有什么。"),
  ]

  private func index(_ directory: TemporaryDirectory) throws -> String {
    let path = directory("policies.index")
    _ = try NightlyIndexer(path: path).run(articles)
    return path
  }

  @Test("nightly: what changed, in one commit")
  func nightly() throws {
    let directory = TemporaryDirectory()
    let path = try index(directory)
    var (first, last) = (articles[0], articles[2])
    first.body = "第一书记走了。"
    last.isWithdrawn = true
    let result = try NightlyIndexer(path: path).run([first, last])
    #expect(result.documents == 2 && result.generation == 2)
    #expect(try Index(at: path).count("第一书记").occurrences == 2)
  }

  @Test("service: what comes from outside is an answer or an error to show")
  func service() throws {
    let directory = TemporaryDirectory()
    let path = try index(directory)
    let service = try SearchService(indexAt: path)
    #expect(try service.answer(SearchRequest(words: "第一书记")).hits.count == 2)
    #expect(try service.answer(SearchRequest(words: "第一书记", years: "2017..")).documents == 1)
    #expect(try service.answer(SearchRequest(words: "第一书记", office: "OR -\"")).documents == 0)
    let page = try service.answer(SearchRequest(words: "第一书记", limit: 1))
    let next = SearchRequest(words: "第一书记", limit: 1, cursor: page.nextPage?.description)
    #expect(try service.answer(next).hits.map(\.key) != page.hits.map(\.key))
    for request in [
      SearchRequest(words: "第一书记", limit: -1), SearchRequest(words: "a OR"),
      SearchRequest(words: "第一书记", years: "x"),
    ] {
      #expect(throws: SearchFailure.self) { try service.answer(request) }
    }
    _ = try NightlyIndexer(path: path).run([Article(address: "4", title: "", body: "第一书记")])
    #expect(try service.answer(SearchRequest(words: "第一书记")).documents == 3)
  }

  @Test("list: rows with marked passages, also without an index")
  func list() throws {
    let directory = TemporaryDirectory()
    let list = try ResultList(Index(at: index(directory)).search("第一书记"))
    #expect(list.rows.count == 2 && list.summary == "2 documents, 3 occurrences")
    #expect(list.rows.allSatisfy { $0.passages.contains { $0.runs.count > 1 } })
    #expect(try ResultList.preview().rows.map(\.id) == ["a.txt"])
  }

  @Test("terms: counted as strings, by year")
  func terms() throws {
    let directory = TemporaryDirectory()
    let lines = try termCounts(of: ["第一书记", "a OR", "驻村"], in: Index(at: index(directory)))
    #expect(lines == ["第一书记\t2016\t1\t2", "第一书记\t2017\t1\t1", "驻村\t2016\t1\t1"])
  }

  @Test("export: all documents and places, page by page")
  func exporting() throws {
    let directory = TemporaryDirectory()
    let index = try Index(at: index(directory))
    for pageSize in [1, 2, 500] {
      var exported: [ExportedDocument] = []
      try export(Query("第一书记"), of: index, pageSize: pageSize) {
        exported.append(try JSONDecoder().decode(ExportedDocument.self, from: $0))
      }
      #expect(exported.map(\.key) == ["https://example.org/1", "https://example.org/2"])
      #expect(exported.map(\.matches.count) == [2, 1])
    }
  }

  @Test("the tutorial prints what it says")
  func tutorial() throws {
    let directory = TemporaryDirectory()
    let printed = try firstSteps(in: directory.path)
    #expect(printed.first == "2 3" && printed.suffix(2) == [#"["rules"]"#, "2 1"], "\(printed)")
    #expect(printed.contains("第一書記"))
  }

  @Test("the code of the documentation is code of the examples, line by line")
  func documentation() throws {
    let root = try #require(SharedFiles.packageRoot)
    func text(_ path: String) throws -> String {
      String(decoding: try #require(TestFile.read(root + "/" + path)), as: UTF8.self)
    }
    func trimmed(_ text: some StringProtocol) -> [Substring] {
      text.split(separator: "\n").map { Substring(String($0.drop { $0 == " " })) }
    }
    let sources = ["NightlyIndexer", "SearchService", "ResultList", "TermCounts", "Export", "FirstSteps"]
    let compiled = Set(try sources.flatMap { trimmed(try text("Examples/\($0).swift")) })
    let catalogue = "Sources/Wenjian/Wenjian.docc/"
    var blocks = 0
    for page in ["Wenjian", "TheModel", "BuildingAnIndex", "SearchingFromAService", "FirstSteps"] {
      for block in try text(catalogue + page + ".md").components(separatedBy: "```swift\n").dropFirst() {
        blocks += 1
        for line in trimmed(block.components(separatedBy: "```")[0]) {
          #expect(compiled.contains(line), "\(page): \(line)")
        }
      }
    }
    #expect(blocks >= 8)
  }
}
