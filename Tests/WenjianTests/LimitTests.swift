// What has to end does, wherever it is: an error, never another answer, and nothing wrong is remembered.

import Testing
import Wenjian
import WenjianCitations
import WenjianConcordance
import WenjianSearch
import WenjianTestSupport

@Suite("Deadlines and cancellation")
struct LimitTests {
  struct Operation: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: @Sendable (Index) throws -> String

    init<Answer>(_ name: String, _ answer: @escaping @Sendable (Index) throws -> Answer) {
      self.name = name
      self.answer = { String(describing: try answer($0)) }
    }

    var testDescription: String { name }
  }

  private static func hits(_ query: String, _ options: SearchOptions) -> Operation {
    Operation("search \(query)") { index in
      let results = try index.search(query, options: options)
      return "\(results.documents) \(results.occurrences) \(results.hits.map { "\($0.key) \($0.score)" })"
    }
  }

  static let operations: [Operation] =
    [
      "一", "中国", "第一书记", "一 的 中国", "一 OR 的 OR 中国", "一 -中国", "的 NEAR/1000 一", "一 BEFORE 的 BEFORE 中国",
      "的 NOTAFTER 一", "一*的", "第?书", "20*", "第十三条", "exact:的", "exact:(后 OR 一)", "exact:一*的", "SENTENCE(一 的)",
      "PARAGRAPH(一 NEAR/9 的)", "ARTICLE(一 -中国)", "一 title:中国", "一 kind:办法", "path:d1 -title:的", "date:2001..",
      "第十三条 NEAR/50 的", "title:?*",
    ].map { query in Operation("count \(query)") { try $0.count(query) } }
    + [
      hits("一", SearchOptions(limit: 100)), hits("第一书记", SearchOptions(limit: 100)),
      hits("一 OR 的", SearchOptions(limit: .max, order: .date(newestFirst: true))),
      hits("的", SearchOptions(limit: 100, collapsesCopies: true)),
      hits("一 的", SearchOptions(limit: 5, filter: .equals(.kind, "办法"))),
      hits("(一 中国) OR 的", SearchOptions(limit: 5)), hits("乡村怎么样书记", SearchOptions(limit: 50)),
      Operation("facets by kind") { try $0.facets("的", by: .field(.kind)) },
      Operation("facets by key") { try $0.facets("的", by: .field(.key)) },
      Operation("facets by year") { try $0.facets("一 OR 的", by: .year) },
      Operation("facets by match") { try $0.facets("第?书", by: .match) },
      Operation("counts") { try $0.counts(of: ["一", "的", "中国"], by: .field(.kind)).map { try $0.get() } },
      Operation("suggestions") { try $0.search("第书记一条").suggestions() as Any },
      Operation("strings by sound") { try $0.strings(soundingLike: "dysj") },
      Operation("passages") { index in
        try index.search("一 的").hits.map { try $0.snippets(SnippetStyle(includesHeadings: true)) }
      },
      Operation("texts") { index in try index.search("的").hits.map { try $0.text() } },
      Operation("occurrences") { try $0.occurrences(of: "一 OR exact:的", in: "d1") },
      Operation("outline") { try $0.outline(of: "d1") },
      Operation("text") { try $0.text(of: "d1") },
      Operation("keys") { try $0.keys },
      Operation("concordance") { index in
        let concordance = try index.concordance("一 OR 的", options: ConcordanceOptions(order: .leftContext))
        return try concordance.lines(0..<concordance.lineCount).map { "\($0.left)|\($0.match)|\($0.right)" }
      },
      Operation("random lines") { index in
        let concordance = try index.concordance("的", options: ConcordanceOptions(order: .random(seed: 1)))
        return try concordance.lines(0..<concordance.lineCount).map { "\($0.left)|\($0.match)|\($0.right)" }
      },
      Operation("collocates") { try $0.collocates(of: "一", options: CollocateOptions(minimum: 1)) },
      Operation("collocates in sentences") {
        try $0.collocates(of: "的", options: CollocateOptions(window: .sentence, minimum: 1))
      },
      Operation("keywords") { try $0.keywords(of: "kind:办法") },
      Operation("strings that mark documents") {
        try $0.keywords(of: "kind:办法", options: KeywordOptions(unit: .strings))
      },
      Operation("trend") { try $0.trend(of: ["一", "的"], by: .year) },
      Operation("dispersion") { try $0.dispersion(of: "一 OR 的") },
      Operation("citations") { index in try Citations(of: index).citations(in: "d1").map { "\($0)" } },
    ]

  /// Two segments with deletions, in which every operation has something to do.
  private static func trial() throws -> IndexTrial {
    var random = RandomText(SeededGenerator("limits"))
    var trial = IndexTrial(
      IndexTrial.tiny(batchBytes: 4_000, blockBytes: 200), policy: IndexTrial.withoutMerges)
    for number in 0..<14 {
      var metadata = DocumentMetadata()
      metadata.kind = Finding(number % 2 == 0 ? "办法" : "通知", .given, 1)
      let law = "中国的第一书记办法\n第一条 第十三条的一，二0二\(number)年。\n第二条 的，一中国20\(number)。后来的後，见《中国的办法》第一条。\n"
      try trial.add(
        key: "d\(number)", law + random.document(pieces: 12), date: CivilDate(year: 2000 + number % 3),
        metadata: metadata)
      if number == 8 { try trial.commit() }
    }
    try trial.remove(key: "d3")
    try trial.remove(key: "d12")
    try trial.commit()
    return trial
  }

  @Test("a call that ends anywhere gives an error, and the next one is right", arguments: operations)
  func everywhere(operation: Operation) throws {
    let trial = try Self.trial()
    let expected = try operation.answer(try trial.open())
    let counting = SearchControl { _ in false }
    #expect(try operation.answer(try trial.open().with(counting)) == expected)
    let checkpoints = counting.lookCount
    // One before it is begun, and others.
    #expect(checkpoints > 1)
    var random = SeededGenerator("limits of \(operation.name)")
    // An index is opened for each place.
    let (firsts, others) = SharedFiles.isLongRun ? (10, 30) : (4, 6)
    let places =
      checkpoints <= firsts + others
      ? Array(0..<checkpoints)
      : Array(0..<firsts) + (0..<others).map { _ in random.int(firsts...(checkpoints - 1)) }
    for place in places {
      // Nothing is remembered yet, so that all that may be is broken off.
      let index = try trial.open()
      let error = #expect(throws: WenjianError.self, "\(place) of \(checkpoints)") {
        try operation.answer(index.with(SearchControl { $0 >= place }))
      }
      #expect(error?.code == .cancelled, "\(place) of \(checkpoints)")
      #expect(try operation.answer(index) == expected, "\(place) of \(checkpoints); \(RunSeed.replay)")
    }
  }

  @Test("a deadline that passed and a cancellation end a call that is begun later, each by its code")
  func codes() throws {
    let trial = try Self.trial()
    let index = try trial.open()
    func code(_ index: Index) -> WenjianError.Code? {
      do {
        _ = try index.count("中国")
        return nil
      } catch { return error.code }
    }
    let cancellation = Cancellation()
    #expect(code(index.limited(by: cancellation)) == nil)
    #expect(code(index.limited(until: .now - .seconds(1))) == .deadline)
    #expect(code(index.limited(to: .zero)) == .deadline)
    #expect(code(index.limited(to: .seconds(-9_000_000_000_000_000_000))) == .deadline)
    #expect(code(index.limited(to: .seconds(9_000_000_000_000_000_000))) == nil)
    #expect(code(index.limited(to: .seconds(3_600)).limited(until: .now)) == .deadline)
    #expect(code(index.limited(until: .now).limited(to: .seconds(3_600))) == .deadline)
    cancellation.cancel()
    #expect(cancellation.isCancelled)
    #expect(code(index.limited(by: cancellation)) == .cancelled)
    #expect(code(index.limited(by: cancellation).limited(to: .seconds(3_600), by: Cancellation())) == .cancelled)
    #expect(try code(index.limited(by: cancellation).refreshed()) == .cancelled)
    #expect(code(index) == nil)
    withExtendedLifetime(trial) {}
  }

  @Test("exact: opens no more blocks than there are, however often a string occurs")
  func blocks() throws {
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 1 << 20, blockBytes: 512))
    let text = String(repeating: "的，后的", count: 2_000)
    try trial.add(key: "a", text, titled: false)
    try trial.commit()
    let index = try trial.open()
    func checkpoints(_ query: String) throws -> Int {
      let counting = SearchControl { _ in false }
      #expect(try index.with(counting).count(query).occurrences == 4_000)
      return counting.lookCount
    }
    // The list of positions takes some checkpoints of its own.
    let blocks = text.utf8.count / 512
    #expect(try checkpoints("exact:的") < blocks + 200)
  }
}
