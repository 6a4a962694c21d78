// `/healthz`: that the server answers.

extension Route {
  /// It opens nothing and waits for nothing, so it is answered whatever searches run.
  static let health = Route(
    "health", ["GET"], "/healthz", "that the server answers", .media("text/plain"), isOpen: true
  ) { _ in
    ServerAnswer(200, [.contentType("text/plain; charset=utf-8"), .noStore], .bytes(Array("ok\n".utf8)))
  }
}
