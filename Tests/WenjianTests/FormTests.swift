// Strings that stand for other texts are one term: what an occurrence is, how it counts and scores, and which form it has.

import Testing
import Wenjian
import WenjianQuery
import WenjianSearch
import WenjianTestSupport

@Suite("A string with several forms")
struct FormTests {
  private static func trial() throws -> IndexTrial {
    var trial = IndexTrial(IndexTrial.tiny(), policy: IndexTrial.withoutMerges)
    try trial.add(key: "a", "根据第十三条和第13条的规定。", titled: false)
    try trial.add(key: "b", "第十三条之一，第13条，第13条。", titled: false)
    try trial.commit()
    try trial.add(key: "c", "第十三条。甲乙丙", titled: false)
    try trial.add(key: "d", "第13条", titled: false)
    try trial.commit()
    try trial.remove(key: "d")
    try trial.commit()
    return trial
  }

  private static func index(_ trial: IndexTrial, _ forms: [String: [String]]) throws -> Index {
    try trial.open().with(OtherForms { forms[$0] ?? [] })
  }

  @Test("counts the occurrences of all, in documents that hold any")
  func counts() throws {
    let trial = try Self.trial()
    let index = try Self.index(trial, ["第十三条": ["第13条"]])
    let counts = try index.count("第十三条")
    #expect(counts.documents == 3 && counts.occurrences == 6)
    try trial.check(.string(OracleString("第十三条", forms: ["第13条"])), on: index)
  }

  @Test("is what it was typed as when another text folds to the same, and one with the same string typed otherwise")
  func sameForm() throws {
    let trial = try Self.trial()
    let index = try Self.index(trial, ["第十三条": ["第十三條"]])
    #expect(try index.count("第十三条").forms.isEmpty)
    #expect(try index.explain("第十三条").terms.map(\.forms.count) == [0])
    // The second has no other texts.
    let places = try index.occurrences(of: "第十三条 OR 第十三條", in: "c").map { $0.start.utf8..<$0.end.utf8 }
    #expect(places == [0..<12])
    #expect(try index.count("第十三条 OR 第十三條").occurrences == 3)
  }

  @Test("counts the longest where several begin, and all that begin elsewhere")
  func overlaps() throws {
    let trial = try Self.trial()
    let index = try Self.index(trial, ["第十三条": ["第十三条之一", "十三"]])
    #expect(try index.count("第十三条").occurrences == 6)
    let forms = try #require(try index.explain("第十三条").terms.first?.forms)
    #expect(forms.map(\.text) == ["第十三条", "第十三条之一", "十三"])
    #expect(forms.map(\.occurrences) == [2, 1, 3])
    #expect(forms.map(\.documents) == [2, 1, 3])
    let places = try index.occurrences(of: "第十三条", in: "b").map { $0.start.utf8..<$0.end.utf8 }
    #expect(places == [0..<18, 3..<9])
  }

  @Test("tells how often it has each form, without deleted documents; the forms add up")
  func counted() throws {
    let trial = try Self.trial()
    let term = try #require(try Self.index(trial, ["第十三条": ["第13条", "第１３條"]]).explain("第十三条").terms.first)
    // Texts that fold alike are one form.
    #expect(term.forms.map(\.text) == ["第十三条", "第13条"])
    #expect(term.forms.map(\.occurrences) == [3, 3] && term.forms.map(\.documents) == [3, 2])
    #expect(term.forms.reduce(0) { $0 + $1.occurrences } == term.occurrences)
  }

  @Test("scores as one term: as a text in which every form is the typed one")
  func scores() throws {
    var forms = IndexTrial()
    var plain = IndexTrial()
    for (key, text) in ["甲乙，丙丁", "甲乙。甲乙", "丙丁丙丁丙丁丙", "戊己戊己", "甲乙丙丁戊"].enumerated() {
      try forms.add(key: "d\(key)", text, titled: false)
      try plain.add(key: "d\(key)", text.replacing("丙丁", with: "甲乙"), titled: false)
    }
    try forms.commit()
    try plain.commit()
    func hits(_ index: Index) throws -> [String] {
      try index.search("\"甲乙\"").hits.map { "\($0.key) \($0.occurrences) \($0.score)" }
    }
    let found = try hits(Self.index(forms, ["甲乙": ["丙丁"]]))
    let expected = try hits(plain.open())
    // Words are cut otherwise in the two texts, so scores may differ by the weight of an aligned hit; not their order.
    #expect(found.map { $0.prefix(4) } == expected.map { $0.prefix(4) })
    #expect(found.count == 4)
  }

  @Test("has none beside the typed one behind exact:, and asks for none")
  func exact() throws {
    let trial = try Self.trial()
    let index = try trial.open().with(
      OtherForms { string in
        Issue.record("asked for \(string)")
        return ["第13条"]
      })
    #expect(try index.count("exact:第十三条").occurrences == 3)
    #expect(try index.count("第十三条", isExact: true).occurrences == 3)
  }

  @Test("shows each occurrence as long as it is")
  func highlights() throws {
    let trial = try Self.trial()
    let index = try Self.index(trial, ["第十三条": ["第13条", "第十三条之一"]])
    let hit = try #require(try index.search("第十三条").hits.first { $0.key == "b" })
    let snippet = try #require(try hit.snippets().first)
    let text = Array(snippet.text.utf8)
    let shown = snippet.highlights.map { range in
      String(
        decoding: text[(range.start.utf8 - snippet.range.start.utf8)..<(range.end.utf8 - snippet.range.start.utf8)],
        as: UTF8.self)
    }
    #expect(shown == ["第十三条之一", "第13条", "第13条"])
  }
}
