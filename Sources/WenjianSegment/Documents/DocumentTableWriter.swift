import WenjianBytes
import WenjianModel
import WenjianPostings

/// Collects the rows of a document table and writes its columns.
struct DocumentTableWriter {
  private(set) var starts: [UInt32] = []
  private var textStarts: [Int] = []
  private let titleSpans = ByteWriter()
  private let titleEnds = ByteWriter()
  private var keyStarts: [Int] = [0]
  private let keys = ByteWriter()
  private var titleStarts: [Int] = [0]
  private let titles = ByteWriter()
  private(set) var norms: [UInt8] = []
  private var scripts: [UInt8] = []
  private let hashes = ByteWriter()
  private let dates = ByteWriter()
  private var details = DetailColumnsWriter()
  private var findings = FindingColumnsWriter()
  private var headings = HeadingColumnWriter()
  private var sketches = OptionalColumn(rowBytes: DocumentSketch.byteCount)
  private var works = OptionalColumn(rowBytes: 8)

  var count: Int { norms.count }

  struct Row {
    var start: Int
    var length: Int
    var textStart: Int
    var titlePositions: Range<Int>
    var key: UnsafeRawBufferPointer
    var title: UnsafeRawBufferPointer
    var titleEnd: Int
    var script: UInt8
    var hash: UInt64
    var date: UInt32
    var details: DocumentDetails
    var signatureDate: UInt32
    var findings: [DocumentFinding]
    var sketch: DocumentSketch
    var work: UInt64
    var headings: [HeadingLine]
  }

  mutating func append(_ row: Row) {
    if !row.sketch.isEmpty { row.sketch.write(to: sketches.row(count)) }
    if row.work != 0 { works.row(count).append(row.work) }
    starts.append(UInt32(row.start))
    textStarts.append(row.textStart)
    let low = min(row.titlePositions.lowerBound, 0xFFFF)
    titleSpans.append(UInt32(low) | UInt32(min(row.titlePositions.count, 0xFFFF)) << 16)
    titleEnds.append(UInt32(min(row.titleEnd, Int(UInt32.max))))
    keys.append(row.key)
    keyStarts.append(keys.count)
    titles.append(row.title)
    titleStarts.append(titles.count)
    norms.append(DocumentNorm.encode(row.length))
    scripts.append(row.script)
    hashes.append(row.hash)
    dates.append(row.date)
    details.append(row.details)
    findings.append(row.findings, signatureDate: row.signatureDate)
    headings.append(row.headings)
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
    try file.section(.documentTitleSpans, titleSpans)
    try file.section(.documentTitleEnds, titleEnds)

    writer.removeAll()
    MonotoneArray.write(keyStarts, to: writer)
    writer.append(keys.bytes)
    try file.section(.documentKeys, writer)

    writer.removeAll()
    MonotoneArray.write(titleStarts, to: writer)
    writer.append(titles.bytes)
    try file.section(.documentTitles, writer)

    writer.removeAll()
    norms.withUnsafeBytes { writer.append($0) }
    try file.section(.documentNorms, writer)
    writer.removeAll()
    scripts.withUnsafeBytes { writer.append($0) }
    try file.section(.documentScripts, writer)
    try file.section(.documentHashes, hashes)
    try file.section(.documentDates, dates)
    try details.write(to: file)
    try findings.write(to: file)
    try headings.write(to: file)
    try sketches.write(.documentSketches, count: count, to: file)
    try works.write(.documentWorks, count: count, to: file)

    writer.removeAll()
    for document in keyOrder() { writer.append(UInt32(document)) }
    try file.section(.documentKeyOrder, writer)
  }

  private func key(_ document: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      rebasing: keys.bytes[keyStarts[document]..<keyStarts[document + 1]])
  }

  private func keyOrder() -> [Int] {
    var order = Array(0..<count)
    let isSorted = (1..<max(count, 1)).allSatisfy { compareBytes(key($0 - 1), key($0)) <= 0 }
    if !isSorted { order.sort { compareBytes(key($0), key($1)) < 0 } }
    return order
  }
}
