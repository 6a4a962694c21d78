/// Queries that programs put together: each is written as text and read again, so that whatever is made can be printed and
/// typed, and obeys the limits of what is typed.

extension ParsedQuery {
  /// Reads a tree that was put together of parts of other queries.
  ///
  /// Strings with a bracket or a quotation mark that lacks its partner can be typed alone and not within a group: they are
  /// quoted where they need it, which is how they are meant.
  /// - Throws: ``QueryError`` when the query is larger than one may be; its places are those of the canonical form.
  package static func composed(_ node: QueryNode) throws(QueryError) -> ParsedQuery {
    if let parsed = reading(node) { return parsed }
    let quoted = node.quotingMarks()
    if let parsed = reading(quoted) { return parsed }
    return try parseQuery(quoted.description)
  }

  /// - Returns: nil when the canonical form of the tree is read as something else.
  private static func reading(_ node: QueryNode) -> ParsedQuery? {
    let text = node.description
    guard let parsed = try? parseQuery(text), parsed.description == text else { return nil }
    return parsed
  }
}

extension QueryString {
  /// A text in quotation marks that it cannot end early.
  /// - Returns: nil when each kind of marks occurs in it without its partner.
  package static func quotedText(_ text: String) -> String? {
    QuoteStyle.allCases.first { $0.encloses(text) }.map { String($0.opener) + text + String($0.closer) }
  }

  fileprivate var quotingMarks: QueryString {
    let bytes = Array(text.utf8)
    var byteOffset = 0
    var hasMarks = false
    while byteOffset < bytes.count {
      let element = bytes.element(at: byteOffset)
      hasMarks = hasMarks || element.kind.isMark
      byteOffset += element.byteCount
    }
    guard hasMarks, !isQuoted, wildcards.isEmpty else { return self }
    return QueryString(text: text, isQuoted: true, isExact: isExact, byteRange: byteRange)
  }
}

extension QueryNode {
  /// The same with all strings that have brackets or quotation marks in them quoted.
  package func quotingMarks() -> QueryNode {
    switch self {
    case .string(let string): return .string(string.quotingMarks)
    case .and(let nodes): return .and(nodes.map { $0.quotingMarks() })
    case .or(let nodes): return .or(nodes.map { $0.quotingMarks() })
    case .without(let node, let excluded): return .without(node.quotingMarks(), excluded: excluded.quotingMarks())
    case .near(let near): return .near(NearStrings(near.strings.map(\.quotingMarks), near.links))
    case .context(let context):
      return .context(
        ContextString(
          context.string.quotingMarks,
          context.exclusions.map {
            ContextString.Exclusion($0.string.quotingMarks, distance: $0.distance, isBehind: $0.isBehind)
          }))
    case .within(let scope, let node): return .within(scope, node.quotingMarks())
    case .field: return self
    }
  }

  /// All of some nodes, in normal form.
  /// - Precondition: there is one at least.
  package static func all(_ nodes: [QueryNode]) -> QueryNode {
    let parts = nodes.flatMap { node in if case .and(let parts) = node { parts } else { [node] } }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  /// Any of some nodes, in normal form.
  /// - Precondition: there is one at least.
  package static func any(_ nodes: [QueryNode]) -> QueryNode {
    let parts = nodes.flatMap { node in if case .or(let parts) = node { parts } else { [node] } }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  /// The node without documents of others.
  /// - Precondition: there is one at least.
  package func excluding(_ nodes: [QueryNode]) -> QueryNode {
    guard case .without(let kept, let excluded) = self else { return .without(self, excluded: .any(nodes)) }
    return .without(kept, excluded: .any([excluded] + nodes))
  }

  /// The strings of a node, and of its exclusions too, and its conditions on fields.
  package func forEachLeaf(
    _ string: (QueryString) -> Void, _ field: (FieldCondition) -> Void
  ) {
    switch self {
    case .string(let found): string(found)
    case .and(let nodes), .or(let nodes): for node in nodes { node.forEachLeaf(string, field) }
    case .without(let node, let excluded):
      node.forEachLeaf(string, field)
      excluded.forEachLeaf(string, field)
    case .near(let near): near.strings.forEach(string)
    case .context(let context):
      string(context.string)
      context.exclusions.forEach { string($0.string) }
    case .within(_, let node): node.forEachLeaf(string, field)
    case .field(let condition): field(condition)
    }
  }
}
