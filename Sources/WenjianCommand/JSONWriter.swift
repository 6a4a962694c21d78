// Writes JSON (RFC 8259) as it is produced. `JSON.md` documents what the commands write.

import WenjianText

/// Writes one JSON value to an output: keys in the order they are given, no white space.
struct JSONWriter {
  private let output: Output
  private var needsComma = false

  init(_ output: Output) {
    self.output = output
  }

  /// One object, and the newline behind it.
  static func write(
    to output: Output, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    try write("{", "}", to: output, body)
  }

  /// An array, and the newline behind it; `element` writes the objects in it.
  static func writeArray(
    to output: Output, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    try write("[", "]", to: output, body)
  }

  private static func write(
    _ opening: String, _ closing: String, to output: Output,
    _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    var writer = JSONWriter(output)
    try writer.enclosed(opening, closing, body)
    output.write(byte: UInt8(ascii: "\n"))
  }

  mutating func field(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  mutating func null(_ name: String) {
    key(name)
    output.write("null")
  }

  mutating func field(_ name: String, _ value: Int) {
    key(name)
    output.write(String(value))
  }

  mutating func field(_ name: String, _ value: Bool) {
    key(name)
    output.write(value ? "true" : "false")
  }

  /// The shortest digits that give the same number back; null for what JSON has no number for.
  mutating func field(_ name: String, _ value: some BinaryFloatingPoint & LosslessStringConvertible) {
    key(name)
    output.write(value.isFinite ? value.description : "null")
  }

  mutating func object(
    _ name: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    key(name)
    try enclosed("{", "}", body)
    needsComma = true
  }

  /// An array; `element` writes the objects in it.
  mutating func array(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try enclosed("[", "]", body)
    needsComma = true
  }

  /// An array of objects.
  mutating func objects<Elements: Sequence>(
    _ name: String, _ elements: Elements,
    _ body: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    try array(name) { json in for element in elements { try json.element { try body(&$0, element) } } }
  }

  /// An object in an array.
  mutating func element(_ body: (inout JSONWriter) throws -> Void) rethrows {
    separate()
    try enclosed("{", "}", body)
    needsComma = true
  }

  mutating func strings(_ name: String, _ elements: some Sequence<String>) {
    key(name)
    enclosed("[", "]") { writer in
      for element in elements {
        writer.separate()
        writer.string(element)
        writer.needsComma = true
      }
    }
    needsComma = true
  }

  mutating func integers(_ name: String, _ elements: some Sequence<Int>) {
    key(name)
    enclosed("[", "]") { writer in
      for element in elements {
        writer.separate()
        writer.output.write(String(element))
        writer.needsComma = true
      }
    }
    needsComma = true
  }

  private mutating func enclosed(
    _ opening: String, _ closing: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    output.write(opening)
    needsComma = false
    try body(&self)
    output.write(closing)
  }

  private mutating func separate() {
    if needsComma { output.write(byte: UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func key(_ name: String) {
    separate()
    string(name)
    output.write(byte: UInt8(ascii: ":"))
    needsComma = true
  }

  /// Escapes what JSON demands, and what would hurt on the way: U+2028 and U+2029 end a line of
  /// JavaScript, C1 controls act on a terminal.
  private func string(_ text: String) {
    output.write(byte: UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case "\"": output.write(#"\""#)
      case "\\": output.write(#"\\"#)
      case "\n": output.write(#"\n"#)
      case "\r": output.write(#"\r"#)
      case "\t": output.write(#"\t"#)
      case 0..<0x20, 0x7F..<0xA0, "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        output.write(#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits)
      default: for byte in UTF8.encode(scalar)! { output.write(byte: byte) }
      }
    }
    output.write(byte: UInt8(ascii: "\""))
  }
}
