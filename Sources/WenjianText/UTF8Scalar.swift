// Reads one scalar from bytes that may not be UTF-8, the way `String(decoding:as:)` repairs them.

@usableFromInline
package struct DecodedScalar {
  /// The scalar, or U+FFFD for bytes that are no UTF-8.
  @usableFromInline package var value: UInt32
  /// Bytes it takes, at least 1: for broken bytes the longest start of a valid sequence (Unicode
  /// 3.9, table 3-7), so that scalars are counted here as `String` counts them.
  @usableFromInline package var byteCount: Int

  @inlinable
  init(value: UInt32, byteCount: Int) {
    self.value = value
    self.byteCount = byteCount
  }
}

/// - Precondition: `index < end <= bytes.count`; no byte from `end` on is read.
@inline(__always)  // The cutter decodes some 300 scalars a passage; a call each doubled the scan.
@inlinable
package func decodeScalar(_ bytes: Span<UInt8>, at index: Int, end: Int) -> DecodedScalar {
  let lead = bytes[index]
  if lead < 0x80 { return DecodedScalar(value: UInt32(lead), byteCount: 1) }
  if lead & 0xF0 == 0xE0, index + 3 <= end {
    let second = bytes[index + 1]
    let third = bytes[index + 2]
    let value =
      UInt32(lead & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
    if second & 0xC0 == 0x80, third & 0xC0 == 0x80, value >= 0x800,
      !(value >= 0xD800 && value < 0xE000)
    {
      return DecodedScalar(value: value, byteCount: 3)
    }
  }
  return decodeRareScalar(bytes, at: index, end: end)
}

/// The end of the characters of U+4000 to U+9FFF, three sound bytes each, from `start` on. Most of a text are
/// stretches of these, which need no decoding to be counted or copied.
package func endOfIdeographs(_ bytes: Span<UInt8>, from start: Int, end: Int) -> Int {
  precondition(start >= 0 && end <= bytes.count)
  // SAFETY: three bytes are read where they are there.
  return unsafe bytes.withUnsafeBytes { bytes in
    var at = start
    while at &+ 3 <= end {
      let head = unsafe UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self))
      let third = unsafe bytes.loadUnaligned(fromByteOffset: at &+ 2, as: UInt8.self)
      guard head & 0xC000 == 0x8000, third & 0xC0 == 0x80, head & 0xFF &- 0xE4 <= 5 else { return at }
      at &+= 3
    }
    return at
  }
}

@inline(never) @usableFromInline
func decodeRareScalar(_ bytes: Span<UInt8>, at index: Int, end: Int) -> DecodedScalar {
  let lead = bytes[index]
  let length: Int
  var secondByte: ClosedRange<UInt8> = 0x80...0xBF
  switch lead {
  case 0xC2...0xDF: length = 2
  case 0xE0...0xEF:
    length = 3
    if lead == 0xE0 { secondByte = 0xA0...0xBF }
    if lead == 0xED { secondByte = 0x80...0x9F }
  case 0xF0...0xF4:
    length = 4
    if lead == 0xF0 { secondByte = 0x90...0xBF }
    if lead == 0xF4 { secondByte = 0x80...0x8F }
  default: return DecodedScalar(value: 0xFFFD, byteCount: 1)
  }
  var value = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
  var taken = 1
  while taken < length, index + taken < end {
    let byte = bytes[index + taken]
    if !(taken == 1 ? secondByte : 0x80...0xBF).contains(byte) { break }
    value = value << 6 | UInt32(byte & 0x3F)
    taken += 1
  }
  return DecodedScalar(value: taken == length ? value : 0xFFFD, byteCount: taken)
}
