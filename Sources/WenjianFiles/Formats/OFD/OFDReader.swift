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
    var package = OFDPackage(archive, context)
    var text = PageTexts()
    for root in roots { text.append(PageText(try package.pages(of: partName(root, from: "")))) }
    damage += package.damage
    var document = ExtractedDocument(text: text.text)
    if document.text.isEmpty {
      if archive.entry(named: "Encryptions.xml") != nil { throw .encrypted }
      throw package.hasPages
        ? .noText(damage.filter { $0.kind == .brokenMarkup }) : .damaged("no page can be read")
    }
    document.lowWeightRanges = text.lowWeightRanges
    document.properties = gathered.properties
    document.damage = damage
    try emit(.document(document))
  }
}

/// The texts of the documents in one file, one behind the other.
private struct PageTexts {
  var text: [UInt8] = []
  var lowWeightRanges: [Range<Int>] = []

  mutating func append(_ other: PageText) {
    let start = text.count
    text += other.text
    lowWeightRanges += other.lowWeightRanges.map { ($0.lowerBound + start)..<($0.upperBound + start) }
  }
}

/// Reads the parts of an OFD.
private struct OFDPackage {
  let archive: ZipArchive
  let context: ReadContext
  private var missing: [String] = []
  private var broken: [TextDamage] = []
  private var leftOut: [String] = []
  private(set) var hasPages = false

  init(_ archive: ZipArchive, _ context: ReadContext) {
    self.archive = archive
    self.context = context
  }

  /// What was wrong with the parts that were read.
  var damage: [TextDamage] {
    var damage = broken
    if let first = missing.first { damage.append(TextDamage(.missingParts, count: missing.count, detail: first)) }
    if !leftOut.isEmpty {
      damage.append(
        TextDamage(
          .missingParts, count: leftOut.count,
          detail: "attachments are not read: " + leftOut.prefix(8).joined(separator: ", ")))
    }
    return damage
  }

  /// The pages of a document.
  mutating func pages(of part: String) throws(ReadFailure) -> [LaidOutPage] {
    guard let entry = archive.entry(named: part) else { throw .damaged("the part \(part) is missing") }
    let bytes = try archive.read(entry, limit: context.limits.maximumFileBytes, context)
    let document = try OFDDocument(bytes, folder: folder(of: part))
    var units: [String: [OFDItem]] = [:]
    for part in document.resources { try readUnits(part, into: &units) }
    try nameAttachments(document)
    let annotations = try annotations(of: document)
    var templates: [String: [OFDItem]] = [:]
    var usedTemplates = Set<String>()
    var pages: [LaidOutPage] = []
    for page in document.pages {
      var width = document.width
      var templateIDs: [String] = []
      var resources: [String] = []
      guard
        let content = try content(
          page.part,
          also: { event, element, value in
            switch event {
            case .start("Template"): if let id = element.attribute("TemplateID") { templateIDs.append(id) }
            case .end("PageRes"): resources.append(partName(value, from: folder(of: page.part)))
            case .end("PhysicalBox"):
              let box = OFDNumbers.values(value)
              if box.count == 4, box[2].isFinite, box[2] > 0 { width = box[2] }
            default: break
            }
          })
      else { continue }
      hasPages = true
      var pageUnits = units
      for part in resources { try readUnits(part, into: &pageUnits) }
      var drawing = OFDDrawing(units: pageUnits, context)
      var repeated = OFDDrawing(units: pageUnits, context)
      for id in templateIDs {
        if templates[id] == nil, let part = document.templates[id] { templates[id] = try self.content(part) ?? [] }
        guard let items = templates[id] else { continue }
        // What every page has is said once.
        if usedTemplates.insert(id).inserted { try drawing.draw(items) } else { try repeated.draw(items) }
      }
      try drawing.draw(content)
      var laidOut = LaidOutPage(
        width: width, lines: PageRows.lines(drawing.pieces.withoutRepeats(), pageWidth: width))
      laidOut.asides = drawing.slanted.map(\.line)
      laidOut.asides += PageRows.lines(repeated.pieces.withoutRepeats(), pageWidth: width)
      laidOut.asides += repeated.slanted.map(\.line)
      for part in annotations[page.id] ?? [] {
        for items in try annotationTexts(part) {
          var remark = OFDDrawing(units: pageUnits, context)
          try remark.draw(items)
          laidOut.asides +=
            PageRows.lines(remark.pieces.withoutRepeats(), pageWidth: width) + remark.slanted.map(\.line)
        }
      }
      pages.append(laidOut)
    }
    return pages
  }

  /// Reads a part as markup; one that cannot be read is named.
  /// - Returns: whether it could be read.
  private mutating func read(
    _ part: String, _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) -> Bool {
    guard let entry = archive.entry(named: part) else {
      missing.append(part)
      return false
    }
    do throws(ReadFailure) {
      let bytes = try archive.read(entry, limit: context.limits.maximumFileBytes, context)
      broken += try MarkupPull.read(bytes, handle)
      return true
    } catch {
      if case .bomb = error { throw error }
      missing.append(part)
      return false
    }
  }

  /// What is drawn in a part.
  /// - Parameter also: gets every event, and at the end of an element its text.
  private mutating func content(
    _ part: String, also: (MarkupEvent, MarkupElement, String) -> Void = { _, _, _ in }
  ) throws(ReadFailure) -> [OFDItem]? {
    var content = OFDContent()
    var value = ""
    let isRead = try read(part) { event, element in
      content.take(event, element)
      switch event {
      case .start: value = ""
      case .text(let text):
        if value.utf8.count < 1024 { value += String(decoding: text.prefix(1024), as: UTF8.self) }
      case .end: break
      }
      also(event, element, value)
    }
    return isRead ? content.items : nil
  }

  private mutating func readUnits(_ part: String, into units: inout [String: [OFDItem]]) throws(ReadFailure) {
    var found: [String: [OFDItem]] = [:]
    var unit: String?
    var content = OFDContent()
    _ = try read(part) { event, element in
      if case .start("CompositeGraphicUnit") = event {
        unit = element.attribute("ID")
        content = OFDContent()
      } else if case .end("CompositeGraphicUnit") = event {
        if let unit { found[unit] = content.items }
        unit = nil
      } else if unit != nil {
        content.take(event, element)
      }
    }
    units.merge(found) { _, new in new }
  }

  /// The parts with the annotations of each page, by the number of the page.
  private mutating func annotations(of document: OFDDocument) throws(ReadFailure) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for part in document.annotations {
      var page: String?
      var isPlace = false
      _ = try read(part) { event, element in
        switch event {
        case .start("Page"): page = element.attribute("PageID")
        case .start("FileLoc"): isPlace = true
        case .end("FileLoc"): isPlace = false
        case .text(let text) where isPlace:
          let place = String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }
          if let page { found[page, default: []].append(partName(place, from: folder(of: part))) }
        default: break
        }
      }
    }
    return found
  }

  /// What the annotations in a part show, each for itself.
  private mutating func annotationTexts(_ part: String) throws(ReadFailure) -> [[OFDItem]] {
    var texts: [[OFDItem]] = []
    var content: OFDContent?
    var isHidden = false
    _ = try read(part) { event, element in
      switch event {
      case .start("Annot"):
        let visible = element.attribute("Visible")
        isHidden = visible == "false" || visible == "0"
      case .start("Appearance"): if !isHidden { content = OFDContent() }
      case .end("Appearance"):
        if let items = content?.items, !items.isEmpty { texts.append(items) }
        content = nil
      default: content?.take(event, element)
      }
    }
    return texts
  }

  private mutating func nameAttachments(_ document: OFDDocument) throws(ReadFailure) {
    var names: [String] = []
    for part in document.attachments {
      _ = try read(part) { event, element in
        if case .start("Attachment") = event { names.append(element.attribute("Name") ?? "without a name") }
      }
    }
    leftOut += names
  }
}
