// Web pages as they were saved.

import WenjianDocument

package struct WebPageReader: DocumentReader {
  package static let format = DocumentFormat("web page", ["html", "htm", "xhtml", "shtml"], .text)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    let start = head.markup
    return ["<!doctype html", "<html"].contains { mark in
      start.indices.contains { start[$0] == UInt8(ascii: "<") && start[$0...].starts(with: mark.utf8) }
    }
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let page = try ExtractedDocument(page: try source.content.all())
    if page.text.isEmpty { throw .noText(page.damage) }
    try emit(.document(page))
  }
}

extension ExtractedDocument {
  /// A page in any encoding: its text, with what is not the article marked as of low weight.
  /// - Parameter isInBook: all of it is text then, and its headline that of a chapter.
  /// - Throws: `empty`, `binary`, `undecodable`.
  init(page bytes: [UInt8], isInBook: Bool = false) throws(ReadFailure) {
    let decoded = try TextDecoder.decode(bytes, declared: MarkupPull.declaredEncoding(bytes))
    let page = HTMLReader.extract(bytes: decoded.text)
    self.init(text: page.text)
    lowWeightRanges = page.lowWeightRanges
    headings = page.headings.plausible(in: page.text)
    if !isInBook {
      headings = headings.outside(page.lowWeightRanges)
      if let title = page.titleByteRange { headings = headings.outside([title]) }
    }
    namedProperties = page.properties
    damage = decoded.damage
    if page.isTooDeep {
      damage.append(
        TextDamage(.brokenMarkup, count: 1, detail: "elements stand deeper than \(HTMLReader.depthLimit)"))
    }
  }
}
