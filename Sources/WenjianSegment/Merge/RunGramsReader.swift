import WenjianBytes

/// Reads the grams of a run front to back, through memory of its own.
///
/// Read in its map, a look at a run would keep 64 KB of the file in memory and more, which the kernel maps at once: of 174
/// runs of a gigabyte, each read in several places by several threads, 230 MB.
struct RunGramsReader {
  private let rowCount: Int
  private let gramCount: Int
  private let positionBytes: Int
  /// Windows on the rows and the grams of one section, and on the positions.
  private var rows: FileWindow
  private var grams: FileWindow
  private var positions: FileWindow

  /// - Parameters:
  ///   - file: that the sections of the run lie in.
  ///   - windowBytes: of memory for positions; some more for the rest.
  init(_ run: RunGrams, in file: MappedFile, windowBytes: Int) {
    rowCount = run.rowCount
    gramCount = run.gramCount
    positionBytes = run.positions.count
    rows = FileWindow(run.grams.unchecked, of: file, byteCount: windowBytes / 4)
    grams = FileWindow(run.grams.unchecked, of: file, byteCount: windowBytes / 2)
    positions = FileWindow(run.positions.unchecked, of: file, byteCount: windowBytes)
  }

  func deallocate() {
    rows.deallocate()
    grams.deallocate()
    positions.deallocate()
  }

  /// The grams of a row.
  /// - Returns: within the grams, whatever the bytes say.
  mutating func row(_ element: Int) -> Range<Int> {
    precondition(element < rowCount, "not an element of the run")
    let words = rows.bytes(at: 4 &* (1 &+ element), count: 8)
    let low = min(Int(load32(words, 0)), gramCount)
    return low..<max(low, min(Int(load32(words, 4)), gramCount))
  }

  /// Calls `body` with each gram of a row and the numbers of its positions in the run, as the bytes have them.
  mutating func forEachGram(inRow element: Int, _ body: (_ second: Int, _ low: UInt32, _ high: UInt32) -> Void) {
    let row = row(element)
    guard !row.isEmpty else { return }
    let first = 4 &* (2 &+ rowCount)
    var low = row.lowerBound == 0 ? 0 : load32(grams.bytes(at: first &+ 8 &* row.lowerBound &- 4, count: 4), 0)
    for gram in row {
      let words = grams.bytes(at: first &+ 8 &* gram, count: 8)
      let high = load32(words, 4)
      body(Int(load32(words, 0)), low, high)
      low = high
    }
  }

  /// - Returns: not empty, valid until the next call; nil when the bytes are damaged. Whether they ascend is for the
  ///   caller to see.
  mutating func positions(from low: UInt32, to high: UInt32) -> MarkedPositions? {
    guard low < high, Int(high) &* 4 <= positionBytes else { return nil }
    let count = Int(high &- low)
    let start = positions.bytes(at: 4 &* Int(low), count: 4 &* count)
    return MarkedPositions(start: start.assumingMemoryBound(to: UInt32.self), count: count)
  }
}

/// The readers of those sources of a merge that are runs: one thread's.
// SAFETY: a reader is used by the thread alone, and freed with the sources still there.
struct RunGramsReaders: ~Copyable {
  /// By source; nil for a segment.
  let readers: UnsafeMutablePointer<RunGramsReader?>
  private let count: Int

  /// Memory of a thread for all of them, and the least and the most for one.
  private static let bytes = 4 << 20
  private static let windowBytes = (4 << 10)...(64 << 10)

  init(_ sources: [LiveSegment]) {
    count = sources.count
    readers = .allocate(capacity: max(count, 1))
    let share = Self.bytes / max(count, 1) / 64 * 64
    let windowBytes = min(max(share, Self.windowBytes.lowerBound), Self.windowBytes.upperBound)
    for (number, source) in sources.enumerated() {
      let segment = source.segment
      (readers + number).initialize(
        to: segment.run.map { RunGramsReader($0, in: segment.contents.file, windowBytes: windowBytes) })
    }
  }

  deinit {
    for number in 0..<count { readers[number]?.deallocate() }
    readers.deinitialize(count: count)
    readers.deallocate()
  }
}

/// A part of a mapped file that is read front to back: copied piece by piece, and each piece given back at once.
// SAFETY: a piece lies in the part, and `bytes` in the piece; the file is mapped as long as the window is there.
private struct FileWindow {
  private let part: UnsafeRawBufferPointer
  private let file: MappedFile
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  /// Of the part, what `memory` holds.
  private var held = 0..<0

  init(_ part: UnsafeRawBufferPointer, of file: MappedFile, byteCount: Int) {
    self.part = part
    self.file = file
    capacity = byteCount
    memory = .allocate(byteCount: capacity, alignment: 64)
  }

  func deallocate() { memory.deallocate() }

  /// - Returns: the bytes, valid until the next call.
  /// - Precondition: they lie in the part.
  @inline(__always)
  mutating func bytes(at byteOffset: Int, count: Int) -> UnsafeRawPointer {
    if byteOffset < held.lowerBound || byteOffset &+ count > held.upperBound { load(byteOffset, count) }
    return UnsafeRawPointer(memory + (byteOffset &- held.lowerBound))
  }

  @inline(never)
  private mutating func load(_ byteOffset: Int, _ count: Int) {
    precondition(byteOffset >= 0 && byteOffset + count <= part.count, "not in the part")
    if count > capacity {
      memory.deallocate()
      capacity = count
      memory = .allocate(byteCount: capacity, alignment: 64)
    }
    held = byteOffset..<min(byteOffset + capacity, part.count)
    let piece = UnsafeRawBufferPointer(rebasing: part[held])
    memory.copyMemory(from: piece.baseAddress.unsafelyUnwrapped, byteCount: piece.count)
    release(piece)
  }

  /// The most that the kernel maps at a fault, at a multiple of it: a large page. 64 KB and 256 KB were seen too.
  private static let mappedBytes = 2 << 20

  /// Gives back what was mapped for a piece: also what lies around it.
  private func release(_ piece: UnsafeRawBufferPointer) {
    guard let start = piece.baseAddress, let first = file.bytes.baseAddress else { return }
    let low = max(start - Int(bitPattern: start) % Self.mappedBytes, first)
    let end = start + piece.count + (-Int(bitPattern: start + piece.count) & (Self.mappedBytes - 1))
    file.release(UnsafeRawBufferPointer(start: low, count: min(end, first + file.bytes.count) - low))
  }
}
