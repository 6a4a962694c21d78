import WenjianBytes
import WenjianModel

// Lines that documents mark as headings, `<h2>` of a page and styles of office documents: what the text alone does not
// tell. A column that is only there when some document of the segment has them.
//
// The section `documentHeadings` is a `StringColumn` of one string a document:
//
//     document  n * { varint gap << 3 | level }
//
// The gap is that from the heading before it, or from the document's start, in bytes of the text; levels are 1 to 6. So
// a heading takes two bytes where the next one is not 2 KB away, and three else.

/// The column of headings of a segment.
struct HeadingColumn: Sendable {
  /// nil where no document has any, and in segments from before they were kept.
  private let column: StringColumn?

  /// - Returns: nil when the column is there and damaged.
  static func read(count: Int, section: (SectionID) -> UnsafeRawBufferPointer?) -> HeadingColumn? {
    guard let bytes = section(.documentHeadings) else { return HeadingColumn(column: nil) }
    guard let column = StringColumn.read(bytes), column.count == count else { return nil }
    return HeadingColumn(column: column)
  }

  /// Ascending, in the text. Damaged bytes give the headings before them.
  /// - Parameter textBytes: of the document.
  func headings(of document: Int, textBytes: Int) -> [HeadingLine] {
    guard let bytes = column?[document], !bytes.isEmpty, var cursor = bytes.baseAddress else { return [] }
    let end = cursor + bytes.count
    var found: [HeadingLine] = []
    var place = 0
    while cursor < end, let word = readVarint(&cursor, end: end) {
      let gap = word >> 3
      let level = Int(word & 7)
      guard gap > 0 || found.isEmpty, gap < UInt64(max(textBytes - place, 0)),
        HeadingLine.levels.contains(level)
      else { break }
      place += Int(gap)
      found.append(HeadingLine(byteOffset: place, level: level))
    }
    return found
  }
}

/// Collects the headings of documents while the document table is written.
struct HeadingColumnWriter {
  private let headings = ByteWriter(capacity: 64)
  /// Where those of each document end, 0 first; empty until a document has any.
  private var ends: [Int] = []
  private var count = 0

  /// - Precondition: places ascend, and levels are 1 to 6.
  mutating func append(_ found: [HeadingLine]) {
    count += 1
    if !found.isEmpty, ends.isEmpty { ends = Array(repeating: 0, count: count) }
    var place = 0
    for (index, heading) in found.enumerated() {
      precondition(
        heading.byteOffset > place || index == 0 && heading.byteOffset == 0, "the places of headings must ascend")
      precondition(HeadingLine.levels.contains(heading.level), "the level of a heading is 1 to 6")
      headings.appendVarint(UInt64(heading.byteOffset - place) << 3 | UInt64(heading.level))
      place = heading.byteOffset
    }
    if !ends.isEmpty { ends.append(headings.count) }
  }

  func write(to file: SegmentFileWriter) throws(FileError) {
    guard !ends.isEmpty else { return }
    let writer = ByteWriter(capacity: headings.count + 1024)
    MonotoneArray.write(ends, to: writer)
    writer.append(headings.bytes)
    try file.section(.documentHeadings, writer)
  }
}
