import Testing

@Suite("wenjian mcp")
struct MCPCommandTests {
  private static let hello =
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#

  private func call(_ id: Int, _ name: String, _ arguments: String) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(name)","arguments":{\#(arguments)}}}"#
  }

  private func answers(_ result: CommandResult) throws -> [JSONValue] {
    #expect(result.output.isEmpty || result.output.hasSuffix("\n"))
    return try result.lines.dropLast().map { try JSONValue(Array($0.utf8)) }
  }

  @Test("every line is answered, the last one perhaps without its end; nothing else is on standard output")
  func script() throws {
    let directory = try TestDirectory.indexed()
    let lines = [
      Self.hello, #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, "", "no JSON",
      call(1, "search", #""query":"第一书记""#) + "\r", call(2, "search", #""query":"OR""#), call(3, "status", ""),
    ]
    try directory.write("in", lines.joined(separator: "\n"))
    let result = try directory.shell("$WENJIAN mcp < in")
    #expect(result.status == 0 && result.errors.isEmpty)
    let answers = try answers(result)
    #expect(answers.count == 5)
    func answer(_ id: JSONValue) -> JSONValue? { answers.first { $0["id"] == id } }
    #expect(answer(.number(0))?["result"]?["serverInfo"]?["name"]?.string == "wenjian")
    #expect(answer(.null)?["error"]?["code"]?.integer == -32700)
    #expect(answer(.number(2))?["result"]?["isError"] == .bool(true))
    let told = try #require(answer(.number(1))?["result"]?["content"]?.elements.first?["text"]?.string)
    #expect(try JSONValue(Array(told.utf8))["occurrences"]?.integer == 5)
  }

  @Test("a line that is too long is an error, and the next one is answered")
  func longLine() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.shell(
      """
      { head -c 9000000 /dev/zero | tr '\\0' x; printf '\\n{"jsonrpc":"2.0","id":2,"method":"ping"}\\n'; } | $WENJIAN mcp
      """)
    #expect(result.status == 0)
    let answers = try answers(result)
    #expect(answers.map { $0["id"] } == [.null, .number(2)])
    #expect(answers[0]["error"]?["code"]?.integer == -32600)
  }

  @Test("an answer is there before the next request, new commits are seen, and SIGTERM ends it")
  func dialogue() throws {
    let directory = try TestDirectory.indexed()
    let count = call(1, "search", #""query":"独此一处","countOnly":true"#)
    let result = try directory.shell(
      """
      mkfifo in
      $WENJIAN mcp < in > out 2> errors & process=$!
      exec 3> in
      await() { for i in $(seq 600); do [ "$(wc -l < out)" -ge "$1" ] && return; sleep 0.05; done; exit 9; }
      echo '\(count)' >&3; await 1
      echo 独此一处 | $WENJIAN add - --key new.txt --quiet
      sleep 0.3
      echo '\(count)' >&3; await 2
      kill -TERM $process
      wait $process; echo "status $?"; cat out errors
      """)
    #expect(result.status == 0)
    #expect(result.lines[0] == "status 0")
    let told = try result.lines.dropFirst().dropLast().map { line in
      try JSONValue(Array(line.utf8))["result"]?["content"]?.elements.first?["text"]?.string
    }
    #expect(told == [#"{"documents":0,"occurrences":0}"#, #"{"documents":1,"occurrences":1}"#])
  }

  @Test("what it cannot begin with is told on standard error; a reader that goes away ends it quietly")
  func failures() throws {
    let directory = try TestDirectory.indexed()
    let missing = try directory.shell("$WENJIAN mcp --index none < /dev/null")
    #expect(missing.status == 66 && missing.output.isEmpty && missing.errors.hasPrefix("wenjian: "))
    #expect(try directory.shell("$WENJIAN mcp --timeout 0 < /dev/null").status == 64)
    #expect(try directory.shell("$WENJIAN mcp < /dev/null").status == 0)
    let gone = try directory.shell(
      """
      { yes '{"jsonrpc":"2.0","id":1,"method":"ping"}' | head -n 200000 | { $WENJIAN mcp 2> errors; echo $? > status; }; } | head -n 1
      while [ ! -s status ]; do sleep 0.05; done; cat status errors
      """)
    #expect(gone.lines.dropFirst() == ["0", ""])
  }
}
