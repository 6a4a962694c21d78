import WenjianBytes
import WenjianModel

/// A column of the lines that documents mark as headings, `<h2>` of a page and styles of office documents: what the text
/// alone does not tell.
struct Headings: ColumnCodec {
  var grammar: String { "`HeadingColumn`" }

  func makeWriter() -> HeadingColumnWriter { HeadingColumnWriter() }

  func read(_ bytes: FileBytes, _ source: SectionSource) -> HeadingColumn? {
    guard let column = StringColumn.read(bytes), column.count == source.documentCount else { return nil }
    return HeadingColumn(column: column)
  }
}

/// The headings of the documents of a segment.
///
/// Grammar: a `StringColumn` of one string a document:
///
///     document  n * { varint gap << 3 | level }
///
/// The gap is that from the heading before it, or from the document's start, in bytes of the text; levels are 1 to 6. So
/// a heading takes two bytes where the next one is not 2 KB away, and three else.
struct HeadingColumn: Sendable {
  fileprivate let column: StringColumn

  /// Ascending, in the text. Damaged bytes give the headings before them.
  /// - Parameter textBytes: of the document.
  func headings(of document: Int, textBytes: Int) -> [HeadingLine] {
    let bytes = column[document]
    guard !bytes.isEmpty, var cursor = bytes.baseAddress else { return [] }
    let end = cursor + bytes.count
    var found: [HeadingLine] = []
    var byteOffset = 0
    while cursor < end, let word = readVarint(&cursor, end: end) {
      let gap = word >> 3
      let level = Int(word & 7)
      guard gap > 0 || found.isEmpty, gap < UInt64(max(textBytes - byteOffset, 0)),
        HeadingLine.levels.contains(level)
      else { break }
      byteOffset += Int(gap)
      found.append(HeadingLine(byteOffset: byteOffset, level: level))
    }
    return found
  }
}

struct HeadingColumnWriter: ColumnWriter {
  private var headings = StringColumnWriter()

  /// - Precondition: offsets ascend, and levels are those of `HeadingLine.levels`.
  mutating func append(_ found: [HeadingLine]) {
    headings.append { writer in
      var byteOffset = 0
      for (index, heading) in found.enumerated() {
        precondition(
          heading.byteOffset > byteOffset || index == 0 && heading.byteOffset == 0, "headings must ascend")
        precondition(HeadingLine.levels.contains(heading.level), "the level of a heading is 1 to 6")
        writer.appendVarint(UInt64(heading.byteOffset - byteOffset) << 3 | UInt64(heading.level))
        byteOffset = heading.byteOffset
      }
    }
  }

  mutating func append(_ documents: [Range<Int>], of reader: HeadingColumn) {
    headings.append(documents, of: reader.column)
  }

  mutating func appendNothing(_ count: Int) { headings.appendNothing(count) }
  var isEmpty: Bool { headings.isEmpty }
  mutating func finish() -> ByteWriter { headings.finish() }
}
