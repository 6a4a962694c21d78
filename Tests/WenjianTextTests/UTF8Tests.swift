// The one reader and writer of UTF-8, and what padding is, against the standard library.

import Testing
import WenjianTestSupport
import WenjianText

@Suite("UTF-8")
struct UTF8Tests {
  @Test("of every scalar is written and read as the standard library does, from both ends")
  func everyScalar() {
    var wrong: [UInt32] = []
    for value in UInt32(0)...0x10_FFFF {
      // Every one where the length changes and in the plane that texts are in, else a sample.
      guard value < 0x1_0080 || value % 251 == 0 || value > 0x10_FF00, let scalar = Unicode.Scalar(value) else {
        continue
      }
      let expected = Array(String(scalar).utf8)
      var appended: [UInt8] = []
      UTF8Writer.append(value, to: &appended)
      let written = [UInt8](unsafeUninitializedCapacity: 4) { buffer, count in
        count = UTF8Writer.write(value, to: buffer.baseAddress.unsafelyUnwrapped)
      }
      let isRead = expected.withUnsafeBufferPointer { bytes in
        UTF8Reader.scalar(bytes, at: 0) == (value, bytes.count)
          && UTF8Reader.scalar(bytes, before: bytes.count) == (value, 0)
      }
      if appended != expected || written != expected || !isRead { wrong.append(value) }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(10))")
  }

  @Test("is read backwards as forwards, and damaged bytes end within four")
  func backwards() {
    var random = SeededGenerator()
    for _ in 0..<200 {
      let text = (0..<random.int(1...20)).map { _ in random.pick(["a", "é", "第", "𬭎", " ", "\u{3000}", "。"]) }
        .joined()
      Array(text.utf8).withUnsafeBufferPointer { bytes in
        var found: [UInt32] = []
        var end = bytes.count
        while end > 0 {
          let (scalar, start) = UTF8Reader.scalar(bytes, before: end)
          found.append(scalar)
          end = start
        }
        #expect(found.reversed() == text.unicodeScalars.map(\.value), "\(random.replay)")
      }
    }
    let damaged = [UInt8](repeating: 0x80, count: 10)
    damaged.withUnsafeBufferPointer { #expect(UTF8Reader.scalar($0, before: 10) == (0xFFFD, 6)) }
    damaged.withUnsafeBufferPointer { #expect(UTF8Reader.scalar($0, before: 10, notBelow: 8).start == 8) }
  }

  @Test("is trimmed of padding at both ends, and of nothing inside")
  func trimmed() {
    let padding = [" ", "\t", "\r", "\u{1E}", "\u{A0}", "\u{3000}", "\u{2003}", "\u{200B}", "\u{FEFF}"]
    let isPadding = Set(padding.joined().unicodeScalars)
    var random = SeededGenerator()
    for _ in 0..<500 {
      let parts = (0..<random.int(0...9)).map { _ in
        random.pick(random.oneIn(2) ? padding : ["第", "a", "。", "，", "é", "𬭎"])
      }
      let inner = parts.joined().unicodeScalars.drop { isPadding.contains($0) }.reversed()
      let expected = String(String.UnicodeScalarView(inner.drop { isPadding.contains($0) }.reversed()))
      // What lies around the stretch is not looked at.
      let bytes = Array(("\u{3000}" + parts.joined() + " ").utf8)
      let found = bytes.withUnsafeBufferPointer { UTF8Reader.trimmed($0, 3..<(bytes.count - 1)) }
      #expect(String(decoding: bytes[found], as: UTF8.self) == expected, "\(random.replay)")
    }
  }
}

@Suite("Characters in patterns")
struct ScalarPatternTests {
  @Test("match their own number and, of ASCII, their own byte alone")
  func match() {
    for byte in UInt8.min...UInt8.max {
      #expect((byte == "<") == (byte == 0x3C))
      #expect((byte != "<") == (byte != 0x3C))
      #expect(("a"..."z" ~= byte) == (0x61...0x7A).contains(byte))
      // A byte of 128 and more is a part of a character, and no character of Latin-1.
      #expect(!(byte == "\u{E9}") && !("À"..."ÿ" ~= byte))
    }
    #expect(UInt32(0x7B2C) == "第" && UInt32(0x7B2D) != "第" && "一"..."龥" ~= UInt32(0x7B2C))
  }

  @Test("Han are the ideographs and 〇")
  func han() {
    for scalar in "一㐀𬭎〇龥".unicodeScalars { #expect(isHan(scalar.value), "\(scalar)") }
    for scalar in "々、あａ⼀".unicodeScalars { #expect(!isHan(scalar.value), "\(scalar)") }
  }
}
