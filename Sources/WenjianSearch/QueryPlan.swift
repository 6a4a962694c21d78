package import WenjianQuery
import WenjianWidening

/// What answers a query: the same tree for every segment, in which strings, conditions and filters are numbered. How a
/// node is answered in a segment depends on what that holds (`SegmentRun`), and is recorded there for `explain`.
final class QueryPlan: Sendable {
  enum Node: Sendable {
    /// The documents that hold a string, by its number in `terms`.
    case term(Int)
    /// The documents in which strings occur as a condition asks, by its number in `conditions`.
    case condition(Int)
    /// The documents that a filter keeps, by its number in `filters`.
    case filter(Int)
    /// All documents that count.
    case all
    case and([Node], id: Int)
    case or([Node], id: Int)
    indirect case without(Node, Node, id: Int)
  }

  /// What the nodes of a tree name by numbers. It is moved from the builder to the plan: with every query that is made,
  /// a copy would count the references of each list.
  private struct Leaves: ~Copyable, Sendable {
    var terms: [SearchString] = []
    var conditions: [OccurrenceCondition] = []
    var filters: [DocumentFilter] = []
    /// Strings that only exclusions ask for; nearly always none.
    var negative: [Int] = []
  }

  let root: Node
  private let leaves: Leaves
  /// What every document has to satisfy besides the tree; nil for nothing.
  let filter: DocumentFilter?
  /// The strings that are looked for, each once.
  var terms: [SearchString] { leaves.terms }
  var conditions: [OccurrenceCondition] { leaves.conditions }
  /// Those that are not part of `filter`.
  var filters: [DocumentFilter] { leaves.filters }
  private var negative: [Int] { leaves.negative }
  /// Every positive string occurs in the tree once, and counts wherever it is found: then what the nodes add up are
  /// the occurrences of all of them. Else they are counted anew in the documents that are found.
  let addsUp: Bool
  let nodeCount: Int

  /// - Parameter filter: what the caller asks for besides the query.
  /// - Throws: `SearchError` for a string that holds nothing to search for.
  init(
    _ query: ParsedQuery, _ reading: StringReading, filter: DocumentFilter? = nil, _ scratch: SearchScratch
  ) throws(SearchError) {
    var builder = Builder(reading, scratch)
    let tree = try builder.node(query.root, isPositive: true)
    builder.attachUses(in: tree)
    if builder.leaves.filters.isEmpty {
      root = tree
      self.filter = filter
    } else {
      let (rest, pulled) = builder.pullFilters(outOf: tree)
      root = rest ?? .all
      let all = pulled + (filter.map { [$0] } ?? [])
      self.filter = all.count > 1 ? .and(all) : all.first
    }
    addsUp = Self.addsUp(root, builder.leaves.terms.count - builder.leaves.negative.count)
    nodeCount = builder.nextID
    leaves = builder.takeLeaves()
  }

  /// Whether the query is a string and nothing else.
  var isOneTerm: Bool { if case .term = root { true } else { false } }

  /// A plan for documents that hold any of some strings.
  init(anyOf terms: [SearchString]) {
    root = terms.count == 1 ? .term(0) : .or(terms.indices.map { .term($0) }, id: 0)
    leaves = Leaves(terms: terms)
    filter = nil
    addsUp = true
    nodeCount = 1
  }

  /// The strings that are not under an exclusion, by their numbers.
  var positive: [Int] { terms.indices.filter { !negative.contains($0) } }
  var positiveCount: Int { terms.count - negative.count }
  var positiveTerms: [SearchString] { negative.isEmpty ? terms : positive.map { terms[$0] } }

  /// What any exclusion takes out.
  var excluded: [Node] {
    func excluded(_ node: Node) -> [Node] {
      switch node {
      case .term, .condition, .filter, .all: []
      case .and(let nodes, _), .or(let nodes, _): nodes.flatMap(excluded)
      case .without(let kept, let taken, _): excluded(kept) + [taken]
      }
    }
    return excluded(root)
  }

  /// Where the work on a node is recorded: nodes of the tree first, then strings, conditions, filters, all documents.
  var recordCount: Int { record(ofFilter: filters.count) + 1 }
  func record(ofTerm number: Int) -> Int { nodeCount + number }
  func record(ofCondition number: Int) -> Int { nodeCount + terms.count + number }
  func record(ofFilter number: Int) -> Int { nodeCount + terms.count + conditions.count + number }
  var recordOfAll: Int { record(ofFilter: filters.count) }

  private static func addsUp(_ node: Node, _ positiveCount: Int) -> Bool {
    switch node {
    case .term: true
    case .condition, .filter, .all: false
    case .without(let node, _, _): addsUp(node, positiveCount)
    case .and(let nodes, _), .or(let nodes, _):
      nodes.count == positiveCount && nodes.allSatisfy { if case .term = $0 { true } else { false } }
    }
  }
}

extension QueryPlan {
  /// Folds and numbers the strings of a query.
  private struct Builder: ~Copyable {
    let reading: StringReading
    let scratch: SearchScratch
    var leaves = Leaves()
    var nextID = 0

    init(_ reading: StringReading, _ scratch: SearchScratch) {
      self.reading = reading
      self.scratch = scratch
    }

    consuming func takeLeaves() -> Leaves { leaves }

    mutating func node(_ query: QueryNode, isPositive: Bool) throws(SearchError) -> Node {
      switch query {
      case .string(let string): return .term(try term(string, isPositive: isPositive))
      case .and(let parts): return try row(parts, isPositive) { .and($0, id: $1) }
      case .or(let parts): return try row(parts, isPositive) { .or($0, id: $1) }
      case .without(let part, let excluded):
        let kept = try node(part, isPositive: isPositive)
        guard let excluded = try nodeUnlessEmpty(excluded, isPositive: false) else { return kept }
        return .without(kept, excluded, id: makeID())
      case .near(let near): return try condition(NearRelation(near), near.strings, isPositive)
      case .context(let context):
        return try condition(
          AbsenceRelation(context), [context.string] + context.exclusions.map(\.string), isPositive)
      case .within(let scope, let inner):
        var unit = UnitBuilder()
        let tree = unit.tree(inner, isShown: true)
        return try condition(
          UnitRelation(scope: scope, tree: tree, shownMembers: unit.shown), unit.strings, isPositive)
      case .field(let field):
        leaves.filters.append(DocumentFilter(field))
        return .filter(leaves.filters.count - 1)
      }
    }

    /// A node, or nil for a string of nothing but what the index leaves out, such as an invisible character that was
    /// pasted: beside others it asks for nothing.
    private mutating func nodeUnlessEmpty(_ query: QueryNode, isPositive: Bool) throws(SearchError) -> Node? {
      do {
        return try node(query, isPositive: isPositive)
      } catch {
        if case .emptyString = error.reason, query.isStrings { return nil }
        throw error
      }
    }

    /// An AND or OR; a string or condition that is in it twice is asked, and scored, once.
    private mutating func row(
      _ parts: [QueryNode], _ isPositive: Bool, _ make: ([Node], Int) -> Node
    ) throws(SearchError) -> Node {
      var nodes: [Node] = []
      nodes.reserveCapacity(parts.count)
      for part in parts {
        guard let node = try nodeUnlessEmpty(part, isPositive: isPositive) else { continue }
        if !nodes.contains(where: { $0.isSameLeaf(as: node) }) { nodes.append(node) }
      }
      if nodes.isEmpty { throw SearchError(reason: .emptyString, text: parts.first?.description ?? "") }
      return nodes.count == 1 ? nodes[0] : make(nodes, makeID())
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
      let condition = OccurrenceCondition(relation: relation, members: members, isPositive: isPositive)
      // What is asked for twice is found once.
      if let known = leaves.conditions.firstIndex(where: { $0.isSame(as: condition) }) { return .condition(known) }
      leaves.conditions.append(condition)
      return .condition(leaves.conditions.count - 1)
    }

    /// A string that is typed twice counts once.
    private mutating func term(_ string: QueryString, isPositive: Bool) throws(SearchError) -> Int {
      try scratch.checkpoint()
      let folded = try scratch.fold(string, reading)
      var number = leaves.terms.count
      if let known = leaves.terms.indices.first(where: { leaves.terms[$0].findsSame(as: folded) }) {
        number = known
        if isPositive { leaves.negative.removeAll { $0 == number } }
      } else {
        leaves.terms.append(folded)
        if !isPositive { leaves.negative.append(number) }
      }
      return number
    }

    /// Tells the strings that are asked for only in conditions which those are.
    mutating func attachUses(in tree: Node) {
      guard !leaves.conditions.isEmpty else { return }
      let standalone = Self.standaloneTerms(tree)
      var uses: [Int: [OccurrenceUse]] = [:]
      for condition in leaves.conditions where condition.isPositive {
        let members = condition.members.map { leaves.terms[$0] }
        for index in condition.relation.shownMembers where !standalone.contains(condition.members[index]) {
          uses[condition.members[index], default: []].append(
            OccurrenceUse(relation: condition.relation, members: members, index: index))
        }
      }
      for (number, uses) in uses { leaves.terms[number] = SearchString(leaves.terms[number], uses: uses) }
    }

    /// The strings that are asked for on their own, not only in conditions or exclusions.
    private static func standaloneTerms(_ node: Node) -> Set<Int> {
      switch node {
      case .term(let number): [number]
      case .and(let nodes, _), .or(let nodes, _): nodes.reduce(into: []) { $0.formUnion(standaloneTerms($1)) }
      case .without(let kept, _, _): standaloneTerms(kept)
      case .condition, .filter, .all: []
      }
    }

    /// Takes out of a tree the filters that every document has to satisfy: they narrow all of it.
    /// - Returns: what is left of the tree, nil for nothing, and the filters.
    func pullFilters(outOf node: Node) -> (rest: Node?, filters: [DocumentFilter]) {
      switch node {
      case .filter(let number): return (nil, [leaves.filters[number]])
      case .and(let parts, let id):
        var rest: [Node] = []
        var pulled: [DocumentFilter] = []
        // What is taken from all documents is taken from the others of the row.
        var exclusions: [(node: Node, id: Int)] = []
        for part in parts {
          let (left, filters) = pullFilters(outOf: part)
          if case .without(.all, let excluded, let id) = left {
            exclusions.append((excluded, id))
          } else if let left {
            rest.append(left)
          }
          pulled += filters
        }
        let joined = rest.count > 1 ? Node.and(rest, id: id) : rest.first ?? (exclusions.isEmpty ? nil : .all)
        return (
          exclusions.reduce(joined) { kept, next in kept.map { .without($0, next.node, id: next.id) } }, pulled
        )
      case .without(let kept, let excluded, let id):
        var (left, pulled) = pullFilters(outOf: kept)
        // Several exclusions are one OR.
        var alternatives = [excluded]
        var orID = 0
        if case .or(let parts, let id) = excluded { (alternatives, orID) = (parts, id) }
        var rest: [Node] = []
        for part in alternatives {
          if case .filter(let number) = part {
            pulled.append(.not(leaves.filters[number]))
          } else {
            rest.append(part)
          }
        }
        if rest.isEmpty { return (left, pulled) }
        return (.without(left ?? .all, rest.count == 1 ? rest[0] : .or(rest, id: orID), id: id), pulled)
      case .term, .condition, .all, .or: return (node, [])
      }
    }
  }
}

extension QueryPlan.Node {
  fileprivate func isSameLeaf(as other: Self) -> Bool {
    switch (self, other) {
    case (.term(let number), .term(let another)), (.condition(let number), .condition(let another)):
      number == another
    default: false
    }
  }
}

extension QueryNode {
  /// Whether it is a string, or strings in an AND or OR.
  package var isStrings: Bool {
    switch self {
    case .string: true
    case .and(let nodes), .or(let nodes): nodes.allSatisfy(\.isStrings)
    case .without, .near, .context, .within, .field: false
    }
  }
}
