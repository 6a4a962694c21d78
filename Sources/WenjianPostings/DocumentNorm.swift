/// The length of a document in one byte: exact up to 15 elements, then 3 bits of mantissa, so at most 12 %
/// off. Ranking needs no more, and blocks can keep the shortest length of their documents in a byte.
package enum DocumentNorm {
  /// The norm of a length in stream elements; monotone.
  package static func encode(_ length: Int) -> UInt8 {
    if length < 16 { return UInt8(max(length, 0)) }
    let exponent = Int.bitWidth - 1 - length.leadingZeroBitCount  // at least 4
    let mantissa = (length >> (exponent - 3)) & 7
    return UInt8(min(16 + (exponent - 4) * 8 + mantissa, 255))
  }

  /// The least length with this norm.
  package static func decode(_ norm: UInt8) -> Int {
    if norm < 16 { return Int(norm) }
    let exponent = (Int(norm) - 16) / 8 + 4
    let mantissa = (Int(norm) - 16) % 8
    return (8 + mantissa) << (exponent - 3)
  }
}
