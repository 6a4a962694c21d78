// Word documents in one XML file: that of Word 2003, and flat OPC, the package of docx as Word saves it. Both are often
// named .doc or .xml.

import WenjianDocument
import WenjianText

package struct WordXMLReader: DocumentReader {
  package static let format = DocumentFormat("Word document in XML", ["wordml"], .binary)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { Self.isFlat(head.markup) || Self.isOld(head.markup) }

  private static func isFlat(_ markup: [UInt8]) -> Bool {
    holds(markup, "schemas.microsoft.com/office/2006/xmlpackage")
  }

  private static func isOld(_ markup: [UInt8]) -> Bool {
    holds(markup, ":worddocument") || holds(markup, "<?mso-application progid=\"word.document\"")
  }

  private static func holds(_ markup: [UInt8], _ mark: String) -> Bool {
    let mark = Array(mark.utf8)
    return markup.indices.contains { markup[$0] == mark[0] && markup[$0...].starts(with: mark) }
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    if Self.isFlat(try FileHead(source).markup) {
      let package = try OfficePackage(flat: try source.content.all())
      return try emit(.document(try WordReader.document(package, context)))
    }
    let bytes = try source.content.all()
    var text = WordText(
      numbering: WordNumbering(numbering: nil, styles: bytes), embedded: WordParts(nil, context))
    let damage = try text.read(bytes)
    var properties = PackageProperties(.officeProperties)
    var isProperties = false
    _ = try? MarkupPull.read(bytes) { event, _ in
      switch event {
      case .start("DocumentProperties"): isProperties = true
      case .end("DocumentProperties"): isProperties = false
      default: if isProperties { properties.take(event) }
      }
    }
    try emit(.document(try WordReader.document(&text, damage, properties.properties)))
  }
}
