import WenjianBytes

// Han characters for a sink that asks only where elements stand.

extension StreamScanner where Sink: ~Copyable {
  /// Passes over characters of the main block of ideographs. Each is an element, whatever it folds to, so that no table
  /// is read: its 80 KB are in no first-level cache, and were a third of the time of a scan.
  /// - Precondition: no run is open.
  /// - Returns: where the first character begins that needs the table.
  @inline(__always)
  mutating func passIdeographs(_ from: Int) -> Int {
    var at = from
    // A character and the first byte behind it, which says whether they may compose.
    while at &+ 4 <= end, !sink.isFull {
      let word = unsafe load32(base, at)
      guard Self.isIdeograph(word) else { break }
      let behind = word &>> 24
      if behind >= 0xC0, behind &- 0xE4 > 5, mayJoin(at &+ 3) { break }
      sink.scalar(0, entry: FoldEntry(bits: FoldEntry.han), start: at, end: at &+ 3, state: state)
      at &+= 3
    }
    if at > from {
      lastHanEnd = at
      lastHanSource = decode(at &- 3).scalar
      lastHan = FoldTable.entry(lastHanSource).scalar
      state.passElement()
    }
    return at
  }

  /// Whether the first three bytes of a word, lowest first, are a character of U+4E00 to U+9FFF. `ElementTests` holds the
  /// table to what is taken for granted of these: all of them are Han, and none needs more than to be folded.
  @inline(__always)
  private static func isIdeograph(_ word: UInt32) -> Bool {
    guard word & 0xC0_C000 == 0x80_8000 else { return false }
    // The lead and the byte behind it, in the order of scalars: E4 B8 is U+4E00, E9 BF is U+9FC0.
    let head = (word & 0xFF) &<< 8 | word &>> 8 & 0xFF
    return head &- 0xE4B8 <= 0xE9BF &- 0xE4B8
  }
}
