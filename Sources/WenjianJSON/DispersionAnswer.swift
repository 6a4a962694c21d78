// Where in the documents a query occurs.

public import WenjianConcordance

/// How evenly a query is spread, as `dispersion` in JSON.md. The records are the parts of documents.
public struct DispersionAnswer {
  package struct Part {
    package let number: Int
    let count: Int
    let counts: Dispersion.Part

    /// The share of a document that lies before its end.
    package func edge(_ number: Int) -> Double { Double(number) / Double(count) }
  }

  let query: String
  package let dispersion: Dispersion

  public init(query: String, _ dispersion: Dispersion) {
    self.query = query
    self.dispersion = dispersion
  }

  package var parts: [Part] {
    dispersion.parts.enumerated().map { Part(number: $0, count: dispersion.parts.count, counts: $1) }
  }
}

extension DispersionAnswer: Answer {
  package static var fields: [RecordField<Part>] {
    [
      RecordField("from") { .real($0.edge($0.number)) },
      RecordField("to") { .real($0.edge($0.number + 1)) },
      RecordField("occurrences") { .integer($0.counts.occurrences) },
      RecordField("documents") { .integer($0.counts.documents) },
    ]
  }

  package func forEachRecord(_ body: (Part) throws -> Bool) throws { try parts.forEachWhile(body) }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.field("query", query)
      json.field("documents", dispersion.documents)
      json.field("occurrences", dispersion.occurrences)
      json.field("allDocuments", dispersion.allDocuments)
      for (name, value) in [
        ("dp", dispersion.dp), ("normalizedDP", dispersion.normalizedDP), ("juillandD", dispersion.juillandD),
      ] {
        if let value { json.field(name, value) } else { json.null(name) }
      }
      try json.records("parts", of: self)
    }
  }
}
