/// Where `?` and `*` stand for other characters.

import WenjianText

extension QueryParser {
  /// Whether a `?` is beside characters of words on both sides, other wildcards aside: elsewhere it ends a question.
  func isBetweenWords(_ mark: Range<Int>) -> Bool {
    var end = mark.upperBound
    while isWildcard(at: end) { end += bytes.element(at: end).byteCount }
    var start = self.start(before: mark.lowerBound)
    while let known = start, isWildcard(at: known) { start = self.start(before: known) }
    guard let start, let before = scalar(at: start), let behind = scalar(at: end) else { return false }
    return Self.isOfWord(before) && Self.isOfWord(behind)
  }

  /// A `*` needs a character of its string before it, and one behind it unless it is the rest of a run.
  func check(_ wildcards: [Wildcard], in string: Range<Int>) throws(QueryError) {
    guard let first = wildcards.first, let last = wildcards.last else { return }
    func range(_ wildcard: Wildcard) -> Range<Int> {
      (string.lowerBound + wildcard.byteRange.lowerBound)..<(string.lowerBound + wildcard.byteRange.upperBound)
    }
    if wildcards.count > QueryLimits.wildcardCount {
      throw failure(.tooManyWildcards, at: range(wildcards[QueryLimits.wildcardCount]))
    }
    // No `?` is at an edge.
    if range(first).lowerBound == string.lowerBound { throw failure(.wildcardAtStart, at: range(first)) }
    if range(last).upperBound == string.upperBound {
      let before = start(before: range(last).lowerBound).flatMap { scalar(at: $0) }
      guard let before, Self.mayEndRun(before) else { throw failure(.wildcardAtEnd, at: range(last)) }
    }
  }

  private func isWildcard(at byteOffset: Int) -> Bool {
    switch bytes.element(at: byteOffset).kind {
    case .asterisk, .questionMark: true
    default: false
    }
  }

  private func start(before byteOffset: Int) -> Int? {
    guard byteOffset > 0 else { return nil }
    var start = byteOffset - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  private func scalar(at byteOffset: Int) -> Unicode.Scalar? {
    guard byteOffset < bytes.count else { return nil }
    return Unicode.Scalar(decodeScalar(bytes.span, at: byteOffset, end: bytes.count).value)
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Whether a run of letters and digits may end so; what runs are made of is known to the search stream.
  private static func mayEndRun(_ scalar: Unicode.Scalar) -> Bool {
    isOfWord(scalar) && !scalar.properties.isIdeographic
  }
}
