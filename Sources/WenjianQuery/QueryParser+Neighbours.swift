/// Strings with operators between them.

extension QueryParser {
  /// Reads one term, or strings with `NEAR`, `BEFORE`, `NOTBEFORE` or `NOTAFTER` between them, from the first scalar of a
  /// term.
  mutating func neighbours() throws(QueryError) -> QueryNode {
    let start = cursor
    let node = try term()
    var end = cursor
    guard var found = operatorBetweenStrings() else { return node }
    var strings = [try string(node, start..<end, beside: found)]
    var operators: [(found: QueryOperator, distance: Int)] = []
    while true {
      if let first = operators.first, first.found.word.excludesNeighbour != found.word.excludesNeighbour {
        throw failure(.mixedNeighbours, at: found.byteRange)
      }
      guard let distance = bytes.distance(of: found) else {
        throw failure(.distance, at: found.byteRange)
      }
      operators.append((found, distance))
      cursor = found.byteRange.upperBound
      skipWhiteSpace()
      let start = cursor
      switch element().kind {
      case .end, .pipe, .closingBracket, .minus:
        throw failure(.nothingAfter, at: found.byteRange)
      case .letter:
        guard let another = bytes.operatorWord(at: cursor) else { break }
        if case .scope = another.word { throw failure(.groupNear, at: another.byteRange) }
        throw failure(.nothingAfter, at: found.byteRange)
      default:
        break
      }
      let node = try term()
      end = cursor
      strings.append(try string(node, start..<end, beside: found))
      guard let next = operatorBetweenStrings() else { break }
      found = next
    }
    guard operators[0].found.word.excludesNeighbour else {
      return .near(
        NearStrings(
          strings,
          operators.map { NearStrings.Link(distance: $0.distance, isOrdered: $0.found.word == .before) }))
    }
    return .context(
      ContextString(
        strings[0],
        zip(operators, strings.dropFirst()).map {
          ContextString.Exclusion($1, distance: $0.distance, isBehind: $0.found.word == .notBefore)
        }))
  }

  /// The string that a term is.
  private func string(
    _ node: QueryNode, _ byteRange: Range<Int>, beside found: QueryOperator
  ) throws(QueryError) -> QueryString {
    switch node {
    case .string(let string): return string
    // In brackets: `(a NEAR b) NEAR c`.
    case .near, .context: throw failure(.groupNear, at: byteRange)
    case .field: throw failure(.fieldNear, at: byteRange)
    case .and, .or, .without, .within: throw failure(.groupNear, at: byteRange)
    }
  }

  /// Skips white space to an operator between strings, which stays at the cursor; nil for anything else.
  private mutating func operatorBetweenStrings() -> QueryOperator? {
    skipWhiteSpace()
    guard element().kind == .letter, let found = bytes.operatorWord(at: cursor), found.word.isBetweenStrings else {
      return nil
    }
    return found
  }
}
