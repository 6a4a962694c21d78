import WenjianIndex
import WenjianModel
import WenjianSegment

/// Counts documents and occurrences by value, exactly. A document with several values counts for each of them.
struct FacetCollector: Collector {
  /// By segment.
  private let values: [FacetValues]
  /// By segment, then by ordinal of the value.
  private var counts: [[FoundCounts]]

  init(_ values: [FacetValues]) {
    self.values = values
    counts = values.map { Array(repeating: FoundCounts(), count: $0.labels.count + 1) }
  }

  var needs: CollectorNeeds { .everyDocument }
  var threshold: Float { .infinity }

  mutating func collect(_ block: DocumentBlock) {
    let ordinals = values[block.view].ordinals
    counts[block.view].withUnsafeMutableBufferPointer { counts in
      for at in 0..<block.count where block.isFound(at) {
        let ordinal = Int(ordinals[Int(block.document(at))])
        counts[ordinal].documents += 1
        counts[ordinal].occurrences += Int(block.frequencies[at])
      }
    }
  }

  /// The groups that have a document, the most documents first; equal ones by occurrences, then by value; those without
  /// a value behind all others.
  ///
  /// Values that only script, width, case or blanks part are one.
  func groups() -> [FacetGroup] {
    struct Group {
      var total = FoundCounts()
      var spellings: [String: Int] = [:]

      /// The most frequent, of equal ones the first in byte order.
      var name: String {
        spellings.min { a, b in
          a.value != b.value ? a.value > b.value : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
        }?.key ?? ""
      }
    }
    var groups: [ComparableForm: Group] = [:]
    var none = FoundCounts()
    for (segment, counts) in counts.enumerated() {
      for (ordinal, count) in counts.enumerated() where count.documents > 0 {
        guard ordinal > 0 else {
          none += count
          continue
        }
        var seen = Set<ComparableForm>()
        for label in values[segment].labels[ordinal - 1] {
          groups[label.form, default: Group()].spellings[label.text, default: 0] += count.documents
          if seen.insert(label.form).inserted { groups[label.form, default: Group()].total += count }
        }
      }
    }
    var result = groups.values.map {
      FacetGroup(value: $0.name, documents: $0.total.documents, occurrences: $0.total.occurrences)
    }
    result.sort { a, b in
      if a.documents != b.documents { return a.documents > b.documents }
      if a.occurrences != b.occurrences { return a.occurrences > b.occurrences }
      return (a.value ?? "").utf8.lexicographicallyPrecedes((b.value ?? "").utf8)
    }
    if none.documents > 0 {
      result.append(FacetGroup(value: nil, documents: none.documents, occurrences: none.occurrences))
    }
    return result
  }
}
