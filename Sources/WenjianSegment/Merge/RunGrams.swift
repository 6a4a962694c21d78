import WenjianBytes
import WenjianPostings

/// The grams of a run: a segment that is merged before any commit names it. Its positions are written as the sorter leaves
/// them and encoded once, by the merge; as lists they were encoded twice and decoded once, a seventh of the indexing time.
///
/// The section `grams` is u32 gramCount, then per element and at the end u32 the first gram of its row, then per gram u32
/// second element, u32 where its positions end. The section `postings` is u32 marked positions (`MarkedPositions`), gram
/// after gram.
struct RunGrams: Sendable, BitwiseCopyable {
  let gramCount: Int
  let rowCount: Int
  let grams: FileBytes
  /// Sections begin at multiples of 64 bytes, so each is aligned.
  let positions: FileBytes

  /// - Returns: nil when the sections contradict each other.
  init?(grams: FileBytes, positions: FileBytes, rowCount: Int) {
    var reader = ByteReader(grams)
    guard let gramCount = reader.count32(), grams.count == 8 + rowCount * 4 + gramCount * 8,
      positions.count & 3 == 0
    else { return nil }
    self.gramCount = gramCount
    self.rowCount = rowCount
    self.grams = grams
    self.positions = positions
  }
}

/// Writes the grams of a run, row after row; the section `postings` is open meanwhile.
struct RunGramsWriter: ~Copyable {
  private var rows: [UInt32] = []
  private let grams = ByteWriter(capacity: 1 << 20)
  private let pending = ByteWriter(capacity: 1 << 20)
  private var end: UInt32 = 0

  init() {}

  var gramCount: Int { grams.count / 8 }

  mutating func beginRow() { rows.append(UInt32(gramCount)) }

  mutating func append(second: UInt32, _ positions: MarkedPositions) {
    end &+= UInt32(truncatingIfNeeded: positions.count)
    grams.append(UInt64(end) &<< 32 | UInt64(second))
    pending.append(UnsafeRawBufferPointer(start: positions.start, count: positions.count &* 4))
  }

  mutating func drain(to file: SegmentFileWriter) throws(FileError) {
    if pending.count >= 1 << 20 { try file.drain(pending) }
  }

  /// Ends the section `postings`, and writes the section `grams`.
  mutating func finish(to file: SegmentFileWriter) throws(FileError) {
    try file.drain(pending)
    try file.end()
    let head = ByteWriter(capacity: rows.count * 4 + 8)
    head.append(UInt32(gramCount))
    for row in rows { head.append(row) }
    head.append(UInt32(gramCount))
    try file.begin(.grams)
    try file.write(head.bytes)
    try file.write(grams.bytes)
    try file.end()
  }
}
