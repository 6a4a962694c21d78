/// Reads query text into a tree by recursive descent over its UTF-8.
///
/// ```
/// alternatives = conjunction { ( "OR" | "|" ) conjunction }
/// conjunction  = part { [ "AND" ] part }
/// part         = [ "-" | "NOT" ] neighbours
/// neighbours   = term [ ( "NEAR" | "BEFORE" ) [ "/" number ] term ]
/// term         = { "exact:" } ( group | quoted | run )
/// ```
///
/// A term ends at white space, `|`, a closing bracket or the end, so no separator token is needed
/// between parts. What is an operator only in its place (brackets, quotation marks, minus, words) is
/// asked for in that place and is text everywhere else; there is no tokeniser in front, because it would
/// have to know the place.
struct QueryParser {
  private let source: String
  private let bytes: [UInt8]
  private var cursor = 0
  private var openGroups = 0
  private var stringCount = 0
  private var isExact = false
  /// A bracket inside a string that was still open when the string ended. Kept for the message about a
  /// closing bracket that turns up later.
  private var openTextBracket: Range<Int>?

  private init(_ source: String) {
    self.source = source
    self.bytes = Array(source.utf8)
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
    let root = try parser.alternatives()
    let stop = parser.element()
    guard stop.kind == .end else {
      // Only a closing bracket ends the alternatives before the end of the text.
      throw parser.failure(
        .unmatchedBracket(textBracketColumn: parser.openTextBracket.map(parser.column(of:))),
        at: parser.cursor..<parser.cursor + stop.byteCount)
    }
    guard let root else { throw parser.failure(.empty, at: 0..<byteCount) }
    return root
  }

  private func failure(_ reason: QueryError.Reason, at byteRange: Range<Int>) -> QueryError {
    QueryError(reason, at: byteRange, in: source)
  }

  private func notAvailable(_ found: QueryOperator) -> QueryError {
    failure(
      found.word == .reservedScope ? .scopeNotAvailable : .operatorNotAvailable,
      at: found.byteRange)
  }

  private func column(of byteRange: Range<Int>) -> Int {
    QueryError.column(ofByteOffset: byteRange.lowerBound, in: source)
  }

  private func element() -> QueryElement { bytes.element(at: cursor) }

  private mutating func skipWhiteSpace() {
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
        case .near, .before:
          // Behind a string it is read with the string.
          if let pendingAnd { throw failure(.nothingAfter, at: pendingAnd) }
          throw failure(.nothingBefore, at: found.byteRange)
        case .reserved, .reservedScope:
          throw notAvailable(found)
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
      case .and, .or, .near, .before:
        throw failure(.nothingAfter, at: operatorRange)
      case .not:
        throw failure(
          .doubleExclusion, at: operatorRange.lowerBound..<found.byteRange.upperBound)
      case .reserved, .reservedScope:
        throw notAvailable(found)
      }
    default:
      return try neighbours()
    }
  }

  /// Reads one term, or two with `NEAR` or `BEFORE` between them; the cursor stands as for `term()`.
  private mutating func neighbours() throws(QueryError) -> QueryNode {
    let start = cursor
    let node = try term()
    let end = cursor
    guard let found = nearOperator() else { return node }
    guard case .string(let first) = node else {
      if case .near = node { throw failure(.chainedNear, at: found.byteRange) }
      throw failure(.groupNear, at: start..<end)
    }
    guard let distance = bytes.distance(of: found) else {
      throw failure(.distance, at: found.byteRange)
    }
    cursor = found.byteRange.upperBound
    skipWhiteSpace()
    let secondStart = cursor
    let next = element().kind
    switch next {
    case .end, .pipe, .closingBracket, .minus:
      throw failure(.nothingAfter, at: found.byteRange)
    case .letter:
      guard let another = bytes.operatorWord(at: cursor) else { break }
      switch another.word {
      case .and, .or, .not, .near, .before: throw failure(.nothingAfter, at: found.byteRange)
      case .reserved, .reservedScope: throw notAvailable(another)
      }
    default:
      break
    }
    let secondNode = try term()
    guard case .string(let second) = secondNode else {
      if case .near = secondNode { throw failure(.chainedNear, at: found.byteRange) }
      throw failure(.groupNear, at: secondStart..<cursor)
    }
    if let chained = nearOperator() { throw failure(.chainedNear, at: chained.byteRange) }
    return .near(
      NearStrings(
        first: first, second: second, distance: distance, isOrdered: found.word == .before))
  }

  /// The `NEAR` or `BEFORE` behind the cursor and white space, past which the cursor then stands.
  private mutating func nearOperator() -> QueryOperator? {
    skipWhiteSpace()
    guard element().kind == .letter, let found = bytes.operatorWord(at: cursor) else { return nil }
    switch found.word {
    case .near, .before: return found
    case .and, .or, .not, .reserved, .reservedScope: return nil
    }
  }

  /// Reads one term; the cursor stands on its first scalar, which is no white space, `|` or closing
  /// bracket.
  private mutating func term() throws(QueryError) -> QueryNode {
    let wasExact = isExact
    defer { isExact = wasExact }
    // A loop and no recursion: `exact:` can be repeated ten thousand times in a query.
    while element().kind == .letter, let field = bytes.field(at: cursor) {
      guard field.isExact else { throw failure(.fieldNotAvailable, at: field.byteRange) }
      isExact = true
      cursor = field.byteRange.upperBound
      switch element().kind {
      case .end, .whiteSpace, .pipe, .closingBracket:
        throw failure(.nothingAfterExact, at: field.byteRange)
      case .letter:
        guard let found = bytes.operatorWord(at: cursor) else { continue }
        switch found.word {
        case .and, .or, .not, .near, .before: throw failure(.nothingAfterExact, at: field.byteRange)
        case .reserved, .reservedScope: throw notAvailable(found)
        }
      default:
        continue
      }
    }
    let kind = element().kind
    if kind == .openingBracket { return try group() }
    if let style = QuoteStyle(openedBy: kind) { return try quoted(style) }
    return try run()
  }

  private mutating func group() throws(QueryError) -> QueryNode {
    let start = cursor
    let opening = start..<start + element().byteCount
    let stringCountBefore = stringCount
    guard openGroups < QueryLimits.groupDepth else { throw failure(.nestedTooDeep, at: opening) }
    openGroups += 1
    cursor = opening.upperBound
    let node = try alternatives()
    let closing = cursor..<cursor + element().byteCount
    guard !closing.isEmpty else { throw failure(.unclosedBracket, at: opening) }
    cursor = closing.upperBound
    guard let node else { throw failure(.emptyGroup, at: start..<cursor) }
    openGroups -= 1
    if endsTerm(at: cursor) { return node }
    // （一）加强领导 is how policy documents number their paragraphs: no group but text. Reading it a
    // second time is bounded by the bracket depth.
    guard !hasSeparator(in: opening.upperBound..<closing.lowerBound) else {
      throw failure(.textAfterClosing, at: closing)
    }
    cursor = start
    stringCount = stringCountBefore
    return try run()
  }

  private mutating func quoted(_ style: QuoteStyle) throws(QueryError) -> QueryNode {
    let opening = cursor..<cursor + element().byteCount
    var end = opening.upperBound
    var depth = 1
    var closingByteCount = 0
    var isBlank = true
    while true {
      let element = bytes.element(at: end)
      guard element.kind != .end else {
        throw failure(.unclosedQuote(closer: style.closer), at: opening)
      }
      if style.isCloser(element.kind) {
        depth -= 1
        if depth == 0 {
          closingByteCount = element.byteCount
          break
        }
      } else if style.isNestedOpener(element.kind) {
        depth += 1
      }
      if element.kind != .whiteSpace { isBlank = false }
      end += element.byteCount
    }
    let content = opening.upperBound..<end
    let closing = end..<end + closingByteCount
    guard endsTerm(at: closing.upperBound) else {
      // “两学一做”学习教育 is one string with marks in it.
      guard !hasSeparator(in: content) else { throw failure(.textAfterClosing, at: closing) }
      return try run()
    }
    if isBlank { throw failure(.emptyQuotes, at: opening.lowerBound..<closing.upperBound) }
    cursor = closing.upperBound
    return try string(content, isQuoted: true)
  }

  /// Reads an unquoted string: up to white space, `|`, or a closing bracket whose opening bracket is not
  /// in the string.
  private mutating func run() throws(QueryError) -> QueryNode {
    let start = cursor
    var textBracketDepth = 0
    var outermostTextBracket = start..<start
    var question: Range<Int>?
    scan: while true {
      let element = element()
      let range = cursor..<cursor + element.byteCount
      switch element.kind {
      case .end, .whiteSpace, .pipe:
        break scan
      case .closingBracket where textBracketDepth == 0:
        break scan
      case .fullWidthQuestionMark:
        if question == nil { question = range }
        cursor = range.upperBound
        continue scan
      case .asterisk, .questionMark:
        throw failure(.wildcardNotAvailable, at: question ?? range)
      case .openingBracket:
        if textBracketDepth == 0 { outermostTextBracket = range }
        textBracketDepth += 1
      case .closingBracket:
        textBracketDepth -= 1
      default:
        break
      }
      // A ？ is the end of a sentence only where nothing but ？ follows.
      if let question { throw failure(.wildcardNotAvailable, at: question) }
      cursor = range.upperBound
    }
    if textBracketDepth > 0 {
      // Inside a group the next closing bracket could be meant for either: `(产业(a OR b)`.
      guard openGroups == 0 else { throw failure(.unclosedTextBracket, at: outermostTextBracket) }
      openTextBracket = outermostTextBracket
    }
    return try string(start..<cursor, isQuoted: false)
  }

  private mutating func string(
    _ byteRange: Range<Int>, isQuoted: Bool
  ) throws(QueryError) -> QueryNode {
    guard stringCount < QueryLimits.stringCount else {
      throw failure(.tooManyStrings, at: byteRange)
    }
    stringCount += 1
    return .string(
      QueryString(
        text: String(decoding: bytes[byteRange], as: UTF8.self), isQuoted: isQuoted,
        isExact: isExact, byteRange: byteRange))
  }

  /// Whether a group or quoted string that ends at `byteOffset` is followed by something that is not
  /// more of the same string.
  private func endsTerm(at byteOffset: Int) -> Bool {
    switch bytes.element(at: byteOffset).kind {
    case .end, .whiteSpace, .pipe, .closingBracket: true
    case .letter: bytes.operatorWord(at: byteOffset) != nil
    default: false
    }
  }

  /// Whether white space or `|` stands in `byteRange`: one string cannot hold either unquoted.
  private func hasSeparator(in byteRange: Range<Int>) -> Bool {
    var byteOffset = byteRange.lowerBound
    while byteOffset < byteRange.upperBound {
      let element = bytes.element(at: byteOffset)
      if element.kind == .whiteSpace || element.kind == .pipe { return true }
      byteOffset += element.byteCount
    }
    return false
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
