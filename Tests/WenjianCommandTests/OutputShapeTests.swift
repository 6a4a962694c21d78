import Testing

@Suite("shapes of output")
struct OutputShapeTests {
  /// Two documents that hold 扶贫, of records with fields of the user's own, and a related one.
  private func directory() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write(
      "documents/r.jsonl",
      """
      {"id":"a","title":"关于扶贫的\\"通知\\"","date":"2016-03-05","content":"扶贫工作，要做好。\\n扶贫要精准。","地区":["贵州","云南"]}
      {"id":"b","title":"札记\\t一","content":"扶贫。","备注":""}

      """)
    try directory.write("documents/相关.txt", "贫困县的工作\n\n做好了脱贫工作。\n")
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    return directory
  }

  @Test("--jsonl writes the hits of --json, a line each")
  func jsonLines() throws {
    let directory = try directory()
    for options in [[], ["--snippets", "all"], ["--collapse"], ["--sort", "path"], ["--max-bytes", "20"]] {
      let arguments = ["search", "扶贫"] + options
      let hits = try directory.run(arguments + ["--json"]).json["hits"]
      let lines = try directory.run(arguments + ["--jsonl"]).lines
      #expect(lines.last == "" && lines.count > 2)
      #expect(try lines.dropLast().map { try JSONValue(Array($0.utf8)) } == hits?.elements)
    }
  }

  @Test("--csv has a heading, the columns of the JSON, and one for each field of the user's own")
  func csv() throws {
    let directory = try directory()
    let result = try directory.wenjian("search", "扶贫", "--csv", "--sort", "path", "--no-related")
    let rows = result.output.split(separator: "\r\n").map(String.init)
    #expect(rows.count == 3)
    #expect(
      rows[0] == "key,title,date,signatureDate,source,author,issuer,documentNumber,kind,topic,field:地区,field:备注,"
        + "score,occurrences,tier,snippets" || rows[0].contains("field:备注,field:地区"))
    #expect(
      rows[1].hasPrefix(#"r.jsonl/a,"关于扶贫的""通知""",2016-03-05,"#), "\(rows[1])")
    #expect(rows[1].contains(#","贵州, 云南","#))
    // Line ends of passages are blanks, and quotation marks double.
    #expect(rows[1].contains(#",3,match,"关于扶贫的""通知"" 扶贫工作，要做好。 扶贫要精准。"#), "\(rows[1])")
    // A field that is there and empty is another thing than one that is not there.
    #expect(rows[2].contains(#",""#))
    let copies = try directory.wenjian("search", "扶贫", "--csv", "--collapse")
    #expect(copies.lines[0].contains(",copies,snippets"))
  }

  @Test("--format writes fields by their names, the snippet and the user's own among them")
  func format() throws {
    let directory = try directory()
    func lines(_ format: String, _ more: String...) throws -> [String] {
      try directory.run(["search", "扶贫", "--sort", "path", "--format", format] + more).lines
    }
    #expect(
      try lines(#"{path}\t{date}\t{occurrences} \{{tier}\}"#) == [
        "r.jsonl/a\t2016-03-05\t3 {match}", "r.jsonl/b\t\t1 {match}", "",
      ])
    #expect(try lines("{field:地区}|{fields}") == ["贵州, 云南|地区=贵州, 云南", "|备注=", ""])
    #expect(try lines("{snippet}")[0].hasPrefix(#"关于扶贫的"通知" 扶贫工作，要做好。 扶贫要精准。"#))
    // A tab in a title would part columns.
    #expect(try lines("{title}").contains("札记 一"))
    #expect(try lines(#"\\{key}\n"#) == [#"\r.jsonl/a"#, "", #"\r.jsonl/b"#, "", ""])
    #expect(try directory.wenjian("count", "扶贫", "--format", "{query}: {documents}").output == "扶贫: 2\n")
    #expect(
      try directory.wenjian("facets", "扶贫", "--by", "year", "--format", "{value} {documents}").output
        == "2016 1\n(none) 1\n")
  }

  @Test(
    "a format that cannot be read, and shapes that do not go together: 64, with what there is",
    arguments: [
      (["search", "扶贫", "--format", "{colour}"], "there is no field {colour}; there are key, path, title, date,"),
      (["search", "扶贫", "--format", "{colour}"], "snippets, snippet, field:NAME"),
      (["search", "扶贫", "--format", "{key"], "opens the name of a field"),
      (["search", "扶贫", "--format", "{}"], "opens the name of a field"),
      (["search", "扶贫", "--format", "key}"], "closes the name of a field"),
      (["search", "扶贫", "--format", #"{key}\x"#], #"a \ goes before"#),
      (["search", "扶贫", "--format", #"{key}\"#], #"a \ goes before"#),
      (["search", "扶贫", "--format", "{field:}"], "there is no field {field:}"),
      (["search", "扶贫", "--json", "--csv"], "--csv"), (["search", "扶贫", "--keys", "--jsonl"], "take"),
      (["search", "扶贫", "--keys", "--format", "{key}"], "take"), (["search", "扶贫", "--null"], "--null is for"),
      (["search", "扶贫", "--null", "--csv"], "--null is for"),
      (["facets", "扶贫", "--by", "year", "--format", "{key}"], "there are value, documents, occurrences"),
      (["count", "扶贫", "--format", "{key}"], "there are query, documents, occurrences"),
    ])
  func usage(arguments: [String], message: String) throws {
    let directory = try directory()
    let result = try directory.run(arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty != arguments.contains("--json"))
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("--keys has the documents that match, and --null makes any name of a file one argument")
  func keys() throws {
    let names = ["空 格.txt", "行\n尾.txt", "\u{1B}[2J.txt", "-n.txt"]
    let directory = try TestDirectory()
    for name in names { try directory.write("documents/" + name, "扶贫") }
    try directory.write("documents/相关.txt", "贫困县的扶持工作")
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    let null = try directory.wenjian("search", "扶贫", "--keys", "--null")
    #expect(null.output.split(separator: "\0").map(String.init).sorted() == names.sorted())
    #expect(null.outputBytes.last == 0)
    let sizes = try directory.shell(
      "\"$WENJIAN\" search 扶贫 --format 'documents/{key}' --null | xargs -0 cat | wc -c")
    #expect(sizes.output.contains("24"))
    let lines = try directory.wenjian("search", "扶贫", "--keys")
    #expect(lines.lines.count == names.count + 1)
    #expect(!lines.output.contains("\u{1B}"))
    #expect(try directory.wenjian("search", "没有这个词", "--keys").status == 1)
  }

  @Test("related documents are among the records where the tier is told, else there are only matches")
  func related() throws {
    let directory = try TestDirectory.indexed()
    let query = "县委书记调研产业振兴驻村"
    #expect(try directory.wenjian("search", query, "--jsonl").output.contains(#""tier":"related""#))
    #expect(try directory.wenjian("search", query, "--format", "{tier} {key}").output.contains("related 书记.txt"))
    for options in [["--keys"], ["--format", "{key}"], ["--jsonl", "--no-related"]] {
      let result = try directory.run(["search", query] + options)
      #expect(result.status == 1)
      #expect(result.output.isEmpty)
    }
  }

  @Test("no shape lets control characters of documents reach a terminal, nor has colours of its own")
  func terminal() throws {
    let directory = try TestDirectory()
    try directory.write("documents/\u{1B}[2J\r.txt", "甲\u{1B}]0;乙\u{7}丙\u{9B}丁\r\n\r\n扶贫\u{1B}[31m红\r\n")
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    for options in [
      ["--jsonl"], ["--csv"], ["--format", #"{key}\t{title}\t{snippet}"#],
      ["--format", "{key}{title}{snippet}{fields}", "--null"], ["--keys", "--null"], ["--json"],
    ] {
      let result = try directory.terminal(["search", "扶贫"] + options)
      #expect(result.status == 0)
      for scalar in result.output.unicodeScalars where scalar != "\n" && scalar != "\t" {
        #expect(scalar.properties.generalCategory != .control, "\(options): \(scalar.escaped(asASCII: true))")
      }
    }
  }

  @Test(
    "a reader that closes the pipe is no failure, and a full disk is one",
    arguments: ["--jsonl", "--csv", "--keys"])
  func pipes(shape: String) throws {
    let directory = try TestDirectory.indexed()
    let closed = try directory.shell("(\"$WENJIAN\" search 第一书记 \(shape); echo $? >&2) | true")
    #expect(closed.errors == "0\n")
    #expect(try directory.shell("\"$WENJIAN\" search 第一书记 \(shape) > /dev/full").status == 74)
  }
}
