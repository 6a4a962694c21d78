import WenjianBytes

/// A column of rows of one size that is only written when a document has a row; the others are zeros.
struct OptionalColumn {
  private let rowBytes: Int
  private let bytes = ByteWriter(capacity: 64)

  init(rowBytes: Int) { self.rowBytes = rowBytes }

  /// Where the row of a document is to be appended.
  /// - Precondition: documents ascend.
  func row(_ document: Int) -> ByteWriter {
    fill(document)
    return bytes
  }

  private func fill(_ count: Int) {
    let missing = count * rowBytes - bytes.count
    precondition(missing >= 0, "rows come in the order of their documents")
    bytes.reserve(missing).initializeMemory(as: UInt8.self, repeating: 0, count: missing)
    bytes.advance(missing)
  }

  func write(_ id: SectionID, count: Int, to file: SegmentFileWriter) throws(FileError) {
    guard bytes.count > 0 else { return }
    fill(count)
    try file.section(id, bytes)
  }
}
