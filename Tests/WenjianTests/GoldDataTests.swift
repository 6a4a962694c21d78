// The cases that were collected by hand, and counted by hand.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianStream
import WenjianTestSupport

// The tables lie beside the project and are no part of it; without them these tests are skipped.
@Suite("Gold data", .enabled(if: SharedFiles.root != nil, "needs ../shared"))
struct GoldDataTests {
  private func elements(_ text: String) -> [AnalyzedElement] {
    BruteForceIndex.stream(of: text).map(\.element).filter { $0 != .barrier }
  }

  @Test("what must match has the same stream")
  func mustMatch() throws {
    let rows = try #require(SharedFiles.gold("fold_must_match.tsv"))
    #expect(rows.count > 400)
    for row in rows { #expect(elements(row[0]) == elements(row[1]), "\(row[0]) and \(row[1]): \(row[2])") }
  }

  @Test("what must not match has another stream")
  func mustNotMatch() throws {
    let rows = try #require(SharedFiles.gold("fold_must_not_match.tsv"))
    #expect(rows.count > 50)
    for row in rows { #expect(elements(row[0]) != elements(row[1]), "\(row[0]) and \(row[1]): \(row[2])") }
  }

  @Test("pinyin annotations are read over, and nothing that looks like one")
  func pinyin() throws {
    let rows = try #require(SharedFiles.gold("pinyin_noise.tsv"))
    #expect(rows.count > 50)
    for row in rows {
      let (items, repairs) = analyze(row[0])
      #expect(items.map(\.element) == analyze(row[1]).items.map(\.element), "\(row[0]): \(row[2])")
      // Where nothing is to be dropped, equal streams show nothing: the brackets must be in it.
      #expect((repairs.pinyinAnnotations > 0) == (row[0] != row[1]), "\(row[0]): \(row[2])")
    }
  }

  private func seedIndex() throws -> (TemporaryDirectory, Index) {
    let root = try #require(SharedFiles.root)
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.appending("index"))
    let report = try writer.add(filesIn: root + "/seeds")
    #expect(report.documents == 5 && report.skipped.isEmpty)
    try writer.commit()
    return (directory, try Index(at: directory.appending("index")))
  }

  @Test("every phrase stands in the seeds exactly where it was counted")
  func seedHits() throws {
    let (directory, index) = try seedIndex()
    let rows = try #require(SharedFiles.gold("seed_phrase_hits.tsv"))
    #expect(rows.count > 90)
    for (query, rows) in Dictionary(grouping: rows, by: { $0[0] }) {
      let results = try index.search(query, options: SearchOptions(includesRelated: false))
      var expected: [String: Int] = [:]
      for row in rows where row[2] != "0" { expected[row[1]] = Int(row[2]) }
      #expect(
        Dictionary(uniqueKeysWithValues: results.hits.map { ($0.key, $0.occurrences) }) == expected,
        "\(query)")
      for row in rows where row[2] != "0" {
        let found = try index.occurrences(of: query, in: row[1])
        #expect(
          found.map { "\($0.start.scalar)-\($0.end.scalar)" }.joined(separator: ";") == row[3],
          "\(query) in \(row[1])")
      }
    }
    withExtendedLifetime(directory) {}
  }

  @Test("第一书记 stands 24 times in 5 documents", arguments: ["第一书记", "第一書記", "\"第一书记\"", "“第一書记”"])
  func firstSecretary(query: String) throws {
    let (directory, index) = try seedIndex()
    #expect(try Counts(index.count(query)) == Counts(documents: 5, occurrences: 24))
    let results = try index.search(query)
    #expect(results.documents == 5 && results.occurrences == 24)
    for hit in results.hits {
      for snippet in try hit.snippets() {
        for match in snippet.matches {
          let utf8 = Array(try hit.text().utf8)
          let shown = String(decoding: utf8[match.start.utf8..<match.end.utf8], as: UTF8.self)
          #expect(elements(shown) == elements("第一书记"), "\(shown)")
        }
      }
    }
    withExtendedLifetime(directory) {}
  }

  @Test(
    "a phrase with an annotation inside is found and marked with it",
    arguments: ["农村", "乡镇", "经常性"])
  func annotated(query: String) throws {
    let (directory, index) = try seedIndex()
    var marked: Set<String> = []
    for key in try index.keys {
      let utf8 = Array(try index.text(of: key).utf8)
      for range in try index.occurrences(of: query, in: key) {
        marked.insert(String(decoding: utf8[range.start.utf8..<range.end.utf8], as: UTF8.self))
      }
    }
    #expect(marked.contains { $0.contains("(") }, "\(marked)")
    withExtendedLifetime(directory) {}
  }
}
