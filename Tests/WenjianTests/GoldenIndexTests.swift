// An index that a build wrote once and every later build must read. Tests/Golden/README.md says how.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Golden index")
struct GoldenIndexTests {
  /// Of an analyzer from before, so that they are refused; their segments are still read.
  private static let refused = ["index-v1", "index-v2"]
  /// Of the analyzer of this build. A change of the format or of the analyzer adds a directory; the ones before stay
  /// as they are.
  private static let names = ["index-v3", "index-v4", "index-v5", "index-v6", "index-v7"]
  /// What this build writes.
  private static let latest = names[names.count - 1]

  private var directory: String {
    get throws {
      let file = #filePath
      let tests = file.split(separator: "/").dropLast(2).joined(separator: "/")
      return "/" + tests + "/Golden"
    }
  }

  /// Both scripts, every kind of dirt, an empty text, a long list, a replaced and a removed document.
  private static func write(_ path: String) throws {
    let writer = try IndexWriter(at: path)
    for var document in firstCommit {
      document.findsMetadata = false
      if document.key.hasPrefix("通知/") {
        (document.issuer, document.author, document.kind) = ("西陵省委组织部", "张三丰 李四", "通知")
        document.fields = ["地区": "西陵", "空": ""]
      }
      try writer.add(document)
    }
    try writer.commit()
    for var document in secondCommit {
      document.findsMetadata = false
      try writer.add(document)
    }
    try writer.remove(key: "removed")
    try writer.commit()
  }

  private static let firstCommit = [
    Document(
      key: "通知/驻村.txt", text: "关于选派驻村第一书记的通知\n\n一、第一书记由上级选派，任期２年，经费1,294元。\n二、產品和服务要提升。\n",
      date: 20_210_315),
    Document(
      key: "新聞/下鄉.txt", text: "駐村第一書記下鄉記\r\n第一書記在農(nóng)村、鄉(xiāng)鎮(zhèn)工作，\r\n第 13 條規定的經(jīng)費。",
      title: "駐村第一書記", date: 20_200_101),
    Document(key: "dirt.txt", text: "\u{FEFF}第一书\u{AD}记⻄部 ＧＤＰ增长2.12%，单\u{200B}干\u{E010}。e\u{301}cole 👍 ㎡\n"),
    Document(key: "long.txt", text: String(repeating: "农村工作，", count: 400)),
    // Gaps as chance makes them, one twice as long half as often: full blocks of the list of 村镇 are in Rice's code.
    Document(
      key: "gaps.txt",
      text: (1...400).map { "村镇" + String(repeating: "路", count: 1 << min($0.trailingZeroBitCount, 5)) }.joined()),
    Document(key: "empty.txt", text: ""),
    Document(key: "replaced", text: "第一书记的旧文"),
    Document(key: "removed", text: "第一书记要删的文"),
  ]
  private static let secondCommit = [
    Document(key: "replaced", text: "和服展览\n传统的和服，还有产品和服务。")
  ]

  private static let queries = [
    "第一书记", "第一書記", "\"第一书记\"", "exact:第一書記", "和服", "农村", "经费", "村", "gdp", "1294",
    "2.12%", "第13条", "西部", "农村工作，农村", "第一书记 -任期", "和服 OR 经费", "école", "m2", "\u{E010}",
    "不在其中",
  ]

  /// What an index answers, as text that people can compare.
  private static func answers(_ path: String) throws -> String {
    let index = try Index(at: path)
    try index.verify(.contents)
    var lines = try counts(of: index)
    // Behind each count what was found, before the texts.
    for (number, query) in queries.enumerated().reversed() {
      var found: [String] = []
      for hit in try index.search(query, options: SearchOptions(limit: 20, includesRelated: false)).hits {
        let places = try index.occurrences(of: query, in: hit.key)
          .map { "\($0.start.utf8)-\($0.end.utf8)" }
        found.append("  \(hit.key): \(hit.title.escaped), \(places.prefix(8).joined(separator: " "))")
        for snippet in try hit.snippets() { found.append("    \(snippet.text.escaped)") }
      }
      lines.insert(contentsOf: found, at: 2 + number + 1)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How much is found, and the texts.
  private static func counts(of index: Index) throws -> [String] {
    var lines = ["documents \(index.documentCount)", "keys \(try index.keys.joined(separator: " "))"]
    for query in queries {
      let results = try index.search(query, options: SearchOptions(limit: 20, includesRelated: false))
      lines.append("query \(query): \(results.documents) documents, \(results.occurrences) occurrences")
    }
    for key in try index.keys {
      // Hashed by hand: what the index itself computes must not be its own witness.
      let sum = try index.text(of: key).utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
        ($0 ^ UInt64($1)) &* 1_099_511_628_211
      }
      lines.append("text \(key) \(String(sum, radix: 16))")
      let metadata = try index.metadata(of: key)
      for field in [DocumentField.source, .author, .issuer, .documentNumber, .kind, .topic] {
        if let value = metadata[text: field]?.value { lines.append("field \(key) \(field.name) \(value)") }
      }
      for name in metadata.fields.names {
        lines.append("field \(key) \(name) \(metadata.fields.values(of: name).joined(separator: ", "))")
      }
    }
    return lines
  }

  private func record() throws {
    let golden = try directory
    TestFile.makeDirectory(golden)
    TestFile.removeAll(golden + "/" + Self.latest)
    let made = TemporaryDirectory()
    try Self.write(made.appending("index"))
    TestFile.copyDirectory(made.appending("index"), to: golden + "/" + Self.latest)
    TestFile.removeAll(golden + "/" + Self.latest + "/writer.lock")
    TestFile.write(try Self.answers(made.appending("index")), to: golden + "/" + Self.latest + ".txt")
  }

  @Test("of this analyzer opens, passes verification and answers as recorded", arguments: names)
  func every(name: String) throws {
    let golden = try directory
    if name == Self.latest {
      if SharedFiles.environment("WENJIAN_RECORD") == "1" {
        try record()
      } else if !TestFile.exists(golden + "/" + name) {
        try record()
        Issue.record("there was no golden index; it was written now, look at it and commit it")
        return
      }
    }
    let expected = try #require(TestFile.read(golden + "/" + name + ".txt"))
    #expect(try Self.answers(golden + "/" + name) == String(decoding: expected, as: UTF8.self))
  }

  @Test("of another analyzer is refused, and says what is to be done", arguments: refused)
  func otherAnalyzer(name: String) throws {
    let path = try directory + "/" + name
    let error = #expect(throws: WenjianError.self) { try Index(at: path) }
    #expect(error?.code == .otherVersion)
    #expect(error?.message.contains("other text rules (fold 1, stream 1)") == true)
    #expect(error?.message.contains("build it again") == true)
  }

  @Test("of another analyzer holds segments that this build reads", arguments: refused)
  func olderSegments(name: String) throws {
    let golden = try directory
    let copy = TemporaryDirectory()
    let path = copy.appending("index")
    try GoldenIndex.copyOfEarlier(name, to: path)
    // Where matches are in the texts follows from today's rules, and is not asked for: postings and texts are.
    let index = try Index(at: path)
    try index.verify(.checksums)
    let recorded = String(decoding: try #require(TestFile.read(golden + "/" + name + ".txt")), as: UTF8.self)
    let expected = recorded.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(try Self.counts(of: index) == expected.map(String.init))
    withExtendedLifetime(copy) {}
  }

  @Test("written anew answers the same")
  func today() throws {
    let expected = try #require(TestFile.read(try directory + "/" + Self.latest + ".txt"))
    let made = TemporaryDirectory()
    try Self.write(made.appending("index"))
    #expect(try Self.answers(made.appending("index")) == String(decoding: expected, as: UTF8.self))
  }
}
