import Synchronization
import WenjianBytes

/// The checksums of a segment file by page (`PageChecks.pageBytes`), so that a query checks what it reads and no more.
///
/// Grammar of `pageChecksums`: a u32 for each page from the beginning of the file to this section, in which the last of
/// them ends: the low half of the XXH64 of its bytes; its seed is the segment's ID plus the page's number, so that pages
/// that lie in the wrong place or file are damaged as well. Grammar of `pageChecksumRoots`: the same of the bytes of
/// `pageChecksums`, counted from its beginning; its own checksum stands in the section table. A page costs four bytes, a
/// thousandth, and some 0.4 µs once in a process.
enum PageChecksum {
  static let byteCount = 4

  static func of(_ bytes: UnsafeRawBufferPointer, page: Int, segmentID: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash64(bytes, seed: seed(page: page, segmentID: segmentID)))
  }

  fileprivate static func seed(page: Int, segmentID: UInt64) -> UInt64 {
    segmentID &+ UInt64(truncatingIfNeeded: page)
  }

  /// The bytes of a page of some bytes, the last of which may be shorter.
  fileprivate static func page(_ page: Int, of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let low = page << PageChecks.pageShift
    return UnsafeRawBufferPointer(rebasing: bytes[low..<min(low + PageChecks.pageBytes, bytes.count)])
  }

  fileprivate static func pageCount(_ byteCount: Int) -> Int {
    (byteCount + PageChecks.pageBytes - 1) >> PageChecks.pageShift
  }
}

/// Makes the checksums of a file that is written front to back.
struct PageChecksumWriter {
  private let segmentID: UInt64
  private let checksums = ByteWriter(capacity: 1 << 12)
  private var hash: Hash64
  /// Bytes of the page that is not complete.
  private var filled = 0

  init(segmentID: UInt64) {
    self.segmentID = segmentID
    hash = Hash64(seed: PageChecksum.seed(page: 0, segmentID: segmentID))
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty {
      let taken = min(PageChecks.pageBytes - filled, rest.count)
      hash.update(UnsafeRawBufferPointer(rebasing: rest[..<taken]))
      filled += taken
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      if filled == PageChecks.pageBytes { endPage() }
    }
  }

  private mutating func endPage() {
    checksums.append(UInt32(truncatingIfNeeded: hash.finish()))
    let next = checksums.count / PageChecksum.byteCount
    hash = Hash64(seed: PageChecksum.seed(page: next, segmentID: segmentID))
    filled = 0
  }

  /// - Returns: both sections.
  mutating func finish() -> (checksums: ByteWriter, roots: ByteWriter) {
    if filled > 0 { endPage() }
    let roots = ByteWriter(capacity: 64)
    for page in 0..<PageChecksum.pageCount(checksums.count) {
      let bytes = PageChecksum.page(page, of: checksums.bytes)
      roots.append(PageChecksum.of(bytes, page: page, segmentID: segmentID))
    }
    return (checksums, roots)
  }
}

/// Compares pages with their checksums, those of format version 4 and later.
final class PageChecksumReader: Sendable {
  // SAFETY: a part of the map of the file, whose owner owns this too.
  nonisolated(unsafe) private let covered: UnsafeRawBufferPointer
  nonisolated(unsafe) private let checksums: UnsafeRawBufferPointer
  nonisolated(unsafe) private let roots: UnsafeRawBufferPointer
  /// By page of the checksums: whether it was compared with its root.
  nonisolated(unsafe) private let known: UnsafeMutablePointer<Atomic<Bool>>
  private let segmentID: UInt64

  /// - Parameter file: all of it.
  /// - Returns: nil when the sections cannot be those of the file, or the roots are not what they should be.
  init?(
    file: UnsafeRawBufferPointer, checksums: Range<Int>, roots: Range<Int>, rootsHash: UInt64, segmentID: UInt64
  ) {
    guard checksums.count == PageChecksum.pageCount(checksums.lowerBound) * PageChecksum.byteCount,
      roots.count == PageChecksum.pageCount(checksums.count) * PageChecksum.byteCount,
      hash64(UnsafeRawBufferPointer(rebasing: file[roots])) == rootsHash
    else { return nil }
    covered = UnsafeRawBufferPointer(rebasing: file[..<checksums.lowerBound])
    self.checksums = UnsafeRawBufferPointer(rebasing: file[checksums])
    self.roots = UnsafeRawBufferPointer(rebasing: file[roots])
    self.segmentID = segmentID
    let count = roots.count / PageChecksum.byteCount
    known = .allocate(capacity: count)
    for page in 0..<count { (known + page).initialize(to: Atomic(false)) }
  }

  deinit {
    known.deinitialize(count: roots.count / PageChecksum.byteCount)
    known.deallocate()
  }

  /// Whether a page of the file is as it was written. What lies behind the pages that have checksums has others.
  func isSound(_ page: Int) -> Bool {
    guard page < checksums.count / PageChecksum.byteCount else { return true }
    let place = page * PageChecksum.byteCount
    let root = place >> PageChecks.pageShift
    if !known[root].load(ordering: .relaxed) {
      guard matches(PageChecksum.page(root, of: checksums), root, roots, root * PageChecksum.byteCount) else {
        return false
      }
      known[root].store(true, ordering: .relaxed)
    }
    return matches(PageChecksum.page(page, of: covered), page, checksums, place)
  }

  private func matches(
    _ bytes: UnsafeRawBufferPointer, _ page: Int, _ checksums: UnsafeRawBufferPointer, _ place: Int
  ) -> Bool {
    PageChecksum.of(bytes, page: page, segmentID: segmentID)
      == load32(checksums.baseAddress.unsafelyUnwrapped, place)
  }
}

/// Compares pages by the checksums of whole sections: all that format versions 1 to 3 have. The first page that is read
/// of a section costs as much as all of it.
final class SectionChecksumReader: Sendable {
  private enum State {
    static let unknown: UInt8 = 0
    static let sound: UInt8 = 1
    static let damaged: UInt8 = 2
  }

  nonisolated(unsafe) private let file: UnsafeRawBufferPointer
  private let sections: [SegmentFile.Section]
  nonisolated(unsafe) private let states: UnsafeMutablePointer<Atomic<UInt8>>

  init(file: UnsafeRawBufferPointer, sections: [SegmentFile.Section]) {
    self.file = file
    self.sections = sections
    states = .allocate(capacity: sections.count)
    for section in sections.indices { (states + section).initialize(to: Atomic(State.unknown)) }
  }

  deinit {
    states.deinitialize(count: sections.count)
    states.deallocate()
  }

  /// Whether the sections that a page has a part of are as they were written.
  func isSound(_ page: Int) -> Bool {
    let bytes = page << PageChecks.pageShift..<(page + 1) << PageChecks.pageShift
    return sections.indices.allSatisfy { !sections[$0].range.overlaps(bytes) || isSectionSound($0) }
  }

  private func isSectionSound(_ index: Int) -> Bool {
    var state = states[index].load(ordering: .relaxed)
    if state == State.unknown {
      let hash = hash64(UnsafeRawBufferPointer(rebasing: file[sections[index].range]))
      state = hash == sections[index].hash ? State.sound : State.damaged
      states[index].store(state, ordering: .relaxed)
    }
    return state == State.sound
  }
}
