// Writes JSON (RFC 8259) as it is produced.

import WenjianText

/// Where JSON goes as it is written: a file, a pipe, a connection.
public protocol ByteSink: AnyObject {
  /// Takes bytes, all of them.
  func write(_ bytes: [UInt8])
  /// False when what is written is read by nothing any more, so that long work for it can stop.
  var isOpen: Bool { get }
}

/// Writes one JSON value: members in the order they are given, no white space.
///
/// Strings are the original characters. Escaped is what JSON demands, and what would hurt on the way: U+2028 and U+2029 end a
/// line of JavaScript, C1 controls act on a terminal.
public struct JSONWriter {
  /// What is written so far and was not handed to the sink: all of it, when there is none.
  public private(set) var bytes: [UInt8] = []
  /// Whether a sink has got any of it.
  public private(set) var hasFlushed = false
  private let sink: (any ByteSink)?
  private var needsComma = false
  /// So many bytes are gathered before they go to the sink.
  private static let capacity = 1 << 14

  /// - Parameter sink: what is written goes there in pieces, the last of them with `flush()`; nil to keep all in `bytes`.
  public init(to sink: (any ByteSink)? = nil) { self.sink = sink }

  /// False when what is written is read by nothing any more.
  public var isOpen: Bool { sink?.isOpen ?? true }

  /// Hands what is gathered to the sink, if there is one.
  public mutating func flush() {
    guard let sink, !bytes.isEmpty else { return }
    sink.write(bytes)
    hasFlushed = true
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends the line behind a value, so that another value may follow.
  public mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  // MARK: Values

  /// A string.
  public mutating func value(_ text: String) {
    separate()
    string(text)
    close()
  }

  /// A number.
  public mutating func value(_ number: Int) {
    separate()
    digits(of: number)
    close()
  }

  /// `true` or `false`.
  public mutating func value(_ truth: Bool) { write(truth ? "true" : "false") }

  /// The shortest digits that give the same number back; null for what JSON has no number for.
  public mutating func value(_ number: some BinaryFloatingPoint & LosslessStringConvertible) {
    write(number.isFinite ? number.description : "null")
  }

  /// `null`.
  public mutating func null() { write("null") }

  /// A value that is written already.
  /// - Parameter json: bytes of exactly one JSON value.
  public mutating func value(encoded json: some Collection<UInt8>) {
    separate()
    bytes += json
    close()
  }

  /// A value that writes itself.
  public mutating func value(_ value: some JSONWritable) throws { try value.write(to: &self) }

  /// An object; `body` writes its members.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// An array; `body` writes the values in it.
  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  // MARK: Members of an object

  /// The name of a member; its value is written next.
  public mutating func name(_ name: String) {
    separate()
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A member with a string.
  public mutating func field(_ name: String, _ text: String) {
    self.name(name)
    value(text)
  }

  /// A member with a number.
  public mutating func field(_ name: String, _ number: Int) {
    self.name(name)
    value(number)
  }

  /// A member with `true` or `false`.
  public mutating func field(_ name: String, _ truth: Bool) {
    self.name(name)
    value(truth)
  }

  /// A member with a number; null for what JSON has no number for.
  public mutating func field(_ name: String, _ number: some BinaryFloatingPoint & LosslessStringConvertible) {
    self.name(name)
    value(number)
  }

  /// A member with a value that writes itself.
  public mutating func field(_ name: String, _ value: some JSONWritable) throws {
    self.name(name)
    try value.write(to: &self)
  }

  /// A member with `null`.
  public mutating func null(_ name: String) {
    self.name(name)
    null()
  }

  /// A member with an object; `body` writes its members.
  public mutating func object(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
    self.name(name)
    try object(body)
  }

  /// A member with an array; `body` writes the values in it.
  public mutating func array(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
    self.name(name)
    try array(body)
  }

  /// A member with an array of objects; `body` writes the members of one.
  public mutating func objects<Elements: Sequence>(
    _ name: String, _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    try array(name) { json in
      for element in elements { try json.object { try body(&$0, element) } }
    }
  }

  /// A member with an array of strings.
  public mutating func strings(_ name: String, _ elements: some Sequence<String>) {
    array(name) { json in for element in elements { json.value(element) } }
  }

  /// A member with an array of numbers.
  public mutating func integers(_ name: String, _ elements: some Sequence<Int>) {
    array(name) { json in for element in elements { json.value(element) } }
  }

  // MARK: Bytes

  private mutating func enclosed(
    _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(opening)
    try body(&self)
    bytes.append(closing)
    close()
  }

  private mutating func write(_ token: String) {
    separate()
    bytes += token.utf8
    close()
  }

  /// Digit by digit: an answer has hundreds of numbers, and a text of each would be made by the general way.
  private mutating func digits(of number: Int) {
    var rest = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func close() {
    needsComma = true
    if bytes.count >= Self.capacity { flush() }
  }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { source in
      var done = 0
      for index in 0..<source.count {
        // SAFETY: the index is one of the string's bytes.
        let byte = unsafe source[index]
        // U+0080 to U+009F, U+2028 and U+2029 begin with C2 and E2.
        let isPlain = byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
        if isPlain, byte != 0xC2, byte != 0xE2 { continue }
        guard let (scalar, byteCount) = unsafe Self.escaped(source, at: index) else { continue }
        // SAFETY: both ends are in the string, and the piece is copied.
        unsafe bytes.append(contentsOf: source[done..<index])
        escape(scalar)
        done = index + byteCount
      }
      unsafe bytes.append(contentsOf: source[done...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The scalar at a place of well-formed UTF-8, and its bytes, when it is one that is escaped.
  private static func escaped(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int)? {
    let byte = unsafe source[index]
    if byte < 0x80 { return (UInt32(byte), 1) }
    // SAFETY: the bytes of a Swift string are whole scalars: one or two follow.
    let second = unsafe source[index + 1]
    if byte == 0xC2 { return second < 0xA0 ? (UInt32(second), 2) : nil }
    let third = unsafe source[index + 2]
    return second == 0x80 && (third == 0xA8 || third == 0xA9) ? (0x2000 + UInt32(third) - 0x80, 3) : nil
  }

  private mutating func escape(_ scalar: UInt32) {
    switch scalar {
    case UInt32(UInt8(ascii: "\"")): bytes += #"\""#.utf8
    case UInt32(UInt8(ascii: "\\")): bytes += #"\\"#.utf8
    case 0x0A: bytes += #"\n"#.utf8
    case 0x0D: bytes += #"\r"#.utf8
    case 0x09: bytes += #"\t"#.utf8
    default:
      let digits = String(scalar, radix: 16)
      bytes += (#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8
    }
  }
}
