// The lines of a concordance as records.

import Wenjian
import WenjianConcordance

struct ConcordanceAnswer: Answer {
  let concordance: Concordance
  /// Of a random order.
  let seed: UInt64?
  /// Characters of context that were asked for.
  let width: Int
  let terminal: Terminal

  static var fields: [RecordField<ConcordanceLine>] {
    [
      RecordField("key", or: ["path"]) { .key($0.key) },
      RecordField("left") { .text($0.left) },
      RecordField("match") { .text($0.match) },
      RecordField("right") { .text($0.right) },
      RecordField("range") { line in
        .structure(
          line: { "\(line.range.start.utf8)-\(line.range.end.utf8)" },
          json: { json, name in json.object(name) { $0.write(line.range) } })
      },
      RecordField("citation") { $0.citation.map { .text($0) } },
      RecordField("title") { .text($0.title) },
      RecordField("date") { ($0.date?.description).map { .text($0) } },
      RecordField("issuer") { $0.issuer.map { .text($0) } },
      RecordField("source") { $0.source.map { .text($0) } },
    ]
  }

  /// Of a table, where a range is two numbers.
  private static var edges: [RecordField<ConcordanceLine>] {
    [
      RecordField("start") { .integer($0.range.start.utf8) },
      RecordField("end") { .integer($0.range.end.utf8) },
    ]
  }

  static var otherNames: [String] { edges.map(\.name) }

  static func field(named name: String) -> RecordField<ConcordanceLine>? {
    (fields + edges).first { $0.name == name || $0.otherNames.contains(name) }
  }

  var columns: [RecordField<ConcordanceLine>] {
    Self.fields.flatMap { $0.name == "range" ? Self.edges : [$0] }
  }

  func forEachRecord(to output: Output, _ body: (ConcordanceLine) throws -> Void) throws {
    try concordance.forEachLine { line in
      try body(line)
      return output.isOpen
    }
  }

  func writeJSON(to output: Output) throws {
    let fields = Self.fields
    try JSONWriter.write(to: output) { json in
      json.field("query", concordance.query)
      json.field("documents", concordance.documents)
      json.field("occurrences", concordance.occurrences)
      if let seed { json.field("seed", Int(clamping: seed)) }
      try json.array("lines") { json in
        try forEachRecord(to: output) { line in try json.element { try $0.record(line, fields) } }
      }
    }
  }

  func writeListing(to output: Output) throws {
    try ConcordanceListing(concordance, seed: seed, width: width, terminal).write(to: output)
  }
}
