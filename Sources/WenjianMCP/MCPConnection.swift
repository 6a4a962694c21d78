// One client of a server: several of its calls under way, answered as they end.

import Wenjian
import WenjianJSON
import WenjianThreads

/// What a client says, and calls of it that are under way.
///
/// Calls of tools are done on threads of their own; everything else is answered at once. A call that the client cancels is
/// not answered.
public final class MCPConnection: Sendable {
  private typealias Calls = [RPCRequest.Identifier: Cancellation]

  private let server: MCPServer
  private let send: @Sendable ([UInt8]) -> Void
  /// Calls under way.
  private let calls = Monitor<Calls>([:])
  private let threads = JobThreads(threadCount: max(4, Thread.processorCount))

  /// The most calls that may be under way.
  private static let callLimit = 64

  /// - Parameter send: takes a line without its end, from any thread.
  public init(_ server: MCPServer, send: @escaping @Sendable ([UInt8]) -> Void) {
    self.server = server
    self.send = send
  }

  /// Takes a line of the client; does not wait for calls of tools.
  public func receive(_ line: some Collection<UInt8>) {
    switch RPCLine(line) {
    case .one(.failure(let failure)): send(failure.answer.line)
    case .one(.success(let request)):
      begin([.success(request)]) { [send] answers in if let answer = answers.first { send(answer.line) } }
    case .batch(let messages):
      begin(messages) { [send] answers in if let line = MCPServer.line(answers) { send(line) } }
    }
  }

  /// Ends all calls that are under way, within milliseconds.
  public func cancelCalls() { calls.change { for cancellation in $0.values { cancellation.cancel() } } }

  /// Waits until no call is under way.
  public func waitForCalls() { calls.wait { $0.isEmpty ? () : nil } }

  private func begin(
    _ messages: [Result<RPCRequest, RPCFailure>], _ finish: @escaping @Sendable ([RPCAnswer]) -> Void
  ) {
    var steps: [Step] = []
    for message in messages { steps.append(step(message)) }
    guard steps.contains(where: \.isCall) else { return finish(steps.compactMap { done($0) }) }
    let job: JobThreads.Job = { [steps] in
      finish(steps.compactMap { self.done($0) })
      for case .call(let identifier, _, _) in steps { self.calls.change { $0[identifier] = nil } }
    }
    // Where the system gives no thread, the client waits.
    if !threads.submit(job) { job() }
  }

  /// What becomes of a message.
  private enum Step: Sendable {
    case call(RPCRequest.Identifier, RPCRequest, Cancellation)
    case answer(RPCAnswer)
    case nothing

    var isCall: Bool { if case .call = self { true } else { false } }
  }

  private func step(_ message: Result<RPCRequest, RPCFailure>) -> Step {
    switch message {
    case .failure(let failure): return .answer(failure.answer)
    case .success(let request):
      guard let identifier = request.identifier else {
        notified(request)
        return .nothing
      }
      guard request.method == "tools/call" else {
        return server.answer(request, Cancellation()).map { .answer($0) } ?? .nothing
      }
      let cancellation = Cancellation()
      let failure = calls.change { calls -> RPCError? in
        if calls[identifier] != nil {
          return RPCError(code: .invalidRequest, message: "a call with this id is under way; give each its own id")
        }
        if calls.count >= Self.callLimit {
          return RPCError(
            code: .busy, message: "\(Self.callLimit) calls are under way; wait for one of them to end")
        }
        calls[identifier] = cancellation
        return nil
      }
      if let failure { return .answer(RPCFailure(failure, identifier).answer) }
      return .call(identifier, request, cancellation)
    }
  }

  private func done(_ step: Step) -> RPCAnswer? {
    switch step {
    case .nothing: return nil
    case .answer(let answer): return answer
    case .call(_, let request, let cancellation):
      let answer = cancellation.isCancelled ? nil : server.answer(request, cancellation)
      return cancellation.isCancelled ? nil : answer
    }
  }

  private func notified(_ notification: RPCRequest) {
    guard notification.method == "notifications/cancelled",
      let identifier = RPCRequest.identifier(JSONValue.object(notification.parameters)["requestId"])
    else { return }
    calls.change { $0[identifier] }?.cancel()
  }
}
