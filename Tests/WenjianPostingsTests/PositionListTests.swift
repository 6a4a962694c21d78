import Testing
import WenjianBytes
import WenjianTestSupport

@testable import WenjianPostings

/// Encodes ascending positions, handed over in pieces.
func encodedPositions(
  _ positions: [UInt32], documentCount: Int = 1, documentList: ByteWriter? = nil,
  pieces: Int = 1, base: UInt32 = 0, code: PositionCode = .rice
) -> [UInt8] {
  var encoder = PositionListEncoder()
  encoder.begin(code)
  let size = max(1, (positions.count + pieces - 1) / pieces)
  for start in stride(from: 0, to: positions.count, by: size) {
    positions[start..<min(start + size, positions.count)].map { $0 - base }
      .withUnsafeBufferPointer { encoder.append($0, base: base) }
  }
  let writer = ByteWriter()
  encoder.finish(documentCount: documentCount, documentList: documentList, to: writer)
  return Array(writer.bytes)
}

/// All positions of a list, block by block; cut off where a block is damaged.
func positionsBlockwise(_ list: PositionList) -> [UInt32] {
  var room = [UInt32](repeating: 0, count: PositionList.blockSize)
  var all: [UInt32] = []
  for block in 0..<list.blockCount {
    let size = room.withUnsafeMutableBufferPointer {
      list.decode(block: block, into: $0.baseAddress.unsafelyUnwrapped)
    }
    if size == 0 { break }
    all += room[..<size]
  }
  return all
}

func positionsAtOnce(_ list: PositionList) -> [UInt32] {
  var room = [UInt32](repeating: 0, count: list.count + PositionList.blockSize)
  let size = room.withUnsafeMutableBufferPointer {
    list.decodeAll(into: $0.baseAddress.unsafelyUnwrapped)
  }
  return Array(room[..<size])
}

/// How far apart positions lie.
enum Density: CaseIterable {
  case dense, text, sparse, huge

  /// `count` ascending positions from `first` on.
  func positions(
    _ count: Int, first: UInt32, _ generator: inout SeededGenerator
  ) -> [UInt32] {
    var position = first
    var positions = [first]
    while positions.count < count {
      let left = Int(UInt32.max - 2 - position) / max(count - positions.count, 1)
      let gap =
        switch self {
        case .dense: 1
        case .text: 1 + generator.below(300)
        case .sparse: generator.below(50) == 0 ? 1 + generator.below(1 << 20) : 1 + generator.below(4)
        case .huge: 1 + generator.below(max(left, 1))
        }
      position += UInt32(max(1, min(gap, left)))
      positions.append(position)
    }
    return positions
  }
}

@Suite("Position lists")
struct PositionListTests {
  static let sizes = [
    2, 3, 127, 128, 129, 255, 256, 257, 2047, 2048, 2049, 16 * 128 + 1, 17 * 128, 17 * 128 + 1,
    33 * 128, 4500,
  ]

  @Test("positions come back block by block and at once", arguments: sizes, Density.allCases)
  func roundTrip(count: Int, density: Density) throws {
    var generator = SeededGenerator()
    for (first, code) in [
      (0, .frames), (1, .gapCode), (2, .rice),
      (UInt32(generator.below(1000)), PositionCode.allCases[generator.below(3)]),
    ] as [(UInt32, PositionCode)] {
      let positions = density.positions(count, first: first, &generator)
      let guarded = GuardedBytes(
        encodedPositions(positions, documentCount: 2, pieces: 3, code: code))
      defer { withExtendedLifetime(guarded) {} }
      let list = try #require(PositionList(FileBytes(guarded.bytes)), "\(generator.replay)")
      #expect(list.count == count)
      #expect(list.documentCount == 2)
      #expect(list.first == first)
      #expect(list.documents == nil)
      #expect(list.fullBlockCount == count / 128)
      #expect(positionsBlockwise(list) == positions, "\(generator.replay)")
      #expect(positionsAtOnce(list) == positions, "\(generator.replay)")
      expectHeld(positions, by: list, &generator)
    }
  }

  /// A full block, in either code, holds its positions and none beside them.
  private func expectHeld(_ positions: [UInt32], by list: PositionList, _ generator: inout SeededGenerator) {
    var gaps = [UInt32](repeating: 0, count: PositionList.blockSize)
    for block in 0..<list.fullBlockCount {
      let held = positions[(block * PositionList.blockSize)..<((block + 1) * PositionList.blockSize)]
      for position in [held.first, held.last, held.randomElement(using: &generator)].compactMap({ $0 }) {
        for probe in [position, position &+ 1, position &- 1] {
          let isHeld = gaps.withUnsafeMutableBufferPointer {
            list.holds(probe, inFullBlock: block, gaps: $0.baseAddress.unsafelyUnwrapped)
          }
          #expect(isHeld == held.contains(probe), "\(probe) in block \(block); \(generator.replay)")
        }
      }
    }
  }

  @Test("the greatest positions come back")
  func greatest() throws {
    for count in [2, 128, 129] {
      let positions = (0..<UInt32(count)).map { UInt32.max - 2 - UInt32(count) + 1 + $0 }
      let guarded = GuardedBytes(encodedPositions(positions))
      defer { withExtendedLifetime(guarded) {} }
      #expect(positionsAtOnce(try #require(PositionList(FileBytes(guarded.bytes)))) == positions)
    }
    let far: [UInt32] = [0, .max - 2]
    let guarded = GuardedBytes(encodedPositions(far))
    defer { withExtendedLifetime(guarded) {} }
    #expect(positionsBlockwise(try #require(PositionList(FileBytes(guarded.bytes)))) == far)
  }

  @Test("a list shifted by a base is the list of the shifted positions")
  func base() {
    var generator = SeededGenerator()
    let positions = Density.text.positions(1000, first: 5_000_000, &generator)
    #expect(encodedPositions(positions, pieces: 4, base: 5_000_000) == encodedPositions(positions))
  }

  @Test("a list is the same bytes when it is handed over piece by piece, in either code")
  func seldomAsked() {
    var generator = SeededGenerator()
    let positions = Density.text.positions(4000, first: 7, &generator)
    let small = encodedPositions(positions, code: .gapCode)
    #expect(encodedPositions(positions, pieces: 37, code: .gapCode) == small)
    #expect(encodedPositions(positions, pieces: 3999) == encodedPositions(positions))
  }

  @Test("one position needs no bytes")
  func single() {
    let guarded = GuardedBytes([])
    defer { withExtendedLifetime(guarded) {} }
    let list = PositionList(single: 7, anyAddress: guarded.start)
    #expect(list.count == 1 && list.documentCount == 1 && list.first == 7)
    #expect(positionsAtOnce(list) == [7])
    #expect(positionsBlockwise(list) == [7])
    #expect(list.seek(7, from: 0) == 0)
  }

  @Test("a seek finds the block that a linear search finds", arguments: Density.allCases)
  func seek(density: Density) throws {
    var generator = SeededGenerator()
    for count in [100, 128, 129, 1000, 4500] {
      let positions = density.positions(count, first: 3, &generator)
      let guarded = GuardedBytes(encodedPositions(positions))
      defer { withExtendedLifetime(guarded) {} }
      let list = try #require(PositionList(FileBytes(guarded.bytes)))
      for _ in 0..<200 {
        let near = positions[generator.below(count)]
        let target = near &+ UInt32(generator.below(3)) &- 1
        let from = generator.below(list.blockCount)
        var expected = from
        while expected < list.fullBlockCount, list.last(ofFullBlock: expected) < target {
          expected += 1
        }
        #expect(list.seek(target, from: from) == expected, "\(generator.replay)")
        // The promise that matters: no position at or above the target stands in a block before.
        let before = positions[(from * 128)..<min(expected * 128, count)]
        #expect(before.allSatisfy { $0 < target }, "\(generator.replay)")
      }
      #expect(list.seek(.max, from: 0) == list.fullBlockCount)
    }
  }

  @Test("a list that is cut off gives nil or fewer positions, and is not read past its end")
  func truncated() {
    var generator = SeededGenerator()
    for count in [2, 50, 128, 200, 2100] {
      let positions = Density.text.positions(count, first: 0, &generator)
      let bytes = encodedPositions(positions, code: PositionCode.allCases[generator.below(3)])
      let step = max(1, bytes.count / 60)
      for cut in stride(from: 0, to: bytes.count, by: step) {
        let guarded = GuardedBytes(bytes.prefix(cut))
        defer { withExtendedLifetime(guarded) {} }
        guard let list = PositionList(FileBytes(guarded.bytes)) else { continue }
        #expect(positionsAtOnce(list).count < count, "\(generator.replay)")
        _ = positionsBlockwise(list)
        _ = list.seek(positions[count - 1], from: 0)
      }
    }
  }

  @Test("damaged lists never lead outside their bytes")
  func damaged() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      let count = 2 + generator.below(700)
      var bytes = encodedPositions(
        Density.sparse.positions(count, first: 9, &generator), code: PositionCode.allCases[generator.below(3)])
      for _ in 0...generator.below(3) {
        bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
      }
      let guarded = GuardedBytes(bytes)
      defer { withExtendedLifetime(guarded) {} }
      guard let list = PositionList(FileBytes(guarded.bytes)), list.count < 1 << 20 else { continue }
      _ = positionsAtOnce(list)
      _ = positionsBlockwise(list)
      _ = list.seek(1000, from: 0)
      var starts: [UInt32] = [1, 10, 1000, 100_000]
      var scratch = [UInt32](repeating: 0, count: PhraseMatcher.Workspace.numberCount)
      let kept = starts.withUnsafeMutableBufferPointer { starts in
        scratch.withUnsafeMutableBufferPointer {
          PhraseMatcher.narrow(
            starts.baseAddress.unsafelyUnwrapped, count: 4, offset: 2, by: list,
            workspace: PhraseMatcher.Workspace($0.baseAddress.unsafelyUnwrapped))
        }
      }
      #expect(kept ?? 0 <= 4)
    }
  }

  @Test("random bytes are no list, or one that stays inside them")
  func random() {
    var generator = SeededGenerator()
    for _ in 0..<2000 {
      let guarded = GuardedBytes(generator.bytes(generator.below(60)))
      defer { withExtendedLifetime(guarded) {} }
      guard let list = PositionList(FileBytes(guarded.bytes)), list.count < 1 << 20 else { continue }
      _ = positionsAtOnce(list)
      _ = positionsBlockwise(list)
    }
  }

  @Test("fewer than two positions belong in the dictionary")
  func brokenPromise() async {
    await #expect(processExitsWith: .failure) { _ = encodedPositions([5]) }
  }
}

@Suite("Phrases")
struct PhraseMatcherTests {
  private func narrow(_ starts: [UInt32], offset: Int, by positions: [UInt32]) throws -> [UInt32] {
    let bytes = positions.count > 1 ? encodedPositions(positions) : []
    let guarded = GuardedBytes(bytes)
    defer { withExtendedLifetime(guarded) {} }
    let list =
      positions.count == 1
      ? PositionList(single: positions[0], anyAddress: guarded.start)
      : try #require(PositionList(FileBytes(guarded.bytes)))
    var starts = starts
    var scratch = [UInt32](repeating: 0, count: PhraseMatcher.Workspace.numberCount)
    let count = starts.count
    let kept = starts.withUnsafeMutableBufferPointer { starts in
      scratch.withUnsafeMutableBufferPointer {
        PhraseMatcher.narrow(
          starts.baseAddress.unsafelyUnwrapped, count: count, offset: offset, by: list,
          workspace: PhraseMatcher.Workspace($0.baseAddress.unsafelyUnwrapped))
      }
    }
    return Array(starts[..<(try #require(kept))])
  }

  private func naive(_ starts: [UInt32], offset: Int, by positions: [UInt32]) -> [UInt32] {
    let held = Set(positions.map(Int.init))
    return starts.filter { held.contains(Int($0) + offset) }
  }

  @Test(
    "narrowing keeps what a set would keep", arguments: Density.allCases, [-3, -1, 0, 1, 2, 100])
  func agreesWithNaive(density: Density, offset: Int) throws {
    var generator = SeededGenerator()
    for count in [1, 2, 128, 129, 700, 3000] {
      // Many starts in a block, and one in most.
      for share in [3, 150] {
        let positions = density.positions(count, first: UInt32(generator.below(4)), &generator)
        var starts = Set<UInt32>()
        for position in positions where generator.below(share) == 0 {
          let start = Int(position) - offset + (generator.below(3) == 0 ? 1 : 0)
          if start >= 0, start < Int(UInt32.max) - 200 { starts.insert(UInt32(start)) }
        }
        for _ in 0..<20 { starts.insert(UInt32(generator.below(1 << 20))) }
        starts.formUnion([0, 1, 2])
        let sorted = starts.sorted()
        #expect(
          try narrow(sorted, offset: offset, by: positions)
            == naive(sorted, offset: offset, by: positions), "\(generator.replay)")
      }
    }
  }

  @Test("a start whose gram would lie beyond the last position is dropped")
  func overflow() throws {
    #expect(try narrow([.max - 3], offset: 10, by: [6, 9]) == [])
  }
}
