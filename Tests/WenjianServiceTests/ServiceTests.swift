import Testing
import Wenjian
import WenjianComparison
import WenjianConcordance
import WenjianTestSupport

@testable import WenjianJSON
@testable import WenjianService

@Suite("the service")
struct ServiceTests {
  private let directory = TemporaryDirectory()
  private let index: Index
  private let service: Service

  private static let law = """
    教育办法

    第一章 总则
    第一条 为了发展教育事业，制定本办法。
    第二条 依照《立法法》第六十五条，教育是根本。
    """

  init() throws {
    let writer = try IndexWriter(at: directory("Index"))
    for (year, name) in [(2016, "a"), (2018, "b")] {
      var document = Document(
        key: "\(name).txt", text: Self.law.replacing("根本", with: "根本\(name)"), title: "教育办法",
        date: CivilDate("\(year)-03-05"))
      document.kind = "办法"
      try writer.add(document)
    }
    try writer.add(Document(key: "c.txt", text: "第一书记到村任职，教育群众。\n第一書記。", title: "通知"))
    _ = try writer.commit()
    index = try Index(at: directory("Index"))
    service = Service(index)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func answer(_ request: String) -> String { text(service.answer(Array(request.utf8))) }

  @Test("operations answer what the library does")
  func operations() throws {
    let law = "a.txt"
    let expected: [(String, String, any JSONWritable)] = [
      (
        "search", #""query":"教育","limit":2,"snippets":1"#,
        SearchAnswer(
          try index.search("教育", options: SearchOptions(limit: 2, includesRelated: false)),
          style: SnippetStyle(maximumCount: 1, includesHeadings: true))
      ),
      (
        "search", #""query":"教育","filter":"kind:办法","sort":"-date","snippets":"all","headings":false,"maxBytes":9"#,
        SearchAnswer(
          try index.search(
            "教育",
            options: SearchOptions(
              includesRelated: false, filter: Filter("kind:办法"), order: .date(newestFirst: true))),
          style: .everyMatch(includesHeadings: false), maximumPassageBytes: 9)
      ),
      ("count", #""query":"第一書記""#, CountAnswer(query: "第一書記", counts: try index.count("第一書記"))),
      (
        "count", #""query":"第一書記","exact":true"#,
        CountAnswer(query: "第一書記", counts: try index.count("第一書記", isExact: true))
      ),
      (
        "counts", #""queries":["教育","第一书记"],"by":"year""#,
        TermsAnswer(["教育", "第一书记"], in: index, by: .year) { Issue.record("\($0) \($1)") }
      ),
      (
        "facets", #""query":"教育","by":"kind","limit":1"#,
        FacetsAnswer(
          query: "教育", by: FacetKey(typed: "kind")!, facets: try index.facets("教育", by: .field(.kind)), limit: 1)
      ),
      (
        "kwic", #""query":"教育","width":4"#, ConcordanceAnswer(try index.concordance("教育", options: .init(width: 4)))
      ),
      (
        "kwic", #""query":"教育","sort":"random","seed":7,"limit":"all","citations":false"#,
        ConcordanceAnswer(
          try index.concordance("教育", options: .init(order: .random(seed: 7), includesCitations: false)), seed: 7)
      ),
      (
        "kwic", #""query":"教育","limit":1,"offset":1"#,
        ConcordanceAnswer(try index.concordance("教育", options: .init(limit: 2)), offset: 1)
      ),
      ("trend", #""queries":["教育"]"#, TrendAnswer(try index.trend(of: ["教育"], by: .year))),
      (
        "occurrences", #""query":"教育","key":"a.txt""#,
        OccurrencesAnswer(key: law, try index.occurrences(of: "教育", in: law))
      ),
      (
        "occurrences", #""query":"教育","key":"a.txt","widen":["regional"]"#,
        OccurrencesAnswer(
          key: law, try index.occurrences(of: "教育", in: law, widening: Widening(regional: .safe)))
      ),
      ("text", #""key":"a.txt""#, TextAnswer(key: law, text: try index.text(of: law))),
      ("text", #""key":"a.txt","article":"一""#, TextAnswer(key: law, text: "第一条 为了发展教育事业，制定本办法。\n")),
      (
        "outline", #""key":"a.txt""#,
        OutlineAnswer(key: law, try index.outline(of: law), text: try index.text(of: law))
      ),
      (
        "metadata", #""key":"a.txt""#,
        MetadataAnswer(key: law, title: try index.title(of: law), try index.metadata(of: law))
      ),
      ("copies", "", CopyGroupsAnswer(try index.copyGroups())),
      ("copies", #""key":"a.txt""#, CopiesAnswer(of: law, try index.copies(of: law))),
      (
        "diff", #""old":"a.txt","new":"b.txt""#,
        ComparisonAnswer(
          old: try index.document("a.txt"), new: try index.document("b.txt"),
          try index.comparison(of: "a.txt", with: "b.txt", by: .article))
      ),
      ("keys", "", KeysAnswer(documents: 3, ["a.txt", "b.txt", "c.txt"])),
      ("keys", #""after":"a.txt","limit":1"#, KeysAnswer(documents: 3, ["b.txt"])),
      ("info", "", IndexInfoAnswer(index.info)),
      ("ping", "", CommitAnswer(index)),
    ]
    for (operation, parameters, value) in expected {
      let json = text(try value.json())
      let members = parameters.isEmpty ? "" : "," + parameters
      #expect(
        answer(#"{"id":1,"op":"\#(operation)"\#(members)}"#) == #"{"id":1,"result":\#(json)}"#, "\(operation)")
      #expect(text(try service.answer(to: operation, Array("{\(parameters)}".utf8))) == json)
    }
    let links = try #require(try? JSONValue(service.answer(to: "cites", Array(#"{"key":"a.txt"}"#.utf8))))
    #expect(links["citations"] == .number("1"))
    #expect(answer(#"{"op":"citedBy","target":"立法法"}"#).contains(#""citations":2"#))
    #expect(answer(#"{"op":"versions","key":"a.txt"}"#).contains(#""versions":["#))
  }

  @Test("an id of any kind comes back, also of what cannot be answered")
  func ids() {
    for id in ["1", "-2.50e3", "null", "true", #""a\u0000\"第""#, #"[1,{"b":[]}]"#, "12345678901234567890123"] {
      #expect(answer(#"{"op":"ping","id":\#(id)}"#).hasPrefix(#"{"id":\#(id),"result":{"generation""#))
      #expect(answer(#"{"op":"xx","id":\#(id)}"#).hasPrefix(#"{"id":\#(id),"error":{"code":"request""#))
      #expect(answer(#"{"id":\#(id)}"#).hasPrefix(#"{"id":\#(id),"error":{"code":"request""#))
    }
    #expect(answer(#"{"op":"ping"}"#).hasPrefix(#"{"id":null,"result""#))
  }

  @Test(
    "an error says what is wrong, by a code and in words",
    arguments: [
      ("", "json", "at byte 0"), (#"{"op":"count""#, "json", "an object does not end, at byte 13"),
      ("[]", "request", "an array"),
      ("{}", "request", "names the operation"), (#"{"op":1}"#, "request", "names the operation"),
      (#"{"op":"Count"}"#, "request", "there are search, count,"),
      (#"{"op":"count"}"#, "argument", "“query” is missing"),
      (#"{"op":"count","query":1}"#, "argument", "“query” is a string, and this is 1"),
      (
        #"{"op":"count","query":"a","quarry":"a"}"#, "argument",
        "count has no parameter “quarry”; there are query, exact,"
      ),
      (#"{"op":"count","query":"a","query":"a"}"#, "json", "a name that the object has already"),
      (#"{"op":"count","query":"OR"}"#, "query", "OR has nothing on its left side"),
      (#"{"op":"count","query":"a","filter":"a b"}"#, "query", ""),
      (#"{"op":"count","query":"a","exact":"yes"}"#, "argument", "“exact” is true or false, and this is “yes”"),
      (#"{"op":"count","query":"a","widen":["all"]}"#, "argument", "“widen” is an array with some of values,"),
      (#"{"op":"count","query":"a","widen":["roc"],"asTyped":true}"#, "argument", "“asTyped” finds no other forms"),
      (
        #"{"op":"search","query":"a","limit":-1}"#, "argument",
        "“limit” is an integer from 0 to 1000000, and this is -1"
      ),
      (#"{"op":"search","query":"a","limit":1.5}"#, "argument", "and this is 1.5"),
      (#"{"op":"search","query":"a","offset":99999999999999999999}"#, "argument", "“offset”"),
      (#"{"op":"search","query":"a","sort":"size"}"#, "argument", "one of relevance, date, -date, path, hits"),
      (#"{"op":"search","query":"a","after":"zz"}"#, "argument", "no cursor"),
      (#"{"op":"search","query":"a","timeout":-1}"#, "argument", "“timeout” is a number from 0"),
      (#"{"op":"search","query":"a","timeout":0}"#, "deadline", "not done by its deadline"),
      (#"{"op":"facets","query":"a","by":"colour"}"#, "argument", "there is no field colour; there are document,"),
      (#"{"op":"trend","queries":["a"],"by":"match"}"#, "argument", "“by”"),
      (#"{"op":"trend","queries":"a"}"#, "argument", "“queries” is an array of strings, and this is “a”"),
      (
        #"{"op":"kwic","query":"a","sort":"random","byDocument":true}"#, "argument",
        "“byDocument” keeps lines together"
      ),
      (#"{"op":"text","key":"z"}"#, "noSuchDocument", "“z”"),
      (#"{"op":"text","key":"a.txt","article":"9"}"#, "noSuchArticle", "9"),
      (#"{"op":"versions","key":"z"}"#, "noSuchDocument", "“z”"),
      (#"{"op":"versions","key":"a.txt","asOf":"soon"}"#, "argument", "“asOf” is a date as 2016-07-01"),
    ])
  func errors(request: String, code: String, words: String) throws {
    let value = try JSONValue(Array(answer(request).utf8))
    let error = try #require(value["error"], "\(value)")
    #expect(error["code"] == .string(code))
    guard case .string(let message)? = error["message"] else {
      Issue.record("no message")
      return
    }
    #expect(message.contains(words))
  }

  @Test("one query of many that cannot be read is an error in its place")
  func unreadableTerm() throws {
    let value = try JSONValue(service.answer(to: "counts", Array(#"{"queries":["教育","OR","无此"]}"#.utf8)))
    guard case .array(let terms) = value else { preconditionFailure("\(value)") }
    #expect(terms.map { $0["documents"] } == [.number("3"), nil, .number("0")])
    #expect(terms[1]["error"]?["code"] == .string("query"))
    #expect(terms[1]["error"]?["range"] != nil)
  }

  @Test("help declares every operation, with a schema for its parameters")
  func help() throws {
    let help = try JSONValue(service.answer(to: "help"))
    guard case .array(let operations)? = help["operations"] else { preconditionFailure("\(help)") }
    #expect(operations.map { $0["op"] } == Service.operations.map { .string($0.name) })
    for (operation, declared) in zip(operations, Operations.list) {
      #expect(operation["parameters"]?["additionalProperties"] == .bool(false))
      for parameter in declared.parameters {
        let schema = try #require(operation["parameters"]?["properties"]?[parameter.name])
        #expect(schema["description"] == .string(parameter.summary))
        #expect(["id", "op", "timeout"].contains(parameter.name) == false)
        if let standard = parameter.standard {
          #expect(schema["default"] == standard)
        }
      }
      #expect(Set(declared.parameters.map(\.name)).count == declared.parameters.count, "\(declared.name)")
    }
  }

  @Test("a commit is seen, at once by refresh, and by many threads that ask meanwhile")
  func commits() async throws {
    let service = service
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var last = 0
          for round in 0..<200 {
            let value = try JSONValue(service.answer(to: "ping"))
            guard case .number(let digits)? = value["generation"], let generation = Int(digits) else {
              return round
            }
            #expect(generation >= last, "a service never goes back")
            last = generation
            _ = try service.answer(to: "search", Array(#"{"query":"教育"}"#.utf8))
          }
          return 200
        }
      }
      let writer = try IndexWriter(at: directory("Index"))
      for number in 0..<5 {
        try writer.add(Document(key: "n\(number)", text: "教育\(number)"))
        let result = try writer.commit()
        let value = try JSONValue(service.answer(to: "refresh"))
        #expect(value["generation"] == .number("\(result.generation)"))
        #expect(value["documents"] == .number("\(result.documents)"))
      }
      #expect(try await group.reduce(0, +) == 800)
    }
    #expect(service.index.documentCount == 8)
  }

  @Test("requests with any byte changed are answered, never a trap")
  func hostile() throws {
    let requests = [
      #"{"id":1,"op":"search","query":"教育 OR (第一书记)","limit":3,"snippets":1,"filter":"kind:办法","timeout":5.5}"#,
      #"{"id":"x","op":"kwic","query":"教?","width":9,"sort":"left","limit":5}"#,
      #"{"op":"counts","queries":["教育","第*条"],"by":"path/2","widen":["roc","weak"]}"#,
    ].map { Array($0.utf8) }
    for round in 0..<600 {
      var generator = SeededGenerator("ServiceTests.hostile", round: round)
      var request = requests.randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<request.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: request[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: request.remove(at: place)
        default:
          request.insert(
            contentsOf: Array("\"{}[]:,-0e\\".utf8).randomElement(using: &generator).map { [$0] }!, at: place)
        }
      }
      let answer = service.answer(request)
      let value = try JSONValue(answer)
      #expect((value["result"] == nil) != (value["error"] == nil), "round \(round)")
      #expect(!answer.contains(0x0A))
    }
  }
}
