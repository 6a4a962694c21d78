// Filters on lists of several blocks: narrow ones lead, wide ones are a mask, and both keep the same.

import Testing
import Wenjian
import WenjianIndex
import WenjianQuery
import WenjianSearch
import WenjianSegment
import WenjianTestSupport

@Suite("Filters")
struct FilterTests {
  private static let queries: [OracleQuery] = {
    func string(_ text: String) -> OracleQuery { .string(OracleString(text)) }
    let (ab, cd, a) = (string("甲乙"), string("丙丁"), string("甲"))
    return [
      ab, a, string("甲乙丙"), string("乙丙丁甲"), .string(OracleString("甲乙", exact: true)), string("戊己"),
      .and([ab, cd]), .and([ab, string("甲乙丙")]), .or([ab, cd]), .or([ab, cd, string("丁丁")]),
      .or([.and([ab, cd]), string("丁甲")]), .or([ab, .field(OracleCondition("path", .holds("c")))]),
      .without(ab, cd), .without(.or([ab, cd]), string("乙乙")),
      .without(ab, .field(OracleCondition("path", .holds("b")))),
      .near(OracleString("甲乙"), OracleString("丙丁"), distance: 2, isOrdered: false),
      .absent(OracleString("甲乙"), [(OracleString("丙"), 0, true)]), .within(.sentence, .and([ab, cd])),
      .within(.paragraph, .without(ab, cd)),
    ]
  }()

  @Test("of every width keep what a scan keeps, alone and with strings, in the same order", arguments: 0..<2)
  func widths(round: Int) throws {
    var generator = SeededGenerator("filter widths", round: round)
    var trial = IndexTrial()
    for number in 0..<600 {
      var text = generator.oneIn(100) ? "戊己" : ""
      for _ in 0..<generator.int(20...60) {
        text += generator.pick(["甲", "乙", "丙", "丁", "甲乙", "丙丁", "。", "。\n\n"])
      }
      let folder = number % 100 == 7 ? "a" : number % 10 == 3 ? "b" : "c"
      try trial.add(key: "\(folder)/d\(number)", text, titled: false)
    }
    try trial.commit()
    if round == 1 {
      for number in 0..<600 where generator.oneIn(4) {
        try trial.remove(key: "\(number % 100 == 7 ? "a" : number % 10 == 3 ? "b" : "c")/d\(number)")
      }
      try trial.commit()
    }
    let index = try trial.open()
    let searcher = Searcher(try IndexSnapshot.open(trial.path))
    for folder in ["a", "b", "c", "nowhere"] {
      let condition = OracleQuery.field(OracleCondition("path", .holds(folder)))
      try trial.check(condition, on: index, checksPlaces: false)
      for query in Self.queries {
        try trial.check(.and([query, condition]), on: index, checksPlaces: false)
        try trial.check(.without(query, condition), on: index, checksPlaces: false)
        try trial.check(.or([query, condition]), on: index, checksPlaces: false)
        // What a filter leaves keeps the order that it has without.
        let parsed = try parseQuery(try #require(query.text))
        func keys(_ filter: DocumentFilter?) throws -> [String] {
          let request = SearchRequest(query: parsed, filter: filter, limit: 600, wantsRelated: false)
          return try searcher.search(request).ranked.map {
            searcher.snapshot.views[$0.view].segment.documents.key(of: $0.document)
          }
        }
        let whole = try keys(nil)
        #expect(
          try keys(.path(folder)) == whole.filter { $0.hasPrefix(folder + "/") },
          "\(query.text ?? "") in \(folder); \(RunSeed.replay)")
      }
    }
  }
}
