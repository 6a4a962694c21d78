import WenjianQuery
import WenjianSearch

extension Filter {
  /// A filter as it is typed in a query: `kind:通知 date:2016..2018 -issuer:教育部`.
  /// - Throws: `WenjianError` with code `query` when it cannot be read, or asks for text and not for fields alone.
  public init(_ query: String) throws(WenjianError) {
    let parsed: ParsedQuery
    do { parsed = try parseQuery(query) } catch { throw WenjianError(error, in: query) }
    guard let value = DocumentFilter(parsed.root) else {
      throw WenjianError(
        .query,
        "a filter is made of fields alone, such as kind:通知 or date:2016..2018, and \u{201C}\(query)\u{201D} asks for text; "
          + "put that into the query")
    }
    self.init(value: value)
  }
}

extension DocumentFilter {
  /// nil for what asks for text.
  fileprivate init?(_ node: QueryNode) {
    switch node {
    case .field(let condition): self = DocumentFilter(condition)
    case .and(let nodes), .or(let nodes):
      let parts = nodes.compactMap { DocumentFilter($0) }
      guard parts.count == nodes.count else { return nil }
      if case .and = node { self = .and(parts) } else { self = .or(parts) }
    case .without(let kept, let excluded):
      guard let kept = DocumentFilter(kept), let excluded = DocumentFilter(excluded) else { return nil }
      self = .and([kept, .not(excluded)])
    case .string, .near, .context, .within: return nil
    }
  }
}
