// OFD (GB/T 33190), the fixed-layout format of Chinese government documents: XML pages in a ZIP archive.

package struct OFDReader: DocumentReader {
  package static let format = DocumentFormat("OFD document", ["ofd"], .zipped)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { head.isZip && head.holds("OFD.xml") }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let archive = try ZipArchive(source.content)
    guard let entry = archive.entry(named: "OFD.xml") else {
      throw archive.entry(named: "Encryptions.xml") == nil ? .damaged("the part OFD.xml is missing") : .encrypted
    }
    var roots: [String] = []
    var gathered = PackageProperties(.ofdInformation)
    var isRoot = false
    var isInformation = false
    let head = try archive.read(entry, limit: 1 << 20)
    var damage = try MarkupPull.read(head) { event, _ in
      switch event {
      case .start("DocInfo"): isInformation = true
      case .end("DocInfo"): isInformation = false
      case .start("DocRoot"): isRoot = true
      case .end("DocRoot"): isRoot = false
      case .text(let text) where isRoot: roots.append(String(decoding: text, as: UTF8.self))
      default: if isInformation { gathered.take(event) }
      }
    }
    var text = PageText()
    var missing: [String] = []
    var pageCount = 0
    for root in roots {
      let part = partName(root, from: "")
      let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
      for page in try pages(part, archive, context) {
        pageCount += 1
        let name = partName(page, from: folder)
        guard let entry = archive.entry(named: name) else {
          missing.append(name)
          continue
        }
        do throws(ReadFailure) {
          let bytes = try archive.read(entry, limit: context.limits.maximumFileBytes, context)
          damage += try MarkupPull.read(bytes) { event, element in text.take(event, element) }
          text.endPage()
        } catch {
          if case .bomb = error { throw error }
          missing.append(name)
        }
      }
    }
    if !missing.isEmpty {
      damage.append(TextDamage(.missingParts, count: missing.count, detail: missing[0]))
    }
    var document = ExtractedDocument(text: text.lines.finish())
    if document.text.isEmpty {
      if archive.entry(named: "Encryptions.xml") != nil { throw .encrypted }
      throw pageCount > missing.count
        ? .noText(damage.filter { $0.kind == .brokenMarkup }) : .damaged("no page can be read")
    }
    document.properties = gathered.properties
    document.damage = damage
    try emit(.document(document))
  }

  private func pages(
    _ part: String, _ archive: ZipArchive, _ context: ReadContext
  ) throws(ReadFailure) -> [String] {
    guard let entry = archive.entry(named: part) else { throw .damaged("the part \(part) is missing") }
    var pages: [String] = []
    let bytes = try archive.read(entry, limit: context.limits.maximumFileBytes, context)
    _ = try MarkupPull.read(bytes) { event, element in
      if case .start("Page") = event, let place = element.attribute("BaseLoc") { pages.append(place) }
    }
    return pages
  }
}

/// Joins the pieces of text on a page to lines: pieces on one height belong together.
private struct PageText {
  var lines = TextLines()
  private var boundary: [Double] = []
  private var size = 0.0
  private var isCode = false
  /// Where the line stands, and where its last piece begins.
  private var lineTop: Double?
  private var pieceLeft = 0.0

  mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    switch event {
    case .start("TextObject"):
      boundary = (element.attribute("Boundary") ?? "").split(separator: " ").compactMap { Double($0) }
      size = element.attribute("Size").flatMap { Double($0) } ?? 0
    case .start("TextCode"):
      isCode = true
      let top = (boundary.count == 4 ? boundary[1] : 0) + (element.attribute("Y").flatMap { Double($0) } ?? 0)
      let left = (boundary.count == 4 ? boundary[0] : 0) + (element.attribute("X").flatMap { Double($0) } ?? 0)
      // Half the height of a character apart is another line; so is what begins left of where the last began.
      if let lineTop, abs(top - lineTop) > max(size, 1) / 2 || left < pieceLeft { lines.breakLine() }
      lineTop = top
      pieceLeft = left
    case .end("TextCode"): isCode = false
    case .text(let text): if isCode { lines.append(text) }
    default: break
    }
  }

  mutating func endPage() {
    lines.breakLine()
    lineTop = nil
    isCode = false
  }
}
