// `title:`.

import WenjianSegment

/// Occurrences that lie wholly in the title of their document.
struct TitleRelation: OccurrenceRelation {
  var shownMembers: Range<Int> { 0..<1 }

  var name: String { "title" }

  func condition(ofMember member: Int, among texts: [String]) -> String { "in the title" }

  func restrict(_ members: UnsafeMutableBufferPointer<StringStarts>, in context: OccurrenceContext) {
    let starts = members[0].starts
    let documents = context.segment.documents
    let length = UInt32(truncatingIfNeeded: members[0].length)
    let kept = context.scratch.allocate(starts.count, of: UInt32.self)
    var count = 0
    var document = 0
    for index in 0..<starts.count {
      let position = starts.positions[index]
      document = documents.document(of: position, from: document)
      let title = documents.titlePositions(of: document)
      kept[count] = position
      if position >= title.lowerBound, position &+ length <= title.upperBound { count &+= 1 }
    }
    members[0].starts = PositionBuffer(positions: kept, count: count)
  }
}
