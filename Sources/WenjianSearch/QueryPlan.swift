import WenjianQuery

/// What answers a query: the same tree for every segment, in which strings, conditions and filters are numbered. How a
/// node is answered in a segment depends on what that holds (`SegmentRun`), and is recorded there for `explain`.
struct QueryPlan {
  indirect enum Node {
    /// The documents that hold a string, by its number in `terms`.
    case term(Int)
    /// The documents in which strings occur as a condition asks, by its number in `conditions`.
    case condition(Int)
    case and([Node], id: Int)
    case or([Node], id: Int)
    case without(Node, Node, id: Int)
  }

  private(set) var root = Node.and([], id: 0)
  /// The strings that are looked for, each once.
  private(set) var terms: [SearchString] = []
  private(set) var conditions: [OccurrenceCondition] = []
  /// The strings that are not under an exclusion.
  private(set) var positive: [Int] = []
  /// Every positive string occurs in the tree once, and counts wherever it is found: then what the nodes add up are
  /// the occurrences of all of them. Else they are counted anew in the documents that are found.
  private(set) var addsUp = false
  private(set) var nodeCount = 0

  /// - Throws: `SearchError` for a string that holds nothing to search for.
  init(
    _ query: ParsedQuery, isExact: Bool, _ scratch: SearchScratch
  ) throws(SearchError) {
    var builder = Builder(isExact: isExact, scratch: scratch)
    root = try builder.node(query.root, isPositive: true)
    builder.attachUses()
    terms = builder.terms
    conditions = builder.conditions
    positive = builder.positive
    nodeCount = builder.nextID
    addsUp = Self.addsUp(root, positive.count)
  }

  /// Whether the query is a string and nothing else.
  var isOneTerm: Bool { if case .term = root { true } else { false } }

  /// A plan for documents that hold any of some strings.
  init(anyOf terms: [SearchString]) {
    root = terms.count == 1 ? .term(0) : .or(terms.indices.map { .term($0) }, id: 0)
    self.terms = terms
    positive = Array(terms.indices)
    addsUp = true
    nodeCount = 1
  }

  var positiveTerms: [SearchString] {
    positive.count == terms.count && positive.indices.allSatisfy { positive[$0] == $0 }
      ? terms : positive.map { terms[$0] }
  }

  /// What any exclusion takes out.
  var excluded: [Node] {
    func excluded(_ node: Node) -> [Node] {
      switch node {
      case .term, .condition: []
      case .and(let nodes, _), .or(let nodes, _): nodes.flatMap(excluded)
      case .without(let kept, let taken, _): excluded(kept) + [taken]
      }
    }
    return excluded(root)
  }

  /// Where the work on a node is recorded: nodes of the tree first, then strings, conditions.
  var recordCount: Int { nodeCount + terms.count + conditions.count }
  func record(ofTerm number: Int) -> Int { nodeCount + number }
  func record(ofCondition number: Int) -> Int { nodeCount + terms.count + number }

  private static func addsUp(_ node: Node, _ positiveCount: Int) -> Bool {
    switch node {
    case .term: true
    case .condition: false
    case .without(let node, _, _): addsUp(node, positiveCount)
    case .and(let nodes, _), .or(let nodes, _):
      nodes.count == positiveCount && nodes.allSatisfy { if case .term = $0 { true } else { false } }
    }
  }
}

extension QueryPlan {
  /// Folds and numbers the strings of a query.
  private struct Builder {
    let isExact: Bool
    let scratch: SearchScratch
    var terms: [SearchString] = []
    var conditions: [OccurrenceCondition] = []
    var positive: [Int] = []
    /// Positive strings that are asked for on their own, not only in conditions.
    private var standalone: [Int] = []
    var nextID = 0

    init(isExact: Bool, scratch: SearchScratch) {
      self.isExact = isExact
      self.scratch = scratch
    }

    mutating func node(_ query: QueryNode, isPositive: Bool) throws(SearchError) -> Node {
      switch query {
      case .string(let string):
        let number = try term(string, isPositive: isPositive)
        if isPositive { standalone.append(number) }
        return .term(number)
      case .and(let parts): return .and(try nodes(parts, isPositive), id: makeID())
      case .or(let parts): return .or(try nodes(parts, isPositive), id: makeID())
      case .without(let part, let excluded):
        let kept = try node(part, isPositive: isPositive)
        return .without(kept, try node(excluded, isPositive: false), id: makeID())
      case .near(let near):
        let reaches = near.links.map { Reach(distance: $0.distance, isBefore: !$0.isOrdered, isBehind: true) }
        return try condition(NearRelation(reaches: reaches), near.strings, isPositive)
      case .context, .within, .field:
        throw SearchError(reason: .notAvailable, text: query.description)
      }
    }

    private mutating func nodes(_ parts: [QueryNode], _ isPositive: Bool) throws(SearchError) -> [Node] {
      var nodes: [Node] = []
      nodes.reserveCapacity(parts.count)
      for part in parts { nodes.append(try node(part, isPositive: isPositive)) }
      return nodes
    }

    private mutating func makeID() -> Int {
      nextID += 1
      return nextID - 1
    }

    private mutating func condition(
      _ relation: any OccurrenceRelation, _ strings: [QueryString], _ isPositive: Bool
    ) throws(SearchError) -> Node {
      var members: [Int] = []
      for (index, string) in strings.enumerated() {
        members.append(try term(string, isPositive: isPositive && relation.shownMembers.contains(index)))
      }
      conditions.append(OccurrenceCondition(relation: relation, members: members, isPositive: isPositive))
      return .condition(conditions.count - 1)
    }

    /// A string that is typed twice counts once.
    private mutating func term(_ string: QueryString, isPositive: Bool) throws(SearchError) -> Int {
      let folded = scratch.fold(string, exact: isExact)
      guard folded.count > 0 else { throw SearchError(reason: .emptyString, text: string.text) }
      var number = terms.count
      if let known = terms.indices.first(where: { terms[$0].findsSame(as: folded) }) {
        number = known
      } else {
        terms.append(folded)
      }
      if isPositive, !positive.contains(number) { positive.append(number) }
      return number
    }

    /// Tells the strings that are asked for only in conditions which those are.
    mutating func attachUses() {
      guard !conditions.isEmpty else { return }
      let plain = terms
      for condition in conditions where condition.isPositive {
        for index in condition.relation.shownMembers where !standalone.contains(condition.members[index]) {
          terms[condition.members[index]].uses.append(
            OccurrenceUse(
              relation: condition.relation, members: condition.members.map { plain[$0] }, index: index))
        }
      }
    }
  }
}
