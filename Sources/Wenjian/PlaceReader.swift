// Finds what the places of one document are called, in one pass over its text.

import WenjianDocument
package import WenjianIndex
package import WenjianSearch
import WenjianSegment

/// Reads a document from its start as far as the places need that are asked for: blocks of the store, and their lines.
/// Nothing of it is stored but which lines are headings by their markup, because unpacking a law takes less time than the
/// passage that is shown beside it (ARCHITECTURE.md has the figures).
package struct PlaceReader {
  private let reader: DocumentTextReader
  private let document: Int
  /// Empty for a document without one: the beginning of its text, which is shown for it, is nothing to cite it by.
  private let title: String
  private let titleEnd: Int
  private var text: [UInt8] = []
  private var outline: DocumentOutline

  package init(_ reader: DocumentTextReader, _ view: SegmentView, document: Int) {
    self.reader = reader
    self.document = document
    let documents = view.segment.documents
    title = documents.hasFoundTitle(document) ? documents.title(of: document) : ""
    titleEnd = view.segment.documents.titleEnd(of: document)
    outline = DocumentOutline(headings: view.segment.documents.headings(of: document))
  }

  /// - Throws: `SegmentError` when the store is damaged.
  /// - Complexity: linear in the text up to the end of the article that the place lies in, less what was read before.
  package mutating func name(at byteOffset: Int) throws -> PlaceName {
    try read(to: byteOffset)
    return PlaceName(
      headings: outline.path(at: byteOffset).filter { !isTitle($0) }.map { Heading($0, in: text, of: outline) },
      citation: outline.citation(at: byteOffset, in: text).map { quoted(title: title) + $0 })
  }

  /// All of the document's divisions.
  mutating func divisions() throws -> [Division] {
    try read(to: .max)
    return outline.divisions(in: text, isHidden: isTitle).map {
      Division($0, in: text, of: outline, title: title)
    }
  }

  private mutating func read(to byteOffset: Int) throws {
    while !outline.isSettled(at: byteOffset) {
      // Beyond the place at least a block each time, so that the end of its article comes into sight.
      let isWhole = try reader.readOn(&text, of: document, to: max(byteOffset, text.count))
      outline.read(text, isWhole: isWhole)
    }
  }

  /// The document's own name is a heading at its head in Markdown and in office documents, and around everything.
  private func isTitle(_ entry: HeadingEntry) -> Bool {
    guard entry.level <= .markdown6 else { return false }
    return entry.byteOffset < titleEnd || !title.isEmpty && title.utf8.elementsEqual(text[entry.nameByteRange])
  }
}
