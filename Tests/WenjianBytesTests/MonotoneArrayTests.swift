import Testing
import WenjianBytes
import WenjianTestSupport

@Suite("Monotone arrays")
struct MonotoneArrayTests {
  private func encoded(_ values: [Int]) -> [UInt8] {
    let writer = ByteWriter()
    MonotoneArray.write(values, to: writer)
    return Array(writer.bytes)
  }

  /// decode(encode(x)) == x, every byte counted, and upperBound agrees with counting.
  private func check(_ values: [Int], _ comment: Comment) throws {
    let guarded = GuardedBytes(encoded(values))
    defer { withExtendedLifetime(guarded) {} }
    let (array, byteCount) = try #require(MonotoneArray.read(guarded.bytes), comment)
    #expect(byteCount == guarded.bytes.count, comment)
    #expect((0..<array.count).map { array[$0] } == values, comment)
    for index in 0..<max(array.count - 1, 0) {
      let (low, high) = array.pair(at: index)
      #expect(low == values[index] && high == values[index + 1], comment)
    }
    var probes = Set([0, Int.max])
    for value in values.prefix(70) + values.suffix(70) {
      probes.formUnion([max(value - 1, 0), value, value + 1])
    }
    for probe in probes {
      #expect(array.upperBound(probe) == values.count { $0 <= probe }, comment)
    }
  }

  @Test("values come back", arguments: [0, 1, 2, 63, 64, 65, 127, 128, 129, 1000])
  func roundTrip(count: Int) throws {
    var generator = SeededGenerator()
    for largestGap in [0, 1, 2, 1000, 1 << 34] {
      var value = generator.below(1 << 20)
      let values = (0..<count).map { _ in
        value += generator.below(largestGap + 1)
        return value
      }
      try check(values, "\(generator.replay)")
    }
  }

  @Test("every width of a group comes back", arguments: 0...48)
  func widths(width: Int) throws {
    var generator = SeededGenerator()
    let spread = width == 0 ? 0 : (1 << width) - 1
    for count in [2, 63, 64, 65] {
      var values = (0..<count).map { _ in Int.random(in: 0...spread, using: &generator) }.sorted()
      values[0] = 0
      values[min(count, MonotoneArray.groupSize) - 1] = spread
      for index in values.indices.dropFirst(MonotoneArray.groupSize) { values[index] = spread }
      try check(values.sorted(), "\(generator.replay)")
    }
  }

  @Test("equal values take no bits")
  func constant() {
    #expect(encoded([Int](repeating: 5, count: 64)).count == encoded([5]).count)
  }

  @Test("bytes that are cut off give nil, or an array that stays inside them")
  func truncated() {
    var generator = SeededGenerator()
    for count in [0, 1, 64, 65, 200] {
      var value = 0
      let bytes = encoded(
        (0..<count).map { _ in
          value += generator.below(1000)
          return value
        })
      for cut in 0..<bytes.count {
        let guarded = GuardedBytes(bytes.prefix(cut))
        defer { withExtendedLifetime(guarded) {} }
        guard let (array, byteCount) = MonotoneArray.read(guarded.bytes) else { continue }
        #expect(byteCount <= cut)
        for index in 0..<array.count { _ = array[index] }
        for index in 0..<max(array.count - 1, 0) { _ = array.pair(at: index) }
        _ = array.upperBound(500)
      }
    }
  }

  @Test("damaged bytes never lead outside")
  func damaged() {
    var generator = SeededGenerator()
    for _ in 0..<400 {
      var value = 0
      var bytes = encoded(
        (0..<generator.below(300)).map { _ in
          value += generator.below(100)
          return value
        })
      for _ in 0...generator.below(4) {
        bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
      }
      let guarded = GuardedBytes(bytes)
      defer { withExtendedLifetime(guarded) {} }
      guard let (array, _) = MonotoneArray.read(guarded.bytes) else { continue }
      for index in 0..<array.count { _ = array[index] }
      for index in 0..<max(array.count - 1, 0) { _ = array.pair(at: index) }
      let bound = array.upperBound(generator.below(10000))
      #expect((0...array.count).contains(bound), "\(generator.replay)")
    }
  }

  @Test("values that fall, and indexes outside, stop the program")
  func brokenPromises() async {
    await #expect(processExitsWith: .failure) { MonotoneArray.write([2, 1], to: ByteWriter()) }
    await #expect(processExitsWith: .failure) {
      MonotoneArray.write([0, 1 << 48], to: ByteWriter())
    }
    await #expect(processExitsWith: .failure) {
      let writer = ByteWriter()
      MonotoneArray.write([1], to: writer)
      _ = MonotoneArray.read(writer.bytes)?.array[1]
    }
  }
}

@Suite("Rank bitmaps")
struct RankBitmapTests {
  @Test(
    "members and ranks come back, and no byte outside is read",
    arguments: [0, 1, 2, 63, 64, 65, 127, 128, 129, 1000], [0, 1, 50, 99, 100])
  func roundTrip(count: Int, percentSet: Int) throws {
    var generator = SeededGenerator()
    let bits = (0..<count).map { _ in generator.below(100) < percentSet }
    let writer = ByteWriter()
    RankBitmap.write(bits, to: writer)
    let guarded = GuardedBytes(writer.bytes)
    defer { withExtendedLifetime(guarded) {} }
    let (bitmap, byteCount) = try #require(RankBitmap.read(guarded.bytes))
    #expect(byteCount == writer.count)
    #expect(bitmap.count == count)
    var rank = 0
    for index in 0..<count {
      let (isSet, found) = bitmap[index]
      #expect(isSet == bits[index] && found == rank, "\(generator.replay)")
      if bits[index] { rank += 1 }
    }
  }

  @Test("bytes that are cut off give nil")
  func truncated() {
    let writer = ByteWriter()
    RankBitmap.write([Bool](repeating: true, count: 130), to: writer)
    for cut in 0..<writer.count {
      let guarded = GuardedBytes(writer.bytes.prefix(cut))
      defer { withExtendedLifetime(guarded) {} }
      #expect(RankBitmap.read(guarded.bytes) == nil)
    }
  }
}

extension MonotoneArray {
  /// What the head of some bytes gives, and how many it takes.
  fileprivate static func read(_ bytes: UnsafeRawBufferPointer) -> (array: MonotoneArray, byteCount: Int)? {
    var reader = ByteReader(bytes)
    return MonotoneArray(&reader).map { ($0, reader.byteOffset) }
  }
}

extension RankBitmap {
  /// What the head of some bytes gives, and how many it takes.
  fileprivate static func read(_ bytes: UnsafeRawBufferPointer) -> (bitmap: RankBitmap, byteCount: Int)? {
    var reader = ByteReader(bytes)
    return RankBitmap(&reader).map { ($0, reader.byteOffset) }
  }
}
