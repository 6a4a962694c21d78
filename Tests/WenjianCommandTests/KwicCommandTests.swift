// `wenjian kwic`: a concordance on a terminal, in tables and in JSON.

import Testing
import WenjianText

@Suite("wenjian kwic")
struct KwicCommandTests {
  @Test("counts what count counts, and shows each occurrence with what is beside it")
  func listing() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("kwic", "第一书记", "--width", "6")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.lines[0] + "\n" == (try directory.wenjian("count", "第一书记").output))
    #expect(result.lines.count == 1 + 5 + 1)
    #expect(result.lines.contains { $0.hasSuffix("  第一书记  任期二年。") })
    // The text of a paragraph, and nothing of the next one.
    #expect(result.lines.contains { $0.hasSuffix("  第一书记  的通知") })
    let across = try directory.wenjian("kwic", "第一书记的通知", "--width", "8", "--across-paragraphs")
    #expect(across.lines[1].hasSuffix("第一书记的通知  各县（市、区"))
    let traditional = try directory.wenjian("kwic", "農村", "--jsonl").output
    #expect(traditional.contains(#""left":"他擔任第一書記三年，","match":"農(nóng)村","right":"的變化很大。""#), "\(traditional)")
    #expect(try directory.wenjian("kwic", "没有这个词").status == 1)
    #expect(try directory.wenjian("kwic", "第一书记 OR").status == 64)
  }

  /// Lines in which full, half and no width are beside the matches.
  private func mixed() throws -> TestDirectory {
    let directory = try TestDirectory()
    var text = ""
    let sides = [
      "", "中", "a", "中文 abc ", "ｶﾀｶﾅ", "e\u{301}e\u{301}", "（２０１６）", "𠮷野家", "😀", "\u{202E}隐", "\u{1B}[31m", "——……",
      "한국어", "1,234.5", "각",
    ]
    for left in sides {
      for right in sides { text += left + "甲乙" + right + "\n\n" }
    }
    try directory.write("documents/混.txt", text)
    try directory.write(
      "documents/另一个目录里名字很长的文件，长得放不下一行.txt",
      String(repeating: "长", count: 300) + "甲乙" + String(repeating: "e\u{301}", count: 300))
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    return directory
  }

  @Test(
    "matches begin in one column and no line is too long, whatever is beside them",
    arguments: [20, 40, 80, 81, 200])
  func alignment(columns: Int) throws {
    let directory = try mixed()
    for options in [["--sort", "left"], ["--by-document"], ["--width", "3"]] {
      let result = try directory.terminal(
        ["kwic", "甲乙", "--limit", "all", "--color", "never"] + options, columnCount: UInt16(columns))
      let lines = result.lines.filter { $0.contains("  甲乙") }
      #expect(lines.count == 226, "\(columns) \(options)")
      let starts = lines.map { line -> Int in
        var rest = line[...]
        var before = ""
        while !rest.hasPrefix("  甲乙"), let character = rest.popFirst() { before.append(character) }
        return displayWidth(of: before) + 2
      }
      #expect(Set(starts).count == 1, "\(columns) \(options): \(Set(starts))")
      let widest = lines.map { displayWidth(of: $0) }.max() ?? 0
      #expect(widest <= max(columns, 34), "\(columns) \(options): \(widest)")
      #expect(!result.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
  }

  @Test("tables have every line, with where it is from")
  func tables() throws {
    let directory = try TestDirectory.indexed()
    let csv = try directory.wenjian("kwic", "第一书记", "--csv", "--bom")
    #expect(csv.outputBytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let rows = csv.output.split(separator: "\r\n").map(String.init)
    #expect(rows.count == 6)
    #expect(rows[0].hasSuffix("key,left,match,right,start,end,citation,title,date,issuer,source"))
    let text = try directory.read("documents/訪談.md")
    let row = try #require(
      rows.first { $0.hasPrefix("訪談.md,") }?.split(separator: ",", omittingEmptySubsequences: false))
    let (start, end) = (try #require(Int(row[4])), try #require(Int(row[5])))
    #expect(String(decoding: text[start..<end], as: UTF8.self) == "第一書記" && row[2] == "第一書記")
    let tsv = try directory.wenjian("kwic", "第一书记", "--tsv").lines
    #expect(
      tsv.count == 7
        && tsv.dropLast().allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 11 })
    #expect(try directory.wenjian("kwic", "第一书记", "--tsv", "--bom").status == 64)
    let lines = try directory.wenjian("kwic", "第一书记", "--jsonl").lines.dropLast()
    let whole = try directory.wenjian("kwic", "第一书记", "--json").json
    #expect(try lines.map { try JSONValue(Array($0.utf8)) } == whole["lines"]?.elements)
    #expect(
      try directory.wenjian("kwic", "第一书记", "--format", "{path} {start}-{end} {range}", "--limit", "1").lines[0]
        .hasSuffix("工作.txt 17-29 17-29"))
  }

  @Test("orders and limits are those that are asked for, and what does not go together is told")
  func orders() throws {
    let directory = try TestDirectory.indexed()
    func rights(_ arguments: String...) throws -> [String] {
      try directory.run(["kwic", "第一书记", "--format", "{right}", "--width", "2"] + arguments).lines.dropLast()
    }
    // In the order of code points, as they are matched: ” is ".
    #expect(try rights("--sort", "right") == ["”要", "三年", "任期", "到村", "的通"])
    #expect(try rights("--sort", "random", "--seed", "3") == rights("--sort", "random", "--seed", "3"))
    #expect(try rights("--limit", "2").count == 2)
    let listing = try directory.wenjian("kwic", "第一书记", "--limit", "2").lines
    #expect(listing[3] == "3 lines more: --limit all")
    let sample = try directory.wenjian("kwic", "第一书记", "--sort", "random").lines
    #expect(sample[6].hasPrefix("sample: --seed "))
    #expect(try directory.wenjian("kwic", "第一书记", "--by-document").lines[2].contains("工作.txt"))
    for wrong in [
      ["--seed", "1"], ["--sort", "random", "--by-document"], ["--sort", "up"], ["--width", "-1"],
      ["--limit", "-1"],
    ] {
      #expect(try directory.run(["kwic", "第一书记"] + wrong).status == 64, "\(wrong)")
    }
    // A pipe that is closed early is no failure.
    let head = try directory.shell(
      "$WENJIAN kwic 第一书记 --csv | head -n 1; $WENJIAN kwic 第一书记 | head -c 1 > /dev/null")
    #expect(head.status == 0 && head.errors.isEmpty)
  }
}
