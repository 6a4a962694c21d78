// A JSON value that was read.

/// A JSON value.
package indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The digits as they are written: what they mean is for the reader to say.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order of the text.
  case object([Member])

  /// A member of an object.
  package struct Member: Equatable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// Reads a text that is one value, by RFC 8259 to the letter.
  /// - Parameter nesting: how deep objects and arrays may lie in each other.
  package init(_ bytes: some Collection<UInt8>, nesting: Int = 64) throws(JSONFailure) {
    var scanner = JSONScanner(ArraySlice(bytes), nesting: nesting, isStrict: true)
    let start = scanner.at
    do throws(JSONFailure) {
      try scanner.requireUTF8()
      self = try scanner.value()
      scanner.skipSpace()
      guard scanner.isAtEnd else { throw scanner.failure("something follows the value") }
    } catch {
      throw JSONFailure(byteOffset: error.byteOffset - start, message: error.message)
    }
  }

  /// The member of an object; nil when it has none of the name, and of other values.
  package subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// What kind of value it is, for messages: `a string`.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSONValue: JSONWritable {
  package func write(to json: inout JSONWriter) throws { append(to: &json) }

  /// Writes the value, numbers with the digits that were read.
  package func append(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let truth): json.value(truth)
    case .number(let digits): json.value(encoded: digits.utf8)
    case .string(let text): json.value(text)
    case .array(let values): json.array { json in for value in values { value.append(to: &json) } }
    case .object(let members):
      json.object { json in
        for member in members {
          json.name(member.name)
          member.value.append(to: &json)
        }
      }
    }
  }
}

/// Why a text is no JSON.
package struct JSONFailure: Error, Equatable {
  /// Of the text, from 0.
  package let byteOffset: Int
  package let message: String

  package init(byteOffset: Int, message: String) {
    self.byteOffset = byteOffset
    self.message = message
  }
}
