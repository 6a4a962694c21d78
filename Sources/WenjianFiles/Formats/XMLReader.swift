// XML of any vocabulary: the text of its elements, an element a line.

package struct XMLReader: DocumentReader {
  package static let format = DocumentFormat("XML", ["xml"], .text)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.markup.starts(with: "<?xml".utf8) && !WebPageReader().recognizes(head)
      && !WordXMLReader().recognizes(head)
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var lines = TextLines()
    // For each open element whether text stands in it directly: what comes then inside it is part of its line.
    var hasText: [Bool] = []
    let damage = try MarkupPull.read(try source.content.all()) { event, _ in
      switch event {
      case .start:
        if hasText.last != true { lines.breakLine() }
        hasText.append(hasText.last ?? false)
      case .end:
        hasText.removeLast()
        if hasText.last != true { lines.breakLine() }
      case .text(let text):
        lines.appendCollapsed(text)
        if !hasText.isEmpty, text.contains(where: { $0 > 0x20 }) { hasText[hasText.count - 1] = true }
      }
    }
    var document = ExtractedDocument(text: lines.finish())
    if document.text.isEmpty {
      throw .noText(damage)
    }
    document.damage = damage
    try emit(.document(document))
  }
}
