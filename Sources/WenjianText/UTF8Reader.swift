/// Steps over the scalars of UTF-8 that was checked before; damaged bytes are read as U+FFFD, never past the end.
@usableFromInline
package enum UTF8Reader {
  @inlinable @inline(__always)
  package static func scalar(_ source: UnsafeBufferPointer<UInt8>, at: Int) -> (scalar: UInt32, end: Int) {
    let lead = UInt32(source[at])
    if lead < 0x80 { return (lead, at &+ 1) }
    if lead >= 0xE0, lead < 0xF0, at &+ 2 < source.count {
      return ((lead & 15) << 12 | UInt32(source[at &+ 1] & 63) << 6 | UInt32(source[at &+ 2] & 63), at &+ 3)
    }
    if lead >= 0xC0, lead < 0xE0, at &+ 1 < source.count {
      return ((lead & 31) << 6 | UInt32(source[at &+ 1] & 63), at &+ 2)
    }
    if lead >= 0xF0, lead < 0xF5, at &+ 3 < source.count {
      let high = (lead & 7) << 18 | UInt32(source[at &+ 1] & 63) << 12
      return (high | UInt32(source[at &+ 2] & 63) << 6 | UInt32(source[at &+ 3] & 63), at &+ 4)
    }
    return (0xFFFD, at &+ 1)
  }

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
}
