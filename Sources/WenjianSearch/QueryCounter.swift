package import WenjianModel
package import WenjianQuery

/// Counts queries one after the other over one snapshot: memory, and what a facet has to know of the documents, are
/// taken once for all of them.
package struct QueryCounter: ~Copyable {
  private let searcher: Searcher
  private let scratch = SearchScratch.borrow()
  private var collector: FacetCollector?

  /// - Parameter key: what documents are grouped by; nil for their counts alone, which are looked up where that is
  ///   possible.
  package init(_ searcher: Searcher, by key: FacetKey?) {
    self.searcher = searcher
    collector = key.map { key in
      FacetCollector(searcher.facets.value(key) { FacetTable(key, of: searcher.segments) })
    }
  }

  deinit { scratch.giveBack() }

  /// Exact counts, and the groups that have a document.
  /// - Throws: `SearchError`, `SegmentError`. The next query is answered all the same.
  package mutating func counts(
    of query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> (groups: [FacetGroup], documents: Int, occurrences: Int) {
    defer { scratch.empty() }
    let plan = try QueryPlan(query, reading, filter: filter, scratch)
    guard var collector else {
      let counts = try searcher.count(plan, scratch)
      return ([], counts.documents, counts.occurrences)
    }
    // There is one of its arrays.
    self.collector = nil
    defer { self.collector = collector }
    do {
      let counts = try QueryExecution(plan, searcher, scored: false, scratch).run(into: &collector)
      return (collector.takeGroups(), counts.documents, counts.occurrences)
    } catch {
      _ = collector.takeGroups()
      throw error
    }
  }
}
