import Testing
import WenjianBytes
import WenjianPostings
import WenjianTestSupport

@Suite("Blocks of numbers")
struct BlockCodecTests {
  /// Numbers of at most `width` bits, one of them of exactly that many; every so many replaced by an
  /// exception of up to `longest` bits.
  private func numbers(
    _ count: Int, width: Int, exceptions: Int, longest: Int, _ generator: inout SeededGenerator
  ) -> [UInt32] {
    func below(bits: Int) -> UInt32 {
      bits == 0 ? 0 : UInt32(truncatingIfNeeded: generator.next()) >> UInt32(32 - bits)
    }
    var values = (0..<count).map { _ in below(bits: width) }
    if width > 0, count > 0 { values[generator.below(count)] = 1 << UInt32(width - 1) }
    for _ in 0..<min(exceptions, count) { values[generator.below(count)] = below(bits: longest) }
    return values
  }

  private func encoded(_ values: [UInt32]) -> [UInt8] {
    let writer = ByteWriter()
    let length = values.withUnsafeBufferPointer {
      // A block or tail of nothing has no address to give.
      let start = $0.baseAddress ?? UnsafePointer(bitPattern: 8).unsafelyUnwrapped
      return $0.count == BlockCodec.blockSize
        ? BlockCodec.encodeBlock(start, to: writer)
        : BlockCodec.encodeTail(start, count: $0.count, to: writer)
    }
    #expect(length == writer.count)
    #expect(length <= BlockCodec.maximumBytes)
    return Array(writer.bytes)
  }

  /// What the bytes decode to, through either reader, when nothing behind them can be read.
  private func decoded(_ bytes: [UInt8], count: Int) -> (values: [UInt32], used: Int)? {
    let guarded = GuardedBytes(bytes)
    defer { withExtendedLifetime(guarded) {} }
    var room = [UInt32](repeating: .max, count: BlockCodec.blockSize)
    let used = room.withUnsafeMutableBufferPointer {
      let target = $0.baseAddress.unsafelyUnwrapped
      return count == BlockCodec.blockSize
        ? BlockCodec.decodeBlock(guarded.start, end: guarded.end, into: target)
        : BlockCodec.decodeTail(guarded.start, end: guarded.end, count: count, into: target)
    }
    return used.map { (Array(room[..<count]), $0) }
  }

  @Test("a full block comes back, at every width, with and without exceptions", arguments: 0...32)
  func fullBlocks(width: Int) throws {
    var generator = SeededGenerator()
    for exceptions in [0, 1, 5, 20, 127] {
      for longest in Set([width, min(width + 3, 32), min(width + 8, 32), min(width + 16, 32), 32]) {
        let values = numbers(
          128, width: width, exceptions: exceptions, longest: longest, &generator)
        let bytes = encoded(values)
        let (back, used) = try #require(decoded(bytes, count: 128), "\(generator.replay)")
        #expect(back == values, "\(generator.replay)")
        #expect(used == bytes.count, "\(generator.replay)")
      }
    }
  }

  @Test("a tail of every length comes back", arguments: 0..<128)
  func tails(count: Int) throws {
    var generator = SeededGenerator()
    for width in 0...32 {
      let exceptions = generator.below(4)
      let values = numbers(count, width: width, exceptions: exceptions, longest: 32, &generator)
      let bytes = encoded(values)
      let (back, used) = try #require(decoded(bytes, count: count), "\(generator.replay)")
      #expect(back == values, "\(generator.replay)")
      #expect(used == bytes.count, "\(generator.replay)")
    }
  }

  @Test("the extremes come back", arguments: [1, 127, 128])
  func extremes(count: Int) throws {
    for value in [0, 1, UInt32.max - 1, .max] {
      let values = [UInt32](repeating: value, count: count)
      #expect(try #require(decoded(encoded(values), count: count)).values == values)
    }
    var spike = [UInt32](repeating: 0, count: count)
    spike[count - 1] = .max
    #expect(try #require(decoded(encoded(spike), count: count)).values == spike)
  }

  @Test("one large number does not widen a block of small ones")
  func exceptionsAreCheap() {
    var values = [UInt32](repeating: 1, count: 128)
    let plain = encoded(values).count
    values[77] = .max
    #expect(encoded(values).count <= plain + 8)
  }

  @Test("gaps add up as they do one by one", arguments: 0...32)
  func gaps(width: Int) throws {
    var generator = SeededGenerator()
    for exceptions in [0, 3] {
      let gaps = numbers(128, width: width, exceptions: exceptions, longest: 32, &generator)
      let base = UInt32(truncatingIfNeeded: generator.next())
      let guarded = GuardedBytes(encoded(gaps))
      defer { withExtendedLifetime(guarded) {} }
      var room = [UInt32](repeating: 0, count: 128)
      let used = room.withUnsafeMutableBufferPointer {
        BlockCodec.decodeGapBlock(
          guarded.start, end: guarded.end, base: base, into: $0.baseAddress.unsafelyUnwrapped)
      }
      #expect(used == guarded.bytes.count)
      var sum = base
      let expected = gaps.map { gap in
        sum = sum &+ gap &+ 1
        return sum
      }
      #expect(room == expected, "\(generator.replay)")
      var summed = gaps
      summed.withUnsafeMutableBufferPointer {
        BlockCodec.sumGaps($0.baseAddress.unsafelyUnwrapped, count: 128, base: base)
      }
      #expect(summed == expected, "\(generator.replay)")
    }
  }

  @Test("a block that is cut off gives nil and is not read past its end")
  func truncated() {
    var generator = SeededGenerator()
    for count in [1, 7, 8, 64, 127, 128] {
      for width in [0, 1, 7, 8, 13, 31, 32] {
        let values = numbers(count, width: width, exceptions: 2, longest: 32, &generator)
        let bytes = encoded(values)
        for cut in 0..<bytes.count {
          #expect(decoded(Array(bytes.prefix(cut)), count: count) == nil, "\(generator.replay)")
        }
      }
    }
  }

  @Test("random bytes decode to something or nothing, and are not read past their end")
  func random() {
    var generator = SeededGenerator()
    for _ in 0..<2000 {
      let length = generator.below(40) == 0 ? 0 : generator.below(700)
      let bytes = generator.bytes(length)
      for count in [generator.below(128), 128] {
        if let (_, used) = decoded(bytes, count: count) { #expect(used <= length, "\(generator.replay)") }
      }
      let guarded = GuardedBytes(bytes)
      defer { withExtendedLifetime(guarded) {} }
      var room = [UInt32](repeating: 0, count: 128)
      let used = room.withUnsafeMutableBufferPointer {
        BlockCodec.decodeGapBlock(
          guarded.start, end: guarded.end, base: 7, into: $0.baseAddress.unsafelyUnwrapped)
      }
      #expect(used ?? 0 <= length, "\(generator.replay)")
    }
  }
}
