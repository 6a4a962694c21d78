import Testing
import WenjianTestSupport

@testable import WenjianJSONText

@Suite("JSON texts")
struct JSONTextTests {
  private func value(_ text: String, nesting: Int = 64) throws(JSONFailure) -> JSONValue {
    try JSONValue(Array(text.utf8), nesting: nesting)
  }

  @Test(
    "what RFC 8259 defines is read",
    arguments: [
      ("null", .null), (" true ", .bool(true)), ("\u{FEFF}false\r\n", .bool(false)), ("0", .number("0")),
      ("-0.5e+10", .number("-0.5e+10")),
      ("123456789012345678901234567890", .number("123456789012345678901234567890")),
      (#""""#, .string("")), (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
      (#""\u7B2c\u4e00""#, .string("第一")), (#""\ud842\udfb7\u0000""#, .string("𠮷\0")),
      ("\"\u{2028}\u{7F}\"", .string("\u{2028}\u{7F}")),
      ("[]", .array([])), ("[ 1 , [ ] ]", .array([.number("1"), .array([])])),
      (
        #"{"a":{},"b":[null]}"#,
        .object([.init(name: "a", value: .object([])), .init(name: "b", value: .array([.null]))])
      ),
    ] as [(String, JSONValue)])
  func sound(text: String, value: JSONValue) throws {
    #expect(try self.value(text) == value)
  }

  @Test(
    "what it does not define is an error with the byte where it is",
    arguments: [
      ("", 0), ("  ", 2), ("nul", 0), ("True", 0), ("01", 1), ("-", 0), ("+1", 0), (".5", 0), ("1.", 2), ("1e", 2),
      ("1e+", 3),
      ("NaN", 0), ("'a'", 0), ("\"a", 2), ("\"a\nb\"", 2), ("\"\t\"", 1), (#""\x""#, 1), (#""\u12G4""#, 3),
      (#""\u+123""#, 3),
      (#""\ud842""#, 8), (#""\ud842x""#, 8), (#""\udfb7""#, 1), (#""\ud842\ud842""#, 13), ("[1,]", 3), ("[1 2]", 3),
      ("[", 1), ("{", 1),
      ("{a:1}", 1), (#"{"a"}"#, 4), (#"{"a":1,}"#, 7), (#"{"a":1,"a":2}"#, 7), ("1 2", 2), ("//", 0), ("{}]", 2),
    ])
  func unsound(text: String, byteOffset: Int) {
    let error = #expect(throws: JSONFailure.self) { try value(text) }
    #expect(error?.byteOffset == byteOffset, "\(text): \(error?.message ?? "")")
  }

  @Test(
    "bytes that are not UTF-8 are an error where they begin",
    arguments: [([0x22, 0xFF, 0x22], 1), ([0x22, 0xE4, 0xB8, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1)]
      as [([UInt8], Int)])
  func invalidUTF8(bytes: [UInt8], byteOffset: Int) {
    #expect(throws: JSONFailure(byteOffset: byteOffset, message: "this is not UTF-8")) { try JSONValue(bytes) }
  }

  @Test("a slice counts its bytes from its own beginning")
  func slice() {
    let bytes = Array("xxxx[1,}".utf8)
    #expect(throws: JSONFailure(byteOffset: 3, message: "no JSON value begins like this")) {
      try JSONValue(bytes[4...])
    }
  }

  @Test("nesting has a limit, which is an error and no crash")
  func nesting() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try value(nested(64))
    #expect(throws: JSONFailure(byteOffset: 64, message: "values nested more than 64 deep")) {
      try value(nested(65))
    }
    #expect(throws: JSONFailure.self) { try value(nested(100_000)) }
    #expect(throws: JSONFailure.self) { try value(String(repeating: #"{"a":"#, count: 100_000)) }
  }

  private static func random(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
    let scalars: [Unicode.Scalar] = [
      "a", "\"", "\\", "\n", "\0", "\u{1F}", "\u{7F}", "\u{80}", "\u{9F}", "\u{A0}", "\u{2027}", "\u{2028}",
      "\u{2029}", "\u{202A}",
      "第", "𠮷", "é", "\u{301}", "\u{FFFF}",
    ]
    func text(_ generator: inout SeededGenerator) -> String {
      String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 0...9, using: &generator)).map { _ in scalars.randomElement(using: &generator)! }))
    }
    switch Int.random(in: 0...(depth > 4 ? 4 : 6), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .number(String(Int.random(in: -1000...1000, using: &generator)))
    case 3: return .number(Double.random(in: -1e10...1e10, using: &generator).description)
    case 4: return .string(text(&generator))
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(&generator, depth: depth + 1) })
    default:
      var members: [JSONValue.Member] = []
      for number in 0..<Int.random(in: 0...4, using: &generator) {
        members.append(.init(name: "\(number)" + text(&generator), value: random(&generator, depth: depth + 1)))
      }
      return .object(members)
    }
  }

  @Test("what is written is read as it was, and holds nothing that acts on a terminal")
  func roundTrip() throws {
    for round in 0..<500 {
      var generator = SeededGenerator("JSONTextTests.roundTrip", round: round)
      let value = Self.random(&generator, depth: 0)
      let json = try value.json()
      #expect(try JSONValue(json) == value, "round \(round)")
      let text = try #require(String(validating: json, as: UTF8.self))
      for scalar in text.unicodeScalars {
        #expect(scalar.properties.generalCategory != .control)
        #expect(scalar != "\u{2028}" && scalar != "\u{2029}")
      }
      // Any beginning is an error or a shorter value, never a trap.
      for end in stride(from: 0, to: json.count, by: 7) { _ = Result { try JSONValue(json[..<end]) } }
    }
  }

  private final class Sink: ByteSink {
    var bytes: [UInt8] = []
    var isOpen = true
    func write(_ bytes: [UInt8]) { self.bytes += bytes }
  }

  @Test("a sink gets the same bytes in pieces")
  func sink() throws {
    let value = JSONValue.array((0..<10_000).map { .string("第\($0)") })
    let sink = Sink()
    var json = JSONWriter(to: sink)
    try json.value(value)
    #expect(json.hasFlushed && !sink.bytes.isEmpty && json.bytes.count < 1 << 15)
    json.endLine()
    json.flush()
    #expect(sink.bytes == (try value.json()) + [0x0A])
    sink.isOpen = false
    #expect(!json.isOpen)
  }
}
