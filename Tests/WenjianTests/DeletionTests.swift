// Deleted documents cost a search nothing but their counting, and are in no answer.

import Testing
import Wenjian
import WenjianSegment
import WenjianTestSupport

@Suite("Deleted documents")
struct DeletionTests {
  private static let queries: [OracleQuery] = {
    func string(_ text: String) -> OracleQuery { .string(OracleString(text)) }
    let (ab, cd, a) = (string("甲乙"), string("丙丁"), string("甲"))
    return [
      ab, cd, a, string("甲乙丙"), string("乙丙丁甲"), .string(OracleString("甲乙", exact: true)), string("戊己"),
      .and([ab, cd]), .and([ab, string("甲乙丙")]), .or([ab, cd]), .or([ab, cd, string("丁丁")]),
      .or([.and([ab, cd]), string("丁甲")]), .without(ab, cd), .without(.or([ab, cd]), string("乙乙")),
      .near(OracleString("甲乙"), OracleString("丙丁"), distance: 2, isOrdered: false),
    ]
  }()

  /// Documents in which every pair of six characters has a list of several blocks, but for two rare ones.
  private func trial(_ generator: inout SeededGenerator, documents: Int) throws -> IndexTrial {
    var trial = IndexTrial(policy: IndexTrial.withoutMerges)
    for number in 0..<documents {
      var text = generator.oneIn(100) ? "戊己" : ""
      for _ in 0..<generator.int(20...60) { text += generator.pick(["甲", "乙", "丙", "丁", "甲乙", "丙丁", "。"]) }
      try trial.add(key: "d\(number)", text, titled: generator.oneIn(2))
    }
    try trial.commit()
    return trial
  }

  @Test(
    "are left out of lists of several blocks, whether few or nearly all",
    arguments: [1, 7, 70, 350, 690])
  func shares(deleted: Int) throws {
    var generator = SeededGenerator("deletion shares", round: deleted)
    var trial = try trial(&generator, documents: 700)
    for number in (0..<700).shuffled(using: &generator).prefix(deleted) { try trial.remove(key: "d\(number)") }
    if generator.oneIn(2) { try trial.add(key: "d3", "甲乙丙丁") }
    try trial.commit()
    let index = try trial.open()
    #expect(index.documentCount == trial.oracle.documents.count)
    for query in Self.queries {
      try trial.check(query, on: index, checksPlaces: false)
      let text = try #require(query.text)
      let whole = try index.search(text, options: SearchOptions(limit: 700, includesRelated: false)).hits
      for limit in [1, 10, 100] {
        let page = try index.search(text, options: SearchOptions(limit: limit, includesRelated: false)).hits
        #expect(page.map(\.key) == whole.prefix(limit).map(\.key), "\(text), \(limit); \(RunSeed.replay)")
      }
    }
  }

  @Test("leave what the others score as it was")
  func scores() throws {
    var generator = SeededGenerator("deletion scores")
    var trial = try trial(&generator, documents: 400)
    let before = try trial.open()
    for number in stride(from: 0, to: 400, by: 3) { try trial.remove(key: "d\(number)") }
    try trial.commit()
    let after = try trial.open()
    let live = Set(try after.keys)
    for query in Self.queries {
      let text = try #require(query.text)
      let options = SearchOptions(limit: 400, includesRelated: false)
      let left = try before.search(text, options: options).hits.filter { live.contains($0.key) }
      let found = try after.search(text, options: options).hits
      #expect(found.map(\.key) == left.map(\.key) && found.map(\.score) == left.map(\.score), "\(text)")
    }
  }

  @Test("are taken from the stored counts of single characters, commit after commit")
  func characters() throws {
    var generator = SeededGenerator("deletion characters")
    var trial = try trial(&generator, documents: 60)
    func check() throws {
      let index = try trial.open()
      try index.verify(.contents)
      for text in ["甲", "乙", "丁", "戊", "己", "。", "庚", "gdp", "2016"] {
        let expected = trial.oracle.answer(.string(OracleString(text)))
        let counts = try index.count("\"\(text)\"")
        #expect(
          counts.documents == expected.documents && counts.occurrences == expected.occurrences,
          "\(text); \(RunSeed.replay)")
      }
    }
    try check()
    for round in 0..<4 {
      for _ in 0..<8 { try trial.remove(key: "d\(generator.int(0...59))") }
      for number in 0..<4 { try trial.add(key: "d\(generator.int(0...59))", "甲庚GDP\(number) 2016。戊戊") }
      try trial.commit()
      if round % 2 == 0 { trial.close() }
      try check()
    }
  }
}
