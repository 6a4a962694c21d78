package import WenjianBytes

/// One bit a position: a word starts here.
package struct BoundaryBits: Sendable {
  nonisolated(unsafe) package let bytes: UnsafePointer<UInt8>
  package let count: Int
  package let checks: PageChecks

  /// Bits in memory.
  package init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    checks = .none
  }

  /// The same bits for a reader that has compared them with their checksum: looking whether a page was compared took
  /// a good part of looking at a bit.
  var checked: BoundaryBits { BoundaryBits(bytes, count: count) }

  /// - Returns: nil when there are too few.
  init?(_ bytes: FileBytes, count: Int) {
    guard bytes.count >= (count + 7) / 8 else { return nil }
    self.bytes = bytes.start.assumingMemoryBound(to: UInt8.self)
    self.count = count
    checks = bytes.checks
  }

  @inline(__always)
  package func isSet(_ position: UInt32) -> Bool {
    let position = Int(position)
    // Behind the last barrier everything ends.
    guard position < count else { return true }
    checks.require(bytes + position &>> 3, 1)
    return bytes[position &>> 3] & (1 &<< UInt8(truncatingIfNeeded: position & 7)) != 0
  }

  /// Whether words start at a position and `length` positions behind it, read in one go where that is possible.
  @inline(__always)
  func areSet(_ position: UInt32, and length: UInt32) -> Bool {
    let at = Int(position)
    guard at &+ 64 < count, length < 56 else { return isSet(position) && isSet(position &+ length) }
    checks.require(bytes + at &>> 3, 8)
    let bits = load64(UnsafeRawPointer(bytes), at &>> 3) &>> UInt64(at & 7)
    return bits & (bits &>> UInt64(length)) & 1 != 0
  }

  /// How many positions `aligned(from:)` tells of.
  static let alignedStretch = 32

  /// Of a position and those behind it, the first in the lowest bit, whether a gram there begins and ends where words do.
  /// - Parameter position: a multiple of 8.
  @inline(__always)
  func aligned(from position: Int) -> UInt32 {
    guard position &+ 64 < count else { return lastAligned(from: position) }
    checks.require(bytes + position &>> 3, 8)
    let bits = load64(UnsafeRawPointer(bytes), position &>> 3)
    return UInt32(truncatingIfNeeded: bits & (bits &>> 2))
  }

  @inline(never)
  private func lastAligned(from position: Int) -> UInt32 {
    var aligned: UInt32 = 0
    for index in 0..<Self.alignedStretch where areSet(UInt32(truncatingIfNeeded: position &+ index), and: 2) {
      aligned |= 1 &<< UInt32(index)
    }
    return aligned
  }

  /// Whether a word of so many elements is at a position, no more and no less.
  package func isWord(_ position: UInt32, length: Int) -> Bool {
    guard isSet(position), isSet(position &+ UInt32(truncatingIfNeeded: length)) else { return false }
    for offset in 1..<max(1, length) where isSet(position &+ UInt32(truncatingIfNeeded: offset)) { return false }
    return true
  }

  /// The words and barriers that start in a range of positions.
  /// - Complexity: linear in the positions, an eighth of a byte each.
  package func count(in range: Range<UInt32>) -> Int {
    var total = 0
    var position = Int(range.lowerBound)
    let end = min(Int(range.upperBound), count)
    while position < end {
      let size = min(64, end - position)
      total += bits(at: position, count: size).nonzeroBitCount
      position += size
    }
    return total
  }

  /// Up to 64 bits from a position on, the first in the lowest place.
  /// - Precondition: the bits lie in the segment.
  func bits(at position: Int, count wanted: Int) -> UInt64 {
    precondition(wanted <= 64 && position + wanted <= count, "bits outside the segment")
    checks.require(bytes + position &>> 3, (wanted + (position & 7) + 7) / 8)
    var word: UInt64 = 0
    var filled = -(position & 7)
    var byte = position >> 3
    while filled < wanted {
      let value = UInt64(bytes[byte])
      word |= filled < 0 ? value &>> UInt64(-filled) : value &<< UInt64(filled)
      filled += 8
      byte += 1
    }
    return wanted == 64 ? word : word & ((1 &<< UInt64(wanted)) &- 1)
  }
}
