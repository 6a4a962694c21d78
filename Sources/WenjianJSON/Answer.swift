// What an answer has to tell, apart from the form in which it is written: the one table of its fields.

import WenjianText

/// An answer that is made of records, each with fields, and of what is told of all of them.
package protocol Answer: JSONWritable {
  associatedtype Record

  /// What a record may have, in the order of the JSON.
  static var fields: [RecordField<Record>] { get }
  /// The field that a format names.
  static func field(named name: String) -> RecordField<Record>?
  /// What a format may name besides `fields`, for messages.
  static var otherNames: [String] { get }

  /// The columns of a table.
  var columns: [RecordField<Record>] { get throws }
  /// Calls a body with each record, until it returns false.
  func forEachRecord(_ body: (Record) throws -> Bool) throws
  /// The same for each line of a table or of a format, which may be parts of records.
  func forEachRow(_ body: (Record) throws -> Bool) throws
}

extension Answer {
  package static func field(named name: String) -> RecordField<Record>? {
    fields.first { $0.name == name || $0.otherNames.contains(name) }
  }

  package static var otherNames: [String] { [] }

  /// All that a format may name.
  package static var names: [String] { fields.flatMap { [$0.name] + $0.otherNames } + otherNames }

  package var columns: [RecordField<Record>] { Self.fields }

  package func forEachRow(_ body: (Record) throws -> Bool) throws { try forEachRecord(body) }

  /// Writes an object and a newline for each record (JSON Lines).
  package func writeLines(to json: inout JSONWriter) throws {
    let fields = Self.fields
    try forEachRecord { record in
      try json.object { try $0.record(record, fields) }
      json.endLine()
      return json.isOpen
    }
  }
}

extension Sequence {
  /// Calls a body with each element, until it returns false.
  package func forEachWhile(_ body: (Element) throws -> Bool) rethrows {
    for element in self { guard try body(element) else { return } }
  }
}

/// A field of the records of an answer: in the JSON, as a column, and in a format.
package struct RecordField<Record> {
  package let name: String
  /// What else a format may call it.
  package let otherNames: [String]
  /// nil for a record that does not have it.
  package let value: (Record) throws -> FieldValue?

  package init(_ name: String, or otherNames: [String] = [], _ value: @escaping (Record) throws -> FieldValue?) {
    self.name = name
    self.otherNames = otherNames
    self.value = value
  }
}

package enum FieldValue {
  case text(String)
  /// The key of a document, which people copy.
  case key(String)
  case integer(Int)
  case number(Float)
  case real(Double)
  /// What is known not to be there.
  case null
  /// What is more than a text: as JSON, and as one line elsewhere.
  case structure(line: () -> String, json: (inout JSONWriter, String) throws -> Void)

  /// The characters as they are.
  package var text: String {
    switch self {
    case .text(let text), .key(let text): text
    case .integer(let number): String(number)
    case .number(let number): number.description
    case .real(let number): number.description
    case .null: ""
    case .structure(let line, _): line()
    }
  }

  /// For a line of text: without line ends, tabs, and what could act on a terminal.
  package var line: String {
    switch self {
    case .text(let text): displayText(of: text)
    case .key(let key): displayKey(key)
    case .null: "(none)"
    case .integer, .number, .real, .structure: text
    }
  }
}

extension JSONWriter {
  /// The fields that a record has.
  mutating func record<Record>(_ record: Record, _ fields: [RecordField<Record>]) throws {
    for field in fields {
      switch try field.value(record) {
      case .text(let text), .key(let text): self.field(field.name, text)
      case .integer(let number): self.field(field.name, number)
      case .number(let number): self.field(field.name, number)
      case .real(let number): self.field(field.name, number)
      case .null: null(field.name)
      case .structure(_, let json): try json(&self, field.name)
      case nil: break
      }
    }
  }

  /// A member with an array of all records.
  mutating func records<Target: Answer>(_ name: String, of answer: Target) throws {
    let fields = Target.fields
    try array(name) { json in
      try answer.forEachRecord { record in
        try json.object { try $0.record(record, fields) }
        return json.isOpen
      }
    }
  }
}
