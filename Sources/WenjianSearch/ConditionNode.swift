// The documents in which strings occur as a condition asks.

import WenjianIndex
import WenjianPostings
import WenjianSegment

extension SegmentRun {
  /// The occurrences of a condition's strings that take part in it, in the whole segment.
  func members(ofCondition number: Int) throws -> UnsafeMutableBufferPointer<StringStarts> {
    if let known = restricted[number] { return known }
    let condition = plan.conditions[number]
    let starts = scratch.allocate(condition.members.count, of: StringStarts.self)
    for (index, term) in condition.members.enumerated() {
      starts[index] = try occurrences(ofTerm: term)
    }
    let members = UnsafeMutableBufferPointer(start: starts, count: condition.members.count)
    try scratch.throwIfExhausted()
    try condition.relation.restrict(members, in: context)
    try scratch.throwIfExhausted()
    restricted[number] = members
    return members
  }

  var context: OccurrenceContext { state.context(scratch) }

  /// All occurrences of a string, or those in the documents of a filter.
  func occurrences(ofTerm number: Int) throws -> StringStarts {
    if let known = matches[number].starts { return known }
    let found = try TermMatcher(plan.terms[number], in: context).occurrences(
      of: isFiltered ? mask : nil, work: &work[plan.record(ofTerm: number)])
    matches[number].starts = found
    return found
  }

  func documents(ofCondition number: Int, scored: Bool) throws -> DocumentBuffer {
    let condition = plan.conditions[number]
    let members = try members(ofCondition: number)
    var leading = PositionBuffer(positions: scratch.allocate(0), count: 0)
    for member in condition.relation.leadingMembers {
      leading = try leading.union(members[member].starts, in: scratch)
    }
    var found = grouped(leading)
    if let mask { found.keep(mask) }
    found.starts = nil
    if scored {
      // The strings score as they would on their own.
      let sums = scratch.allocate(found.count, of: Float.self)
      sums.initialize(repeating: 0, count: found.count)
      for term in Set(condition.relation.shownMembers.map { condition.members[$0] }).sorted() {
        try Narrowing(self, capacity: found.count).add(
          try source(of: .term(term), scored: false), in: found, to: nil, sums)
      }
      found.scores = sums
    }
    let record = plan.record(ofCondition: number)
    work[record].path = .positions
    work[record].documents = found.count
    work[record].occurrences = found.occurrences
    return found
  }

  /// The documents of the occurrences of a string that a query shows; of a string that is asked for only in
  /// conditions.
  func shownDocuments(ofTerm number: Int) throws -> DocumentBuffer {
    grouped(try shownStarts(ofTerm: number))
  }

  /// Where those occurrences start.
  func shownStarts(ofTerm number: Int) throws -> PositionBuffer {
    var shown = PositionBuffer(positions: scratch.allocate(0), count: 0)
    for (index, condition) in plan.conditions.enumerated() where condition.isPositive {
      let members = try members(ofCondition: index)
      for member in condition.relation.shownMembers where condition.members[member] == number {
        shown = try shown.union(members[member].starts, in: scratch)
      }
    }
    return shown
  }

  /// Positions by document.
  private func grouped(_ positions: PositionBuffer) -> DocumentBuffer {
    DocumentBuffer(grouping: positions, in: segment, scratch)
  }
}

extension DocumentBuffer {
  /// The documents that hold some positions.
  init(grouping hits: PositionBuffer, in segment: Segment, _ scratch: SearchScratch) {
    self.init(capacity: hits.count + 1, in: scratch)
    starts = UnsafePointer(hits.positions)
    let firsts = qualities
    count = segment.documents.group(hits.positions, count: hits.count, documents: documents, firsts: firsts)
    for at in 0..<count { frequencies[at] = firsts[at &+ 1] &- firsts[at] }
    occurrences = hits.count
  }
}
