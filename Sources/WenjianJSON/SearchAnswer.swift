// The results of a search: one table of what is told of a hit.

public import Wenjian
import WenjianText

/// A hit, and what reads its passages.
package struct ShownHit {
  package let hit: Hit
  let passages: PassageReader
  let namesCopies: Bool
}

/// The results of a search with the passages of each hit, as `search` in JSON.md. The records are hits.
public struct SearchAnswer {
  package let results: SearchResults
  package let passages: PassageReader
  /// The strings that are read as was typed, for a search by sound; the first was searched for.
  package var soundingStrings: [Suggestions.CountedQuery]?

  /// - Parameters:
  ///   - style: which passages are written, how long and how many.
  ///   - maximumPassageBytes: the most bytes of passages of all hits together, below 0 as 0; nil: no limit.
  public init(_ results: SearchResults, style: SnippetStyle = SnippetStyle(), maximumPassageBytes: Int? = nil) {
    self.init(results, passages: PassageReader(style: style, maximumBytes: maximumPassageBytes.map { max(0, $0) }))
  }

  package init(
    _ results: SearchResults, passages: PassageReader, soundingStrings: [Suggestions.CountedQuery]? = nil
  ) {
    self.results = results
    self.passages = passages
    self.soundingStrings = soundingStrings
  }
}

/// Reads the passages of one document after the other, within a budget when there is one.
package final class PassageReader {
  package let style: SnippetStyle
  package private(set) var budget: PassageBudget?

  package init(style: SnippetStyle, maximumBytes: Int?) {
    self.style = style
    budget = maximumBytes.map { PassageBudget(maximumBytes: $0) }
  }

  package func passages(of hit: Hit) throws -> [Snippet] {
    let snippets = try hit.snippets(style)
    return budget?.fit(snippets) ?? snippets
  }
}

extension SearchAnswer: Answer {
  package static var fields: [RecordField<ShownHit>] {
    [
      RecordField("key", or: ["path"]) { .key($0.hit.key) },
      RecordField("title") { .text($0.hit.title) },
      RecordField("date") { ($0.hit.date?.description).map { .text($0) } },
      RecordField("signatureDate", or: ["signed"]) { ($0.hit.signatureDate?.description).map { .text($0) } },
    ]
      + DocumentField.known.filter { !$0.isDate && $0 != .key && $0 != .title }.map { field in
        RecordField(field.name, or: field.name == field.typedName ? [] : [field.typedName]) { record in
          record.hit.text(field).map { .text($0) }
        }
      }
      + [
        RecordField("fields") { customFields(of: $0.hit) },
        RecordField("score") { .number($0.hit.score) },
        RecordField("occurrences") { .integer($0.hit.occurrences) },
        RecordField("tier") { .text($0.hit.tier.rawValue) },
        RecordField("copies") { record in record.namesCopies ? copies(try record.hit.copies) : nil },
        RecordField("snippets", or: ["snippet"]) { record in
          snippets(
            try record.passages.passages(of: record.hit), withHeadings: record.passages.style.includesHeadings)
        },
      ]
  }

  package static var otherNames: [String] { [DocumentField.customPrefix + "NAME"] }

  package static func field(named name: String) -> RecordField<ShownHit>? {
    if let field = fields.first(where: { $0.name == name || $0.otherNames.contains(name) }) { return field }
    guard case .custom(let ownName) = DocumentField(typed: name) else { return nil }
    return column(of: ownName)
  }

  /// In the place of `fields`, which JSON has, a column for each field of the user's own that a hit has.
  package var columns: [RecordField<ShownHit>] {
    let names = Set(results.hits.flatMap { $0.fields.names })
    let ownColumns = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { column(of: $0) }
    return Self.fields.flatMap { field in
      switch field.name {
      case "fields": ownColumns
      case "copies": results.distinctDocuments == nil ? [] : [field]
      default: [field]
      }
    }
  }

  package func forEachRecord(_ body: (ShownHit) throws -> Bool) throws {
    for hit in results.hits {
      let record = ShownHit(hit: hit, passages: passages, namesCopies: results.distinctDocuments != nil)
      // Where nothing more is read the other texts are not opened either.
      guard try body(record) else { return }
    }
  }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.field("query", results.query)
      if let soundingStrings { json.soundingStrings("soundsLike", soundingStrings) }
      json.field("documents", results.documents)
      json.field("occurrences", results.occurrences)
      json.field(forms: results.forms)
      if let distinctDocuments = results.distinctDocuments { json.field("distinctDocuments", distinctDocuments) }
      try json.records("hits", of: self)
      if let suggestions = try results.suggestions() { json.suggestions("suggestions", suggestions) }
      if !results.unanswered.isEmpty { json.strings("unanswered", results.unanswered.map(\.rawValue)) }
      if let nextPage = results.nextPage { json.field("nextPage", nextPage.description) }
      if let budget = passages.budget {
        json.object("cut") { json in
          json.field("leftOut", budget.leftOut)
          json.field("shortened", budget.shortened)
        }
      }
    }
  }
}

// MARK: What is more than a text

private func column(of name: String) -> RecordField<ShownHit> {
  RecordField(DocumentField.custom(name).typedName) { record in
    let values = record.hit.fields.values(of: name)
    return values.isEmpty ? nil : .text(values.joined(separator: ", "))
  }
}

private func customFields(of hit: Hit) -> FieldValue? {
  let fields = hit.fields
  if fields.isEmpty { return nil }
  return .structure(
    line: {
      fields.names.map { displayText(of: $0 + "=" + fields.values(of: $0).joined(separator: ", ")) }
        .joined(separator: "; ")
    },
    json: { json, _ in json.write(fields) })
}

private func copies(_ copies: [IndexedDocument]) -> FieldValue {
  .structure(
    line: { copies.map { displayKey($0.key) }.joined(separator: ", ") }, json: { $0.documents($1, copies) })
}

private func snippets(_ snippets: [Snippet], withHeadings: Bool) -> FieldValue {
  .structure(
    line: { snippets.map(\.display.text).joined(separator: " … ") },
    json: { json, name in
      json.objects(name, snippets) { json, snippet in
        json.field("text", snippet.text)
        json.object("range") { $0.write(snippet.range) }
        json.objects("highlights", snippet.highlights) { $0.write($1) }
        json.objects("matches", snippet.matches) { $0.write($1) }
        json.field("isCutAtStart", snippet.isCutAtStart)
        json.field("isCutAtEnd", snippet.isCutAtEnd)
        if withHeadings {
          json.objects("headings", snippet.headings) { $0.write($1) }
          if let citation = snippet.citation { json.field("citation", citation) }
        }
      }
    })
}
