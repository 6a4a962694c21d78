// Markdown: the bytes as they are, with marks where its markup is.

import WenjianText

/// Shown as it is written, since a citation shows what the file says, but for the data of pictures; matched as it reads.
package struct MarkdownReader: DocumentReader {
  package static let format = DocumentFormat("Markdown", ["md", "markdown"], .text)

  package init() {}

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var document = try ExtractedDocument(decoding: source)
    if PictureData.leaveOut(of: &document.text) { document.census = nil }
    MarkdownReader.mark(&document.text)
    try emit(.document(document))
  }

  /// Writes the marks of paragraphs, cells and markup into a text without marks.
  static func mark(_ text: inout [UInt8]) {
    var blocks = MarkdownBlocks(text)
    blocks.read()
    var inlines = MarkdownInlines(blocks.text, blocks.labels)
    for stretch in blocks.inlines { inlines.read(stretch.byteRange, isHTML: stretch.isHTML) }
    text = blocks.text
    for lineEnd in inlines.softBreaks { text[lineEnd] = TextMark.softBreak }
    for range in blocks.marks + inlines.marks { MarkedText.readOver(range, in: &text) }
  }
}

/// Text between the borders of a block, in which there may be markup.
struct MarkdownInlineText {
  let byteRange: Range<Int>
  /// Only tags and named characters are markup in it.
  let isHTML: Bool
}

/// What links and notes are named in a document.
struct MarkdownLabels {
  private(set) var links: Set<String> = []
  private(set) var notes: Set<String> = []

  mutating func addLink(_ label: ArraySlice<UInt8>) { links.insert(Self.normal(label)) }
  mutating func addNote(_ label: ArraySlice<UInt8>) { notes.insert(Self.normal(label)) }

  func isLink(_ label: ArraySlice<UInt8>) -> Bool { !links.isEmpty && links.contains(Self.normal(label)) }

  /// Whether `[^label]` is the sign of a note: one that is there, or a number.
  func isNote(_ label: ArraySlice<UInt8>) -> Bool {
    if (1...3).contains(label.count), label.allSatisfy(isDigit) { return true }
    return !notes.isEmpty && notes.contains(Self.normal(label))
  }

  /// Case and white space do not part labels.
  private static func normal(_ label: ArraySlice<UInt8>) -> String {
    String(decoding: label, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

/// Punctuation and symbols of ASCII: what a backslash can stand before.
func isPunctuation(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F && !isDigit(byte) && !isLetter(byte) }

/// Blanks and line ends, as they are or as marks.
func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
