// Excel workbooks since 2007 (ECMA-376): SpreadsheetML in a ZIP archive.

import WenjianText

/// A workbook is a document: its sheets one after the other, a row a paragraph of cells.
package struct WorkbookReader: DocumentReader {
  package static let format = DocumentFormat("Excel workbook", ["xlsx", "xlsm", "xltx", "xltm"], .zipped)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.isZip && head.holds("[Content_Types].xml")
      && head.zip?.entries.contains { $0.name.hasPrefix("xl/") } == true
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let archive = try ZipArchive(source.content)
    var damage: [TextDamage] = []
    func part(_ name: String) throws(ReadFailure) -> [UInt8]? {
      guard let entry = archive.entry(named: name) else { return nil }
      do throws(ReadFailure) {
        return try archive.read(entry, limit: context.limits.maximumFileBytes, context)
      } catch {
        if case .bomb = error { throw error }
        damage.append(TextDamage(.missingParts, count: 1, detail: name))
        return nil
      }
    }
    guard let main = try part("xl/workbook.xml") else { throw .damaged("the part xl/workbook.xml is missing") }
    let book = try Workbook(main, relations: try part("xl/_rels/workbook.xml.rels"))
    damage += book.damage
    var strings = SharedStrings()
    if let bytes = try part(book.stringsPart) { damage += try strings.read(bytes) }
    var formats = CellFormats(usesMacDates: book.usesMacDates)
    if let bytes = try part(book.stylesPart) { damage += try formats.read(bytes) }
    var text = SheetText(strings: strings, formats: formats, context: context)
    func read(_ sheets: [Workbook.Sheet]) throws(ReadFailure) {
      for sheet in sheets {
        guard let bytes = try part(sheet.part) else {
          if archive.entry(named: sheet.part) == nil {
            damage.append(TextDamage(.missingParts, count: 1, detail: sheet.part))
          }
          continue
        }
        // What a program named it says nothing.
        if !Self.isDefaultName(sheet.name) {
          text.lines.append(sheet.name)
          text.lines.endParagraph()
        }
        damage += try text.read(bytes)
      }
    }
    func readParts(_ prefix: String) throws(ReadFailure) {
      for name in archive.entries.map(\.name).filter({ $0.hasPrefix(prefix) && $0.hasSuffix(".xml") }).sorted() {
        if let bytes = try part(name) { damage += try text.readNotes(bytes) }
      }
    }
    try read(book.sheets.filter { !$0.isHidden })
    try readParts("xl/drawings/drawing")
    text.lines.endParagraph()
    let bodyBytes = text.lines.bytes.count
    // What nobody sees unless they ask for it.
    try read(book.sheets.filter(\.isHidden))
    try readParts("xl/comments")
    try readParts("xl/threadedComments/")
    var document = ExtractedDocument(text: text.lines.finish())
    if document.text.isEmpty { throw .noText(damage) }
    if bodyBytes > 0, document.text.count > bodyBytes {
      document.lowWeightRanges = [bodyBytes..<document.text.count]
    }
    document.properties = PackageProperties.read("docProps/core.xml", in: archive, .officeProperties)
    document.damage = damage
    try emit(.document(document))
  }

  /// Whether a program gave a sheet its name.
  static func isDefaultName(_ name: String) -> Bool {
    let bare = name.drop { !$0.isNumber }
    return ["Sheet", "sheet", "工作表", "Tabelle", "Feuil"].contains(String(name.dropLast(bare.count)))
      && bare.allSatisfy(\.isNumber)
  }
}

/// Which sheets there are, in what order, and where they are.
private struct Workbook {
  struct Sheet {
    let name: String
    let part: String
    let isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  private(set) var usesMacDates = false
  private(set) var stringsPart = "xl/sharedStrings.xml"
  private(set) var stylesPart = "xl/styles.xml"
  private(set) var damage: [TextDamage] = []

  init(_ main: [UInt8], relations: [UInt8]?) throws(ReadFailure) {
    var targets: [String: String] = [:]
    if let relations {
      damage += try MarkupPull.read(relations) { event, element in
        guard case .start("Relationship") = event, let target = element.attribute("Target") else { return }
        let part = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        if let id = element.attribute("Id") { targets[id] = part }
        let type = element.attribute("Type") ?? ""
        if type.hasSuffix("/sharedStrings") { stringsPart = part }
        if type.hasSuffix("/styles") { stylesPart = part }
      }
    }
    damage += try MarkupPull.read(main) { event, element in
      guard case .start(let name) = event else { return }
      if name == "workbookPr" { usesMacDates = ["1", "true"].contains(element.attribute("date1904")) }
      guard name == "sheet" else { return }
      let part = element.attribute("id").flatMap { targets[$0] } ?? "xl/worksheets/sheet\(sheets.count + 1).xml"
      sheets.append(
        Sheet(
          name: element.attribute("name") ?? "", part: part,
          isHidden: element.attribute("state")?.lowercased().hasSuffix("hidden") == true))
    }
  }
}

/// The strings that cells refer to by their number.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// The text of a string; nil for a number that there is none of.
  subscript(_ index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[(index > 0 ? ends[index - 1] : 0)..<ends[index]]
  }

  mutating func append(_ string: [UInt8]) {
    bytes += string
    ends.append(bytes.count)
  }

  mutating func read(_ part: [UInt8]) throws(ReadFailure) -> [TextDamage] {
    var string = CellString()
    return try MarkupPull.read(part) { event, _ in
      if case .start("si") = event { string = CellString() }
      string.take(event)
      if case .end("si") = event {
        append(string.bytes)
      }
    }
  }
}

/// Gathers the runs of a string; readings above its characters are left out.
struct CellString {
  private(set) var bytes: [UInt8] = []
  private var isText = false
  private var isReading = false

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start("rPh"): isReading = true
    case .end("rPh"): isReading = false
    case .start("t"): isText = !isReading
    case .end("t"): isText = false
    case .text(let text): if isText { bytes += text }
    default: break
    }
  }
}
