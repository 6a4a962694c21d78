import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSegment

/// The groups of a facet in all segments of a snapshot: which of their values are one, and what each is called. Made when
/// first asked for, and kept with the searcher, so that a query counts by number.
final class FacetTable: Sendable {
  /// By segment.
  let values: [FacetValues]
  /// By group, in the order of their bytes. Each is what most of the live documents write, of equally frequent
  /// spellings the first in byte order.
  let names: [String]
  /// By segment.
  private let groups: [GroupLists]

  /// The groups of each ordinal, one list behind the other.
  private struct GroupLists {
    var ends: [UInt32] = [0]
    var numbers: [UInt32] = []

    func range(of ordinal: Int) -> Range<Int> { Int(ends[ordinal - 1])..<Int(ends[ordinal]) }
  }

  /// - Complexity: linear in the documents, and in the distinct values times the logarithm of their number.
  /// - Throws: `SearchError` when the query has to end before it is made.
  init(_ key: FacetKey, of segments: [SegmentState], _ scratch: SearchScratch) throws {
    let values = try segments.map { state in
      try state.facets.value(key) { try FacetValues(key, of: state.view.segment, scratch) }
    }
    var numbers: [ComparableForm: Int] = [:]
    var spellings: [Spellings] = []
    var groups: [GroupLists] = []
    for (segment, values) in zip(segments, values) {
      let documents = values.documentCounts(in: segment.live?.mask)
      var lists = GroupLists()
      for (index, labels) in values.labels.enumerated() {
        try scratch.checkpoint()
        let first = lists.numbers.count
        for label in labels {
          let number = numbers[label.form] ?? spellings.count
          if number == spellings.count {
            numbers[label.form] = number
            spellings.append(Spellings(label.text))
          }
          spellings[number].count(label.text, documents[index + 1])
          let group = UInt32(truncatingIfNeeded: number)
          if !lists.numbers[first...].contains(group) { lists.numbers.append(group) }
        }
        lists.ends.append(UInt32(truncatingIfNeeded: lists.numbers.count))
      }
      groups.append(lists)
    }
    let found = spellings.map(\.mostFrequent)
    var steps = StepCounter(scratch)
    let order = try found.indices.sorted { a, b in
      try steps.step()
      return precedesInBytes(found[a], found[b])
    }
    var places = [UInt32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[number] = UInt32(truncatingIfNeeded: place) }
    for index in groups.indices { groups[index].numbers = groups[index].numbers.map { places[Int($0)] } }
    self.values = values
    self.groups = groups
    names = order.map { found[$0] }
  }

  /// Calls a body with the number of each group that a value, or the values of one document, belong to.
  /// - Parameter ordinal: as in `FacetValues.ordinals`, not 0.
  @inline(__always)
  func forEachGroup(of ordinal: Int, segment: Int, _ body: (Int) -> Void) {
    let lists = groups[segment]
    for at in lists.range(of: ordinal) { body(Int(lists.numbers[at])) }
  }
}

/// How documents write one value. Nearly always there is one spelling.
private struct Spellings {
  private let first: String
  private var firstCount = 0
  private var others: [String: Int] = [:]

  init(_ text: String) { first = text }

  mutating func count(_ text: String, _ documents: Int) {
    if text == first { firstCount += documents } else { others[text, default: 0] += documents }
  }

  var mostFrequent: String {
    var best = (text: first, count: firstCount)
    for (text, count) in others where count > best.count || count == best.count && precedesInBytes(text, best.text)
    {
      best = (text, count)
    }
    return best.text
  }
}

extension FacetValues {
  /// How many documents have each ordinal.
  fileprivate func documentCounts(in live: DocumentMask?) -> [Int] {
    var counts = [Int](repeating: 0, count: labels.count + 1)
    for (document, ordinal) in ordinals.enumerated()
    where live?.contains(UInt32(truncatingIfNeeded: document)) != false { counts[Int(ordinal)] += 1 }
    return counts
  }
}
