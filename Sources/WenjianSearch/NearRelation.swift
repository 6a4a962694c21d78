// NEAR and BEFORE, also in chains.

import WenjianSegment

/// Where the other string is, relative to an occurrence.
struct Reach: BitwiseCopyable, Equatable, Sendable {
  /// The most elements between the two.
  let distance: Int
  let isBefore: Bool
  let isBehind: Bool

  /// The same from the other string.
  var reversed: Reach { Reach(distance: distance, isBefore: isBehind, isBehind: isBefore) }
}

/// `a NEAR/5 b BEFORE/3 c`: each string in reach of the one before it, no element belonging to both.
struct NearRelation: OccurrenceRelation {
  /// Where each string but the first is, relative to the one before it.
  let reaches: [Reach]

  var shownMembers: [Int] { Array(0...reaches.count) }
  var leadingMembers: [Int] { [0] }

  func isSame(as other: any OccurrenceRelation) -> Bool { (other as? NearRelation)?.reaches == reaches }

  var name: String { reaches.contains { $0.isBefore } ? "near" : "before" }

  func condition(ofMember member: Int, among texts: [String]) -> String {
    var parts: [String] = []
    if member > 0 { parts.append(describe(reaches[member - 1].reversed, texts[member - 1])) }
    if member < reaches.count { parts.append(describe(reaches[member], texts[member + 1])) }
    return parts.joined(separator: " and ")
  }

  private func describe(_ reach: Reach, _ text: String) -> String {
    switch (reach.isBefore, reach.isBehind) {
    case (true, true): "near \(text)"
    case (true, false): "after \(text)"
    default: "before \(text)"
    }
  }

  /// Once to and once fro: an occurrence that has a partner to the one side among those that have all the others to
  /// that side, and then the same from the other side, is part of a whole chain.
  ///
  /// Of two strings the rarer one is narrowed first: whatever has a partner is itself one, so the other needs to look
  /// only at what that has left.
  func restrict(_ members: UnsafeMutableBufferPointer<StringStarts>, in context: OccurrenceContext) throws {
    func narrow(_ index: Int, by other: Int, _ reach: Reach) throws {
      members[index].starts = try members[index].having(
        members[other], in: reach, of: context.segment, scratch: context.scratch)
      members[index].isOwned = true
    }
    if members.count == 2, members[0].starts.count <= members[1].starts.count {
      try narrow(0, by: 1, reaches[0])
      try narrow(1, by: 0, reaches[0].reversed)
      return
    }
    for index in 1..<members.count { try narrow(index, by: index - 1, reaches[index - 1].reversed) }
    for index in (0..<(members.count - 1)).reversed() { try narrow(index, by: index + 1, reaches[index]) }
  }
}

extension StringStarts {
  /// The occurrences that have a partner among those of another string: in the same document, in reach, and without
  /// an element that belongs to both.
  ///
  /// Only the nearest on each side is looked at: when it is too far or in another document, so are all behind it.
  /// - Complexity: the fewer positions, times the logarithm of what is skipped in the others.
  func having(
    _ other: StringStarts, in reach: Reach, of segment: Segment, scratch: SearchScratch
  ) throws -> PositionBuffer {
    guard lengths.areEqual, other.lengths.areEqual else {
      return try varied(having: other, in: reach, of: segment, scratch: scratch)
    }
    let (length, otherLength) = (lengths.longest, other.lengths.longest)
    let documents = segment.documents
    let others = other.starts
    // In place where that is allowed: what is kept is written behind what is read.
    let found = isOwned ? starts.positions : scratch.allocate(starts.count, of: UInt32.self)
    var kept = 0
    var document = 0
    var behind = 0  // the first other that starts at or behind the end of this one
    var before = 0  // the first other that does not end at or before the start of this one
    var at = 0
    let step = scratch.stepsBetweenCheckpoints
    search: while at < starts.count {
      let stop = min(starts.count, at + step)
      try scratch.checkpoint(1 + (stop - at) / 32)
      while at < stop {
        let start = Int(starts.positions[at])
        behind = others.first(from: behind, notBelow: start + length)
        before = others.first(from: before, notBelow: start - otherLength + 1)
        var hasPartner = false
        if reach.isBehind, behind < others.count,
          Int(others.positions[behind]) - (start + length) <= reach.distance
        {
          document = documents.document(of: starts.positions[at], from: document)
          hasPartner = documents.positions(of: document).contains(others.positions[behind])
        }
        if !hasPartner, reach.isBefore, before > 0,
          start - (Int(others.positions[before - 1]) + otherLength) <= reach.distance
        {
          document = documents.document(of: starts.positions[at], from: document)
          hasPartner = documents.positions(of: document).contains(others.positions[before - 1])
        }
        at += 1
        if hasPartner {
          found[kept] = starts.positions[at - 1]
          kept += 1
          continue
        }
        // The next that can have one: with the next other in reach behind it, or before it.
        guard before < others.count else { break search }
        var next = Int(others.positions[before]) + otherLength
        if behind < others.count {
          next = min(next, Int(others.positions[behind]) - reach.distance - length)
        }
        at = starts.first(from: at, notBelow: next)
      }
    }
    return PositionBuffer(positions: scratch.shrink(found, to: kept), count: kept)
  }
}
