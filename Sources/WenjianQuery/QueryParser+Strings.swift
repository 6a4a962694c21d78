/// Literal strings, in quotation marks and without.

import WenjianText

extension QueryParser {
  mutating func quoted(_ style: QuoteStyle) throws(QueryError) -> QueryNode {
    let opening = cursor..<cursor + element().byteCount
    guard let (content, closing) = quotedContent(style) else {
      throw failure(.unclosedQuote(closer: style.closer), at: opening)
    }
    guard endsTerm(at: closing.upperBound) else {
      // “两学一做”学习教育 is one string with marks in it.
      guard !hasSeparator(in: content) else { throw failure(.textAfterClosing, at: closing) }
      return try run()
    }
    if isBlank(content) { throw failure(.emptyQuotes, at: opening.lowerBound..<closing.upperBound) }
    cursor = closing.upperBound
    return try string(content, isQuoted: true)
  }

  /// The text between the quotation marks at the cursor, and the closing mark; nil when that is missing.
  func quotedContent(_ style: QuoteStyle) -> (text: Range<Int>, closing: Range<Int>)? {
    let start = cursor + element().byteCount
    var end = start
    var depth = 1
    while true {
      let element = bytes.element(at: end)
      if element.kind == .end { return nil }
      if style.isCloser(element.kind) {
        depth -= 1
        if depth == 0 { return (start..<end, end..<end + element.byteCount) }
      } else if style.isNestedOpener(element.kind) {
        depth += 1
      }
      end += element.byteCount
    }
  }

  private func isBlank(_ byteRange: Range<Int>) -> Bool {
    var byteOffset = byteRange.lowerBound
    while byteOffset < byteRange.upperBound {
      let element = bytes.element(at: byteOffset)
      if element.kind != .whiteSpace { return false }
      byteOffset += element.byteCount
    }
    return true
  }

  /// Reads an unquoted string: up to white space, `|`, or a closing bracket whose opening bracket is not
  /// in the string.
  mutating func run() throws(QueryError) -> QueryNode {
    let start = cursor
    var textBracketDepth = 0
    var outermostTextBracket = start..<start
    var wildcards: [Wildcard] = []
    scan: while true {
      let element = element()
      let range = cursor..<cursor + element.byteCount
      switch element.kind {
      case .end, .whiteSpace, .pipe:
        break scan
      case .closingBracket where textBracketDepth == 0:
        break scan
      case .asterisk:
        wildcards.append(Wildcard(.some, at: (cursor - start)..<(range.upperBound - start)))
      case .questionMark where isBetweenWords(range):
        wildcards.append(Wildcard(.one, at: (cursor - start)..<(range.upperBound - start)))
      case .openingBracket:
        if textBracketDepth == 0 { outermostTextBracket = range }
        textBracketDepth += 1
      case .closingBracket:
        textBracketDepth -= 1
      default:
        break
      }
      cursor = range.upperBound
    }
    if textBracketDepth > 0 {
      // Inside a group the next closing bracket could be meant for either: `(产业(a OR b)`.
      guard openGroups == 0 else { throw failure(.unclosedTextBracket, at: outermostTextBracket) }
      openTextBracket = outermostTextBracket
    }
    try check(wildcards, in: start..<cursor)
    return try string(start..<cursor, isQuoted: false, wildcards)
  }

  private mutating func string(
    _ byteRange: Range<Int>, isQuoted: Bool, _ wildcards: [Wildcard] = []
  ) throws(QueryError) -> QueryNode {
    guard stringCount < QueryLimits.stringCount else {
      throw failure(.tooManyStrings, at: byteRange)
    }
    stringCount += 1
    return .string(
      QueryString(
        text: String(decoding: bytes[byteRange], as: UTF8.self), isQuoted: isQuoted,
        isExact: isExact, byteRange: byteRange, wildcards: wildcards))
  }

  /// Whether a group or quoted string that ends at `byteOffset` is followed by something that is not
  /// more of the same string.
  func endsTerm(at byteOffset: Int) -> Bool {
    switch bytes.element(at: byteOffset).kind {
    case .end, .whiteSpace, .pipe, .closingBracket: true
    case .letter: bytes.operatorWord(at: byteOffset) != nil
    default: false
    }
  }

  /// Whether white space or `|` is in `byteRange`: one string cannot hold either unquoted.
  func hasSeparator(in byteRange: Range<Int>) -> Bool {
    var byteOffset = byteRange.lowerBound
    while byteOffset < byteRange.upperBound {
      let element = bytes.element(at: byteOffset)
      if element.kind == .whiteSpace || element.kind == .pipe { return true }
      byteOffset += element.byteCount
    }
    return false
  }
}
