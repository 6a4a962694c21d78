// An operation of the service as a route.

import Wenjian
import WenjianJSON
import WenjianService

extension Route {
  /// An operation of the service: its parameters are items of the query, or members of an object that is posted.
  ///
  /// - Parameters:
  ///   - definition: of `schema.json`, for its answer.
  ///   - name: another one than the operation's, where several routes ask the same.
  static func operation(_ operation: String, _ path: String, _ definition: String, name: String? = nil) -> Route {
    let declared = Service.parameters(of: operation)
    return Route(
      name ?? operation, ["GET", "POST"], path, Service.summary(of: operation),
      parameters: declared.map { RouteParameter($0) }, .json(definition)
    ) { request in
      let members = try request.members(declared)
      return .json(
        try await request.search { index throws(ErrorAnswer) in
          try Service.answer(to: operation, members, from: index)
        })
    }
  }
}

extension RouteParameter {
  init(_ parameter: any DeclaredParameter) {
    self.init(
      name: parameter.name, summary: parameter.summary, isRequired: parameter.isRequired, kind: parameter.kind,
      standard: parameter.standard)
  }
}

extension RouteRequest {
  /// The parameters as members of an object: of the path, and of the query or of the object that was posted.
  /// - Throws: `ErrorAnswer`.
  func members(_ declared: [any DeclaredParameter]) throws(ErrorAnswer) -> [JSONValue.Member] {
    guard request.method == "POST" else { return try Service.members(of: items, declared) }
    guard request.rawQuery == nil else {
      throw ErrorAnswer(
        code: "request", message: "what is posted has its parameters in its body, not in its address")
    }
    return try Service.members(of: items, declared) + (try Service.members(of: request.body))
  }

  /// Answers from the newest commit, on a thread for searches; it ends with the deadline, and with the task.
  /// - Throws: `ErrorAnswer`.
  func search<Value: Sendable>(
    _ body: @escaping @Sendable (Index) throws(ErrorAnswer) -> Value
  ) async throws(ErrorAnswer) -> Value {
    let service = try server.index.opened()
    let deadline = deadline
    let cancellation = Cancellation()
    let result: Result<Value, ErrorAnswer> = await withTaskCancellationHandler {
      do {
        return .success(
          try await service.index.localIndex(for: "serve").async(on: server.threads).run { _ in
            // Files are read here, not on the thread of the caller.
            let index = try service.newestIndex().localIndex(for: "serve")
            return try body(index.limited(until: deadline, by: cancellation))
          })
      } catch {
        return .failure(ErrorAnswer(thrown: error))
      }
    } onCancel: {
      cancellation.cancel()
    }
    return try result.get()
  }
}
