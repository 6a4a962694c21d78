import WenjianBytes

/// A text file as read: valid UTF-8, and what had to be mended to make it so.
package struct TextFile: Sendable {
  package var text: [UInt8]
  /// Byte sequences that were not UTF-8 and became U+FFFD.
  package var replacedSequences: Int
  /// Where the first of them stood in the file.
  package var firstBadByte: Int?

  /// Above this share of bad sequences among the characters a file is in another encoding, not damaged.
  static let damageShare = 0.01

  /// Reads a file.
  /// - Throws: `SkippedFile` when it is not text that can be read.
  package static func read(_ path: String, relativePath: String) throws(SkippedFile) -> TextFile {
    func skip(_ reason: SkippedFile.Reason) -> SkippedFile {
      SkippedFile(path: relativePath, reason: reason)
    }
    let bytes: [UInt8]
    do {
      bytes = try FileOperations.read(path)
    } catch {
      throw skip(.unreadable(error.reason))
    }
    if bytes.isEmpty { throw skip(.empty) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw skip(.utf16) }
    guard let bad = firstInvalid(bytes, from: 0) else {
      if isBinary(bytes) { throw skip(.binary) }
      return TextFile(text: bytes, replacedSequences: 0, firstBadByte: nil)
    }
    if isBinary(bytes) { throw skip(.binary) }
    let (text, replaced, characters) = repaired(bytes)
    guard Double(replaced) <= Double(characters) * damageShare else {
      throw skip(.notUTF8(firstBadByte: bad))
    }
    return TextFile(text: text, replacedSequences: replaced, firstBadByte: bad)
  }

  /// A NUL or two may be dirt in a text; one in a thousand bytes is a program's data.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    let sample = bytes.prefix(1 << 16)
    return sample.reduce(0) { $0 + ($1 == 0 ? 1 : 0) } * 1000 > sample.count
  }

  /// The first byte from `start` on that does not begin a well-formed sequence (Unicode 15, table 3-7).
  static func firstInvalid(_ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes -> Int? in
      var at = start
      let end = bytes.count
      while at < end {
        let length = sequenceLength(bytes, at)
        if length == 0 { return at }
        at &+= length
      }
      return nil
    }
  }

  @inline(__always)
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let lead = bytes[at]
    if lead < 0x80 { return 1 }
    func tail(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      at + offset < bytes.count && bytes[at + offset] >= low && bytes[at + offset] <= high
    }
    switch lead {
    case 0xC2...0xDF: return tail(1) ? 2 : 0
    case 0xE0: return tail(1, 0xA0) && tail(2) ? 3 : 0
    case 0xED: return tail(1, 0x80, 0x9F) && tail(2) ? 3 : 0
    case 0xE1...0xEF: return tail(1) && tail(2) ? 3 : 0
    case 0xF0: return tail(1, 0x90) && tail(2) && tail(3) ? 4 : 0
    case 0xF1...0xF3: return tail(1) && tail(2) && tail(3) ? 4 : 0
    case 0xF4: return tail(1, 0x80, 0x8F) && tail(2) && tail(3) ? 4 : 0
    default: return 0
    }
  }

  /// The text with U+FFFD for every stretch that is not UTF-8.
  private static func repaired(
    _ bytes: [UInt8]
  ) -> (text: [UInt8], replaced: Int, characters: Int) {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 64)
    var replaced = 0
    var characters = 0
    bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      var wasBad = false
      while at < bytes.count {
        let length = sequenceLength(bytes, at)
        if length > 0 {
          text.append(contentsOf: bytes[at..<(at + length)])
          characters += 1
          at += length
          wasBad = false
        } else {
          if !wasBad {
            text.append(contentsOf: [0xEF, 0xBF, 0xBD])
            replaced += 1
            characters += 1
          }
          wasBad = true
          at += 1
        }
      }
    }
    return (text, replaced, characters)
  }
}
