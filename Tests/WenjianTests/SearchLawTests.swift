// The engine finds what a scan of every document finds: for any string, in any arrangement of segments.

import Testing
import Wenjian
import WenjianIndex
import WenjianSegment
import WenjianTestSupport

@Suite("Search agrees with the oracle")
struct SearchLawTests {
  /// Random documents in one commit.
  private func filled(
    _ random: inout RandomText, documents: Int, parameters: SegmentParameters
  ) throws -> IndexTrial {
    var trial = IndexTrial(parameters)
    for number in 0..<documents {
      let text = random.document(pieces: random.generator.int(0...60))
      try trial.add(key: "d\(number)", text, titled: !random.generator.oneIn(3))
    }
    try trial.commit()
    trial.close()
    return trial
  }

  /// Strings cut from the documents, and others near them.
  private func compare(_ trial: IndexTrial, _ random: inout RandomText, queries: Int) throws {
    let index = try trial.open()
    let texts = trial.texts
    for number in 0..<queries {
      guard var text = random.cut(from: texts) else { return }
      switch number % 6 {
      case 3: text = random.mutated(text)
      case 4: text = random.converted(text, by: .stock)
      case 5: text = random.widened(text)
      default: break
      }
      let string = OracleString(text, exact: random.generator.oneIn(5))
      if string.elements.isEmpty { continue }
      try trial.check(.string(string), on: index)
    }
  }

  @Test("in one segment", arguments: 0..<4)
  func oneSegment(round: Int) throws {
    var random = RandomText(SeededGenerator("oneSegment", round: round))
    let trial = try filled(
      &random, documents: random.generator.int(1...12), parameters: SegmentParameters())
    try compare(trial, &random, queries: 24)
  }

  @Test("in a segment merged from dozens of runs, with blocks of 32 bytes", arguments: 0..<4)
  func mergedRuns(round: Int) throws {
    var random = RandomText(SeededGenerator("mergedRuns", round: round))
    let trial = try filled(
      &random, documents: 24, parameters: IndexTrial.tiny(batchBytes: random.generator.int(1...600)))
    #expect(try trial.open().info.segments == 1)
    try compare(trial, &random, queries: 24)
  }

  @Test("after several commits that add, replace and remove", arguments: 0..<4)
  func severalCommits(round: Int) throws {
    var random = RandomText(SeededGenerator("severalCommits", round: round))
    var trial = IndexTrial(IndexTrial.tiny())
    for _ in 0..<5 {
      for _ in 0..<random.generator.int(0...6) {
        let key = "d\(random.generator.int(0...9))"
        if random.generator.oneIn(4) {
          try trial.remove(key: key)
        } else {
          try trial.add(
            key: key, random.document(pieces: random.generator.int(0...40)),
            titled: random.generator.oneIn(2))
        }
      }
      let summary = try trial.commit()
      #expect(summary.documents == trial.oracle.documents.count, "\(RunSeed.replay)")
      if random.generator.oneIn(2) { trial.close() }
      let index = try trial.open()
      #expect(index.documentCount == trial.oracle.documents.count, "\(RunSeed.replay)")
      #expect(try index.keys == trial.oracle.documents.map(\.key).sorted(), "\(RunSeed.replay)")
      for document in trial.oracle.documents {
        #expect(try Array(index.text(of: document.key).utf8) == document.utf8, "\(RunSeed.replay)")
      }
      try compare(trial, &random, queries: 12)
    }
  }

  @Test("for AND, OR and exclusions, whatever stands in them", arguments: 0..<4)
  func trees(round: Int) throws {
    var random = RandomText(SeededGenerator("trees", round: round))
    let trial = try filled(
      &random, documents: 16, parameters: random.generator.oneIn(2) ? IndexTrial.tiny() : .init())
    let index = try trial.open()
    for _ in 0..<30 {
      guard let query = random.query(from: trial.texts) else { return }
      try trial.check(query, on: index)
    }
  }

  @Test("counting every distinct string that is not excluded, once, in all documents that match")
  func distinctStrings() throws {
    var trial = IndexTrial()
    try trial.add(key: "a", "甲乙甲")
    try trial.add(key: "b", "乙丙")
    try trial.commit()
    let index = try trial.open()
    let first = OracleQuery.string(OracleString("甲"))
    let second = OracleQuery.string(OracleString("乙"))
    let third = OracleQuery.string(OracleString("丙"))
    for query in [
      .and([first, first]), .or([second, second]), .or([first, .and([first, second])]),
      .or([first, .and([second, third])]), .or([.without(second, third), third]),
      .without(.or([first, second]), .and([second, third])),
    ] as [OracleQuery] { try trial.check(query, on: index) }
  }

  @Test("for strings near each other, across paragraphs but not documents", arguments: [0, 1, 2, 3, 1_000])
  func nearness(distance: Int) throws {
    var trial = IndexTrial()
    for (key, text) in [
      "甲乙", "乙甲", "甲。乙甲", "甲丙\n乙", "丙甲", "乙", "甲甲甲乙乙", "甲丙丙乙丙丙甲", "乙乙", "丙", "甲乙甲乙甲",
    ].enumerated() {
      try trial.add(key: "d\(key)", text, titled: false)
      if key == 6 { try trial.commit() }
    }
    try trial.commit()
    try trial.remove(key: "d2")
    try trial.commit()
    let index = try trial.open()
    let strings = ["甲", "乙", "丙", "甲甲", "甲乙", "乙甲乙"].map { OracleString($0) }
    for first in strings {
      for second in strings {
        for isOrdered in [false, true] {
          let near = OracleQuery.near(first, second, distance: distance, isOrdered: isOrdered)
          try trial.check(near, on: index)
          let other = OracleQuery.near(first, strings[2], distance: 1, isOrdered: false)
          try trial.check(.or([near, other]), on: index)
          try trial.check(.and([near, .string(first)]), on: index)
          try trial.check(.without(.string(first), near), on: index)
          try trial.check(.without(near, other), on: index)
        }
      }
    }
  }

  @Test("for a character with thousands of positions in many lists, near another")
  func commonCharacter() throws {
    var generator = SeededGenerator("commonCharacter")
    var trial = IndexTrial()
    for number in 0..<50 {
      var text = ""
      for _ in 0..<70 {
        text += "甲"
        for _ in 0..<generator.int(0...3) {
          text.unicodeScalars.append(Unicode.Scalar(UInt32(0x4E00 + generator.int(0...300))) ?? "乙")
        }
      }
      try trial.add(key: "d\(number)", text, titled: false)
    }
    try trial.commit()
    let index = try trial.open()
    for other in ["甲", "一", "丁", "七"] {
      let near = OracleQuery.near(
        OracleString("甲"), OracleString(other), distance: 1, isOrdered: generator.oneIn(2))
      try trial.check(near, on: index)
    }
  }

  @Test("for random strings near each other", arguments: 0..<4)
  func randomNearness(round: Int) throws {
    var random = RandomText(SeededGenerator("nearness", round: round))
    let trial = try filled(
      &random, documents: 16, parameters: random.generator.oneIn(2) ? IndexTrial.tiny() : .init())
    let index = try trial.open()
    var found = 0
    for _ in 0..<40 {
      guard let query = random.neighbours(from: trial.texts) else { continue }
      found += trial.oracle.answer(query).documents
      try trial.check(query, on: index)
    }
    #expect(found > 0)
  }

  @Test("for a string without quotation marks as for one in them")
  func unquoted() throws {
    var random = RandomText(SeededGenerator("unquoted"))
    let trial = try filled(&random, documents: 20, parameters: .init())
    let index = try trial.open()
    for text in ["第一书记", "农村", "和服", "第一書記", "村", "gdp", "2016", "产业发", "服务第一"] {
      let expected = trial.oracle.answer(.string(OracleString(text)))
      let results = try index.search(text, options: SearchOptions(limit: 100))
      #expect(results.documents == expected.documents)
      #expect(results.occurrences == expected.occurrences)
      let matches = results.hits.filter { $0.tier == .match }
      #expect(
        Dictionary(uniqueKeysWithValues: matches.map { ($0.key, $0.occurrences) })
          == expected.occurrencesByKey)
    }
  }

  @Test("and every script and width of a query finds the same documents", arguments: 0..<4)
  func scripts(round: Int) throws {
    var random = RandomText(SeededGenerator("scripts", round: round))
    let trial = try filled(&random, documents: 16, parameters: .init())
    let index = try trial.open()
    for _ in 0..<40 {
      guard let cut = random.cut(from: trial.texts, scalars: 1...8),
        !OracleString(cut).elements.isEmpty, let asked = OracleQuery.quoted(cut),
        let other = OracleQuery.quoted(random.converted(cut, by: .stock))
      else { continue }
      #expect(
        try index.count(asked) == index.count(other),
        "\(asked.escaped) and \(other.escaped); \(RunSeed.replay)")
    }
  }

  @Test(
    "invisible characters alone ask for nothing beside others",
    arguments: [
      ("农村 \u{200B}", "农村"), ("\u{FEFF} 农村", "农村"), ("\"\u{200B}\" OR 城市", "城市"), ("农村 -\u{200B}", "农村"),
      ("农村 (城市 OR \u{200D})", "农村 城市"), ("农村 -(城市 OR \u{200D})", "农村 -城市"), ("农村 (\u{200B} OR \u{200D})", "农村"),
    ])
  func invisible(asked: String, other: String) throws {
    var trial = IndexTrial()
    try trial.add(key: "a", "农村")
    try trial.add(key: "b", "城市")
    try trial.add(key: "c", "农村和城市")
    try trial.commit()
    let index = try trial.open()
    let (found, expected) = (try index.search(asked), try index.search(other))
    #expect(found.hits.map(\.key) == expected.hits.map(\.key))
    #expect(try index.count(asked) == index.count(other))
    #expect(try index.count(other).documents > 0)
  }

  @Test("when the whole index holds nothing but empty texts and blanks")
  func emptyTexts() throws {
    var trial = IndexTrial()
    try trial.add(key: "a", "")
    try trial.add(key: "b", " \n\u{3000}\n")
    try trial.add(key: "c", "\u{200B}\u{FEFF}")
    try trial.commit()
    let index = try trial.open()
    try trial.check(.string(OracleString("村")), on: index)
    #expect(try index.text(of: "b") == " \n\u{3000}\n")
    #expect(try index.text(of: "a").isEmpty)
  }
}
