// Results as the JSON that JSON.md documents: what the command writes is decoded, and what is encoded is what it writes.

import WenjianModel

extension SearchCursor: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let cursor = SearchCursor(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no cursor")
    }
    self = cursor
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Passages are encoded where hits have them as values: encode `detached(snippets:)`.
extension SearchResults: Codable {
  private enum Key: String, CodingKey {
    case query, documents, occurrences, forms, distinctDocuments, hits, suggestions, nextPage
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      query: try container.decode(String.self, forKey: .query),
      documents: try container.decode(Int.self, forKey: .documents),
      occurrences: try container.decode(Int.self, forKey: .occurrences),
      distinctDocuments: try container.decodeIfPresent(Int.self, forKey: .distinctDocuments),
      hits: try container.decode([Hit].self, forKey: .hits),
      forms: try container.decodeIfPresent([WrittenFormCounts].self, forKey: .forms) ?? [],
      nextPage: try container.decodeIfPresent(SearchCursor.self, forKey: .nextPage),
      suggestions: try container.decodeIfPresent(Suggestions.self, forKey: .suggestions))
  }

  public func encode(to encoder: any Encoder) throws {
    let values = try detached(snippets: nil)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(values.query, forKey: .query)
    try container.encode(values.documents, forKey: .documents)
    try container.encode(values.occurrences, forKey: .occurrences)
    if !values.forms.isEmpty { try container.encode(values.forms.told, forKey: .forms) }
    try container.encodeIfPresent(values.distinctDocuments, forKey: .distinctDocuments)
    try container.encode(values.hits, forKey: .hits)
    try container.encodeIfPresent(try values.suggestions(), forKey: .suggestions)
    try container.encodeIfPresent(values.nextPage, forKey: .nextPage)
  }
}

/// Where a hit's fields were found is not part of the JSON: decoded ones have the origin `unrecorded`.
extension Hit: Codable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var metadata = DocumentMetadata()
    for field in Self.texts {
      let value = try container.decodeIfPresent(String.self, forKey: Key(field.name))
      metadata[text: field] = value.map { Finding($0, .unrecorded, 0) }
    }
    let signature = try container.decodeIfPresent(CivilDate.self, forKey: Key("signatureDate"))
    metadata.signatureDate = signature.map { Finding($0, .unrecorded, 0) }
    metadata.fields = try container.decodeIfPresent(CustomFields.self, forKey: Key("fields")) ?? CustomFields()
    self.init(
      key: try container.decode(String.self, forKey: Key("key")),
      title: try container.decode(String.self, forKey: Key("title")),
      date: try container.decodeIfPresent(CivilDate.self, forKey: Key("date")), metadata: metadata,
      score: try container.decodeIfPresent(Float.self, forKey: Key("score")) ?? .nan,
      occurrences: try container.decode(Int.self, forKey: Key("occurrences")),
      tier: try container.decode(Tier.self, forKey: Key("tier")),
      copies: try container.decodeIfPresent([IndexedDocument].self, forKey: Key("copies")) ?? [],
      snippets: try container.decodeIfPresent([Snippet].self, forKey: Key("snippets")) ?? [])
  }

  public func encode(to encoder: any Encoder) throws {
    let hit = try detached(snippets: nil)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(hit.key, forKey: Key("key"))
    try container.encode(hit.title, forKey: Key("title"))
    try container.encodeIfPresent(hit.date, forKey: Key("date"))
    try container.encodeIfPresent(hit.signatureDate, forKey: Key("signatureDate"))
    for field in Self.texts { try container.encodeIfPresent(hit.text(field), forKey: Key(field.name)) }
    if !hit.fields.isEmpty { try container.encode(hit.fields, forKey: Key("fields")) }
    if hit.score.isFinite {
      try container.encode(hit.score, forKey: Key("score"))
    } else {
      try container.encodeNil(forKey: Key("score"))
    }
    try container.encode(hit.occurrences, forKey: Key("occurrences"))
    try container.encode(hit.tier, forKey: Key("tier"))
    let copies = try hit.copies
    if !copies.isEmpty { try container.encode(copies, forKey: Key("copies")) }
    try container.encode(try hit.snippets(), forKey: Key("snippets"))
  }
}

extension Snippet: Codable {
  private enum Key: String, CodingKey {
    case text, range, highlights, matches, isCutAtStart, isCutAtEnd, headings, citation
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      range: try container.decode(TextRange.self, forKey: .range),
      highlights: try container.decode([TextRange].self, forKey: .highlights),
      matches: try container.decode([TextRange].self, forKey: .matches),
      isCutAtStart: try container.decode(Bool.self, forKey: .isCutAtStart),
      isCutAtEnd: try container.decode(Bool.self, forKey: .isCutAtEnd),
      headings: try container.decodeIfPresent([Heading].self, forKey: .headings) ?? [],
      citation: try container.decodeIfPresent(String.self, forKey: .citation))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(text, forKey: .text)
    try container.encode(range, forKey: .range)
    try container.encode(highlights, forKey: .highlights)
    try container.encode(matches, forKey: .matches)
    try container.encode(isCutAtStart, forKey: .isCutAtStart)
    try container.encode(isCutAtEnd, forKey: .isCutAtEnd)
    try container.encode(headings, forKey: .headings)
    try container.encodeIfPresent(citation, forKey: .citation)
  }
}

extension Heading: Codable {
  private enum Key: String, CodingKey { case level, number, ordinal, insertion, name, start, end }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let start = try container.decode(Int.self, forKey: .start)
    let end = try container.decode(Int.self, forKey: .end)
    guard start <= end else {
      throw DecodingError.dataCorruptedError(
        forKey: .end, in: container, debugDescription: "a heading from \(start) to \(end)")
    }
    self.init(
      level: try container.decode(Level.self, forKey: .level),
      number: try container.decode(String.self, forKey: .number),
      ordinal: try container.decode(Int.self, forKey: .ordinal),
      insertion: try container.decode(Int.self, forKey: .insertion),
      name: try container.decode(String.self, forKey: .name), byteRange: start..<end)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(level, forKey: .level)
    try container.encode(number, forKey: .number)
    try container.encode(ordinal, forKey: .ordinal)
    try container.encode(insertion, forKey: .insertion)
    try container.encode(name, forKey: .name)
    try container.encode(byteRange.lowerBound, forKey: .start)
    try container.encode(byteRange.upperBound, forKey: .end)
  }
}
