// Boolean queries for the oracle, and how a person would type them.

/// A query as a tree of the oracle's own.
package indirect enum OracleQuery: Sendable {
  case string(OracleString)
  case and([OracleQuery])
  case or([OracleQuery])
  case without(OracleQuery, OracleQuery)
  /// With at most so many elements between them; `isOrdered`: the first string first.
  case near(OracleString, OracleString, distance: Int, isOrdered: Bool)

  /// The query in the query language, strings in quotation marks, every part in brackets; nil when a string
  /// holds marks of all kinds.
  package var text: String? {
    switch self {
    case .string(let string):
      guard let quoted = Self.quoted(string.text) else { return nil }
      return (string.isExact ? "exact:" : "") + quoted
    case .and(let parts): return Self.joined(parts, " ")
    case .or(let parts): return Self.joined(parts, " OR ")
    case .without(let part, let excluded):
      guard let part = part.text, let excluded = excluded.text else { return nil }
      return "( \(part) ) -( \(excluded) )"
    case .near(let first, let second, let distance, let isOrdered):
      guard let first = OracleQuery.string(first).text, let second = OracleQuery.string(second).text
      else { return nil }
      return "\(first) \(isOrdered ? "BEFORE" : "NEAR")/\(distance) \(second)"
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
