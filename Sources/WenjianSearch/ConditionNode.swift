// The documents in which strings stand as a condition asks.

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
      starts[index] = StringStarts(starts: try self.starts(ofTerm: term), length: plan.terms[term].count)
    }
    let members = UnsafeMutableBufferPointer(start: starts, count: condition.members.count)
    try condition.relation.restrict(members, in: context)
    restricted[number] = members
    return members
  }

  var context: OccurrenceContext { OccurrenceContext(view: view, scratch: scratch) }

  private func starts(ofTerm number: Int) throws -> PositionBuffer {
    if let known = matches[number].starts { return known }
    let starts = try TermMatcher(plan.terms[number], in: view, scratch: scratch).starts(
      of: isFiltered ? mask : nil, work: &work[plan.record(ofTerm: number)])
    matches[number].starts = starts
    return starts
  }

  func documents(ofCondition number: Int, scored: Bool) throws -> DocumentBuffer {
    let condition = plan.conditions[number]
    let shown = condition.relation.shownMembers
    let members = try members(ofCondition: number)
    var found = grouped(members[shown.lowerBound].starts)
    if let mask { found.keep(mask) }
    let record = plan.record(ofCondition: number)
    defer { work[record].path = .positions }
    guard scored else {
      work[record].documents = found.count
      return found
    }
    // The strings score as they would on their own.
    found.starts = nil
    let sources = scratch.allocate(shown.count + 1, of: DocumentSource.self)
    sources[0] = DocumentSource(list: nil, buffer: found, term: -1, record: record)
    var count = 1
    for index in shown where !condition.members[shown.lowerBound..<index].contains(condition.members[index]) {
      sources[count] = try source(of: .term(condition.members[index]), scored: false)
      count += 1
    }
    return try Conjunction(
      UnsafeMutableBufferPointer(start: sources, count: count), id: record, self, scored: true
    ).evaluate()
  }

  /// The documents of the occurrences of a string that a query shows; of a string that is asked for only in
  /// conditions.
  func shownDocuments(ofTerm number: Int) throws -> DocumentBuffer {
    var shown = PositionBuffer(positions: scratch.allocate(0), count: 0)
    for (index, condition) in plan.conditions.enumerated() where condition.isPositive {
      let members = try members(ofCondition: index)
      for member in condition.relation.shownMembers where condition.members[member] == number {
        shown = shown.union(members[member].starts, in: scratch)
      }
    }
    return grouped(shown)
  }

  /// Positions by document.
  private func grouped(_ positions: PositionBuffer) -> DocumentBuffer {
    DocumentBuffer(grouping: positions, in: view.segment, scratch)
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
