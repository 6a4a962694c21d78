// The results of a search as records: one table of what is told of a hit.

import Wenjian
import WenjianText

/// A hit, and what reads its passages.
struct ShownHit {
  let hit: Hit
  let passages: PassageReader
  let namesCopies: Bool
}

/// The records are hits.
struct SearchAnswer: Answer {
  let results: SearchResults
  let options: SearchOptions
  let passages: PassageReader
  let terminal: Terminal
  /// The strings that are read as was typed, for a search by sound; the first was searched for.
  var soundingStrings: [Suggestions.CountedQuery]?

  static var fields: [RecordField<ShownHit>] {
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

  static let otherNames = [DocumentField.customPrefix + "NAME"]

  static func field(named name: String) -> RecordField<ShownHit>? {
    if let field = fields.first(where: { $0.name == name || $0.otherNames.contains(name) }) { return field }
    guard case .custom(let ownName) = DocumentField(typed: name) else { return nil }
    return column(of: ownName)
  }

  /// In the place of `fields`, which JSON has, a column for each field of the user's own that a hit has.
  var columns: [RecordField<ShownHit>] {
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

  func forEachRecord(to output: Output, _ body: (ShownHit) throws -> Void) throws {
    // Nothing is written to a closed pipe: do not open the texts either.
    for hit in results.hits where output.isOpen {
      try body(ShownHit(hit: hit, passages: passages, namesCopies: results.distinctDocuments != nil))
    }
  }

  func writeListing(to output: Output) throws {
    if let soundingStrings { writeLine(of: soundingStrings, to: output) }
    try SearchListing(results, options, passages, terminal).write(to: output)
  }

  /// `第一书记 24, 地一书记 1`.
  private func writeLine(of strings: [Suggestions.CountedQuery], to output: Output) {
    let names = strings.map { displayText(of: $0.query) + " " + grouped($0.counts.occurrences) }
    output.writeLine(
      terminal.styled(
        strings.isEmpty
          ? "no string in the index sounds like this; searched as text" : names.joined(separator: " · "),
        .mark))
  }

  func writeJSON(to output: Output) throws {
    let fields = Self.fields
    try JSONWriter.write(to: output) { json in
      json.field("query", results.query)
      if let soundingStrings { json.soundingStrings("soundsLike", soundingStrings) }
      json.field("documents", results.documents)
      json.field("occurrences", results.occurrences)
      json.field(forms: results.forms)
      if let distinctDocuments = results.distinctDocuments { json.field("distinctDocuments", distinctDocuments) }
      try json.array("hits") { json in
        try forEachRecord(to: output) { record in try json.element { try $0.record(record, fields) } }
      }
      if let suggestions = try results.suggestions() { json.suggestions("suggestions", suggestions) }
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

extension JSONWriter {
  /// The fields of the user's own, where there are any.
  mutating func write(_ fields: CustomFields) {
    if fields.isEmpty { return }
    object("fields") { json in
      for name in fields.names { json.strings(name, fields.values(of: name)) }
    }
  }

  mutating func write(_ range: TextRange) {
    object("start") { $0.write(range.start) }
    object("end") { $0.write(range.end) }
  }

  mutating func write(_ heading: Heading) {
    field("level", heading.level.rawValue)
    field("number", heading.number)
    field("ordinal", heading.ordinal)
    field("insertion", heading.insertion)
    field("name", heading.name)
    field("start", heading.byteRange.lowerBound)
    field("end", heading.byteRange.upperBound)
  }

  private mutating func write(_ place: TextPlace) {
    field("utf8", place.utf8)
    field("utf16", place.utf16)
    field("scalar", place.scalar)
  }
}
