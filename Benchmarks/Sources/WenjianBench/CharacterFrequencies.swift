// Chooses the one-character queries from the corpus itself.

import Glibc

/// The Han characters of a directory of texts, most frequent first, ties by code point.
struct CharacterFrequencies {
  private let ranked: [UInt32]

  /// - Complexity: linear in the texts.
  init(texts: String) throws {
    var counts = [Int](repeating: 0, count: 0x110000)
    for name in try textFiles(below: texts) {
      for scalar in String(decoding: try bytes(of: texts + "/" + name), as: UTF8.self).unicodeScalars {
        counts[Int(scalar.value)] += 1
      }
    }
    ranked = Self.han.flatMap { $0.filter { counts[Int($0)] > 0 } }
      .sorted { counts[Int($0)] != counts[Int($1)] ? counts[Int($0)] > counts[Int($1)] : $0 < $1 }
  }

  /// The most frequent characters.
  func mostFrequent(_ count: Int) -> [String] { ranked.prefix(count).map(Self.text) }

  /// The characters in the middle of the ranking: half of the corpus's characters are rarer.
  func median(_ count: Int) -> [String] {
    ranked.dropFirst(max(0, ranked.count / 2 - count / 2)).prefix(count).map(Self.text)
  }

  private static let han: [ClosedRange<UInt32>] = [
    0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF,
  ]

  private static func text(_ value: UInt32) -> String { Unicode.Scalar(value).map(String.init) ?? "" }
}

/// Writes `char_common.txt` and `char_median.txt`, 100 queries each, beside the other query lists.
func writeCharacterQueries(texts: String, queries: String) throws -> JSON {
  let frequencies = try CharacterFrequencies(texts: texts)
  let common = frequencies.mostFrequent(100)
  let median = frequencies.median(100)
  try write(common, to: queries + "/char_common.txt")
  try write(median, to: queries + "/char_median.txt")
  return .object([
    ("char_common", .text(common.joined())), ("char_median", .text(median.joined())),
  ])
}
