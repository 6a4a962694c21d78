// A string with several written forms: the occurrences of all of them, each position where any starts once.

import WenjianPostings
import WenjianSegment

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
      found[index] = try TermMatcher(form, in: context).occurrences(within: range)
      total += found[index].starts.count
      try scratch.throwIfExhausted()
    }
    let next = scratch.allocate(forms.count, of: Int.self)
    next.initialize(repeating: 0, count: forms.count)
    var table = OccurrenceTable(capacity: total, in: scratch)
    while true {
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
}
