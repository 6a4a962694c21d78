import Testing
import WenjianBytes
import WenjianDictionary
import WenjianTestSupport

@Suite("String tables")
struct StringTableTests {
  private func encoded(_ strings: [[UInt8]]) -> [UInt8] {
    var table = StringTableWriter()
    for string in strings { string.withUnsafeBytes { table.append($0) } }
    let writer = ByteWriter()
    table.finish(to: writer)
    return Array(writer.bytes)
  }

  private static func words(_ count: Int, _ generator: inout SeededGenerator) -> [[UInt8]] {
    let letters = Array("abc019é書".map { Array(String($0).utf8) })
    var words = Set<[UInt8]>()
    while words.count < count {
      let length = generator.below(count < 100 ? 6 : 9)
      words.insert((0..<length).flatMap { _ in letters[generator.below(letters.count)] })
    }
    return words.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test(
    "strings and ordinals come back, and the bytes are counted",
    arguments: [0, 1, 2, 15, 16, 17, 31, 32, 33, 1000])
  func roundTrip(count: Int) throws {
    var generator = SeededGenerator()
    let words = Self.words(count, &generator)
    let bytes = encoded(words)
    let guarded = GuardedBytes(bytes)
    defer { withExtendedLifetime(guarded) {} }
    let (table, byteCount) = try #require(StringTable.read(guarded.bytes), "\(generator.replay)")
    #expect(byteCount == bytes.count)
    #expect(table.count == count)
    var walked: [[UInt8]] = []
    table.forEach { ordinal, string in
      #expect(ordinal == walked.count)
      walked.append(Array(string))
    }
    #expect(walked == words, "\(generator.replay)")
    for (ordinal, word) in words.enumerated() {
      #expect(table.string(ordinal) == word)
      #expect(word.withUnsafeBytes { table.ordinal(of: $0) } == ordinal, "\(generator.replay)")
    }
  }

  @Test("bounds and prefixes agree with a linear search", arguments: [0, 1, 16, 17, 1000])
  func bounds(count: Int) throws {
    var generator = SeededGenerator()
    let words = Self.words(count, &generator)
    let guarded = GuardedBytes(encoded(words))
    defer { withExtendedLifetime(guarded) {} }
    let (table, _) = try #require(StringTable.read(guarded.bytes))
    let others = Self.words(100, &generator)
    for probe in others + words.prefix(50) + [[], [0xF0], [0xFF]] {
      let (ordinal, isEqual) = probe.withUnsafeBytes { table.lowerBound($0) }
      #expect(ordinal == words.count { $0.lexicographicallyPrecedes(probe) }, "\(generator.replay)")
      #expect(isEqual == words.contains(probe), "\(generator.replay)")
      #expect(
        probe.withUnsafeBytes { table.ordinal(of: $0) } == words.firstIndex(of: probe),
        "\(generator.replay)")
      let prefix = Array(probe.prefix(generator.below(4)))
      let expected = words.indices.filter { words[$0].starts(with: prefix) }
      #expect(Array(table.ordinals(withPrefix: prefix)) == expected, "\(generator.replay)")
    }
  }

  @Test("strings that share thousands of bytes come back")
  func longStrings() throws {
    let shared = [UInt8](repeating: 0x61, count: 5000)
    let words = [shared] + (0..<40).map { shared + [UInt8($0)] } + [shared + shared]
    let guarded = GuardedBytes(encoded(words.sorted { $0.lexicographicallyPrecedes($1) }))
    defer { withExtendedLifetime(guarded) {} }
    let (table, _) = try #require(StringTable.read(guarded.bytes))
    #expect(guarded.bytes.count < 5 * 5000)
    #expect((0..<table.count).allSatisfy { table.string($0).starts(with: shared) })
  }

  @Test("a table that is cut off gives nil")
  func truncated() {
    var generator = SeededGenerator()
    for count in [0, 1, 40] {
      let bytes = encoded(Self.words(count, &generator))
      for cut in 0..<bytes.count {
        let guarded = GuardedBytes(bytes.prefix(cut))
        defer { withExtendedLifetime(guarded) {} }
        #expect(StringTable.read(guarded.bytes) == nil)
      }
    }
  }

  @Test("damaged tables never lead outside their bytes")
  func damaged() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      var bytes = encoded(Self.words(1 + generator.below(60), &generator))
      for _ in 0...generator.below(3) {
        bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
      }
      let guarded = GuardedBytes(bytes)
      defer { withExtendedLifetime(guarded) {} }
      guard let (table, byteCount) = StringTable.read(guarded.bytes) else { continue }
      #expect(byteCount <= bytes.count)
      table.forEach { _, _ in }
      for ordinal in 0..<min(table.count, 60) { _ = table.string(ordinal) }
      let probe = Array("ab0".utf8)
      let (ordinal, _) = probe.withUnsafeBytes { table.lowerBound($0) }
      #expect((0...table.count).contains(ordinal), "\(generator.replay)")
      #expect(table.ordinals(withPrefix: probe).upperBound <= table.count)
    }
  }

  @Test("strings that do not ascend stop the program, also at the head of a block")
  func brokenPromises() async {
    await #expect(processExitsWith: .failure) {
      var table = StringTableWriter()
      for string: [UInt8] in [[2], [1]] { string.withUnsafeBytes { table.append($0) } }
    }
    await #expect(processExitsWith: .failure) {
      var table = StringTableWriter()
      for byte in UInt8(10)..<26 { [byte].withUnsafeBytes { table.append($0) } }
      [UInt8(5)].withUnsafeBytes { table.append($0) }
    }
  }

  @Test(
    "byte strings compare as lexicographic order does",
    arguments: [
      ("", "", 0), ("", "a", -1), ("a", "", 1), ("a", "a", 0), ("a", "ab", -1), ("b", "ab", 1),
      ("é", "z", 1),
    ])
  func comparison(a: String, b: String, sign: Int) {
    let order = Array(a.utf8).withUnsafeBytes { a in Array(b.utf8).withUnsafeBytes { compare(a, $0) } }
    #expect(order.signum() == sign)
  }
}

extension StringTable {
  /// What the head of some bytes gives, and how many it takes.
  fileprivate static func read(_ bytes: UnsafeRawBufferPointer) -> (table: StringTable, byteCount: Int)? {
    var reader = ByteReader(bytes)
    return StringTable(&reader).map { ($0, reader.byteOffset) }
  }
}
