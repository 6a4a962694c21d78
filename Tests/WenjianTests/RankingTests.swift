// The order of the results: always the same, and the one that people expect.

import Glibc
import Testing
import Wenjian
import WenjianIndex
import WenjianPostings
import WenjianQuery
import WenjianSearch
import WenjianSegment
import WenjianTestSupport

@Suite("Ranking")
struct RankingTests {
  private func randomTrial(_ random: inout RandomText, tiny: Bool) throws -> IndexTrial {
    var trial = IndexTrial(tiny ? IndexTrial.tiny() : SegmentParameters())
    for number in 0..<30 {
      try trial.add(key: "d\(number)", random.document(pieces: random.generator.int(1...40)))
    }
    try trial.commit()
    return trial
  }

  private let queries = [
    "第一书记", "村", "和服", "农村 OR 乡镇", "书记 产业", "一 -书记", "\"第一\"", "gdp", "第一书记的村",
  ]

  @Test("of the same documents is the same, index after index", arguments: 0..<2)
  func deterministic(round: Int) throws {
    var shown: [[String]] = []
    for _ in 0..<2 {
      var random = RandomText(SeededGenerator("deterministic", round: round))
      let index = try randomTrial(&random, tiny: round == 1).open()
      shown.append(
        try queries.flatMap { query in
          try index.search(query, options: SearchOptions(limit: 50)).hits.map {
            "\(query) \($0.key) \($0.score) \($0.tier)"
          }
        })
    }
    #expect(shown[0] == shown[1], "\(RunSeed.replay)")
  }

  @Test("page by page is the ranking as a whole", arguments: 0..<2)
  func paging(round: Int) throws {
    var random = RandomText(SeededGenerator("paging", round: round))
    let index = try randomTrial(&random, tiny: false).open()
    for query in queries {
      let whole = try index.search(query, options: SearchOptions(limit: 100))
      for size in [1, 3, 7] {
        var keys: [String] = []
        while true {
          let page = try index.search(
            query, options: SearchOptions(limit: size, offset: keys.count))
          #expect(page.documents == whole.documents && page.occurrences == whole.occurrences)
          if page.hits.isEmpty { break }
          keys += page.hits.map(\.key)
        }
        #expect(keys == whole.hits.map(\.key), "\(query), pages of \(size); \(RunSeed.replay)")
      }
    }
  }

  @Test("of one string is BM25 over its occurrences, times the weight of its best hit", arguments: 0..<3)
  func formula(round: Int) throws {
    var random = RandomText(SeededGenerator("formula", round: round))
    let trial = try randomTrial(&random, tiny: round == 1)
    let searcher = Searcher(try IndexSnapshot.open(trial.path))
    let lengths = Dictionary(
      uniqueKeysWithValues: trial.oracle.documents.map { ($0.key, $0.items.count) })
    let average = max(Float(lengths.values.reduce(0, +)) / Float(lengths.count), 1)
    var compared = 0
    for _ in 0..<40 {
      guard let cut = random.cut(from: trial.texts, scalars: 1...3), let text = OracleQuery.quoted(cut) else {
        continue
      }
      let answer = trial.oracle.answer(.string(OracleString(cut)))
      guard answer.documents > 0 else { continue }
      let found = Float(answer.documents)
      let weight = logf(1 + (Float(lengths.count) - found + 0.5) / (found + 0.5)) * 2.2
      let outcome = try searcher.search(
        SearchRequest(query: try parseQuery(text), limit: lengths.count, wantsRelated: false))
      for document in outcome.ranked {
        let key = searcher.snapshot.views[document.view].segment.documents.key(of: document.document)
        let frequency = Float(answer.occurrencesByKey[key] ?? 0)
        // A length is kept in a byte.
        let length = Float(DocumentNorm.decode(DocumentNorm.encode(lengths[key] ?? 0)))
        let plain = weight * frequency / (frequency + 1.2 * (0.25 + 0.75 * length / average))
        let factor = document.score / plain
        #expect(
          [0.5, 1, 1.2, 2, 0.1].contains { abs(factor / $0 - 1) < 1e-4 },
          "\(text.escaped) in \(key): \(factor); \(RunSeed.replay)")
        compared += 1
      }
    }
    #expect(compared > 0, "\(RunSeed.replay)")
  }

  /// Of so many documents most are told away by a bound, before the words around their hits are looked up.
  @Test(
    "the best of an OR are the first of all of them, to the bit, in one segment and in several", arguments: 0..<2)
  func bestOfAlternatives(round: Int) throws {
    var random = RandomText(SeededGenerator("best of alternatives", round: round))
    var (whole, parts) = (IndexTrial(), IndexTrial(policy: IndexTrial.withoutMerges))
    for number in 0..<400 {
      let text = random.document(pieces: random.generator.int(1...12))
      let isTitled = random.generator.oneIn(2)
      try whole.add(key: "d\(number)", text, titled: isTitled)
      try parts.add(key: "d\(number)", text, titled: isTitled)
      if random.generator.oneIn(80) {
        try parts.commit()
        parts.close()
      }
    }
    try whole.commit()
    try parts.commit()
    let searchers = try [whole, parts].map { Searcher(try IndexSnapshot.open($0.path)) }
    func best(_ query: ParsedQuery, _ limit: Int, of searcher: Searcher) throws -> [String] {
      try searcher.search(SearchRequest(query: query, limit: limit, wantsRelated: false)).ranked.map { document in
        let key = searcher.snapshot.views[document.view].segment.documents.key(of: document.document)
        return "\(key) \(document.score.bitPattern) \(document.occurrences)"
      }
    }
    for _ in 0..<40 {
      let strings = (0..<random.generator.int(2...5)).compactMap { _ in
        random.cut(from: whole.texts, scalars: 1...3)
      }
      .filter { whole.oracle.answer(.string(OracleString($0))).documents > 0 }.compactMap(OracleQuery.quoted)
      guard strings.count > 1 else { continue }
      let text = strings.joined(separator: " OR ")
      let query = try parseQuery(text)
      let all = try best(query, 400, of: searchers[0])
      for searcher in searchers {
        for limit in [1, 3, 10, 400] {
          #expect(
            try best(query, limit, of: searcher) == Array(all.prefix(limit)),
            "\(text.escaped), \(limit) of \(searcher.snapshot.views.count) segments; \(RunSeed.replay)")
        }
      }
    }
    withExtendedLifetime((whole, parts)) {}
  }

  @Test("a limit of zero counts without hits")
  func noHits() throws {
    var random = RandomText(SeededGenerator("noHits"))
    let trial = try randomTrial(&random, tiny: false)
    let results = try trial.open().search("村", options: SearchOptions(limit: 0))
    #expect(results.hits.isEmpty)
    #expect(results.documents == trial.oracle.answer(.string(OracleString("村"))).documents)
  }

  /// An index of named texts among others that make no difference, so that a term is not in every document.
  private func index(_ texts: [(String, String)]) throws -> (IndexTrial, Index) {
    var trial = IndexTrial()
    for number in 0..<6 {
      try trial.add(key: "filler\(number)", "无关的文件\n其他内容很多，没有要找的词，共计若干字。")
    }
    for (key, text) in texts { try trial.add(key: key, text) }
    try trial.commit()
    return (trial, try trial.open())
  }

  @Test("puts 和服 before 产品和服务")
  func wordAligned() throws {
    let (_, index) = try index([
      ("goods", "通知\n各地要提升产品和服务质量，加强监督管理工作。"),
      ("kimono", "通知\n展览陈列传统的和服，以及其他的服饰和物品。"),
    ])
    for query in ["和服", "\"和服\""] {
      let results = try index.search(query, options: SearchOptions(includesRelated: false))
      #expect(results.documents == 2)
      #expect(results.hits.map(\.key) == ["kimono", "goods"])
    }
  }

  @Test("puts a hit in the title before one in the body")
  func title() throws {
    let (_, index) = try index([
      ("body", "关于村务的通知\n本村的驻村工作办法自发布之日起施行。"),
      ("title", "驻村工作办法\n关于村务的通知自发布之日起在本村施行。"),
    ])
    for query in ["驻村工作办法", "驻村"] {
      let results = try index.search(query, options: SearchOptions(includesRelated: false))
      #expect(results.hits.map(\.key) == ["title", "body"])
    }
  }

  @Test("puts the script of the query first when all else is equal, then the later date, then the key")
  func ties() throws {
    var trial = IndexTrial()
    let simplified = "农业产业发展经济记录，农业产业发展经济记录书。"
    let traditional = "農業產業發展經濟記錄，農業產業發展經濟記錄書。"
    try trial.add(key: "c", simplified, titled: false, date: 20_200_101)
    try trial.add(key: "b", simplified, titled: false, date: 20_200_101)
    try trial.add(key: "a", simplified, titled: false, date: 20_190_101)
    try trial.add(key: "d", traditional, titled: false, date: 20_240_101)
    try trial.add(key: "other", "其他", titled: false)
    try trial.commit()
    let index = try trial.open()
    let options = SearchOptions(includesRelated: false)
    #expect(try index.search("农业产业", options: options).hits.map(\.key) == ["b", "c", "a", "d"])
    #expect(try index.search("農業產業", options: options).hits.map(\.key) == ["d", "b", "c", "a"])
  }

  @Test("related documents follow the matches, hold none, and stay away from quoted strings", arguments: 0..<2)
  func related(round: Int) throws {
    var random = RandomText(SeededGenerator("related", round: round))
    let trial = try randomTrial(&random, tiny: round % 2 == 1)
    let index = try trial.open()
    for _ in 0..<10 {
      guard let cut = random.cut(from: trial.texts, scalars: 2...8) else { continue }
      let text = String(
        String.UnicodeScalarView(cut.unicodeScalars.filter { (0x4E00...0x9FFF).contains($0.value) }))
      if text.isEmpty { continue }
      let expected = trial.oracle.answer(.string(OracleString(text)))
      let results = try index.search(text, options: SearchOptions(limit: 100, includesRelated: true))
      let tiers = results.hits.map(\.tier)
      #expect(tiers == tiers.filter { $0 == .match } + tiers.filter { $0 == .related }, "\(text)")
      #expect(Set(results.hits.map(\.key)).count == results.hits.count, "\(text)")
      for hit in results.hits where hit.tier == .related {
        #expect(expected.occurrencesByKey[hit.key] == nil, "\(text) in \(hit.key); \(RunSeed.replay)")
        #expect(hit.occurrences == 0)
      }
      for query in ["\"\(text)\"", "exact:\(text)", "「\(text)」"] {
        let quoted = try index.search(query, options: SearchOptions(limit: 100, includesRelated: true))
        #expect(quoted.hits.allSatisfy { $0.tier == .match }, "\(query); \(RunSeed.replay)")
      }
    }
  }

  @Test("a related document holds nothing that was excluded")
  func excluded() throws {
    let (_, index) = try index([
      ("match", "驻村第一书记"), ("near", "第一书房，书记"), ("barred", "第一书房，书记，乡镇"),
    ])
    let results = try index.search("第一书记 -乡镇", options: SearchOptions(limit: 100, includesRelated: true))
    #expect(results.hits.first?.key == "match")
    #expect(results.hits.contains { $0.key == "near" && $0.tier == .related })
    #expect(!results.hits.contains { $0.key == "barred" })
  }

  @Test("a word of two characters counts once for what is related, like any other gram")
  func relatedWords() throws {
    // In 企业职工 the first gram and the last are words, the one between them is none.
    let (_, index) = try index([("word", "一家企业在此"), ("gram", "某行业职称同")])
    let hits = try index.search("企业职工", options: SearchOptions(includesRelated: true)).hits
    #expect(Set(hits.map(\.key)) == ["word", "gram"] && hits.allSatisfy { $0.tier == .related })
    #expect(Set(hits.map(\.score)).count == 1)
  }
}
