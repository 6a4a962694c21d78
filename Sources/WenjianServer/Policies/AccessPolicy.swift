// Whom the server answers: the names that it goes by, the pages that may ask it, and the token.

import WenjianJSON

/// Decides whether a request is answered at all.
///
/// A page of the web can make a browser ask a server of the same machine: by a name that it makes lead there (DNS
/// rebinding), or across origins. So a server answers to its own names alone, and to no page but its own.
public struct AccessPolicy: Sendable {
  /// The shortest token, in bytes: 128 bits in hexadecimal digits.
  public static let tokenByteCount = 32

  /// The names that it goes by, without ports, besides addresses in digits and `localhost`.
  public var hostNames: Set<String> = []
  /// The addresses of proxies that may say for whom they ask.
  public var trustedProxies: Set<String> = []
  /// What those who ask must know; nil: nothing.
  public var token: String?

  public init() {}

  /// - Throws: `ErrorAnswer` with code `host` or `origin`.
  func check(_ request: ServerRequest) throws(ErrorAnswer) {
    guard let host = request.header("host"), isOwn(host) else {
      throw ErrorAnswer(
        code: "host", message: "the server does not go by the name that this asks for; --host NAME gives it one")
    }
    if let origin = request.header("origin"), !isOwn(origin: origin, host: host) {
      throw ErrorAnswer(code: "origin", message: "a page of another server asks; only its own page may")
    }
    if request.header("sec-fetch-site") == "cross-site", request.header("sec-fetch-mode") != "navigate" {
      throw ErrorAnswer(code: "origin", message: "a page of another server asks; only its own page may")
    }
  }

  /// - Throws: `ErrorAnswer` with code `token`.
  func checkToken(_ request: ServerRequest) throws(ErrorAnswer) {
    guard let token else { return }
    let prefix = "bearer "
    let given =
      request.header("authorization").map { $0.lowercased().hasPrefix(prefix) ? $0.dropFirst(7) : "" } ?? ""
    guard Self.isSame(given, token) else {
      throw ErrorAnswer(
        code: "token", message: "this needs the token of the server, as Authorization: Bearer TOKEN")
    }
  }

  /// Whether two texts are the same, in a time that does not follow from where they differ.
  static func isSame(_ given: Substring, _ token: String) -> Bool {
    let (given, token) = (Array(given.utf8), Array(token.utf8))
    var difference: UInt8 = given.count == token.count ? 0 : 1
    for (place, byte) in token.enumerated() { difference |= byte ^ (place < given.count ? given[place] : 0) }
    return difference == 0
  }

  private func isOwn(origin: String, host: String) -> Bool {
    for scheme in ["http://", "https://"] where origin.lowercased().hasPrefix(scheme) {
      return origin.dropFirst(scheme.count).lowercased() == host.lowercased()
    }
    return false
  }

  /// Addresses in digits are no names that anyone could make lead here.
  private func isOwn(_ host: String) -> Bool {
    let name = Self.name(of: host).lowercased()
    if name == "localhost" || hostNames.contains(name) { return true }
    if name.hasPrefix("["), name.hasSuffix("]") {
      return name.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  /// A host without its port.
  private static func name(of host: String) -> Substring {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      let rest = host[host.index(after: end)...]
      return rest.isEmpty || rest.hasPrefix(":") ? host[...end] : host[...]
    }
    return host.prefix { $0 != ":" }
  }
}
