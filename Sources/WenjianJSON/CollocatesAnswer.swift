// What is near the occurrences of a query more often than by chance.

public import WenjianConcordance

/// The collocates of a query, as `collocates` in JSON.md. The records are collocates.
public struct CollocatesAnswer {
  package let found: Collocates
  /// Those that are told.
  package let shown: [Collocate]
  package let options: CollocateOptions

  /// - Parameters:
  ///   - options: those that the collocates were found with.
  ///   - limit: the most to tell, 0 or more; nil for all.
  public init(_ found: Collocates, options: CollocateOptions, limit: Int? = nil) {
    self.found = found
    shown = Array(found.collocates.prefix(max(0, limit ?? .max)))
    self.options = options
  }
}

extension CollocatesAnswer: Answer {
  package static var fields: [RecordField<Collocate>] {
    [
      RecordField("text") { .text($0.text) },
      RecordField("score") { .real($0.score) },
      RecordField("observed") { .integer($0.observed) },
      RecordField("expected") { .real($0.expected) },
      RecordField("before") { .integer($0.before) },
      RecordField("behind") { .integer($0.behind) },
      RecordField("frequency") { .integer($0.frequency) },
    ]
  }

  package func forEachRecord(_ body: (Collocate) throws -> Bool) throws { try shown.forEachWhile(body) }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.field("query", found.query)
      json.field("documents", found.documents)
      json.field("occurrences", found.occurrences)
      json.field("unit", options.unit.rawValue)
      json.field("window", options.window.typedName)
      json.field("measure", options.measure.rawValue)
      json.field("tokens", found.tokens)
      json.field("nearTokens", found.nearTokens)
      try json.records("collocates", of: self)
    }
  }
}

extension CollocateWindow {
  /// As it is typed: a number, or `sentence`.
  public var typedName: String {
    switch self {
    case .tokens(let count): "\(count)"
    case .sentence: "sentence"
    }
  }
}
