// Who cites whom.

public import WenjianCitations
import WenjianText

/// What a document cites, or who cites a law, as `cites` and `cited-by` in JSON.md. The records are citations.
public struct CitationsAnswer {
  /// What was asked for: a key, or what is cited.
  public enum Subject: Sendable {
    case source(key: String)
    case target(String)
  }

  package let subject: Subject
  package let citations: [Citation]

  public init(_ subject: Subject, _ citations: [Citation]) {
    self.subject = subject
    self.citations = citations
  }
}

extension CitationsAnswer: Answer {
  package static var fields: [RecordField<Citation>] {
    [
      RecordField("source") { .key($0.source) },
      RecordField("target") { .text($0.target) },
      RecordField("kind") { .text($0.kind.rawValue) },
      RecordField("text") { .text($0.text) },
      RecordField("document") { $0.document.map { .key($0) } ?? .null },
      RecordField("documents") { citation in
        .structure(
          line: { citation.documents.map(displayKey).joined(separator: ", ") },
          json: { $0.strings($1, citation.documents) })
      },
      RecordField("place") { citation in
        let place = citation.place
        return .structure(
          line: { "" },
          json: { json, name in
            json.object(name) { json in
              for (name, value) in [
                ("article", place.article), ("insertion", place.insertion), ("paragraph", place.paragraph),
                ("item", place.item), ("point", place.point), ("through", place.through),
              ] where value > 0 { json.field(name, value) }
            }
          })
      },
      RecordField("range") { citation in
        .structure(line: { "\(citation.byteRange)" }, json: { $0.byteRange($1, citation.byteRange) })
      },
    ]
  }

  package func forEachRecord(_ body: (Citation) throws -> Bool) throws { try citations.forEachWhile(body) }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      switch subject {
      case .source(let key): json.field("key", key)
      case .target(let target): json.field("target", target)
      }
      json.field("citations", citations.count)
      json.field("sources", Set(citations.map(\.source)).count)
      json.field("unresolved", citations.count { $0.documents.isEmpty })
      try json.records("links", of: self)
    }
  }
}

/// What the documents of an index cite, as `citations` in JSON.md. The records are what is cited.
public struct CitationTargetsAnswer {
  package let all: [CitationTarget]
  /// Those that were asked for.
  package let wanted: [CitationTarget]
  /// Of those the ones that are told.
  package let shown: ArraySlice<CitationTarget>

  /// - Parameters:
  ///   - onlyUnresolved: whether only what no document of the index is, is told.
  ///   - limit: the most to tell, 0 or more; nil for all.
  public init(_ all: [CitationTarget], onlyUnresolved: Bool = false, limit: Int? = nil) {
    self.all = all
    wanted = onlyUnresolved ? all.filter { $0.documents.isEmpty } : all
    shown = wanted.prefix(max(0, limit ?? wanted.count))
  }

  package func total(_ targets: [CitationTarget]) -> Int { targets.reduce(0) { $0 + $1.citations } }
}

extension CitationTargetsAnswer: Answer {
  package static var fields: [RecordField<CitationTarget>] {
    [
      RecordField("target") { .text($0.target) },
      RecordField("kind") { .text($0.kind.rawValue) },
      RecordField("citations") { .integer($0.citations) },
      RecordField("sources") { .integer($0.sources) },
      RecordField("documents") { target in
        .structure(
          line: { target.documents.map(displayKey).joined(separator: ", ") },
          json: { $0.strings($1, target.documents) })
      },
    ]
  }

  package func forEachRecord(_ body: (CitationTarget) throws -> Bool) throws { try shown.forEachWhile(body) }

  public func write(to json: inout JSONWriter) throws {
    let missing = all.filter { $0.documents.isEmpty }
    try json.object { json in
      json.field("citations", total(all))
      json.field("targets", all.count)
      json.field("unresolvedCitations", total(missing))
      json.field("unresolvedTargets", missing.count)
      try json.records("list", of: self)
    }
  }
}
