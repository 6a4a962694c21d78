// Groups of documents that were found elsewhere.

package import WenjianModel
package import WenjianQuery

/// A document of a snapshot that another engine found, with what it counted in it.
package struct FoundDocument: Sendable {
  package var view: Int
  package var document: Int
  package var occurrences: Int

  package init(view: Int, document: Int, occurrences: Int) {
    self.view = view
    self.document = document
    self.occurrences = occurrences
  }
}

extension QueryCounter {
  /// The groups of some documents, as `counts` makes them of those that it finds.
  /// - Throws: `SearchError` when the query has to end.
  /// - Precondition: documents are grouped by a value.
  package mutating func groups(
    of found: [FoundDocument]
  ) throws -> (groups: [FacetGroup], documents: Int, occurrences: Int) {
    try group { collector, _, searcher in
      var total = FoundCounts()
      for view in searcher.segments.indices {
        try searcher.checkpoint()
        let own = found.filter { $0.view == view }.sorted { $0.document < $1.document }
        let documents = own.map { UInt32(truncatingIfNeeded: $0.document) }
        let frequencies = own.map { UInt32(clamping: $0.occurrences) }
        documents.withUnsafeBufferPointer { documents in
          frequencies.withUnsafeBufferPointer { frequencies in
            guard let numbers = documents.baseAddress, let counts = frequencies.baseAddress else { return }
            collector.collect(
              DocumentBlock(
                view: view, count: own.count, documents: numbers, frequencies: counts, scores: nil, mask: nil))
          }
        }
        total += FoundCounts(documents: own.count, occurrences: own.reduce(0) { $0 + $1.occurrences })
      }
      return total
    }
  }
}

extension Searcher {
  /// What every document has to satisfy besides the strings of a query: the fields that all of them must have, and a filter.
  /// - Throws: `SearchError`.
  package func filter(
    of query: ParsedQuery, _ reading: StringReading, besides filter: DocumentFilter?
  ) throws(SearchError) -> DocumentFilter? {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    return try QueryPlan(query, reading, filter: filter, scratch).filter
  }
}
