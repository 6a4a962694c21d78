// Strings of queries in their other written forms, and the user's own.

import Testing
import Wenjian
import WenjianModel
import WenjianSearch
import WenjianTestSupport
import WenjianWidening

@Suite("A search in other spellings")
struct WideningSearchTests {
  private static func trial() throws -> IndexTrial {
    var trial = IndexTrial(IndexTrial.tiny(), policy: IndexTrial.withoutMerges)
    try trial.add(key: "a", "根据第十三条、第 13 條和第一百一十三条。", titled: false)
    try trial.add(key: "b", "第13条，十三条。共三条；占百分之九十五、百分之九十。", titled: false)
    try trial.commit()
    try trial.add(key: "c", "2016年10月18日，即二〇一六年十月十八日（2016-10-18）。增长90%。", titled: false)
    try trial.add(key: "d", "国发〔2016〕64号，国发（2016）第64号。資訊安全。两个维护，四个全面。", titled: false)
    try trial.commit()
    try trial.add(key: "e", "第13条", titled: false)
    try trial.commit()
    try trial.remove(key: "e")
    try trial.commit()
    return trial
  }

  private static func occurrences(_ index: Index, _ query: String, _ widening: Widening = .standard) throws -> Int {
    try index.count(query, widening: widening).occurrences
  }

  @Test("finds all forms as one term, by default; quoted, exact and as typed finds what a scan finds")
  func forms() throws {
    let trial = try Self.trial()
    let index = try trial.open()
    for query in ["第十三条", "第13条", "第１３條"] {
      #expect(try Self.occurrences(index, query) == 3, "\(query)")
      #expect(try index.search(query).occurrences == 3)
      #expect(try index.facets(query, by: .year).occurrences == 3)
      #expect(try index.counts(of: [query])[0].get().occurrences == 3)
      #expect(try index.occurrences(of: query, in: "a").count == 2)
    }
    for (query, count) in [("第十三条", 1), ("第13条", 2)] {
      #expect(try Self.occurrences(index, query, .none) == count)
      #expect(try Self.occurrences(index, "\"\(query)\"") == count)
      #expect(try Self.occurrences(index, "“\(query)”") == count)
      #expect(try index.search("\(query)", options: SearchOptions(widening: .none)).occurrences == count)
      #expect(try index.occurrences(of: query, in: "b", widening: .none).count == (query == "第13条" ? 1 : 0))
    }
    #expect(try Self.occurrences(index, "exact:第13条") == 1)
    #expect(try index.count("第13条", isExact: true).occurrences == 1)
  }

  @Test("tells the forms with counts that add up, in documents that are there")
  func counted() throws {
    let trial = try Self.trial()
    let index = try trial.open()
    for (query, texts) in [
      ("第13条", ["第13条": 2, "第十三条": 1]), ("2016-10-18", ["2016-10-18": 1, "2016年10月18日": 1, "二〇一六年十月十八日": 1]),
      ("国发[2016]64号", ["国发[2016]64号": 1, "国发(2016)第64号": 1]),
    ] {
      let results = try index.search(query)
      let found = results.forms.filter { $0.occurrences > 0 }
      #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.text, $0.occurrences) }) == texts)
      #expect(found.reduce(0) { $0 + $1.occurrences } == results.occurrences)
      #expect(results.forms.first?.rules == [] && results.forms.first?.text == query)
      #expect(results.forms.dropFirst().allSatisfy { !$0.rules.isEmpty && $0.string == query })
      #expect(try index.count(query).forms == results.forms)
      #expect(try index.explain(query).terms.first?.forms == results.forms)
      #expect(try index.count(query, widening: .none).forms.isEmpty)
    }
    let filtered = try index.search("第13条", options: SearchOptions(filter: .path("b")))
    #expect(filtered.forms.filter { $0.occurrences > 0 }.map(\.text) == ["第13条"])
    #expect(try index.search("第13条 第十三条之后").forms.first?.string == "第13条")
  }

  @Test("a form is not found inside a longer numeral, and what was typed is")
  func guarded() throws {
    let trial = try Self.trial()
    let index = try trial.open()
    // 共三条, and neither 十三条 nor 一百一十三条.
    #expect(try Self.occurrences(index, "3条") == 1)
    #expect(try Self.occurrences(index, "三条") == 4)
    // 百分之九十 and 90%, and not 百分之九十五.
    #expect(try Self.occurrences(index, "90%") == 2)
    #expect(try Self.occurrences(index, "百分之九十") == 3)
    #expect(try Self.occurrences(index, "13条") == 4)
  }

  @Test("never finds a fixed word by its figures")
  func fixedWords() throws {
    let trial = try Self.trial()
    let index = try trial.open()
    for query in ["2个维护", "4个全面", "4个"] { #expect(try Self.occurrences(index, query) == (query == "4个" ? 1 : 0)) }
  }

  @Test("the words of the regions by option, and in the related documents always but as typed")
  func regional() throws {
    let trial = try Self.trial()
    let index = try trial.open()
    #expect(try Self.occurrences(index, "信息安全") == 0)
    #expect(try Self.occurrences(index, "信息安全", Widening(regional: .safe)) == 1)
    let related = try index.search("信息", options: SearchOptions(includesRelated: true)).hits
    #expect(related.map(\.key) == ["d"] && related.allSatisfy { $0.tier == .related })
    #expect(try related.first?.snippets().first?.highlights.isEmpty == false)
    #expect(try index.search("信息", options: SearchOptions(widening: .none, includesRelated: true)).hits.isEmpty)
    #expect(try index.search("\"信息\"").hits.isEmpty)
  }

  @Test("a page goes on only with the same spellings")
  func cursors() throws {
    let trial = try Self.trial()
    let index = try trial.open()
    var options = SearchOptions(limit: 1)
    let page = try index.search("第13条", options: options)
    let cursor: SearchCursor = try #require(page.nextPage)
    options.cursor = cursor
    #expect(try index.search("第13条", options: options).hits.first?.key != page.hits.first?.key)
    options.widening = .none
    #expect(throws: WenjianError.self) { try index.search("第13条", options: options) }
  }

  @Test("the user's synonyms count at once, without reading any document again")
  func ownWords() throws {
    var trial = try Self.trial()
    let index = try trial.open()
    #expect(try index.refreshed().isIdentical(to: index))
    #expect(try Self.occurrences(index, "信息安全") == 0 && index.synonymProblems.isEmpty)
    TestFile.write(Array("信息安全, 资讯安全\n孤\n".utf8), to: index.synonymsPath)
    let second = try index.refreshed()
    #expect(!second.isIdentical(to: index) && second.generation == index.generation)
    #expect(try Self.occurrences(second, "信息安全") == 1)
    #expect(second.synonymProblems.map(\.line) == [2])
    #expect(try second.count("信息安全").forms.map(\.rules) == [[], [.own]])
    #expect(try Self.occurrences(second, "信息安全", .none) == 0)
    #expect(try Self.occurrences(second, "\"信息安全\"") == 0)
    // What was opened stays as it was.
    #expect(try Self.occurrences(index, "信息安全") == 0)
    #expect(try second.refreshed().isIdentical(to: second))
    #expect(try Self.occurrences(trial.open(), "信息安全") == 1)
    // A commit keeps the file.
    try trial.add(key: "f", "资讯安全", titled: false)
    try trial.commit()
    let third = try second.refreshed()
    #expect(try Self.occurrences(third, "信息安全") == 2)
    TestFile.removeAll(index.synonymsPath)
    #expect(try Self.occurrences(third.refreshed(), "信息安全") == 0)
  }
}
