// The results of a search as JSON.

import Wenjian

extension SearchResults {
  func writeJSON(to output: Output, _ passages: PassageReader) throws {
    var passages = passages
    try JSONWriter.write(to: output) { json in
      json.field("query", query)
      json.field("documents", documents)
      json.field("occurrences", occurrences)
      if let distinctDocuments { json.field("distinctDocuments", distinctDocuments) }
      try json.objects("hits", hits) { json, hit in
        json.field("key", hit.key)
        json.field("title", hit.title)
        if let date = hit.date { json.field("date", date.description) }
        if let date = hit.signatureDate { json.field("signatureDate", date.description) }
        for field in DocumentField.known where !field.isDate && field != .key && field != .title {
          if let value = hit.text(field) { json.field(field.name, value) }
        }
        json.write(hit.fields)
        json.field("score", hit.score)
        json.field("occurrences", hit.occurrences)
        json.field("tier", hit.tier.rawValue)
        if distinctDocuments != nil { json.documents("copies", try hit.copies) }
        // Nothing is written to a closed pipe: do not open the texts either.
        let snippets = output.isOpen ? try passages.passages(of: hit) : []
        json.objects("snippets", snippets) { json, snippet in
          json.field("text", snippet.text)
          json.object("range") { $0.write(snippet.range) }
          json.objects("highlights", snippet.highlights) { $0.write($1) }
          json.objects("matches", snippet.matches) { $0.write($1) }
          json.field("isCutAtStart", snippet.isCutAtStart)
          json.field("isCutAtEnd", snippet.isCutAtEnd)
          if passages.style.includesHeadings {
            json.objects("headings", snippet.headings) { $0.write($1) }
            if let citation = snippet.citation { json.field("citation", citation) }
          }
        }
      }
      if let nextPage { json.field("nextPage", nextPage.description) }
      if let budget = passages.budget {
        json.object("cut") { json in
          json.field("leftOut", budget.leftOut)
          json.field("shortened", budget.shortened)
        }
      }
    }
  }
}

extension JSONWriter {
  /// The fields of the user's own, where there are any.
  mutating func write(_ fields: CustomFields) {
    if fields.isEmpty { return }
    object("fields") { json in
      for name in fields.names { json.strings(name, fields.values(of: name)) }
    }
  }

  fileprivate mutating func write(_ range: TextRange) {
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
