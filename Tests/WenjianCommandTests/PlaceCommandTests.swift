// The places of passages as the command shows them.

import Testing
import WenjianTestSupport

private let law = """
  # 集市管理办法

  第一章　关于集市开市的时间、地点以及其他一些需要说明的有关事项的总的规定

  第一节　逢五逢十

  第一条　集市逢五开市。

  集市不收费。

  第二条　**摊位**应当整洁。
  """

@Suite("Where passages stand")
struct PlaceCommandTests {
  private func indexed(_ text: String = law) throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write("documents/法/办 法.md", text)
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    return directory
  }

  @Test("a line above a passage says it, unless --no-headings")
  func listing() throws {
    let directory = try indexed()
    let result = try directory.wenjian("search", "不收费")
    let place = "     第一章 关于集市开市的时间、地点以及其他一些需要说明的有关事项的总的规定 › 第一节 逢五逢十 › 第一条第二款\n"
    let passage = "     第一条 集市逢五开市。 集市不收费。 第二条 **摊位**应当整洁。\n"
    #expect(result.output.contains(place + passage))
    let without = try directory.wenjian("search", "不收费", "--no-headings")
    #expect(without.output == result.output.replacing(place, with: ""))
  }

  @Test("on a terminal it is dim and fits, and the article is never cut", arguments: [80, 44, 25])
  func fits(columnCount: Int) throws {
    let directory = try indexed()
    let result = try directory.wenjianOnTerminal("search", "不收费", columnCount: UInt16(columnCount))
    let line = try #require(result.lines.first { $0.contains(" › ") })
    #expect(line.hasPrefix("     \u{1B}[2m") && line.hasSuffix("› 第一条第二款\u{1B}[0m") && line.contains("…"))
    if columnCount > 25 { #expect(line.contains("第一章 关")) }
    let shown = line.replacing("\u{1B}[2m", with: "").replacing("\u{1B}[0m", with: "")
    #expect(shown.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 ? 2 : 1) } <= columnCount)
  }

  @Test("a short name that is set apart is closed up", arguments: [("总　则", "总则"), ("附 则", "附则"), ("总 规定", "总 规定")])
  func setApart(written: String, shown: String) throws {
    let directory = try indexed("集市管理办法\n\n第一章　\(written)\n\n第一条　集市逢五开市。\n\n第二条　甲。\n")
    let result = try directory.wenjian("search", "逢五")
    #expect(result.lines.contains("     第一章 \(shown) › 第一条"), "\(result.output)")
  }

  @Test("it is said once for passages of one place")
  func once() throws {
    let filler = String(repeating: "其他事项很多。", count: 60)
    let directory = try indexed("办法\n第一条　集市逢五开市。\(filler)集市逢十也开市。\(filler)\n第二条　甲。")
    let result = try directory.wenjian("search", "集市")
    #expect(result.lines.count { $0 == "     第一条" } == 1)
    #expect(result.lines.count { $0.contains("集市逢") } == 2)
  }

  @Test("in JSON it has levels, numbers, names and bytes, and a citation")
  func json() throws {
    let directory = try indexed()
    let json = try directory.wenjian("search", "不收费", "--json").json
    let snippet = try #require(json["hits"]?[0]?["snippets"]?[0])
    #expect(snippet["citation"]?.string == "《集市管理办法》第一条第二款")
    let headings = try #require(snippet["headings"]).elements
    #expect(headings.map { $0["level"]?.string } == ["chapter", "section", "article", "paragraph"])
    #expect(headings[1].keys == ["level", "number", "ordinal", "insertion", "name", "start", "end"])
    #expect(headings[1]["name"]?.string == "逢五逢十")
    let start = try #require(headings[1]["start"]?.integer)
    let end = try #require(headings[1]["end"]?.integer)
    #expect(String(decoding: Array(law.utf8)[start..<end], as: UTF8.self) == "第一节　逢五逢十")
    let without = try directory.wenjian("search", "不收费", "--json", "--no-headings").json
    #expect(without["hits"]?[0]?["snippets"]?[0]?["headings"] == nil)
  }

  @Test("show --outline lists the divisions with their lines and bytes")
  func outline() throws {
    let directory = try indexed()
    let result = try directory.wenjian("show", "法/办 法.md", "--outline")
    #expect(result.status == 0)
    let rows = result.lines.dropLast().map { $0.split(separator: " ", maxSplits: 2).map(String.init) }
    #expect(rows.map(\.first) == ["3", "5", "7", "11"])
    let bytes = Array(law.utf8)
    for (row, head) in zip(rows, ["第一章", "第一节", "第一条", "第二条"]) {
      let place = try #require(Int(row[1]))
      #expect(bytes[place...].starts(with: head.utf8) && row[2].contains(head))
    }
    #expect(rows.last?.last == "     第二条")
    let json = try directory.wenjian("show", "法/办 法.md", "--outline", "--json").json
    let divisions = try #require(json["divisions"]).elements
    let second = try #require(divisions.first { $0["citation"]?.string == "《集市管理办法》第一条第二款" })
    #expect(second["heading"]?["level"]?.string == "paragraph" && second["line"]?.integer == 9)
    #expect(
      second["depth"]?.integer == 3 && second["range"]?["start"]?.integer == second["heading"]?["start"]?.integer)
    let plain = try indexed("记事\n\n集市。").wenjian("show", "法/办 法.md", "--outline")
    #expect(plain.status == 0 && plain.output.isEmpty)
  }

  @Test("show --json has the text, an article of it, and where a query occurs")
  func document() throws {
    let directory = try indexed()
    let whole = try directory.wenjian("show", "法/办 法.md", "--json").json
    let text = try directory.wenjian("show", "法/办 法.md").output
    #expect(whole["parts"]?.elements.map { $0["text"]?.string } == [text])
    #expect(whole["shownTitle"]?.string?.isEmpty == false && whole["occurrences"] == nil)
    let article = try directory.wenjian("show", "法/办 法.md", "--article", "1", "--query", "集市", "--json").json
    let part = try #require(article["parts"]?.elements.first)
    #expect(part["text"]?.string == "第一条　集市逢五开市。\n\n集市不收费。\n")
    #expect(article["occurrences"]?.integer == 2 && article["ranges"]?.elements.count == 2)
    let start = try #require(part["range"]?["start"]?.integer)
    #expect(article["ranges"]?.elements.first?["start"]?["utf8"]?.integer == start + "第一条　".utf8.count)
  }

  @Test("show --article prints an article, marks and all")
  func article() throws {
    let directory = try indexed()
    for number in ["1", "一", "第一条"] {
      let result = try directory.wenjian("show", "法/办 法.md", "--article", number)
      #expect(result.output == "第一条　集市逢五开市。\n\n集市不收费。\n")
    }
    let marked = try directory.wenjian(
      "show", "法/办 法.md", "--article", "2", "--query", "摊位 OR 集市", "--color", "always")
    #expect(marked.output == "第二条　**\u{1B}[1;31m摊位\u{1B}[0m**应当整洁。")
    let missing = try directory.wenjian("show", "法/办 法.md", "--article", "9")
    #expect(missing.status == 66 && missing.output.isEmpty)
    #expect(missing.errors.contains("`wenjian show '法/办 法.md' --outline` lists what it has"))
    #expect(try directory.wenjian("show", "法/办 法.md", "--article", "9", "--outline").status == 64)
  }

  @Test(
    "the listing in the README is what the sample documents give",
    arguments: [
      ("README.md", "C.UTF-8"), ("README.zh-Hans.md", "zh_CN.UTF-8"), ("README.zh-Hant.md", "zh_TW.UTF-8"),
    ])
  func readme(page: String, locale: String) throws {
    let root = try #require(SharedFiles.packageRoot)
    let directory = try TestDirectory()
    let indexing = try directory.wenjian("index", root + "/Corpus", "--exclude", "README.md", "--quiet")
    #expect(indexing.status == 0)
    let readme = String(decoding: try #require(TestFile.read(root + "/" + page)), as: UTF8.self)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("$ wenjian search ") })
    let shown = lines[(start + 1)...].prefix { $0 != "```" }
    let words = lines[start].split(separator: " ").dropFirst(2).map(String.init)
    let result = try directory.run(words, environment: ["LC_ALL": locale])
    #expect(result.output == shown.joined(separator: "\n") + "\n")
  }
}
