// `exact:` against the scan of the oracle: blocks that end anywhere in a string, documents that share a block, several
// segments, deletions.

import Testing
import Wenjian
import WenjianSegment
import WenjianTestSupport

@Suite("Exact strings")
struct ExactStringTests {
  /// - Parameter blockBytes: from blocks shorter than a string to blocks that hold all documents.
  @Test("are found where a scan finds them", arguments: [16, 40, 300, 4096], 0..<2)
  func random(blockBytes: Int, round: Int) throws {
    var random = RandomText(SeededGenerator("exact strings \(blockBytes)", round: round))
    var trial = IndexTrial(
      IndexTrial.tiny(batchBytes: 2_000, blockBytes: blockBytes), policy: IndexTrial.withoutMerges)
    for _ in 0..<3 {
      for _ in 0..<12 {
        let key = "d\(random.generator.int(0...20))"
        if random.generator.oneIn(6) {
          try trial.remove(key: key)
        } else {
          try trial.add(
            key: key, random.document(pieces: random.generator.int(0...40)), titled: random.generator.oneIn(2))
        }
      }
      try trial.commit()
      trial.close()
    }
    let index = try trial.open()
    for number in 0..<40 {
      guard var text = random.cut(from: trial.texts, scalars: 1...(number % 4 == 0 ? 60 : 3)) else { return }
      // One form of a character that documents have in two.
      if number % 3 == 1 { text = random.converted(text, by: .stock) }
      let string = OracleString(text, exact: true)
      if !string.elements.isEmpty { try trial.check(.string(string), on: index) }
      var scalars = Array(text.unicodeScalars)
      if scalars.count > 2, scalars.allSatisfy({ (0x4E00...0x9FFF).contains($0.value) }) {
        scalars[random.generator.int(1...(scalars.count - 2))] = random.generator.oneIn(3) ? "*" : "?"
        var pattern = ""
        pattern.unicodeScalars.append(contentsOf: scalars)
        if let string = OracleString(pattern: pattern, exact: true), OracleQuery.string(string).text != nil {
          try trial.check(.string(string), on: index)
        }
      }
    }
  }

  @Test("of one character are counted in documents of any length, and in parts of others")
  func long() throws {
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 100_000, blockBytes: 64))
    try trial.add(key: "a", String(repeating: "後来，后来。", count: 400), titled: false)
    try trial.add(key: "b", String(repeating: "后", count: 700) + "後", titled: false)
    try trial.add(key: "c", "後", titled: false)
    try trial.commit()
    let index = try trial.open()
    #expect(try index.count("exact:後") == MatchCounts(documents: 3, occurrences: 402))
    #expect(try index.count("exact:后") == MatchCounts(documents: 2, occurrences: 1_100))
    #expect(try index.count("exact:后来。後来") == MatchCounts(documents: 1, occurrences: 399))
    #expect(try index.count("exact:后後") == MatchCounts(documents: 1, occurrences: 1))
    #expect(try index.count("exact:(后 OR 後)").documents == 3)
    #expect(try index.count("exact:\(String(repeating: "后", count: 300))後").occurrences == 1)
  }
}
