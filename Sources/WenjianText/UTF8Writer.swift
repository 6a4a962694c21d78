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
  package static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
    if scalar < 0x80 {
      target[0] = UInt8(scalar)
      return 1
    }
    if scalar < 0x800 {
      target[0] = UInt8(0xC0 | scalar >> 6)
      target[1] = UInt8(0x80 | scalar & 63)
      return 2
    }
    if scalar < 0x1_0000 {
      target[0] = UInt8(0xE0 | scalar >> 12)
      target[1] = UInt8(0x80 | (scalar >> 6) & 63)
      target[2] = UInt8(0x80 | scalar & 63)
      return 3
    }
    target[0] = UInt8(0xF0 | (scalar >> 18) & 7)
    target[1] = UInt8(0x80 | (scalar >> 12) & 63)
    target[2] = UInt8(0x80 | (scalar >> 6) & 63)
    target[3] = UInt8(0x80 | scalar & 63)
    return 4
  }
}
