import WenjianJSON
import WenjianMCP
import WenjianService
import WenjianTestSupport

/// Asks a server for assistants whatever comes in a line: an answer of JSON-RPC, several, or none.
package struct MCPFuzz: FuzzTarget {
  private let server: MCPServer
  private let directory: TemporaryDirectory

  package init() {
    let written = FuzzIndex()
    directory = written.directory
    guard let service = try? Service(at: written.path) else { preconditionFailure("the sound index does not open") }
    server = MCPServer(service)
  }

  package func run(_ bytes: [UInt8]) {
    guard let answer = server.answer(bytes) else { return }
    guard let value = try? JSONValue(answer, nesting: 70) else { preconditionFailure("an answer that is no JSON") }
    let answers = if case .array(let values) = value { values } else { [value] }
    for value in answers {
      precondition(
        value["jsonrpc"] == .string("2.0") && (value["result"] == nil) != (value["error"] == nil),
        "neither result nor error")
    }
    precondition(!answer.contains(0x0A), "an answer of two lines")
  }

  package func seeds() -> [[UInt8]] {
    func call(_ name: String, _ arguments: String) -> String {
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(name)","arguments":{\#(arguments)}}}"#
    }
    return [
      #"{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"2025-06-18"}}"#,
      #"[{"jsonrpc":"2.0","id":1,"method":"tools/list"},{"jsonrpc":"2.0","method":"notifications/initialized"}]"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
      call("search", #""query":"农村","limit":1,"passages":3,"fields":["score","passages"],"maxBytes":2000"#),
      call("search", #""query":"农村","after":"w1.2.0.0.61","sort":"-date","filter":"date:2020..""#),
      call("read", #""key":"long","start":7,"end":100"#), call("read", #""key":"d0","outline":true,"article":"1""#),
      call("verify", #""quotation":"「产业…服」","source":"d1""#),
      call("verify", #""text":"《d1》第一条规定：“农村。”","start":3"#),
      call("kwic", #""query":"农?","width":9,"sort":"left","start":100"#),
      call("versions", #""old":"d0","new":"d1""#),
      call("versions", #""law":"d1","asOf":"2016-07-01""#), call("cites", #""target":"《d1》第一条""#),
      call("status", #""by":"path/2""#), "[[[[", "",
    ].map { Array($0.utf8) }
  }
}
