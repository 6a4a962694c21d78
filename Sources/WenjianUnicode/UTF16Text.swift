// Scalars to UTF-16 and back: ICU speaks UTF-16, Wenjian does not outside this target.

enum UTF16Text {
  /// - Precondition: `scalar` is a Unicode scalar.
  @inline(__always)
  static func append(_ scalar: UInt32, to text: inout [UInt16]) {
    if scalar < 0x10000 {
      precondition(scalar &- 0xD800 >= 0x800, "a surrogate is not a Unicode scalar")
      text.append(UInt16(truncatingIfNeeded: scalar))
    } else {
      precondition(scalar < 0x110000, "a Unicode scalar is at most U+10FFFF")
      text.append(UInt16(truncatingIfNeeded: 0xD7C0 &+ (scalar >> 10)))
      text.append(UInt16(truncatingIfNeeded: 0xDC00 | (scalar & 0x3FF)))
    }
  }

  /// Appends UTF-8 text; what is not UTF-8 becomes U+FFFD.
  static func append(utf8 bytes: UnsafeRawBufferPointer, to text: inout [UInt16]) {
    _ = transcode(bytes.makeIterator(), from: UTF8.self, to: UTF16.self, stoppingOnError: false) {
      text.append($0)
    }
  }

  /// The scalars of UTF-16 text; a lone surrogate becomes U+FFFD.
  static func scalars(of text: ArraySlice<UInt16>) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(text.count)
    _ = transcode(text.makeIterator(), from: UTF16.self, to: UTF32.self, stoppingOnError: false) {
      scalars.append($0)
    }
    return scalars
  }
}
