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

  /// A document as it was added.
  private struct Added {
    var text: String
    var isTitled: Bool
    var date: CivilDate?
  }

  @Test(
    "answers and scores as one build of the documents that stay, whenever merges have taken out what was deleted",
    arguments: 0..<(SharedFiles.isLongRun ? 200 : 4))
  func histories(round: Int) throws {
    var random = RandomText(SeededGenerator("histories and one build", round: round))
    var policy = MergePolicy()
    (policy.factor, policy.leastPositions, policy.deletedShare) = (2 + round % 3, 64, [0, 0.2, 1][round % 3])
    let parameters = round % 2 == 0 ? SegmentParameters() : IndexTrial.tiny()
    var trial = IndexTrial(parameters, policy: policy)
    var live: [String: Added] = [:]
    var compared = 0
    for step in 0..<40 {
      let key = "d\(random.generator.below(12))"
      switch random.generator.below(10) {
      case 0..<5:
        let document = Added(
          text: random.document(pieces: random.generator.int(1...40)), isTitled: random.generator.oneIn(2),
          date: CivilDate(year: 2020, month: 1, day: 1 + random.generator.below(3)))
        live[key] = document
        try trial.add(key: key, document.text, titled: document.isTitled, date: document.date)
      case 5..<7:
        live[key] = nil
        try trial.remove(key: key)
      case 7, 8: try trial.commit()
      default:
        try trial.commit()
        trial.close()
      }
      guard step % 10 == 9, !live.isEmpty else { continue }
      if random.generator.oneIn(2) {
        try trial.optimize(form: random.generator.oneIn(2) ? .compact : .usual)
      } else {
        try trial.commit()
      }
      // Deleted documents count in scores until a merge takes them out.
      if try IndexSnapshot.open(trial.path).views.contains(where: { $0.deletions != nil }) { try trial.optimize() }
      compared += 1
      try compareWithOneBuild(trial, live, &random, "round \(round), step \(step); \(RunSeed.replay)")
    }
    #expect(compared > 0)
  }

  private func compareWithOneBuild(
    _ trial: IndexTrial, _ live: [String: Added], _ random: inout RandomText, _ comment: Comment
  ) throws {
    var once = IndexTrial()
    for (key, document) in live.shuffled(using: &random.generator) {
      try once.add(key: key, document.text, titled: document.isTitled, date: document.date)
    }
    try once.commit()
    let (index, expected) = (try trial.open(), try once.open())
    #expect(index.documentCount == live.count && expected.info.segments == 1, comment)
    for query in queries(&random, live.values.map(\.text), 12) {
      for (limit, related) in [(100, false), (5, true), (100, true)] {
        let options = SearchOptions(limit: limit, includesRelated: related)
        #expect(
          try Shown(index.search(query, options: options)) == Shown(expected.search(query, options: options)),
          "\(query.escaped), limit \(limit), related \(related), \(index.info.segments) segments; \(comment)")
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
