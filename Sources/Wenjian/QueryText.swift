public import WenjianModel
import WenjianQuery

/// The text of a query with values in it: what is written in the source is language, what is interpolated is not.
///
/// ```swift
/// let query = try Query("issuer:\(office) date:\(range) (\(first) OR \(second)) -\(unwanted)")
/// ```
///
/// A string becomes one string in quotation marks (`Query.literal(_:)`) or one value of a field, and a `Query` a group.
/// Numbers and dates are written as they are. `Query(_:)` refuses a string where no term can be, so that none becomes a part
/// of something else.
public struct QueryText: Sendable, ExpressibleByStringInterpolation {
  var text: String
  /// Where strings were interpolated, the quotation marks around them included, in the UTF-8 of `text`.
  private var literals: [(byteRange: Range<Int>, value: String)] = []
  private(set) var failure: WenjianError?

  public init(stringLiteral text: String) { self.text = text }

  public init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
    literals = stringInterpolation.literals
    failure = stringInterpolation.failure
  }

  public struct StringInterpolation: StringInterpolationProtocol, Sendable {
    fileprivate var text = ""
    fileprivate var literals: [(byteRange: Range<Int>, value: String)] = []
    fileprivate var failure: WenjianError?

    public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// A string to be found, or a value of a field: `\(words)`, `issuer:\(office)`, `title:=\(title)`, `exact:\(words)`.
    public mutating func appendInterpolation(_ value: some StringProtocol) {
      let value = String(value)
      guard let quoted = QueryString.quotedText(value) else {
        failure = failure ?? QueryText.unquotable(value)
        return
      }
      let start = text.utf8.count
      text += quoted
      literals.append((start..<text.utf8.count, value))
    }

    /// A number, such as that of `NEAR/\(distance)`.
    public mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

    public mutating func appendInterpolation(_ date: CivilDate) { text += date.description }

    public mutating func appendInterpolation(_ range: DateRange) { text += range.description }

    /// A query, as a group.
    public mutating func appendInterpolation(_ query: Query) {
      text += "(\(query.parsed.root.quotingMarks().description))"
    }

    /// A part of a query that is language itself.
    public mutating func appendInterpolation(language: String) { text += language }
  }

  static func unquotable(_ value: String) -> WenjianError {
    WenjianError(
      .query,
      "\u{201C}\(value)\u{201D} has each kind of quotation marks without its partner and cannot be written in a query; leave "
        + "one of them out")
  }

  /// - Throws: `WenjianError` with code `query` when an interpolated string is not one string, value or name of a field.
  func requireLiterals(in root: QueryNode) throws(WenjianError) {
    if literals.isEmpty { return }
    var strings: [Int: QueryString] = [:]
    var fields: [FieldCondition] = []
    root.forEachLeaf({ strings[$0.byteRange.lowerBound] = $0 }, { fields.append($0) })
    for literal in literals {
      let mark = text.utf8.dropFirst(literal.byteRange.lowerBound).first ?? 0
      let start = literal.byteRange.lowerBound + (mark < 0x80 ? 1 : 3)
      if let string = strings[start], string.isQuoted, string.text == literal.value { continue }
      let isOfField = fields.contains { condition in
        if condition.byteRange.upperBound == literal.byteRange.upperBound {
          switch condition.test {
          case .holds(let text), .equals(let text): return text == literal.value
          case .dates: return true
          case .isPresent: return false
          }
        }
        guard condition.byteRange.contains(start), case .custom(let name) = condition.field else { return false }
        return name == literal.value
      }
      if isOfField { continue }
      throw WenjianError(
        .query,
        "\u{201C}\(literal.value)\u{201D} is no term by itself in \(text): put it between blanks, or behind a field or an "
          + "operator", queryRange: literal.byteRange)
    }
  }
}
