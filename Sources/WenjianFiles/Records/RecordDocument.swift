// A record of a JSON file or a table as a document.

extension ExtractedDocument {
  /// - Parameters:
  ///   - fields: names and values, in their order.
  ///   - number: the record's number from 1 on; its name unless it has a key.
  ///   - origin: what kind of record it is.
  /// - Returns: nil when the record has no text.
  init?(
    record fields: [(name: String, value: String)], number: Int, _ mapping: FieldMapping,
    _ origin: DocumentProperty.Origin
  ) {
    let places = mapping.places(in: fields.map(\.name))
    func value(_ role: FieldMapping.Role) -> String? { places[role].map { fields[$0].value } }
    var text: String
    if let chosen = value(.text) {
      text = chosen
    } else {
      // Somebody named the field of the text, and the record lacks it.
      if mapping.chosen.contains(.text) { return nil }
      // Without a field for it all values that play no role are the text.
      let taken = Set([FieldMapping.Role.key, .title, .date, .source].compactMap { places[$0] })
      text = fields.indices.filter { !taken.contains($0) }.map { fields[$0].value }.joined(separator: "\n")
    }
    let title = value(.title) ?? ""
    // The title is matched like all other text.
    if !title.isEmpty, !text.hasPrefix(title) { text = title + "\n" + text }
    guard text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
    if text.last?.isNewline != true { text += "\n" }
    let key = value(.key).map { $0.filter { $0 != "\0" } } ?? ""
    self.init(text: Array(text.utf8), memberName: key.isEmpty ? String(number) : key)
    let roles: [(FieldMapping.Role, DocumentProperty.Field)] = [
      (.title, .title), (.date, .published), (.signed, .signed), (.source, .source), (.author, .author),
      (.issuer, .issuer), (.number, .number), (.kind, .kind),
    ]
    properties = roles.compactMap { role, field in
      places[role].flatMap { DocumentProperty(field, trimming: fields[$0].value, origin, name: fields[$0].name) }
    }
  }
}
