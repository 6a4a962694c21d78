// NOTBEFORE and NOTAFTER.

import WenjianSegment

/// `a NOTBEFORE/5 b`: occurrences of the first string that have none of the second in reach; only the first is shown.
struct AbsenceRelation: OccurrenceRelation {
  /// Where the second string must not stand, seen from the first.
  let reach: Reach

  var shownMembers: Range<Int> { 0..<1 }

  var name: String { reach.isBehind ? "not before" : "not after" }

  func condition(ofMember member: Int, among texts: [String]) -> String {
    (reach.isBehind ? "not before " : "not after ") + texts[1]
  }

  func restrict(_ members: UnsafeMutableBufferPointer<StringStarts>, in context: OccurrenceContext) {
    let all = members[0].starts
    let dropped = members[0].having(members[1], in: reach, of: context.segment, scratch: context.scratch)
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
    members[0].starts = PositionBuffer(positions: kept, count: count)
  }
}
