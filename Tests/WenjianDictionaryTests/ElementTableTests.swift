import Testing
import WenjianBytes
import WenjianDictionary
import WenjianTestSupport

@Suite("Element tables")
struct ElementTableTests {
  private func encoded(_ scalars: [UInt32], _ runs: [String] = []) -> [UInt8] {
    var table = StringTableWriter()
    for run in runs { Array(run.utf8).withUnsafeBytes { table.append($0) } }
    let writer = ByteWriter()
    ElementTable.write(scalars: scalars, runs: table, to: writer)
    return Array(writer.bytes)
  }

  private static let samples: [[UInt32]] = [
    [], [0], [0, 0x4E00], [0x10_FFFF], [0, 0xFF, 0x100, 0x1FF, 0x3002, 0x4E00, 0x9FFF],
    // Astral Han and the last scalar of Unicode, whole pages and empty ones between.
    Array(0..<600) + Array(0x2_0000...0x2_0123) + [0x3_1350, 0xF_FFFD, 0x10_FFFF],
  ]

  @Test("scalars get identifiers in their order, runs behind them", arguments: samples)
  func roundTrip(scalars: [UInt32]) throws {
    let runs = ["0", "2016", "covid", "été"]
    let guarded = GuardedBytes(encoded(scalars, runs))
    defer { withExtendedLifetime(guarded) {} }
    let table = try #require(ElementTable.read(FileBytes(guarded.bytes)))
    #expect(table.scalarCount == scalars.count)
    #expect(table.count == scalars.count + runs.count)
    for (id, scalar) in scalars.enumerated() { #expect(table.id(ofScalar: scalar) == id) }
    for (index, run) in runs.enumerated() {
      let id = Array(run.utf8).withUnsafeBytes { table.id(ofRun: $0) }
      #expect(id == scalars.count + index)
    }
    #expect(Array("201".utf8).withUnsafeBytes { table.id(ofRun: $0) } == nil)
    var walked: [UInt32] = []
    table.forEachScalar { walked.append($0) }
    #expect(walked == scalars)
    let held = Set(scalars)
    for probe: UInt32 in [0, 1, 0xFF, 0x100, 0x4DFF, 0x4E01, 0x2_0124, 0xF_FFFF, 0x10_FFFE, .max]
    where !held.contains(probe) {
      #expect(table.id(ofScalar: probe) == nil)
    }
  }

  @Test("a table that is cut off gives nil")
  func truncated() {
    let bytes = encoded([0, 0x4E00, 0x2_0000], ["5g"])
    for cut in 0..<bytes.count {
      let guarded = GuardedBytes(bytes.prefix(cut))
      defer { withExtendedLifetime(guarded) {} }
      #expect(ElementTable.read(FileBytes(guarded.bytes)) == nil)
    }
  }

  @Test("damaged tables never lead outside, and walk no more scalars than they hold")
  func damaged() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      var bytes = encoded((0..<50).map { UInt32($0 * 97) }, ["a", "b"])
      for _ in 0...generator.below(3) {
        bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
      }
      let guarded = GuardedBytes(bytes)
      defer { withExtendedLifetime(guarded) {} }
      guard let table = ElementTable.read(FileBytes(guarded.bytes)) else { continue }
      for scalar in stride(from: UInt32(0), to: 6000, by: 7) {
        if let id = table.id(ofScalar: scalar) {
          #expect((0..<table.scalarCount).contains(id), "\(generator.replay)")
        }
      }
      var walked = 0
      table.forEachScalar { _ in walked += 1 }
      #expect(walked <= table.scalarCount, "\(generator.replay)")
    }
  }
}
