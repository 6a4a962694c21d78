// JSON: an object is a document, an array of objects is many; and JSON lines, a document a line.

import WenjianJSONText
import WenjianModel

package struct JSONReader: DocumentReader {
  package static let format = DocumentFormat("JSON", ["json"], .text)

  package init() {}

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let decoded = try TextDecoder.decode(try source.content.all())
    var records = RecordCounter(context, decoded.damage)
    let bytes = decoded.text[...]
    var scanner = JSONScanner(bytes, nesting: context.limits.maximumNesting)
    do {
      // Many are read one by one, so that only one is in memory as values.
      if scanner.take(UInt8(ascii: "[")) {
        var isFirst = true
        while !scanner.take(UInt8(ascii: "]")) {
          if !isFirst, !scanner.take(UInt8(ascii: ",")) {
            throw JSONFailure(byteOffset: scanner.at, message: "a comma is expected")
          }
          isFirst = false
          try records.emit(try scanner.value(depth: 1), emit)
        }
      } else {
        try records.emitAll(try scanner.value(), emit)
        scanner.skipSpace()
        // Values one after the other: lines under the wrong name.
        while !scanner.isAtEnd {
          try records.emit(try scanner.value(), emit)
          scanner.skipSpace()
        }
      }
    } catch let failure as ReadFailure {
      throw failure
    } catch let failure as JSONFailure {
      let damaged = ReadFailure.damaged("\(failure.message), at byte \(failure.byteOffset)")
      // What came before is there; the rest is reported.
      if records.count == 0 { throw damaged }
      try emit(.skipped(memberName: "from \(records.count + 1) on", damaged))
    } catch {
      preconditionFailure("\(error)")
    }
    try records.finish()
  }
}

package struct JSONLinesReader: DocumentReader {
  package static let format = DocumentFormat("JSON lines", ["jsonl", "ndjson"], .text)

  package init() {}

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let decoded = try TextDecoder.decode(try source.content.all())
    var records = RecordCounter(context, decoded.damage)
    for line in decoded.text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      try records.readLine(line, emit)
    }
    try records.finish()
  }
}

/// Turns JSON values into documents and counts them.
package struct RecordCounter {
  private let context: ReadContext
  /// Records so far, with those that were no documents. For lines: lines.
  private(set) var count = 0
  /// Of the file as a whole: goes with its first document.
  private var damage: [TextDamage]

  package init(_ context: ReadContext, _ damage: [TextDamage] = []) {
    self.context = context
    self.damage = damage
  }

  /// Reads a line; a line that is no object is reported, and the rest goes on.
  package mutating func readLine(
    _ line: ArraySlice<UInt8>, _ emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var scanner = JSONScanner(line, nesting: context.limits.maximumNesting)
    scanner.skipSpace()
    if scanner.isAtEnd {
      count += 1
      return
    }
    let value: JSONValue
    do throws(JSONFailure) {
      value = try scanner.value()
      scanner.skipSpace()
      if !scanner.isAtEnd {
        throw JSONFailure(byteOffset: scanner.at, message: "something follows the value")
      }
    } catch {
      count += 1
      let place = error.byteOffset - line.startIndex
      try emit(.skipped(memberName: String(count), .damaged("\(error.message), at byte \(place) of the line")))
      return
    }
    try self.emit(value, emit)
  }

  /// A record.
  mutating func emit(
    _ value: JSONValue, _ emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    count += 1
    if count > context.limits.maximumMembers {
      throw .bomb("holds more than \(context.limits.maximumMembers) records")
    }
    let fields: [RecordField] =
      switch value {
      case .object(let fields): fields.map { RecordField(name: $0.name, values: $0.value.leaves) }
      default: [RecordField(name: "text", values: value.leaves)]
      }
    guard var document = ExtractedDocument(record: fields, number: count, context.fields, .jsonField) else {
      try emit(.skipped(memberName: String(count), .noText))
      return
    }
    document.damage = damage
    damage = []
    try emit(.document(document))
  }

  /// The whole of a file that is one object: a document, or a shell around an array of them.
  mutating func emitAll(
    _ value: JSONValue, _ emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    if case .object(let fields) = value {
      let places = context.fields.places(in: fields.map(\.name))
      let lists = fields.filter { field in
        guard case .array(let values) = field.value, case .object? = values.first else { return false }
        return true
      }
      if places[.text] == nil, lists.count == 1, case .array(let values) = lists[0].value {
        try emitShell(fields.filter { $0.name != lists[0].name }, emit)
        for value in values { try self.emit(value, emit) }
        return
      }
    }
    try self.emit(value, emit)
  }

  /// What is beside the records, such as the title of a collection, is a document of its own. Numbers of pages and
  /// of errors, and single words of programs, are nothing that anybody reads.
  private mutating func emitShell(
    _ fields: [JSONValue.Member], _ emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    guard fields.contains(where: { $0.value.holdsText }) else { return }
    let record = fields.map { RecordField(name: $0.name, values: $0.value.leaves) }
    // Which field is the text of a record may be an option of the caller; this is no record.
    guard var document = ExtractedDocument(record: record, number: 0, RecordFields(), .jsonField) else { return }
    document.damage = damage
    damage = []
    try emit(.document(document))
  }

  func finish() throws(ReadFailure) {
    if count == 0 { throw .noText }
  }
}
