// Navigation and footers: found and counted like anything else, ranked low, not shown when better text matches.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Text of low weight")
struct LowWeightTests {
  /// A document whose first line, and whose last, is furniture of the page.
  private func page(_ key: String, head: String, body: String, foot: String) -> Document {
    let text = "\(head)\n\n\(body)\n\n\(foot)\n"
    let size = text.utf8.count
    return Document(
      key: key, text: text, title: key,
      lowWeightRanges: [0..<head.utf8.count, (size - foot.utf8.count - 1)..<size])
  }

  private func index(_ documents: [Document], commits: Int) throws -> (Index, TemporaryDirectory) {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.appending("index"))
    for commit in 0..<commits {
      for (number, document) in documents.enumerated() where number % commits == commit { try writer.add(document) }
      try writer.commit()
    }
    return (try Index(at: directory.appending("index")), directory)
  }

  private let navigation = "首页 > 第一书记 > 正文"

  @Test("is counted, and ranks below any other text", arguments: [1, 2])
  func ranksLow(commits: Int) throws {
    let documents = [
      page("furniture", head: navigation, body: "县里召开了会议，部署了工作。", foot: "第一书记专栏 第一书记名单"),
      page("body", head: "首页 > 正文", body: "县里选派的第一书记到村里报到，村民们都来了，会议开了整整一天才散。", foot: "版权所有"),
      page("both", head: navigation, body: "会议听取了第一书记的汇报。", foot: "版权所有"),
    ]
    let (index, directory) = try index(documents, commits: commits)
    defer { withExtendedLifetime(directory) {} }
    let results = try index.search("第一书记", options: SearchOptions(includesRelated: false))
    #expect(results.documents == 3 && results.occurrences == 6)
    #expect(results.hits.last?.key == "furniture")
    #expect(results.hits.last?.occurrences == 3)
  }

  @Test("is not shown when better text matches, and is when nothing else does")
  func shown() throws {
    let documents = [
      page("both", head: navigation, body: "会议听取了第一书记的汇报。", foot: "第一书记专栏"),
      page("furniture", head: navigation, body: "县里召开了会议。", foot: "版权所有"),
    ]
    let (index, directory) = try index(documents, commits: 1)
    defer { withExtendedLifetime(directory) {} }
    let hits = try index.search("第一书记", options: SearchOptions(includesRelated: false)).hits
    #expect(hits.map(\.key) == ["both", "furniture"])
    // So short a style that there is room for one sentence only.
    let style = SnippetStyle(characterLimit: 13)
    #expect(try hits[0].snippets(style).map(\.text) == ["会议听取了第一书记的汇报。"])
    #expect(try hits[1].snippets(style).first?.text.contains("第一书记") == true)
  }

  @Test("is nothing by which a document is related to a question", arguments: [1, 2], [false, true])
  func related(commits: Int, isLong: Bool) throws {
    var documents: [Document] = []
    // So many that the lists of grams carry documents.
    for number in 0..<(isLong ? 1_300 : 3) {
      documents.append(
        page("furniture \(number)", head: "首页 > 党风廉政建设专栏", body: "天气很好。", foot: "廉政建设办公室"))
    }
    documents.append(page("body", head: "首页", body: "党风和廉政教育要抓好，建设专栏。", foot: "版权所有"))
    let (index, directory) = try index(documents, commits: commits)
    defer { withExtendedLifetime(directory) {} }
    let hits = try index.search("党风廉政建设责任制", options: SearchOptions(limit: 50, includesRelated: true)).hits
    #expect(hits.map(\.key) == ["body"] && hits.allSatisfy { $0.tier == .related })
    try index.verify(.contents)
  }

  @Test("ranks low in long lists too, and after a merge", arguments: ["工作", "工作部署", "工作 会议"])
  func longLists(query: String) throws {
    var documents: [Document] = []
    for number in 0..<1_300 {
      // One in a hundred says it in its text, the others in the navigation only.
      let isBody = number % 100 == 7
      documents.append(
        page(
          "\(number)", head: isBody ? "首页" : "首页 工作部署 会议", body: isBody ? "工作部署会议。" : "天气很好。",
          foot: "版权所有"))
    }
    let (index, directory) = try index(documents, commits: 1)
    defer { withExtendedLifetime(directory) {} }
    let results = try index.search(query, options: SearchOptions(limit: 20, includesRelated: false))
    #expect(results.documents == 1_300)
    #expect(Set(results.hits.prefix(13).map(\.key)) == Set((0..<13).map { "\($0 * 100 + 7)" }))
  }

  @Test("ranges at the edges and over blanks change no count", arguments: 0..<10)
  func anyRanges(round: Int) throws {
    var random = RandomText(SeededGenerator("low weight", round: round))
    var plain: [Document] = []
    var marked: [Document] = []
    for number in 0..<20 {
      let text = random.document(pieces: random.generator.int(1...30))
      var edges = (0..<(2 * random.generator.int(0...4))).map { _ in random.generator.int(0...text.utf8.count) }
      edges.sort()
      var ranges: [Range<Int>] = []
      for pair in stride(from: 0, to: edges.count, by: 2) { ranges.append(edges[pair]..<edges[pair + 1]) }
      plain.append(Document(key: "\(number)", text: text))
      marked.append(Document(key: "\(number)", text: text, lowWeightRanges: ranges))
    }
    let (first, a) = try index(plain, commits: 1)
    let (second, b) = try index(marked, commits: 2)
    defer { withExtendedLifetime((a, b)) {} }
    for query in ["第一书记", "村", "农村 OR 乡镇", "一 -书记", "书记"] {
      #expect(try first.count(query) == second.count(query), "\(query); \(RunSeed.replay)")
      let hits = try second.search(query, options: SearchOptions(limit: 50)).hits
      for hit in hits { _ = try hit.snippets() }
    }
    try second.verify(.contents)
  }
}
