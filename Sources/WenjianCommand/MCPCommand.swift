// `wenjian mcp`: the tools of an assistant.

import ArgumentParser
import Glibc
import Wenjian
import WenjianMCP
import WenjianMessages
import WenjianService

struct MCPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: localized(
      "Answer an assistant by the Model Context Protocol (MCP): search, read, verify quotations."),
    discussion: localized(
      """
      An assistant starts it and asks over standard input and output, a JSON object a line. It has seven tools, which read the \
      index and change nothing: search, read, verify, kwic, versions, cites and status. New commits of the index are seen. It \
      ends with its input, status 0, and with SIGTERM.

      EXAMPLES:
        claude mcp add wenjian -- wenjian mcp --index /srv/policy/Index

      Other assistants have a file with their servers:

        {"mcpServers": {"wenjian": {"command": "wenjian", "args": ["mcp", "--index", "/srv/policy/Index"]}}}
      """))

  @OptionGroup var location: IndexLocation
  @Option(help: .localized("The most seconds that a call may take.", valueName: "seconds"))
  var timeout = 30.0

  func validate() throws {
    // Also what is no number.
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError(localized("--timeout must be more than 0 seconds and at most 86400, it is \(timeout)"))
    }
  }

  func run() throws {
    let server = MCPServer(Service(try location.openForQueries()), timeLimit: .seconds(timeout))
    Interruption.isDeferred = true
    Interruption.watch([SIGTERM])
    let stop = try Interruption.makeDescriptor()
    let exchange = LineExchange(maximumBytes: Self.maximumBytes)
    let connection = MCPConnection(server) { line in
      exchange.send(line)
      exchange.flush()
    }
    try exchange.forEachLine(until: stop) { line in
      switch line {
      case .text(let bytes): connection.receive(bytes)
      case .tooLong: exchange.send(MCPServer.refusal(ofLineOver: Self.maximumBytes))
      }
    }
    // Calls that were begun are answered, unless nothing waits for them.
    if Interruption.hasHappened || !exchange.isOpen { connection.cancelCalls() }
    connection.waitForCalls()
    try exchange.finish()
  }

  /// Of a line: a text to verify of a million characters has less.
  private static let maximumBytes = 8 << 20
}
