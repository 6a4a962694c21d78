import Glibc
import Testing

@Suite("wenjian count, show, info, explain and analyze")
struct OtherCommandTests {
  @Test("count prints one line, or one object")
  func count() throws {
    let directory = try TestDirectory.indexed()
    let text = try directory.wenjian("count", "第一书记")
    #expect(text.status == 0)
    #expect(text.output == "3 documents, 5 occurrences\n")
    let json = try directory.wenjian("count", "第一书记", "--json")
    #expect(json.output == "{\"query\":\"第一书记\",\"documents\":3,\"occurrences\":5}\n")
    let none = try directory.wenjian("count", "航空母舰", "--json")
    #expect(none.status == 1)
    #expect(try none.json["documents"]?.integer == 0)
  }

  @Test("show prints the text byte for byte")
  func show() throws {
    let directory = try TestDirectory()
    let text = "\u{FEFF}標題\r\n\r\n　農(nóng)村\u{200B}第\u{1B}[1m一\u{1A}書記\t\u{2028}末"
    // A control code that is no white space comes as U+001A: the readers' marks of structure are such codes.
    try directory.write("documents/a b.txt", text.replacing("\u{1A}", with: "\u{1}"))
    try directory.write("documents/b.txt", "乙")
    #expect(try directory.wenjian("index", "documents").status == 0)
    let result = try directory.wenjian("show", "a b.txt")
    #expect(result.status == 0)
    #expect(result.outputBytes == Array(text.utf8))
    let marked = try directory.wenjian("show", "a b.txt", "--query", "农村")
    #expect(marked.outputBytes == Array(text.utf8))
  }

  @Test("show marks what a query finds, line by line, on a terminal or when told")
  func marks() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "關於下鄉工作的通知\n\n農(nóng)村第一书\n记农村人人人。")
    #expect(try directory.wenjian("index", "documents").status == 0)
    let expected =
      "關於下鄉工作的通知\n\n\u{1B}[1;31m農(nóng)村\u{1B}[0m\u{1B}[1;31m第一书\u{1B}[0m\n\u{1B}[1;31m记\u{1B}[0m"
    let always = try directory.wenjian(
      "show", "a.txt", "--query", "农村 OR 第一书记", "--color", "always")
    // Two matches that touch are one mark.
    #expect(
      always.output == expected.replacing("\u{1B}[0m\u{1B}[1;31m第", with: "第")
        .replacing("记\u{1B}[0m", with: "记农村\u{1B}[0m") + "人人人。")
    let overlapping = try directory.wenjian("show", "a.txt", "--query", "人人", "--color", "always")
    #expect(overlapping.output.hasSuffix("农村\u{1B}[1;31m人人人\u{1B}[0m。"))
    let terminal = try directory.wenjianOnTerminal("show", "a.txt", "--query", "人人")
    #expect(terminal.output.hasSuffix("农村\u{1B}[1;31m人人人\u{1B}[0m。"))
    #expect(try !directory.wenjianOnTerminal("show", "a.txt").output.contains("\u{1B}"))
  }

  @Test("show of a document that is not there: 66")
  func missingDocument() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("show", "没有.txt")
    #expect(result.status == 66)
    #expect(result.errors.hasPrefix("wenjian: there is no document “没有.txt” in Index"))
  }

  @Test("info names documents, sizes and versions")
  func info() throws {
    let directory = try TestDirectory.indexed()
    let text = try directory.wenjian("info")
    #expect(text.status == 0)
    #expect(text.output.contains("documents     5\n"))
    #expect(text.output.contains("characters    210\n"))
    #expect(text.output.contains("text          545 bytes\n"))
    #expect(text.output.contains(", ICU "))
    let json = try directory.wenjian("info", "--json").json
    #expect(json["documents"]?.integer == 5)
    #expect(json["textBytes"]?.integer == 545)
    #expect(json["versions"]?.keys == ["format", "fold", "stream", "icu", "runningICU"])
  }

  @Test("the parts that info names are all that the files take, and no byte is left out")
  func sizes() throws {
    let directory = try TestDirectory.indexed()
    let files = try directory.shell("cd Index && ls | grep -v README.md | xargs cat | wc -c")
    let total = try #require(Int(files.output.filter(\.isNumber)))
    let json = try directory.wenjian("info", "--json").json
    let parts = json["parts"]?.elements ?? []
    #expect(parts.reduce(0) { $0 + ($1["bytes"]?.integer ?? 0) } == total)
    #expect(json["indexBytes"]?.integer == total)
    let lines = try directory.wenjian("info", "--sizes").lines
    // The heading, a line for each part, the sum, and the end of the last line.
    let table = lines.suffix(parts.count + 3)
    #expect(table.first?.hasSuffix("bytes   of the text") == true)
    for (line, part) in zip(table.dropFirst(), parts) {
      #expect(line.hasPrefix(part["name"]?.string ?? "?"))
    }
    let text = try #require(json["textBytes"]?.integer)
    let sum = try #require(lines.dropLast().last)
    #expect(sum.hasPrefix("all "))
    let ratio = try #require(sum.split(separator: " ").last.flatMap { Double($0) })
    #expect(abs(ratio - Double(total) / Double(text)) < 0.0001)
  }

  @Test("explain tells how a query is read, folded and found")
  func explain() throws {
    let directory = try TestDirectory.indexed()
    let text = try directory.wenjian("explain", "（第一書記｜\"驻村\"）", "-调研")
    #expect(text.status == 0)
    #expect(text.lines[0].hasPrefix("read as   (第一書記 OR \"驻村\") -调研"))
    #expect(text.output.contains("  folded    第一书记\n"))
    #expect(text.output.contains("  elements  第 一 书 记\n"))
    #expect(text.output.contains("驻村  (quoted)\n"))
    let near = try directory.wenjian("explain", "驻村 ＮＥＡＲ 第一書記")
    #expect(near.lines[0].hasPrefix("read as   驻村 NEAR/10 第一書記"))
    #expect(near.output.contains("驻村  (near 第一書記)\n"))
    let filtered = try directory.wenjian("explain", "驻村 date:1999.. path:*.txt", "--json").json
    let root = try #require(filtered["plan"]?[0])
    #expect(root["name"]?.string == "filter")
    #expect(root["parts"]?.elements.compactMap { $0["name"]?.string } == ["(date:1999.. path:*.txt)", "驻村"])
    let json = try directory.wenjian("explain", "第一書記", "--json").json
    let term = try #require(json["terms"]?[0])
    #expect(term["folded"]?.string == "第一书记")
    #expect(term["grams"]?.elements.compactMap { $0["text"]?.string } == ["第一", "一书", "书记"])
    #expect(term["occurrences"]?.integer == 5)
    #expect(json["documents"]?.integer == 3)
  }

  @Test("analyze tells what is matched, the words, and what was mended")
  func analyze() throws {
    let directory = try TestDirectory()
    let text = try directory.wenjian("analyze", "農(nóng)村", "第 13 條")
    #expect(text.status == 0)
    #expect(text.lines[0].contains("農") && text.lines[0].contains("农  (script)"))
    #expect(text.output.contains("words    农村 第 13 条\n"))
    #expect(text.output.hasSuffix("mended   pinyin annotations: 1\n"))
    let input = try directory.wenjian("analyze", "-", "--json", input: "甲乙\n\n丙")
    let json = try input.json
    #expect(json.keys == ["elements", "words", "repairs"])
    let elements = try #require(json["elements"]).elements
    #expect(elements.compactMap { $0["folded"]?.string }.joined() == "甲乙丙")
    #expect(elements.contains { $0["isParagraphEdge"] == .bool(true) })
    #expect(elements.last { $0["folded"]?.string == "丙" }?["start"]?.integer == 8)
  }

  @Test("standard input that is not UTF-8 is analyzed, and the loss counted")
  func damagedInput() throws {
    let directory = try TestDirectory()
    let result = try directory.shell("printf '\\377甲' | \"$WENJIAN\" analyze - --json")
    #expect(try result.json["repairs"]?["replacementCharacters"]?.integer == 1)
  }

  @Test("--version names the command, the format and ICU")
  func version() throws {
    let directory = try TestDirectory()
    let result = try directory.wenjian("--version")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("wenjian 0.2.0 (index format "))
    #expect(result.output.contains("ICU "))
  }

  @Test("verify says what it compared, and 65 when something is damaged")
  func verify() throws {
    let directory = try TestDirectory.indexed()
    let sound = try directory.wenjian("verify")
    #expect(sound.status == 0)
    #expect(sound.output.hasPrefix("sound: "))
    #expect(sound.output.contains("every position and document"))
    let quick = try directory.wenjian("verify", "--quick", "--json")
    #expect(quick.status == 0)
    #expect(quick.output.contains(#""isSound":true,"compared":"checksums""#))
    let segment = try #require(directory.names(in: "Index").first { $0.hasSuffix(".wjs") })
    var bytes = try directory.read("Index/" + segment)
    bytes[bytes.count / 2] ^= 1
    try directory.write("Index/" + segment, bytes)
    for option in ["--quick", "--json"] {
      let damaged = try directory.wenjian("verify", option)
      #expect(damaged.status == 65)
      #expect(damaged.output.isEmpty == (option != "--json"))
      #expect(damaged.errors.contains("is damaged"))
    }
  }

  @Test(
    "--help explains each command with examples",
    arguments: ["", "index", "search", "count", "show", "info", "report", "verify", "explain", "analyze"])
  func help(command: String) throws {
    let directory = try TestDirectory()
    let result =
      command.isEmpty
      ? try directory.wenjian("--help") : try directory.wenjian(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("EXAMPLES:"))
    #expect(result.output.contains("USAGE: wenjian " + command))
    if command == "index" {
      for ending in [".mht", ".eml", ".xlsx", ".xls", ".pptx"] { #expect(result.output.contains(ending + " ")) }
    }
    if command.isEmpty {
      for code in ["0 ", "1 ", "2 ", "64 ", "65 ", "66 ", "73 ", "74 ", "75 ", "124 ", "130 "] {
        #expect(result.output.contains("\n  " + code))
      }
    }
  }

  /// The documents that the project's texts about it count: kept outside the package.
  private static let seeds: String? = {
    if let path = getenv("WENJIAN_SHARED") { return String(cString: path) + "/seeds" }
    var directory = #filePath
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      if access(directory + "/Package.swift", F_OK) == 0 { break }
    }
    let path = directory + "/../shared/seeds"
    return access(path, R_OK) == 0 ? path : nil
  }()

  // Without ../shared there is nothing to compare with.
  @Test(
    "the seed documents hold 第一书记 24 times in 5 documents, however it is written",
    .enabled(if: seeds != nil, "needs ../shared"), arguments: ["第一书记", "第一書記", "\"第一书记\""])
  func seedCounts(query: String) throws {
    let directory = try TestDirectory()
    #expect(try directory.wenjian("index", #require(Self.seeds), "--quiet").status == 0)
    #expect(try directory.wenjian("count", query).output == "5 documents, 24 occurrences\n")
  }
}
