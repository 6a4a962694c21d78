import Testing
import WenjianTestSupport

@testable import WenjianSegment

@Suite("Packing word boundaries")
struct BoundaryPackerTests {
  @Test("gives the bits of the marks, whatever stretches they come in", arguments: 0..<60)
  func equalsMarks(round: Int) {
    var generator = SeededGenerator("boundaries", round: round)
    let count = generator.below(700)
    let marks = (0..<count).map { _ in UInt8(generator.below(2)) }
    // From less than a stretch to all of them.
    var packer = BoundaryPacker(count: count, capacity: [1, 8, 64, 1000][round % 4])
    var start = 0
    while start < count {
      let end = min(start + 1 + generator.below(round % 3 == 0 ? 9 : 150), count)
      let room = packer.room(for: start..<end)
      for position in start..<end { room[position - start] = marks[position] }
      start = end
    }
    packer.finish(count: count)
    let bits = (0..<((count + 7) / 8 * 8 + 64)).map { packer.bits[$0 >> 3] >> UInt8($0 & 7) & 1 }
    #expect(Array(bits[..<count]) == marks, "\(generator.replay)")
    #expect(bits[count...].allSatisfy { $0 == 0 }, "\(generator.replay)")
  }

  @Test("tells of 32 positions at once which grams are aligned")
  func tellsAligned() {
    var generator = SeededGenerator("aligned")
    for count in [1, 2, 31, 32, 33, 64, 65, 96, 97, 129, 700] {
      let bytes = (0..<(count / 8 + 24)).map { $0 < (count + 7) / 8 ? UInt8(generator.below(256)) : 0 }
      bytes.withUnsafeBufferPointer { bytes in
        let bits = BoundaryBits(bytes.baseAddress!, count: count)
        for start in stride(from: 0, to: count, by: BoundaryBits.alignedStretch) {
          let aligned = bits.aligned(from: start)
          for position in start..<min(start + BoundaryBits.alignedStretch, count) {
            #expect(
              aligned >> UInt32(position - start) & 1 == (bits.areSet(UInt32(position), and: 2) ? 1 : 0),
              "\(position) of \(count), \(generator.replay)")
          }
        }
      }
    }
  }
}
