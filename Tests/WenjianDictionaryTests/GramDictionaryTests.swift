import Testing
import WenjianBytes
import WenjianDictionary
import WenjianTestSupport

@Suite("Gram dictionaries")
struct GramDictionaryTests {
  /// Rows of second elements; each gram is single or has a list, whose length is its number plus one.
  private struct Sample {
    var rows: [[Int]]
    var isSingle: [Bool]

    var bytes: [UInt8] {
      var dictionary = GramDictionaryWriter()
      var gram = 0
      var end = 0
      for row in rows {
        dictionary.beginRow()
        for second in row {
          if isSingle[gram] {
            dictionary.append(second: second, single: position(ofGram: gram))
          } else {
            dictionary.append(second: second, listStart: end)
            end += gram + 1
          }
          gram += 1
        }
      }
      let writer = ByteWriter()
      dictionary.finish(postingsEnd: end, to: writer)
      return Array(writer.bytes)
    }

    func position(ofGram gram: Int) -> UInt32 { UInt32(gram) &* 40_503 &+ 7 }

    func check(_ dictionary: GramDictionary, _ comment: Comment) {
      #expect(dictionary.rowCount == rows.count, comment)
      #expect(dictionary.gramCount == isSingle.count, comment)
      var gram = 0
      var end = 0
      for (first, row) in rows.enumerated() {
        #expect(dictionary.row(first) == gram..<(gram + row.count), comment)
        var walked: [Int] = []
        let start = gram
        dictionary.forEachGram(inRow: first) { gram, second in
          #expect(gram == start + walked.count, comment)
          walked.append(second)
        }
        #expect(walked == row, comment)
        let held = Set(row)
        for absent in [0, 1, 65535, 65536, 1 << 30] where !held.contains(absent) {
          #expect(dictionary.gram(first: first, second: absent) == nil, comment)
        }
        for second in row {
          if row.count < 200 || gram % 97 == 0 {
            #expect(dictionary.gram(first: first, second: second) == gram, comment)
            if !held.contains(second + 1) {
              #expect(dictionary.gram(first: first, second: second + 1) == nil, comment)
            }
          }
          if isSingle[gram] {
            #expect(
              dictionary.entry(gram) == .single(position: position(ofGram: gram)), comment)
          } else {
            #expect(dictionary.entry(gram) == .list(byteRange: end..<(end + gram + 1)), comment)
            end += gram + 1
          }
          gram += 1
        }
      }
    }
  }

  private static func random(
    rows: Int, largestRow: Int, largestGap: Int, singlePercent: Int,
    _ generator: inout SeededGenerator
  ) -> Sample {
    var sample = Sample(rows: [], isSingle: [])
    for _ in 0..<rows {
      var second = generator.below(largestGap)
      var row: [Int] = []
      for _ in 0..<(generator.below(3) == 0 ? 0 : generator.below(largestRow + 1)) {
        row.append(second)
        sample.isSingle.append(generator.below(100) < singlePercent)
        second += 1 + generator.below(largestGap)
      }
      sample.rows.append(row)
    }
    return sample
  }

  @Test(
    "grams, rows and entries come back, narrow and wide rows mixed", arguments: [0, 50, 100],
    [2, 900, 30_000])
  func roundTrip(singlePercent: Int, largestGap: Int) throws {
    var generator = SeededGenerator()
    for rows in [0, 1, 2, 63, 64, 65, 200] {
      let sample = Self.random(
        rows: rows, largestRow: 40, largestGap: largestGap, singlePercent: singlePercent, &generator)
      let guarded = GuardedBytes(sample.bytes)
      defer { withExtendedLifetime(guarded) {} }
      let dictionary = try #require(GramDictionary.read(FileBytes(guarded.bytes)), "\(generator.replay)")
      sample.check(dictionary, "\(generator.replay)")
    }
  }

  @Test("a row may hold the last narrow identifier, the first wide one, and both")
  func rowWidths() throws {
    let rows = [[65535], [65536], [0, 65535], [0, 65536], [], [65535, 65536]]
    let sample = Sample(rows: rows, isSingle: [Bool](repeating: false, count: 8))
    let guarded = GuardedBytes(sample.bytes)
    defer { withExtendedLifetime(guarded) {} }
    sample.check(try #require(GramDictionary.read(FileBytes(guarded.bytes))), "")
  }

  @Test("a row may hold more grams than sixteen bits count")
  func longRow() throws {
    let sample = Sample(
      rows: [[3], Array(0..<70_000), []], isSingle: (0..<70_001).map { $0 % 3 == 0 })
    let guarded = GuardedBytes(sample.bytes)
    defer { withExtendedLifetime(guarded) {} }
    sample.check(try #require(GramDictionary.read(FileBytes(guarded.bytes))), "")
  }

  @Test("a dictionary that is cut off gives nil")
  func truncated() {
    var generator = SeededGenerator()
    let bytes = Self.random(
      rows: 9, largestRow: 9, largestGap: 9, singlePercent: 50, &generator
    ).bytes
    for cut in 0..<bytes.count {
      let guarded = GuardedBytes(bytes.prefix(cut))
      defer { withExtendedLifetime(guarded) {} }
      #expect(GramDictionary.read(FileBytes(guarded.bytes)) == nil)
    }
  }

  @Test("damaged dictionaries never trap and never lead outside their bytes")
  func damaged() {
    var generator = SeededGenerator()
    for round in 0..<1500 {
      var bytes = Self.random(
        rows: 1 + generator.below(20), largestRow: 20, largestGap: round % 2 == 0 ? 20 : 9000,
        singlePercent: 50, &generator
      ).bytes
      for _ in 0...generator.below(3) {
        // The heads of the arrays are where most harm can be done, and they stand in front.
        let limit = generator.below(2) == 0 ? bytes.count : min(bytes.count, 60)
        bytes[generator.below(limit)] =
          generator.below(2) == 0 ? 0xFF : UInt8(truncatingIfNeeded: generator.next())
      }
      let guarded = GuardedBytes(bytes)
      defer { withExtendedLifetime(guarded) {} }
      guard let dictionary = GramDictionary.read(FileBytes(guarded.bytes)) else { continue }
      for first in 0..<min(dictionary.rowCount, 50) {
        for second in [0, 3, 70, 65535, 65536, 80_000] {
          if let gram = dictionary.gram(first: first, second: second) {
            #expect((0..<dictionary.gramCount).contains(gram), "\(generator.replay)")
            _ = dictionary.entry(gram)
          }
        }
        dictionary.forEachGram(inRow: first) { gram, _ in
          #expect((0..<dictionary.gramCount).contains(gram), "\(generator.replay)")
        }
        #expect(dictionary.row(first).upperBound <= dictionary.gramCount, "\(generator.replay)")
      }
      for gram in 0..<min(dictionary.gramCount, 500) { _ = dictionary.entry(gram) }
    }
  }
}
