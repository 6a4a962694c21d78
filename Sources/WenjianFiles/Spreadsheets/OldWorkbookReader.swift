// Excel workbooks before 2007, and those of WPS: records ([MS-XLS]) in a compound file.

import WenjianText

/// A workbook is a document, as it is in `WorkbookReader`.
package struct OldWorkbookReader: DocumentReader {
  package static let format = DocumentFormat("Excel 97 workbook", ["xls", "xlt", "et", "ett"], .binary)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { head.holdsOldWorkbook }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    guard let container = CompoundFile(try source.content.all()) else { throw .damaged("its directory is broken") }
    guard let bytes = container.stream("Workbook") ?? container.stream("Book") else {
      throw .damaged("the stream Workbook is missing")
    }
    let book = try OldWorkbook(bytes, context)
    var text = SheetText(strings: book.strings, formats: book.formats, context: context)
    var asides: [[UInt8]] = []
    func read(_ sheets: [OldWorkbook.Sheet]) throws(ReadFailure) {
      for sheet in sheets {
        if !WorkbookReader.isDefaultName(sheet.name) {
          text.lines.append(sheet.name.cleaned)
          text.lines.endParagraph()
        }
        let content = try OldSheet(book, sheet)
        try content.write(to: &text)
        for box in content.boxes { text.addParagraphs(box) }
        asides += content.comments
      }
    }
    try read(book.sheets.filter { !$0.isHidden })
    text.lines.endParagraph()
    let bodyBytes = text.lines.bytes.count
    // What is not shown until it is asked for.
    try read(book.sheets.filter(\.isHidden))
    for comment in asides { text.addParagraphs(comment) }
    var document = ExtractedDocument(text: text.lines.finish())
    let damage =
      book.isCutShort ? [TextDamage(.missingParts, count: 1, detail: "the file is cut short")] : []
    if document.text.isEmpty { throw .noText(damage) }
    if bodyBytes > 0, document.text.count > bodyBytes {
      document.lowWeightRanges = [bodyBytes..<document.text.count]
    }
    document.properties = PropertySet.properties(of: container)
    document.damage = damage
    try emit(.document(document))
  }
}

extension String {
  /// Without the codes of marks.
  fileprivate var cleaned: String {
    var bytes = Array(utf8)
    MarkedText.clean(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
