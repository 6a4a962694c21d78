// A string with several written forms: the occurrences of all of them, each position where any starts once.

import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianWidening

extension TermMatcher {
  func variedMatches(_ work: inout NodeWork) throws -> TermMatches {
    let found = try variedOccurrences(within: nil)
    work.path = string.pattern == nil ? .forms : .slots
    work.positions += found.starts.count
    return TermMatches(DocumentBuffer(grouping: found.starts, in: segment, scratch), starts: found)
  }

  /// The occurrences of a string that is more than one sequence of elements. Where several forms start, the longest is
  /// the occurrence: 第十三条之一 is one and not also 第十三条.
  /// - Complexity: that of finding the forms, and their occurrences times the number of forms.
  func variedOccurrences(within range: Range<UInt32>?) throws -> StringStarts {
    if let pattern = string.pattern { return try occurrences(of: pattern, within: range) }
    let forms = string.forms
    let found = scratch.allocate(forms.count, of: StringStarts.self)
    var total = 0
    for (index, form) in forms.enumerated() {
      try scratch.checkpoint()
      let matcher = TermMatcher(form, in: context)
      found[index] = try matcher.apart(matcher.occurrences(within: range))
      total += found[index].starts.count
      try scratch.throwIfExhausted()
    }
    let next = scratch.allocate(forms.count, of: Int.self)
    next.initialize(repeating: 0, count: forms.count)
    var table = OccurrenceTable(capacity: total, in: scratch)
    var steps = StepCounter(scratch)
    while true {
      try steps.step()
      var position: UInt32?
      for index in forms.indices where next[index] < found[index].starts.count {
        let start = found[index].starts.positions[next[index]]
        position = min(position ?? start, start)
      }
      guard let position else { break }
      var (length, chosen) = (0, 0)
      for index in forms.indices
      where next[index] < found[index].starts.count && found[index].starts.positions[next[index]] == position {
        next[index] += 1
        let own = found[index].lengths.length(at: position)
        if own > length { (length, chosen) = (own, index) }
      }
      table.append(
        position: position, length: UInt32(truncatingIfNeeded: length), form: UInt32(truncatingIfNeeded: chosen))
    }
    try scratch.throwIfExhausted()
    return table.occurrences
  }

  /// The occurrences beside which nothing is that would make them a part of something else: 三条 in 十三条 is no 3条.
  /// - Complexity: linear in the occurrences, times the number of characters that must not be there.
  private func apart(_ found: StringStarts) throws -> StringStarts {
    guard let ids, let form = string.written, found.starts.count > 0 else { return found }
    var starts = found.starts
    let table = segment.elements
    for scalar in form.notBehind {
      guard let before = table.id(ofScalar: scalar) else { continue }
      try drop(&starts, where: (before, ids[0]), at: -1)
    }
    for scalar in form.notBefore {
      guard let behind = table.id(ofScalar: scalar) else { continue }
      try drop(&starts, where: (ids[string.count - 1], behind), at: string.count - 1)
    }
    return StringStarts(starts: starts, lengths: found.lengths)
  }

  /// Takes out the starts at an offset at which a gram begins.
  private func drop(_ starts: inout PositionBuffer, where elements: (first: Int, second: Int), at offset: Int)
    throws
  {
    guard starts.count > 0, let gram = segment.grams.gram(first: elements.first, second: elements.second) else {
      return
    }
    try scratch.checkpoint(1 + starts.count / PositionList.blockSize)
    let barred = scratch.allocate(starts.count, of: UInt32.self)
    barred.update(from: starts.positions, count: starts.count)
    let workspace = PhraseMatcher.Workspace(scratch.allocate(PhraseMatcher.Workspace.numberCount))
    guard
      let count = PhraseMatcher.narrow(
        barred, count: starts.count, offset: offset, by: try segment.positions(ofGram: gram), workspace: workspace)
    else { throw segment.damage("postings") }
    var (kept, next) = (0, 0)
    for index in 0..<starts.count {
      if next < count, barred[next] == starts.positions[index] {
        next += 1
      } else {
        starts.positions[kept] = starts.positions[index]
        kept += 1
      }
    }
    starts.count = kept
  }
}
