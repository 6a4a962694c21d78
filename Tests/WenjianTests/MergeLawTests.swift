// How documents came into an index does not show in its answers.

import Testing
import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianTestSupport

@Suite("An index of the same documents")
struct MergeLawTests {
  /// What a search shows, to be compared.
  struct Shown: Equatable {
    var documents: Int
    var occurrences: Int
    var hits: [String]
    init(_ results: SearchResults) {
      documents = results.documents
      occurrences = results.occurrences
      hits = results.hits.map { "\($0.key) \($0.tier) \($0.occurrences) \($0.score)" }
    }
  }

  private func queries(_ random: inout RandomText, _ texts: [String], _ count: Int) -> [String] {
    var queries = ["第一书记", "和服", "村", "产业 OR 书记", "第一 -书记", "农村 产业"]
    for _ in 0..<count {
      guard let cut = random.cut(from: texts, scalars: 1...12), !OracleString(cut).elements.isEmpty,
        let quoted = OracleQuery.quoted(cut)
      else { continue }
      queries.append(quoted)
    }
    return queries
  }

  @Test("answers and ranks alike, built at once, in runs or in several commits", arguments: 0..<2)
  func batches(round: Int) throws {
    var random = RandomText(SeededGenerator("batches", round: round))
    var texts: [String] = []
    for _ in 0..<16 { texts.append(random.document(pieces: random.generator.int(1...60))) }
    var trials = [IndexTrial(), IndexTrial(IndexTrial.tiny()), IndexTrial(), IndexTrial(IndexTrial.tiny())]
    for (number, text) in texts.enumerated() {
      for at in trials.indices {
        try trials[at].add(key: "d\(number)", text, date: CivilDate(year: 2020, month: 1, day: 1 + number % 3))
        // The last two commit after every eighth and every third document.
        if at == 2, number % 8 == 7 { try trials[at].commit() }
        if at == 3, number % 3 == 2 { try trials[at].commit() }
      }
    }
    for at in trials.indices { try trials[at].commit() }
    let indexes = try trials.map { try $0.open() }
    #expect(indexes[0].info.segments == 1 && indexes[1].info.segments == 1)
    for query in queries(&random, texts, 12) {
      for (limit, related) in [(100, false), (5, true), (100, true)] {
        let options = SearchOptions(limit: limit, includesRelated: related)
        let expected = Shown(try indexes[0].search(query, options: options))
        for index in indexes.dropFirst() {
          #expect(
            try Shown(index.search(query, options: options)) == expected,
            "\(query.escaped), limit \(limit), related \(related), \(index.info.segments) segments; \(RunSeed.replay)"
          )
        }
      }
    }
  }

  @Test("holds A's documents, then B's, when A and B were merged", arguments: 0..<2)
  func concatenation(round: Int) throws {
    var random = RandomText(SeededGenerator("concatenation", round: round))
    let directory = TemporaryDirectory()
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 1 << 20))
    for number in 0..<10 {
      try trial.add(key: "d\(number)", random.document(pieces: random.generator.int(0...50)))
      if number == 4 { try trial.commit() }
    }
    try trial.commit()
    let sources = try IndexSnapshot.open(trial.path).views.map(\.segment)
    try #require(sources.count == 2)
    let path = directory.appending("segment")
    try SegmentMerger(sources).write(to: path, id: 7)
    let merged = try Segment.open(path: path, id: 7)
    try merged.verifyContents(withWords: true)
    #expect(
      merged.statistics.positionCount
        == sources.reduce(0) { $0 + $1.statistics.positionCount })
    #expect(
      merged.statistics.scalarCount == sources.reduce(0) { $0 + $1.statistics.scalarCount })
    #expect(
      (0..<merged.documents.count).map { merged.documents.key(of: $0) }
        == sources.flatMap { source in (0..<source.documents.count).map { source.documents.key(of: $0) } })
    var document = 0
    for source in sources {
      for at in 0..<source.documents.count {
        #expect(merged.documents.positions(of: document).count == source.documents.positions(of: at).count)
        #expect(
          merged.documents.titlePositions(of: document).count == source.documents.titlePositions(of: at).count)
        #expect(merged.documents.contentHash(of: document) == source.documents.contentHash(of: at))
        document += 1
      }
    }
  }
}
