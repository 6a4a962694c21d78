// What may reach a terminal.

/// Keeps texts, titles, names and arguments from acting on a terminal: of control characters only line ends and tabs pass,
/// and the styles that we write ourselves. The others become visible characters, one for each.
struct TerminalFilter {
  private static let allowed: [[UInt8]] =
    Terminal.Style.allCases.map { Array($0.rawValue.utf8) } + [Array(Terminal.Style.end.utf8)]
  private static let escape: UInt8 = 0x1B
  /// The first byte of U+0080 to U+00BF in UTF-8.
  private static let secondControls: UInt8 = 0xC2

  /// The end of the last piece, which the next one decides on.
  private var pending: [UInt8] = []

  /// - Parameter isLast: whether nothing follows.
  /// - Returns: what can be written by now.
  mutating func filter(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    let bytes = pending + bytes
    pending = []
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      let rest = bytes[at...]
      if byte == Self.escape, let style = Self.allowed.first(where: { rest.starts(with: $0) }) {
        result += style
        at += style.count
        continue
      }
      let isOpen =
        byte == Self.secondControls && rest.count == 1
        || byte == Self.escape && Self.allowed.contains { $0.count > rest.count && $0.starts(with: rest) }
      if isOpen, !isLast {
        pending = Array(rest)
        break
      }
      if byte == Self.secondControls, rest.count > 1, bytes[at + 1] < 0xA0 {
        result += Array("\u{FFFD}".utf8)
        at += 2
        continue
      }
      if byte < 0x20, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\t") {
        // The pictures of the control characters: ␛ for escape.
        result += [0xE2, 0x90, 0x80 + byte]
      } else if byte == 0x7F {
        result += Array("\u{2421}".utf8)
      } else {
        result.append(byte)
      }
      at += 1
    }
    return result
  }
}
