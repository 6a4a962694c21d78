// The service: a request in, an answer out.

import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianService

/// Answers requests of HTTP about one index; it knows no socket.
///
/// ```swift
/// let server = Server(ServerOptions(index: "Index"))
/// let answer = await server.answer(ServerRequest("GET", "/api/count?query=%E6%89%B6%E8%B4%AB"))
/// ```
///
/// Any number of tasks may ask it. Searches run on threads of their own, each with a deadline, and end when the task that
/// asks is cancelled.
public final class Server: Sendable {
  let options: ServerOptions
  let index: LiveIndex
  let threads: SearchThreads

  public init(_ options: ServerOptions) {
    self.options = options
    index = LiveIndex(options.index)
    threads = .shared
  }

  /// Answers a request. Errors are answers too.
  public func answer(_ request: ServerRequest) async -> ServerAnswer {
    var answer: ServerAnswer
    do {
      answer = try await routed(request)
    } catch {
      answer = ErrorAnswer(thrown: error).answer(in: Language(accepted: request.header("accept-language")))
    }
    SecurityHeaders.add(to: &answer)
    return answer
  }

  private func routed(_ request: ServerRequest) async throws -> ServerAnswer {
    try options.access.check(request)
    guard let path = PercentEncoding.segments(of: request.rawPath),
      let items = PercentEncoding.items(of: request.rawQuery ?? "")
    else { throw ErrorAnswer(code: "request", message: "the address is not UTF-8 with percent signs") }
    switch Routes.match(request.method, path) {
    case .none:
      throw ErrorAnswer(
        code: "address", message: "there is nothing at this address; /openapi.json lists what there is")
    case .otherMethods(let methods):
      var answer = ErrorAnswer(
        code: "method", message: "this address answers to \(methods.joined(separator: ", "))"
      ).answer(in: Language(accepted: request.header("accept-language")))
      answer.headers.append(ServerRequest.Header("Allow", methods.joined(separator: ", ")))
      return answer
    case .route(let route, let values):
      if !route.isOpen { try options.access.checkToken(request) }
      return try await route.answer(
        RouteRequest(
          server: self, request: request, items: values + items, deadline: .now + options.limits.timeout))
    }
  }
}
