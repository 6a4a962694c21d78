// A string with wildcards: its stretches are found by the lists of what is fixed in them, and joined.

import WenjianDictionary
import WenjianPostings
import WenjianQuery
import WenjianSegment
import WenjianStream

extension TermMatcher {
  /// The occurrences of a string with wildcards: one for each position where any starts, the shortest there.
  /// - Complexity: reading the rarest pair of neighbours in each stretch, and of what has no fixed neighbour all its
  ///   positions; of a `*` behind a run, those of all runs that begin so.
  func occurrences(of pattern: WildcardPattern, within range: Range<UInt32>?) throws -> StringStarts {
    let length = pattern.stretches[0].parts.count
    let none = StringStarts(
      starts: PositionBuffer(positions: scratch.allocate(0), count: 0), lengths: OccurrenceLengths(length))
    var starts: [PositionBuffer] = []
    for stretch in pattern.stretches {
      var found = try StretchFinder(stretch, self)?.starts(within: range)
      try scratch.throwIfExhausted()
      if let all = found, string.isExact { found = try verified(all, SourcePart.parts(of: stretch)) }
      guard let found, found.count > 0 else { return none }
      starts.append(found)
    }
    guard pattern.hasSlots else { return StringStarts(starts: starts[0], lengths: OccurrenceLengths(length)) }
    // What is in a slot is no edge of a paragraph; what is in a gap does not leave the sentence.
    let edges = try context.units.starts(of: pattern.hasGaps ? .sentence : .paragraph, scratch)
    guard pattern.hasGaps else {
      var kept = starts[0]
      kept.count = 0
      var steps = StepCounter(scratch)
      for index in 0..<starts[0].count {
        try steps.step()
        let start = starts[0].positions[index]
        guard Int(edges.first(above: start)) >= Int(start) + length else { continue }
        kept.positions[kept.count] = start
        kept.count += 1
      }
      return StringStarts(starts: kept, lengths: OccurrenceLengths(length))
    }
    return try joined(pattern, starts, edges)
  }

  /// For each place of the first stretch the first end of the last one that can be reached.
  private func joined(
    _ pattern: WildcardPattern, _ starts: [PositionBuffer], _ edges: PositionBits
  ) throws -> StringStarts {
    var table = OccurrenceTable(capacity: starts[0].count, in: scratch)
    // In each buffer the first that is not before the place that is looked at: a place to search on from.
    var cursors = [Int](repeating: 0, count: starts.count)
    for index in 0..<starts[0].count {
      // An occurrence of several gaps takes as long as a block of a list.
      try scratch.checkpoint()
      let start = Int(starts[0].positions[index])
      let limit = Int(edges.first(above: starts[0].positions[index]))
      var ends = [start + pattern.stretches[0].parts.count]
      for (number, gap) in pattern.gaps.enumerated() where !ends.isEmpty {
        let next = starts[number + 1]
        let length = pattern.stretches[number + 1].parts.count
        cursors[number + 1] = next.first(from: cursors[number + 1], notBelow: start)
        var reached: [Int] = []
        for end in ends {
          var at = next.first(from: cursors[number + 1], notBelow: end + gap.lowerBound)
          while at < next.count, Int(next.positions[at]) <= end + gap.upperBound {
            let reachedEnd = Int(next.positions[at]) + length
            if reachedEnd > limit { break }
            // Both ascend, so what was reached before is last.
            if reached.last.map({ $0 < reachedEnd }) ?? true { reached.append(reachedEnd) }
            at += 1
          }
        }
        ends = reached
      }
      guard let end = ends.first else { continue }
      table.append(position: UInt32(start), length: UInt32(end - start), form: 0)
    }
    return table.occurrences
  }
}

/// Finds a stretch of a pattern in a segment.
private struct StretchFinder {
  private let matcher: TermMatcher
  /// What has to be at an offset of the stretch; the rarest first. They cover every part that is not any element.
  private var conditions: [Condition] = []

  private struct Condition {
    let offset: Int
    let lists: Lists
    /// In all lists.
    let positions: Int
  }

  private enum Lists {
    case gram(PositionList)
    case grams([Int])
    case row(Range<Int>)
  }

  private var segment: Segment { matcher.segment }

  /// - Returns: nil when something that is fixed does not occur, so that nothing can match.
  init?(_ stretch: WildcardPattern.Stretch, _ matcher: TermMatcher) throws {
    self.matcher = matcher
    let table = matcher.segment.elements
    var ids: [Range<Int>?] = []
    for part in stretch.parts {
      let found: Range<Int>
      switch part {
      case .any:
        ids.append(nil)
        continue
      case .element(.scalar(let scalar)): found = table.id(ofScalar: scalar).map { $0..<($0 + 1) } ?? 0..<0
      case .element(.run(let bytes)):
        found = bytes.withUnsafeBytes { table.id(ofRun: $0) }.map { $0..<($0 + 1) } ?? 0..<0
      case .element(.barrier): found = 0..<0
      case .prefix(let bytes):
        let runs = table.runs.ordinals(withPrefix: bytes)
        found = (runs.lowerBound + table.scalarCount)..<(runs.upperBound + table.scalarCount)
      }
      if found.isEmpty { return nil }
      ids.append(found)
    }
    var first = 0
    while first < ids.count {
      guard ids[first] != nil else {
        first += 1
        continue
      }
      let end = ids[first...].firstIndex { $0 == nil } ?? ids.count
      guard try add(ids[first..<end].compactMap { $0 }, at: first) else { return nil }
      first = end
    }
    conditions.sort { $0.positions < $1.positions }
  }

  /// Adds the conditions of neighbours without a slot between them.
  private mutating func add(_ ids: [Range<Int>], at offset: Int) throws -> Bool {
    if ids.count == 1 {
      // Rows follow each other, as elements do.
      let low = segment.grams.row(ids[0].lowerBound).lowerBound
      let grams = low..<max(low, segment.grams.row(ids[0].upperBound - 1).upperBound)
      let total = try positions(of: grams)
      conditions.append(Condition(offset: offset, lists: .row(grams), positions: total))
      return total > 0
    }
    var pairs: [Condition] = []
    for index in 0..<(ids.count - 1) {
      guard let pair = try pair(ids[index], ids[index + 1], at: offset + index) else { return false }
      pairs.append(pair)
    }
    let cover = GramCover(count: pairs.count, memory: matcher.scratch.allocate(pairs.count)) { pairs[$0].positions }
    for index in 0..<cover.count { conditions.append(pairs[cover.offsets[index]]) }
    return true
  }

  /// - Returns: nil when there is no such pair.
  private func pair(_ first: Range<Int>, _ second: Range<Int>, at offset: Int) throws -> Condition? {
    var grams: [Int] = []
    if second.count == 1 {
      for id in first {
        try matcher.scratch.checkpoint()
        if let gram = segment.grams.gram(first: id, second: second.lowerBound) { grams.append(gram) }
      }
    } else {
      for id in first {
        try matcher.scratch.checkpoint()
        segment.grams.forEachGram(inRow: id) { gram, id in if second.contains(id) { grams.append(gram) } }
      }
    }
    guard let gram = grams.first else { return nil }
    if grams.count > 1 {
      return Condition(offset: offset, lists: .grams(grams), positions: try positions(of: grams))
    }
    let list = try segment.positions(ofGram: gram)
    return Condition(offset: offset, lists: .gram(list), positions: list.count)
  }

  private func positions(of grams: some Collection<Int>) throws -> Int {
    try grams.reduce(0) {
      try matcher.scratch.checkpoint()
      return $0 + (try segment.positions(ofGram: $1)).count
    }
  }

  /// Where the stretch starts, ascending.
  /// - Parameter range: of one document.
  func starts(within range: Range<UInt32>?) throws -> PositionBuffer {
    let base = conditions[0].offset
    var starts = try positions(of: conditions[0].lists, within: range)
    let workspace = PhraseMatcher.Workspace(matcher.scratch.allocate(PhraseMatcher.Workspace.numberCount))
    for condition in conditions.dropFirst() where starts.count > 0 {
      let offset = condition.offset - base
      try matcher.scratch.checkpoint(1 + starts.count / PositionList.blockSize)
      if case .gram(let list) = condition.lists {
        guard
          let count = PhraseMatcher.narrow(
            starts.positions, count: starts.count, offset: offset, by: list, workspace: workspace)
        else { throw segment.damage("postings") }
        starts.count = count
      } else {
        starts.narrow(by: try positions(of: condition.lists, within: range), offset: offset)
      }
    }
    var kept = starts
    kept.count = 0
    for index in 0..<starts.count where Int(starts.positions[index]) >= base {
      kept.positions[kept.count] = starts.positions[index] - UInt32(base)
      kept.count += 1
    }
    return kept
  }

  private func positions(of lists: Lists, within range: Range<UInt32>?) throws -> PositionBuffer {
    switch lists {
    case .gram(let list):
      guard let range else { return try matcher.all(of: list) }
      return try matcher.part(of: list, within: range)
    case .grams(let grams): return try matcher.starts(ofGrams: grams, within: range)
    case .row(let grams): return try matcher.starts(ofGrams: grams, within: range)
    }
  }
}

extension PositionBuffer {
  /// Keeps those positions `p` for which the other has `p + offset`.
  fileprivate mutating func narrow(by other: PositionBuffer, offset: Int) {
    var kept = 0
    var at = 0
    for index in 0..<count {
      let target = Int(positions[index]) + offset
      at = other.first(from: at, notBelow: target)
      if at == other.count { break }
      guard Int(other.positions[at]) == target else { continue }
      positions[kept] = positions[index]
      kept += 1
    }
    count = kept
  }
}
