// Reads JSON (RFC 8259) value by value, with a limit of depth.

import WenjianText

/// Reads values one after the other.
///
/// Strict, it takes what RFC 8259 defines and nothing else, and no name twice in an object. Otherwise, for records of documents,
/// it reads what programs write: control characters and unknown escapes in strings, surrogates without a pair, which
/// become U+FFFD, and whatever looks like a number; and characters that have a meaning inside the index are cleaned.
package struct JSONScanner {
  private let bytes: ArraySlice<UInt8>
  /// The place of the next byte, an index of the slice.
  package private(set) var at: Int
  private let nestingLimit: Int
  private let isStrict: Bool

  /// - Parameters:
  ///   - bytes: a byte order mark at their start is read over.
  ///   - nesting: how deep objects and arrays may lie in each other.
  package init(_ bytes: ArraySlice<UInt8>, nesting: Int, isStrict: Bool = false) {
    self.bytes = bytes
    at = bytes.startIndex
    nestingLimit = nesting
    self.isStrict = isStrict
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at += 3 }
  }

  package func failure(_ message: String, at place: Int? = nil) -> JSONFailure {
    JSONFailure(byteOffset: place ?? at, message: message)
  }

  private var next: UInt8? { at < bytes.endIndex ? bytes[at] : nil }

  package mutating func skipSpace() {
    while let byte = next, byte == " " || byte == "\n" || byte == "\r" || byte == "\t" { at += 1 }
  }

  package var isAtEnd: Bool { at >= bytes.endIndex }

  /// - Throws: `JSONFailure` at the first byte that is not of well-formed UTF-8.
  package func requireUTF8() throws(JSONFailure) {
    let problem: Int?
    do {
      _ = try UTF8Span(validating: bytes.span)
      problem = nil
    } catch {
      problem = error.byteOffsets.lowerBound
    }
    if let problem { throw failure("this is not UTF-8", at: bytes.startIndex + problem) }
  }

  /// Whether the byte comes next; it is taken then.
  package mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    at += 1
    return true
  }

  /// The next value.
  package mutating func value(depth: Int = 0) throws(JSONFailure) -> JSONValue {
    guard depth < nestingLimit else { throw failure("values nested more than \(nestingLimit) deep") }
    skipSpace()
    guard let first = next else { throw failure("the text ends where a value is expected") }
    switch first {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
    case UInt8(ascii: "["):
      at += 1
      var values: [JSONValue] = []
      if take(UInt8(ascii: "]")) { return .array(values) }
      repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "]")) else { throw failure("an array does not end") }
      return .array(values)
    default:
      for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
      where bytes[at...].starts(with: word.utf8) {
        at += word.utf8.count
        return value
      }
      return .number(try number())
    }
  }

  private mutating func members(depth: Int) throws(JSONFailure) -> [JSONValue.Member] {
    at += 1
    var members: [JSONValue.Member] = []
    var names = Set<String>()
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure("a name in quotes is expected") }
      let place = at
      let name = try string()
      if isStrict, !names.insert(name).inserted { throw failure("a name that the object has already", at: place) }
      guard take(UInt8(ascii: ":")) else { throw failure("a colon is expected") }
      members.append(JSONValue.Member(name: name, value: try value(depth: depth)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure("an object does not end") }
    return members
  }

  private mutating func number() throws(JSONFailure) -> String {
    let start = at
    guard isStrict else {
      while let byte = next, "+-.eE0123456789".utf8.contains(byte) { at += 1 }
      guard at > start else { throw failure("no JSON value begins like this") }
      return String(decoding: bytes[start..<at], as: UTF8.self)
    }
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") {
      at += 1
    } else {
      guard takeDigits() else { throw failure("no JSON value begins like this", at: start) }
    }
    if next == UInt8(ascii: ".") {
      at += 1
      guard takeDigits() else { throw failure("digits are expected behind the point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      guard takeDigits() else { throw failure("digits are expected in the exponent") }
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// - Returns: whether there was any.
  private mutating func takeDigits() -> Bool {
    let start = at
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
    return at > start
  }

  // MARK: Strings

  private mutating func string() throws(JSONFailure) -> String {
    at += 1
    var text: [UInt8] = []
    var start = at
    var highSurrogate: UInt32?
    while let byte = next {
      if byte != UInt8(ascii: "\\"), byte != UInt8(ascii: "\"") {
        if isStrict, byte < 0x20 { throw failure("a control character in a string; it is written as an escape") }
        at += 1
        continue
      }
      if at > start { try dropSurrogate(&highSurrogate, &text) }
      text += bytes[start..<at]
      at += 1
      if byte == UInt8(ascii: "\"") {
        try dropSurrogate(&highSurrogate, &text)
        return String(decoding: text, as: UTF8.self)
      }
      guard let escape = next else { break }
      at += 1
      if escape == UInt8(ascii: "u") {
        let unit = try hexadecimalDigits()
        if let high = highSurrogate, unit >= 0xDC00, unit < 0xE000 {
          highSurrogate = nil
          append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &text)
        } else {
          try dropSurrogate(&highSurrogate, &text)
          if unit >= 0xD800, unit < 0xDC00 {
            highSurrogate = unit
          } else {
            if isStrict, unit >= 0xDC00, unit < 0xE000 { throw failure("half of a surrogate pair", at: at - 6) }
            append(unit, to: &text)
          }
        }
      } else {
        try dropSurrogate(&highSurrogate, &text)
        text.append(try character(of: escape))
      }
      start = at
    }
    throw failure("a string does not end")
  }

  private mutating func hexadecimalDigits() throws(JSONFailure) -> UInt32 {
    guard at + 4 <= bytes.endIndex,
      bytes[at..<(at + 4)].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
      let unit = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are expected") }
    at += 4
    return unit
  }

  /// The byte that an escape is written for.
  private func character(of escape: UInt8) throws(JSONFailure) -> UInt8 {
    switch escape {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): isStrict ? 0x08 : TextMark.substitute
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
    default:
      if isStrict { throw failure("an escape that JSON does not have", at: at - 2) } else { escape }
    }
  }

  private func append(_ scalar: UInt32, to text: inout [UInt8]) {
    let cleaned = isStrict ? scalar : MarkedText.cleaned(scalar)
    text += Array(String(Unicode.Scalar(cleaned) ?? "\u{FFFD}").utf8)
  }

  /// Ends the wait for the second half of a surrogate pair.
  private func dropSurrogate(_ high: inout UInt32?, _ text: inout [UInt8]) throws(JSONFailure) {
    if high == nil { return }
    if isStrict { throw failure("half of a surrogate pair") }
    append(0xFFFD, to: &text)
    high = nil
  }
}
