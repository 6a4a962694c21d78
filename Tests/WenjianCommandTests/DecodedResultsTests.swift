// What the command writes as JSON is what the library's results decode.

import Foundation
import Testing
import Wenjian
import WenjianConcordance

@Suite("JSON that is decoded by the library")
struct DecodedResultsTests {
  private func decoded<Value: Decodable>(_ arguments: String..., in directory: TestDirectory) throws -> Value {
    let result = try directory.run(arguments + ["--json"])
    return try JSONDecoder().decode(Value.self, from: Data(result.output.utf8))
  }

  @Test(
    "search: the hits, their passages and what is beside them",
    arguments: [
      ["第一书记"], ["第一书记", "--limit", "1"], ["第一书记", "--collapse"], ["第13条"], ["没有这样的词语"],
      ["地一书计"], ["驻村 书记", "--sort", "-date"],
    ])
  func search(arguments: [String]) throws {
    let directory = try TestDirectory.indexed()
    let index = try Index(at: directory.path + "/Index")
    var options = SearchOptions(includesRelated: true)
    if arguments.contains("--limit") { options.limit = 1 }
    options.collapsesCopies = arguments.contains("--collapse")
    if arguments.contains("--sort") { options.order = .date(newestFirst: true) }
    let expected = try index.search(arguments[0], options: options)
    let result = try directory.run(["search"] + arguments + ["--json"])
    let decoded = try JSONDecoder().decode(SearchResults.self, from: Data(result.output.utf8))
    #expect(decoded == expected)
    for (one, other) in zip(decoded.hits, expected.hits) {
      #expect(try one.snippets() == other.snippets(SnippetStyle(maximumCount: 2, includesHeadings: true)))
      #expect(try !options.collapsesCopies || one.copies == other.copies)
    }
    #expect(try decoded.suggestions() == expected.suggestions())
    #expect(decoded.nextPage == expected.nextPage)
  }

  @Test("count and facets")
  func counts() throws {
    let directory = try TestDirectory.indexed()
    let index = try Index(at: directory.path + "/Index")
    let counts: MatchCounts = try decoded("count", "第一书记", in: directory)
    let expected = try index.count("第一书记")
    #expect(counts.documents == expected.documents && counts.occurrences == expected.occurrences)
    let facets: Facets = try decoded("facets", "第一书记", "--by", "kind", in: directory)
    #expect(try facets == index.facets("第一书记", by: .field(.kind)))
  }

  /// The lists of what researchers read.
  private struct Lines: Decodable { var lines: [ConcordanceLine] }

  @Test("kwic, collocates and keywords")
  func research() throws {
    let directory = try TestDirectory.indexed()
    let index = try Index(at: directory.path + "/Index")
    let lines: Lines = try decoded("kwic", "第一书记", in: directory)
    var expected = try index.concordance("第一书记").lines(0..<lines.lines.count)
    for number in expected.indices { expected[number].occurrencesInDocument = 0 }
    #expect(lines.lines == expected && !expected.isEmpty)
    let collocates: Collocates = try decoded("collocates", "书记", "--min", "1", in: directory)
    #expect(try collocates == index.collocates(of: "书记", options: CollocateOptions(minimum: 1)))
    let keywords: Keywords = try decoded("keywords", "第一书记", "--min", "2", in: directory)
    #expect(try keywords == index.keywords(of: "第一书记", options: KeywordOptions(minimum: 2)))
  }
}
