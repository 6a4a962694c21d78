// Where the words of a quotation are in a text, and where something like them does.

import WenjianComparison
import WenjianText

/// A text with its words, to look quotations up in.
struct QuotedText {
  let bytes: [UInt8]
  let elements: TextElements
  /// The elements that are words, and their codes.
  private let wordElements: [Int]
  private let words: [UInt32]

  init(_ text: String, _ numbers: inout ElementNumbers) {
    bytes = Array(text.utf8)
    let elements = TextElements(text, &numbers)
    self.elements = elements
    wordElements = elements.codes.indices.filter { TextElements.isWord(elements.codes[$0]) }
    words = wordElements.map { elements.codes[$0] }
  }

  var wordCount: Int { words.count }

  /// The words between two bytes.
  private func words(in bytes: Range<Int>) -> Range<Int> {
    let range = elements.elements(in: bytes)
    func first(_ element: Int) -> Int {
      var (low, high) = (0, wordElements.count)
      while low < high {
        let middle = (low + high) / 2
        if wordElements[middle] < element { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(range.lowerBound)..<first(range.upperBound)
  }

  /// The elements from one word to another.
  private func span(_ words: Range<Int>) -> Range<Int> {
    guard let last = words.last else { return 0..<0 }
    return wordElements[words.lowerBound]..<(wordElements[last] + 1)
  }

  /// The parts of a quotation that ellipses part, as words.
  static func parts(of quotation: QuotedText, in range: Range<Int>) -> [[UInt32]] {
    var parts: [[UInt32]] = [[]]
    for element in quotation.elements.elements(in: range) {
      let code = quotation.elements.codes[element]
      if code == "…" || code == "⋯" {
        if parts.last?.isEmpty == false { parts.append([]) }
      } else if TextElements.isWord(code) {
        parts[parts.count - 1].append(code)
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// The elements of the first stretch that holds the parts one after the other, word for word.
  /// - Complexity: linear in the range, times the length of a part where it is almost there.
  func find(_ parts: [[UInt32]], in byteRange: Range<Int>) -> Range<Int>? {
    let range = words(in: byteRange)
    var at = range.lowerBound
    var start: Int?
    for part in parts {
      guard let first = part.first else { continue }
      var found: Int?
      while at + part.count <= range.upperBound {
        if words[at] == first, words[at..<(at + part.count)].elementsEqual(part) {
          found = at
          break
        }
        at += 1
      }
      guard let found else { return nil }
      start = start ?? found
      at = found + part.count
    }
    return start.map { span($0..<at) }
  }

  /// What of a range is most like some words: the stretch with the fewest changes (Sellers 1980).
  /// - Returns: its elements, and how much of the words it has, from 0 to 1; nil for an empty range, or one that it would
  ///   take too long to look through.
  /// - Complexity: O(words × words of the range).
  func nearest(_ wanted: [UInt32], in byteRange: Range<Int>) -> (elements: Range<Int>, likeness: Double)? {
    let range = words(in: byteRange)
    guard !wanted.isEmpty, !range.isEmpty, wanted.count * range.count <= Self.workLimit else { return nil }
    // By the number of wanted words: the fewest changes, and where the stretch begins.
    var costs = Array(0...wanted.count)
    var starts = [Int](repeating: range.lowerBound, count: wanted.count + 1)
    var best = (cost: Int.max, start: 0, end: 0)
    for index in range {
      var (diagonalCost, diagonalStart) = (costs[0], starts[0])
      starts[0] = index + 1
      for place in wanted.indices {
        let (cost, start) = (costs[place + 1], starts[place + 1])
        var candidate = (diagonalCost + (wanted[place] == words[index] ? 0 : 1), place == 0 ? index : diagonalStart)
        // Of equals the longer stretch: what is before a word that is missing belongs to it.
        if (cost + 1, start) < candidate { candidate = (cost + 1, start) }
        if (costs[place] + 1, starts[place]) < candidate { candidate = (costs[place] + 1, starts[place]) }
        (costs[place + 1], starts[place + 1]) = candidate
        (diagonalCost, diagonalStart) = (cost, start)
      }
      if costs[wanted.count] < best.cost { best = (costs[wanted.count], starts[wanted.count], index + 1) }
    }
    guard best.cost < Int.max, best.start < best.end else { return nil }
    return (span(best.start..<best.end), max(0, 1 - Double(best.cost) / Double(wanted.count)))
  }

  private static let workLimit = 40_000_000
}
