// Answers assistants by the Model Context Protocol: what is asked of the server, one message after the other.

import Wenjian
import WenjianJSON
public import WenjianService

/// Answers an assistant's requests about an index, by the Model Context Protocol (JSON-RPC, a line each way).
///
/// ```swift
/// let server = MCPServer(try Service(at: "policies.index"))
/// let line = server.answer(Array(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#.utf8))
/// ```
///
/// Any number of threads may ask one server; each message is answered on the thread that asks. `MCPConnection` keeps several
/// calls of one client under way.
public final class MCPServer: Sendable {
  private let service: Service
  private let timeLimit: Duration?
  /// Of a test: called on the thread of a call before it is done.
  private let beforeCall: (@Sendable () -> Void)?

  /// - Parameters:
  ///   - service: what is answered from; its new commits are seen.
  ///   - timeLimit: how long a call may take; nil: as long as it takes.
  public convenience init(_ service: Service, timeLimit: Duration? = .seconds(30)) {
    self.init(service, timeLimit: timeLimit, beforeCall: nil)
  }

  init(_ service: Service, timeLimit: Duration? = nil, beforeCall: (@Sendable () -> Void)?) {
    self.service = service
    self.timeLimit = timeLimit
    self.beforeCall = beforeCall
  }

  /// Answers a line.
  /// - Parameter line: a message in UTF-8, or several as an array.
  /// - Returns: a line in UTF-8 without its end; nil for what is not answered: notifications.
  public func answer(_ line: some Collection<UInt8>) -> [UInt8]? {
    switch RPCLine(line) {
    case .one(let message): answer(message)?.line
    case .batch(let messages): Self.line(messages.compactMap { answer($0) })
    }
  }

  /// The answer to a line that has more bytes than are taken.
  public static func refusal(ofLineOver maximumBytes: Int) -> [UInt8] {
    RPCFailure(.invalidRequest, "a line has more than \(maximumBytes) bytes; it was not read").answer.line
  }

  /// Several answers as one line; nil for none.
  static func line(_ answers: [RPCAnswer]) -> [UInt8]? {
    if answers.isEmpty { return nil }
    var json = JSONWriter()
    json.array { json in for answer in answers { answer.write(to: &json) } }
    return json.bytes
  }

  private func answer(_ message: Result<RPCRequest, RPCFailure>) -> RPCAnswer? {
    switch message {
    case .success(let request): answer(request, Cancellation())
    case .failure(let failure): failure.answer
    }
  }

  /// - Returns: nil for a notification.
  func answer(_ request: RPCRequest, _ cancellation: Cancellation) -> RPCAnswer? {
    guard let identifier = request.identifier else { return nil }
    do throws(RPCFailure) {
      return RPCAnswer(identifier: identifier, outcome: .success(try result(of: request, cancellation)))
    } catch {
      return RPCAnswer(identifier: identifier, outcome: .failure(error))
    }
  }

  private func result(of request: RPCRequest, _ cancellation: Cancellation) throws(RPCFailure) -> [UInt8] {
    var json = JSONWriter()
    switch request.method {
    case "initialize": try Handshake.write(to: &json, for: request.parameters)
    case "ping": json.object { _ in }
    case "tools/list": json.toolList()
    case "tools/call": return try called(request.parameters, cancellation)
    default:
      throw RPCFailure(
        .unknownMethod,
        "there is no method \u{201C}\(request.method)\u{201D}; there are initialize, ping, tools/list and tools/call"
      )
    }
    return json.bytes
  }

  /// Calls a tool. What is wrong with the call is an error of the protocol; what the tool cannot answer is a result that
  /// says so, which the assistant reads.
  private func called(_ members: [JSONValue.Member], _ cancellation: Cancellation) throws(RPCFailure) -> [UInt8] {
    let parameters = JSONValue.object(members)
    guard case .string(let name)? = parameters["name"], let tool = Tools.all[name] else {
      throw RPCFailure(
        .invalidParameters,
        "\u{201C}name\u{201D} must be one of " + Tools.list.map { $0.name }.joined(separator: ", "))
    }
    let given: GivenParameters
    do {
      given = try GivenParameters(
        try RPCRequest.members(of: parameters["arguments"], "arguments"), declared: tool.parameters, of: name)
    } catch let failure as RPCFailure {
      throw failure
    } catch {
      throw RPCFailure(.invalidParameters, ErrorAnswer(thrown: error).message)
    }
    beforeCall?()
    do {
      let index = try service.newestIndex().localIndex(for: "mcp")
      let limited =
        timeLimit.map { index.limited(to: $0, by: cancellation) } ?? index.limited(by: cancellation)
      return ToolResult.text(try tool.answer(ToolCall(index: limited, given: given)))
    } catch {
      let answer = ErrorAnswer(thrown: error)
      guard answer.code != "argument" else { throw RPCFailure(.invalidParameters, answer.message) }
      return ToolResult.failure(answer)
    }
  }
}
