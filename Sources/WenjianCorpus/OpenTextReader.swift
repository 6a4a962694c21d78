// OpenDocument text (ISO 26300), as LibreOffice writes it.

package struct OpenTextReader: DocumentReader {
  package static let format = DocumentFormat("OpenDocument text", ["odt", "ott"], .zipped)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.mediaType?.hasPrefix("application/vnd.oasis.opendocument.text") ?? false
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let archive = try ZipArchive(source.content)
    if isEncrypted(archive) { throw .encrypted }
    guard let entry = archive.entry(named: "content.xml") else {
      throw .damaged("the part content.xml is missing")
    }
    var text = OpenText()
    let damage = try MarkupPull.read(
      try archive.read(entry, limit: context.limits.maximumFileBytes, context)
    ) { event, element in text.take(event, element) }
    var document = ExtractedDocument(text: text.lines.finish())
    if document.text.isEmpty { throw .noText }
    document.properties = PackageProperties.read("meta.xml", in: archive, .officeProperties)
    document.damage = damage
    try emit(.document(document))
  }

  private func isEncrypted(_ archive: ZipArchive) -> Bool {
    guard let entry = archive.entry(named: "META-INF/manifest.xml"),
      let bytes = try? archive.read(entry, limit: 1 << 20)
    else { return false }
    var isEncrypted = false
    _ = try? MarkupPull.read(bytes) { event, _ in
      if case .start("encryption-data") = event { isEncrypted = true }
    }
    return isEncrypted
  }
}

private struct OpenText {
  var lines = TextLines()
  private var tableDepth = 0
  /// Paragraphs around the present place: text elsewhere is layout.
  private var paragraphDepth = 0
  /// Above zero inside what was deleted, or noted in the margin.
  private var hidden = 0

  mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    switch event {
    case .start("tracked-changes"), .start("annotation"): hidden += 1
    case .end("tracked-changes"), .end("annotation"): hidden -= 1
    case .text(let text): if paragraphDepth > 0, hidden == 0 { lines.appendCollapsed(text) }
    case .start(let name):
      switch name {
      case "p", "h": paragraphDepth += 1
      case "tab": lines.tab()
      case "line-break": if tableDepth == 0 { lines.breakLine() } else { lines.space() }
      case "s": lines.space()
      case "table": tableDepth += 1
      default: break
      }
    case .end(let name):
      switch name {
      case "p", "h":
        paragraphDepth -= 1
        if tableDepth == 0 { lines.breakLine() } else { lines.space() }
      case "table-cell": lines.tab()
      case "table-row": lines.breakLine()
      case "table": tableDepth -= 1
      default: break
      }
    }
  }
}
