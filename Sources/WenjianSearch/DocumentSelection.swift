// Which documents a query finds, or chooses from, by their numbers.

import WenjianIndex
package import WenjianQuery
import WenjianSegment

/// Some live documents of a snapshot.
package struct DocumentSelection: Sendable {
  /// By segment.
  let bits: [DocumentBits]

  package var count: Int { bits.reduce(0) { $0 + $1.count } }

  /// Calls a body with each, segment by segment, ascending.
  package func forEach(_ body: (_ view: Int, _ document: Int) throws -> Void) rethrows {
    for (view, bits) in bits.enumerated() {
      var document = bits.mask.first(from: 0, kept: true)
      while document < bits.documentCount {
        try body(view, document)
        document = bits.mask.first(from: document + 1, kept: true)
      }
    }
  }

  package func contains(view: Int, document: Int) -> Bool {
    bits[view].mask.contains(UInt32(truncatingIfNeeded: document))
  }

  /// Those of this selection that are not in another one.
  package func subtracting(_ other: DocumentSelection) -> DocumentSelection {
    DocumentSelection(bits: zip(bits, other.bits).map { DocumentBits($0, without: $1) })
  }
}

extension Searcher {
  /// The live documents of the index.
  package var allDocuments: DocumentSelection {
    DocumentSelection(
      bits: segments.map { $0.live ?? DocumentBits(allOf: $0.view.segment.statistics.documentCount) })
  }

  /// The documents that a query finds.
  /// - Throws: `SearchError`, `SegmentError`.
  package func documents(
    of query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> DocumentSelection {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let plan = try QueryPlan(query, reading, filter: filter, scratch)
    var found = DocumentSetCollector(segments)
    _ = try QueryExecution(plan, self, scored: false, scratch).run(into: &found)
    return DocumentSelection(
      bits: zip(segments, found.bits).map { state, bits in
        DocumentBits(bits, documentCount: state.view.segment.statistics.documentCount)
      })
  }

  /// The documents that a query chooses from: all that count and that the fields keep which every document of it has to
  /// satisfy.
  /// - Throws: `SearchError`.
  package func documents(
    chosenBy query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> DocumentSelection {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    guard let filter = try QueryPlan(query, reading, filter: filter, scratch).filter else { return allDocuments }
    return DocumentSelection(bits: try segments.map { try $0.filters.bits(filter, scratch) })
  }
}

extension DocumentBits {
  fileprivate convenience init(allOf count: Int) {
    var words = [UInt64](repeating: .max, count: DocumentMask.wordCount(documents: count))
    if count % 64 > 0 { words[words.count - 1] = (1 << UInt64(count % 64)) - 1 }
    self.init(words, documentCount: count)
  }

  fileprivate convenience init(_ bits: DocumentBits, without other: DocumentBits) {
    let (kept, dropped) = (bits.mask, other.mask)
    let words = (0..<DocumentMask.wordCount(documents: bits.documentCount)).map {
      kept.words[$0] & ~dropped.words[$0]
    }
    self.init(words, documentCount: bits.documentCount)
    withExtendedLifetime((bits, other)) {}
  }
}
