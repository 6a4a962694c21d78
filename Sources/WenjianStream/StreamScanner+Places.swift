import WenjianBytes

// Han characters for a sink that asks only where elements are.

extension StreamScanner where Sink: ~Copyable {
  /// Passes over characters of the main block of ideographs. Each is an element, whatever it folds to, so that no table
  /// is read: its 80 KB are in no first-level cache, and were a third of the time of a scan.
  /// - Precondition: no run is open.
  @inline(__always)
  mutating func passIdeographs(_ at: inout Int) {
    let after = unsafe sink.passIdeographs(base, at..<end)
    guard after > at else { return }
    at = after
    lastHanEnd = at
    lastHanSource = decode(at &- 3).scalar
    lastHan = FoldTable.entry(lastHanSource).scalar
    state.passElement()
  }
}

/// What a scan for places takes for granted of U+4E00 to U+9FFF, and `ElementTests` holds the table to: each is Han, and
/// needs nothing but to be folded.
enum Ideograph {
  /// Whether the first three bytes of a word, lowest first, are one, and whether the fourth begins what composes with
  /// nothing before it: ASCII, punctuation of three bytes and Han.
  @inline(__always)
  static func isPlain(_ word: UInt32) -> Bool {
    guard word & 0xC0_C000 == 0x80_8000 else { return false }
    // The lead and the byte behind it, in the order of scalars: E4 B8 is U+4E00, E9 BF is U+9FC0.
    let head = (word & 0xFF) &<< 8 | word &>> 8 & 0xFF
    let behind = word &>> 24
    return head &- 0xE4B8 <= 0xE9BF &- 0xE4B8 && (behind < 0xC0 || behind &- 0xE4 <= 5)
  }
}
