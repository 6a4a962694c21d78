// Grams with punctuation, whose lists are written to be small.

import Testing
import Wenjian
import WenjianSegment
import WenjianTestSupport

@Suite("Lists of grams with punctuation")
struct PunctuationListTests {
  enum Form: CaseIterable { case segments, merged, compact }

  @Test("a string that is rare is found where its grams with punctuation fill blocks", arguments: Form.allCases)
  func rareStrings(form: Form) throws {
    var trial = IndexTrial()
    for number in 0..<60 {
      let common = String(repeating: "各类，其他；", count: 12)
      try trial.add(key: "\(number).txt", common + (number % 20 == 7 ? "书类，他人；" : "") + common, titled: false)
      if form != .merged, number == 30 { try trial.commit() }
    }
    try trial.commit()
    if form == .compact { try trial.optimize(form: .compact) }
    let index = try trial.open()
    for (query, documents, occurrences) in [
      ("类，", 60, 60 * 24 + 3), ("书类，", 3, 3), ("书类，他人；", 3, 3), ("；书类", 3, 3), ("人；各类，", 3, 3),
      ("类，其他；各", 60, 60 * 23 - 3), ("类；", 0, 0), ("书类，其", 0, 0), ("各类", 60, 60 * 24),
      ("人；各", 3, 3),
    ] {
      let counts = try index.count(query)
      #expect(counts.documents == documents && counts.occurrences == occurrences, "\(query): \(counts)")
    }
  }
}
