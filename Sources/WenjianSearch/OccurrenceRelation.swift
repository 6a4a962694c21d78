// Conditions on where strings occur: which of their occurrences take part in `a NEAR/5 b`, `SENTENCE(a b)`,
// `a NOTBEFORE b`. Each operator is a file of its own beside this one.

import WenjianIndex
import WenjianPostings
import WenjianSegment

/// The occurrences of a string: where they start, ascending, each once, and how many elements they have.
struct StringStarts: BitwiseCopyable {
  var starts: PositionBuffer
  let lengths: OccurrenceLengths
  /// Nobody else uses the positions, so that they can be narrowed in place.
  var isOwned = false
}

/// How the occurrences of some strings in a document have to lie to each other.
///
/// An operator of the query language is one type that conforms: finding, counting and highlighting follow from
/// `restrict`.
protocol OccurrenceRelation: Sendable {
  /// For people, in the plan of a query.
  var name: String { get }

  /// The members whose occurrences are shown and counted; the others only decide which those are.
  var shownMembers: [Int] { get }
  /// Shown members of which each document that has any left has one of these left.
  var leadingMembers: [Int] { get }

  /// Whether another relation asks the same of the same members.
  func isSame(as other: any OccurrenceRelation) -> Bool

  /// For people: what an occurrence of a member has to satisfy, as `before 就业`.
  /// - Parameter texts: of all members.
  func condition(ofMember member: Int, among texts: [String]) -> String

  /// Takes those occurrences out of each shown member that do not take part.
  ///
  /// Occurrences may be those of a whole segment or of one document. None may depend on one in another document.
  /// - Throws: `SegmentError` when text has to be read and is damaged, `SearchError` when the query has to end.
  func restrict(
    _ members: UnsafeMutableBufferPointer<StringStarts>, in segment: OccurrenceContext
  ) throws
}

/// What a relation may ask of the segment.
struct OccurrenceContext {
  let state: SegmentState
  let scratch: SearchScratch

  var view: SegmentView { state.view }
  var segment: Segment { state.view.segment }
  var units: TextUnitTable { state.units }
}

/// A relation between some strings of a query.
struct OccurrenceCondition: Sendable {
  let relation: any OccurrenceRelation
  /// Numbers of strings, in the order typed; one may come twice.
  let members: [Int]
  /// Not under an exclusion.
  let isPositive: Bool

  /// Whether another condition keeps the same occurrences, and counts them in the same way.
  func isSame(as other: OccurrenceCondition) -> Bool {
    members == other.members && isPositive == other.isPositive && relation.isSame(as: other.relation)
  }
}

/// A condition that a string's occurrences have to meet to be shown, with the strings of its other members.
struct OccurrenceUse: Sendable {
  let relation: any OccurrenceRelation
  let members: [SearchString]
  /// Which of them the string is.
  let index: Int
}

extension SearchString {
  /// For people: what an occurrence has to satisfy for the query to count it, as `before 就业`; empty when
  /// it counts anywhere.
  package var conditions: [String] {
    uses.map { use in use.relation.condition(ofMember: use.index, among: use.members.map(\.text)) }
  }
}

extension PositionBuffer {
  /// The first index, from `from` on, whose position is not below `target`: gallops.
  func first(from: Int, notBelow target: Int) -> Int {
    guard from < count, Int(positions[from]) < target else { return from }
    var low = from  // positions[low] < target
    var step = 1
    while low + step < count, Int(positions[low + step]) < target {
      low += step
      step *= 2
    }
    var high = min(low + step, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(positions[middle]) < target { low = middle } else { high = middle }
    }
    return high
  }

  /// The positions of both, each once, ascending.
  /// - Throws: `SearchError` when the query has to end.
  func union(_ other: PositionBuffer, in scratch: SearchScratch) throws -> PositionBuffer {
    if other.count == 0 { return self }
    if count == 0 { return other }
    try scratch.checkpoint(1 + (count + other.count) / PositionList.blockSize)
    let merged = scratch.allocate(count + other.count, of: UInt32.self)
    var kept = 0
    var i = 0
    var j = 0
    while i < count || j < other.count {
      let mine = i < count ? positions[i] : .max
      let theirs = j < other.count ? other.positions[j] : .max
      if i < count, mine <= theirs { i &+= 1 }
      if j < other.count, theirs <= mine { j &+= 1 }
      merged[kept] = min(mine, theirs)
      kept &+= 1
    }
    return PositionBuffer(positions: merged, count: kept)
  }
}

extension TermMatcher {
  /// The positions of the occurrences that a query shows: all of them, or of a string that is asked for only in relations
  /// those that take part in one.
  /// - Parameter range: of one document.
  func shownOccurrences(within range: Range<UInt32>) throws -> StringStarts {
    if string.uses.isEmpty { return try occurrences(within: range) }
    var shown = PositionBuffer(positions: scratch.allocate(0), count: 0)
    var lengths = OccurrenceLengths(string.count)
    for use in string.uses {
      let members = scratch.allocate(use.members.count, of: StringStarts.self)
      for (index, member) in use.members.enumerated() {
        members[index] = try TermMatcher(member, in: context).occurrences(within: range)
      }
      lengths = members[use.index].lengths
      try use.relation.restrict(
        UnsafeMutableBufferPointer(start: members, count: use.members.count), in: context)
      shown = try shown.union(members[use.index].starts, in: scratch)
    }
    return StringStarts(starts: shown, lengths: lengths)
  }
}
