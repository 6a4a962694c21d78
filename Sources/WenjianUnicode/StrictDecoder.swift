// Bytes of any encoding ICU knows to UTF-8, with the places of what is not of that encoding.

internal import CICU

/// A text that was decoded, and where it was damaged.
package struct DecodedBytes: Sendable {
  /// Valid UTF-8, with one U+FFFD for each bad stretch.
  package var text: [UInt8]
  /// Stretches of bytes that are not of the encoding.
  package var badStretches: Int
  /// Where the first of them start, in the bytes that were decoded.
  package var badOffsets: [Int]
}

package enum StrictDecoder {
  /// How many places of damage are remembered: enough to look at, and bounded.
  package static let placeLimit = 16

  /// Decodes bytes by the name of an encoding, such as `GB18030` or `UTF-16LE`.
  ///
  /// Not for UTF-8, which needs no copy.
  /// - Throws: `ICUError` when ICU has no such encoding.
  /// - Complexity: linear; some 150 MB of GB18030 a second.
  package static func decode(
    _ bytes: UnsafeRawBufferPointer, from encoding: String
  ) throws(ICUError) -> DecodedBytes {
    guard let input = bytes.bindMemory(to: UInt8.self).baseAddress else {
      return DecodedBytes(text: [], badStretches: 0, badOffsets: [])
    }
    var offsets = [Int64](repeating: 0, count: placeLimit)
    var bad: Int64 = 0
    var code: Int32 = 0
    // The capacity is the worst case; pages that are not written cost nothing.
    let text = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 16) { output, count in
      count = Int(
        cicu_decode(
          encoding, input, Int64(bytes.count), output.baseAddress.unsafelyUnwrapped, &offsets,
          Int64(offsets.count), &bad, &code))
    }
    try ICUError.check(code, "decode \(encoding)")
    return DecodedBytes(
      text: text, badStretches: Int(bad), badOffsets: offsets.prefix(Int(bad)).map { Int($0) })
  }
}
