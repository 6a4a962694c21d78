// Reads JSON (RFC 8259) value by value, with a limit of depth.

import WenjianText

/// A JSON value, as far as records of documents need it.
indirect enum JSONValue: Equatable {
  case null
  case bool(Bool)
  /// As it is written: nothing is computed with it.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order of the file.
  case object([(name: String, value: JSONValue)])

  static func == (left: JSONValue, right: JSONValue) -> Bool {
    left.leaves.map(\.path) == right.leaves.map(\.path) && left.leaves.map(\.text) == right.leaves.map(\.text)
  }

  /// All that a person would read of it, by the names of the objects in it.
  var leaves: [RecordField.Value] {
    var found: [RecordField.Value] = []
    gather(path: "", &found)
    return found
  }

  /// Whether a string in it is more than a word of a program.
  var holdsText: Bool {
    switch self {
    case .null, .bool, .number: false
    case .string(let text): text.utf8.contains { $0 >= 0x80 } || text.contains { $0.isWhitespace }
    case .array(let values): values.contains { $0.holdsText }
    case .object(let fields): fields.contains { $0.value.holdsText }
    }
  }

  private func gather(path: String, _ found: inout [RecordField.Value]) {
    switch self {
    case .null: break
    case .bool(let value): found.append(RecordField.Value(path: path, text: value ? "true" : "false"))
    case .number(let digits): found.append(RecordField.Value(path: path, text: digits))
    case .string(let text): found.append(RecordField.Value(path: path, text: text))
    case .array(let values): for value in values { value.gather(path: path, &found) }
    case .object(let fields):
      for field in fields {
        // Names within names may not add up to more than the file.
        let isLong = path.utf8.count + field.name.utf8.count > 200
        field.value.gather(
          path: path.isEmpty || isLong ? String(field.name.prefix(100)) : path + "." + field.name, &found)
      }
    }
  }
}

struct JSONFailure: Error, Equatable {
  let byteOffset: Int
  let message: String
}

struct JSONScanner {
  private let bytes: ArraySlice<UInt8>
  private(set) var at: Int
  private let nestingLimit: Int

  init(_ bytes: ArraySlice<UInt8>, nesting: Int) {
    self.bytes = bytes
    at = bytes.startIndex
    nestingLimit = nesting
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at += 3 }
  }

  private func failure(_ message: String) -> JSONFailure { JSONFailure(byteOffset: at, message: message) }

  private var next: UInt8? { at < bytes.endIndex ? bytes[at] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == " " || byte == "\n" || byte == "\r" || byte == "\t" { at += 1 }
  }

  var isAtEnd: Bool { at >= bytes.endIndex }

  /// Whether the byte comes next; it is taken then.
  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    at += 1
    return true
  }

  mutating func value(depth: Int = 0) throws(JSONFailure) -> JSONValue {
    guard depth < nestingLimit else { throw failure("values nested more than \(nestingLimit) deep") }
    skipSpace()
    guard let first = next else { throw failure("the text ends where a value should stand") }
    switch first {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"):
      at += 1
      var fields: [(name: String, value: JSONValue)] = []
      if take(UInt8(ascii: "}")) { return .object(fields) }
      repeat {
        skipSpace()
        guard next == UInt8(ascii: "\"") else { throw failure("a name in quotes should stand here") }
        let name = try string()
        guard take(UInt8(ascii: ":")) else { throw failure("a colon should stand here") }
        fields.append((name, try value(depth: depth + 1)))
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw failure("an object does not end") }
      return .object(fields)
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
      let start = at
      while let byte = next, "+-.eE0123456789".utf8.contains(byte) { at += 1 }
      guard at > start else { throw failure("no JSON value begins like this") }
      return .number(String(decoding: bytes[start..<at], as: UTF8.self))
    }
  }

  private mutating func string() throws(JSONFailure) -> String {
    at += 1
    var text: [UInt8] = []
    var start = at
    var highSurrogate: UInt32?
    func appendScalar(_ scalar: UInt32) {
      text += Array(String(Unicode.Scalar(MarkedText.cleaned(scalar)) ?? "\u{FFFD}").utf8)
    }
    while let byte = next {
      if byte != UInt8(ascii: "\\"), byte != UInt8(ascii: "\"") {
        at += 1
        continue
      }
      if at > start, highSurrogate != nil {
        appendScalar(0xFFFD)
        highSurrogate = nil
      }
      text += bytes[start..<at]
      at += 1
      if byte == UInt8(ascii: "\"") {
        if highSurrogate != nil { appendScalar(0xFFFD) }
        return String(decoding: text, as: UTF8.self)
      }
      guard let escape = next else { break }
      at += 1
      if escape == UInt8(ascii: "u") {
        guard at + 4 <= bytes.endIndex,
          let unit = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
        else { throw failure("four hexadecimal digits should stand here") }
        at += 4
        if let high = highSurrogate {
          highSurrogate = nil
          if unit >= 0xDC00, unit < 0xE000 {
            appendScalar(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
            start = at
            continue
          }
          appendScalar(0xFFFD)
        }
        if unit >= 0xD800, unit < 0xDC00 { highSurrogate = unit } else { appendScalar(unit) }
      } else {
        if highSurrogate != nil { appendScalar(0xFFFD) }
        highSurrogate = nil
        switch escape {
        case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "b"): text.append(TextMark.substitute)
        case UInt8(ascii: "f"): text.append(0x0C)
        default: text.append(escape)
        }
      }
      start = at
    }
    throw failure("a string does not end")
  }
}
