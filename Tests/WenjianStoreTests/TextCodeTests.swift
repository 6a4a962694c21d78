import Testing
import WenjianBytes
import WenjianStore
import WenjianTestSupport

@Suite("The dense text code")
struct TextCodeTests {
  static func encoder(_ sample: String) -> TextEncoder {
    Array(sample.utf8).withUnsafeBytes { TextEncoder(sample: $0) }
  }

  /// Encodes and decodes with ranks made from `sample`.
  static func roundTrip(
    _ text: String, sample: String
  ) throws -> (text: [UInt8], denseBytes: Int, scalars: Int, astral: Int) {
    let encoder = encoder(sample)
    let dense = ByteWriter()
    let counts = Array(text.utf8).withUnsafeBytes { encoder.encode($0, to: dense) }
    let table = GuardedBytes(encoder.table)
    defer { withExtendedLifetime(table) {} }
    let code = try #require(TextCode.read(FileBytes(table.bytes)))
    let guarded = GuardedBytes(dense.bytes)
    defer { withExtendedLifetime(guarded) {} }
    let writer = ByteWriter()
    code.decode(guarded.bytes, to: writer)
    return (Array(writer.bytes), dense.count, counts.scalars, counts.astral)
  }

  static let law = "第一书记和驻村工作队。「第一書記」2016年，GDP增长6.7%。\r\n"

  @Test(
    "any text comes back, ranked or not",
    arguments: [
      "", "a", law, "\0\0", "日本語テキスト", "𠮷野家", "😀👨‍👩‍👧‍👦", "\u{10FFFF}\u{FFFD}\u{FFFF}",
      "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}", "né\u{301}",
    ], ["", "a", law, "𠮷\0😀"])
  func roundTrip(text: String, sample: String) throws {
    let result = try Self.roundTrip(text, sample: sample)
    #expect(result.text == Array(text.utf8))
    #expect(result.scalars == text.unicodeScalars.count)
    #expect(result.astral == text.unicodeScalars.count { $0.value > 0xFFFF })
  }

  @Test("random scalars of all planes come back")
  func random() throws {
    var generator = SeededGenerator()
    for _ in 0..<60 {
      var text = String.UnicodeScalarView()
      for _ in 0..<generator.below(300) {
        let limits = [0x80, 0x800, 0x1_0000, 0x11_0000]
        let value = UInt32(generator.below(limits[generator.below(4)]))
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      }
      let half = String(text.prefix(text.count / 2))
      let result = try Self.roundTrip(String(text), sample: half)
      #expect(result.text == Array(String(text).utf8), "\(generator.replay)")
      #expect(result.scalars == text.count, "\(generator.replay)")
    }
  }

  @Test("more characters than one or two bytes can number come back")
  func manyCharacters() throws {
    let all = String(
      String.UnicodeScalarView((0x20..<UInt32(0xD000)).compactMap(Unicode.Scalar.init)))
    #expect(all.unicodeScalars.count > TextCode.maximumCount)
    #expect(try Self.roundTrip(all, sample: all).text == Array(all.utf8))
  }

  @Test("the most frequent 160 characters take one byte, others two, unknown ones four")
  func lengths() throws {
    let scalars = (0x4E00..<UInt32(0x4E00 + 300)).compactMap(Unicode.Scalar.init)
    var sample = ""
    for (index, scalar) in scalars.enumerated() {
      sample += String(repeating: Character(scalar), count: 301 - index)
    }
    #expect(try Self.roundTrip(String(Character(scalars[0])), sample: sample).denseBytes == 1)
    #expect(try Self.roundTrip(String(Character(scalars[159])), sample: sample).denseBytes == 1)
    #expect(try Self.roundTrip(String(Character(scalars[160])), sample: sample).denseBytes == 2)
    #expect(try Self.roundTrip(String(Character(scalars[299])), sample: sample).denseBytes == 2)
    #expect(try Self.roundTrip("x", sample: sample).denseBytes == 4)
    #expect(try Self.roundTrip("😀", sample: sample + "😀").denseBytes == 4)
  }

  @Test("a table that is cut off or too long gives nil")
  func damagedTable() {
    let table = Self.encoder(Self.law).table
    for cut in 0..<table.count {
      let guarded = GuardedBytes(table.prefix(cut))
      defer { withExtendedLifetime(guarded) {} }
      #expect(TextCode.read(FileBytes(guarded.bytes)) == nil)
    }
    let huge = GuardedBytes([0xFF, 0xFF, 0xFF, 0x7F] + [UInt8](repeating: 0, count: 100))
    defer { withExtendedLifetime(huge) {} }
    #expect(TextCode.read(FileBytes(huge.bytes)) == nil)
  }

  @Test("damaged dense bytes become valid UTF-8, and unknown characters U+FFFD")
  func damagedDense() throws {
    var generator = SeededGenerator()
    let encoder = Self.encoder(Self.law)
    let table = GuardedBytes(encoder.table)
    defer { withExtendedLifetime(table) {} }
    let code = try #require(TextCode.read(FileBytes(table.bytes)))
    for _ in 0..<150 {
      let guarded = GuardedBytes(generator.bytes(generator.below(60)))
      defer { withExtendedLifetime(guarded) {} }
      let writer = ByteWriter()
      code.decode(guarded.bytes, to: writer)
      #expect(String(validating: writer.bytes, as: UTF8.self) != nil, "\(generator.replay)")
    }
    // No such rank; a surrogate; beyond Unicode.
    for dense: [UInt8] in [[150], [200, 9], [255, 0x00, 0xD8, 0x00], [255, 0xFF, 0xFF, 0xFF]] {
      let guarded = GuardedBytes(dense)
      defer { withExtendedLifetime(guarded) {} }
      let writer = ByteWriter()
      code.decode(guarded.bytes, to: writer)
      #expect(Array(writer.bytes) == [0xEF, 0xBF, 0xBD])
    }
  }
}
