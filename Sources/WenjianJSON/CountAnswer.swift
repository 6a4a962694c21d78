// The counts of one query.

public import Wenjian

/// How many documents and occurrences a query has, as `count` in JSON.md. The one record is the answer itself.
public struct CountAnswer {
  package let query: String
  package let counts: MatchCounts

  public init(query: String, counts: MatchCounts) {
    self.query = query
    self.counts = counts
  }
}

extension CountAnswer: Answer {
  package static var fields: [RecordField<CountAnswer>] {
    [
      RecordField("query") { .text($0.query) },
      RecordField("documents") { .integer($0.counts.documents) },
      RecordField("occurrences") { .integer($0.counts.occurrences) },
    ]
  }

  package func forEachRecord(_ body: (CountAnswer) throws -> Bool) throws { _ = try body(self) }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      try json.record(self, Self.fields)
      json.field(forms: counts.forms)
    }
  }
}
