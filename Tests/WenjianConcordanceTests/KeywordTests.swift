import Glibc
import Testing
import Wenjian
import WenjianConcordance
import WenjianTestSupport

@Suite("Keywords")
struct KeywordTests {
  @Test("maximal repeats are those that counting every string finds", arguments: 0..<40)
  func repeats(round: Int) throws {
    var generator = SeededGenerator("repeats", round: round)
    let letters = UInt32(generator.int(1...4))
    var elements: [UInt32] = []
    while elements.count < 120 {
      if !elements.isEmpty, generator.oneIn(6) {
        // A copy of what is there already.
        let start = generator.below(elements.count)
        elements += elements[start..<min(elements.count, start + generator.int(1...40))]
      } else {
        elements.append(UInt32(generator.int(0...Int(letters))))
      }
    }
    let minimum = generator.int(2...4)
    var expected: [[UInt32]: Int] = [:]
    var counts = Self.counts(elements, length: 1)
    var length = 1
    while counts.values.contains(where: { $0 >= minimum }) {
      let longer = Self.counts(elements, length: length + 1)
      for (string, count) in counts where count >= minimum && length > 1 {
        let isPart = longer.contains {
          $0.value == count && ($0.key.dropFirst() == string[...] || $0.key.dropLast() == string[...])
        }
        if !isPart { expected[string] = count }
      }
      (counts, length) = (longer, length + 1)
    }
    var found: [[UInt32]: Int] = [:]
    try RepeatedStrings(elements, minimum: minimum).forEach { string in
      let text = Array(elements[string.start..<(string.start + string.length)])
      #expect(found[text] == nil, "twice: \(text); \(RunSeed.replay)")
      found[text] = string.occurrences
    }
    #expect(found == expected, "\(elements) \(minimum); \(RunSeed.replay)")
  }

  private static func counts(_ elements: [UInt32], length: Int) -> [[UInt32]: Int] {
    var counts: [[UInt32]: Int] = [:]
    guard elements.count >= length else { return [:] }
    for start in 0...(elements.count - length) {
      let string = Array(elements[start..<(start + length)])
      if !string.contains(0) { counts[string, default: 0] += 1 }
    }
    return counts
  }

  @Test("copies of a long text take no square of its length")
  func copies() throws {
    var generator = SeededGenerator("long copies")
    let text = (0..<20_000).map { _ in UInt32(generator.int(1...2_000)) }
    var longest = 0
    try RepeatedStrings(text + [0] + text + [0] + text, minimum: 3).forEach { longest = max(longest, $0.length) }
    #expect(longest == text.count)
  }

  private func score(_ a: Int, _ b: Int, _ n: Int, _ m: Int) -> Double {
    func term(_ observed: Int, _ size: Int) -> Double {
      observed == 0 ? 0 : Double(observed) * log(Double(observed) * Double(n + m) / Double(size) / Double(a + b))
    }
    return 2 * (term(a, n) + term(b, m))
  }

  @Test("words are counted as in every text", arguments: 0..<6)
  func words(round: Int) throws {
    var generator = SeededGenerator("keywords", round: round)
    let (trial, _) = try ConcordanceTrial.random(&generator)
    defer { withExtendedLifetime(trial.directory) {} }
    let folder = trial.texts[0].key.prefix { $0 != "/" }
    let minimum = generator.int(2...4)
    var (here, there) = ([String: Int](), [String: Int]())
    var documents: [String: Set<String>] = [:]
    var letters: Set<String> = []
    var (n, m) = (0, 0)
    for text in trial.texts {
      let isHere = text.key.hasPrefix(folder + "/")
      for token in try text.tokens(ofWords: true).compactMap(\.self) {
        let name = text.folded(token)
        if text.hasLetters(token) { letters.insert(name) }
        if isHere {
          here[name, default: 0] += 1
          documents[name, default: []].insert(text.key)
          n += 1
        } else {
          there[name, default: 0] += 1
          m += 1
        }
      }
    }
    let comment = Comment(rawValue: "\(folder) \(minimum); \(RunSeed.replay)")
    let found = try trial.index.keywords(
      of: "path:\(folder)", options: KeywordOptions(minimum: minimum, limit: 100_000))
    #expect(found.documents + found.otherDocuments == trial.texts.count, comment)
    #expect(found.tokens == n && found.otherTokens == m, comment)
    for keyword in found.keywords {
      #expect(keyword.occurrences == here[keyword.text], comment)
      #expect(keyword.otherOccurrences == there[keyword.text] ?? 0, comment)
      #expect(keyword.documents == documents[keyword.text]?.count, comment)
      #expect(
        abs(keyword.logLikelihood - score(keyword.occurrences, keyword.otherOccurrences, n, m)) < 1e-6, comment)
      let ratio = log2(
        Double(keyword.occurrences) / Double(n) / max(0.5, Double(keyword.otherOccurrences)) * Double(m))
      #expect(abs(keyword.logRatio - ratio) < 1e-9, comment)
    }
    let expected =
      n > 0 && m > 0
      ? here.filter { name, count in
        letters.contains(name) && count >= minimum
          && Double(count) / Double(n) > Double(there[name] ?? 0) / Double(m)
      } : [:]
    #expect(Set(found.keywords.map(\.text)).symmetricDifference(expected.keys).isEmpty, comment)
    // The best few are the beginning of all.
    let few = try trial.index.keywords(of: "path:\(folder)", options: KeywordOptions(minimum: minimum, limit: 3))
    #expect(few.keywords == Array(found.keywords.prefix(3)), comment)
  }

  @Test("strings need no words, and a part is listed by itself only where it occurs alone")
  func strings() throws {
    func text(_ string: String, _ count: Int) -> String { String(repeating: string + "。", count: count) }
    let trial = try ConcordanceTrial([
      Document(key: "a/1", text: text("全过程人民民主", 6) + text("人民", 3), title: ""),
      Document(key: "a/2", text: text("发展全过程人民民主", 3) + text("GDP 3.5", 5), title: ""),
      Document(key: "b/1", text: text("人民", 9) + text("其他", 30), title: ""),
    ])
    defer { withExtendedLifetime(trial.directory) {} }
    let found = try trial.index.keywords(of: "path:a", options: KeywordOptions(unit: .strings, minimum: 3))
    #expect(found.keywords.map(\.text) == ["全过程人民民主", "gdp 3.5", "发展全过程人民民主"])
    #expect(found.keywords.map(\.occurrences) == [9, 5, 3] && found.keywords.map(\.documents) == [2, 1, 1])
    #expect(found.keywords.allSatisfy { $0.otherOccurrences == 0 })
    let count = try trial.index.count("\"全过程人民民主\"")
    #expect(count.occurrences == 9 && count.documents == 2)
    // Documents of both are described.
    let both = try trial.index.keywords(
      of: "path:a", against: "人民", options: KeywordOptions(unit: .strings, minimum: 3))
    #expect(both.documents == 2 && both.otherDocuments == 1 && both.keywords == found.keywords)
    let none = try trial.index.keywords(of: "人民 OR 其他")
    #expect(none.otherDocuments == 0 && none.keywords.isEmpty)
    #expect(throws: WenjianError.self) { try trial.index.keywords(of: "人民", against: "人民 OR") }
  }
}
