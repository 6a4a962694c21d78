// What the operators of the query language are in a plan.

import WenjianQuery

extension NearRelation {
  init(_ near: NearStrings) {
    self.init(reaches: near.links.map { Reach(distance: $0.distance, isBefore: !$0.isOrdered, isBehind: true) })
  }
}

extension AbsenceRelation {
  init(_ context: ContextString) {
    self.init(
      reaches: context.exclusions.map {
        Reach(distance: $0.distance, isBefore: !$0.isBehind, isBehind: $0.isBehind)
      })
  }
}

/// Numbers the strings in a scope.
struct UnitBuilder {
  private(set) var strings: [QueryString] = []
  private(set) var shown: [Int] = []

  mutating func tree(_ node: QueryNode, isShown: Bool) -> UnitRelation.Tree {
    switch node {
    case .string(let string): return .member(add([string], isShown ? [0] : []).lowerBound)
    case .near(let near):
      let relation = NearRelation(near)
      return .relation(relation, members: add(near.strings, isShown ? relation.shownMembers : []))
    case .context(let context):
      let relation = AbsenceRelation(context)
      return .relation(
        relation,
        members: add(
          [context.string] + context.exclusions.map(\.string), isShown ? relation.shownMembers : []))
    case .and(let parts): return .and(parts.map { tree($0, isShown: isShown) })
    case .or(let parts): return .or(parts.map { tree($0, isShown: isShown) })
    case .without(let part, let excluded):
      return .without(tree(part, isShown: isShown), tree(excluded, isShown: false))
    case .within, .field: preconditionFailure("a scope holds no field and no scope")
    }
  }

  private mutating func add(_ more: [QueryString], _ shownOnes: [Int]) -> Range<Int> {
    let first = strings.count
    strings += more
    shown += shownOnes.map { first + $0 }
    return first..<strings.count
  }
}
