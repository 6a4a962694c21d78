import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianStream

/// How a string is found: its grams, which of them are intersected, and what comes of it.
package struct StringPlan: Sendable {
  package struct Gram: Sendable {
    package var text: String
    package var offset: Int
    package var positions: Int
    package var isUsed: Bool
  }

  package var words: [String] = []
  package var grams: [Gram] = []
  package var documents = 0
  package var occurrences = 0
}

extension Searcher {
  /// - Throws: `SegmentError`, `ICUError`.
  package func plan(of string: SearchString) throws -> StringPlan {
    var plan = StringPlan()
    let elements = string.elements
    plan.words = RelatedDocuments.wordRanges(elements).map { range in
      elements[range].map(\.text).joined()
    }
    let scratch = SearchScratch.borrow()
    defer { scratch.giveBack() }
    var counts = [Int](repeating: 0, count: max(elements.count - 1, 0))
    for (number, view) in snapshot.views.enumerated() {
      let table = view.segment.elements
      let ids = elements.map { element -> Int? in
        switch element {
        case .scalar(let scalar): table.id(ofScalar: scalar)
        case .run(let bytes): bytes.withUnsafeBytes { table.id(ofRun: $0) }
        case .barrier: nil
        }
      }
      for offset in counts.indices {
        guard let first = ids[offset], let second = ids[offset + 1],
          let gram = view.segment.grams.gram(first: first, second: second)
        else { continue }
        counts[offset] += try view.segment.positions(ofGram: gram).count
      }
      let matches = scratch.room(1, of: StringMatches.self)
      matches[0] = try SegmentMatcher(string, in: view, scratch: scratch).matches()
      let found = try evaluation(number, [string], matches, weights: nil, scratch).materialised(0)
      plan.documents += found.count
      plan.occurrences += found.occurrences
    }
    var used: [Int] = []
    if !counts.isEmpty {
      let cover = GramCover(count: counts.count, room: scratch.room(counts.count)) { counts[$0] }
      used = (0..<cover.count).map { cover.offsets[$0] }
    }
    plan.grams = counts.indices.map { offset in
      let separator: String
      if case .run = elements[offset], case .run = elements[offset + 1] {
        separator = " "
      } else {
        separator = ""
      }
      return StringPlan.Gram(
        text: elements[offset].text + separator + elements[offset + 1].text, offset: offset,
        positions: counts[offset], isUsed: used.contains(offset))
    }
    return plan
  }
}
