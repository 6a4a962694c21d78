// Pictures that a text holds as their data: ![图](data:image/png;base64,iVBORw0KGgo…).

import Glibc

enum PictureData {
  private static let sign = "base64,"
  /// Before the sign: `data:image/svg+xml;charset=utf-8;`.
  private static let typeBytes = 100
  /// Shorter ones are read over in place, as any address is.
  private static let leastBytes = 256

  /// Takes the data out of a text and leaves the address that it stood in.
  /// - Returns: whether there was any.
  /// - Complexity: linear.
  static func leaveOut(of text: inout [UInt8]) -> Bool {
    let found = stretches(in: text)
    guard !found.isEmpty else { return false }
    var rest: [UInt8] = []
    rest.reserveCapacity(text.count)
    var at = 0
    for stretch in found {
      rest += text[at..<stretch.lowerBound]
      at = stretch.upperBound
    }
    text = rest + text[at...]
    return true
  }

  private static func stretches(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    text.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var at = 0
      while let comma = memchr(base + at, Int32(UInt8(ascii: ",")), bytes.count - at) {
        let start = base.distance(to: UnsafeRawPointer(comma)) + 1
        at = start
        guard bytes[..<start].suffix(sign.utf8.count).elementsEqual(sign.utf8) else { continue }
        while at < bytes.count, isData(bytes[at]) { at += 1 }
        if at - start >= leastBytes, isAddress(bytes[..<start]) { found.append(start..<at) }
      }
    }
    return found
  }

  private static func isData(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "%")
  }

  /// Whether what precedes the data begins an address of data.
  private static func isAddress(_ before: Slice<UnsafeRawBufferPointer>) -> Bool {
    let type = before.suffix(typeBytes).reversed().prefix { $0 > 0x20 && !"\"'(<>".utf8.contains($0) }
    return type.count >= 5 && type.reversed().starts(with: "data:".utf8)
  }
}
