import Glibc
import Testing
import WenjianBytes
import WenjianPostings
import WenjianTestSupport

@Suite("Blocks of gaps in Rice's code")
struct RiceFrameTests {
  /// Heads of frames from here on are of this code.
  private static let firstHead: UInt8 = 33

  /// Gaps less one as those of positions that are strewn by chance, of a mean of 2^width; some of them anything.
  private func gaps(width: Int, outliers: Int, _ generator: inout SeededGenerator) -> [UInt32] {
    var gaps = (0..<128).map { _ in
      let chance = Double(generator.next() >> 11) / 0x1p53
      return UInt32(min(-log(1 - chance) * Double(1 << width), 0xFFFF_FFFE))
    }
    for _ in 0..<outliers {
      gaps[generator.below(128)] = UInt32(truncatingIfNeeded: generator.next() >> UInt64(32 + generator.below(8)))
    }
    return gaps
  }

  private func encoded(_ gaps: [UInt32]) -> [UInt8] {
    let writer = ByteWriter()
    let length = gaps.withUnsafeBufferPointer {
      BlockCodec.encodeGapBlock($0.baseAddress.unsafelyUnwrapped, to: writer)
    }
    #expect(length == writer.count)
    return writer.array
  }

  /// What both readers make of the bytes when nothing behind them can be read; nil when one of them refuses.
  private func decoded(_ bytes: [UInt8], base: UInt32) -> (plain: [UInt32], sums: [UInt32], used: Int)? {
    let guarded = GuardedBytes(bytes)
    defer { withExtendedLifetime(guarded) {} }
    var plain = [UInt32](repeating: .max, count: 128)
    var sums = plain
    let used = plain.withUnsafeMutableBufferPointer {
      BlockCodec.decodeBlock(guarded.start, end: guarded.end, into: $0.baseAddress.unsafelyUnwrapped)
    }
    let summed = sums.withUnsafeMutableBufferPointer {
      BlockCodec.decodeGapBlock(guarded.start, end: guarded.end, base: base, into: $0.baseAddress.unsafelyUnwrapped)
    }
    guard let used, let summed else {
      #expect((used == nil) == (summed == nil))
      return nil
    }
    #expect(used == summed)
    return (plain, sums, used)
  }

  @Test("come back through both readers, at every width", arguments: 0...32)
  func everyWidth(width: Int) throws {
    var generator = SeededGenerator()
    for outliers in [0, 0, 1, 4, 30, 100] {
      let gaps = gaps(width: width, outliers: outliers, &generator)
      let base = UInt32(truncatingIfNeeded: generator.next())
      let bytes = encoded(gaps)
      let back = try #require(decoded(bytes, base: base), "\(generator.replay)")
      #expect(back.used == bytes.count, "\(generator.replay)")
      #expect(back.plain == gaps, "\(generator.replay)")
      var sum = base
      let expected = gaps.map { gap in
        sum = sum &+ gap &+ 1
        return sum
      }
      #expect(back.sums == expected, "\(generator.replay)")
    }
  }

  @Test("take a twentieth less than plain frames where gaps are as chance makes them")
  func size() {
    var generator = SeededGenerator()
    var (rice, plain, count) = (0, 0, 0)
    for _ in 0..<300 {
      let gaps = gaps(width: 4 + generator.below(16), outliers: 0, &generator)
      let bytes = encoded(gaps)
      let frame = ByteWriter()
      plain += gaps.withUnsafeBufferPointer { BlockCodec.encodeBlock($0.baseAddress.unsafelyUnwrapped, to: frame) }
      rice += bytes.count
      if bytes[0] & 63 >= Self.firstHead { count += 1 }
    }
    #expect(rice * 20 < plain * 19, "\(rice) bytes, plain frames \(plain); \(generator.replay)")
    #expect(count > 250, "\(count) of 300 blocks are in this code; \(generator.replay)")
  }

  @Test("a block that is cut off is refused, and not read past its end")
  func truncated() {
    var generator = SeededGenerator()
    for width in [0, 1, 7, 13, 24, 31] {
      for outliers in [0, 5] {
        let bytes = encoded(gaps(width: width, outliers: outliers, &generator))
        for cut in bytes.indices {
          #expect(decoded(Array(bytes.prefix(cut)), base: 3) == nil, "\(generator.replay)")
        }
      }
    }
  }

  @Test("random bytes decode to something or nothing, and are not read past their end")
  func random() {
    var generator = SeededGenerator()
    for _ in 0..<4_000 {
      var bytes = (0..<generator.below(900)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      // Few ones make many words of quotients, none too many.
      if generator.below(2) == 0 { bytes = bytes.map { $0 & UInt8(truncatingIfNeeded: 1 << generator.below(8)) } }
      if !bytes.isEmpty {
        bytes[0] = Self.firstHead + UInt8(generator.below(31)) + (generator.below(2) == 0 ? 64 : 0)
      }
      _ = decoded(bytes, base: 9)
    }
  }
}
