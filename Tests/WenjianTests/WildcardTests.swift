// What `?` and `*` stand for, what an occurrence is, and what filled them. Random strings with wildcards are in
// QueryAlgebraTests.

import Testing
import Wenjian
import WenjianQuery
import WenjianTestSupport

@Suite("Wildcards")
struct WildcardTests {
  /// What a query finds in one document, each occurrence as it reads, with its count.
  private func matches(_ query: String, in text: String) throws -> [String: Int] {
    var trial = IndexTrial()
    try trial.add(key: "a", text, titled: false)
    try trial.commit()
    let index = try trial.open()
    let groups = try index.facets(query, by: .match).groups
    #expect(try index.count(query).occurrences == groups.reduce(0) { $0 + $1.occurrences })
    return Dictionary(groups.map { ($0.value ?? "", $0.occurrences) }) { a, b in a + b }
  }

  @Test("? is exactly one element: a character, a run, a mark")
  func one() throws {
    let text = "第一书记，第13书记，第。书记，第十三书记，第书记"
    #expect(try matches("第?书记", in: text) == ["第一书记": 1, "第13书记": 1, "第。书记": 1])
    #expect(try matches("第??书记", in: text) == ["第十三书记": 1])
    #expect(try matches("第?书", in: text) == ["第一书": 1, "第13书": 1, "第。书": 1])
    #expect(try matches("爱?不?爱", in: "爱去不去爱，爱来不去爱，爱不爱") == ["爱去不去爱": 1, "爱来不去爱": 1])
  }

  @Test("? is no edge of a paragraph or document")
  func edges() throws {
    #expect(try matches("甲?乙", in: "甲\n\n乙。甲，乙") == ["甲,乙": 1])
    var trial = IndexTrial()
    try trial.add(key: "a", "丙甲", titled: false)
    try trial.add(key: "b", "丙乙甲", titled: false)
    try trial.add(key: "c", "乙", titled: false)
    try trial.commit()
    #expect(try trial.open().count("甲?乙").occurrences == 0)
    #expect(try trial.open().count("甲*乙").occurrences == 0)
  }

  @Test("* behind a letter or digit is the rest of its run, or nothing more")
  func runs() throws {
    let text = "covid covid19 COVID-19 ｃｏｖｉｄ２０ covi 2016年 20161001 201 2016.5年"
    #expect(try matches("covid*", in: text) == ["covid": 2, "covid19": 1, "covid20": 1])
    #expect(try matches("2016*年", in: text) == ["2016年": 1, "2016.5年": 1])
    #expect(try matches("201*", in: text) == ["2016": 1, "20161001": 1, "201": 1, "2016.5": 1])
    #expect(try matches("covid*-19", in: text) == ["covid-19": 1])
    #expect(try matches("9*", in: text).isEmpty)
  }

  @Test("* elsewhere is up to ten elements of one sentence; the shortest from each start counts")
  func gaps() throws {
    #expect(QueryLimits.wildcardReach == 10)
    #expect(try matches("以*为", in: "以人民为中心，以为") == ["以人民为": 1, "以为": 1])
    #expect(try matches("以*为", in: "以一二三四五六七八九十为") == ["以一二三四五六七八九十为": 1])
    #expect(try matches("以*为", in: "以一二三四五六七八九十零为").isEmpty)
    #expect(try matches("以*为", in: "以人。民为，以人\n\n民为").isEmpty)
    #expect(try matches("甲*乙", in: "甲甲丙乙乙") == ["甲甲丙乙": 1, "甲丙乙": 1])
    // The first 乙 is too far from 丁, the second is not.
    #expect(try matches("甲*乙*丁", in: "甲乙丙丙丙丙丙乙丙丙丙丙丙丁") == ["甲乙丙丙丙丙丙乙丙丙丙丙丙丁": 1])
    #expect(try matches("甲?*乙", in: "甲乙，甲丙乙。甲丙丁乙") == ["甲乙,甲丙乙": 1, "甲丙乙": 1, "甲丙丁乙": 1])
    #expect(try matches("《*条例》", in: "《信访条例》和《水法》《河道管理条例》") == ["《信访条例》": 1, "《水法》《河道管理条例》": 1, "《河道管理条例》": 1])
  }

  @Test("exact: compares what is typed, and not what is in the slots")
  func exact() throws {
    let text = "第一書記，第一书记，ＣＯＶＩＤ１９ covid20"
    #expect(try matches("exact:第?書記", in: text) == ["第一书记": 1])
    #expect(try matches("第?書記", in: text) == ["第一书记": 2])
    #expect(try matches("exact:covid*", in: text) == ["covid20": 1])
  }

  @Test("beside other strings, under NEAR, in scopes and exclusions")
  func combined() throws {
    let text = "甲一乙。丙甲二乙丁丁丁。甲三乙"
    #expect(try matches("甲?乙 NEAR/0 丙", in: text) == ["甲二乙": 1, "丙": 1])
    #expect(try matches("SENTENCE(甲*乙 丁)", in: text) == ["甲二乙": 1, "丁": 3])
    #expect(try matches("甲?乙 NOTBEFORE/1 丁", in: text) == ["甲一乙": 1, "甲三乙": 1])
    #expect(try matches("丙 NOTBEFORE 甲?乙", in: text).isEmpty)
    #expect(try matches("丙 -甲四*乙", in: text) == ["丙": 1])
    #expect(try matches("甲?乙 OR 甲一乙", in: text) == ["甲一乙": 2, "甲二乙": 1, "甲三乙": 1])
  }

  @Test("marks the whole occurrence, and brings no related documents")
  func shown() throws {
    var trial = IndexTrial()
    try trial.add(key: "a", "我们以人民为中心，以为。", titled: false)
    try trial.add(key: "b", "中心", titled: false)
    try trial.commit()
    let results = try trial.open().search("以*为")
    #expect(results.hits.map(\.key) == ["a"])
    let snippet = try #require(try results.hits[0].snippets().first)
    let utf8 = Array(snippet.text.utf8)
    let base = snippet.range.start.utf8
    #expect(
      snippet.highlights.map {
        String(decoding: utf8[($0.start.utf8 - base)..<($0.end.utf8 - base)], as: UTF8.self)
      } == ["以人民为", "以为"])
  }

  @Test("an error says so where only what the index leaves out is beside a wildcard")
  func nothing() throws {
    var trial = IndexTrial()
    try trial.add(key: "a", "甲", titled: false)
    try trial.commit()
    let index = try trial.open()
    for query in ["\u{200B}*甲", "甲*\u{200B}", "か*", "*", "甲 *"] {
      #expect(throws: WenjianError.self, "\(query.escaped)") { try index.count(query) }
    }
  }
}
