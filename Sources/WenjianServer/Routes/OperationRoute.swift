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
      parameters: declared.map { RouteParameter($0) }, .json(definition), operation: operation
    ) { request in
      let members = try request.members(declared)
      let limits = request.server.options.limits.service(of: operation)
      return .json(
        try await request.search { index throws(ErrorAnswer) in
          try Service.answer(to: operation, members, from: index, limits: limits)
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

  /// Asks from the newest commit, on a thread for searches; it ends with the deadline, and with the task.
  /// - Throws: `ErrorAnswer`.
  func search<Value: Sendable>(
    _ body: @escaping @Sendable (any SearchableIndex) throws(ErrorAnswer) -> Value
  ) async throws(ErrorAnswer) -> Value {
    let live = server.index
    return try await limited { () throws in
      try live.opened().newestIndex()
    } body: {
      try body($0)
    }
  }

  /// The same from a commit that was asked before.
  func search<Value: Sendable>(
    in index: any SearchableIndex, _ body: @escaping @Sendable (any SearchableIndex) throws(ErrorAnswer) -> Value
  ) async throws(ErrorAnswer) -> Value {
    try await limited {
      index
    } body: {
      try body($0)
    }
  }

  /// - Parameter open: gives the index, on the thread as well, because it reads files.
  private func limited<Value: Sendable>(
    _ open: @escaping @Sendable () throws -> any SearchableIndex,
    body: @escaping @Sendable (any SearchableIndex) throws -> Value
  ) async throws(ErrorAnswer) -> Value {
    let (threads, deadline) = (server.threads, deadline)
    return try await server.gate.run { () throws(ErrorAnswer) in
      let cancellation = Cancellation()
      let result = await threads.run(cancellation) {
        try body(try open().limited(until: deadline, by: cancellation))
      }
      do { return try result.get() } catch { throw ErrorAnswer(thrown: error) }
    }
  }

  /// The same request with all its time.
  func renewed() -> RouteRequest {
    RouteRequest(
      server: server, request: request, items: items, deadline: .now + server.options.limits.timeout)
  }
}
