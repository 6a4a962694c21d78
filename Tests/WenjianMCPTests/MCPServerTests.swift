import Testing
import WenjianJSON
import WenjianThreads

@testable import WenjianMCP

@Suite("Model Context Protocol")
struct MCPServerTests {
  private let sample: MCPSample

  init() throws { sample = try MCPSample() }

  @Test(
    "the version that the client speaks is spoken, else the newest",
    arguments: [
      ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"), ("2024-11-05", "2024-11-05"),
      ("2099-01-01", "2025-06-18"), ("", "2025-06-18"),
    ])
  func versions(wanted: String, spoken: String) throws {
    let result = try #require(
      try sample.ask("initialize", #"{"protocolVersion":"\#(wanted)","capabilities":{},"clientInfo":{}}"#)["result"]
    )
    #expect(result["protocolVersion"]?.string == spoken)
    #expect(result["capabilities"]?.members.map(\.name) == ["tools"])
    #expect(result["serverInfo"]?["name"]?.string == "wenjian")
    let instructions = try #require(result["instructions"]?.string)
    #expect(instructions.contains("index alone") && instructions.utf8.count < 2000)
  }

  @Test(
    "what is no request has the error of JSON-RPC that says so",
    arguments: [
      ("{", -32700), ("", -32700), ("[[[[", -32700), ("{\"a\":1,\"a\":2}", -32700), ("3", -32600), ("[]", -32600),
      ("{}", -32600),
      (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601),
      (#"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"info"}}"#, -32601),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nothing"}}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":3}}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{}}}"#, -32602),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":3}}}"#,
        -32602
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"a","x":3}}}"#,
        -32602
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"a","maxBytes":40001}}}"#,
        -32602
      ),
    ])
  func errors(line: String, code: Int) throws {
    let answer = try #require(try sample.ask(line))
    #expect(answer["error"]?["code"]?.integer == code)
    #expect(answer["error"]?["message"]?.string?.isEmpty == false)
    #expect(answer["id"] == (line.contains(#""id":1,"#) || line.contains(#""id":1}"#) ? .number("1") : .null))
  }

  @Test("identifiers come back as they are, notifications get no answer, several messages one line")
  func identifiers() throws {
    #expect(try sample.ask(#"{"jsonrpc":"2.0","id":"é\"1","method":"ping"}"#)?["id"] == .string("é\"1"))
    #expect(try sample.ask(#"{"jsonrpc":"2.0","id":-0,"method":"ping"}"#)?["id"] == .number("-0"))
    #expect(try sample.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)?["result"] == .object([]))
    for method in ["notifications/initialized", "notifications/cancelled", "ping", "nothing"] {
      #expect(try sample.ask(#"{"jsonrpc":"2.0","method":"\#(method)"}"#) == nil)
    }
    let several = try #require(
      try sample.ask(
        #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"},3,{"jsonrpc":"2.0","id":2,"method":"x"}]"#
      ))
    #expect(several.elements.map { $0["id"] } == [.number("1"), .null, .number("2")])
    #expect(try sample.ask(#"[{"jsonrpc":"2.0","method":"x"}]"#) == nil)
  }

  @Test("the list of tools has seven at most, and 6 kB")
  func toolList() throws {
    let result = try #require(try sample.ask("tools/list", "{}")["result"])
    #expect(result.json.count <= 6000, "\(result.json.count)")
    let tools = try #require(result["tools"]).elements
    #expect(
      tools.map { $0["name"]?.string } == ["search", "read", "verify", "kwic", "versions", "cites", "status"])
    for tool in tools {
      #expect(tool["annotations"]?["readOnlyHint"] == .bool(true))
      #expect(tool["inputSchema"]?["type"]?.string == "object")
      #expect(tool["description"]?.string?.isEmpty == false)
    }
  }
}

@Suite("Calls of one client")
struct MCPConnectionTests {
  /// What was sent, and calls that wait until they are let go.
  private struct State {
    var sent: [JSONValue] = []
    var waiting = 0
    var isOpen = false
  }

  private let state = Monitor(State())
  private let sample: MCPSample
  private let connection: MCPConnection

  init() throws {
    sample = try MCPSample()
    let state = state
    let server = MCPServer(sample.service) {
      state.change { $0.waiting += 1 }
      state.wait { $0.isOpen ? () : nil }
    }
    connection = MCPConnection(server) { line in
      state.change { $0.sent.append((try? JSONValue(line, nesting: 70)) ?? .null) }
    }
  }

  private func say(_ line: String) { connection.receive(Array(line.utf8)) }

  private func call(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"status"}}"#
  }

  @Test("what is asked meanwhile is answered before calls that take longer; a cancelled call is not answered")
  func cancellation() {
    for id in 1...3 { say(call(id)) }
    state.wait { $0.waiting == 3 ? () : nil }
    say(#"{"jsonrpc":"2.0","id":9,"method":"ping"}"#)
    #expect(state.change { $0.sent.map { $0["id"] } } == [.number("9")])
    say(call(2))
    #expect(state.change { $0.sent.last?["error"]?["code"] } == .number("-32600"))
    say(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2,"reason":"x"}}"#)
    say(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":77}}"#)
    say(#"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#)
    state.change { $0.isOpen = true }
    connection.waitForCalls()
    let ids = state.change { $0.sent.dropFirst(2).compactMap { $0["id"]?.integer } }
    #expect(ids.sorted() == [1, 3])
    // Its number may be used again.
    say(call(2))
    connection.waitForCalls()
    #expect(state.change { $0.sent.last?["id"] } == .number("2"))
    #expect(state.change { $0.sent.last?["result"] } != nil)
  }

  @Test("no more than 64 calls are under way; all of them end when they are cancelled")
  func limit() {
    for id in 1...65 { say(call(id)) }
    #expect(state.change { $0.sent.map { $0["error"]?["code"] } } == [.number("-32000")])
    #expect(state.change { $0.sent.first?["id"] } == .number("65"))
    connection.cancelCalls()
    state.change { $0.isOpen = true }
    connection.waitForCalls()
    #expect(state.change { $0.sent.count } == 1)
  }

  @Test("calls of a batch are answered in one line, but for those that are cancelled")
  func batch() {
    say("[\(call(1)),\(call(2)),{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}]")
    state.wait { $0.waiting == 1 ? () : nil }
    say(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#)
    state.change { $0.isOpen = true }
    connection.waitForCalls()
    #expect(state.change { $0.sent.map { $0.elements.map { $0["id"] } } } == [[.number("1"), .number("3")]])
  }
}

extension JSONValue {
  var json: [UInt8] {
    var writer = JSONWriter()
    append(to: &writer)
    return writer.bytes
  }
}
