// Every occurrence of a query by its position, for what reads texts as a concordance does.

import WenjianIndex
package import WenjianQuery
import WenjianSegment

/// All occurrences that a query counts, in the documents that it finds: where they are, and nothing of their text.
///
/// Four bytes an occurrence, and four more where occurrences differ in length or overlap those of another string; what
/// is shown of one is read when it is asked for.
package struct OccurrenceList: Sendable {
  /// The occurrences of one document, in the order of their positions.
  package struct Document: Sendable {
    /// Of the snapshot.
    package let view: Int
    /// Of the view's segment.
    package let document: Int
    /// Where its occurrences are in the view's list.
    fileprivate let first: Int
    package let count: Int
  }

  private struct View: Sendable {
    /// In the segment.
    var positions: [UInt32] = []
    /// nil when all have `length` elements.
    var lengths: [UInt32]?
    var length = 0
  }

  private var views: [View] = []
  /// The documents with an occurrence, by segment, then by document.
  package private(set) var documents: [Document] = []
  /// All documents that the query finds; fields alone find some without an occurrence.
  package private(set) var documentCount = 0
  /// All occurrences.
  package private(set) var count = 0

  /// The positions of an occurrence, in the stream of its document.
  /// - Parameter index: below the document's `count`.
  package func positions(of index: Int, in document: Document, of searcher: Searcher) -> Range<Int> {
    let view = views[document.view]
    let place = document.first + index
    let base = searcher.snapshot.views[document.view].segment.documents.start(of: document.document)
    let start = Int(view.positions[place] &- base)
    return start..<(start + (view.lengths.map { Int($0[place]) } ?? view.length))
  }
}

extension Searcher {
  /// The occurrences of a query's strings: as many as `count` says.
  /// - Throws: `SearchError`, `SegmentError`.
  /// - Complexity: as counting, and linear in the occurrences.
  package func occurrences(
    of query: ParsedQuery, _ reading: StringReading = StringReading(), filter: DocumentFilter? = nil
  ) throws -> OccurrenceList {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let plan = try QueryPlan(query, reading, filter: filter, scratch)
    var found = DocumentSetCollector(segments)
    let counts = try QueryExecution(plan, self, scored: false, scratch).run(into: &found)
    // Running a plan narrows what was found of its strings in place, so they are found again.
    let execution = try QueryExecution(plan, self, scored: false, scratch)
    var list = OccurrenceList()
    list.addCounts(documents: counts.documents)
    for index in segments.indices {
      let run = execution.segmentRun(index)
      try list.add(run, found: DocumentBits(found.bits[index], documentCount: run.documentCount))
    }
    return list
  }
}

extension OccurrenceList {
  fileprivate mutating func addCounts(documents: Int) { documentCount += documents }

  /// Adds a segment.
  /// - Parameter found: the documents of the query in it.
  fileprivate mutating func add(_ run: SegmentRun, found: DocumentBits) throws {
    var view = View()
    let numbers = run.plan.positive
    if numbers.count == 1, let number = numbers.first {
      let occurrences = try shownOccurrences(run, number)
      view.length = occurrences.lengths.longest
      if !occurrences.lengths.areEqual { view.lengths = [] }
      try group(occurrences.starts, of: run, found) { index in
        let position = occurrences.starts.positions[index]
        view.positions.append(position)
        if !occurrences.lengths.areEqual {
          view.lengths?.append(UInt32(truncatingIfNeeded: occurrences.lengths.length(at: position)))
        }
      }
    } else {
      // Those of several strings in one order: by position, then by length.
      var keys: [UInt64] = []
      var steps = StepCounter(run.scratch)
      for number in numbers {
        let occurrences = try shownOccurrences(run, number)
        for index in 0..<occurrences.starts.count {
          let position = occurrences.starts.positions[index]
          try steps.step()
          keys.append(UInt64(position) << 32 | UInt64(occurrences.lengths.length(at: position)))
        }
      }
      // Those of each string are in order already: runs to be merged.
      try keys.sort { a, b in
        try steps.step()
        return a < b
      }
      view.lengths = []
      let starts = run.scratch.allocate(keys.count, of: UInt32.self)
      for (index, key) in keys.enumerated() { starts[index] = UInt32(truncatingIfNeeded: key >> 32) }
      try group(PositionBuffer(positions: starts, count: keys.count), of: run, found) { index in
        view.positions.append(starts[index])
        view.lengths?.append(UInt32(truncatingIfNeeded: keys[index]))
      }
    }
    try run.scratch.throwIfExhausted()
    views.append(view)
  }

  /// The occurrences of a string that the query counts.
  private func shownOccurrences(_ run: SegmentRun, _ number: Int) throws -> StringStarts {
    let all = try run.occurrences(ofTerm: number)
    if run.plan.terms[number].uses.isEmpty { return all }
    return StringStarts(starts: try run.shownStarts(ofTerm: number), lengths: all.lengths)
  }

  /// Notes the documents of positions, and calls a body with the index of each that lies in one that was found.
  private mutating func group(
    _ starts: PositionBuffer, of run: SegmentRun, _ found: DocumentBits, _ body: (Int) -> Void
  ) throws {
    let buffer = DocumentBuffer(grouping: starts, in: run.segment, run.scratch)
    var (next, kept) = (0, 0)
    for at in 0..<buffer.count {
      try run.scratch.checkpoint()
      let frequency = Int(buffer.frequencies[at])
      let document = buffer.documents[at]
      if Int(document) < found.documentCount, found.mask.contains(document) {
        for index in next..<(next + frequency) { body(index) }
        documents.append(
          Document(view: run.viewNumber, document: Int(document), first: kept, count: frequency))
        kept += frequency
      }
      next += frequency
    }
    count += kept
  }
}
