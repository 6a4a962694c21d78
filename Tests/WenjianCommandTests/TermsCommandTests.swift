import Testing

@Suite("wenjian count --terms")
struct TermsCommandTests {
  private func directory() throws -> TestDirectory {
    let directory = try TestDirectory()
    for (name, text) in [
      ("甲/2016.txt", "关于扶贫工作的通知\n\n各省：扶贫工作要做好，扶贫要精准。\n\n国务院办公厅\n2016年3月5日\n"),
      ("甲/2017.txt", "关于教育工作的通知\n\n各省：教育要优先，扶貧先扶智。\n\n国务院办公厅\n2017年11月2日\n"),
      ("a,\"b\".txt", "扶贫札记\n\n这里没有日期。\n"),
    ] { try directory.write("documents/" + name, text) }
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    return directory
  }

  @Test("a line a term, with a byte order mark, carriage returns and blank lines read over")
  func table() throws {
    let directory = try directory()
    try directory.write("terms.txt", "\u{FEFF}扶贫\r\n\r\n \u{3000}\n教育 OR 札记\n没有这个词\r\n扶貧")
    let result = try directory.wenjian("count", "--terms", "terms.txt")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(
      result.output == """
        term\tdocuments\toccurrences
        扶贫\t3\t5
        教育 OR 札记\t2\t3
        没有这个词\t0\t0
        扶貧\t3\t5

        """)
    let input = try directory.wenjian("count", "--terms", "-", input: "扶贫\n教育 OR 札记\n没有这个词\n扶貧\n")
    #expect(input.output == result.output)
    let exact = try directory.wenjian("count", "--terms", "-", "--exact", "--csv", input: "扶贫\n扶貧\n")
    #expect(exact.output == "term,documents,occurrences\r\n扶贫,2,4\r\n扶貧,1,1\r\n")
  }

  @Test("--by is a table of terms and values, of occurrences or of documents")
  func byYear() throws {
    let directory = try directory()
    try directory.write("terms.txt", "扶贫\n教育\n没有这个词\n")
    let result = try directory.wenjian("count", "--terms", "terms.txt", "--by", "year")
    #expect(
      result.output == """
        term\tdocuments\toccurrences\t2016\t2017\t(none)
        扶贫\t3\t5\t3\t1\t1
        教育\t1\t2\t0\t2\t0
        没有这个词\t0\t0\t0\t0\t0

        """)
    let cells = try directory.wenjian(
      "count", "--terms", "terms.txt", "--by", "year", "--cells", "documents", "--csv")
    #expect(
      cells.output
        == "term,documents,occurrences,2016,2017,(none)\r\n扶贫,3,5,1,1,1\r\n教育,1,2,0,1,0\r\n没有这个词,0,0,0,0,0\r\n")
    let terminal = try directory.wenjianOnTerminal(
      "count", "--terms", "terms.txt", "--by", "year", environment: ["NO_COLOR": "1"])
    #expect(
      terminal.output == """
        term        documents  occurrences  2016  2017  (none)
        扶贫                3            5     3     1       1
        教育                1            2     0     2       0
        没有这个词          0            0     0     0       0

        """)
  }

  @Test("--list, and by document, have a line for each term and value that has a document")
  func list() throws {
    let directory = try directory()
    let terms = "扶贫\n没有这个词\n教育\n"
    let list = try directory.wenjian("count", "--terms", "-", "--by", "year", "--list", input: terms)
    #expect(
      list.output == """
        term\tvalue\tdocuments\toccurrences
        扶贫\t2016\t1\t3
        扶贫\t2017\t1\t1
        扶贫\t(none)\t1\t1
        教育\t2017\t1\t2

        """)
    let documents = try directory.wenjian("count", "--terms", "-", "--by", "document", "--csv", input: terms)
    #expect(
      documents.output
        == "term,value,documents,occurrences\r\n扶贫,甲/2016.txt,1,3\r\n扶贫,\"a,\"\"b\"\".txt\",1,1\r\n"
        + "扶贫,甲/2017.txt,1,1\r\n教育,甲/2017.txt,1,2\r\n")
    let format = try directory.wenjian(
      "count", "--terms", "-", "--by", "year", "--format", #"{term}\t{value}={occurrences}"#, input: "教育\n")
    #expect(format.output == "教育\t2017=2\n")
    let totals = try directory.wenjian(
      "count", "--terms", "-", "--by", "year", "--format", "{term} {documents}: {groups}", input: "扶贫\n")
    #expect(totals.output == "扶贫 3: 2016: 3; 2017: 1; (none): 1\n")
  }

  @Test("JSON is an array of terms, with their groups as facets names them; lines of it are its elements")
  func json() throws {
    let directory = try directory()
    let plain = try directory.wenjian("count", "--terms", "-", "--json", input: "扶贫\n没有这个词\n")
    #expect(
      plain.output
        == #"[{"term":"扶贫","documents":3,"occurrences":5},{"term":"没有这个词","documents":0,"occurrences":0}]"# + "\n")
    let terms = "教育\n扶贫\n"
    let grouped = try directory.wenjian("count", "--terms", "-", "--by", "year", "--json", input: terms).json
    let facets = try directory.wenjian("facets", "扶贫", "--by", "year", "--json").json
    #expect(grouped[1]?["groups"] == facets["groups"])
    #expect(grouped[1]?.keys == ["term", "documents", "occurrences", "groups"])
    let lines = try directory.wenjian("count", "--terms", "-", "--by", "year", "--list", "--jsonl", input: terms)
      .lines
    #expect(lines.count == 3)
    #expect(try lines.dropLast().map { try JSONValue(Array($0.utf8)) } == grouped.elements)
  }

  @Test("more terms than are counted at a time are counted one as the other")
  func manyTerms() throws {
    let directory = try directory()
    let terms = (0..<1000).map { ["扶贫", "教育", "没有这个词"][$0 % 3] }
    let result = try directory.wenjian(
      "count", "--terms", "-", "--by", "document", "--format", "{term} {documents} {groups}",
      input: terms.joined(separator: "\n"))
    let expected = [
      "扶贫": "扶贫 3 甲/2016.txt: 3; a,\"b\".txt: 1; 甲/2017.txt: 1", "教育": "教育 1 甲/2017.txt: 2",
      "没有这个词": "没有这个词 0 ",
    ]
    #expect(result.lines.dropLast() == terms.map { expected[$0] ?? "" }[...])
  }

  @Test("a line that is no query is told with its number, the others are counted: 2, or 64 when none is one")
  func unreadableLines() throws {
    let directory = try directory()
    for form in [
      [], ["--csv"], ["--json"], ["--by", "year"], ["--by", "year", "--list"], ["--by", "document", "--jsonl"],
    ] {
      try directory.write("terms.txt", Array("扶贫\n\n脱贫 OR\n教育\n".utf8) + [0xB7, 0xF6, 0xC6, 0xB6, 0x0A])
      let arguments = ["count", "--terms", "terms.txt"] + form
      let result = try directory.run(arguments)
      #expect(result.status == 2)
      #expect(
        result.errors == """
          wenjian: line 3 of terms.txt: column 4: OR has nothing on its right side. Put a string there, or write \
          "OR" to find it as text.
            脱贫 OR
                 ^^
          wenjian: line 5 of terms.txt: this is not UTF-8

          """)
      #expect(!result.output.contains("脱贫") && result.output.contains("扶贫") && result.output.contains("教育"))
      try directory.write("terms.txt", "脱贫 OR\n")
      #expect(try directory.run(arguments).status == 64)
      try directory.write("terms.txt", "没有这个词\n")
      #expect(try directory.run(arguments).status == 1)
      try directory.write("terms.txt", "\r\n\n")
      let none = try directory.run(arguments)
      #expect(none.status == 66 && none.output.isEmpty != arguments.contains("--json"))
      #expect(none.errors == "wenjian: there is no query in terms.txt\n")
    }
    let missing = try directory.wenjian("count", "--terms", "nowhere.txt")
    #expect(missing.status == 66)
    #expect(missing.errors == "wenjian: cannot read nowhere.txt: No such file or directory\n")
    #expect(try directory.wenjian("count", "--terms", "documents").status == 74)
  }

  @Test(
    "arguments that do not go together: 64",
    arguments: [
      ["扶贫", "--terms", "t"], ["--by", "year", "扶贫"], ["扶贫", "--list"], ["--terms", "t", "--list"],
      ["--terms", "t", "--cells", "documents"], ["--terms", "t", "--by", "year", "--cells", "documents", "--list"],
      ["--terms", "t", "--by", "colour"], ["--terms", "t", "--format", "{year}"], ["--terms", "t", "--null"], [],
    ])
  func usage(arguments: [String]) throws {
    let directory = try directory()
    try directory.write("t", "扶贫\n")
    let result = try directory.run(["count"] + arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty && result.errors.contains("Usage: wenjian count"))
  }

  @Test("control characters of terms and values do not reach a terminal")
  func controls() throws {
    let directory = try directory()
    try directory.write("terms.txt", "扶贫\u{1B}[2J\t教育\n")
    let result = try directory.wenjianOnTerminal("count", "--terms", "terms.txt", "--by", "path", "--list")
    #expect(!result.output.replacing("\u{1B}[2m", with: "").replacing("\u{1B}[0m", with: "").contains("\u{1B}"))
  }
}
