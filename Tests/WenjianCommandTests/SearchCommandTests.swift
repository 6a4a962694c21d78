import Testing

@Suite("wenjian search")
struct SearchCommandTests {
  @Test("a listing has exact totals, then title, path, occurrences and passages")
  func listing() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("search", "第一书记", "--no-related")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.lines[0] == "3 documents, 5 occurrences")
    #expect(
      result.output.contains(
        """

        1. 关于选派第一书记的通知
           通知/选派.txt  3 occurrences
             各县（市、区）：为推进乡村振兴，现决定选派第一书记到村任职。第一书记任期二年。

        """))
    #expect(result.output.contains("   訪談.md  1 occurrence\n"))
    #expect(!result.output.contains("related:"))
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test(
    "both scripts and the quoted string give the same totals",
    arguments: ["第一书记", "第一書記", "\"第一书记\""])
  func scripts(query: String) throws {
    let directory = try TestDirectory.indexed()
    #expect(try directory.wenjian("search", query).lines[0] == "3 documents, 5 occurrences")
  }

  @Test("a search without a match says what is found instead, and one by sound what was searched for")
  func suggestions() throws {
    let directory = try TestDirectory.indexed()
    let nothing = try directory.wenjian("search", "地一书计 date:1949", "--no-related")
    #expect(nothing.status == 1)
    #expect(nothing.lines.contains("no document holds 地一书计; there are:"))
    #expect(nothing.lines.contains("  第一书记  3 documents, 5 occurrences  (same sound)"))
    let json = try directory.wenjian("search", "地一书计", "--no-related", "--json").json
    let found = try #require(json["suggestions"]?["missing"]?[0]?["alternatives"]?[0])
    #expect(found["text"]?.string == "第一书记" && found["reason"]?.string == "sound")
    #expect(found["documents"]?.integer == 3 && found["occurrences"]?.integer == 5)
    let sound = try directory.wenjian("search", "--pinyin", "di yi", "shuji", "--no-related")
    #expect(sound.status == 0)
    #expect(Array(sound.lines.prefix(2)) == ["第一书记 5", "3 documents, 5 occurrences"])
    #expect(try directory.wenjian("search", "--pinyin", "第一").status == 64)
    #expect(try directory.wenjian("search", "--pinyin", "huojian").lines[0].hasPrefix("no string in the index"))
  }

  @Test(
    "a plain search, which the argument parser does not see, is the search that it would read",
    arguments: [
      ["第一书记"], ["县委书记调研产业振兴驻村"], ["乡村", "调研"], ["这里没有"], ["乡村 -调研"], ["第一书记", "OR"], ["\"第一书记"],
      ["\u{3000}"], ["search"], ["help"],
    ])
  func plain(words: [String]) throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.run(["search"] + words)
    let all = [
      "--limit", "10", "--offset", "0", "--snippets", "2", "--color", "auto", "--index", "Index",
    ]
    for arguments in [words + all, all + words, words + ["--index=Index"], ["--"] + words] {
      let parsed = try directory.run(["search"] + arguments)
      #expect(parsed.status == result.status)
      #expect(parsed.output == result.output)
      #expect(parsed.errors == result.errors)
    }
    for arguments in [words + ["--index", "Index"], ["--index", "Index"] + words] {
      #expect(try directory.run(["search"] + arguments).output == result.output)
    }
    let count = try directory.run(["count"] + words)
    for arguments in [words + ["--index=Index"], ["--"] + words, words + ["--index", "Index"]] {
      let parsed = try directory.run(["count"] + arguments)
      #expect(parsed.status == count.status)
      #expect(parsed.output == count.output)
      #expect(parsed.errors == count.errors)
    }
  }

  @Test(
    "what a plain search cannot be goes to the argument parser, and comes back with its words",
    arguments: [
      ([], "Missing expected argument"), (["--index", "Index"], "Missing expected argument"),
      (["第一书记", "--index"], "Missing value for '--index"), (["第一书记", "--indx", "Index"], "--indx"),
      (["第一书记", "--index", "-x"], "Missing value for '--index"),
    ])
  func notPlain(arguments: [String], message: String) throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.run(["search"] + arguments)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains("Usage: wenjian search [<options>] <query>"))
  }

  @Test("related documents follow a marked line, unless quoted or switched off")
  func related() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("search", "县委书记调研产业振兴驻村")
    // Nothing holds the whole string: related documents are no matches.
    #expect(result.status == 1)
    #expect(result.lines[0] == "0 documents, 0 occurrences")
    #expect(result.lines[2] == "related:")
    #expect(result.output.contains("1. 县委书记调研\n   书记.txt\n"))
    for arguments in [("\"县委书记调研产业振兴驻村\"", "--color=auto"), ("县委书记调研产业振兴驻村", "--no-related")] {
      let plain = try directory.wenjian("search", arguments.0, arguments.1)
      #expect(plain.status == 1)
      #expect(plain.output == "0 documents, 0 occurrences\n")
    }
  }

  @Test("--limit and --offset page through the matches")
  func pages() throws {
    let directory = try TestDirectory.indexed()
    let all = try directory.wenjian("search", "第一书记", "--no-related", "--snippets", "0")
    let first = try directory.wenjian("search", "第一书记", "--limit", "1", "--snippets", "0")
    #expect(first.lines[0] == "3 documents, 5 occurrences")
    #expect(first.output.hasSuffix("\n2 more: --offset 1\n"))
    let rest = try directory.wenjian(
      "search", "第一书记", "--offset", "1", "--no-related", "--snippets", "0")
    #expect(rest.lines[2].hasPrefix("2. "))
    #expect(Array(first.lines[2...3] + rest.lines[1...]) == Array(all.lines[2...]))
    let behind = try directory.wenjian("search", "第一书记", "--offset", "100", "--no-related")
    #expect(behind.output == "3 documents, 5 occurrences\n")
    #expect(behind.status == 0)
  }

  @Test("several arguments are one query, and a minus before Chinese needs no quotes")
  func severalArguments() throws {
    let directory = try TestDirectory.indexed()
    #expect(try directory.wenjian("count", "乡村", "调研").output == "1 document, 3 occurrences\n")
    #expect(try directory.wenjian("count", "乡村", "-调研").output == "1 document, 1 occurrence\n")
    #expect(try directory.wenjian("count", "-调研", "乡村").output == "1 document, 1 occurrence\n")
    #expect(try directory.wenjian("count", "第一书记", "-(三年", "OR", "二年)").status == 0)
    #expect(try directory.wenjian("count", "第一书记", "--", "-covid").output.hasPrefix("2 documents"))
    #expect(try directory.wenjian("count", "-covid 第一书记").output.hasPrefix("2 documents"))
    let json = try directory.wenjian("count", "乡村", "-调研", "--json").json
    #expect(json["query"]?.string == "乡村 -调研")
  }

  @Test(
    "full-width forms and punctuation are found",
    arguments: [
      ("（脱贫｜乡村）　第一书记", 1), ("第一书记｜调研", 4), ("2016年3月", 1), ("２０１６年", 1),
      ("(0851)12345", 1), ("（0851）１２３４５", 1), ("「第一书记」要", 1), ("农村", 1), ("防汛－抗旱", 1),
    ])
  func fullWidth(query: String, documents: Int) throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("count", query, "--json")
    #expect(try result.json["documents"]?.integer == documents)
  }

  @Test("--exact and exact: match the characters as written")
  func exact() throws {
    let directory = try TestDirectory.indexed()
    #expect(
      try directory.wenjian("count", "第一書記", "--exact").output == "1 document, 1 occurrence\n")
    #expect(try directory.wenjian("count", "exact:後").output == "1 document, 1 occurrence\n")
    #expect(
      try directory.wenjian("search", "後", "--no-related").lines[0] == "1 document, 2 occurrences")
    let listing = try directory.wenjian("search", "第一書記", "--exact", "--no-related")
    #expect(listing.lines[0] == "1 document, 1 occurrence")
  }

  @Test("nothing found is status 1")
  func nothing() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("search", "\"航空母舰\"")
    #expect(result.status == 1)
    #expect(result.output == "0 documents, 0 occurrences\n")
    #expect(result.errors.isEmpty)
  }

  @Test("a reader that stops early ends the search quietly with 0")
  func brokenPipe() throws {
    let directory = try TestDirectory()
    // More than a pipe holds (64 KB) and than the output gathers.
    for number in 0..<400 {
      try directory.write(
        "documents/\(number).txt", "标题\(number)\n\n" + String(repeating: "第一书记驻村工作", count: 20))
    }
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    for command in ["search 第一书记 --limit 400", "search 第一书记 --limit 400 --json"] {
      let result = try directory.shell(
        "{ \"$WENJIAN\" \(command); echo $? > status; } | head -c 1 > /dev/null; cat status")
      #expect(result.output == "0\n")
      #expect(result.errors.isEmpty)
    }
  }
}

@Suite("wenjian search on a terminal")
struct SearchOnTerminalTests {
  @Test("titles, keys and matches are coloured")
  func colours() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjianOnTerminal("search", "第一书记", "--no-related")
    #expect(result.status == 0)
    #expect(result.output.contains("\u{1B}[1m关于选派第一书记的通知\u{1B}[0m\n"))
    #expect(result.output.contains("\u{1B}[36m通知/选派.txt\u{1B}[0m"))
    #expect(result.output.contains("擔任\u{1B}[1;31m第一書記\u{1B}[0m三年"))
  }

  @Test("--color always colours what is piped, in unwrapped lines")
  func always() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("search", "第一书记", "--color", "always")
    #expect(
      result.output.contains(
        "现决定选派\u{1B}[1;31m第一书记\u{1B}[0m到村任职。\u{1B}[1;31m第一书记\u{1B}[0m任期二年。\n"))
  }

  @Test("NO_COLOR, a dumb terminal and --color never switch colours off")
  func withoutColours() throws {
    let directory = try TestDirectory.indexed()
    let runs = [
      try directory.wenjianOnTerminal("search", "第一书记", environment: ["NO_COLOR": "1"]),
      try directory.wenjianOnTerminal("search", "第一书记", environment: ["TERM": "dumb"]),
      try directory.wenjianOnTerminal("search", "第一书记", "--color", "never"),
    ]
    for result in runs {
      #expect(result.status == 0)
      #expect(!result.output.contains("\u{1B}"))
    }
    let empty = try directory.wenjianOnTerminal("search", "第一书记", environment: ["NO_COLOR": ""])
    #expect(empty.output.contains("\u{1B}[1m"))
  }

  @Test("lines fit the terminal, by columns", arguments: [80, 40, 30])
  func wrapping(columnCount: Int) throws {
    let directory = try TestDirectory.indexed()
    try directory.write(
      "long/长.txt",
      "标题\n\n"
        + "中共中央办公厅印发《关于向重点乡村持续选派驻村第一书记和工作队的意见》，A supercalifragilistic policy "
        + "document（2021年第10号）“自印发之日起施行”；此前有关规定与本意见不一致的，按照本意见执行。\n")
    #expect(try directory.wenjian("index", "long").status == 0)
    let result = try directory.wenjianOnTerminal(
      "search", "第一书记", "--color", "never", columnCount: UInt16(columnCount))
    let lines = result.lines.filter { $0.hasPrefix("     ") }
    #expect(lines.count > 1)
    for line in lines {
      #expect(columns(of: line) <= columnCount)
      let first = try #require(line.trimmingPrefix { $0 == " " }.first)
      #expect(!"，。、；：！？）》”".contains(first), "a line begins with \(first)")
      #expect(!"（《“".contains(line.last ?? " "), "a line ends with \(line)")
    }
    // A Latin word that fits a line is not cut.
    if columnCount > 40 { #expect(lines.contains { $0.contains("supercalifragilistic") }) }
    // COLUMNS counts more than the terminal.
    let overruled = try directory.wenjianOnTerminal(
      "search", "第一书记", "--color", "never", columnCount: UInt16(columnCount),
      environment: ["COLUMNS": "400"])
    #expect(overruled.lines.filter { $0.hasPrefix("     ") }.count == 1)
  }

  @Test("a match over a line end is coloured on both lines")
  func colourAcrossLines() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "标题\n\n" + String(repeating: "乡村振兴", count: 12) + "。\n")
    #expect(try directory.wenjian("index", "documents").status == 0)
    let result = try directory.wenjianOnTerminal("search", "乡村振兴", columnCount: 40)
    let lines = result.lines.filter { $0.hasPrefix("     ") }
    #expect(lines.count > 1)
    for line in lines {
      #expect(line.components(of: "\u{1B}[1;31m") == line.components(of: "\u{1B}[0m"))
      #expect(line.contains("\u{1B}[1;31m"))
    }
  }

  @Test("nothing in a document or its name acts on the terminal")
  func harmlessText() throws {
    let directory = try TestDirectory()
    try directory.write(
      "documents/坏\u{1B}[2J名.txt", "第一书记\u{1B}[31m标题\n\n驻村\u{1B}]0;x\u{07}第一书记\u{9B}2J。")
    #expect(try directory.wenjian("index", "documents").status == 0)
    let result = try directory.wenjian("search", "第一书记")
    #expect(result.lines[0] == "1 document, 2 occurrences")
    #expect(
      !result.output.unicodeScalars.contains {
        $0 != "\n" && $0.properties.generalCategory == .control
      })
    let json = try directory.wenjian("search", "第一书记", "--json")
    #expect(
      !json.output.unicodeScalars.contains {
        $0 != "\n" && $0.properties.generalCategory == .control
      })
    #expect(try json.json["hits"]?[0]?["key"]?.string == "坏\u{1B}[2J名.txt")
  }
}

extension String {
  /// How often `part` stands in the text.
  fileprivate func components(of part: String) -> Int {
    var count = 0
    var rest = Array(utf8)[...]
    let wanted = Array(part.utf8)
    while !rest.isEmpty {
      if rest.starts(with: wanted) { count += 1 }
      rest = rest.dropFirst()
    }
    return count
  }
}

/// Columns of a line in a terminal, for the characters of these tests.
private func columns(of line: String) -> Int {
  line.unicodeScalars.reduce(0) { sum, scalar in
    switch scalar.value {
    case 0x3000...0x9FFF, 0xFF01...0xFF60: sum + 2
    default: sum + 1
    }
  }
}
