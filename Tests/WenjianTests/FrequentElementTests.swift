// Characters that begin many grams: what is kept of them changes no answer.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Frequent characters")
struct FrequentElementTests {
  private struct Made: Sendable { var documents: Int }

  /// 的 before 400 other characters, so that its row has as many grams, and in titles and not at all.
  private func trial() throws -> (IndexTrial, [String: String]) {
    var trial = IndexTrial()
    var texts: [String: String] = [:]
    for number in 0..<60 {
      let characters = (0..<40).compactMap { Unicode.Scalar(0x4E00 + UInt32(number * 7 + $0)) }
      let body = characters.map { "甲的\($0)" }.joined(separator: "，")
      let text = number % 5 == 0 ? "没有这个字的一行。\n" + body : number % 7 == 0 ? "乙丙丁" : body
      let key = "\(number).txt"
      texts[key] = text
      try trial.add(key: key, text)
    }
    try trial.commit()
    return (trial, texts)
  }

  @Test("are found again as they were at first")
  func repeated() throws {
    let (trial, _) = try trial()
    let index = try trial.open()
    func answer() throws -> [String] {
      let results = try index.search("的", options: SearchOptions(limit: 100))
      return try results.hits.map { hit in
        let passages = try hit.snippets().map { "\($0.text) \($0.matches)" }.joined(separator: "|")
        return "\(hit.key) \(hit.score) \(hit.occurrences) \(passages)"
      } + ["\(results.documents) \(results.occurrences)"]
    }
    let first = try answer()
    for _ in 0..<3 { #expect(try answer() == first) }
    #expect(try index.count("的").documents == first.count - 1)
  }

  @Test("are found in a document where a plain look finds them")
  func inDocuments() throws {
    let (trial, texts) = try trial()
    let index = try trial.open()
    for (key, text) in texts {
      let found = try index.occurrences(of: "的", in: key).map(\.start.scalar)
      #expect(found == text.unicodeScalars.enumerated().filter { $0.element == "的" }.map(\.offset), "\(key)")
    }
  }

  @Test("what is made of a commit is made once, and anew for the next one")
  func notes() throws {
    var (trial, _) = try trial()
    let index = try trial.open()
    var count = 0
    func made(_ index: Index) throws(WenjianError) -> Int {
      func make() throws(WenjianError) -> Made {
        count += 1
        return Made(documents: try index.keys.count)
      }
      return try index.noted(make).documents
    }
    #expect(try made(index) == 60)
    #expect(try made(index.limited(until: .now + .seconds(60))) == 60)
    #expect(count == 1)
    try trial.add(key: "new.txt", "新的文件")
    try trial.commit()
    #expect(try made(try index.refreshed()) == 61)
    #expect(count == 2)
  }
}
