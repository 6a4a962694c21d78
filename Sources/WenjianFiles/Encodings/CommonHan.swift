// The characters that make up most of any Chinese text: a text that lacks them was decoded wrongly.

import WenjianStream
import WenjianUnicode

/// The 3,755 characters of level 1 of GB 2312 (rows 16 to 55, those in daily use), in every form that folds to one of
/// them, as a bit for each scalar of the basic plane.
///
/// In clean texts at least nine tenths of the Han are among them, in either script; in text decoded with a wrong
/// table less than two thirds. Computed from ICU's decoder rather than stored: 150 µs, once, only when indexing.
package enum CommonHan {
  /// Bit `scalar & 63` of word `scalar >> 6`.
  nonisolated(unsafe) static let bits = level(rows: 0xB0...0xD7)

  /// The same for both levels, 6,763 characters: what is none of them is met in names, if at all.
  nonisolated(unsafe) static let knownBits = level(rows: 0xB0...0xF7)

  private static func level(rows: ClosedRange<UInt8>) -> UnsafePointer<UInt64> {
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 1024)
    words.initialize(repeating: 0, count: 1024)
    var bytes: [UInt8] = []
    for row in rows {
      // Row 55 ends after 89 characters.
      for cell in UInt8(0xA1)...(row == 0xD7 ? 0xF9 : 0xFE) { bytes += [row, cell] }
    }
    let level = bytes.withUnsafeBytes { try? StrictDecoder.decode($0, from: "GB18030") }
    var isCommon = Set<UInt32>()
    for scalar in String(decoding: level?.text ?? [], as: UTF8.self).unicodeScalars {
      isCommon.insert(foldEntry(of: scalar.value).scalar)
    }
    for scalar in UInt32(0x3400)..<0xFB00 {
      let entry = foldEntry(of: scalar)
      if entry.isHan, entry.kind == FoldKind.symbol, isCommon.contains(entry.scalar) {
        words[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63)
      }
    }
    return UnsafePointer(words)
  }

  @inline(__always)
  static func contains(_ scalar: UInt32, _ bits: UnsafePointer<UInt64>) -> Bool {
    scalar < 0x1_0000 && bits[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 != 0
  }

  package static func contains(_ scalar: UInt32) -> Bool { contains(scalar, bits) }
}
