import Testing
import WenjianBytes
import WenjianTestSupport

@Suite("Strings that are compared as bytes")
struct ByteStringsTests {
  /// Equal as strings, and names of different files.
  private static let pairs = [
    ("caf\u{E9}.txt", "cafe\u{301}.txt"), ("\u{6A02}", "\u{F95C}"), ("\u{AC00}", "\u{1100}\u{1161}"),
  ]

  @Test("canonical equivalents are different", arguments: pairs)
  func equivalents(_ one: String, _ other: String) {
    #expect(one == other)
    #expect(!hasSameBytes(one, other))
    #expect(hasSameBytes(one, String(decoding: Array(one.utf8), as: UTF8.self)))
    var values = ByteStringDictionary([(one, 1), (other, 2), (one, 3)])
    #expect(values.count == 2 && values[one] == 1 && values[other] == 2)
    values[other]? += 5
    values[one, default: 10] += 1
    values["new", default: 10] += 1
    #expect(values[one] == 2 && values[other] == 7 && values["new"] == 11)
    values[other] = nil
    #expect(values[other] == nil && values[one] == 2)
    values.merge(ByteStringDictionary([(one, 8), (other, 9)]))
    #expect(values[one] == 8 && values[other] == 9)
    var set = ByteStringSet([one])
    #expect(set.contains(one) && !set.contains(other))
    #expect(set.insert(other) && !set.insert(one))
    #expect(set.count == 2)
  }

  @Test("random strings, also parts of others, against arrays of bytes")
  func random() {
    var generator = SeededGenerator("byte strings")
    var values = ByteStringDictionary<Int>()
    var expected: [[UInt8]: Int] = [:]
    let scalars: [Character] = ["a", "\u{301}", "\u{6A02}", "\u{F95C}", "书", "é"]
    for number in 0..<2000 {
      let whole = String((0..<generator.below(4)).map { _ in scalars[generator.below(scalars.count)] })
      // A string that shares the storage of another.
      let key = String(whole.unicodeScalars.dropFirst(generator.below(2)))
      #expect(values[key] == expected[Array(key.utf8)])
      #expect(precedesInBytes(key, whole) == key.utf8.lexicographicallyPrecedes(whole.utf8))
      #expect(precedesInBytes(whole, key) == whole.utf8.lexicographicallyPrecedes(key.utf8))
      if generator.below(4) == 0 {
        values[key] = nil
        expected[Array(key.utf8)] = nil
      } else {
        values[key] = number
        expected[Array(key.utf8)] = number
      }
    }
    #expect(values.count == expected.count)
    #expect(
      Set(values.elements.map { [Array($0.key.utf8), [UInt8(truncatingIfNeeded: $0.value)]] }).count
        == expected.count)
  }
}
