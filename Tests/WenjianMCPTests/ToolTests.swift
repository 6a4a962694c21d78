import Testing
import Wenjian
import WenjianCitations
import WenjianJSON
import WenjianService
import WenjianTestSupport

@testable import WenjianMCP

@Suite("Tools of an assistant")
struct ToolTests {
  private let sample: MCPSample
  private let index: Index

  init() throws {
    sample = try MCPSample()
    index = try sample.service.index.localIndex(for: "a test")
  }

  /// All of a list, page by page as `next` says.
  private func pages(_ tool: String, _ arguments: [JSONValue.Member], _ list: String) throws -> [JSONValue] {
    var all: [JSONValue] = []
    var more: [JSONValue.Member] = []
    for _ in 0..<2000 {
      let told = try sample.tell(tool, arguments + more)
      all += told[list]?.elements ?? []
      guard let next = told["next"] else { return all }
      more = next.members
    }
    Issue.record("\(tool) never ends")
    return all
  }

  @Test("search has exact totals, passages with their citation, and pages")
  func search() throws {
    let told = try sample.tell("search", [argument("query", "立法")])
    let counts = try index.count("立法")
    #expect(told["documents"]?.integer == counts.documents && told["occurrences"]?.integer == counts.occurrences)
    let first = try #require(told["hits"]?.elements.first { $0["key"] == .string("法/2015.txt") })
    #expect(first["date"]?.string == "2015-03-15" && first["issuer"]?.string == "全国人民代表大会")
    let passage = try #require(first["passages"]?.elements.last)
    #expect(passage["citation"]?.string?.hasPrefix("《中华人民共和国立法法》第") == true)
    let count = try sample.tell("search", [argument("query", "立法"), argument("countOnly", true)])
    #expect(count.members.map(\.name) == ["documents", "occurrences"])
    #expect(count["occurrences"]?.integer == counts.occurrences)
    let keys = try pages(
      "search", [argument("query", "第 OR 怪"), argument("limit", 1), argument("fields", ["title"])], "hits")
    let known = try index.keys
    #expect(Set(keys.compactMap { $0["key"]?.string }) == Set(known) && keys.count == known.count)
    #expect(keys.contains { $0.members.map(\.name) == ["key", "title"] })
    let none = try sample.tell("search", [argument("query", "立法 -制定 无此")])
    #expect(none["documents"]?.integer == 0 && none["suggestions"] != nil)
    let filtered = try sample.tell("search", [argument("query", "立法"), argument("filter", "date:2018")])
    #expect(filtered["documents"]?.integer == 1)
  }

  @Test("read gives an article, a range or an outline, and all of a text in parts that end with a sentence")
  func read() throws {
    let article = try sample.tell("read", [argument("key", "法/2015.txt"), argument("article", "第二條")])
    #expect(article["parts"]?.elements.first?["text"]?.string?.hasPrefix("第二条 法律、行政法规") == true)
    #expect(article["parts"]?.elements.first?["citation"]?.string == "《中华人民共和国立法法》第二条")
    let text = try index.text(of: "長文.txt")
    let parts = try pages("read", [argument("key", "長文.txt"), argument("maxBytes", 2000)], "parts")
    #expect(parts.compactMap { $0["text"]?.string }.joined() == text)
    #expect(parts.dropLast().allSatisfy { $0["text"]?.string?.hasSuffix("。") == true })
    let hostile = try pages("read", [argument("key", MCPSample.hostileKey), argument("maxBytes", 3000)], "parts")
    #expect(try hostile.compactMap { $0["text"]?.string }.joined() == index.text(of: MCPSample.hostileKey))
    // From within a character on.
    let range = try sample.tell("read", [argument("key", "長文.txt"), argument("start", 1), argument("end", 5)])
    #expect(range["parts"]?.elements.first?["text"]?.string == "長")
    let outline = try sample.tell("read", [argument("key", "法/2015.txt"), argument("outline", true)])
    #expect(outline["outline"]?.elements.compactMap { $0["number"]?.string } == ["第一章", "第一条", "第二条", "第三条"])
    #expect(
      try sample.text("read", [argument("key", "法/2015.txt"), argument("article", "99")]).contains("outline"))
  }

  @Test("verify tells what is there, what differs, what is elsewhere, and what is not in this index")
  func verify() throws {
    func outcome(_ arguments: JSONValue.Member...) throws -> JSONValue {
      try #require(sample.tell("verify", arguments)["checks"]?.elements.first)
    }
    let exact = try outcome(argument("quotation", "「立法應當體現人民的意志」"), argument("source", "立法法第三条"))
    #expect(exact["outcome"]?.string == "exact" && exact["scriptDiffers"] == .bool(true))
    #expect(exact["passage"]?["text"]?.string == "立法应当体现人民的意志")
    #expect(exact["passage"]?["citation"]?.string == "《中华人民共和国立法法》第三条")
    let differs = try outcome(argument("quotation", "立法应该体现人民的意志"))
    #expect(differs["outcome"]?.string == "differs")
    #expect(differs["difference"]?.string == "立法应[-当-]{+该+}体现人民的意志")
    let otherwise = try outcome(argument("quotation", "立法应当体现人民的意志"), argument("source", "《立法法》第一条"))
    #expect(otherwise["outcome"]?.string == "otherwise")
    #expect(otherwise["elsewhere"]?.string == "《中华人民共和国立法法》第三条")
    let missing = try outcome(argument("quotation", "这句话哪里也没有"), argument("source", "《监督法》第三条"))
    #expect(missing["outcome"]?.string == "notInIndex" && missing["document"] == nil)
    let draft = "《立法法》第一条规定：“立法应当体现……意志”。《立法法》第九条。《无此法》第三条：“立法应当体现人民的意志”。专家说：“试验应当在晴朗的早晨进行”。"
    let told = try sample.tell("verify", [argument("text", draft)])
    #expect(
      told["checks"]?.elements.compactMap { $0["outcome"]?.string } == [
        "otherwise", "notInIndex", "notInIndex", "exact",
      ])
    let problems = try pages(
      "verify", [argument("text", draft), argument("problems", true), argument("maxBytes", 2000)], "checks")
    #expect(problems.count == 3)
    #expect(try sample.call("verify", [])["error"]?["code"]?.integer == -32602)
    #expect(
      try sample.call("verify", [argument("quotation", "。，")])["result"]?["isError"] == .bool(true))
    #expect(
      try sample.text("verify", [argument("quotation", "立法"), argument("source", "。")]).contains("a document's key")
    )
  }

  @Test("nothing that is told says that something does not exist")
  func wording() throws {
    var told =
      CitationCheck.Outcome.allCases.map(\.meaning) + Tools.list.map { $0.description } + [Handshake.instructions]
    for arguments in [
      [argument("quotation", "这句话哪里也没有")], [argument("text", "《无此法》第三条规定：“某某某某某某某。”《立法法》第九十九条。")],
      [argument("quotation", "立法"), argument("source", "无此法")],
    ] { told.append(try sample.text("verify", arguments)) }
    for text in told {
      for word in ["exist", "fake", "fabricat", "hallucinat", "no such", "不存在", "虚构", "invalid", "wrong"] {
        #expect(!text.contains(word), "\(word): \(text)")
      }
    }
    #expect(CitationCheck.Outcome.notInIndex.meaning.contains("says nothing of whether it is real"))
  }

  @Test("kwic, versions, cites and status tell everything, page by page")
  func others() throws {
    let lines = try pages(
      "kwic", [argument("query", "农村"), argument("maxBytes", 2000), argument("limit", 1000)], "lines")
    #expect(lines.count == (try index.count("农村")).occurrences)
    #expect(lines[0]["match"]?.string == "農村")
    let versions = try sample.tell("versions", [argument("law", "立法法")])
    #expect(versions["list"]?.elements.compactMap { $0["key"]?.string } == ["法/2000.txt", "法/2015.txt"])
    let day = try sample.tell("versions", [argument("law", "立法法"), argument("asOf", "2015-04-01")])
    #expect(day["inForce"]?["key"]?.string == "法/2015.txt" && day["inForce"]?["basis"]?.string == "stated")
    #expect(try sample.tell("versions", [argument("law", "立法法"), argument("asOf", "1999")])["inForce"] == .null)
    let changes = try pages(
      "versions", [argument("old", "法/2000.txt"), argument("new", "法/2015.txt"), argument("maxBytes", 2000)],
      "changes")
    #expect(changes.contains { $0["text"]?.string?.contains("{+提高立法质量，+}") == true })
    #expect(try sample.call("versions", [argument("law", "无此法")])["result"]?["isError"] == .bool(true))
    let cites = try sample.tell("cites", [argument("key", "办法.txt")])
    #expect(cites["citations"]?.integer == 2 && cites["notInIndex"]?.integer == 1)
    let cited = try sample.tell("cites", [argument("target", "《立法法》第三条")])
    #expect(cited["list"]?.elements.first?["source"]?.string == "办法.txt")
    let status = try sample.tell("status", [])
    #expect(status["documents"]?.integer == 5 && status["dates"]?["undated"]?.integer == 2)
    #expect(status["years"]?["2015"]?.integer == 1 && status["issuers"]?["全国人民代表大会"]?.integer == 3)
    #expect(try sample.tell("status", [argument("by", "year")])["values"]?.integer == 3)
  }

  @Test("answers keep within their budget, whatever keys, titles and texts are", arguments: [2000, 3000, 8000])
  func budget(maxBytes: Int) throws {
    let key = MCPSample.hostileKey
    let calls: [(String, [JSONValue.Member])] = [
      ("search", [argument("query", "第 OR 怪"), argument("passages", 20)]), ("search", [argument("query", "怪")]),
      ("read", [argument("key", key)]), ("read", [argument("key", "長文.txt")]),
      ("read", [argument("key", "長文.txt"), argument("outline", true)]),
      ("verify", [argument("quotation", String(repeating: "農村的產業要發展。", count: 300))]),
      ("verify", [argument("text", String(repeating: "“這是第7句話，農村的产业要發\\\"展这是”。", count: 60))]),
      ("kwic", [argument("query", "农村"), argument("width", 150)]),
      ("kwic", [argument("query", "怪"), argument("width", 150)]),
      ("versions", [argument("old", "長文.txt"), argument("new", key)]), ("versions", [argument("law", key)]),
      ("cites", [argument("key", key)]), ("status", [argument("by", "path")]),
    ]
    for (tool, arguments) in calls {
      let text = try sample.text(tool, arguments + [argument("maxBytes", maxBytes)])
      #expect(text.utf8.count <= maxBytes, "\(tool) \(arguments.map(\.name)) \(text.utf8.count)")
      #expect(throws: Never.self) { try JSONValue(Array(text.utf8), nesting: 70) }
    }
  }

  @Test("texts are cut at the ends of sentences, of clauses where there are none, and never within a character")
  func cuts() {
    func cut(_ text: String, _ count: Int) -> String {
      let bytes = Array(text.utf8)
      return String(decoding: bytes[..<SentenceCut.end(in: bytes, from: 0, within: count)], as: UTF8.self)
    }
    #expect(cut("一二。三四。五", 100) == "一二。三四。五")
    #expect(cut("一二。三四。五六", 20) == "一二。三四。")
    #expect(cut("他说：“一二。”三四五六七八九十", 30) == "他说：“一二。”")
    #expect(cut("一二，三四五六", 14) == "一二，")
    #expect(cut("一二三四五六", 14) == "一二三四")
    #expect(cut("一", 1) == "一")
    #expect(cut("", 0) == "")
  }

  @Test("an answer that takes too long says what to do")
  func timeLimit() throws {
    let server = MCPServer(sample.service, timeLimit: .zero)
    let answer = try #require(
      server.answer(
        Array(
          #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"农村"}}}"#
            .utf8)))
    let result = try JSONValue(answer)["result"]
    #expect(result?["isError"] == .bool(true))
    #expect(result?["content"]?.elements.first?["text"]?.string?.contains("countOnly") == true)
  }
}
