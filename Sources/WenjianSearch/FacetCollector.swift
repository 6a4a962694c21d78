import WenjianIndex
import WenjianModel
import WenjianSegment

/// Counts documents and occurrences by value, exactly, for one query after the other. A document with several values
/// counts for each of them.
struct FacetCollector: Collector {
  private let table: FacetTable
  private var segments: [OrdinalCounts]
  /// By group; all zero between two queries.
  private var totals: [FoundCounts]

  init(_ table: FacetTable) {
    self.table = table
    segments = table.values.map { OrdinalCounts($0) }
    totals = Array(repeating: FoundCounts(), count: table.names.count)
  }

  var needs: CollectorNeeds { .everyDocument }
  var threshold: Float { .infinity }

  mutating func collect(_ block: DocumentBlock) { segments[block.view].add(block) }

  /// The groups that have a document, the most documents first; equal ones by occurrences, then by value; those without
  /// a value behind all others. What was counted is forgotten.
  ///
  /// Values that only script, width, case or blanks part are one; keys are not.
  /// - Complexity: linear in the values that have a document, times the logarithm of their number.
  mutating func takeGroups() -> [FacetGroup] {
    var found: [Int] = []
    var none = FoundCounts()
    for index in segments.indices {
      segments[index].take { ordinal, count in
        guard ordinal > 0 else { return none += count }
        table.forEachGroup(of: ordinal, segment: index) { group in
          if totals[group].documents == 0 { found.append(group) }
          totals[group] += count
        }
      }
    }
    found.sort { a, b in
      let (first, second) = (totals[a], totals[b])
      if first.documents != second.documents { return first.documents > second.documents }
      if first.occurrences != second.occurrences { return first.occurrences > second.occurrences }
      return a < b
    }
    var groups = found.map { FacetGroup(value: table.names[$0], totals[$0]) }
    for group in found { totals[group] = FoundCounts() }
    if none.documents > 0 { groups.append(FacetGroup(value: nil, none)) }
    return groups
  }
}

/// The counts of a segment by ordinal, and which of them are not zero.
private struct OrdinalCounts {
  private let values: FacetValues
  private var counts: [FoundCounts]
  /// The first `foundCount` are those that have a document; one place more than there are ordinals is written to.
  private var found: [UInt32]
  private var foundCount = 0

  init(_ values: FacetValues) {
    self.values = values
    counts = Array(repeating: FoundCounts(), count: values.labels.count + 1)
    found = Array(repeating: 0, count: counts.count + 1)
  }

  mutating func add(_ block: DocumentBlock) {
    let ordinals = values.ordinals
    var foundCount = self.foundCount
    counts.withUnsafeMutableBufferPointer { counts in
      found.withUnsafeMutableBufferPointer { found in
        for at in 0..<block.count where block.isFound(at) {
          let ordinal = ordinals[Int(block.document(at))]
          let place = Int(ordinal)
          found[foundCount] = ordinal
          if counts[place].documents == 0 { foundCount += 1 }
          counts[place].documents += 1
          counts[place].occurrences += Int(block.frequencies[at])
        }
      }
    }
    self.foundCount = foundCount
  }

  /// Calls a body with every ordinal that has a document, and forgets them.
  mutating func take(_ body: (Int, FoundCounts) -> Void) {
    for index in 0..<foundCount {
      let ordinal = Int(found[index])
      body(ordinal, counts[ordinal])
      counts[ordinal] = FoundCounts()
    }
    foundCount = 0
  }
}

extension FacetGroup {
  fileprivate init(value: String?, _ counts: FoundCounts) {
    self.init(value: value, documents: counts.documents, occurrences: counts.occurrences)
  }
}
