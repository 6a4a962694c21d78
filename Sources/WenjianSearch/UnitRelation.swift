// SENTENCE, PARAGRAPH and ARTICLE: what must hold in one unit of the text.

import WenjianQuery
import WenjianSegment

/// Occurrences that lie wholly in a sentence, a paragraph or an article that satisfies a condition on its own.
struct UnitRelation: OccurrenceRelation {
  /// A condition on a unit, in which members are the leaves.
  indirect enum Tree: Sendable {
    case member(Int)
    case relation(any OccurrenceRelation, members: Range<Int>)
    case and([Tree])
    case or([Tree])
    case without(Tree, Tree)

    func isSame(as other: Tree) -> Bool {
      switch (self, other) {
      case (.member(let mine), .member(let others)): mine == others
      case (.relation(let mine, let members), .relation(let others, let otherMembers)):
        members == otherMembers && mine.isSame(as: others)
      case (.and(let mine), .and(let others)), (.or(let mine), .or(let others)):
        mine.elementsEqual(others) { $0.isSame(as: $1) }
      case (.without(let mine, let excluded), .without(let others, let otherExcluded)):
        mine.isSame(as: others) && excluded.isSame(as: otherExcluded)
      default: false
      }
    }
  }

  let scope: QueryScope
  let tree: Tree
  let shownMembers: [Int]

  var leadingMembers: [Int] { shownMembers }

  func isSame(as other: any OccurrenceRelation) -> Bool {
    guard let other = other as? UnitRelation else { return false }
    return scope == other.scope && shownMembers == other.shownMembers && tree.isSame(as: other.tree)
  }

  var name: String { scope.word.lowercased() }

  func condition(ofMember member: Int, among texts: [String]) -> String {
    let others = shownMembers.filter { $0 != member }.map { texts[$0] }
    return others.isEmpty
      ? "in a \(name)" : "in a \(name) with " + others.joined(separator: ", ")
  }

  /// The rarest strings that the condition cannot hold without lead: around each of their occurrences the unit is found,
  /// and in it the other strings.
  func restrict(
    _ members: UnsafeMutableBufferPointer<StringStarts>, in context: OccurrenceContext
  ) throws {
    let scratch = context.scratch
    let kept = scratch.allocate(members.count, of: PositionBuffer.self)
    let cursors = scratch.allocate(members.count, of: Int.self)
    let inside = scratch.allocate(members.count, of: StringStarts.self)
    for index in members.indices {
      kept[index] = PositionBuffer(positions: scratch.allocate(members[index].starts.count), count: 0)
      cursors[index] = 0
    }
    let leaders = leaders(tree, members)
    if leaders.members.contains(where: { members[$0].starts.count > 0 }) {
      var finder = try TextUnitFinder(scope, in: context)
      var at = 0
      while let position = nextPosition(of: leaders.members, members, from: at, cursors) {
        // A unit takes as long as a block of a list, or longer.
        try scratch.checkpoint()
        if finder.readsText {
          let document = finder.document(around: UInt32(truncatingIfNeeded: position))
          if !mayHold(tree, members, document) {
            at = Int(document.upperBound)
            continue
          }
        }
        guard let range = try finder.unit(around: UInt32(truncatingIfNeeded: position)) else {
          at = position + 1
          continue
        }
        try scratch.temporarily { try keep(members, in: range, cursors, inside, kept, context) }
        at = max(Int(range.upperBound), position + 1)
      }
    }
    for index in members.indices {
      members[index].starts = PositionBuffer(
        positions: scratch.shrink(kept[index].positions, to: kept[index].count), count: kept[index].count)
      members[index].isOwned = true
    }
  }

  /// The members of which a unit that satisfies the condition has one, and how many occurrences those have.
  private func leaders(
    _ tree: Tree, _ members: UnsafeMutableBufferPointer<StringStarts>
  ) -> (members: [Int], count: Int) {
    switch tree {
    case .member(let member): return ([member], members[member].starts.count)
    case .relation(let relation, let range):
      let leading = relation.leadingMembers.map { range.lowerBound + $0 }
      return (leading, leading.reduce(0) { $0 + members[$1].starts.count })
    case .and(let parts):
      return parts.map { leaders($0, members) }.min { $0.count < $1.count } ?? ([], 0)
    case .or(let parts):
      let all = parts.map { leaders($0, members) }
      return (all.flatMap(\.members), all.reduce(0) { $0 + $1.count })
    case .without(let part, _): return leaders(part, members)
    }
  }

  /// The first position of any leader from one on; moves their cursors there.
  private func nextPosition(
    of leaders: [Int], _ members: UnsafeMutableBufferPointer<StringStarts>, from position: Int,
    _ cursors: UnsafeMutablePointer<Int>
  ) -> Int? {
    var first: Int?
    for leader in leaders {
      let starts = members[leader].starts
      cursors[leader] = starts.first(from: cursors[leader], notBelow: position)
      guard cursors[leader] < starts.count else { continue }
      let next = Int(starts.positions[cursors[leader]])
      first = min(first ?? next, next)
    }
    return first
  }

  /// Whether a document may have a unit that satisfies the condition: what has to occur in the unit occurs in it.
  private func mayHold(
    _ tree: Tree, _ members: UnsafeMutableBufferPointer<StringStarts>, _ document: Range<UInt32>
  ) -> Bool {
    func occurs(_ member: Int) -> Bool {
      let starts = members[member].starts
      let first = starts.first(from: 0, notBelow: Int(document.lowerBound))
      return first < starts.count && starts.positions[first] < document.upperBound
    }
    switch tree {
    case .member(let member): return occurs(member)
    case .relation(let relation, let range):
      return relation.leadingMembers.contains { occurs(range.lowerBound + $0) }
    case .and(let parts): return parts.allSatisfy { mayHold($0, members, document) }
    case .or(let parts): return parts.contains { mayHold($0, members, document) }
    case .without(let part, _): return mayHold(part, members, document)
    }
  }

  /// Keeps the occurrences of the shown members in a unit, if that satisfies the condition.
  private func keep(
    _ members: UnsafeMutableBufferPointer<StringStarts>, in range: Range<UInt32>,
    _ cursors: UnsafeMutablePointer<Int>, _ inside: UnsafeMutablePointer<StringStarts>,
    _ kept: UnsafeMutablePointer<PositionBuffer>, _ context: OccurrenceContext
  ) throws {
    // The members' occurrences that lie wholly in the unit.
    for index in members.indices {
      let member = members[index]
      let first = member.starts.first(from: cursors[index], notBelow: Int(range.lowerBound))
      cursors[index] = first
      guard member.lengths.areEqual else {
        inside[index] = member.inside(range, from: first, in: context.scratch)
        continue
      }
      let length = member.lengths.longest
      var end = first
      while end < member.starts.count, Int(member.starts.positions[end]) + length <= Int(range.upperBound) {
        end += 1
      }
      inside[index] = StringStarts(
        starts: PositionBuffer(positions: member.starts.positions + first, count: end - first),
        lengths: member.lengths)
    }
    guard try holds(tree, inside, context) else { return }
    for index in shownMembers {
      let found = inside[index].starts
      (kept[index].positions + kept[index].count).update(from: found.positions, count: found.count)
      kept[index].count += found.count
    }
  }

  /// Whether the condition holds for the occurrences in a unit; leaves those that take part.
  private func holds(
    _ tree: Tree, _ inside: UnsafeMutablePointer<StringStarts>, _ context: OccurrenceContext
  ) throws -> Bool {
    switch tree {
    case .member(let member): return inside[member].starts.count > 0
    case .relation(let relation, let range):
      try relation.restrict(
        UnsafeMutableBufferPointer(start: inside + range.lowerBound, count: range.count), in: context)
      return relation.leadingMembers.contains { inside[range.lowerBound + $0].starts.count > 0 }
    case .and(let parts):
      // Without a short cut: what takes part in a relation is shown wherever it is in the tree.
      var all = true
      for part in parts where try !holds(part, inside, context) { all = false }
      return all
    case .or(let parts):
      var any = false
      for part in parts where try holds(part, inside, context) { any = true }
      return any
    case .without(let part, let excluded):
      let isKept = try holds(part, inside, context)
      return try !holds(excluded, inside, context) && isKept
    }
  }
}
