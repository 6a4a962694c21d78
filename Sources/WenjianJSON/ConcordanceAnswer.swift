// The lines of a concordance.

import Wenjian
public import WenjianConcordance

/// The occurrences of a query with what is beside them, as `kwic` in JSON.md. The records are lines, read as they are
/// written.
public struct ConcordanceAnswer {
  package let concordance: Concordance
  /// Of a random order.
  package let seed: UInt64?
  private let offset: Int?

  /// - Parameters:
  ///   - seed: what a random order was drawn from; nil for another order.
  ///   - offset: how many lines are left out before the first that is told, below 0 as 0, where lines are asked for in
  ///     pages: then the answer says how to go on. nil for no pages.
  public init(_ concordance: Concordance, seed: UInt64? = nil, offset: Int? = nil) {
    self.concordance = concordance
    self.seed = seed
    self.offset = offset.map { min(max($0, 0), concordance.lineCount) }
  }
}

extension ConcordanceAnswer: Answer {
  package static var fields: [RecordField<ConcordanceLine>] {
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

  package static var otherNames: [String] { edges.map(\.name) }

  package static func field(named name: String) -> RecordField<ConcordanceLine>? {
    (fields + edges).first { $0.name == name || $0.otherNames.contains(name) }
  }

  package var columns: [RecordField<ConcordanceLine>] {
    Self.fields.flatMap { $0.name == "range" ? Self.edges : [$0] }
  }

  package func forEachRecord(_ body: (ConcordanceLine) throws -> Bool) throws {
    try concordance.forEachLine((offset ?? 0)..<concordance.lineCount) { try body($0) }
  }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.field("query", concordance.query)
      json.field("documents", concordance.documents)
      json.field("occurrences", concordance.occurrences)
      if let seed { json.field("seed", Int(clamping: seed)) }
      try json.records("lines", of: self)
      if offset != nil, concordance.lineCount < concordance.occurrences {
        json.field("nextOffset", concordance.lineCount)
      }
    }
  }
}
