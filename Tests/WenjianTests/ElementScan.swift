// A second oracle, for tens of megabytes: the same scan as `BruteForceIndex`, begun only where the rarest element of
// the string stands. A test holds the two against each other.

import WenjianStream
import WenjianTestSupport

/// Every element of many documents in one line, and where each element stands.
struct ElementScan: Sendable {
  /// A document's part of the line, and its text.
  struct Entry: Sendable {
    var key: String
    var positions: Range<Int>
    var utf8: [UInt8]
  }

  private(set) var entries: [Entry] = []
  /// Scalars as themselves, runs numbered from 0x110000, barriers as 0.
  private var line: [UInt32] = []
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  private var runs: [[UInt8]: UInt32] = [:]
  private var places: [UInt32: [UInt32]] = [:]

  mutating func add(key: String, utf8: [UInt8]) {
    let first = line.count
    for item in BruteForceIndex.stream(of: String(decoding: utf8, as: UTF8.self)) {
      let code: UInt32
      switch item.element {
      case .scalar(let scalar): code = scalar
      case .run(let bytes):
        code = runs[bytes] ?? 0x11_0000 + UInt32(runs.count)
        runs[bytes] = code
      case .barrier: code = 0
      }
      places[code, default: []].append(UInt32(line.count))
      line.append(code)
      starts.append(UInt32(item.byteRange.lowerBound))
      ends.append(UInt32(item.byteRange.upperBound))
    }
    entries.append(Entry(key: key, positions: first..<line.count, utf8: utf8))
  }

  /// Where a string stands: for each document that holds it, by number, the bytes of every occurrence.
  func find(_ string: OracleString) -> [(document: Int, byteRanges: [Range<Int>])] {
    var codes: [UInt32] = []
    for element in string.elements {
      switch element {
      case .scalar(let scalar): codes.append(scalar)
      case .run(let bytes):
        guard let code = runs[bytes] else { return [] }
        codes.append(code)
      case .barrier: return []
      }
    }
    var rarest = 0
    for index in codes.indices
    where (places[codes[index]]?.count ?? 0) < (places[codes[rarest]]?.count ?? 0) { rarest = index }
    guard !codes.isEmpty, let candidates = places[codes[rarest]] else { return [] }
    var found: [(document: Int, byteRanges: [Range<Int>])] = []
    for candidate in candidates {
      let start = Int(candidate) - rarest
      guard start >= 0, start + codes.count <= line.count,
        codes.indices.allSatisfy({ line[start + $0] == codes[$0] })
      else { continue }
      let document = document(of: start, from: found.last?.document ?? 0)
      let range = Int(starts[start])..<Int(ends[start + codes.count - 1])
      if found.last?.document == document {
        found[found.count - 1].byteRanges.append(range)
      } else {
        found.append((document, [range]))
      }
    }
    return found
  }

  private func document(of position: Int, from first: Int) -> Int {
    var low = first
    var high = entries.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if entries[middle].positions.lowerBound <= position { low = middle } else { high = middle }
    }
    return low
  }
}
