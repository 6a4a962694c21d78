/// A bit for each position of a segment.
final class PositionBits: Sendable {
  nonisolated(unsafe) private let words: UnsafeMutablePointer<UInt64>
  private let wordCount: Int
  private let count: Int

  init(count: Int) {
    self.count = count
    wordCount = count / 64 + 1
    words = .allocate(capacity: wordCount)
    words.initialize(repeating: 0, count: wordCount)
  }

  init(_ other: PositionBits) {
    count = other.count
    wordCount = other.wordCount
    words = .allocate(capacity: wordCount)
    words.initialize(from: other.words, count: wordCount)
  }

  deinit { words.deallocate() }

  func set(_ position: Int) {
    if position < count { words[position >> 6] |= 1 << UInt64(position & 63) }
  }

  /// The 64 bits among which that of a position is.
  func word(of position: UInt32) -> UInt64 {
    Int(position >> 6) < wordCount ? words[Int(position >> 6)] : 0
  }

  /// The last set position up to one; 0 when there is none.
  func last(notAbove position: UInt32) -> UInt32 {
    var word = min(Int(position >> 6), wordCount - 1)
    var bits = words[word] & (.max >> UInt64(63 - position & 63))
    while bits == 0 {
      if word == 0 { return 0 }
      word -= 1
      bits = words[word]
    }
    return UInt32(word * 64 + 63 - bits.leadingZeroBitCount)
  }

  /// The first set position behind one; the number of positions when there is none.
  func first(above position: UInt32) -> UInt32 {
    let next = Int(position) + 1
    var word = next >> 6
    guard word < wordCount else { return UInt32(count) }
    var bits = words[word] & (.max << UInt64(next & 63))
    while bits == 0 {
      word += 1
      if word == wordCount { return UInt32(count) }
      bits = words[word]
    }
    return UInt32(word * 64 + bits.trailingZeroBitCount)
  }
}
