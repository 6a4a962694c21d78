// Ten thousand short documents: strings whose document lists span many windows of documents, and blocks whose
// documents lie far apart. Small random indexes reach neither.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Many documents")
struct WideIndexTests {
  static let documentCount = 10_000

  /// A string, and how often it stands in each document.
  struct Word: Sendable {
    let text: String
    let count: @Sendable (Int) -> Int
  }

  static let everywhere = Word(text: "甲乙") { _ in 1 }
  static let often = Word(text: "丙丁") { $0 % 3 == 0 ? 1 + $0 % 4 : 0 }
  /// In few documents, but more than a thousand times, so with a document list of its own.
  static let clustered = Word(text: "戊己") { $0 % 61 == 0 ? 8 : 0 }
  static let atTheEnd = Word(text: "庚辛") { $0 > 9_500 ? 3 : 0 }
  static let rare = Word(text: "壬癸") { $0 % 997 == 5 ? 1 : 0 }
  static let words = [everywhere, often, clustered, atTheEnd, rare]

  static func text(_ document: Int) -> String {
    var parts: [String] = []
    for word in words {
      parts += [String](repeating: word.text, count: word.count(document))
    }
    parts += [String](repeating: "子丑寅", count: document % 11)
    return parts.joined(separator: "，")
  }

  private func filled(_ directory: TemporaryDirectory) throws -> Index {
    let writer = try IndexWriter(at: directory("index"))
    for document in 0..<Self.documentCount {
      try writer.add(Document(key: "\(document)", text: Self.text(document), title: "無題"))
    }
    try writer.commit()
    return try Index(at: directory("index"))
  }

  /// Asks for all documents and for the ten best, and compares with what was written.
  private func check(
    _ index: Index, _ words: [Word], joint: String, removed: Set<Int> = [],
    matches: (Int) -> Bool
  ) throws {
    let query = words.map { "\"\($0.text)\"" }.joined(separator: joint)
    let expected = (0..<Self.documentCount).filter { !removed.contains($0) && matches($0) }
    let occurrences = expected.reduce(0) { sum, document in
      words.reduce(sum) { $0 + $1.count(document) }
    }
    let all = try index.search(query, options: SearchOptions(limit: Self.documentCount))
    #expect(all.documents == expected.count, "\(query)")
    #expect(all.occurrences == occurrences, "\(query)")
    #expect(Set(all.hits.map(\.key)) == Set(expected.map(String.init)), "\(query)")
    let miscounted = all.hits.filter { hit in
      hit.occurrences != words.reduce(0) { $0 + $1.count(Int(hit.key) ?? 0) }
    }
    #expect(miscounted.isEmpty, "\(query) \(miscounted.first?.key ?? "")")
    #expect(zip(all.hits, all.hits.dropFirst()).allSatisfy { $0.score >= $1.score }, "\(query)")
    let best = try index.search(query, options: SearchOptions(limit: 10))
    #expect(best.hits.map(\.key) == all.hits.prefix(10).map(\.key), "\(query)")
    #expect(best.hits.map(\.score) == all.hits.prefix(10).map(\.score), "\(query)")
    let counts = try index.count(query)
    #expect(counts.documents == expected.count && counts.occurrences == occurrences, "\(query)")
  }

  private func checkAll(_ index: Index, removed: Set<Int> = []) throws {
    for first in Self.words.indices {
      try check(index, [Self.words[first]], joint: " ", removed: removed) {
        Self.words[first].count($0) > 0
      }
      for second in Self.words.indices where second != first {
        let pair = [Self.words[first], Self.words[second]]
        try check(index, pair, joint: " ", removed: removed) { document in
          pair.allSatisfy { $0.count(document) > 0 }
        }
        try check(index, pair, joint: " OR ", removed: removed) { document in
          pair.contains { $0.count(document) > 0 }
        }
      }
    }
    let three = [Self.often, Self.clustered, Self.everywhere]
    try check(index, three, joint: " ", removed: removed) { document in
      three.allSatisfy { $0.count(document) > 0 }
    }
  }

  @Test("every string, pair and alternative is found, counted and ranked as it was written")
  func combinations() throws {
    let directory = TemporaryDirectory()
    try checkAll(filled(directory))
  }

  @Test("also after documents were removed")
  func removed() throws {
    let directory = TemporaryDirectory()
    _ = try filled(directory)
    let writer = try IndexWriter(at: directory("index"))
    let removed = Set((0..<Self.documentCount).filter { $0 % 6 == 0 })
    for document in removed { try writer.remove(key: "\(document)") }
    try writer.commit()
    try checkAll(Index(at: directory("index")), removed: removed)
  }
}
