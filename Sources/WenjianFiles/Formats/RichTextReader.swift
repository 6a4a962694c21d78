// RTF (Rich Text Format 1.9), as Word and WordPad write it: text in escapes of a code page or of Unicode.

import WenjianDocument

package struct RichTextReader: DocumentReader {
  package static let format = DocumentFormat("RTF document", ["rtf"], .binary)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { head.starts(with: "{\\rtf") }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var scanner = RichTextScanner(try source.content.all(), nesting: context.limits.maximumNesting)
    try scanner.scan()
    var document = ExtractedDocument(text: scanner.text())
    let bodyBytes = document.text.count
    document.text += scanner.margins.finish()
    if document.text.isEmpty { throw scanner.damage.isEmpty ? .noText : .damaged("the file is cut short") }
    if document.text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<document.text.count] }
    document.headings = scanner.headings.plausible(in: document.shownText).outside(document.lowWeightRanges)
    document.properties = scanner.properties
    document.damage = scanner.damage
    try emit(.document(document))
  }
}
