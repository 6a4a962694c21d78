// Word documents since 2007 (ECMA-376): WordprocessingML in a ZIP archive.

import WenjianDocument
import WenjianText

package struct WordReader: DocumentReader {
  package static let format = DocumentFormat("Word document", ["docx", "docm", "dotx", "dotm"], .zipped)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.isZip && head.holds("[Content_Types].xml")
      && head.zip?.entries.contains { $0.name.hasPrefix("word/") } == true
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    try emit(.document(try Self.document(OfficePackage(try ZipArchive(source.content)), context)))
  }

  /// Lists and styles of documents take some hundred KB.
  private static let propertyLimit = 8 << 20

  /// Reads the parts of a document, however they are packed.
  static func document(_ package: OfficePackage, _ context: ReadContext) throws(ReadFailure) -> ExtractedDocument {
    let main = package.mainPart(context) ?? "word/document.xml"
    guard let body = try package.read(main, context) else { throw .damaged("the part \(main) is missing") }
    let folder = main.lastIndex(of: "/").map { String(main[...$0]) } ?? ""
    func property(_ part: String) -> [UInt8]? { try? package.read(folder + part, context, limit: propertyLimit) }
    var text = WordText(
      numbering: WordNumbering(numbering: property("numbering.xml"), styles: property("styles.xml")),
      embedded: WordParts(package, context))
    var damage = try text.read(body, part: main)
    text.isBody = false
    let parts = package.names.filter { $0.hasPrefix(folder) && $0.hasSuffix(".xml") }.sorted()
    func readParts(_ prefix: String, isMargin: Bool = false) throws(ReadFailure) {
      for part in parts where part.dropFirst(folder.count).hasPrefix(prefix) {
        do throws(ReadFailure) {
          guard let bytes = try package.read(part, context) else { continue }
          if isMargin { text.lines = TextLines() }
          damage += try text.read(bytes, part: part)
        } catch {
          if case .bomb = error { throw error }
          damage.append(TextDamage(.missingParts, count: 1, detail: part))
        }
        if isMargin { text.margins.add(text.lines.finish()) }
      }
    }
    // Diagrams that nothing refers to by the names we know.
    for part in parts where part.dropFirst(folder.count).hasPrefix("diagrams/data") {
      text.lines.appendParagraphs(try text.embedded.drawing(part: part))
    }
    try readParts("footnotes")
    try readParts("endnotes")
    text.lines.endParagraph()
    let written = text.lines
    for prefix in ["comments", "header", "footer"] { try readParts(prefix, isMargin: true) }
    text.lines = written
    return try document(&text, damage + text.embedded.damage, properties(package, context))
  }

  /// Puts together what was read: the text, its notes, and what is printed in the margins.
  static func document(
    _ text: inout WordText, _ damage: [TextDamage], _ properties: [DocumentProperty]
  ) throws(ReadFailure) -> ExtractedDocument {
    text.lines.appendParagraphs(text.notes.finish())
    let bodyBytes = text.lines.bytes.count
    text.lines.appendParagraphs(text.margins.finish())
    var document = ExtractedDocument(text: text.lines.finish())
    if document.text.isEmpty { throw .noText(damage) }
    if document.text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<document.text.count] }
    document.headings = text.orderedHeadings.plausible(in: document.shownText).outside(document.lowWeightRanges)
    document.properties = properties
    document.damage = damage
    return document
  }

  private static func properties(_ package: OfficePackage, _ context: ReadContext) -> [DocumentProperty] {
    guard let bytes = try? package.read("docProps/core.xml", context, limit: 1 << 20) else { return [] }
    return PackageProperties.read(bytes, .officeProperties)
  }
}
