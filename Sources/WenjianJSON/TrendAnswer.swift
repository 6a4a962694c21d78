// The counts of queries by year, month or another field, in proportion to all text.

import Wenjian
public import WenjianConcordance

/// The counts of a query in a group.
package struct TrendRecord {
  let query: String
  let value: String?
  let cell: Trend.Cell
}

/// A trend, as `trend` in JSON.md. The records are the groups of one query after those of the other.
public struct TrendAnswer {
  package let trend: Trend

  public init(_ trend: Trend) { self.trend = trend }
}

extension TrendAnswer: Answer {
  package static var fields: [RecordField<TrendRecord>] {
    [
      RecordField("query") { .text($0.query) },
      RecordField("value") { $0.value.map { .text($0) } ?? .null },
      RecordField("documents") { .integer($0.cell.documents) },
      RecordField("occurrences") { .integer($0.cell.occurrences) },
      RecordField("per10000") { $0.cell.per10000.map { .real($0) } },
      RecordField("allDocuments") { .integer($0.cell.allDocuments) },
      RecordField("characters") { .integer($0.cell.characters) },
    ]
  }

  package func forEachRecord(_ body: (TrendRecord) throws -> Bool) throws {
    for (number, query) in trend.queries.enumerated() {
      for row in trend.rows {
        guard try body(TrendRecord(query: query, value: row.value, cell: row.cells[number])) else { return }
      }
    }
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("by", trend.by.typedName)
      if trend.queries.count == 1 {
        writeRows(ofQuery: 0, &json)
      } else {
        json.objects("series", trend.queries.indices) { json, number in
          json.field("query", trend.queries[number])
          writeRows(ofQuery: number, &json)
        }
      }
    }
  }

  private func writeRows(ofQuery number: Int, _ json: inout JSONWriter) {
    json.objects("rows", trend.rows) { json, row in
      json.field("value", orNull: row.value)
      json.field("documents", row.cells[number].documents)
      json.field("occurrences", row.cells[number].occurrences)
      if let share = row.cells[number].per10000 { json.field("per10000", share) } else { json.null("per10000") }
    }
  }
}
