import WenjianBytes
import WenjianPostings

/// Collects the rows of a document table and writes its columns.
struct DocumentTableWriter {
  private(set) var starts: [UInt32] = []
  private var textStarts: [Int] = []
  private(set) var norms: [UInt8] = []
  private let keys: Gatherer<Strings>
  private let columns: [any ColumnGatherer]

  init() {
    let keys = Gatherer(Columns.keys)
    self.keys = keys
    columns = Columns.all.map { $0.section == .documentKeys ? keys : $0.makeGatherer() }
  }

  var count: Int { starts.count }

  mutating func append(_ row: DocumentRow) {
    place(start: row.start, length: row.length)
    textStarts.append(row.textStart)
    for column in columns { column.append(row) }
  }

  /// Takes the documents of another segment over.
  /// Takes what another segment stores of documents over.
  /// - Parameters:
  ///   - documents: ascending, disjoint.
  ///   - textBase: where the text of the first comes to lie.
  /// - Precondition: `place` was called for each of them.
  mutating func append(_ documents: [Range<Int>], of segment: Segment, textBase: Int) {
    var textStart = textBase
    for range in documents {
      for document in range {
        textStarts.append(textStart)
        textStart += segment.documents.textRange(of: document).count
      }
    }
    for column in columns { column.append(documents, of: segment.sectionSource) }
  }

  /// Where the next document is.
  mutating func place(start: Int, length: Int) {
    starts.append(UInt32(start))
    norms.append(DocumentNorm.encode(length))
  }

  func write(
    positionCount: Int, textBytes: Int, to file: SegmentFileWriter
  ) throws(FileError) {
    let writer = ByteWriter(capacity: (count + 1) * 8)
    for start in starts { writer.append(start) }
    writer.append(UInt32(positionCount))
    try file.section(.documentStarts, writer)

    writer.removeAll()
    var document = 0
    for hint in 0...(positionCount >> DocumentTable.hintShift) {
      let position = hint << DocumentTable.hintShift
      while document + 1 < count, Int(starts[document + 1]) <= position { document += 1 }
      writer.append(UInt32(document))
    }
    try file.section(.documentHints, writer)

    writer.removeAll()
    MonotoneArray.write(textStarts + [textBytes], to: writer)
    try file.section(.documentTextStarts, writer)

    writer.removeAll()
    for document in keyOrder() { writer.append(UInt32(document)) }
    for column in columns { try column.write(to: file) }
    try file.section(.documentKeyOrder, writer)
  }

  private func keyOrder() -> [Int] {
    let keys = keys.writer
    var order = Array(0..<count)
    let isSorted = (1..<max(count, 1)).allSatisfy { compareBytes(keys.string($0 - 1), keys.string($0)) <= 0 }
    if !isSorted { order.sort { compareBytes(keys.string($0), keys.string($1)) < 0 } }
    return order
  }
}
