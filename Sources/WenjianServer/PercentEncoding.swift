// Paths and queries as addresses have them (RFC 3986; queries as forms send them).

/// Reads what is written with percent signs.
enum PercentEncoding {
  /// - Parameter plusIsSpace: as in the query of a form.
  /// - Returns: nil when a percent sign has no two hexadecimal digits behind it, or the bytes are no UTF-8.
  static func decoded(_ text: Substring, plusIsSpace: Bool = false) -> String? {
    // Decoded in its place: a query in Chinese has nine bytes a character.
    var bytes = Array(text.utf8)
    var (read, written) = (0, 0)
    while read < bytes.count {
      var byte = bytes[read]
      read += 1
      if byte == UInt8(ascii: "%") {
        guard read + 2 <= bytes.count, let high = digit(bytes[read]), let low = digit(bytes[read + 1]) else {
          return nil
        }
        byte = high << 4 | low
        read += 2
      } else if plusIsSpace, byte == UInt8(ascii: "+") {
        byte = UInt8(ascii: " ")
      }
      bytes[written] = byte
      written += 1
    }
    bytes.removeLast(bytes.count - written)
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The segments of a path, each decoded by itself, so that `%2F` is part of a segment.
  /// - Returns: nil when one cannot be decoded.
  static func segments(of path: Substring) -> [String]? {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    var segments: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = decoded(part) else { return nil }
      segments.append(segment)
    }
    return segments
  }

  /// The items of a query, in their order; an item without `=` has an empty value.
  /// - Returns: nil when one cannot be decoded.
  static func items(of query: Substring) -> [(name: String, value: String)]? {
    var items: [(name: String, value: String)] = []
    for part in query.split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(sides[0], plusIsSpace: true),
        let value = sides.count > 1 ? decoded(sides[1], plusIsSpace: true) : ""
      else { return nil }
      items.append((name, value))
    }
    return items
  }
}
