/// Writes scalars as UTF-8.
@usableFromInline
package enum UTF8Writer {
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 63))
    case 0x800..<0x1_0000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 63))
      bytes.append(UInt8(0x80 | scalar & 63))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18 & 7))
      bytes.append(UInt8(0x80 | scalar >> 12 & 63))
      bytes.append(UInt8(0x80 | scalar >> 6 & 63))
      bytes.append(UInt8(0x80 | scalar & 63))
    }
  }

  /// - Parameter target: has room for four bytes.
  /// - Returns: how many were written.
  @inlinable
  // SAFETY: the caller promises room for four bytes, and no more are written.
  package static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
    if scalar < 0x80 {
      unsafe target[0] = UInt8(scalar)
      return 1
    }
    if scalar < 0x800 {
      unsafe target[0] = UInt8(0xC0 | scalar >> 6)
      unsafe target[1] = UInt8(0x80 | scalar & 63)
      return 2
    }
    if scalar < 0x1_0000 {
      unsafe target[0] = UInt8(0xE0 | scalar >> 12)
      unsafe target[1] = UInt8(0x80 | (scalar >> 6) & 63)
      unsafe target[2] = UInt8(0x80 | scalar & 63)
      return 3
    }
    unsafe target[0] = UInt8(0xF0 | (scalar >> 18) & 7)
    unsafe target[1] = UInt8(0x80 | (scalar >> 12) & 63)
    unsafe target[2] = UInt8(0x80 | (scalar >> 6) & 63)
    unsafe target[3] = UInt8(0x80 | scalar & 63)
    return 4
  }
}
