import Synchronization
package import WenjianBytes
import WenjianThreads

/// The code of short lists of positions: each gap as its class, the number of its bits, in a Huffman code, and the bits
/// below the highest. On laws this takes 17.3 bits a position where patched frames take 20.1; it decodes number
/// after number, at 3 ns each, so full blocks have it in lists that are seldom asked for alone (`PositionCode`).
///
/// Grammar (bits from the low end of each byte on):
///
///     gaps = u8 head           128 | longest, the bits of the longest gap (0...32)
///            count * { code of the class, class - 1 bits }
///
/// There is one code for each `longest` (`gapCodeLengths`), canonical, its first bit lowest.
package enum GapCode {
  /// Set in the head of a tail in this code; the widths of `BlockCodec` leave it free.
  package static let headBit: UInt8 = 128
  private static let limit = 10

  /// The canonical codes of one `longest`, made from their lengths when they are first asked for: a process that searches
  /// once meets a few of the 33, and all of them are 67 KB to fill.
  // SAFETY: the tables of a `longest` are written under `lock`, before its bit in `made` is set, and read after that is seen.
  private struct Tables: @unchecked Sendable {
    /// At longest * 33 + class: the code, its length from bit 16 on.
    private let codes = UnsafeMutablePointer<UInt32>.allocate(capacity: 33 * 33)
    /// At longest << limit | next bits: the class, the length of its code from bit 8 on.
    private let classes = UnsafeMutablePointer<UInt16>.allocate(capacity: 33 << limit)

    /// One bit a `longest`.
    private static let made = Atomic<UInt64>(0)
    private static let lock = Locked<Void>(())
    private static let shared = Tables()

    @inline(__always)
    static func codes(_ longest: Int) -> UnsafePointer<UInt32> {
      make(longest)
      return UnsafePointer(shared.codes + longest * 33)
    }

    @inline(__always)
    static func classes(_ longest: Int) -> UnsafePointer<UInt16> {
      make(longest)
      return UnsafePointer(shared.classes + longest << limit)
    }

    @inline(__always)
    private static func make(_ longest: Int) {
      if made.load(ordering: .acquiring) & (1 &<< UInt64(longest)) == 0 { makeNow(longest) }
    }

    @inline(never)
    private static func makeNow(_ longest: Int) {
      lock.withLock { _ in
        guard made.load(ordering: .relaxed) & (1 << UInt64(longest)) == 0 else { return }
        let start = longest * (longest + 1) / 2
        shared.fill(longest, gapCodeLengths[start..<(start + longest + 1)])
        made.bitwiseOr(1 << UInt64(longest), ordering: .releasing)
      }
    }

    private func fill(_ longest: Int, _ lengths: ArraySlice<UInt8>) {
      (codes + longest * 33).initialize(repeating: 0, count: 33)
      (classes + longest << limit).initialize(repeating: 0, count: 1 << limit)
      var next = 0
      for length in 1...limit {
        for (kind, own) in lengths.enumerated() where Int(own) == length {
          // Read from the low end, a code's bits stand in reverse.
          var code = 0
          for bit in 0..<length where next & (1 << bit) != 0 { code |= 1 << (length - 1 - bit) }
          codes[longest * 33 + kind] = UInt32(code | length << 16)
          for rest in 0..<(1 << (limit - length)) {
            classes[longest << limit | rest << length | code] = UInt16(kind | length << 8)
          }
          next += 1
        }
        next <<= 1
      }
    }
  }

  /// Appends gaps.
  package static func encode(_ gaps: UnsafePointer<UInt32>, count: Int, to writer: ByteWriter) {
    var all: UInt32 = 0
    for index in 0..<count { all |= gaps[index] }
    let longest = 32 - all.leadingZeroBitCount
    let codes = Tables.codes(longest)
    // No gap takes more than `limit` and 31 bits.
    let start = writer.reserve(16 + count * 6)
    start.storeBytes(of: headBit | UInt8(longest), as: UInt8.self)
    var target = start + 1
    var pending: UInt64 = 0
    var filled = 0
    for index in 0..<count {
      let gap = gaps[index]
      let kind = 32 - gap.leadingZeroBitCount
      let code = codes[kind]
      let length = Int(code &>> 16)
      let rest = max(kind - 1, 0)
      let low = UInt64(gap) & ((1 &<< UInt64(rest)) &- 1)
      pending |= (UInt64(code & 0xFFFF) | low &<< UInt64(length)) &<< UInt64(filled)
      filled += length + rest
      // Below 8 bits stay, and a gap adds 41 at most.
      target.storeBytes(of: pending.littleEndian, as: UInt64.self)
      target += filled &>> 3
      pending &>>= UInt64(filled & ~7)
      filled &= 7
    }
    if filled > 0 {
      target.storeBytes(of: UInt8(truncatingIfNeeded: pending), as: UInt8.self)
      target += 1
    }
    writer.advance(target - start)
  }

  /// Decodes gaps and sums them, each plus one, from `base` on.
  /// - Parameter source: behind the head.
  /// - Returns: the bytes read, or nil when they are damaged.
  package static func decode(
    _ source: UnsafeRawPointer, end: UnsafeRawPointer, head: UInt8, count: Int, base: UInt32,
    into values: UnsafeMutablePointer<UInt32>
  ) -> Int? {
    let longest = Int(head & 127)
    guard longest <= 32 else { return nil }
    var sum = base
    if longest == 0 {
      for index in 0..<count {
        sum = sum &+ 1
        values[index] = sum
      }
      return 0
    }
    let classes = Tables.classes(longest)
    let mask: UInt64 = (1 &<< UInt64(limit)) &- 1
    let available = (end - source) * 8
    var bit = 0
    for index in 0..<count {
      // 41 bits and 7 of the byte before fit a load of 64.
      let word =
        bit &+ 64 <= available
        ? load64(source, bit &>> 3) &>> UInt64(bit & 7) : BlockCodec.lastBits(source, end: end, at: bit)
      let entry = classes[Int(truncatingIfNeeded: word & mask)]
      let length = UInt64(entry &>> 8)
      let kind = Int(entry & 0xFF)
      let rest = UInt64(max(kind &- 1, 0))
      // The highest bit of a gap is not stored: class 0 is 0, class 1 is 1.
      let low = (word &>> length) & ((1 &<< rest) &- 1)
      let high: UInt64 = kind == 0 ? 0 : 1 &<< rest
      sum = sum &+ UInt32(truncatingIfNeeded: low | high) &+ 1
      values[index] = sum
      bit &+= Int(length &+ rest)
    }
    return bit <= available ? (bit &+ 7) / 8 : nil
  }
}
