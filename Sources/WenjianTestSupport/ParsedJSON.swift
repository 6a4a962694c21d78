// A strict reader of JSON, for checking what is written.

/// A JSON value; objects keep the order of their keys.
package enum ParsedJSON: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([ParsedJSON])
  case object([(key: String, value: ParsedJSON)])

  /// Reads exactly one value, with white space around it.
  package init(_ bytes: [UInt8]) throws {
    var reader = JSONReader(bytes: bytes)
    self = try reader.value()
    reader.skipSpace()
    guard reader.index == bytes.count else { throw reader.error("more behind the value") }
  }

  package static func == (left: ParsedJSON, right: ParsedJSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  package subscript(_ key: String) -> ParsedJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package subscript(_ index: Int) -> ParsedJSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  package var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }

  package var elements: [ParsedJSON] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  package var string: String? {
    guard case .string(let string) = self else { return nil }
    return string
  }

  package var integer: Int? {
    guard case .number(let number) = self else { return nil }
    return Int(exactly: number)
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var index = 0

  func error(_ what: String) -> JSONProblem { JSONProblem(text: "not JSON: \(what) at byte \(index)") }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }

  private mutating func expect(_ text: String) throws {
    guard bytes[index...].starts(with: text.utf8) else { throw error("no \(text)") }
    index += text.utf8.count
  }

  mutating func value() throws -> ParsedJSON {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try elements())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try expect("null")
      return .null
    default: return .number(try number())
    }
  }

  private mutating func members() throws -> [(key: String, value: ParsedJSON)] {
    try expect("{")
    var members: [(key: String, value: ParsedJSON)] = []
    skipSpace()
    while next != UInt8(ascii: "}") {
      if !members.isEmpty { try expect(",") }
      skipSpace()
      let key = try string()
      guard !members.contains(where: { $0.key == key }) else { throw error("\(key) twice") }
      skipSpace()
      try expect(":")
      members.append((key, try value()))
      skipSpace()
    }
    try expect("}")
    return members
  }

  private mutating func elements() throws -> [ParsedJSON] {
    try expect("[")
    var elements: [ParsedJSON] = []
    skipSpace()
    while next != UInt8(ascii: "]") {
      if !elements.isEmpty { try expect(",") }
      elements.append(try value())
      skipSpace()
    }
    try expect("]")
    return elements
  }

  private mutating func string() throws -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw error("a bare control character") }
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escape = next else { break }
      index += 1
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
        guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16),
          let scalar = Unicode.Scalar(code)
        else { throw error("a bad \\u") }
        index += 4
        text += Array(String(Character(scalar)).utf8)
      default: throw error("a bad escape")
      }
    }
    try expect("\"")
    guard let string = String(validating: text, as: UTF8.self) else { throw error("bad UTF-8") }
    return string
  }

  private mutating func number() throws -> Double {
    let start = index
    while let byte = next, "+-.0123456789eE".utf8.contains(byte) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let digits = text.drop { $0 == "-" }
    guard let number = Double(text), !text.hasPrefix("+"), digits.first?.isNumber == true,
      !(digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true),
      text.last?.isNumber == true
    else { throw error("no value") }
    return number
  }
}

/// Why a text is no JSON, or a schema none that is understood.
package struct JSONProblem: Error, CustomStringConvertible {
  let text: String
  package var description: String { text }
}
