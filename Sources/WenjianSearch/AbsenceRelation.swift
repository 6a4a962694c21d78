// NOTBEFORE and NOTAFTER.

import WenjianSegment

/// `a NOTAFTER b NOTBEFORE/5 c`: occurrences of the first string that have none of the others in reach; only the first
/// is shown.
struct AbsenceRelation: OccurrenceRelation {
  /// Where each of the other strings must not occur, relative to the first.
  let reaches: [Reach]

  var name: String { reaches.allSatisfy(\.isBehind) ? "not before" : "not beside" }
  var shownMembers: [Int] { [0] }

  func isSame(as other: any OccurrenceRelation) -> Bool { (other as? AbsenceRelation)?.reaches == reaches }

  var leadingMembers: [Int] { [0] }

  func condition(ofMember member: Int, among texts: [String]) -> String {
    zip(reaches, texts.dropFirst()).map { reach, text in
      (reach.isBehind ? "not before " : "not after ") + text
    }.joined(separator: " and ")
  }

  func restrict(_ members: UnsafeMutableBufferPointer<StringStarts>, in context: OccurrenceContext) throws {
    let all = members[0].starts
    var dropped = PositionBuffer(positions: all.positions, count: 0)
    for (index, reach) in reaches.enumerated() {
      let beside = try members[0].having(
        members[index + 1], in: reach, of: context.segment, scratch: context.scratch)
      dropped = try dropped.union(beside, in: context.scratch)
    }
    let kept = context.scratch.allocate(all.count, of: UInt32.self)
    var count = 0
    var at = 0
    for index in 0..<all.count {
      if at < dropped.count, dropped.positions[at] == all.positions[index] {
        at &+= 1
        continue
      }
      kept[count] = all.positions[index]
      count &+= 1
    }
    members[0].starts = PositionBuffer(positions: context.scratch.shrink(kept, to: count), count: count)
  }
}
