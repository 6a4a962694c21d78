// Searching where documents that are copies of each other count as one.

import WenjianIndex
import WenjianSegment

extension Searcher {
  /// As `search`, but of each group of copies only the best ranked document comes.
  ///
  /// Ranked are more documents than wanted, until enough of them are different. How many that takes is bounded by how
  /// many of the matching documents have another one of their group beside them, which is counted first.
  func searchCollapsed(
    _ request: SearchRequest, _ prepared: Prepared, _ wanted: Int, _ scratch: SearchScratch
  ) throws -> SearchOutcome {
    let positive = prepared.positiveStrings
    let prefersTraditional = positive.contains { $0.isTraditional }
    let relations = try snapshot.relations()
    let doubles = try relations.map { try self.doubles(prepared, $0, scratch) } ?? 0
    let limit = min(wanted + doubles, snapshot.documentCount)
    var capacity = min(limit, 2 * wanted + 16)
    var filter = CopyFilter(relations)
    while true {
      var top = TopDocuments(
        snapshot, capacity: capacity, prefersTraditional: prefersTraditional, scratch: scratch)
      let (documents, occurrences) = try rank(prepared, into: &top, scratch)
      let ranked = top.takeSorted(droppingFirst: 0, tier: .match)
      filter.removeAll()
      var kept = filter.taking(wanted, of: ranked)
      if kept.count < wanted, capacity < min(limit, documents) {
        capacity = min(limit, 4 * capacity)
        continue
      }
      var parts: [SearchString] = []
      if request.wantsRelated, kept.count < wanted {
        // Fewer matches than wanted, so all of them were ranked, and say which are not to come again.
        let related = RelatedDocuments(self, prepared)
        kept += try best(wanted - kept.count, of: related, besides: ranked, &filter, scratch)
        parts = related.parts
      }
      return SearchOutcome(
        strings: positive, documents: documents, occurrences: occurrences,
        ranked: Array(kept.dropFirst(max(request.offset, 0))), relatedParts: parts,
        distinctDocuments: documents - doubles)
    }
  }

  /// The best related documents that are no copies of each other or of what the filter has seen.
  private func best(
    _ wanted: Int, of related: RelatedDocuments, besides matching: [RankedDocument],
    _ filter: inout CopyFilter, _ scratch: SearchScratch
  ) throws -> [RankedDocument] {
    var asked = min(2 * wanted + 16, snapshot.documentCount)
    while true {
      let found = try related.best(asked, besides: matching, scratch)
      var fresh = filter
      let kept = fresh.taking(wanted, of: found)
      if kept.count == wanted || found.count < asked || asked == snapshot.documentCount {
        filter = fresh
        return kept
      }
      asked = min(4 * asked, snapshot.documentCount)
    }
  }

  /// How many of the matching documents have an earlier one of their group among them.
  private func doubles(
    _ prepared: Prepared, _ relations: DocumentRelations, _ scratch: SearchScratch
  ) throws -> Int {
    let copies = relations.copies
    guard copies.count > 0 else { return 0 }
    let strings = prepared.strings
    let seen = scratch.room(copies.count, of: UInt8.self)
    seen.initialize(repeating: 0, count: copies.count)
    let matches = scratch.room(strings.count, of: StringMatches.self)
    var doubles = 0
    func meet(_ group: Int) {
      doubles += Int(seen[group])
      seen[group] = 1
    }
    for (number, view) in snapshot.views.enumerated() {
      for string in strings.indices {
        matches[string] = try SegmentMatcher(strings[string], in: view, scratch: scratch).matches()
      }
      let found = try evaluation(number, strings, matches, weights: nil, scratch).matching(prepared)
      let numbers = relations.numbers(ofView: number)
      let low = copies.firstIndex(notBelow: numbers.lowerBound)
      let high = copies.firstIndex(notBelow: numbers.upperBound)
      if found.count < (high - low) / 16 {
        for at in 0..<found.count {
          if let group = copies.group(of: numbers.lowerBound + Int(found.documents[at])) { meet(group) }
        }
        continue
      }
      var at = 0
      for index in low..<high {
        let document = UInt32(truncatingIfNeeded: Int(copies.document(at: index)) - numbers.lowerBound)
        at = found.advance(from: at, to: document)
        if at == found.count { break }
        if found.documents[at] == document { meet(copies.group(at: index)) }
      }
    }
    return doubles
  }
}

extension Evaluation {
  /// The matching documents of the segment, without scores.
  /// - Precondition: no weights.
  func matching(_ prepared: Searcher.Prepared) throws -> DocumentBuffer {
    if case .string(let number) = prepared.root { return try materialised(number) }
    return try QueryEvaluator(self, prepared).evaluate(prepared)
  }
}

/// Lets the first document of each group of copies through.
private struct CopyFilter {
  private let relations: DocumentRelations?
  private var seen: Set<Int> = []

  init(_ relations: DocumentRelations?) { self.relations = relations }

  mutating func removeAll() { seen.removeAll(keepingCapacity: true) }

  /// The first documents that are no copies of one before, up to a number of them.
  mutating func taking(_ limit: Int, of ranked: [RankedDocument]) -> [RankedDocument] {
    var kept: [RankedDocument] = []
    for document in ranked {
      if kept.count == limit { break }
      if let relations,
        let group = relations.copies.group(
          of: relations.number(view: document.view, document: document.document)),
        !seen.insert(group).inserted
      {
        continue
      }
      kept.append(document)
    }
    return kept
  }
}
