package import WenjianBytes

/// Where the positions of a gram are.
package enum GramEntry: Equatable, Sendable {
  /// The gram stands once, here.
  case single(position: UInt32)
  /// A `PositionList` in this range of the postings.
  case list(byteRange: Range<Int>)
}

/// The grams of a segment, by the identifiers of their two elements: a row a first element, ascending second
/// elements in it, 16 bits each where they fit. About two bytes a gram and 0.1 µs a look-up; all grams that
/// begin with an element are one contiguous range, which is what one-character and prefix queries read.
///
/// Grammar:
///
///     u32 gramCount, u32 zero
///     MonotoneArray   rowStart: the first gram of each row, and the end (elements + 1 values)
///     MonotoneArray   rowBytes: where each row's second elements start (elements + 1 values); a row whose
///                     bytes are 4 a gram instead of 2 holds u32
///     RankBitmap      the grams that stand once
///     MonotoneArray   where the lists of the other grams start in the postings, and the end
///     u32 secondsBytes, u32 singleCount
///     seconds, then singleCount * u32 positions
// SAFETY: a row is read where `secondsRow` has seen that it lies in the seconds and has two or four bytes for each of its
// grams; the place of a single position is compared with their count.
package struct GramDictionary: Sendable {
  package let gramCount: Int
  private let rowStart: MonotoneArray
  private let rowBytes: MonotoneArray
  private let singles: RankBitmap
  private let listStarts: MonotoneArray
  private let seconds: FileBytes
  private let singlePositions: FileBytes
  private let singleCount: Int

  /// A dictionary without rows.
  package static let empty: GramDictionary = {
    var writer = GramDictionaryWriter()
    let bytes = ByteWriter()
    writer.finish(postingsEnd: 0, to: bytes)
    // Kept for good, as the dictionary is.
    let kept = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    unsafe kept.copyMemory(from: bytes.bytes)
    guard let empty = unsafe read(FileBytes(UnsafeRawBufferPointer(kept))) else {
      preconditionFailure("cannot be read")
    }
    return empty
  }()

  /// - Returns: nil when the heads are damaged.
  package static func read(_ bytes: FileBytes) -> GramDictionary? {
    var reader = ByteReader(bytes)
    guard let gramCount = reader.count32(), reader.u32() != nil,
      let rowStart = MonotoneArray(&reader), let rowBytes = MonotoneArray(&reader),
      let singles = RankBitmap(&reader), singles.count == gramCount,
      let listStarts = MonotoneArray(&reader),
      let secondsBytes = reader.count32(), let singleCount = reader.count32(),
      rowStart.count == rowBytes.count, rowStart.count > 0, listStarts.count == gramCount - singleCount + 1,
      let seconds = reader.take(secondsBytes), let singlePositions = reader.take(singleCount, of: 4)
    else { return nil }
    return GramDictionary(
      gramCount: gramCount, rowStart: rowStart, rowBytes: rowBytes, singles: singles, listStarts: listStarts,
      seconds: seconds, singlePositions: singlePositions, singleCount: singleCount)
  }

  /// The number of first elements.
  package var rowCount: Int { rowStart.count - 1 }

  /// The grams that begin with an element.
  /// - Precondition: `0 <= first < rowCount`.
  package func row(_ first: Int) -> Range<Int> {
    let (start, end) = rowStart.pair(at: first)
    let low = min(start, gramCount)
    return low..<max(low, min(end, gramCount))
  }

  /// The second elements of a row; nil when they are not as many as its grams.
  private func secondsRow(_ first: Int, count: Int) -> (base: UnsafeRawPointer, isWide: Bool)? {
    let (start, end) = rowBytes.pair(at: first)
    guard start >= 0, end <= seconds.count, end - start >= count * 2 else { return nil }
    let isWide = end - start >= count * 4 && count > 0
    let row = unsafe seconds.start + start
    unsafe seconds.checks.require(row, end - start)
    return unsafe (row, isWide)
  }

  /// The gram of two elements, or nil when they never stand side by side.
  package func gram(first: Int, second: Int) -> Int? {
    let grams = row(first)
    guard !grams.isEmpty, let (base, isWide) = unsafe secondsRow(first, count: grams.count) else { return nil }
    var low = 0
    var high = grams.count
    if isWide {
      while low < high {
        let middle = (low &+ high) / 2
        let value = unsafe Int(load32(base, middle &* 4))
        if value == second { return grams.lowerBound + middle }
        if value < second { low = middle &+ 1 } else { high = middle }
      }
      return nil
    }
    guard second < 0x1_0000 else { return nil }
    while low < high {
      let middle = (low &+ high) / 2
      let value = unsafe Int(load16(base, middle &* 2))
      if value == second { return grams.lowerBound + middle }
      if value < second { low = middle &+ 1 } else { high = middle }
    }
    return nil
  }

  /// The second element of each gram of a row.
  package func forEachGram(inRow first: Int, _ body: (_ gram: Int, _ second: Int) -> Void) {
    let grams = row(first)
    guard !grams.isEmpty, let (base, isWide) = unsafe secondsRow(first, count: grams.count) else { return }
    for index in 0..<grams.count {
      unsafe body(
        grams.lowerBound + index,
        isWide ? Int(load32(base, index * 4)) : Int(load16(base, index * 2)))
    }
  }

  /// Where the positions of a gram are.
  /// - Returns: nil when the dictionary is damaged.
  package func entry(_ gram: Int) -> GramEntry? {
    let (isSingle, rank) = singles[gram]
    if isSingle {
      guard rank < singleCount else { return nil }
      let place = unsafe singlePositions.start + rank &* 4
      unsafe singlePositions.checks.require(place, 4)
      return unsafe .single(position: load32(place, 0))
    }
    let list = gram - rank
    guard list >= 0, list + 1 < listStarts.count else { return nil }
    let (start, end) = listStarts.pair(at: list)
    guard start >= 0, start < end else { return nil }
    return .list(byteRange: start..<end)
  }
}

/// Builds a gram dictionary; grams arrive in ascending order of (first, second).
package struct GramDictionaryWriter: ~Copyable {
  private let seconds = ByteWriter(capacity: 1 << 12)
  private var rowStarts: [Int] = []
  private var rowByteStarts: [Int] = []
  private var row: [UInt32] = []
  private var isSingle: [Bool] = []
  private let singles = ByteWriter(capacity: 1 << 10)
  private var listStarts: [Int] = []

  package init() {}

  /// Starts the row of the next element; every identifier gets its row, in order, also an empty one.
  package mutating func beginRow() {
    closeRow()
    rowStarts.append(isSingle.count)
    rowByteStarts.append(seconds.count)
  }

  private mutating func closeRow() {
    guard let last = row.last else { return }
    if last < 0x1_0000 {
      for second in row { seconds.append(UInt16(second)) }
    } else {
      for second in row { seconds.append(second) }
    }
    row.removeAll(keepingCapacity: true)
  }

  package mutating func append(second: Int, single position: UInt32) {
    row.append(UInt32(second))
    isSingle.append(true)
    singles.append(position)
  }

  /// - Parameter listStart: where the list starts in the postings; lists lie without gaps, in order.
  package mutating func append(second: Int, listStart: Int) {
    row.append(UInt32(second))
    isSingle.append(false)
    listStarts.append(listStart)
  }

  package var gramCount: Int { isSingle.count }

  package mutating func finish(postingsEnd: Int, to writer: ByteWriter) {
    closeRow()
    rowStarts.append(isSingle.count)
    rowByteStarts.append(seconds.count)
    listStarts.append(postingsEnd)
    writer.append(UInt32(isSingle.count))
    writer.append(UInt32(0))
    MonotoneArray.write(rowStarts, to: writer)
    MonotoneArray.write(rowByteStarts, to: writer)
    RankBitmap.write(isSingle, to: writer)
    MonotoneArray.write(listStarts, to: writer)
    writer.append(UInt32(seconds.count))
    writer.append(UInt32(singles.count / 4))
    writer.append(seconds)
    writer.append(singles)
  }
}
