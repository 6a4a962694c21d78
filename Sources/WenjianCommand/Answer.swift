// What a command has to tell, apart from the shape in which it is written.

import WenjianText

/// The answer of a command: records, each with fields, and what is told of all of them.
protocol Answer {
  associatedtype Record

  /// What a record may have, in the order of the JSON.
  static var fields: [RecordField<Record>] { get }
  /// The field that a format names.
  static func field(named name: String) -> RecordField<Record>?
  /// What a format may name besides `fields`, for messages.
  static var otherNames: [String] { get }

  /// The columns of a table.
  var columns: [RecordField<Record>] { get throws }
  /// Calls a body with each record, as long as the output is read.
  func forEachRecord(to output: Output, _ body: (Record) throws -> Void) throws
  /// The same for each line of a table or of a format, which may be parts of records.
  func forEachRow(to output: Output, _ body: (Record) throws -> Void) throws
  /// For people.
  func writeListing(to output: Output) throws
  /// All of it as one JSON value.
  func writeJSON(to output: Output) throws
}

extension Answer {
  static func field(named name: String) -> RecordField<Record>? {
    fields.first { $0.name == name || $0.otherNames.contains(name) }
  }

  static var otherNames: [String] { [] }

  static var names: [String] { fields.flatMap { [$0.name] + $0.otherNames } + otherNames }

  var columns: [RecordField<Record>] { Self.fields }

  func forEachRow(to output: Output, _ body: (Record) throws -> Void) throws {
    try forEachRecord(to: output, body)
  }
}

/// A field of the records of an answer: in the JSON, as a column, and in a format.
struct RecordField<Record> {
  let name: String
  /// What else a format may call it.
  let otherNames: [String]
  /// nil for a record that does not have it.
  let value: (Record) throws -> FieldValue?

  init(_ name: String, or otherNames: [String] = [], _ value: @escaping (Record) throws -> FieldValue?) {
    self.name = name
    self.otherNames = otherNames
    self.value = value
  }
}

enum FieldValue {
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
  var text: String {
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
  var line: String {
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
}
