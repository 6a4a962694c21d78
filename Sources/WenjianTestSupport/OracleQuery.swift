// Queries for the oracle, and how a person would type them.

import WenjianStream

/// A query as a tree of the oracle's own.
package indirect enum OracleQuery: Sendable {
  case string(OracleString)
  case and([OracleQuery])
  case or([OracleQuery])
  case without(OracleQuery, OracleQuery)
  /// Each string near the next.
  case row([OracleString], [OracleLink])
  /// A string without others beside it.
  case absent(OracleString, [(string: OracleString, distance: Int, isBehind: Bool)])
  /// A unit of the text that satisfies a query of strings.
  case within(OracleUnit, OracleQuery)
  case field(OracleCondition)

  /// With at most so many elements between them; `isOrdered`: the first string first.
  package static func near(
    _ first: OracleString, _ second: OracleString, distance: Int, isOrdered: Bool
  ) -> OracleQuery {
    .row([first, second], [OracleLink(distance: distance, isOrdered: isOrdered)])
  }

  /// The query in the query language, strings in quotation marks, every part in brackets; nil when a string
  /// holds marks of all kinds.
  package var text: String? {
    switch self {
    case .string(let string):
      if string.isPattern { return (string.isExact ? "exact:" : "") + string.text }
      guard let quoted = Self.quoted(string.text) else { return nil }
      return (string.isExact ? "exact:" : "") + quoted
    case .and(let parts): return Self.joined(parts, " ")
    case .or(let parts): return Self.joined(parts, " OR ")
    case .without(let part, let excluded):
      guard let part = part.text, let excluded = excluded.text else { return nil }
      return "( \(part) ) -( \(excluded) )"
    case .row(let strings, let links):
      let texts = strings.compactMap { OracleQuery.string($0).text }
      guard texts.count == strings.count else { return nil }
      return zip(links, texts.dropFirst()).reduce(texts[0]) { row, next in
        row + " \(next.0.isOrdered ? "BEFORE" : "NEAR")/\(next.0.distance) " + next.1
      }
    case .absent(let string, let others):
      guard let first = OracleQuery.string(string).text else { return nil }
      return others.reduce(first) { row, other in
        guard let row, let text = OracleQuery.string(other.string).text else { return nil }
        return row + " \(other.isBehind ? "NOTBEFORE" : "NOTAFTER")/\(other.distance) " + text
      }
    case .within(let unit, let query): return query.text.map { "\(unit.rawValue)( \($0) )" }
    case .field(let condition): return condition.text
    }
  }

  private static func joined(_ parts: [OracleQuery], _ separator: String) -> String? {
    let texts = parts.compactMap(\.text)
    guard texts.count == parts.count else { return nil }
    return texts.map { "( \($0) )" }.joined(separator: separator)
  }

  /// The string between quotation marks that it does not hold itself; nil when it holds all kinds.
  package static func quoted(_ text: String) -> String? {
    let styles: [(Unicode.Scalar, Unicode.Scalar, Set<Unicode.Scalar>)] = [
      ("\"", "\"", ["\"", "\u{FF02}"]), ("“", "”", ["“", "”"]), ("「", "」", ["「", "」"]),
      ("『", "』", ["『", "』"]),
    ]
    for (opener, closer, marks) in styles where !text.unicodeScalars.contains(where: marks.contains) {
      var quoted = String.UnicodeScalarView()
      quoted.append(opener)
      quoted.append(contentsOf: text.unicodeScalars)
      quoted.append(closer)
      return String(quoted)
    }
    return nil
  }
}

/// How a string lies to the next in a row.
package struct OracleLink: Sendable {
  package var distance: Int
  package var isOrdered: Bool

  package init(distance: Int, isOrdered: Bool) {
    self.distance = distance
    self.isOrdered = isOrdered
  }
}

package enum OracleUnit: String, CaseIterable, Sendable {
  case sentence = "SENTENCE"
  case paragraph = "PARAGRAPH"
  case article = "ARTICLE"
  case chapter = "CHAPTER"
}

/// A condition on a field, by the field's name in the query language.
package struct OracleCondition: Sendable {
  package enum Test: Sendable {
    case holds(String)
    case equals(String)
    case days(first: UInt32, last: UInt32, text: String)
    case isPresent
  }

  package var field: String
  package var test: Test

  package init(_ field: String, _ test: Test) {
    self.field = field
    self.test = test
  }

  var text: String {
    switch test {
    case .holds(let value): "\(field):\"\(value)\""
    case .equals(let value): "\(field):=\"\(value)\""
    case .days(_, _, let text): "\(field):\(text)"
    case .isPresent: "\(field):*"
    }
  }

  /// `*` for any characters, `?` for one.
  private static func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return matches(text, pattern.dropFirst()) || (!text.isEmpty && matches(text.dropFirst(), pattern))
    }
    return !text.isEmpty && (first == "?" || first == text.first) && matches(text.dropFirst(), pattern.dropFirst())
  }

  /// Whether the values of a document are as asked for.
  func holds(_ values: [String], day: UInt32) -> Bool {
    func elements(_ text: String) -> [AnalyzedElement] { analyzeQuery(text).map(\.element) }
    if field == "path", case .holds(let pattern) = test {
      if pattern.contains("*") || pattern.contains("?") {
        return values.contains { Self.matches(Array($0)[...], Array(pattern)[...]) }
      }
      return values.contains { $0 == pattern || $0.hasPrefix(pattern + "/") }
    }
    switch test {
    case .isPresent: return !values.isEmpty || day != 0
    case .days(let first, let last, _): return first <= day && day <= last
    case .equals(let value): return values.contains { elements($0) == elements(value) }
    case .holds(let value):
      let wanted = elements(value)
      return values.contains { text in
        let all = elements(text)
        guard all.count >= wanted.count else { return false }
        return (0...(all.count - wanted.count)).contains { Array(all[$0..<($0 + wanted.count)]) == wanted }
      }
    }
  }
}
