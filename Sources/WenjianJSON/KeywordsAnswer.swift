// What marks some documents against others.

public import WenjianConcordance

/// The keywords of documents, as `keywords` in JSON.md. The records are keywords.
public struct KeywordsAnswer {
  let query: String
  let against: String?
  package let unit: KeywordUnit
  package let keywords: Keywords

  /// - Parameters:
  ///   - query: which documents are described.
  ///   - against: which they are compared with; nil for all others.
  ///   - unit: what was compared.
  public init(query: String, against: String?, unit: KeywordUnit, _ keywords: Keywords) {
    self.query = query
    self.against = against
    self.unit = unit
    self.keywords = keywords
  }
}

extension KeywordsAnswer: Answer {
  package static var fields: [RecordField<Keyword>] {
    [
      RecordField("text") { .text($0.text) },
      RecordField("logLikelihood") { .real($0.logLikelihood) },
      RecordField("logRatio") { .real($0.logRatio) },
      RecordField("occurrences") { .integer($0.occurrences) },
      RecordField("documents") { .integer($0.documents) },
      RecordField("otherOccurrences") { .integer($0.otherOccurrences) },
      RecordField("otherDocuments") { .integer($0.otherDocuments) },
    ]
  }

  package func forEachRecord(_ body: (Keyword) throws -> Bool) throws { try keywords.keywords.forEachWhile(body) }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.field("query", query)
      if let against { json.field("against", against) }
      json.field("unit", unit.rawValue)
      json.field("documents", keywords.documents)
      json.field("otherDocuments", keywords.otherDocuments)
      json.field("tokens", keywords.tokens)
      json.field("otherTokens", keywords.otherTokens)
      try json.records("keywords", of: self)
    }
  }
}
