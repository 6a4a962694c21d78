// OpenDocument text (ISO 26300), as LibreOffice writes it.

import WenjianDocument

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
    // Lists and headings are counted by styles of both parts; headers and footers stand in this one.
    var styles = OpenTextStyles()
    let styleBytes = archive.entry(named: "styles.xml").flatMap {
      try? archive.read($0, limit: context.limits.maximumFileBytes, context)
    }
    if let styleBytes { _ = try? MarkupPull.read(styleBytes) { event, element in styles.take(event, element) } }
    var text = OpenText(styles: styles)
    let damage = try MarkupPull.read(
      try archive.read(entry, limit: context.limits.maximumFileBytes, context)
    ) { event, element in text.take(event, element) }
    var document = ExtractedDocument(text: text.finish())
    let bodyBytes = document.text.count
    document.text += text.finishComments()
    if let styleBytes {
      var margin = OpenText(styles: styles, isMargin: true)
      _ = try? MarkupPull.read(styleBytes) { event, element in margin.take(event, element) }
      document.text += margin.finish()
    }
    if document.text.isEmpty { throw .noText(damage) }
    if document.text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<document.text.count] }
    document.headings = text.headings.plausible(in: document.shownText)
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
