// Values that several answers have.

package import Wenjian
import WenjianComparison

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

  private mutating func write(_ place: TextPlace) {
    field("utf8", place.utf8)
    field("utf16", place.utf16)
    field("scalar", place.scalar)
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

  /// `{"start": …, "end": …}` in UTF-8 bytes.
  mutating func byteRange(_ name: String, _ range: Range<Int>) {
    object(name) { json in
      json.field("start", range.lowerBound)
      json.field("end", range.upperBound)
    }
  }

  /// A string, or null for none.
  mutating func field(_ name: String, orNull text: String?) {
    if let text { field(name, text) } else { null(name) }
  }

  /// What is the same, removed and added.
  mutating func pieces(_ name: String, _ pieces: [UnitChange.Piece]) {
    objects(name, pieces) { json, piece in
      json.field("kind", piece.kind.rawValue)
      json.field("text", piece.text)
      if let oldText = piece.oldText { json.field("oldText", oldText) }
      json.field("start", piece.byteRange.lowerBound)
      json.field("end", piece.byteRange.upperBound)
      if piece.isPunctuation { json.field("punctuation", true) }
    }
  }

  /// The fields of a document that lists have.
  mutating func document(_ document: IndexedDocument) {
    field("key", document.key)
    field("title", document.title)
    if let date = document.date { field("date", date.description) }
    if let source = document.source { field("source", source) }
  }

  mutating func documents(_ name: String, _ documents: [IndexedDocument]) {
    objects(name, documents) { $0.document($1) }
  }

  // MARK: Counts

  mutating func counts(_ counts: MatchCounts) {
    field("documents", counts.documents)
    field("occurrences", counts.occurrences)
  }

  private mutating func counted(_ query: String, _ counts: MatchCounts) {
    field("query", query)
    self.counts(counts)
  }

  /// The forms that were found, and the typed ones, where any string has several.
  mutating func field(forms: [WrittenFormCounts]) {
    if forms.isEmpty { return }
    objects("forms", forms.filter { $0.occurrences > 0 || $0.rules.isEmpty }) { json, form in
      json.field("string", form.string)
      json.form(form)
    }
  }

  mutating func form(_ form: WrittenFormCounts) {
    field("text", form.text)
    strings("rules", form.rules.map(\.rawValue))
    field("documents", form.documents)
    field("occurrences", form.occurrences)
  }

  package mutating func suggestions(_ name: String, _ suggestions: Suggestions) {
    object(name) { json in
      json.objects("relaxed", suggestions.relaxed) { json, relaxed in
        json.field("without", relaxed.relaxation.rawValue)
        json.counted(relaxed.query, relaxed.counts)
      }
      json.objects("parts", suggestions.parts) { $0.counted($1.query, $1.counts) }
      json.objects("missing", suggestions.missing) { json, missing in
        json.field("text", missing.text)
        json.objects("alternatives", missing.alternatives) { json, found in
          json.field("text", found.text)
          json.field("reason", found.reason.rawValue)
          json.counts(found.counts)
        }
      }
    }
  }

  /// Strings that are read as letters say.
  mutating func soundingStrings(_ name: String, _ strings: [Suggestions.CountedQuery]) {
    objects(name, strings) { json, string in
      json.field("text", string.query)
      json.counts(string.counts)
    }
  }
}
