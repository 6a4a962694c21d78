// What a passage or a place is called, read from the blocks of the store, is what the whole text calls it.

import Testing
import Wenjian
import WenjianDocument
import WenjianFiles
import WenjianSegment
import WenjianTestSupport

private let law = """
  # 青山县集市管理办法

  第一章　总则

  第一条　为了管理集市，制定本办法。

  第二章　开市

  第二条　集市逢五逢十开市。

  摊位应当：

  （一）整洁；

  （二）不占道。

  第二条之一　雨天照开。
  附件1
  第一条　摊位费二元。
  """

@Suite("The place of a passage")
struct PlaceTests {
  private func index(_ texts: [(key: String, text: String)], _ parameters: SegmentParameters = IndexTrial.tiny())
    throws
    -> (trial: IndexTrial, index: Index)
  {
    var trial = IndexTrial(parameters)
    for (key, text) in texts { try trial.add(key: key, text) }
    try trial.commit()
    return (trial, try trial.open())
  }

  @Test(
    "is named by its divisions, the largest first, without the document's own title",
    arguments: [
      ("整洁", ["第二章", "第二条", "第二款", "（一）"], "《青山县集市管理办法》第二条第二款第（一）项"),
      ("照开", ["第二章", "第二条之一"], "《青山县集市管理办法》第二条之一"), ("二元", ["附件1", "第一条"], "《青山县集市管理办法》附件1第一条"),
    ])
  func names(word: String, path: [String], citation: String) throws {
    let (trial, index) = try index([("a", law)])
    let snippet = try #require(
      try index.search(word).hits.first?.snippets(SnippetStyle(includesHeadings: true)).first)
    #expect(snippet.citation == citation)
    let place = try #require(snippet.highlights.first).start.utf8
    #expect(try index.headings(of: "a", at: place) == snippet.headings)
    #expect(try index.citation(of: "a", at: place) == citation)
    #expect(snippet.headings.map(\.number) == path)
    let utf8 = Array(law.utf8)
    for heading in snippet.headings where heading.level == .chapter {
      #expect(String(decoding: utf8[heading.byteRange], as: UTF8.self) == "第二章　开市" && heading.name == "开市")
    }
    withExtendedLifetime(trial) {}
  }

  @Test("is cited without a title where the document has none")
  func untitled() throws {
    let opening = String(repeating: "为了管理集市，", count: 20) + "制定本办法。"
    let (trial, index) = try index([("a", opening + "\n第一条　摊位要整洁。\n第二条　摊位费二元。")])
    let hit = try #require(try index.search("二元").hits.first)
    #expect(hit.title.hasPrefix("为了管理集市"))
    #expect(try hit.snippets(SnippetStyle(includesHeadings: true)).first?.citation == "第二条")
    #expect(try index.outline(of: "a").compactMap(\.citation).first == "第一条")
    withExtendedLifetime(trial) {}
  }

  @Test("is that of the first match in it, not of its first character")
  func firstMatch() throws {
    let (trial, index) = try index([("a", "通知\n第一条　甲。第二条不算。\n第二条　乙集市。")])
    for hit in try index.search("集市").hits {
      for snippet in try hit.snippets(SnippetStyle(includesHeadings: true)) {
        #expect(snippet.citation == "《通知》第二条" && snippet.headings.count == 1)
      }
    }
    withExtendedLifetime(trial) {}
  }

  @Test("is not looked for unless it is wanted, and is none in a text without divisions")
  func none() throws {
    let (trial, index) = try index([("a", law), ("b", "记事\n集市上人很多。")])
    for hit in try index.search("集市").hits {
      for snippet in try hit.snippets() { #expect(snippet.headings.isEmpty && snippet.citation == nil) }
    }
    #expect(try index.headings(of: "b", at: 10).isEmpty && index.citation(of: "b", at: 10) == nil)
    #expect(throws: WenjianError.self) { try index.outline(of: "c") }
    withExtendedLifetime(trial) {}
  }

  @Test(
    "has a title in 《》 once, and those in it as 〈〉",
    arguments: [("《集市》", "《集市》第一条"), ("关于《集市》的解释", "《关于〈集市〉的解释》第一条")])
  func titles(title: String, citation: String) throws {
    let (trial, index) = try index([("a", title + "\n第一条　甲。")])
    #expect(try index.citation(of: "a", at: title.utf8.count + 1) == citation)
    withExtendedLifetime(trial) {}
  }

  @Test("of a document anywhere in the store is what the document's whole text says", arguments: [1, 32, 4096])
  func anyPlace(blockBytes: Int) throws {
    let texts = [
      ("x", "前一篇\n一、甲。\n"), ("a", law), ("b", String(repeating: law + "\n", count: 3)),
      ("c", "條例\n第 1 條\n甲如下：\n一、乙。\n二、丙。\n丁。\n"), ("d", ""), ("e", "一、甲\n（一）乙😀\n"),
    ]
    let (trial, index) = try index(texts, IndexTrial.tiny(batchBytes: 1 << 20, blockBytes: blockBytes))
    for (key, text) in texts {
      let bytes = Array(text.utf8)
      let outline = DocumentOutline(bytes)
      // All headings of Markdown here are the title.
      for place in stride(from: 0, to: bytes.count, by: 5) {
        let expected = outline.path(at: place).filter { $0.level > .markdown6 }
        let found = try index.headings(of: key, at: place)
        guard found.map(\.byteRange.lowerBound) == expected.map(\.byteOffset),
          found.map(\.ordinal) == expected.map(\.number)
        else {
          Issue.record("\(key) at \(place): \(found.map(\.number))")
          return
        }
      }
      // Behind the end is the last division.
      #expect(
        try index.headings(of: key, at: bytes.count + 9).map(\.ordinal)
          == index.headings(of: key, at: bytes.count).map(\.ordinal))
    }
    withExtendedLifetime(trial) {}
  }

  @Test("stands in the outline, whose divisions hold their text")
  func outline() throws {
    let (trial, index) = try index([("a", law)])
    let divisions = try index.outline(of: "a")
    #expect(
      divisions.map(\.heading.number) == [
        "第一章", "第一条", "第二章", "第二条", "第一款", "第二款", "（一）", "（二）", "第二条之一", "附件1", "第一条",
      ])
    #expect(divisions.map(\.depth) == [0, 1, 0, 1, 2, 2, 3, 3, 1, 0, 1])
    let bytes = Array(law.utf8)
    func text(_ division: Division) -> String { String(decoding: bytes[division.byteRange], as: UTF8.self) }
    #expect(divisions[8].citation == "《青山县集市管理办法》第二条之一" && divisions[3].citation == "《青山县集市管理办法》第二条")
    #expect(text(divisions[8]) == "第二条之一　雨天照开。\n")
    for typed in ["2-1", "第二条之一", "二之一", "２之１", "第 2-1 條"] {
      #expect(try index.articles(typed, of: "a").map(text) == ["第二条之一　雨天照开。\n"])
    }
    #expect(try index.articles("1", of: "a").count == 2)
    for typed in ["", "三", "第一章", "条", "1条款", "-1", "第"] { #expect(try index.articles(typed, of: "a").isEmpty) }
    withExtendedLifetime(trial) {}
  }
}
