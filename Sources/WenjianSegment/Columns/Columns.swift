package import WenjianModel
import WenjianPostings

/// A document that is added, as the columns take it.
struct DocumentRow {
  var fields: DocumentFields
  /// First position in the segment, and positions.
  var start: Int
  var length: Int
  /// First byte in the text of the segment.
  var textStart: Int
  /// Relative to the document.
  var titlePositions: Range<Int>
  var script: UInt8
  var hash: UInt64
  var sketch: DocumentSketch
}

/// What a segment stores of each of its documents, besides where it lies (`DocumentTable`).
///
/// A column is declared here and read in `DocumentTable`; building, merging, checking, sizes and FORMAT.md follow.
enum Columns {
  static let titleSpans = Column(
    .documentTitleSpans, "first position of the title in the document, length << 16", part: titles,
    Rows<UInt32>(grammar: "u32")
  ) { row in
    let low = min(row.titlePositions.lowerBound, 0xFFFF)
    return UInt32(low) | UInt32(min(row.titlePositions.count, 0xFFFF)) << 16
  }

  static let titleEnds = Column(
    .documentTitleEnds, "byte of the document's text where the title line ends; 0 for none", part: titles,
    Rows<UInt32>(grammar: "u32")
  ) { UInt32(min($0.fields.titleByteRange.isEmpty ? 0 : $0.fields.titleByteRange.upperBound, Int(UInt32.max))) }

  static let keys = Column(.documentKeys, "the users' names of the documents", part: "document keys", Strings()) {
    $0.fields.key
  }

  static let shownTitles = Column(.documentTitles, "titles as shown", part: titles, Strings()) { $0.fields.title }

  static let norms = Column(
    .documentNorms, "length class of each document", Rows<UInt8>(grammar: "u8, `DocumentNorm`")
  ) {
    DocumentNorm.encode($0.length)
  }

  static let scripts = Column(.documentScripts, "script", Rows<UInt8>(grammar: "u8, `DocumentScript`")) {
    $0.script
  }

  static let hashes = Column(
    .documentHashes, "XXH64 of each document's text", Rows<UInt64>(grammar: "u64, `Hash64`")
  ) { $0.hash }

  static let dates = Column(
    .documentDates, "day of publication, or of signature when that is all there is", part: metadata,
    Rows<UInt32>(grammar: "u32, `CivilDate.number`, 0 for none")
  ) { row in
    (row.fields.metadata.publicationDate ?? row.fields.metadata.signatureDate)?.value.number ?? 0
  }

  static let signatureDates = Column(
    .documentSignatureDates, "day of signature", part: metadata, isOptional: true,
    Rows<UInt32>(grammar: "u32, `CivilDate.number`, 0 for none")
  ) { $0.fields.metadata.signatureDate?.value.number ?? 0 }

  /// The fields whose values are strings of which many documents have the same. A new one is a line here, at the end.
  static let texts: [TextField] = [
    TextField(.source, .documentSources, "the media or offices that the texts are taken from"),
    TextField(.author, .documentAuthors, "names", parts: { PersonNameList.names(in: $0) }),
    TextField(.issuer, .documentIssuers, "the offices that issued them"),
    TextField(.documentNumber, .documentNumbers, "document numbers in normal form"),
    TextField(.kind, .documentKinds, "kinds of documents"),
    TextField(.topic, .documentTopics, "what they are about, in the terms of who published them"),
  ]

  static let customs = Column(
    .documentCustomFields, "fields of the users' own, by name", part: metadata, isOptional: true, Customs()
  ) { $0.fields.metadata.fields }

  static let findings = Column(
    .documentFindings, "where each of these, the title and the dates were found, and how sure they are",
    part: metadata,
    isOptional: true, Findings()
  ) { $0.fields.metadata }

  static let headings = Column(
    .documentHeadings, "lines that documents mark as headings, with their levels", part: "document headings",
    isOptional: true, Headings()
  ) { $0.fields.headings }

  static let sketches = Column(
    .documentSketches, "what tells near-duplicates, of documents with enough text", part: copies, isOptional: true,
    Rows<DocumentSketch>(grammar: "`DocumentSketch`")
  ) { $0.sketch }

  static let works = Column(
    .documentWorks, "the law that a document is a version of (XXH64 of `LawVersions.commonTitle`), 0 for none",
    part: copies, isOptional: true, Rows<UInt64>(grammar: "u64")
  ) { $0.fields.work }

  /// In the order of the file.
  static let all: [any AnyColumn] =
    [titleSpans, titleEnds, keys, shownTitles, norms, scripts, hashes, dates] + texts.map(\.column)
    + [customs, findings, signatureDates, headings, sketches, works]

  /// What the fields of a document are made of. Sections, and not columns as values of any type: those would be the first
  /// that a process opens an index for, and making their types takes longer than the rest of opening it.
  static let fieldSections: [SectionID] =
    [titleEnds.section, keys.section, shownTitles.section, dates.section] + texts.map(\.column.section)
    + [customs.section, findings.section, signatureDates.section]

  private static let titles = "document titles"
  fileprivate static let metadata = "document metadata"
  private static let copies = "sketches for copies"
}

/// A field of documents whose values are strings of which many documents have the same.
struct TextField: Sendable {
  let field: DocumentField
  let column: Column<Values>

  /// - Parameter parts: the values that a text of the field names; itself when nil.
  init(
    _ field: DocumentField, _ section: SectionID, _ summary: String, parts: (@Sendable (String) -> [String])? = nil
  ) {
    self.field = field
    let codec = parts.map { Values(parts: $0) } ?? Values()
    column = Column(section, summary, part: Columns.metadata, isOptional: true, codec) { row in
      row.fields.metadata[text: field].map { codec.parts($0.value) } ?? []
    }
  }
}

extension DocumentFields {
  /// The values of a field whose values are strings, as filters and facets know them: each author is one. Of a title, the one
  /// that was found or given; none of the user's own.
  package func values(of field: DocumentField) -> [String] {
    if field == .title { return metadata.title == nil && titleByteRange.isEmpty ? [] : [title] }
    guard let text = Columns.texts.first(where: { $0.field == field }), let value = metadata[text: field]?.value
    else {
      return []
    }
    // One that comes twice counts once.
    return text.column.codec.parts(value).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// Names with a blank between them.
enum PersonNameList {
  /// - Returns: the names in their order: a blank parts them, unless it is between words of Latin letters, which
  ///   are one name.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\u{3000}" }) {
      if let last = names.last, let end = last.utf8.last, let start = word.utf8.first, end < 0x80, start < 0x80 {
        names[names.count - 1] = last + " " + word
      } else {
        names.append(String(word))
      }
    }
    return names
  }

  static func text(of names: [String]) -> String { names.joined(separator: " ") }
}
