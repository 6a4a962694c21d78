// Which client a request comes from, also behind a proxy.

extension AccessPolicy {
  /// The address that a request comes from.
  ///
  /// Only a proxy that is trusted may say for whom it asks, by `X-Forwarded-For`, else by `Forwarded` (RFC 7239). Each proxy
  /// writes the one that it hears behind what it was told, so they are read from the end, up to the first address that is no
  /// proxy of ours: what is before that may be anyone's invention.
  func client(of request: ServerRequest) -> String {
    guard trustedProxies.contains(request.client) else { return request.client }
    var said = request.values("x-forwarded-for").flatMap { $0.split(separator: ",").map(Self.address) }
    if said.isEmpty {
      said = request.values("forwarded").flatMap { $0.split(separator: ",").map(Self.forwardedAddress) }
    }
    var client = request.client
    for address in said.reversed() {
      // What is no address is said by a name of its own, or by mistake: the proxy itself is the one that is known.
      guard let address else { break }
      client = address
      if !trustedProxies.contains(address) { break }
    }
    return client
  }

  /// `for=` of an element of `Forwarded`.
  private static func forwardedAddress(_ element: Substring) -> String? {
    for pair in element.split(separator: ";") {
      let sides = pair.split(separator: "=", maxSplits: 1)
      if sides.count == 2, trimmed(sides[0]).lowercased() == "for" { return address(sides[1]) }
    }
    return nil
  }

  /// An address without quotation marks, brackets and port.
  /// - Returns: nil for what is no address in digits.
  private static func address(_ text: Substring) -> String? {
    var text = trimmed(text)
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 { text = text.dropFirst().dropLast() }
    if text.hasPrefix("[") {
      text = text.dropFirst().prefix { $0 != "]" }
    } else if text.count(where: { $0 == ":" }) == 1 {
      text = text.prefix { $0 != ":" }
    }
    let isAddress =
      text.utf8.count <= 45 && text.contains { $0 == "." || $0 == ":" }
      && text.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == "." || $0 == ":") }
    return isAddress ? text.lowercased() : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
    return start[...last]
  }
}
