import Testing
import WenjianBytes
import WenjianTestSupport

@testable import WenjianSegment

/// Sketches at fixed addresses, with the bytes that a test wants.
private final class Sketches {
  private let room: UnsafeMutableRawBufferPointer
  private(set) var documents: [SketchedDocument] = []

  init(_ rows: [(count: UInt32, bins: [UInt8], work: UInt64, date: UInt32)]) {
    room = .allocate(byteCount: rows.count * DocumentSketch.byteCount, alignment: 8)
    for (place, row) in rows.enumerated() {
      let base = room.baseAddress.unsafelyUnwrapped + place * DocumentSketch.byteCount
      base.storeBytes(of: row.count.littleEndian, as: UInt32.self)
      for (bin, byte) in row.bins.enumerated() { base.storeBytes(of: byte, toByteOffset: 4 + bin, as: UInt8.self) }
      documents.append(SketchedDocument(row: UnsafeRawPointer(base), work: row.work, date: row.date))
    }
  }

  deinit { room.deallocate() }

  var pairs: Set<[UInt32]> { Set(SketchPairs.find(documents).map { [$0.first, $0.second] }) }

  /// All pairs that the comparison takes for copies.
  var allPairs: Set<[UInt32]> {
    var pairs: Set<[UInt32]> = []
    for a in documents.indices {
      for b in (a + 1)..<max(documents.count, a + 1) {
        let similarity = SketchPairs.similarity(documents[a].sketch, documents[b].sketch)
        if similarity != nil { pairs.insert([UInt32(a), UInt32(b)]) }
      }
    }
    return pairs
  }
}

@Suite("Pairs of like sketches")
struct SketchPairsTests {
  private static func bins(_ generator: inout SeededGenerator) -> [UInt8] {
    (0..<64).map { _ in UInt8(generator.int(1...255)) }
  }

  /// So many bins anew.
  private static func changed(_ bins: [UInt8], _ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    var bins = bins
    for bin in Array(0..<64).shuffled(using: &generator).prefix(count) {
      let other = UInt8(generator.int(1...254))
      bins[bin] = other < bins[bin] ? other : other + 1
    }
    return bins
  }

  @Test("are those that comparing all with all finds", arguments: 0..<8)
  func all(round: Int) {
    var generator = SeededGenerator("pairs", round: round)
    var rows: [(count: UInt32, bins: [UInt8], work: UInt64, date: UInt32)] = []
    for _ in 0..<30 {
      let original = Self.bins(&generator)
      for _ in 0..<generator.int(1...4) {
        let changed = Self.changed(original, generator.int(0...30), &generator)
        rows.append((UInt32(generator.int(100...120)), changed, 0, 0))
      }
    }
    rows.shuffle(using: &generator)
    let sketches = Sketches(rows)
    // With up to 30 bins changed in each, 23 and more are shared by those that are copies: one pair in 100,000 has no
    // two neighbours among them.
    #expect(sketches.pairs.isSubset(of: sketches.allPairs), "\(RunSeed.replay)")
    #expect(sketches.allPairs.subtracting(sketches.pairs).count <= 1, "\(RunSeed.replay)")
    #expect(sketches.allPairs.count > 10)
  }

  @Test("with new documents are those of all that have one, when the others are known", arguments: 0..<8)
  func new(round: Int) {
    var generator = SeededGenerator("new pairs", round: round)
    var rows: [(count: UInt32, bins: [UInt8], work: UInt64, date: UInt32)] = []
    for _ in 0..<40 {
      let original = Self.bins(&generator)
      for _ in 0..<generator.int(1...5) {
        rows.append(
          (UInt32(generator.int(100...120)), Self.changed(original, generator.int(0...30), &generator), 0, 0))
      }
    }
    rows.shuffle(using: &generator)
    let sketches = Sketches(rows)
    let isNew = rows.map { _ in generator.oneIn(4) }
    let all = SketchPairs.find(sketches.documents)
    func hasNew(_ pair: CopyPair) -> Bool { isNew[Int(pair.first)] || isNew[Int(pair.second)] }
    let found = SketchPairs.find(sketches.documents, isNew: isNew, besides: all.filter { !hasNew($0) })
    func places(_ pairs: [CopyPair]) -> Set<[UInt32]> { Set(pairs.map { [$0.first, $0.second] }) }
    #expect(places(found) == places(all.filter(hasNew)), "\(RunSeed.replay)")
    #expect(!found.isEmpty)
  }

  @Test("with new documents of a crowd are a few for each of these", arguments: [0, 8])
  func newInCrowd(changes: Int) {
    var generator = SeededGenerator("new in a crowd", round: changes)
    let bins = Self.bins(&generator)
    let rows = (0..<1500).map { _ in
      (count: UInt32(300), bins: Self.changed(bins, changes, &generator), work: UInt64(0), date: UInt32(0))
    }
    let sketches = Sketches(rows)
    let old = SketchPairs.find(Array(sketches.documents.prefix(1400)))
    let isNew = rows.indices.map { $0 >= 1400 }
    let found = SketchPairs.find(sketches.documents, isNew: isNew, besides: old)
    #expect(found.allSatisfy { isNew[Int($0.second)] })
    #expect(found.count < 8 * 100, "\(found.count) pairs; \(RunSeed.replay)")
    let linked = Set(found.flatMap { [$0.first, $0.second] })
    #expect((1400..<1500).allSatisfy { linked.contains(UInt32($0)) }, "\(RunSeed.replay)")
  }

  @Test("leave out different laws, versions of one law, and empty bins")
  func versions() {
    var generator = SeededGenerator()
    let bins = Self.bins(&generator)
    let sparse = bins.enumerated().map { $0.offset % 2 == 0 ? $0.element : 0 }
    let sketches = Sketches([
      (200, bins, 1, 20_200_101), (200, bins, 1, 20_210_101), (200, bins, 1, 0), (200, bins, 2, 20_210_101),
      (200, sparse, 0, 0), (200, sparse, 0, 0),
    ])
    #expect(sketches.pairs == [[0, 2], [1, 2]])
  }

  @Test("count a half that has lost the rest, not a quotation")
  func containment() {
    var generator = SeededGenerator()
    let bins = Self.bins(&generator)
    let third = Self.changed(bins, 43, &generator)
    #expect(Sketches([(3000, bins, 0, 0), (1000, third, 0, 0)]).allPairs.count == 1)
    #expect(Sketches([(4000, bins, 0, 0), (1000, third, 0, 0)]).allPairs.isEmpty)
    #expect(Sketches([(3000, bins, 0, 0), (3000, third, 0, 0)]).allPairs.isEmpty)
    #expect(Sketches([(3000, bins, 0, 0), (71, bins, 0, 0)]).allPairs.isEmpty)
  }

  @Test("of a crowd are a few for each, whether all are alike, or only below their footer", arguments: [0, 8, 52])
  func crowd(changes: Int) {
    var generator = SeededGenerator("crowd", round: changes)
    let count = 1500
    let bins = Self.bins(&generator)
    var rows: [(count: UInt32, bins: [UInt8], work: UInt64, date: UInt32)] = []
    for _ in 0..<count { rows.append((300, Self.changed(bins, changes, &generator), 0, 0)) }
    for place in 0..<50 { rows.append((300, Self.changed(rows[place].bins, 2, &generator), 0, 0)) }
    let pairs = Sketches(rows).pairs
    #expect(pairs.count < 4 * count, "\(pairs.count) pairs; \(RunSeed.replay)")
    if changes == 52 {
      // The copies are found though all share a fifth of their bins.
      let missed = (0..<50).filter { !pairs.contains([UInt32($0), UInt32(count + $0)]) }
      #expect(missed.isEmpty, "\(RunSeed.replay)")
    } else {
      // All hang together.
      var roots = Array(0..<rows.count)
      func root(_ place: Int) -> Int {
        var place = place
        while roots[place] != place { place = roots[place] }
        return place
      }
      for pair in pairs {
        let (a, b) = (root(Int(pair[0])), root(Int(pair[1])))
        roots[max(a, b)] = min(a, b)
      }
      #expect(rows.indices.allSatisfy { root($0) == 0 }, "\(RunSeed.replay)")
    }
  }
}
