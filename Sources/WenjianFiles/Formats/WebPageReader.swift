// Web pages as they were saved.

import WenjianDocument
import WenjianModel
import WenjianText

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
    var page = try ExtractedDocument(page: try source.content.all())
    page.addPageTitle()
    if page.text.isEmpty { throw .noText(page.damage) }
    try emit(.document(page))
  }
}

extension ExtractedDocument {
  /// A page in any encoding: its text, with what is not the article marked as of low weight.
  /// - Parameters:
  ///   - charset: what carried the page says of its encoding; it counts more than the page.
  ///   - isInBook: all of it is text then, and its headline that of a chapter.
  /// - Throws: `empty`, `binary`, `undecodable`.
  init(page bytes: [UInt8], charset: String? = nil, isInBook: Bool = false) throws(ReadFailure) {
    let decoded = try TextDecoder.decode(bytes, declared: charset ?? MarkupPull.declaredEncoding(bytes))
    let page = HTMLReader.extract(bytes: decoded.text)
    self.init(text: page.text)
    if !isInBook { lowWeightRanges = page.lowWeightRanges }
    headings = page.headings.plausible(in: page.shownText)
    if !isInBook {
      headings = headings.outside(page.lowWeightRanges)
      if let title = page.titleByteRange { headings = headings.outside([title]) }
    }
    namedProperties = page.properties
    damage = decoded.damage
    if page.isTooDeep {
      damage.append(
        TextDamage(.brokenMarkup, count: 1, detail: "elements are nested deeper than \(HTMLReader.depthLimit)"))
    }
  }
}

extension ExtractedDocument {
  /// Adds the text of another document behind a border, with what is known of it.
  mutating func append(_ other: ExtractedDocument) {
    if !text.isEmpty, !other.text.isEmpty { text += [TextMark.paragraphEnd, UInt8(ascii: "\n")] }
    let start = text.count
    text += other.text
    lowWeightRanges += other.lowWeightRanges.map { ($0.lowerBound + start)..<($0.upperBound + start) }
    headings += other.headings.map { HeadingLine(byteOffset: $0.byteOffset + start, level: $0.level) }
    damage += other.damage
  }
}
