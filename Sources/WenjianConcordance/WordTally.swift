// How often each word of some documents occurs.

/// Counts words and the documents that have them.
struct WordTally {
  /// Up to three elements below 2^21 in one number; all others as they are.
  private var short: [UInt64: Int] = [:]
  private var long: [[UInt32]: Int] = [:]
  private var counts: [(codes: [UInt32], occurrences: Int, documents: Int, last: Int)] = []
  private var document = 0

  mutating func beginDocument() { document += 1 }

  mutating func add(_ codes: ArraySlice<UInt32>) {
    let number: Int
    if let key = Self.key(codes) {
      number = short[key] ?? counts.count
      if number == counts.count { short[key] = number }
    } else {
      let key = Array(codes)
      number = long[key] ?? counts.count
      if number == counts.count { long[key] = number }
    }
    if number == counts.count { counts.append((Array(codes), 0, 0, 0)) }
    counts[number].occurrences += 1
    if counts[number].last != document {
      counts[number].documents += 1
      counts[number].last = document
    }
  }

  private static func key(_ codes: ArraySlice<UInt32>) -> UInt64? {
    guard codes.count <= 3 else { return nil }
    var key: UInt64 = 0
    for code in codes {
      if code >= 1 << 21 { return nil }
      key = key << 21 | UInt64(code)
    }
    return key
  }

  func words(minimum: Int) -> [(codes: [UInt32], occurrences: Int, documents: Int)] {
    counts.filter { $0.occurrences >= minimum }.map { ($0.codes, $0.occurrences, $0.documents) }
  }
}
