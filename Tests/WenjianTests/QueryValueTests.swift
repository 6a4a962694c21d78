// Queries as values: read, put together, printed, and with values in them that are never language.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Query")
struct QueryValueTests {
  /// Pieces of the language and of what people paste, in any order.
  private static let pieces = [
    "第一书记", "脱贫", "a", "OR", " OR ", " AND ", " -", "NOT ", " NEAR/3 ", " BEFORE ", " NOTBEFORE/2 ", "SENTENCE(",
    "(", ")",
    "（", "）", "\"", "“", "”", "「", "」", "『", "』", "＂", "exact:", "title:", "issuer:=", "field:主题=", "date:2016",
    ":", "=", "*",
    "?", "？", "|", "｜", " ", "　", "\n", "\\", "%", "\u{200B}", "é", "\u{1F600}", "3", "/", "-", "－", "《办法》",
  ]

  private static func text(_ generator: inout SeededGenerator, count: Int) -> String {
    (0..<generator.below(count + 1)).map { _ in pieces[generator.below(pieces.count)] }.joined()
  }

  /// Random queries put together of random parts.
  private static func query(_ generator: inout SeededGenerator, depth: Int = 0) -> Query? {
    switch generator.below(depth > 3 ? 3 : 8) {
    case 0: try? Query(text(&generator, count: 6))
    case 1: try? Query.literal(text(&generator, count: 5))
    case 2: try? Query.exact(text(&generator, count: 3))
    case 3: try? Query.all((0...generator.below(3)).compactMap { _ in query(&generator, depth: depth + 1) })
    case 4: try? Query.any((0...generator.below(3)).compactMap { _ in query(&generator, depth: depth + 1) })
    case 5:
      query(&generator, depth: depth + 1).flatMap { kept in
        query(&generator, depth: depth + 1).flatMap { try? kept.excluding($0) }
      }
    case 6: query(&generator, depth: depth + 1).flatMap { try? $0.within(.allCases[generator.below(4)]) }
    default:
      try? Query.near(
        (0...generator.below(3)).compactMap { _ in query(&generator, depth: 9) }, distance: generator.below(1001),
        isOrdered: generator.oneIn(2))
    }
  }

  @Test("prints what parses to itself, however it was made", arguments: 0..<4)
  func roundTrip(round: Int) throws {
    var generator = SeededGenerator("query round trip", round: round)
    var made = 0
    for _ in 0..<3000 {
      guard let query = Self.query(&generator) else { continue }
      made += 1
      let comment: Comment = "\(query.text.escaped); \(RunSeed.replay)"
      let again = try Query(query.description)
      #expect(again == query && again.description == query.description, comment)
      #expect(Set([again, query]).count == 1, comment)
    }
    #expect(made > 500)
  }

  @Test("a text of a user is found as it is, whatever it is made of", arguments: 0..<4)
  func literals(round: Int) throws {
    let directory = TemporaryDirectory()
    var generator = SeededGenerator("query literals", round: round)
    var texts: [String] = []
    let writer = try IndexWriter(at: directory("index"))
    for number in 0..<60 {
      // At an edge of paragraphs nothing matches, and what is read over alone asks for nothing.
      let scalars = Self.text(&generator, count: 5).unicodeScalars.filter { $0 != "\n" && $0 != "\u{200B}" }
      let text = String(String.UnicodeScalarView(scalars))
      texts.append(text)
      try writer.add(
        Document(key: "\(number)", text: "前" + text + "后", title: "题", fields: ["名": text], findsMetadata: false))
    }
    try writer.commit()
    let index = try Index(at: directory("index"))
    for (number, text) in texts.enumerated() {
      let comment: Comment = "\(text.escaped); \(RunSeed.replay)"
      // Each way of saying it is refused, or is this text and nothing else.
      let said = [
        try? Query.literal(text), try? Query("\(text)"), try? Query("title:题 \(text) -没有"),
        try? Query("(没有 OR \(text)) field:\("名")=*"), try? Query("\(text) OR \(text)"),
      ]
      #expect(said.allSatisfy { ($0 == nil) == (said[0] == nil) }, comment)
      for query in said.compactMap(\.self) {
        let keys = try index.search(query, options: SearchOptions(limit: 100)).hits.map(\.key)
        #expect(keys.contains("\(number)"), comment)
      }
      if let query = try? Query("field:名=\(text)") {
        let hits = try index.search(query, options: SearchOptions(limit: 100)).hits
        #expect(hits.contains { $0.key == "\(number)" }, comment)
      }
    }
  }

  @Test("a string from elsewhere is language, an interpolated one is not")
  func interpolation() throws {
    let name = "改革 OR 开放 -\"试点\""
    let language: String = "改革 OR 开放"
    #expect(try Query(language).description == "改革 OR 开放")
    #expect(try Query("改革 OR 开放").description == "改革 OR 开放")
    #expect(try Query("\(name)") == Query.literal(name))
    #expect(try Query("title:\(name) x").description == "title:“改革 OR 开放 -\"试点\"” x")
    #expect(
      try Query("date:\(DateRange("2016..2018")!) \("a") NEAR/\(3) \("b")").description
        == #"date:2016..2018 "a" NEAR/3 "b""#)
    #expect(try Query("\(Query(language)) 教育 \(language: "-试点")").description == "(改革 OR 开放) 教育 -试点")
    // Where no term can be.
    #expect(throws: WenjianError.self) { try Query("\"\(name)\"") }
    #expect(throws: WenjianError.self) { try Query("前\(name)") }
    #expect(throws: WenjianError.self) { try Query("\(name)后") }
    #expect(throws: WenjianError.self) { try Query("title:\("")") }
  }

  @Test("put together, with what cannot be told as an error")
  func compositions() throws {
    let (a, b, c) = (try Query("脱贫"), try Query("扶贫 OR 攻坚"), try Query("试点"))
    #expect(try Query.all([a, b]).description == "脱贫 (扶贫 OR 攻坚)")
    #expect(try Query.any([b, c]).description == "扶贫 OR 攻坚 OR 试点")
    #expect(try Query.all([a]) == a)
    #expect(try a.excluding(b).excluding(c).description == "脱贫 -扶贫 -攻坚 -试点")
    #expect(try Query.near([a, c], distance: 3, isOrdered: true).description == "脱贫 BEFORE/3 试点")
    #expect(try Query.all([a, c]).within(.sentence).description == "SENTENCE(脱贫 试点)")
    for code in [
      #expect(throws: WenjianError.self) { try Query.all([]) }?.code,
      #expect(throws: WenjianError.self) { try Query.near([a, b]) }?.code,
      #expect(throws: WenjianError.self) { try Query.near([a]) }?.code,
      #expect(throws: WenjianError.self) { try Query.near([a, c], distance: -1) }?.code,
    ] { #expect(code == .argument) }
    #expect(throws: WenjianError.self) { try Query.literal(" \u{3000}") }
    #expect(throws: WenjianError.self) { try Query("title:x").within(.article) }
    var deep = a
    #expect(throws: WenjianError.self) {
      for number in 0..<200 {
        deep = try Query.all([Query.any([deep, Query("x\(number)")]), Query("y\(number)")])
      }
    }
    #expect(throws: WenjianError.self) { try Query.any((0..<2000).map { try Query("\($0)") }) }
  }

  @Test("asks what the text asks")
  func asks() throws {
    let directory = TemporaryDirectory()
    try IndexWriter.write(to: directory("index")) { writer in
      try writer.add(Document(key: "a", text: "县里选派了第一书记。"))
      try writer.add(Document(key: "b", text: "第一書記与第一书记"))
    }
    let index = try Index(at: directory("index"))
    let query = try Query("第一书记")
    #expect(try index.search(query).documents == 2 && index.count(query).occurrences == 3)
    #expect(try index.occurrences(of: query, in: "b").count == 2)
    #expect(try index.facets(query, by: .field(.key)).groups.map(\.value) == ["b", "a"])
    let counts = try index.counts(of: [query, try Query("县里")]).map { try $0.get().occurrences }
    #expect(counts == [3, 1])
    #expect(try index.count(Query.exact("書記")).occurrences == 1)
  }
}
