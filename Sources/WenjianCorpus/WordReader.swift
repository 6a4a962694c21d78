// Word documents since 2007 (ECMA-376): WordprocessingML in a ZIP archive.

package struct WordReader: DocumentReader {
  package static let format = DocumentFormat("Word document", ["docx", "docm", "dotx"], .zipped)

  package init() {}

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
    var text = WordText()
    var damage = try text.read(try archive.read(entry, limit: context.limits.maximumFileBytes, context))
    let folder = main.lastIndex(of: "/").map { String(main[...$0]) } ?? ""
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
    if document.text.isEmpty { throw .noText }
    if document.text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<document.text.count] }
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

/// The text of WordprocessingML parts, one after the other.
private struct WordText {
  var lines = TextLines()
  private var tableDepth = 0
  private var isText = false
  /// Above zero inside an element whose text is shown elsewhere or not at all.
  private var hidden = 0

  mutating func read(_ bytes: [UInt8]) throws(ReadFailure) -> [TextDamage] {
    (tableDepth, isText, hidden) = (0, false, 0)
    let damage = try MarkupPull.read(bytes) { event, element in take(event, element) }
    lines.breakLine()
    return damage
  }

  private mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    switch event {
    // The fallback repeats the text of the choice before it for programs of 2007; what was deleted is kept in w:delText.
    case .start("Fallback"): hidden += 1
    case .end("Fallback"): hidden -= 1
    case .text(let text): if isText, hidden == 0 { lines.append(text) }
    case .start(let name):
      switch name {
      case "t": isText = true
      case "tab": if hidden == 0 { lines.tab() }
      case "br", "cr": if hidden == 0, tableDepth == 0 { lines.breakLine() } else { lines.space() }
      case "noBreakHyphen": if hidden == 0 { lines.append("-") }
      case "sym":
        if hidden == 0, let code = element.attribute("char").flatMap({ UInt32($0, radix: 16) }),
          let scalar = Unicode.Scalar(code)
        {
          lines.append(String(scalar))
        }
      case "tbl": tableDepth += 1
      default: break
      }
    case .end(let name):
      switch name {
      case "t": isText = false
      case "p": if tableDepth == 0 { lines.breakLine() } else { lines.space() }
      case "tc": lines.tab()
      case "tr": lines.breakLine()
      case "tbl": tableDepth -= 1
      default: break
      }
    }
  }
}
