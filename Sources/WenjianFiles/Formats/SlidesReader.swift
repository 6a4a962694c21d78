// PowerPoint presentations since 2007 (ECMA-376): PresentationML in a ZIP archive.

import WenjianDocument
import WenjianModel
import WenjianText

package struct SlidesReader: DocumentReader {
  package static let format = DocumentFormat(
    "PowerPoint presentation", ["pptx", "pptm", "ppsx", "ppsm", "potx"], .zipped)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.isZip && head.holds("[Content_Types].xml")
      && head.zip?.entries.contains { $0.name.hasPrefix("ppt/") } == true
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let package = OfficePackage(try ZipArchive(source.content))
    let main = package.mainPart(context) ?? "ppt/presentation.xml"
    guard let presentation = try package.read(main, context) else { throw .damaged("the part \(main) is missing") }
    var text = SlideText(embedded: WordParts(package, context))
    var damage: [TextDamage] = []
    var notes: [String] = []
    for slide in Self.slides(of: presentation, package.relations(of: main, context)) {
      do throws(ReadFailure) {
        guard let bytes = try package.read(slide, context) else {
          damage.append(TextDamage(.missingParts, count: 1, detail: slide))
          continue
        }
        damage += try text.read(bytes, part: slide)
      } catch {
        if case .bomb = error { throw error }
        damage.append(TextDamage(.missingParts, count: 1, detail: slide))
      }
      let relations = package.relations(of: slide, context).values
      notes += relations.filter { ["notesSlide", "comments"].contains($0.kind) }.map(\.part).sorted()
    }
    text.lines.endParagraph()
    let bodyBytes = text.lines.bytes.count
    let headings = text.headings
    // What is said besides, and the line at the foot of the slides.
    for part in notes {
      guard let bytes = try package.read(part, context) else { continue }
      damage += try text.read(bytes, part: part)
    }
    text.lines.appendParagraphs(text.margins.finish())
    var document = ExtractedDocument(text: text.lines.finish())
    damage += text.embedded.damage
    if document.text.isEmpty { throw .noText(damage) }
    if document.text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<document.text.count] }
    document.headings = headings.plausible(in: document.shownText)
    if let bytes = try? package.read("docProps/core.xml", context, limit: 1 << 20) {
      document.properties = PackageProperties.read(bytes, .officeProperties)
    }
    document.damage = damage
    try emit(.document(document))
  }

  /// The parts of the slides in the order in which they are shown.
  private static func slides(of presentation: [UInt8], _ relations: [String: OfficeRelation]) -> [String] {
    var slides: [String] = []
    _ = try? MarkupPull.read(presentation) { event, element in
      // It has an `id` of its own besides that of the relation, in no namespace.
      guard case .start("sldId") = event, let id = element.attribute("id", in: "relationships") else { return }
      if let part = relations[id]?.part { slides.append(part) }
    }
    return slides
  }
}

/// The text of slides: frames of paragraphs, tables, and what is embedded.
struct SlideText {
  var lines = TextLines()
  /// Dates and running lines of slides.
  var margins = RunningHeads()
  private(set) var headings: [HeadingLine] = []
  var embedded: WordParts
  private var isText = false
  private var hidden = 0
  private var tableDepth = 0
  private var frame = Frame.body
  /// The text of the slide while a running line is read.
  private var around: TextLines?

  private enum Frame { case body, title, margin, number }

  init(embedded: WordParts) { self.embedded = embedded }

  mutating func read(_ bytes: [UInt8], part: String) throws(ReadFailure) -> [TextDamage] {
    (isText, hidden, tableDepth, frame) = (false, 0, 0, .body)
    embedded.enter(part)
    let damage = try MarkupPull.read(bytes) { event, element throws(ReadFailure) in try take(event, element) }
    endFrame()
    lines.endParagraph()
    return damage
  }

  private mutating func take(_ event: MarkupEvent, _ element: MarkupElement) throws(ReadFailure) {
    switch event {
    case .text(let text):
      guard isText, hidden == 0, frame != .number else { return }
      let isFirst = lines.isAtLineStart && text.contains { $0 > 0x20 }
      lines.append(text)
      if frame == .title, isFirst { headings.note(byteOffset: lines.lineStart, level: 1) }
    case .start(let name):
      switch name {
      // Comments have theirs in an element of that name.
      case "t", "text": isText = true
      case "br": if hidden == 0 { lines.breakSoftly() }
      case "Fallback": hidden += 1
      case "ph": startFrame(element.attribute("type") ?? "")
      case "tbl": tableDepth += 1
      case "tab": lines.tab()
      case "relIds": if let id = element.attribute("dm") { lines.appendParagraphs(try embedded.drawing(id)) }
      case "chart": if let id = element.attribute("id") { lines.appendParagraphs(try embedded.drawing(id)) }
      default: break
      }
    case .end(let name):
      switch name {
      case "t": isText = false
      case "text":
        isText = false
        lines.endParagraph()
      case "Fallback": hidden -= 1
      case "p": if tableDepth > 0 { lines.endParagraphInCell() } else { lines.endParagraph() }
      case "tc": lines.endCell()
      case "tr": lines.endParagraph()
      case "tbl": tableDepth -= 1
      case "sp": endFrame()
      default: break
      }
    }
  }

  private mutating func startFrame(_ kind: String) {
    switch kind {
    case "title", "ctrTitle": frame = .title
    case "sldNum": frame = .number
    case "dt", "ftr", "hdr":
      guard around == nil else { return }
      lines.endParagraph()
      around = lines
      lines = TextLines()
      frame = .margin
    default: break
    }
  }

  private mutating func endFrame() {
    if let outer = around {
      margins.add(lines.finish())
      lines = outer
      around = nil
    }
    lines.endParagraph()
    frame = .body
  }
}
