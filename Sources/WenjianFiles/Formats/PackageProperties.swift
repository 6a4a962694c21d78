// The properties that office documents and books carry: Dublin Core under many roofs.

/// Gathers properties from elements whose content is one.
struct PackageProperties {
  private(set) var properties: [DocumentProperty] = []
  private let origin: DocumentProperty.Origin
  private var open: DocumentProperty.Field?
  private var value = ""

  init(_ origin: DocumentProperty.Origin) { self.origin = origin }

  /// What the elements of docProps/core.xml, meta.xml, an OPF package and OFD.xml say.
  private static let fields: [String: DocumentProperty.Field] = [
    "title": .title, "creator": .author, "initial-creator": .author, "created": .created,
    "creation-date": .created, "modified": .modified, "date": .modified, "subject": .subject,
    "keyword": .keywords, "keywords": .keywords, "description": .description,
    "language": .language, "publisher": .publisher, "source": .source, "identifier": .number,
    "Title": .title, "Author": .author, "CreationDate": .created, "ModDate": .modified,
    "Subject": .subject, "Keyword": .keywords, "Abstract": .description, "Keywords": .keywords,
    "Description": .description, "Created": .created, "LastSaved": .modified,
  ]

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start(let name):
      open = Self.fields[name]
      if name == "date", origin == .packageMetadata { open = .published }
      value = ""
    case .text(let text):
      // No property is longer than this.
      if open != nil, value.utf8.count < 4096 { value += String(decoding: text.prefix(4096), as: UTF8.self) }
    case .end:
      if let open { add(open, value) }
      open = nil
    }
  }

  mutating func add(_ field: DocumentProperty.Field, _ value: String) {
    if let property = DocumentProperty(field, trimming: value, origin) { properties.append(property) }
  }

  /// Reads a part of an archive that holds properties; one that is missing or broken says nothing.
  static func read(
    _ part: String, in archive: ZipArchive, _ origin: DocumentProperty.Origin
  ) -> [DocumentProperty] {
    guard let entry = archive.entry(named: part), let bytes = try? archive.read(entry, limit: 1 << 20)
    else { return [] }
    return read(bytes, origin)
  }

  /// The same of the content of such a part.
  static func read(_ bytes: [UInt8], _ origin: DocumentProperty.Origin) -> [DocumentProperty] {
    var gathered = PackageProperties(origin)
    _ = try? MarkupPull.read(bytes) { event, _ in gathered.take(event) }
    return gathered.properties
  }
}

extension DocumentProperty {
  /// nil when nothing but white space is left.
  init?(_ field: Field, trimming value: String, _ origin: Origin, name: String? = nil) {
    var rest = Substring(value)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    if rest.isEmpty { return nil }
    self.init(field, String(rest), origin, name: name)
  }
}
