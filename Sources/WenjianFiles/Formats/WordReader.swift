// Word documents since 2007 (ECMA-376): WordprocessingML in a ZIP archive.

import WenjianDocument

package struct WordReader: DocumentReader {
  package static let format = DocumentFormat("Word document", ["docx", "docm", "dotx"], .zipped)

  package init() {}

  /// Lists and styles of documents take some hundred KB.
  private static let propertyLimit = 8 << 20

  package func recognizes(_ head: FileHead) -> Bool {
    head.isZip && head.holds("[Content_Types].xml")
      && head.zip?.entries.contains { $0.name.hasPrefix("word/") } == true
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let archive = try ZipArchive(source.content)
    let main = mainPart(archive)
    guard let entry = archive.entry(named: main) else {
      throw .damaged("the part \(main) is missing")
    }
    let folder = main.lastIndex(of: "/").map { String(main[...$0]) } ?? ""
    func property(_ part: String) -> [UInt8]? {
      archive.entry(named: folder + part).flatMap {
        try? archive.read($0, limit: Self.propertyLimit, context)
      }
    }
    var text = WordText(
      numbering: WordNumbering(numbering: property("numbering.xml"), styles: property("styles.xml")))
    var damage = try text.read(try archive.read(entry, limit: context.limits.maximumFileBytes, context))
    let parts = archive.entries.map(\.name).filter { $0.hasPrefix(folder) }.sorted()
    func readParts(_ prefix: String) throws(ReadFailure) {
      for part in parts where part.dropFirst(folder.count).hasPrefix(prefix) && part.hasSuffix(".xml") {
        guard let entry = archive.entry(named: part) else { continue }
        do throws(ReadFailure) {
          damage += try text.read(try archive.read(entry, limit: context.limits.maximumFileBytes, context))
        } catch {
          if case .bomb = error { throw error }
          damage.append(TextDamage(.missingParts, count: 1, detail: part))
        }
      }
    }
    try readParts("footnotes")
    try readParts("endnotes")
    text.lines.breakLine()
    let bodyBytes = text.lines.bytes.count
    try readParts("header")
    try readParts("footer")
    var document = ExtractedDocument(text: text.lines.finish())
    if document.text.isEmpty { throw .noText(damage) }
    if document.text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<document.text.count] }
    document.headings = text.headings.plausible(in: document.text).outside(document.lowWeightRanges)
    document.properties = PackageProperties.read("docProps/core.xml", in: archive, .officeProperties)
    document.damage = damage
    try emit(.document(document))
  }

  /// Where the package says its main part is; nearly always in the usual place.
  private func mainPart(_ archive: ZipArchive) -> String {
    var main = "word/document.xml"
    guard let entry = archive.entry(named: "_rels/.rels"), let bytes = try? archive.read(entry, limit: 1 << 20)
    else { return main }
    _ = try? MarkupPull.read(bytes) { event, element in
      guard case .start("Relationship") = event,
        element.attribute("Type")?.hasSuffix("/officeDocument") == true,
        let target = element.attribute("Target")
      else { return }
      main = String(target.drop { $0 == "/" })
    }
    return main
  }
}
