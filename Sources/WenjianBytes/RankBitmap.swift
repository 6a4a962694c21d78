/// A set of ordinals that answers "is it in?" and "how many before it?" in constant time.
///
/// Layout: u32 count (bits), u32 zero; per 64 bits a u64 word and a u32 number of set bits before the
/// word (12 bytes a word, so that one cache line serves both questions).
package struct RankBitmap: Sendable {
  nonisolated(unsafe) private let words: UnsafeRawPointer
  package let count: Int

  private let checks: PageChecks

  /// Reads the head of a bitmap, and goes on behind it.
  /// - Returns: nil when the bytes are damaged.
  package init?(_ reader: inout ByteReader) {
    guard let count = reader.count32(), reader.u32() != nil, let words = reader.take((count + 63) / 64, of: 12)
    else { return nil }
    self.count = count
    self.words = words.start
    checks = words.checks
  }

  /// Whether `index` is set, and the number of set bits below it.
  /// - Precondition: `0 <= index < count`.
  package subscript(index: Int) -> (isSet: Bool, rank: Int) {
    precondition(index >= 0 && index < count, "index \(index) outside 0..<\(count)")
    let at = (index &>> 6) &* 12
    checks.require(words + at, 12)
    let word = load64(words, at)
    let bit = UInt64(1) &<< UInt64(index & 63)
    let rank = Int(load32(words, at + 8)) &+ (word & (bit &- 1)).nonzeroBitCount
    return (word & bit != 0, rank)
  }

  package static func write(_ bits: [Bool], to writer: ByteWriter) {
    writer.append(UInt32(bits.count))
    writer.append(UInt32(0))
    var before: UInt32 = 0
    var start = 0
    while start < bits.count {
      var word: UInt64 = 0
      for index in start..<min(start + 64, bits.count) where bits[index] {
        word |= 1 &<< UInt64(index - start)
      }
      writer.append(word)
      writer.append(before)
      before += UInt32(word.nonzeroBitCount)
      start += 64
    }
  }
}
