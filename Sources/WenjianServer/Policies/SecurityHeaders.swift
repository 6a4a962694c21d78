// What every answer tells a browser to keep from.

/// Fields of the head that every answer has.
enum SecurityHeaders {
  /// For whatever an answer shows: scripts, styles and connections of this server alone, no frame around it,
  /// and in it only what the page has in memory.
  static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
    frame-src blob:; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'
    """

  private static let all: [ServerRequest.Header] = [
    ServerRequest.Header("Content-Security-Policy", policy),
    ServerRequest.Header("X-Content-Type-Options", "nosniff"),
    ServerRequest.Header("Referrer-Policy", "no-referrer"),
    ServerRequest.Header("Cross-Origin-Resource-Policy", "same-origin"),
    ServerRequest.Header("Cross-Origin-Opener-Policy", "same-origin"),
  ]

  /// Adds those that the answer does not have already.
  static func add(to answer: inout ServerAnswer) {
    for header in all where answer.header(header.name) == nil { answer.headers.append(header) }
  }
}
