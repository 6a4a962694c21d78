// What the companion for Foundation gives, and results as JSON by Foundation's coders.

import Foundation
import Testing
import Wenjian
import WenjianFoundation
import WenjianTestSupport

@Suite("WenjianFoundation")
struct FoundationTests {
  @Test("an error says what it is about where Foundation asks")
  func errors() throws {
    let error: any Error = WenjianError(.argument, "limit must not be negative, and is -1", path: "Index")
    #expect(error.localizedDescription == "limit must not be negative, and is -1")
    #expect((error as NSError).domain == "Wenjian.WenjianError")
    #expect((error as NSError).userInfo["WenjianErrorCode"] as? String == "argument")
    let code = try JSONDecoder().decode(
      WenjianError.Code.self, from: JSONEncoder().encode(WenjianError.Code.locked))
    #expect(code == .locked && WenjianError.Code(rawValue: "locked") == .locked)
    #expect(Set([WenjianError(.query, "a"), WenjianError(.query, "a"), WenjianError(.query, "b")]).count == 2)
  }

  @Test("dates become dates of Foundation and come back")
  func dates() throws {
    let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
    for date in [20_161_005, 20_160_229, 10_101, 99_991_231] as [CivilDate] {
      #expect(CivilDate(DateComponents(date)) == date)
      #expect(CivilDate(try #require(date.startDate(in: zone)), in: zone) == date)
    }
    for date in [20_160_000, 20_161_000] as [CivilDate] { #expect(CivilDate(DateComponents(date)) == date) }
    #expect(CivilDate(DateComponents(month: 3)) == nil && CivilDate(DateComponents(year: 2016, day: 3)) == nil)
    #expect(CivilDate(.distantPast) == nil || CivilDate(.distantPast)?.year == 1)
  }

  private func index(_ path: String) throws -> Index {
    try IndexWriter.write(to: path) { writer in
      try writer.add(
        Document(
          key: "办法.txt", text: "第一章 总则\n\n第一条 😀县里选派了驻村第一書記。\n第二条 第一(di yi)书记驻村。\n", title: "《驻村》\"办法\"",
          date: 20_160_305, signatureDate: 20_160_300, issuer: "昌平县", kind: "办法", fields: ["地区": "昌平"]))
      try writer.add(Document(key: "b", text: "县里选派了第一书记，第十三条也说到。"))
      try writer.add(Document(key: "c", text: "县里选派了第一书记，第十三条也说到。"))
    }
    return try Index(at: path)
  }

  @Test("results go through JSON and come back, with and without copies, forms, suggestions and a next page")
  func results() throws {
    let directory = TemporaryDirectory()
    let index = try index(directory("index"))
    for (query, options) in [
      ("第一书记", SearchOptions()), ("第一书记", SearchOptions(limit: 1)), ("第13条", SearchOptions()),
      ("第一书记", SearchOptions(collapsesCopies: true)), ("弟一书记 kind:办法", SearchOptions(includesRelated: true)),
    ] {
      let results = try index.search(query, options: options)
      let detached = try results.detached(snippets: SnippetStyle(includesHeadings: true))
      let decoded = try JSONDecoder().decode(SearchResults.self, from: JSONEncoder().encode(detached))
      #expect(decoded == results && decoded == detached)
      for (one, other) in zip(decoded.hits, results.hits) {
        #expect(try one.snippets() == other.snippets(SnippetStyle(includesHeadings: true)))
        #expect(try options.collapsesCopies ? one.copies == other.copies : one.copies.isEmpty)
        #expect(one.signatureDate == other.signatureDate && one.id == other.key)
      }
      #expect(try decoded.suggestions() == results.suggestions())
      // What is encoded without its passages is the same but for them.
      #expect(try JSONDecoder().decode(SearchResults.self, from: JSONEncoder().encode(results)) == results)
    }
    let counts = try index.count("第13条")
    #expect(!counts.forms.isEmpty)
    // Forms that do not occur are not told.
    let told = counts.forms.filter { $0.occurrences > 0 || $0.rules.isEmpty }
    let decoded = try JSONDecoder().decode(MatchCounts.self, from: JSONEncoder().encode(counts))
    #expect(decoded == MatchCounts(documents: counts.documents, occurrences: counts.occurrences, forms: told))
    let facets = try index.facets("第一书记", by: .field(.kind))
    #expect(try JSONDecoder().decode(Facets.self, from: JSONEncoder().encode(facets)) == facets)
    #expect(String(decoding: try JSONEncoder().encode(facets), as: UTF8.self).contains("\"value\":null"))
    let query = try Query("title:办法 -试点")
    #expect(try JSONDecoder().decode(Query.self, from: JSONEncoder().encode(query)) == query)
  }

  @Test("matches are marked in the same characters by all units")
  func marks() throws {
    let directory = TemporaryDirectory()
    let index = try index(directory("index"))
    for hit in try index.search("第一书记 驻村").hits {
      for snippet in try hit.snippets() {
        let nsText = snippet.text as NSString
        let byUnits = snippet.utf16Highlights.map {
          nsText.substring(with: NSRange(location: $0.lowerBound, length: $0.count))
        }
        let byIndices = snippet.highlightRanges.map { String(snippet.text[$0]) }
        let attributed = AttributedString(snippet)
        let marked = attributed.runs.filter { $0[WenjianMatchAttribute.self] == true }
          .map { String(attributed[$0.range].characters) }
        #expect(byUnits == byIndices && byIndices == marked && marked.count == snippet.highlights.count)
        #expect(String(attributed.characters) == snippet.text)
        #expect(String(AttributedString(snippet.display).characters) == snippet.display.text)
        // Made again of its values alone.
        let again = Snippet(
          text: snippet.text, range: snippet.range, highlights: snippet.highlights, matches: snippet.matches,
          isCutAtStart: snippet.isCutAtStart, isCutAtEnd: snippet.isCutAtEnd)
        #expect(again == snippet)
      }
    }
  }

  @Test("values of a test are as good as those of an index, and wrong ranges mark nothing")
  func values() throws {
    let place = TextPlace(utf8: 3, utf16: 1, scalar: 1)
    let passage = TextRange(start: place, end: TextPlace(utf8: 9, utf16: 3, scalar: 3))
    for (start, end) in [(-1, 4), (4, 5), (6, 3), (3, Int.max), (Int.min, Int.max), (9, 12)] {
      let range = TextRange(
        start: TextPlace(utf8: start, utf16: start, scalar: start),
        end: TextPlace(utf8: end, utf16: end, scalar: end))
      let snippet = Snippet(text: "书记", range: passage, highlights: [range])
      #expect(snippet.highlightRanges.isEmpty && snippet.utf16Highlights.allSatisfy { $0.upperBound < 9 })
      #expect(snippet.display.text == "书记")
    }
    let hit = Hit(key: "a", title: "题", occurrences: 2, snippets: [Snippet(text: "书记", range: passage)])
    let results = SearchResults(query: "书记", documents: 1, occurrences: 2, hits: [hit])
    #expect(try results.hits[0].snippets().map(\.text) == ["书记"])
    #expect(throws: WenjianError.self) { try hit.text() }
    #expect(try results.detached() == results)
    #expect(DisplayLine(text: "书记", highlights: [0..<3, 1..<4, -1..<99]).highlightRanges.count == 1)
  }
}
