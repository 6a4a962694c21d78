// The string literals of Swift source, as formats of messages.

/// A string literal, or several that `+` joins.
struct SwiftLiteral: Equatable {
  /// With `%1`, `%2` … in the place of interpolations and, where they are joined to it, of other expressions.
  var format: String
  /// In characters of the source.
  var range: Range<Int>
  /// The source of the interpolations.
  var interpolations: [String] = []
}

/// Reads enough of Swift to find string literals: comments, raw and multi-line strings, nested interpolations.
struct SwiftLiterals {
  let source: [Character]
  private(set) var literals: [SwiftLiteral] = []
  /// Of each literal, where it begins, by where it ends.
  private(set) var starts: [Int: Int] = [:]
  /// Of each character, whether it is in a literal or a comment.
  private(set) var isText: [Bool] = []

  init(_ source: String) {
    self.source = Array(source)
    isText = Array(repeating: false, count: self.source.count)
    var at = 0
    while at < self.source.count {
      if let end = commentEnd(at) {
        for index in at..<min(end, self.source.count) { isText[index] = true }
        at = end
      } else if let literal = literal(at) {
        literals.append(literal)
        starts[literal.range.upperBound] = literal.range.lowerBound
        for index in literal.range { isText[index] = true }
        at = literal.range.upperBound
      } else {
        at += 1
      }
    }
  }

  private func has(_ text: String, at: Int) -> Bool {
    var index = at
    for character in text {
      guard index < source.count, source[index] == character else { return false }
      index += 1
    }
    return true
  }

  private func commentEnd(_ at: Int) -> Int? {
    if has("//", at: at) { return source[at...].firstIndex(of: "\n") ?? source.count }
    guard has("/*", at: at) else { return nil }
    var end = at + 2
    while end < source.count, !has("*/", at: end) { end += 1 }
    return end + 2
  }

  /// The literal that begins here; nil when there is none.
  private func literal(_ at: Int) -> SwiftLiteral? {
    var start = at
    while start < source.count, source[start] == "#" { start += 1 }
    let marks = String(repeating: "#", count: start - at)
    guard start < source.count, source[start] == "\"" else { return nil }
    let quote = has("\"\"\"", at: start) ? "\"\"\"" : "\""
    let end = quote + marks
    let escape = "\\" + marks
    var result = SwiftLiteral(format: "", range: at..<at)
    var index = start + quote.count
    while index < source.count, !has(end, at: index) {
      guard has(escape, at: index) else {
        result.format.append(source[index])
        index += 1
        continue
      }
      index += escape.count
      switch source[index] {
      case "(":
        let close = closing(index)
        result.interpolations.append(String(source[(index + 1)..<close]))
        result.format += "%\(result.interpolations.count)"
        index = close + 1
        continue
      case "u":
        let close = source[index...].firstIndex(of: "}") ?? index
        if let code = UInt32(String(source[(index + 2)..<close]), radix: 16), let scalar = Unicode.Scalar(code) {
          result.format.unicodeScalars.append(scalar)
        }
        index = close
      case "n": result.format += "\n"
      case "t": result.format += "\t"
      // The end of a line that is none of the text.
      case "\n": result.format += Self.joinedLine
      case let other: result.format.append(other)
      }
      index += 1
    }
    result.range = at..<min(source.count, index + end.count)
    if quote.count == 3 { result.format = Self.unindented(result.format) }
    return result
  }

  private static let joinedLine = "\u{1}\n"

  /// The text of a multi-line literal.
  private static func unindented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 2, let indent = lines.last else { return text }
    var result = ""
    for (number, line) in lines.dropFirst().dropLast().enumerated() {
      if number > 0, result.last != "\u{1}" { result += "\n" }
      if result.last == "\u{1}" { result.removeLast() }
      result += line.hasPrefix(indent) ? line.dropFirst(indent.count) : line
    }
    return result
  }

  /// Where the bracket that opens here is closed.
  func closing(_ at: Int) -> Int {
    let pairs: [Character: Character] = ["(": ")", "{": "}", "[": "]"]
    guard let close = pairs[source[at]] else { return at }
    let open = source[at]
    var depth = 0
    var index = at
    while index < source.count {
      if let end = commentEnd(index) {
        index = end
      } else if let literal = literal(index) {
        index = literal.range.upperBound
      } else {
        if source[index] == open { depth += 1 }
        if source[index] == close { depth -= 1 }
        if depth == 0 { return index }
        index += 1
      }
    }
    return source.count - 1
  }

  /// The literals within a range of the source, those that `+` joins as one.
  /// - Parameter includesExpressions: whether other expressions that are joined are places, too.
  func messages(in range: Range<Int>, includesExpressions: Bool = false) -> [SwiftLiteral] {
    var result: [SwiftLiteral] = []
    var isJoined = false
    for literal in literals where range.contains(literal.range.lowerBound) {
      if isJoined, let last = result.last, isPlus(last.range.upperBound..<literal.range.lowerBound) {
        result[result.count - 1] = Self.joined(last, literal)
      } else {
        result.append(literal)
      }
      isJoined = true
    }
    guard includesExpressions else { return result }
    return result.map { literal in
      var literal = literal
      if isOperator("+", before: literal.range.lowerBound) {
        literal = Self.joined(SwiftLiteral(format: "%1", range: literal.range, interpolations: [""]), literal)
      }
      if isOperator("+", behind: literal.range.upperBound) {
        literal.interpolations.append("")
        literal.format += "%\(literal.interpolations.count)"
      }
      return literal
    }
  }

  private func isPlus(_ range: Range<Int>) -> Bool {
    let text = source[range].filter { !$0.isWhitespace }
    return text == ["+"]
  }

  private func isOperator(_ name: Character, before at: Int) -> Bool {
    source[..<at].last { !$0.isWhitespace } == name
  }

  private func isOperator(_ name: Character, behind at: Int) -> Bool {
    source[at...].first { !$0.isWhitespace } == name
  }

  private static func joined(_ left: SwiftLiteral, _ right: SwiftLiteral) -> SwiftLiteral {
    var format = left.format
    let scalars = Array(right.format)
    var index = 0
    while index < scalars.count {
      if scalars[index] == "%", index + 1 < scalars.count, let number = scalars[index + 1].wholeNumberValue,
        number >= 1, number <= right.interpolations.count
      {
        format += "%\(number + left.interpolations.count)"
        index += 2
      } else {
        format.append(scalars[index])
        index += 1
      }
    }
    return SwiftLiteral(
      format: format, range: left.range.lowerBound..<right.range.upperBound,
      interpolations: left.interpolations + right.interpolations)
  }
}
