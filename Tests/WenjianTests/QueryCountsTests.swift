// `Index.counts(of:)`; that it counts as an oracle does is among the laws of the query algebra.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Counts of many queries")
struct QueryCountsTests {
  private static func index(in directory: TemporaryDirectory) throws -> Index {
    let writer = try IndexWriter(at: directory.path)
    let issuers = ["国务院", "國務院", "國務院", "教育部", nil]
    for (number, issuer) in issuers.enumerated() {
      var document = Document(key: "\(number).txt", text: String(repeating: "扶贫工作。", count: number + 1))
      if number == 0 { document.text += "就业。" }
      document.issuer = issuer
      try writer.add(document)
      // Spellings meet across segments.
      if number % 2 == 0 { try writer.commit() }
    }
    try writer.commit()
    return try Index(at: directory.path)
  }

  @Test("come in the order of the queries, and one that cannot be read is an error of its own")
  func order() throws {
    let directory = TemporaryDirectory()
    let index = try Self.index(in: directory)
    let queries = ["就业", "扶贫 OR", "扶贫", "", "没有这个词", "扶贫"]
    for key in [nil, FacetKey.field(.issuer)] {
      let results = try index.counts(of: queries, by: key)
      #expect(results.count == queries.count)
      for (query, result) in zip(queries, results) {
        do {
          let counts = try index.count(query)
          let found = try result.get()
          #expect(found.documents == counts.documents && found.occurrences == counts.occurrences)
          #expect(try found.groups == (key.map { try index.facets(query, by: $0).groups } ?? []))
        } catch {
          #expect((error as? WenjianError)?.code == .query)
          #expect(throws: WenjianError.self) { try result.get() }
        }
      }
      #expect(throws: WenjianError.self) { try results[1].get() }
      #expect(try results[2].get() == results[5].get())
      #expect(try results[4].get().documents == 0 && results[4].get().groups.isEmpty)
    }
    #expect(try index.counts(of: []).isEmpty)
    #expect(try index.counts(of: ["國務院", "扶貧"], isExact: true).allSatisfy { try $0.get().documents == 0 })
  }

  @Test("a group has one name in all queries: the spelling of most documents of the index")
  func names() throws {
    let directory = TemporaryDirectory()
    let index = try Self.index(in: directory)
    let results = try index.counts(of: ["就业", "扶贫"], by: .field(.issuer)).map { try $0.get() }
    // The document that holds 就业 writes 国务院.
    #expect(results[0].groups == [FacetGroup(value: "國務院", documents: 1, occurrences: 1)])
    #expect(
      results[1].groups == [
        FacetGroup(value: "國務院", documents: 3, occurrences: 6),
        FacetGroup(value: "教育部", documents: 1, occurrences: 4),
        FacetGroup(value: nil, documents: 1, occurrences: 5),
      ])
    let writer = try IndexWriter(at: directory.path)
    for key in ["1.txt", "2.txt"] { try writer.remove(key: key) }
    try writer.commit()
    let later = try index.refreshed().facets("扶贫", by: .field(.issuer))
    #expect(later.groups.first { $0.documents == 1 && $0.occurrences == 1 }?.value == "国务院")
  }

  @Test("documents are grouped by their keys as bytes: names that fold to one are several")
  func keys() throws {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.path)
    let keys = [
      "说明.txt", "說明.txt", "A.txt", "a.txt", "caf\u{E9}.txt", "cafe\u{301}.txt", "\u{6A02}.txt", "\u{F95C}.txt",
    ]
    for (number, key) in keys.enumerated() {
      try writer.add(Document(key: key, text: String(repeating: "扶贫。", count: number + 1)))
      if number % 3 == 0 { try writer.commit() }
    }
    try writer.commit()
    let index = try Index(at: directory.path)
    let facets = try index.facets("扶贫", by: .field(.key))
    let expected = keys.enumerated().reversed().map { (Array($0.element.utf8), $0.offset + 1) }
    #expect(facets.groups.map { Array(($0.value ?? "").utf8) } == expected.map(\.0))
    #expect(facets.groups.map(\.occurrences) == expected.map(\.1))
    #expect(facets.groups.allSatisfy { $0.documents == 1 })
  }
}
