import Testing
import WenjianBytes
import WenjianTestSupport

@Suite("Varints and the byte writer")
struct ByteWriterTests {
  private static let edges: [UInt64] = {
    var edges: [UInt64] = [0, .max - 1, .max]
    for length in 1..<10 {
      let next = UInt64(1) << UInt64(7 * length)
      edges += [next - 1, next]
    }
    return edges
  }()

  @Test("a varint is read back, takes one byte for seven bits, and is never read past its end")
  func varints() throws {
    var generator = SeededGenerator()
    var values = Self.edges
    for _ in 0..<200 { values.append(generator.next() >> UInt64(generator.below(64))) }
    for value in values {
      let writer = ByteWriter()
      writer.appendVarint(value)
      #expect(writer.count == max(1, (64 - value.leadingZeroBitCount + 6) / 7))
      let guarded = GuardedBytes(writer.bytes)
      defer { withExtendedLifetime(guarded) {} }
      var cursor = guarded.start
      #expect(readVarint(&cursor, end: guarded.end) == value, "\(generator.replay)")
      #expect(cursor == guarded.end)
      for cut in 0..<writer.count {
        let short = GuardedBytes(writer.bytes.prefix(cut))
        defer { withExtendedLifetime(short) {} }
        var cursor = short.start
        #expect(readVarint(&cursor, end: short.end) == nil)
      }
    }
  }

  @Test("a number of more than ten bytes is damage")
  func overlongVarint() {
    let guarded = GuardedBytes([UInt8](repeating: 0x80, count: 10) + [1])
    defer { withExtendedLifetime(guarded) {} }
    var cursor = guarded.start
    #expect(readVarint(&cursor, end: guarded.end) == nil)
  }

  @Test("numbers are little-endian, whatever their alignment")
  func littleEndian() {
    let writer = ByteWriter(capacity: 1)
    writer.append(UInt8(0x01))
    writer.append(UInt16(0x0302))
    writer.append(UInt32(0x0706_0504))
    writer.append(UInt64(0x0F0E_0D0C_0B0A_0908))
    #expect(Array(writer.bytes) == Array(1...15))
    #expect(load16(writer.base, 1) == 0x0302)
    #expect(load32(writer.base, 3) == 0x0706_0504)
    #expect(load64(writer.base, 7) == 0x0F0E_0D0C_0B0A_0908)
  }

  @Test("what was written stays while the buffer grows")
  func growth() {
    let writer = ByteWriter(capacity: 0)
    var expected: [UInt8] = []
    for index in 0..<3000 {
      let piece = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: index % 7)
      writer.append(piece)
      expected += piece
    }
    writer.append(utf8: "第一书记")
    expected += Array("第一书记".utf8)
    writer.append(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(Array(writer.bytes) == expected)
    writer.removeAll()
    #expect(writer.count == 0)
  }

  @Test("reserved room takes part only as far as it was filled")
  func reserve() {
    let writer = ByteWriter(capacity: 64)
    let room = writer.reserve(1000)
    #expect(writer.free >= 1000)
    room.storeBytes(of: 7, as: UInt8.self)
    writer.advance(1)
    #expect(Array(writer.bytes) == [7])
  }

  @Test("padding is zeros up to the alignment, and none on it", arguments: [1, 2, 8, 64])
  func padding(alignment: Int) {
    for count in 0...alignment * 2 {
      let writer = ByteWriter()
      writer.append([UInt8](repeating: 9, count: count))
      writer.pad(to: alignment)
      #expect(writer.count == (count + alignment - 1) / alignment * alignment)
      #expect(writer.bytes.dropFirst(count).allSatisfy { $0 == 0 })
    }
  }

  @Test("a patch changes only its own bytes")
  func patch() {
    let writer = ByteWriter()
    writer.append([1, 2, 3, 4, 5, 6])
    writer.patch(UInt8(9), at: 0)
    writer.patch(UInt32(0x0D0C_0B0A), at: 2)
    #expect(Array(writer.bytes) == [9, 2, 10, 11, 12, 13])
  }

  @Test("filling more than was reserved, and patching what is not there, stop the program")
  func brokenPromises() async {
    await #expect(processExitsWith: .failure) {
      let writer = ByteWriter(capacity: 64)
      writer.advance(65)
    }
    await #expect(processExitsWith: .failure) {
      let writer = ByteWriter()
      writer.append([1, 2, 3])
      writer.patch(UInt32(0), at: 0)
    }
  }
}
