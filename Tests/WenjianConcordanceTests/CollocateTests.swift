import Glibc
import Testing
import Wenjian
import WenjianConcordance
import WenjianSearch
import WenjianStream
import WenjianTestSupport

@Suite("Collocates")
struct CollocateTests {
  private struct Expected {
    var near: [String: Int] = [:]
    var before: [String: Int] = [:]
    var behind: [String: Int] = [:]
    var outside: [String: Int] = [:]
    var nearTokens = 0
    var tokens = 0
  }

  /// Every token is looked at with every occurrence.
  private func expected(_ string: String, _ options: CollocateOptions, _ texts: [OracleText]) throws -> Expected {
    var expected = Expected()
    for text in texts {
      let tokens = try text.tokens(ofWords: options.unit == .words)
      let nodes = text.occurrences(of: string)
      for (index, token) in tokens.enumerated() {
        guard let token, !nodes.contains(where: { $0.overlaps(token) }) else { continue }
        let name = text.folded(token)
        expected.tokens += 1
        expected.outside[name, default: 0] += 1
        var (isBefore, isBehind) = (false, false)
        for node in nodes {
          if token.upperBound <= node.lowerBound {
            // Tokens that end before the node, from this one on.
            let between = tokens[index...].prefix { $0.map { $0.upperBound <= node.lowerBound } ?? true }
            guard between.allSatisfy({ $0 != nil }) else { continue }
            // The barrier may be right before the node.
            if text.items[token.upperBound..<node.lowerBound].contains(where: { $0.element == .barrier }) {
              continue
            }
            if isNear(between.count, token, node, text, options) { isBefore = true }
          } else if token.lowerBound >= node.upperBound {
            let first = tokens.firstIndex { $0.map { $0.lowerBound >= node.upperBound } ?? false } ?? index
            if text.items[node.lowerBound..<token.lowerBound].contains(where: { $0.element == .barrier }) {
              continue
            }
            if isNear(index - first + 1, token, node, text, options) { isBehind = true }
          }
        }
        if isBefore || isBehind {
          expected.nearTokens += 1
          expected.near[name, default: 0] += 1
          if isBefore { expected.before[name, default: 0] += 1 }
          if isBehind { expected.behind[name, default: 0] += 1 }
        }
      }
    }
    return expected
  }

  private func isNear(
    _ distance: Int, _ token: Range<Int>, _ node: Range<Int>, _ text: OracleText, _ options: CollocateOptions
  ) -> Bool {
    switch options.window {
    case .tokens(let count): return distance <= count
    case .sentence:
      // All positions at which a sentence begins; the token lies in that of the node's start.
      let marks = text.items.map(\.element.text)
      let starts = text.items.indices.filter { position in
        guard position > 0 else { return true }
        if ["。", "!", "?", ";", ""].contains(marks[position - 1]) { return true }
        return position > 1 && marks[position - 1] == "…" && marks[position - 2] == "…"
      }
      let start = starts.last { $0 <= node.lowerBound } ?? 0
      let end = starts.first { $0 > node.lowerBound } ?? marks.count
      return token.lowerBound >= start && token.upperBound <= end
    }
  }

  @Test("are counted as comparing every word with every occurrence does", arguments: 0..<8)
  func oracle(round: Int) throws {
    var generator = SeededGenerator("collocates", round: round)
    let (trial, strings) = try ConcordanceTrial.random(&generator)
    defer { withExtendedLifetime(trial.directory) {} }
    for string in strings {
      guard let query = quotedQuery(string) else { continue }
      let options = CollocateOptions(
        unit: generator.pick(CollocateUnit.allCases),
        window: generator.oneIn(3) ? .sentence : .tokens(generator.int(1...6)),
        measure: generator.pick(AssociationMeasure.allCases), minimum: generator.int(1...3),
        includesPunctuation: true, widening: .none)
      let comment = Comment(rawValue: "\(query) \(options); \(RunSeed.replay)")
      let expected = try expected(string, options, trial.texts)
      let found = try trial.index.collocates(of: query, options: options)
      guard found.occurrences > 0 else {
        #expect(found.collocates.isEmpty, comment)
        continue
      }
      #expect(found.tokens == expected.tokens && found.nearTokens == expected.nearTokens, comment)
      for collocate in found.collocates {
        #expect(collocate.observed == expected.near[collocate.text], comment)
        #expect(collocate.before == expected.before[collocate.text] ?? 0, comment)
        #expect(collocate.behind == expected.behind[collocate.text] ?? 0, comment)
        #expect(collocate.frequency == expected.outside[collocate.text], comment)
        let (o, r, c, n) = (
          Double(collocate.observed), Double(expected.nearTokens), Double(collocate.frequency),
          Double(expected.tokens)
        )
        #expect(abs(collocate.expected - r * c / n) < 1e-9, comment)
        func term(_ o: Double, _ e: Double) -> Double { o > 0 && e > 0 ? 2 * o * log(o / e) : 0 }
        let score: Double =
          switch options.measure {
          case .logLikelihood:
            term(o, r * c / n) + term(r - o, r * (n - c) / n) + term(c - o, (n - r) * c / n)
              + term(n - r - c + o, (n - r) * (n - c) / n)
          case .mutualInformation: log2(o * n / r / c)
          case .dice: 2 * o / (r + c)
          }
        #expect(abs(collocate.score - score) < 1e-6, comment)
      }
      let attracted = expected.near.filter { name, near in
        near >= options.minimum
          && Double(near) > Double(expected.nearTokens) * Double(expected.outside[name] ?? 0)
            / Double(expected.tokens)
      }
      #expect(Set(found.collocates.map(\.text)) == Set(attracted.keys), comment)
      #expect(found.collocates.map(\.score) == found.collocates.map(\.score).sorted(by: >), comment)
    }
  }

  @Test("punctuation is counted and not listed; a word between two occurrences is near once")
  func table() throws {
    let trial = try ConcordanceTrial([
      Document(key: "a", text: "甲改革，甲乙改革。丙\n\n甲", title: ""), Document(key: "b", text: "丁丁丁丁丁丁丁丁丁丁", title: ""),
    ])
    defer { withExtendedLifetime(trial.directory) {} }
    let options = CollocateOptions(unit: .characters, window: .tokens(3), minimum: 1)
    let found = try trial.index.collocates(of: "改革", options: options)
    #expect(found.nearTokens == 6 && found.tokens == 17)
    // What is near each time it occurs comes first; of equal scores the first in the order of bytes.
    #expect(found.collocates.map(\.text) == ["丙", "乙", "甲"])
    #expect(found.collocates.last?.observed == 2 && found.collocates.last?.frequency == 3)
    #expect(found.collocates.last?.before == 2 && found.collocates.last?.behind == 1)
    #expect(try trial.index.collocates(of: "没有").collocates.isEmpty)
  }
}
