/// Values of fields.

import WenjianModel

extension [UInt8] {
  /// Whether `=` or `＝` is at a byte.
  func hasEqualsSign(at byteOffset: Int) -> Bool {
    guard byteOffset < count else { return false }
    // U+FF1D is EF BC 9D.
    return self[byteOffset] == UInt8(ascii: "=") || self[byteOffset...].starts(with: [0xEF, 0xBC, 0x9D])
  }
}

extension QueryParser {
  /// Reads a value of a field, or a group of them.
  mutating func values(of field: DocumentField, from start: Int) throws(QueryError) -> QueryNode {
    if element().kind == .openingBracket { return try group() }
    return try value(of: field, from: start)
  }

  mutating func value(of field: DocumentField, from start: Int) throws(QueryError) -> QueryNode {
    guard stringCount < QueryLimits.stringCount else { throw failure(.tooManyStrings, at: start..<cursor) }
    stringCount += 1
    return .field(try condition(on: field, from: start))
  }

  /// Reads the name of a field of the caller's own and the sign behind it: `主题=` of `field:主题=扶贫`.
  mutating func customName(behind prefix: Range<Int>) throws(QueryError) -> String {
    let start = cursor
    let name: Range<Int>
    if let style = QuoteStyle(openedBy: element().kind), let content = quotedContent(style) {
      name = content.text
      cursor = content.closing.upperBound
    } else {
      while equalsSign() == 0 {
        let element = element()
        switch element.kind {
        case .end, .whiteSpace, .pipe, .openingBracket, .closingBracket:
          throw failure(.fieldName, at: prefix.lowerBound..<max(cursor, prefix.upperBound))
        default: cursor += element.byteCount
        }
      }
      name = start..<cursor
    }
    let sign = equalsSign()
    guard sign > 0, !name.isEmpty else {
      throw failure(.fieldName, at: prefix.lowerBound..<max(cursor, prefix.upperBound))
    }
    cursor += sign
    return String(decoding: bytes[name], as: UTF8.self)
  }

  /// Reads a value, from its first scalar.
  /// - Parameter start: of the name of the field.
  private mutating func condition(on field: DocumentField, from start: Int) throws(QueryError) -> FieldCondition {
    let sign = equalsSign()
    cursor += sign
    let valueStart = cursor
    let text: String
    var isQuoted = false
    if let style = QuoteStyle(openedBy: element().kind), let content = quotedContent(style),
      endsTerm(at: content.closing.upperBound)
    {
      text = String(decoding: bytes[content.text], as: UTF8.self)
      cursor = content.closing.upperBound
      isQuoted = true
    } else {
      skipValue()
      text = String(decoding: bytes[valueStart..<cursor], as: UTF8.self)
    }
    let byteRange = start..<cursor
    if text.isEmpty, sign == 0 || !isQuoted { throw failure(.nothingAfterField, at: byteRange) }
    let test = try test(field, text, byteRange, sign > 0, isQuoted)
    return FieldCondition(field: field, test: test, byteRange: byteRange)
  }

  private func test(
    _ field: DocumentField, _ text: String, _ byteRange: Range<Int>, _ isWhole: Bool, _ isQuoted: Bool
  ) throws(QueryError) -> FieldTest {
    if !isQuoted, !isWhole, text == "*" || text == "＊" { return .isPresent }
    guard field.isDate else { return isWhole ? .equals(text) : .holds(text) }
    guard let range = DateRange(text) else { throw failure(.date, at: byteRange) }
    return .dates(range)
  }

  /// Up to white space, `|`, or a closing bracket whose opening bracket is not in the value.
  private mutating func skipValue() {
    var depth = 0
    while true {
      let element = element()
      switch element.kind {
      case .end, .whiteSpace, .pipe: return
      case .openingBracket: depth += 1
      case .closingBracket:
        if depth == 0 { return }
        depth -= 1
      default: break
      }
      cursor += element.byteCount
    }
  }

  /// The bytes of `=` or `＝` at the cursor; 0 when something else is there.
  private func equalsSign() -> Int {
    bytes.hasEqualsSign(at: cursor) ? element().byteCount : 0
  }
}
