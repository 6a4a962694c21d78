// Values that come from outside, as extreme as they can be: none of them ends the process.

import Glibc
import Testing
import Wenjian
import WenjianCitations
import WenjianComparison
import WenjianConcordance
import WenjianFileReaders
import WenjianTestSupport

@Suite("Values from outside")
struct OutsideValueTests {
  private static let numbers = [
    Int.min, Int.min + 1, -1_000_000, -2, -1, 0, 1, 2, 3, 7, 16, 17, 1000, 1 << 24, 1 << 31, 1 << 32, 1 << 62,
    Int.max - 1,
    Int.max,
  ]

  private static let texts = [
    "", " ", "第一书记", "a", "\u{200B}", "\u{0}", "\u{FFFD}", "“", "\"", "(", "第?书记", "的", "《办法》第三条", "第一条",
    "date:2016", "99999999999999999999", "-1", "第18446744073709551617条", "\u{1F600}\u{1F600}", "國發〔2016〕64號",
    "e\u{301}",
    String(repeating: "长", count: 3000), "field:=x", "title:",
  ]

  private func index(_ directory: TemporaryDirectory) throws -> Index {
    let writer = try IndexWriter(at: directory("index"), threads: 1)
    let text = """
      驻村第一书记管理办法

      第一条 为了规范第一书记的选派，制定本办法。😀县里选派了第一书记。
      第二条 第一书记应当驻村，不得少于两年。

      """
    try writer.add(Document(key: "a/b.txt", text: text, date: 20_160_305))
    try writer.add(Document(key: "c.txt", text: "選派第一書記到村任職。\n县里选派了驻村第一书记，驻村工作。"))
    try writer.commit()
    return try Index(at: directory("index"))
  }

  /// Runs what may refuse a value; every error is one of the library, with a message.
  /// - Returns: the code of the error.
  @discardableResult
  private func attempt<Result>(_ body: () throws -> Result) -> WenjianError.Code? {
    do {
      _ = try body()
      return nil
    } catch let error as WenjianError {
      #expect(error.message.count > 5)
      return error.code
    } catch {
      Issue.record("not an error of the library: \(error)")
      return nil
    }
  }

  @Test("extreme values given to everything that takes values", arguments: 0..<4)
  func extremes(round: Int) throws {
    let directory = TemporaryDirectory()
    let index = try index(directory)
    var generator = SeededGenerator("outside values", round: round)
    func number() -> Int { Self.numbers[generator.below(Self.numbers.count)] }
    func text() -> String { Self.texts[generator.below(Self.texts.count)] }
    func key() -> String { generator.oneIn(3) ? text() : ["a/b.txt", "c.txt"][generator.below(2)] }
    func facet() -> FacetKey {
      switch generator.below(4) {
      case 0: .path(depth: number())
      case 1: .match
      case 2: .field(.custom(text()))
      default: .year
      }
    }
    for _ in 0..<150 {
      var options = SearchOptions(limit: number(), offset: number(), includesRelated: generator.oneIn(2))
      if generator.oneIn(2) { (options.limit, options.offset) = (10, 0) }
      options.collapsesCopies = generator.oneIn(3)
      var style = SnippetStyle(
        characterLimit: number(), maximumCount: number(), includesHeadings: generator.oneIn(2))
      style.showsEveryMatch = generator.oneIn(4)
      var budget = PassageBudget(maximumBytes: number())
      let query = generator.oneIn(2) ? "第一书记" : text()
      attempt {
        for hit in try index.search(query, options: options).hits {
          for var snippet in budget.fit(try hit.snippets(style)) {
            snippet.range.start.utf8 = number()
            snippet.text = text()
            _ = budget.fit([snippet])
          }
        }
      }
      attempt { try index.headings(of: key(), at: number()) }
      attempt { try index.citation(of: key(), at: number()) }
      attempt { try index.articles(text(), of: key()) }
      attempt { try index.strings(soundingLike: "diyishuji", limit: number()) }
      attempt { try index.facets(query, by: facet()) }
      attempt { try index.counts(of: [query, text()], by: facet()) }
      attempt { try index.occurrences(of: query, in: key()) }
      attempt { try index.explain(query) }
      attempt { try index.search("第一书记", options: SearchOptions(filter: .date(.issuer, in: DateRange("2016")!))) }
      attempt { try index.search("第一书记", options: SearchOptions(filter: .path(text()))) }
      attempt {
        let concordance = try index.concordance(
          query,
          options: ConcordanceOptions(
            width: number(), order: generator.oneIn(2) ? .rightContext : .random(seed: .max),
            limit: generator.oneIn(3) ? nil : number()))
        let (a, b) = (number(), number())
        _ = try concordance.lines(min(a, b)..<max(a, b))
        return try concordance.lines(0..<concordance.lineCount)
      }
      attempt {
        try index.collocates(
          of: query,
          options: CollocateOptions(unit: .characters, window: .tokens(number()), minimum: number()))
      }
      attempt {
        try index.keywords(
          of: query,
          options: KeywordOptions(unit: generator.oneIn(2) ? .words : .strings, minimum: number(), limit: number()))
      }
      attempt { try index.dispersion(of: query, parts: number()) }
      attempt { try index.trend(of: [query], by: facet()).svg(rowLimit: number()) }
      attempt { try index.comparison(of: key(), with: key()) }
      attempt { try index.lawVersions(of: text()) }
      attempt { try Citations(of: index).verify(text()) }
      attempt { try Query(text()).excluding(Query(text())) }
      attempt { try Query.near([Query(text()), Query(text())], distance: number()) }
      attempt { try Query("title:\(text()) \(text()) NEAR/\(number()) \(text())") }
      _ = SearchCursor(text()).map { cursor in
        attempt { try index.search(query, options: SearchOptions(cursor: cursor)) }
      }
      _ = CivilDate(year: number(), month: number(), day: number())
      _ = CivilDate(number: UInt32(truncatingIfNeeded: number()))
      _ = CivilDate(text())
      _ = DateRange(text())
      _ = DocumentField(typed: text())
      attempt { try TextAnalysis(text()) }
    }
  }

  @Test("values without a meaning are told with the code argument, given or set later")
  func refused() throws {
    let directory = TemporaryDirectory()
    let index = try index(directory)
    var options = SearchOptions()
    options.limit = -1
    #expect(attempt { try index.search("第一书记", options: options) } == .argument)
    #expect(attempt { try index.search("第一书记", options: SearchOptions(offset: -1)) } == .argument)
    #expect(attempt { try index.search("第一书记", options: SearchOptions(limit: .max, offset: .max)) } == nil)
    let hit = try #require(try index.search("第一书记").hits.first)
    for limit in [0, -1, .min] {
      var style = SnippetStyle()
      style.characterLimit = limit
      #expect(attempt { try hit.snippets(style) } == .argument)
    }
    #expect(attempt { try hit.snippets(SnippetStyle(maximumCount: -1)) } == .argument)
    let whole = try hit.snippets(SnippetStyle(characterLimit: .max, maximumCount: .max))
    #expect(whole.contains { $0.text.contains("第一书记") || $0.text.contains("第一書記") })
    #expect(attempt { try index.headings(of: "c.txt", at: -1) } == .argument)
    #expect(attempt { try index.headings(of: "c.txt", at: .max) } == nil)
    #expect(attempt { try index.facets("第一书记", by: .path(depth: 0)) } == .argument)
    let concordance = try index.concordance("第一书记", options: ConcordanceOptions(width: .max))
    #expect(concordance.lineCount == 6)
    #expect(attempt { try concordance.lines(5..<7) } == .argument)
    #expect(attempt { try concordance.lines(-1..<2) } == .argument)
    #expect(attempt { try index.concordance("第一书记", options: ConcordanceOptions(width: -1)) } == .argument)
  }

  @Test("ranges of low weight in any order, beyond the text and within characters")
  func lowWeightRanges() throws {
    let directory = TemporaryDirectory()
    var generator = SeededGenerator("low weight from outside", round: 0)
    let writer = try IndexWriter(at: directory("index"), threads: .min)
    for number in 0..<300 {
      let ranges = (0..<generator.below(5)).map { _ -> Range<Int> in
        let (a, b) = (generator.below(80) - 20, generator.below(80) - 20)
        if generator.oneIn(6) { return min(a, b)..<Int.max }
        if generator.oneIn(6) { return Int.min..<max(a, b) }
        return min(a, b)..<max(a, b)
      }
      try writer.add(Document(key: "\(number)", text: "首页 关于我们\n县里选派了第一书记。", lowWeightRanges: ranges))
    }
    try writer.commit()
    let index = try Index(at: directory("index"))
    #expect(try index.count("第一书记").documents == 300)
    try index.verify(.contents)
  }

  @Test("a descriptor that is none, or that cannot be read, is told as input")
  func badDescriptors() throws {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("index"))
    let path = directory("written")
    let writeOnly = open(path, O_WRONLY | O_CREAT, 0o600)
    defer { close(writeOnly) }
    for descriptor in [-1, Int32.max, Int32.min, writeOnly] {
      #expect(attempt { try writer.add(jsonLinesFrom: descriptor) } == .input, "\(descriptor)")
    }
  }

  @Test("a limit of the size of files that is none reads nothing, or all")
  func fileLimits() throws {
    for (limit, documents) in [(Int.min, 0), (-1, 0), (0, 0), (.max, 1)] {
      let directory = TemporaryDirectory()
      TestFile.makeDirectory(directory("documents"))
      TestFile.write("驻村第一书记", to: directory("documents/a.txt"))
      let writer = try IndexWriter(at: directory("index"))
      let report = try writer.add(filesIn: directory("documents"), options: FileOptions(maximumFileBytes: limit))
      #expect(report.documents == documents && report.skipped.count == 1 - documents)
    }
  }
}
