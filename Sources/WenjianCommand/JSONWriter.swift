// Writes JSON (RFC 8259) as it is produced. `JSON.md` documents what the commands write.

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
    var writer = JSONWriter(output)
    try writer.enclosed(0x7B, 0x7D, body)
    output.write(byte: 0x0A)
  }

  mutating func field(_ name: String, _ value: String) {
    key(name)
    string(value)
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
    try enclosed(0x7B, 0x7D, body)
    needsComma = true
  }

  /// An array of objects.
  mutating func objects<Elements: Sequence>(
    _ name: String, _ elements: Elements,
    _ body: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    key(name)
    try enclosed(0x5B, 0x5D) { writer in
      for element in elements {
        writer.separate()
        try writer.enclosed(0x7B, 0x7D) { try body(&$0, element) }
        writer.needsComma = true
      }
    }
    needsComma = true
  }

  mutating func strings(_ name: String, _ elements: some Sequence<String>) {
    key(name)
    enclosed(0x5B, 0x5D) { writer in
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
    enclosed(0x5B, 0x5D) { writer in
      for element in elements {
        writer.separate()
        writer.output.write(String(element))
        writer.needsComma = true
      }
    }
    needsComma = true
  }

  private mutating func enclosed(
    _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    output.write(byte: opening)
    needsComma = false
    try body(&self)
    output.write(byte: closing)
  }

  private mutating func separate() {
    if needsComma { output.write(byte: 0x2C) }
    needsComma = false
  }

  private mutating func key(_ name: String) {
    separate()
    string(name)
    output.write(byte: 0x3A)
    needsComma = true
  }

  /// Escapes what JSON demands, and what would hurt on the way: U+2028 and U+2029 end a line of
  /// JavaScript, C1 controls act on a terminal.
  private func string(_ text: String) {
    output.write(byte: 0x22)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: output.write(#"\""#)
      case 0x5C: output.write(#"\\"#)
      case 0x0A: output.write(#"\n"#)
      case 0x0D: output.write(#"\r"#)
      case 0x09: output.write(#"\t"#)
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        output.write(#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits)
      default: for byte in UTF8.encode(scalar)! { output.write(byte: byte) }
      }
    }
    output.write(byte: 0x22)
  }
}
