package import WenjianModel

extension DocumentTable {
  /// The dates of a field, as `CivilDate.number`, 0 for none. Those of `publicationDate` are what a document is dated:
  /// the day of publication, or of signature when that is all there is.
  /// - Returns: nil when no document of the segment has one, and for fields that are no dates.
  package func dates(of field: DocumentField) -> RowColumn<UInt32>? {
    switch field {
    case .publicationDate: dates
    case .signatureDate: signatureDates
    default: nil
    }
  }

  /// The values of a field whose values are strings of which many documents have the same.
  /// - Returns: nil when no document of the segment has one, and for other fields.
  /// - Complexity: constant; in a segment of version 1 or 2 the first call for a field is linear in the documents.
  package func values(of field: DocumentField) -> ValueColumn? {
    if case .custom(let name) = field { customs?.column(name) } else { texts(of: field)?.column }
  }

  /// Declares that key, title and fields of a document will be read, by a caller who cannot be told of damage then.
  /// - Complexity: some 1,000 instructions, for the first documents of a process; then constant.
  package func requireFields(of document: Int) {
    if fieldChecks.areKnown { return }
    let document = sound(document)
    _ = (keyBytes(of: document), titleBytes(of: document), titleEnd(of: document), date(of: document))
    _ = (textRange(of: document), signatureDates?[document])
    for column in texts { column?.require(document) }
    for column in customs?.columns ?? [] { column.require(document) }
    findings?.require(document)
    fieldChecks.add()
  }

  /// The fields of the users' own that documents of the segment have, by name.
  package var customNames: [String] { customs?.names ?? [] }

  /// The fields of the users' own that a document has.
  /// - Complexity: linear in the names of the segment.
  package func customFields(of document: Int) -> CustomFields {
    customs?.fields(of: sound(document)) ?? CustomFields()
  }

  private func texts(of field: DocumentField) -> FieldTexts? {
    Columns.texts.firstIndex { $0.field == field }.flatMap { texts[$0] }
  }

  /// The text of a field of a document, several values with a blank between them; nil when it has none.
  /// - Complexity: linear in the text.
  package func text(_ field: DocumentField, of document: Int) -> String? {
    switch field {
    case .key: key(of: document)
    case .title: title(of: document)
    case .custom(let name):
      customs?.column(name)?.values(of: sound(document)).map { $0.joined(separator: " ") }
    default: texts(of: field)?.values(of: sound(document)).map(PersonNameList.text)
    }
  }

  /// The day of signature; nil for none.
  package func signatureDate(of document: Int) -> CivilDate? {
    signatureDates.flatMap { CivilDate(number: $0[sound(document)]) }
  }

  private func titleOrigin(of document: Int) -> FieldOrigin? {
    findings?.findings(of: sound(document)).first { $0.field == .title }?.origin
  }

  /// Whether what is shown for a document is a title that was found or given, and not the beginning of its text.
  package func hasFoundTitle(_ document: Int) -> Bool { titleOrigin(of: document) != nil }

  /// Whether what is shown for a document is a title: one that was found or given or, in an index that does not tell, one
  /// that is in the text.
  package func hasTitle(_ document: Int) -> Bool { hasFoundTitle(document) || titleEnd(of: document) > 0 }

  /// A document's title, unless it has none or it is that of a file, which anybody may have given it; then what is
  /// shown for it tells it apart from no other.
  package func formTitleBytes(of document: Int) -> UnsafeRawBufferPointer? {
    titleOrigin(of: document).map { $0 != .fileName } ?? false ? titles[sound(document)] : nil
  }

  /// What a document says of itself.
  /// - Complexity: linear in it.
  package func metadata(of document: Int) -> DocumentMetadata {
    var metadata = DocumentMetadata()
    let textBytes = textRange(of: document).count
    var found: [DocumentField: FieldFinding] = [:]
    for finding in findings?.findings(of: sound(document)) ?? [] where found[finding.field] == nil {
      found[finding.field] = finding
    }
    func finding<Value>(_ field: DocumentField, _ value: Value) -> Finding<Value> {
      guard let finding = found[field] else { return Finding(value, .unrecorded, 0) }
      var origin = finding.origin
      if case .text(let range) = origin { origin = .text(range.clamped(to: 0..<textBytes)) }
      return Finding(value, origin, Double(finding.percent) / 100)
    }
    if found[.title] != nil || titleEnd(of: document) > 0 {
      metadata.title = finding(.title, title(of: document))
    }
    let signed = signatureDate(of: document)
    metadata.signatureDate = signed.map { finding(.signatureDate, $0) }
    // The column holds the day of signature for documents without one of publication.
    if found[.publicationDate] != nil || signed == nil {
      metadata.publicationDate = CivilDate(number: date(of: document)).map { finding(.publicationDate, $0) }
    }
    for field in Columns.texts.map(\.field) {
      metadata[text: field] = text(field, of: document).map { finding(field, $0) }
    }
    metadata.fields = customFields(of: document)
    return metadata
  }

  /// The places in the order of keys of the documents whose keys begin with a prefix: all below a directory.
  /// - Complexity: logarithmic.
  package func keyOrder(withPrefix prefix: String) -> Range<Int> {
    let prefix = Array(prefix.utf8)
    func firstIndex(where isBehind: (UnsafeRawBufferPointer.SubSequence) -> Bool) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        let key = keyBytes(of: documentInKeyOrder(middle))
        if isBehind(key.prefix(prefix.count)) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let first = firstIndex { !$0.lexicographicallyPrecedes(prefix) }
    return first..<max(first, firstIndex { prefix.lexicographicallyPrecedes($0) })
  }
}
