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
}
