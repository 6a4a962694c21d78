import Testing
import WenjianBytes
import WenjianPostings
import WenjianTestSupport

@Suite("The code of short lists")
struct GapCodeTests {
  /// Gaps less one, and the numbers they sum up to from `base`.
  private func sums(_ gaps: [UInt32], base: UInt32) -> [UInt32] {
    var sum = base
    return gaps.map { gap in
      sum = sum &+ gap &+ 1
      return sum
    }
  }

  private func encoded(_ gaps: [UInt32]) -> [UInt8] {
    let writer = ByteWriter()
    gaps.withUnsafeBufferPointer { gaps in
      var none: UInt32 = 0
      GapCode.encode(gaps.baseAddress ?? withUnsafePointer(to: &none) { $0 }, count: gaps.count, to: writer)
    }
    return [UInt8](writer.bytes)
  }

  /// - Returns: nil when the bytes are called damaged. Reading a byte behind them ends the process.
  private func decoded(_ bytes: [UInt8], count: Int, base: UInt32) throws -> [UInt32]? {
    let guarded = GuardedBytes(bytes)
    defer { withExtendedLifetime(guarded) {} }
    var values = [UInt32](repeating: 0, count: count + 1)
    let used = values.withUnsafeMutableBufferPointer { values in
      GapCode.decode(
        guarded.start + 1, end: guarded.end, head: bytes[0], count: count, base: base,
        into: values.baseAddress.unsafelyUnwrapped)
    }
    #expect(values[count] == 0, "wrote behind the last number")
    if let used { #expect(used <= bytes.count - 1, "more was read than there is") }
    return used == nil ? nil : Array(values[..<count])
  }

  @Test("gives back what it took, for every length of the longest gap", arguments: 0...32)
  func roundTrip(longest: Int) throws {
    var generator = SeededGenerator("gap code", round: longest)
    for count in [0, 1, 2, 3, 17, 126, 127] {
      let gaps = (0..<count).map { index -> UInt32 in
        // Every class up to the longest, and the longest itself at least once.
        let bits = index == count / 2 ? longest : generator.int(0...longest)
        guard bits > 0 else { return 0 }
        let high = UInt32(1) << UInt32(bits - 1)
        return high | UInt32(truncatingIfNeeded: generator.next()) & (high - 1)
      }
      let base = UInt32(truncatingIfNeeded: generator.next())
      let bytes = encoded(gaps)
      #expect(bytes[0] & GapCode.headBit != 0)
      #expect(try decoded(bytes, count: count, base: base) == sums(gaps, base: base), "\(generator.replay)")
    }
  }

  @Test("reads nothing behind the end, and says when it would have to", arguments: 0..<20)
  func truncated(round: Int) throws {
    var generator = SeededGenerator("gap code cut", round: round)
    let gaps = (0..<generator.int(2...127)).map { _ in
      UInt32(truncatingIfNeeded: generator.next()) >> UInt32(generator.int(0...31))
    }
    let bytes = encoded(gaps)
    for length in 1..<bytes.count {
      #expect(try decoded(Array(bytes[..<length]), count: gaps.count, base: 0) == nil, "\(generator.replay)")
    }
  }

  @Test("any bytes at all decode to something or are refused", arguments: 0..<40)
  func damaged(round: Int) throws {
    var generator = SeededGenerator("gap code damage", round: round)
    for _ in 0..<50 {
      let bytes = [UInt8(generator.int(0...255)) | GapCode.headBit] + generator.bytes(generator.int(0...60))
      _ = try decoded(bytes, count: generator.int(0...127), base: UInt32.max)
    }
  }
}
