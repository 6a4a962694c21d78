import Testing

@Suite("pipe")
struct PipeCommandTests {
  private func answers(_ result: CommandResult) throws -> [JSONValue] {
    #expect(result.output.isEmpty || result.output.hasSuffix("\n"))
    return try result.lines.dropLast().map { try JSONValue(Array($0.utf8)) }
  }

  @Test("every line is answered in its order: requests, and what is none")
  func script() throws {
    let directory = try TestDirectory.indexed()
    var input: [UInt8] = []
    func line(_ text: String, end: String = "\n") { input += Array((text + end).utf8) }
    line(#"{"id":1,"op":"count","query":"第一书记"}"#)
    line(#"{"id":2,"op":"count","query":"第一书记"}"#, end: "\r\n")
    line("")
    line(" \t ", end: "\r\n")
    line("no JSON")
    line(#"{"id":3,"op":"count","query":"a\#0b"}"#)
    line(#"{"id":4,"op":"count","query":"a\u0000b"}"#)
    input += Array(#"{"id":5,"op":"count","query":""#.utf8) + [0xFF, 0xC0] + Array("\"}\n".utf8)
    line(String(repeating: "[", count: 10_000))
    line(#"{"id":6,"op":"ping","x":\#(String(repeating: #"{"a":"#, count: 10_000))"#)
    line(#"{"id":{"a":[7]},"op":"nothing"}"#)
    line(#"{"id":8,"op":"count","query":"OR"}"#)
    line(#"{"id":9,"op":"count","query":"书记"}"#, end: "")
    try directory.write("in", input)
    let result = try directory.shell("$WENJIAN pipe < in")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let answers = try answers(result)
    #expect(
      answers.map { $0["id"] } == [
        .number(1), .number(2), .null, .null, .number(4), .null, .null, .null,
        .object([("a", .array([.number(7)]))]),
        .number(8), .number(9),
      ])
    let codes = answers.map { $0["error"]?["code"]?.string }
    #expect(codes == [nil, nil, "json", "json", nil, "json", "json", "json", "request", "query", nil])
    #expect(answers[0]["result"]?["occurrences"]?.integer == 5)
    #expect(answers[5]["error"]?["message"]?.string?.contains("this is not UTF-8, at byte 30") == true)
    #expect(answers[6]["error"]?["message"]?.string?.contains("nested more than 64 deep") == true)
    #expect(answers[9]["error"]?["range"]?.elements.count == 2)
  }

  @Test("results are the bytes of --json")
  func bytes() throws {
    let directory = try TestDirectory.indexed()
    let pairs: [(String, [String])] = [
      (#""op":"search","query":"第一书记""#, ["search", "第一书记", "--no-related"]),
      (
        #""op":"search","query":"第一书记","related":true,"limit":4,"snippets":1"#,
        ["search", "第一书记", "--limit", "4", "--snippets", "1"]
      ),
      (#""op":"search","query":"无此""#, ["search", "无此", "--no-related"]),
      (#""op":"count","query":"后来 OR 後山","exact":true"#, ["count", "后来", "OR", "後山", "--exact"]),
      (#""op":"facets","query":"书记","by":"path""#, ["facets", "书记", "--by", "path"]),
      (#""op":"kwic","query":"书记","limit":"all""#, ["kwic", "书记"]),
      (#""op":"trend","queries":["书记","工作"],"by":"kind""#, ["trend", "书记", "工作", "--by", "kind"]),
      (#""op":"outline","key":"工作.txt""#, ["show", "工作.txt", "--outline"]),
      (#""op":"metadata","key":"通知/选派.txt""#, ["show", "通知/选派.txt", "--metadata"]),
      (#""op":"info""#, ["info"]), (#""op":"copies""#, ["copies"]),
    ]
    try directory.write("in", pairs.map { "{\"id\":0,\($0.0)}\n" }.joined())
    let result = try directory.shell("$WENJIAN pipe < in")
    let expected = try pairs.map { pair in
      #"{"id":0,"result":"# + (try directory.run(pair.1 + ["--json"])).lines[0] + "}"
    }
    for (line, expected) in zip(result.lines, expected) { #expect(line == expected) }
    #expect(result.lines.count == pairs.count + 1)
  }

  @Test("a line that is too long is an error, held in no memory, and the next one is answered")
  func longLine() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.shell(
      """
      ulimit -v 4000000
      { printf '{"id":1,"op":"'; head -c 100000000 /dev/zero | tr '\\0' x; printf '"}\\n{"id":2,"op":"ping"}\\n'
        head -c 17000000 /dev/zero | tr '\\0' ' '; } | $WENJIAN pipe
      """)
    #expect(result.status == 0)
    let answers = try answers(result)
    #expect(answers.map { $0["id"] } == [.null, .number(2), .null])
    #expect(answers[0]["error"]?["message"]?.string?.hasPrefix("a line has more than 16777216 bytes") == true)
    #expect(answers[1]["result"] != nil)
  }

  @Test("an answer is there before the next request, new commits are seen, and it ends with its input")
  func dialogue() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.shell(
      """
      mkfifo in
      $WENJIAN pipe < in > out & process=$!
      exec 3> in
      await() { for i in $(seq 600); do [ "$(wc -l < out)" -ge "$1" ] && return; sleep 0.05; done; exit 9; }
      echo '{"op":"count","query":"独此一处"}' >&3; await 1
      echo 独此一处 | $WENJIAN add - --key new.txt --quiet
      echo '{"op":"refresh"}' >&3; await 2
      echo '{"op":"count","query":"独此一处"}' >&3; await 3
      exec 3>&-
      wait $process; echo "status $?"; cat out
      """)
    #expect(result.status == 0)
    #expect(result.lines[0] == "status 0")
    let answers = try result.lines.dropFirst().dropLast().map { try JSONValue(Array($0.utf8))["result"] }
    #expect(answers.map { $0?["documents"]?.integer } == [0, 6, 1])
  }

  @Test("a reader that goes away ends it quietly; a full disk does not")
  func goneReader() throws {
    let directory = try TestDirectory.indexed()
    let gone = try directory.shell(
      """
      { yes '{"op":"ping"}' | head -n 200000 | { $WENJIAN pipe 2> errors; echo $? > status; }; } | head -n 1
      while [ ! -s status ]; do sleep 0.05; done; cat status errors
      """)
    #expect(gone.lines.dropFirst() == ["0", ""])
    let full = try directory.shell(#"echo '{"op":"ping"}' | $WENJIAN pipe > /dev/full"#)
    #expect(full.status == 74)
    #expect(full.errors.hasPrefix("wenjian: cannot write the output"))
    #expect(try directory.shell("$WENJIAN pipe < /dev/null").status == 0)
    #expect(try directory.shell("$WENJIAN pipe --index none < /dev/null").status == 66)
  }

  @Test(
    "with --json a failure is an object on standard output too, and the status is the same",
    arguments: [
      (["search", "OR", "--json"], "query"), (["count", "--json"], "argument"),
      (["search", "a", "--jsn", "--json"], "argument"),
      (["search", "a", "--json", "--index", "none"], "notAnIndex"),
      (["show", "none", "--outline", "--json"], "noSuchDocument"),
      (["versions", "none", "--json"], "input"), (["index", "nowhere", "--json"], "input"),
      (["facets", "a", "--by", "colour", "--json"], "argument"), (["count", "a", "--json", "--csv"], "argument"),
      (["report", "--json"], "input"),
    ])
  func failures(arguments: [String], code: String) throws {
    let directory = try TestDirectory.indexed()
    #expect(try directory.shell("rm -f Index/report").status == 0)
    let result = try directory.run(arguments)
    let error = try #require(try result.json["error"])
    #expect(error["code"]?.string == code)
    #expect(error["message"]?.string?.isEmpty == false)
    let plain = try directory.run(arguments.filter { $0 != "--json" })
    if plain.status == result.status { #expect(plain.output.isEmpty && plain.errors == result.errors) }
    #expect(result.status >= 64 && result.errors.hasPrefix("wenjian: "))
    if code == "query" { #expect(error["range"]?.elements == [.number(0), .number(2)]) }
    if code == "notAnIndex" { #expect(error["path"]?.string == "none") }
  }

  @Test("numbers and --json of a search are read without the parser as with it")
  func plainArguments() throws {
    let directory = try TestDirectory.indexed()
    for (plain, parsed) in [
      (["search", "书记", "--json"], ["search", "--json", "--color", "never", "书记"]),
      (
        ["search", "书记", "--json", "--limit", "2", "--snippets", "1"],
        ["search", "书记", "--limit=2", "--json", "--snippets=1"]
      ),
      (["search", "--offset", "1", "书记", "工作", "--json"], ["search", "--offset=1", "书记", "工作", "--json"]),
      (["search", "书记", "--limit", "0"], ["search", "书记", "--limit=0"]),
      (
        ["count", "--json", "书记"],
        ["count", "--json", "书记", "--color=x"].filter { $0 != "--color=x" } + ["--index=Index"]
      ),
    ] {
      let (a, b) = (try directory.run(plain), try directory.run(parsed))
      #expect(a.output == b.output && a.status == b.status && !a.output.isEmpty)
    }
    // What is wrong is the parser's to say.
    for wrong in [
      ["--limit", "x"], ["--limit", "-1"], ["--limit", "9999999999"], ["--limit"], ["--limit", "1", "--limit"],
    ] {
      #expect(try directory.run(["search", "书记"] + wrong).status == 64, "\(wrong)")
    }
  }
}
