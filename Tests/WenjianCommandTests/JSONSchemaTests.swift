import Testing
import WenjianTestSupport

@Suite("JSON Schema")
struct JSONSchemaTests {
  private let schema: JSONSchema

  init() throws {
    let root = try #require(SharedFiles.packageRoot)
    let bytes = try #require(TestFile.read(root + "/Sources/WenjianJSON/schema.json"))
    schema = try JSONSchema(root: try JSONValue(bytes))
  }

  private func directory() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let law = """
      第一章 总则
      第一条 为了发展教育，依照《立法法》第六十五条和国发〔2016〕64号，制定本法。
      第二条 教育是根本。自2020年1月1日起施行。
      """
    try directory.write("documents/教育法(2015-12-27).txt", "中华人民共和国教育法\n\n" + law)
    try directory.write("documents/教育法(2020-12-26).txt", "中华人民共和国教育法\n\n" + law.replacing("根本", with: "国之大计"))
    try directory.write("documents/立法法(2015-03-15).txt", "中华人民共和国立法法\n\n第六十五条 国务院制定行政法规。\n")
    try directory.write("documents/抄件.txt", "中华人民共和国教育法\n\n" + law)
    try directory.write(
      "documents/r.jsonl", #"{"id":"a","title":"通知","date":"2016-03-05","content":"扶贫。","地区":["贵州"]}"#)
    try directory.write("documents/坏.txt", [0xD6, 0xD0, 0xB9, 0xFA, 0xFF, 0xFF, 0x0A] + Array("中国\0".utf8))
    try directory.write("documents/x.bin", [0, 1, 2, 0])
    try directory.write("terms", "书记\nOR\n")
    try directory.write("draft.txt", "《立法法》第六十五条规定：“国务院制定法规”。依照《无此法》第三条。")
    return directory
  }

  private static let outputs: [(String, [String])] = [
    ("indexPreview", ["index", "documents", "--dry-run"]), ("index", ["index", "documents"]),
    ("indexPreview", ["index", "documents", "--dry-run"]), ("index", ["index", "documents"]),
    ("change", ["add", "draft.txt"]), ("change", ["remove", "draft.txt"]), ("optimize", ["optimize"]),
    ("backup", ["backup", "--into", "copy"]), ("report", ["report"]), ("info", ["info"]), ("verify", ["verify"]),
    ("verify", ["verify", "--quick"]), ("repair", ["repair", "--into", "mended"]),
    ("search", ["search", "第一书记"]), ("search", ["search", "书记", "--collapse", "--snippets", "all"]),
    ("search", ["search", "教育", "--limit", "1", "--max-bytes", "9"]),
    ("search", ["search", "第六十五条", "--no-headings"]),
    ("search", ["search", "书记 无此字串"]), ("search", ["search", "--pinyin", "shuji"]),
    ("search", ["search", "扶贫", "--sort", "-date"]),
    ("search", ["search", "title:教育法 date:2020"]), ("count", ["count", "第六十五条"]),
    ("terms", ["count", "--terms", "terms"]),
    ("terms", ["count", "--terms", "terms", "--by", "year"]), ("facets", ["facets", "书记", "--by", "year"]),
    ("facets", ["facets", "教育", "--by", "kind"]), ("kwic", ["kwic", "书记"]),
    ("kwic", ["kwic", "教育", "--sort", "random"]),
    ("trend", ["trend", "教育"]), ("trend", ["trend", "教育", "书记", "--by", "month"]),
    ("dispersion", ["dispersion", "书记"]),
    ("dispersion", ["dispersion", "无此"]), ("collocates", ["collocates", "书记", "--min", "1"]),
    ("keywords", ["keywords", "title:教育法", "--min", "2"]),
    ("keywords", ["keywords", "书记", "--against", "教育", "--min", "2"]),
    ("outline", ["show", "教育法(2020-12-26).txt", "--outline"]),
    ("metadata", ["show", "教育法(2020-12-26).txt", "--metadata"]),
    ("shownDocument", ["show", "r.jsonl/a"]),
    ("shownDocument", ["show", "教育法(2020-12-26).txt", "--article", "2", "--query", "教育"]),
    ("metadata", ["show", "r.jsonl/a", "--metadata"]), ("copies", ["copies"]), ("copies", ["copies", "抄件.txt"]),
    ("versions", ["versions", "教育法(2020-12-26).txt"]), ("versions", ["versions", "教育法", "--as-of", "2021-01-01"]),
    ("versions", ["versions", "教育法", "--as-of", "1921-01-01"]),
    ("diff", ["diff", "教育法(2015-12-27).txt", "教育法(2020-12-26).txt"]),
    ("diff", ["diff", "教育法(2015-12-27).txt", "教育法(2020-12-26).txt", "--all", "--by", "paragraph"]),
    ("citations", ["citations"]), ("cites", ["cites", "抄件.txt", "--own"]), ("cites", ["cited-by", "立法法"]),
    ("verifyCitations", ["verify-citations", "draft.txt"]), ("explain", ["explain", "第六十五条 OR 书记"]),
    ("analyze", ["analyze", "農(nóng)村第 13 條"]), ("error", ["search", "OR"]),
    ("error", ["info", "--index", "none"]),
  ]

  private static let requests: [(String, String)] = [
    ("search", #""op":"search","query":"书记""#), ("count", #""op":"count","query":"书记""#),
    ("counts", #""op":"counts","queries":["书记","OR"],"by":"kind""#), ("text", #""op":"text","key":"书记.txt""#),
    ("occurrences", #""op":"occurrences","key":"书记.txt","query":"书记""#),
    ("original", #""op":"original","key":"书记.txt""#), ("status", #""op":"status""#), ("keys", #""op":"keys""#),
    ("verifyCitations", #""op":"verify","quotation":"國務院制定行政法規","source":"立法法第六十五条""#),
    ("verifyCitations", #""op":"verify","text":"《立法法》第六十五条规定：“国务院制定法规”。""#),
    ("commit", #""op":"ping""#), ("commit", #""op":"refresh""#), ("help", #""op":"help""#),
  ]

  @Test("every output is as its definition says, in all its members, and every definition is used")
  func outputs() throws {
    let directory = try directory()
    var used: Set<String> = ["request", "response", "errorDetail"]
    for (definition, arguments) in Self.outputs {
      used.insert(definition)
      let result = try directory.run(arguments + ["--json"])
      let problems = try schema.problems(result.json, definition)
      #expect(problems.isEmpty, "\(arguments): \(problems.prefix(5))")
      #expect(try !schema.problems(with(result.json, "other", .null), definition).isEmpty || definition == "terms")
    }
    try directory.write("in", Self.requests.map { "{\"id\":1,\($0.1)}\n" }.joined() + "{\n")
    let lines = try directory.shell("$WENJIAN pipe < in").lines.dropLast().map { try JSONValue(Array($0.utf8)) }
    for line in lines { #expect(try schema.problems(line, "response").isEmpty) }
    for ((definition, request), line) in zip(Self.requests, lines) {
      used.insert(definition)
      let problems = try schema.problems(try #require(line["result"], "\(line)"), definition)
      #expect(problems.isEmpty, "\(request): \(problems.prefix(5))")
      #expect(try schema.problems(JSONValue(Array("{\(request)}".utf8)), "request").isEmpty)
    }
    let parts = [
      "place", "range", "byteRange", "heading", "fields", "document", "form", "group", "piece", "snippet", "hit",
      "suggestions",
      "line", "finding", "findings", "repairs", "update", "link", "node",
    ]
    #expect(Set(schema.root["$defs"]?.keys ?? []) == used.union(parts))
  }

  @Test("the lines of --jsonl are as the records of --json")
  func lines() throws {
    let directory = try TestDirectory.indexed()
    for (definition, arguments) in [
      ("hit", ["search", "书记"]), ("line", ["kwic", "书记"]), ("group", ["facets", "书记", "--by", "kind"]),
    ] {
      for line in try directory.run(arguments + ["--jsonl"]).lines.dropLast() {
        #expect(try schema.problems(JSONValue(Array(line.utf8)), definition).isEmpty, "\(line)")
      }
    }
  }

  private func with(_ value: JSONValue, _ name: String, _ member: JSONValue) -> JSONValue {
    guard case .object(let members) = value else { return value }
    return .object(members + [(name, member)])
  }
}
