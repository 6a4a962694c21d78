import Testing
import Wenjian
import WenjianConcordance
import WenjianStream
import WenjianTestSupport

@Suite("Concordances")
struct ConcordanceTests {
  /// A line as the oracle finds it.
  private struct OracleLine {
    var key: String
    var date: CivilDate?
    var range: Range<Int>
    var left: String
    var right: String
    /// The elements beside it, the nearest first.
    var before: [[UInt8]]
    var behind: [[UInt8]]
  }

  private func lines(
    of strings: [String], in texts: [OracleText], width: Int, crosses: Bool = false
  ) -> [OracleLine] {
    texts.flatMap { text -> [OracleLine] in
      let found = strings.flatMap { text.occurrences(of: $0) }.sorted {
        ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
      }
      return found.map { line($0, in: text, width, crosses) }
    }
  }

  private func line(_ positions: Range<Int>, in text: OracleText, _ width: Int, _ crosses: Bool) -> OracleLine {
    let range = text.byteRange(of: positions)
    var start = range.lowerBound
    var before: [[UInt8]] = []
    for item in text.items[..<positions.lowerBound].reversed() {
      if item.element == .barrier {
        if crosses { continue }
        break
      }
      before.append(Array(item.element.text.utf8))
      let scalars = text.string(min(item.byteRange.lowerBound, start)..<range.lowerBound).unicodeScalars.count
      if scalars <= width { start = min(start, item.byteRange.lowerBound) }
      if scalars > width, before.count >= ConcordanceOrder.sortedElements { break }
    }
    var end = range.upperBound
    var behind: [[UInt8]] = []
    for item in text.items[positions.upperBound...] {
      if item.element == .barrier {
        if crosses { continue }
        break
      }
      behind.append(Array(item.element.text.utf8))
      let scalars = text.string(range.upperBound..<max(item.byteRange.upperBound, end)).unicodeScalars.count
      if scalars <= width { end = max(end, item.byteRange.upperBound) }
      if scalars > width, behind.count >= ConcordanceOrder.sortedElements { break }
    }
    return OracleLine(
      key: text.key, date: text.date, range: range, left: text.string(start..<range.lowerBound),
      right: text.string(range.upperBound..<end), before: Array(before.prefix(ConcordanceOrder.sortedElements)),
      behind: Array(behind.prefix(ConcordanceOrder.sortedElements)))
  }

  private func precedes(_ a: [[UInt8]], _ b: [[UInt8]]) -> Bool {
    for (x, y) in zip(a, b) where x != y { return x.lexicographicallyPrecedes(y) }
    return a.count < b.count
  }

  /// In order, equal ones as they are: `sort` of the library is stable, which is not promised.
  private func sorted(_ lines: [OracleLine], _ precedes: (OracleLine, OracleLine) -> Bool) -> [OracleLine] {
    lines.enumerated().sorted { a, b in
      if precedes(a.element, b.element) { return true }
      if precedes(b.element, a.element) { return false }
      return a.offset < b.offset
    }.map(\.element)
  }

  @Test("are what comparing every text gives: places, contexts, orders", arguments: 0..<12)
  func oracle(round: Int) throws {
    var generator = SeededGenerator("concordance", round: round)
    let (trial, strings) = try ConcordanceTrial.random(&generator)
    defer { withExtendedLifetime(trial.directory) {} }
    for string in strings {
      guard let query = quotedQuery(string) else { continue }
      let width = generator.pick([0, 1, 5, 40, 300])
      let crosses = generator.oneIn(3)
      var expected = lines(of: [string], in: trial.texts, width: width, crosses: crosses)
      var options = ConcordanceOptions(
        width: width, crossesParagraphs: crosses, includesCitations: false, widening: .none)
      switch generator.int(0...4) {
      case 0: break
      case 1:
        let newestFirst = generator.oneIn(2)
        options.order = .date(newestFirst: newestFirst)
        expected = sorted(expected) { a, b in
          guard let first = a.date, let second = b.date else { return a.date != nil && b.date == nil }
          return newestFirst ? first.number > second.number : first.number < second.number
        }
      case 2:
        options.order = .leftContext
        expected = sorted(expected) { precedes($0.before, $1.before) }
      case 3:
        options.order = .rightContext
        expected = sorted(expected) { precedes($0.behind, $1.behind) }
      default:
        options.order = .rightContext
        options.groupsByDocument = true
        expected = sorted(expected) { a, b in
          a.key == b.key ? precedes(a.behind, b.behind) : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
        }
      }
      let comment = Comment(rawValue: "\(query) \(options); \(RunSeed.replay)")
      let concordance = try trial.index.concordance(query, options: options)
      #expect(concordance.occurrences == expected.count, comment)
      #expect(try concordance.occurrences == trial.index.count(query, widening: .none).occurrences, comment)
      #expect(try concordance.documents == trial.index.count(query, widening: .none).documents, comment)
      let found = try concordance.lines(0..<concordance.lineCount)
      #expect(found.map(\.key) == expected.map(\.key), comment)
      #expect(found.map { $0.range.start.utf8..<$0.range.end.utf8 } == expected.map(\.range), comment)
      #expect(found.map { Array($0.left.utf8) } == expected.map { Array($0.left.utf8) }, comment)
      #expect(found.map { Array($0.right.utf8) } == expected.map { Array($0.right.utf8) }, comment)
      for line in found {
        let ranges = try trial.index.occurrences(of: query, in: line.key, widening: .none)
        #expect(ranges.contains(line.range), comment)
        #expect(line.occurrencesInDocument == ranges.count, comment)
      }
    }
  }

  @Test("have a line for each occurrence of each string, and count as count does", arguments: 0..<4)
  func severalStrings(round: Int) throws {
    var generator = SeededGenerator("concordance of several", round: round)
    let (trial, strings) = try ConcordanceTrial.random(&generator)
    defer { withExtendedLifetime(trial.directory) {} }
    let queries = strings.compactMap(quotedQuery)
    for _ in 0..<8 {
      let (a, b) = (generator.pick(queries), generator.pick(queries))
      for query in [
        "\(a) \(b)", "\(a) OR \(b)", "\(a) -\(b)", "\(a) NEAR/8 \(b)", "SENTENCE(\(a) \(b))", "\(a) issuer:国务院",
      ] {
        let counts = try trial.index.count(query, widening: .none)
        let concordance = try trial.index.concordance(query, options: ConcordanceOptions(widening: .none))
        #expect(concordance.occurrences == counts.occurrences, "\(query); \(RunSeed.replay)")
        #expect(concordance.documents == counts.documents, "\(query); \(RunSeed.replay)")
        let lines = try concordance.lines(0..<concordance.lineCount)
        for (key, group) in Dictionary(grouping: lines, by: \.key) {
          let ranges = try trial.index.occurrences(of: query, in: key, widening: .none)
          #expect(group.map(\.range) == ranges, "\(query) in \(key); \(RunSeed.replay)")
        }
      }
    }
  }

  @Test("a random order is a sample that a seed gives again, whatever commits the documents came in")
  func samples() throws {
    let documents = (0..<30).map { Document(key: "\($0)", text: String(repeating: "改革\($0)。", count: 10)) }
    func sample(_ trial: ConcordanceTrial, seed: UInt64, limit: Int) throws -> [String] {
      let options = ConcordanceOptions(order: .random(seed: seed), limit: limit)
      let concordance = try trial.index.concordance("改革", options: options)
      #expect(concordance.occurrences == 300 && concordance.lineCount == min(limit, 300))
      return try concordance.lines(0..<concordance.lineCount).map { "\($0.key) \($0.range.start.utf8)" }
    }
    let (one, many) = (try ConcordanceTrial(documents), try ConcordanceTrial(documents.reversed(), commitSize: 4))
    defer { withExtendedLifetime((one.directory, many.directory)) {} }
    let first = try sample(one, seed: 7, limit: 40)
    #expect(Set(first).count == 40)
    #expect(try sample(many, seed: 7, limit: 40) == first)
    #expect(try sample(one, seed: 8, limit: 40) != first)
    // A larger sample goes on from the smaller one; all of them are every line once.
    #expect(try Array(sample(one, seed: 7, limit: 300).prefix(40)) == first)
    #expect(try Set(sample(one, seed: 7, limit: 1000)).count == 300)
    // Each tenth of the lines is in about a tenth of the samples.
    var hits = 0
    for seed in 0..<100 { hits += try sample(one, seed: UInt64(seed), limit: 30).count { $0.hasPrefix("1") } }
    let share = documents.count { $0.key.hasPrefix("1") } * 10
    #expect(abs(hits - 10 * share) < share, "\(hits) of \(10 * share)")
  }

  @Test("say where a line is from and how it is cited")
  func citations() throws {
    var law = Document(
      key: "教育法.txt", text: "教育法\n\n第一条 为了发展教育。\n第二条 国家发展教育，\n办好教育。\n", title: "教育法",
      date: CivilDate(number: 20_150_000))
    law.issuer = "全国人民代表大会"
    let trial = try ConcordanceTrial([law])
    defer { withExtendedLifetime(trial.directory) {} }
    for order in [ConcordanceOrder.path, .rightContext] {
      let concordance = try trial.index.concordance("发展教育", options: ConcordanceOptions(order: order))
      let lines = try concordance.lines(0..<2).sorted { $0.range.start.utf8 < $1.range.start.utf8 }
      #expect(lines.map(\.citation) == ["《教育法》第一条", "《教育法》第二条"])
      #expect(lines.map(\.left) == ["第一条 为了", "第二条 国家"])
      #expect(lines[1].right.hasPrefix("，") && lines[1].match == "发展教育")
      #expect(lines[0].title == "教育法" && lines[0].issuer == "全国人民代表大会" && lines[0].date?.year == 2015)
    }
  }
}
