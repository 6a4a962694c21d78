import WenjianModel

/// Reads query text into a tree by recursive descent over its UTF-8.
///
/// ```
/// alternatives = conjunction { ( "OR" | "|" ) conjunction }
/// conjunction  = part { [ "AND" ] part }
/// part         = [ "-" | "NOT" ] neighbours
/// neighbours   = term { ( "NEAR" | "BEFORE" ) [ "/" number ] term }
///              | term { ( "NOTBEFORE" | "NOTAFTER" ) [ "/" number ] term }
/// term         = { "exact:" } ( [ scope ] group | quoted | run )
///              | ( name ":" | "field:" name "=" ) ( group | [ "=" ] ( quoted | value | "*" ) )
/// scope        = "SENTENCE" | "PARAGRAPH" | "ARTICLE" | "CHAPTER"
/// ```
///
/// A term ends at white space, `|`, a closing bracket or the end, so no separator token is needed
/// between parts. What is an operator only in its place (brackets, quotation marks, minus, words) is
/// asked for in that place and is text everywhere else; there is no tokeniser in front, because it would
/// have to know the place.
struct QueryParser {
  private let source: String
  let bytes: [UInt8]
  var cursor = 0
  var openGroups = 0
  var stringCount = 0
  var isExact = false
  /// The field that terms are values of.
  private var field: DocumentField?
  private var isInScope = false
  /// A bracket inside a string that was still open when the string ended. Kept for the message about a
  /// closing bracket that turns up later.
  var openTextBracket: Range<Int>?

  /// Brackets and quotation marks are text wherever they are.
  let takesMarksAsText: Bool

  private init(_ source: String, takesMarksAsText: Bool = false) {
    self.source = source
    self.bytes = Array(source.utf8)
    self.takesMarksAsText = takesMarksAsText
  }

  static func parse(_ text: String) throws(QueryError) -> QueryNode {
    let byteCount = text.utf8.count
    guard byteCount <= QueryLimits.byteCount else {
      // Back to the start of a scalar: a range inside one could not be shown.
      var limit = text.utf8.index(text.startIndex, offsetBy: QueryLimits.byteCount)
      while text.utf8[limit] & 0xC0 == 0x80 { limit = text.utf8.index(before: limit) }
      let start = text.utf8.distance(from: text.startIndex, to: limit)
      throw QueryError(.tooLong(byteCount: byteCount), at: start..<byteCount, in: text)
    }
    var parser = QueryParser(text)
    do {
      return try parser.query()
    } catch {
      if error.reason.isMissingPartner, let strings = pastedStrings(text) { return strings }
      throw error
    }
  }

  private mutating func query() throws(QueryError) -> QueryNode {
    let root = try alternatives()
    let stop = element()
    guard stop.kind == .end else {
      // Only a closing bracket ends the alternatives before the end of the text.
      throw failure(
        .unmatchedBracket(textBracketColumn: openTextBracket.map(column(of:))),
        at: cursor..<cursor + stop.byteCount)
    }
    guard let root else { throw failure(.empty, at: 0..<bytes.count) }
    return root
  }

  /// The strings of a text in which a bracket or quotation mark lacks its partner, and that has no operator: it was
  /// pasted, and is meant as it is.
  private static func pastedStrings(_ text: String) -> QueryNode? {
    var parser = QueryParser(text, takesMarksAsText: true)
    guard let root = try? parser.query() else { return nil }
    switch root {
    case .string: return root
    case .and(let nodes):
      return nodes.allSatisfy { if case .string = $0 { true } else { false } } ? root : nil
    case .or, .without, .near, .context, .within, .field: return nil
    }
  }

  func failure(_ reason: QueryError.Reason, at byteRange: Range<Int>) -> QueryError {
    QueryError(reason, at: byteRange, in: source)
  }

  private func column(of byteRange: Range<Int>) -> Int {
    QueryError.column(ofByteOffset: byteRange.lowerBound, in: source)
  }

  func element() -> QueryElement { element(at: cursor) }

  func element(at byteOffset: Int) -> QueryElement {
    let element = bytes.element(at: byteOffset)
    return takesMarksAsText && element.kind.isMark ? QueryElement(.text, element.byteCount) : element
  }

  mutating func skipWhiteSpace() {
    while case let element = element(), element.kind == .whiteSpace {
      cursor += element.byteCount
    }
  }
}

extension QueryParser {
  /// Reads up to a closing bracket or the end, which stays at the cursor; nil when nothing stands there.
  private mutating func alternatives() throws(QueryError) -> QueryNode? {
    guard let first = try conjunction() else {
      if let operatorRange = eitherOperator() {
        throw failure(.nothingBefore, at: operatorRange)
      }
      return nil
    }
    guard var operatorRange = eitherOperator() else { return first }
    var nodes: [QueryNode] = []
    nodes.append(alternative: first)
    while true {
      cursor = operatorRange.upperBound
      guard let next = try conjunction() else {
        throw failure(.nothingAfter, at: operatorRange)
      }
      nodes.append(alternative: next)
      guard let following = eitherOperator() else { return .or(nodes) }
      operatorRange = following
    }
  }

  /// The `OR` or `|` at the cursor.
  private func eitherOperator() -> Range<Int>? {
    let element = element()
    switch element.kind {
    case .pipe:
      return cursor..<cursor + element.byteCount
    case .letter:
      guard let found = bytes.operatorWord(at: cursor), found.word == .or else { return nil }
      return found.byteRange
    default:
      return nil
    }
  }

  /// Reads the parts up to `OR`, `|`, a closing bracket or the end; nil when there are none.
  private mutating func conjunction() throws(QueryError) -> QueryNode? {
    // The first node stands apart from the others so that the commonest query, one string, allocates
    // no array.
    var first: QueryNode?
    var others: [QueryNode] = []
    var excluded: [QueryNode] = []
    var firstExclusion: Range<Int>?
    var pendingAnd: Range<Int>?

    parts: while true {
      skipWhiteSpace()
      let element = element()
      var exclusion: Range<Int>?
      switch element.kind {
      case .end, .closingBracket, .pipe:
        break parts
      case .minus:
        exclusion = cursor..<cursor + element.byteCount
      case .letter:
        guard let found = bytes.operatorWord(at: cursor) else { break }
        switch found.word {
        case .or:
          break parts
        case .and:
          if let pendingAnd { throw failure(.nothingAfter, at: pendingAnd) }
          if first == nil && excluded.isEmpty {
            throw failure(.nothingBefore, at: found.byteRange)
          }
          pendingAnd = found.byteRange
          cursor = found.byteRange.upperBound
          continue parts
        case .not:
          exclusion = found.byteRange
        case .near, .before, .notBefore, .notAfter:
          // Behind a string it is read with the string.
          if let pendingAnd { throw failure(.nothingAfter, at: pendingAnd) }
          throw failure(.nothingBefore, at: found.byteRange)
        case .scope:
          break
        }
      default:
        break
      }

      if let exclusion {
        if firstExclusion == nil { firstExclusion = exclusion }
        excluded.append(alternative: try excludedTerm(behind: exclusion))
      } else if first == nil {
        first = try neighbours()
      } else {
        others.append(part: try neighbours())
      }
      pendingAnd = nil
    }

    if let pendingAnd { throw failure(.nothingAfter, at: pendingAnd) }
    guard let first else {
      guard let firstExclusion else { return nil }
      throw failure(.onlyExclusions, at: firstExclusion.lowerBound..<endOfLastPart)
    }
    let found: QueryNode
    if others.isEmpty {
      found = first
    } else {
      var nodes: [QueryNode] = []
      nodes.reserveCapacity(others.count + 1)
      nodes.append(part: first)
      nodes.append(contentsOf: others)
      found = .and(nodes)
    }
    switch excluded.count {
    case 0: return found
    case 1: return .without(found, excluded: excluded[0])
    default: return .without(found, excluded: .or(excluded))
    }
  }

  /// The cursor without the white space before it.
  private var endOfLastPart: Int {
    var end = cursor
    while end > 0 {
      var start = end - 1
      while start > 0 && bytes[start] & 0xC0 == 0x80 { start -= 1 }
      guard bytes.element(at: start).kind == .whiteSpace else { break }
      end = start
    }
    return end
  }

  private mutating func excludedTerm(
    behind operatorRange: Range<Int>
  ) throws(QueryError) -> QueryNode {
    let isWord = bytes.element(at: operatorRange.lowerBound).kind == .letter
    cursor = operatorRange.upperBound
    if isWord { skipWhiteSpace() }
    let element = element()
    switch element.kind {
    case .end, .whiteSpace, .pipe, .closingBracket:
      throw failure(.nothingAfter, at: operatorRange)
    case .minus:
      throw failure(
        .doubleExclusion, at: operatorRange.lowerBound..<cursor + element.byteCount)
    case .letter:
      guard let found = bytes.operatorWord(at: cursor) else { return try neighbours() }
      switch found.word {
      case .and, .or, .near, .before, .notBefore, .notAfter:
        throw failure(.nothingAfter, at: operatorRange)
      case .not:
        throw failure(
          .doubleExclusion, at: operatorRange.lowerBound..<found.byteRange.upperBound)
      case .scope:
        return try neighbours()
      }
    default:
      return try neighbours()
    }
  }

  /// Reads one term; the cursor stands on its first scalar, which is no white space, `|` or closing
  /// bracket.
  mutating func term() throws(QueryError) -> QueryNode {
    let (wasExact, outerField) = (isExact, field)
    defer { (isExact, field) = (wasExact, outerField) }
    let start = cursor
    // A loop and no recursion: `exact:` can be repeated ten thousand times in a query.
    while element().kind == .letter, let prefix = bytes.prefix(at: cursor) {
      cursor = prefix.byteRange.upperBound
      switch prefix.kind {
      case .exact:
        isExact = true
        try expectTerm(behind: prefix.byteRange, .nothingAfterExact)
      case .field(let named):
        field = named
        skipWhiteSpace()
        try expectTerm(behind: prefix.byteRange, .nothingAfterField)
      case .customField:
        field = .custom(try customName(behind: prefix.byteRange))
        let name = start..<cursor
        skipWhiteSpace()
        try expectTerm(behind: name, .nothingAfterField)
      }
      if let field {
        if isExact { throw failure(.exactField, at: start..<cursor) }
        if isInScope { throw failure(.fieldInScope, at: prefix.byteRange) }
        if element().kind != .letter || bytes.prefix(at: cursor) == nil {
          return try values(of: field, from: start)
        }
      }
    }
    if let field { return try values(of: field, from: start) }
    let kind = element().kind
    if kind == .letter, let found = bytes.operatorWord(at: cursor), case .scope(let scope) = found.word {
      return try within(scope, found.byteRange)
    }
    if kind == .openingBracket { return try group() }
    if let style = QuoteStyle(openedBy: kind) { return try quoted(style) }
    return try run()
  }

  /// Throws where no term begins at the cursor.
  private func expectTerm(behind prefix: Range<Int>, _ reason: QueryError.Reason) throws(QueryError) {
    switch element().kind {
    case .end, .whiteSpace, .pipe, .closingBracket:
      throw failure(reason, at: prefix)
    case .letter:
      guard let found = bytes.operatorWord(at: cursor) else { return }
      if case .scope = found.word, reason == .nothingAfterExact { return }
      throw failure(reason, at: prefix)
    default:
      return
    }
  }

  /// Reads the group behind a scope's word.
  private mutating func within(
    _ scope: QueryScope, _ word: Range<Int>
  ) throws(QueryError) -> QueryNode {
    if isInScope { throw failure(.scopeInScope, at: word) }
    isInScope = true
    defer { isInScope = false }
    cursor = word.upperBound
    let (node, brackets) = try bracketed()
    guard endsTerm(at: cursor) else {
      throw failure(.textAfterClosing, at: closingBracket(of: brackets))
    }
    return .within(scope, node)
  }

  /// The bracket that ends a range, of one byte or three.
  private func closingBracket(of range: Range<Int>) -> Range<Int> {
    (range.upperBound - (bytes[range.upperBound - 1] < 0x80 ? 1 : 3))..<range.upperBound
  }

  /// Reads a bracket, alternatives and the bracket that closes them.
  private mutating func bracketed() throws(QueryError) -> (node: QueryNode, byteRange: Range<Int>) {
    let start = cursor
    let opening = start..<start + element().byteCount
    guard openGroups < QueryLimits.groupDepth else { throw failure(.nestedTooDeep, at: opening) }
    openGroups += 1
    cursor = opening.upperBound
    let node = try alternatives()
    let closing = cursor..<cursor + element().byteCount
    guard !closing.isEmpty else { throw failure(.unclosedBracket, at: opening) }
    cursor = closing.upperBound
    guard let node else { throw failure(.emptyGroup, at: start..<cursor) }
    openGroups -= 1
    return (node, start..<cursor)
  }

  mutating func group() throws(QueryError) -> QueryNode {
    let start = cursor
    let stringCountBefore = stringCount
    let (node, brackets) = try bracketed()
    if endsTerm(at: cursor) { return node }
    // （一）加强领导 is how policy documents number their paragraphs: no group but text. Reading it a
    // second time is bounded by the bracket depth.
    let openingByteCount = bytes.element(at: start).byteCount
    let closing = closingBracket(of: brackets)
    guard !hasSeparator(in: (start + openingByteCount)..<closing.lowerBound) else {
      throw failure(.textAfterClosing, at: closing)
    }
    cursor = start
    stringCount = stringCountBefore
    if let field { return try value(of: field, from: start) }
    return try run()
  }
}

extension [QueryNode] {
  /// Appends one alternative of an `or`, an `or` as its own alternatives.
  fileprivate mutating func append(alternative node: QueryNode) {
    if case .or(let nodes) = node {
      append(contentsOf: nodes)
    } else {
      append(node)
    }
  }

  /// Appends one part of an `and`, an `and` as its own parts.
  fileprivate mutating func append(part node: QueryNode) {
    if case .and(let nodes) = node {
      append(contentsOf: nodes)
    } else {
      append(node)
    }
  }
}
