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
    place(start: row.start, length: row.length, textStart: row.textStart)
    for column in columns { column.append(row) }
  }

  /// Takes the documents of another segment over.
  /// - Parameters:
  ///   - positionBase: where its first position comes to lie.
  ///   - textBase: where its first byte of text does.
  mutating func append(_ segment: Segment, positionBase: Int, textBase: Int) {
    let documents = segment.documents
    for document in 0..<documents.count {
      let positions = documents.positions(of: document)
      place(
        start: Int(positions.lowerBound) + positionBase, length: positions.count,
        textStart: documents.textRange(of: document).lowerBound + textBase)
    }
    for column in columns { column.append(0..<documents.count, of: segment.sectionSource) }
  }

  private mutating func place(start: Int, length: Int, textStart: Int) {
    starts.append(UInt32(start))
    textStarts.append(textStart)
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
