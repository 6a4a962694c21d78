// Plain text: the bytes as they are, in UTF-8.

package struct PlainTextReader: DocumentReader {
  package static let format = DocumentFormat("plain text", ["txt", "text"], .text)

  package init() {}

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    try emit(.document(try ExtractedDocument(decoding: source)))
  }
}

extension ExtractedDocument {
  /// The whole of a text file. Valid UTF-8 is not copied.
  init(decoding source: SourceFile) throws(ReadFailure) {
    let decoded = try TextDecoder.decode(try source.content.all())
    self.init(text: decoded.text)
    damage = decoded.damage
    census = decoded.census
  }
}
