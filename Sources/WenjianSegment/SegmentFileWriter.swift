import WenjianBytes

/// Writes the sections of one segment file front to back, then their table and the footer.
final class SegmentFileWriter {
  private let file: FileWriter
  private let segmentID: UInt64
  private let version: UInt32
  private var rows: [(id: SectionID, offset: Int, length: Int, hash: UInt64)] = []
  private var open: (id: SectionID, offset: Int, hash: Hash64)?
  /// Of all bytes so far; its checksums end where they are written.
  private var pages: PageChecksumWriter

  convenience init(creating path: String, segmentID: UInt64, isRun: Bool = false) throws(FileError) {
    try self.init(FileWriter(creating: path), segmentID: segmentID, isRun: isRun)
  }

  /// - Parameters:
  ///   - file: nothing was written to it yet.
  ///   - isRun: whether it gets `RunGrams`.
  init(_ file: FileWriter, segmentID: UInt64, isRun: Bool = false) throws(FileError) {
    self.file = file
    version = isRun ? SegmentFormat.runVersion : SegmentFormat.version
    self.segmentID = segmentID
    pages = PageChecksumWriter(segmentID: segmentID)
    let header = ByteWriter(capacity: SegmentFormat.headerBytes)
    header.append(SegmentFormat.magic)
    header.append(version)
    header.append(UInt32(0))
    header.append(segmentID)
    header.pad(to: SegmentFormat.headerBytes)
    try append(header.bytes)
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    pages.update(bytes)
    try file.write(bytes)
  }

  private func pad() throws(FileError) {
    let missing = -file.byteOffset & (SegmentFormat.alignment - 1)
    let zeros = ByteWriter(capacity: SegmentFormat.alignment)
    zeros.append([UInt8](repeating: 0, count: missing))
    try append(zeros.bytes)
  }

  func begin(_ id: SectionID) throws(FileError) {
    precondition(open == nil, "a section is open")
    try pad()
    open = (id, file.byteOffset, Hash64())
  }

  /// Bytes of the open section so far.
  var sectionBytes: Int { file.byteOffset - (open?.offset ?? file.byteOffset) }

  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    open?.hash.update(bytes)
    try append(bytes)
  }

  /// Writes what `writer` holds and empties it.
  func drain(_ writer: ByteWriter) throws(FileError) {
    try write(writer.bytes)
    writer.removeAll()
  }

  func end() throws(FileError) {
    guard let section = open else { preconditionFailure("no section is open") }
    rows.append((section.id, section.offset, sectionBytes, section.hash.finish()))
    open = nil
  }

  /// A whole section.
  func section(_ id: SectionID, _ writer: ByteWriter) throws(FileError) {
    try begin(id)
    try write(writer.bytes)
    try end()
  }

  /// Writes the table and the footer and closes the file.
  /// - Returns: the length of the file.
  func finish(durably: Bool) throws(FileError) -> Int {
    try pad()
    let (checksums, roots) = pages.finish()
    try section(.pageChecksums, checksums)
    try section(.pageChecksumRoots, roots)
    try pad()
    let tableOffset = file.byteOffset
    let table = ByteWriter(capacity: rows.count * SegmentFormat.tableRowBytes)
    for row in rows {
      table.append(row.id.rawValue)
      table.append(UInt32(0))
      table.append(UInt64(row.offset))
      table.append(UInt64(row.length))
      table.append(row.hash)
    }
    try file.write(table.bytes)
    let footer = ByteWriter(capacity: SegmentFormat.footerBytes)
    footer.append(UInt64(tableOffset))
    footer.append(UInt32(rows.count))
    footer.append(version)
    footer.append(segmentID)
    footer.append(hash64(table.bytes, seed: segmentID))
    footer.append(SegmentFormat.magic)
    try file.write(footer.bytes)
    try file.finish(durably: durably)
    return file.byteOffset
  }
}
