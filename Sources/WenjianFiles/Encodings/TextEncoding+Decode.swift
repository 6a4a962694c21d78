// Decoding in one encoding, with what texts hold beyond its standard.

import WenjianUnicode

extension TextEncoding {
  /// Decodes bytes of this encoding; what is not of it becomes U+FFFD.
  /// - Throws: `ICUError` when ICU has no such encoding.
  func decode(_ bytes: UnsafeRawBufferPointer) throws -> DecodedBytes {
    let decoded = try StrictDecoder.decode(bytes, from: name)
    guard self == .gb18030, decoded.badStretches > 0 else { return decoded }
    let euros = Self.loneEuros(in: bytes)
    guard !euros.isEmpty else { return decoded }
    // One byte becomes two: the places of damage behind it move back by one each.
    var widened: [UInt8] = []
    widened.reserveCapacity(bytes.count + euros.count)
    var start = 0
    for place in euros {
      widened += bytes[start..<place]
      widened += Self.euro
      start = place + 1
    }
    widened += bytes[start...]
    var result = try widened.withUnsafeBytes { try StrictDecoder.decode($0, from: name) }
    let moved = euros.indices.map { euros[$0] + $0 }
    result.badOffsets = result.badOffsets.map { offset in offset - moved.prefix { $0 < offset }.count }
    return result
  }

  /// € in GB18030.
  private static let euro: [UInt8] = [0xA2, 0xE3]

  /// Where the byte 0x80 begins a character: € in code page 936, which GB18030 leaves free.
  private static func loneEuros(in bytes: UnsafeRawBufferPointer) -> [Int] {
    var places: [Int] = []
    var at = 0
    while at < bytes.count {
      let lead = bytes[at]
      if lead == 0x80 { places.append(at) }
      let isLead = lead > 0x80 && lead < 0xFF && at + 1 < bytes.count
      switch isLead ? bytes[at + 1] : 0 {
      case 0x30...0x39 where at + 3 < bytes.count: at += 4
      case 0x40...0x7E, 0x80...0xFE: at += 2
      default: at += 1
      }
    }
    return places
  }
}
