// How many characters the documents of a segment have.

import Synchronization
package import WenjianModel
package import WenjianQuery
import WenjianSegment
import WenjianThreads

/// Counted when first asked for, and kept with the snapshot: four bytes a document.
final class CharacterCounts: Sendable {
  private let known = Locked<[UInt32]?>(nil)

  /// The Unicode scalars of the text of each document, white space and all.
  /// - Throws: `SegmentError` when the store is damaged.
  /// - Complexity: the first time linear in the documents, some 8 µs for each block of the store in which any starts.
  func counts(of view: SegmentState, control: SearchControl?) throws -> [UInt32] {
    if let counts = known.withLock({ $0 }) { return counts }
    let counts = try DocumentTextReader(view.view, control: control).characterCounts()
    known.withLock { $0 = counts }
    return counts
  }
}

extension QueryCounter {
  /// The documents that a query chooses from: all that count and that the fields of the query keep which every document of
  /// it has to satisfy, by group, with their characters in the place of occurrences. Documents without text are left out.
  /// - Throws: `SearchError`, `SegmentError`.
  /// - Precondition: documents are grouped by a value.
  package mutating func characters(
    of query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> (groups: [FacetGroup], documents: Int, occurrences: Int) {
    try group { collector, scratch, searcher in
      let chosen = try searcher.documents(chosenBy: query, reading, filter: filter)
      var total = FoundCounts()
      for (number, segment) in searcher.segments.enumerated() {
        let bits = chosen.bits[number]
        let characters = try segment.characters.counts(of: segment, control: searcher.control)
        characters.withUnsafeBufferPointer { characters in
          guard let base = characters.baseAddress else { return }
          let block = DocumentBlock(
            view: number, count: characters.count, documents: nil, frequencies: base, scores: nil, mask: bits.mask)
          collector.collect(block)
          for at in 0..<block.count where block.isFound(at) {
            total += FoundCounts(documents: 1, occurrences: Int(base[at]))
          }
        }
        withExtendedLifetime(bits) {}
      }
      return total
    }
  }
}
