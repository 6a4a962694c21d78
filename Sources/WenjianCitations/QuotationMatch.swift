// Where the words of a quotation are in a text, and where something like them does.

import WenjianComparison
import WenjianText

/// A part of a quotation between ellipses.
struct QuotedPart {
  /// The codes of its words.
  var words: [UInt32] = []
  /// The elements of the quotation that they are.
  var elements: [Int] = []
}

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

  /// The parts of a quotation that ellipses part, as words: …, ……, three dots and more.
  static func parts(of quotation: QuotedText, in range: Range<Int>) -> [QuotedPart] {
    var parts = [QuotedPart()]
    var dots = 0
    for element in quotation.elements.elements(in: range) {
      let code = quotation.elements.codes[element]
      dots = code == "." || code == "。" ? dots + 1 : 0
      if code == "…" || code == "⋯" || dots >= 3 {
        if parts.last?.words.isEmpty == false { parts.append(QuotedPart()) }
      } else if TextElements.isWord(code) {
        parts[parts.count - 1].words.append(code)
        parts[parts.count - 1].elements.append(element)
      }
    }
    return parts.filter { !$0.words.isEmpty }
  }

  /// The first stretch that holds the parts one after the other, word for word.
  /// - Returns: the words that each part is; nil where they are not there.
  /// - Complexity: linear in the range, times the length of a part where it is almost there.
  func find(_ parts: [QuotedPart], in byteRange: Range<Int>) -> [Range<Int>]? {
    let range = words(in: byteRange)
    var at = range.lowerBound
    var found: [Range<Int>] = []
    for part in parts {
      guard let first = part.words.first else { continue }
      var start: Int?
      while at + part.words.count <= range.upperBound {
        if words[at] == first, words[at..<(at + part.words.count)].elementsEqual(part.words) {
          start = at
          break
        }
        at += 1
      }
      guard let start else { return nil }
      at = start + part.words.count
      found.append(start..<at)
    }
    return found.isEmpty ? nil : found
  }

  /// The elements from the first word of what was found to the last.
  func span(_ found: [Range<Int>]) -> Range<Int> {
    guard let first = found.first, let last = found.last else { return 0..<0 }
    return span(first.lowerBound..<last.upperBound)
  }

  /// Whether a character of what was found is another one than that of the quotation: of the other script, or a variant.
  func differsInScript(_ found: [Range<Int>], _ parts: [QuotedPart], of quotation: QuotedText) -> Bool {
    zip(found, parts).contains { words, part in
      zip(words, part.elements).contains { word, element in
        isHan(self.words[word]) && scalar(wordElements[word]) != quotation.scalar(element)
      }
    }
  }

  /// The character that an element is, as it is written.
  private func scalar(_ element: Int) -> ArraySlice<UInt8> {
    let range = elements.byteRanges[element]
    guard let end = bytes[range].dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) else { return bytes[range] }
    return bytes[range.lowerBound..<end]
  }

  /// How many words of a hundred may be others in what was meant.
  static let changeLimit = 40

  /// What of a range is most like some words: the stretch with the fewest changes (Sellers 1980).
  /// - Returns: its elements, and how much of the words it has, from 0.6 to 1; nil when nothing is so like, or it would take
  ///   too long to look for it.
  /// - Complexity: O(words of the range), and O(words × words) of where most of the words are near each other.
  func nearest(_ wanted: [UInt32], in byteRange: Range<Int>) -> (elements: Range<Int>, likeness: Double)? {
    guard !wanted.isEmpty else { return nil }
    let stretches = stretches(with: wanted, in: words(in: byteRange))
    guard stretches.reduce(0, { $0 + $1.count }) <= Self.workLimit / wanted.count else { return nil }
    var best: (cost: Int, words: Range<Int>)?
    for stretch in stretches {
      if let found = nearest(wanted, inWords: stretch), found.cost < best?.cost ?? Int.max { best = found }
    }
    guard let best, best.cost * 100 <= wanted.count * Self.changeLimit else { return nil }
    return (span(best.words), 1 - Double(best.cost) / Double(wanted.count))
  }

  /// The stretches that what is like enough must be in: where so many of the wanted words, in any order, are in a window as
  /// long as they may have become.
  private func stretches(with wanted: [UInt32], in range: Range<Int>) -> [Range<Int>] {
    let changes = wanted.count * Self.changeLimit / 100
    let length = wanted.count + changes
    guard range.count > length else { return range.isEmpty ? [] : [range] }
    var missing: [UInt32: Int] = [:]
    for word in wanted { missing[word, default: 0] += 1 }
    var shared = 0
    var result: [Range<Int>] = []
    for index in range {
      if let count = missing[words[index]] {
        if count > 0 { shared += 1 }
        missing[words[index]] = count - 1
      }
      if index - length >= range.lowerBound, let count = missing[words[index - length]] {
        if count >= 0 { shared -= 1 }
        missing[words[index - length]] = count + 1
      }
      guard shared >= wanted.count - changes else { continue }
      let window = max(range.lowerBound, index - length + 1)..<(index + 1)
      if let last = result.last, window.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<window.upperBound
      } else {
        result.append(window)
      }
    }
    return result
  }

  private func nearest(_ wanted: [UInt32], inWords range: Range<Int>) -> (cost: Int, words: Range<Int>)? {
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
    return (best.cost, best.start..<best.end)
  }

  private static let workLimit = 40_000_000
}
