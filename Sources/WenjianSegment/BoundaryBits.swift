/// One bit a position: a word starts here.
package struct BoundaryBits: Sendable {
  nonisolated(unsafe) private let bytes: UnsafePointer<UInt8>
  private let count: Int

  package init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
  }

  @inline(__always)
  package func isSet(_ position: UInt32) -> Bool {
    let position = Int(position)
    // Behind the last barrier everything ends.
    guard position < count else { return true }
    return bytes[position &>> 3] & (1 &<< UInt8(truncatingIfNeeded: position & 7)) != 0
  }

  /// Up to 64 bits from a position on, the first in the lowest place.
  /// - Precondition: the bits lie in the segment.
  func bits(at position: Int, count wanted: Int) -> UInt64 {
    precondition(wanted <= 64 && position + wanted <= count, "bits outside the segment")
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
