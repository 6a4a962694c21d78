package import WenjianBytes

/// The elements of a segment and their identifiers: scalars first, in code point order, then alphanumeric
/// runs, in byte order. So the order of identifiers is the order of elements, whatever the segment, and
/// merging never has to sort again. The barrier is scalar 0.
///
/// Grammar:
///
///     u32 scalarCount, u32 pageCount
///     (pageCount + 1) * u32     how many scalars stand before the page; a page is 256 code points
///     scalarCount * u8          the low byte of each scalar
///     StringTable               the runs
// SAFETY: `read` has cut the pages and the low bytes off the section; what leads from one to the other is clamped to their
// counts. A run is the caller's for the call.
package struct ElementTable: Sendable {
  package let scalarCount: Int
  package let runs: StringTable
  private let pageCount: Int
  private let pages: FileBytes
  private let lows: FileBytes

  /// The number of identifiers.
  package var count: Int { scalarCount + runs.count }

  /// - Returns: nil when the heads are damaged.
  package static func read(_ bytes: FileBytes) -> ElementTable? {
    var reader = ByteReader(bytes)
    guard let scalarCount = reader.count32(), let pageCount = reader.count32(), pageCount <= 0x1100,
      scalarCount <= 0x11_0000, let pages = reader.take(pageCount + 1, of: 4), let lows = reader.take(scalarCount),
      let runs = StringTable(&reader)
    else { return nil }
    return ElementTable(scalarCount: scalarCount, runs: runs, pageCount: pageCount, pages: pages, lows: lows)
  }

  /// The identifier of a scalar, or nil when the segment does not hold it.
  package func id(ofScalar scalar: UInt32) -> Int? {
    let page = Int(scalar >> 8)
    guard page < pageCount else { return nil }
    let starts = unsafe pages.start + page &* 4
    unsafe pages.checks.require(starts, 8)
    var low = unsafe min(Int(load32(starts, 0)), scalarCount)
    var high = unsafe min(Int(load32(starts, 4)), scalarCount)
    guard low < high else { return nil }
    unsafe lows.checks.require(lows.start + low, high - low)
    let wanted = UInt8(truncatingIfNeeded: scalar)
    while low < high {
      let middle = (low + high) / 2
      let byte = unsafe lows.start.load(fromByteOffset: middle, as: UInt8.self)
      if byte == wanted { return middle }
      if byte < wanted { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The identifier of an alphanumeric run.
  package func id(ofRun run: UnsafeRawBufferPointer) -> Int? {
    unsafe runs.ordinal(of: run).map { $0 + scalarCount }
  }

  /// Calls `body` with every scalar, in order.
  package func forEachScalar(_ body: (UInt32) -> Void) {
    pages.requireAll()
    lows.requireAll()
    var walked = 0  // damaged page starts may fall back; no scalar is given twice
    for page in 0..<pageCount {
      let high = unsafe min(Int(load32(pages.start, page * 4 + 4)), scalarCount)
      while walked < high {
        unsafe body(UInt32(page) << 8 | UInt32(lows.start.load(fromByteOffset: walked, as: UInt8.self)))
        walked += 1
      }
    }
  }

  /// - Parameter scalars: ascending.
  package static func write(
    scalars: [UInt32], runs: borrowing StringTableWriter, to writer: ByteWriter
  ) {
    let pageCount = scalars.last.map { Int($0 >> 8) + 1 } ?? 0
    writer.append(UInt32(scalars.count))
    writer.append(UInt32(pageCount))
    var at = 0
    for page in 0...pageCount {
      while at < scalars.count, Int(scalars[at] >> 8) < page { at += 1 }
      writer.append(UInt32(at))
    }
    for scalar in scalars { writer.append(UInt8(truncatingIfNeeded: scalar)) }
    runs.finish(to: writer)
  }
}
