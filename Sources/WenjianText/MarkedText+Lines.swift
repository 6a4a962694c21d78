// Short stretches of marked text as they read: for titles.

extension MarkedText {
  /// Text on one line without the markup in it, and without a bar before a break of the line.
  /// - Returns: nil when there is none, so that the text is what it reads.
  package static func withoutMarkup(_ text: ArraySlice<UInt8>) -> String? {
    var lines: [[UInt8]] = [[]]
    var holdsMarkup = false
    // SAFETY: the bytes are those of the array, used inside the closure alone, at indexes below their count.
    unsafe Array(text).withUnsafeBytes { bytes in
      var at = 0
      while at < bytes.count {
        let byte = unsafe bytes[at]
        at += 1
        guard byte < 0x20 else {
          lines[lines.count - 1].append(byte)
          continue
        }
        switch unsafe step(bytes, at: at - 1) {
        case .none:
          if shown(byte) == UInt8(ascii: "\n") {
            lines.append([])
          } else {
            lines[lines.count - 1].append(shown(byte))
          }
        case .skip(let end):
          holdsMarkup = true
          at = end
        case .entity(let scalar, let end):
          holdsMarkup = true
          // A tag that breaks the line.
          if scalar == " " { lines.append([]) } else { lines[lines.count - 1] += Array(String(scalar).utf8) }
          at = end
        case .border(let end):
          holdsMarkup = true
          lines.append([])
          at = end
        }
      }
    }
    let parts = lines.map { String(decoding: $0, as: UTF8.self) }
    let ended = parts.enumerated().map { $0.offset + 1 < parts.count ? withoutBar($0.element) : $0.element[...] }
    guard holdsMarkup || zip(parts, ended).contains(where: { $0.utf8.count != $1.utf8.count }) else { return nil }
    return joined(ended)
  }

  private static func withoutBar(_ line: String) -> Substring {
    var line = line[...]
    while let last = line.last, last == " " || last == "\u{3000}" || last == "|" || last == "｜" {
      line.removeLast()
    }
    return line
  }

  /// Lines as one: between Han nothing parted them.
  private static func joined(_ lines: [Substring]) -> String {
    var text = ""
    for line in lines where !line.isEmpty {
      let parts = text.unicodeScalars.last.map { $0.value < 0x2E80 } ?? false
      if parts, line.unicodeScalars.first.map({ $0.value < 0x2E80 }) ?? false { text += " " }
      text += line
    }
    return text.split(separator: " ").joined(separator: " ")
  }
}
