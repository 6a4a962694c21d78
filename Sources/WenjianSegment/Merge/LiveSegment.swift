import WenjianBytes
import WenjianDictionary
import WenjianPostings

/// A segment to be merged, and the documents that are left out of it.
package struct MergeSource: Sendable {
  package let segment: Segment
  /// Ascending.
  let removed: [UInt32]
  /// What these have of each element, ascending; empty when that is not known.
  let shares: [ElementShare]

  package init(_ segment: Segment, removing removed: [UInt32] = [], shares: [ElementShare] = []) {
    self.segment = segment
    self.removed = removed
    self.shares = shares
  }
}

/// A segment as its merge sees it: the documents that stay, with the numbers and positions that they have when the others
/// are gone.
final class LiveSegment: Sendable {
  let segment: Segment
  let documents: DocumentMap
  let positions: PositionMap
  /// Bytes of text that stay.
  let textBytes: Int
  let boundaries: BoundaryBits
  let zones: LowWeightZones?
  /// What the documents left out have of each element.
  let removedShares: [ElementShare]
  /// First position and title span (`PositionContext`) of each document that stays.
  nonisolated(unsafe) private let starts: UnsafePointer<UInt32>
  nonisolated(unsafe) private let titleSpans: UnsafePointer<UInt32>
  /// What the pointers lead to; nil when it is the segment's own columns.
  private let owned: OwnedColumns?

  /// Columns of the documents that stay.
  private final class OwnedColumns: @unchecked Sendable {
    // SAFETY: written while the segment is prepared, and only read behind that.
    let starts: UnsafeMutablePointer<UInt32>
    let titleSpans: UnsafeMutablePointer<UInt32>
    let boundaries: UnsafeMutablePointer<UInt8>
    var zones: ByteWriter?

    init(documentCount: Int, positionCount: Int) {
      starts = .allocate(capacity: documentCount + 1)
      titleSpans = .allocate(capacity: documentCount + 1)
      // Bits are read eight bytes at a time.
      let byteCount = positionCount / 8 + 24
      boundaries = .allocate(capacity: byteCount)
      boundaries.initialize(repeating: 0, count: byteCount)
    }

    deinit {
      starts.deallocate()
      titleSpans.deallocate()
      boundaries.deallocate()
    }
  }

  /// - Throws: `SegmentError` when the stored text is damaged.
  /// - Complexity: constant when no document is left out; else linear in the documents and positions / 64, and in the
  ///   texts of the documents left out where their shares are not known.
  init(_ source: MergeSource) throws(SegmentError) {
    segment = source.segment
    let table = segment.documents
    documents = DocumentMap(count: table.count, removing: source.removed)
    let columns = table.positionColumns
    guard !documents.isIdentity else {
      positions = PositionMap(count: segment.statistics.positionCount, removing: [])
      textBytes = segment.statistics.textBytes
      boundaries = segment.boundaries.checked
      zones = segment.lowWeightZones
      removedShares = []
      guard segment.isRun else {
        (starts, titleSpans) = (columns.starts, columns.titleSpans)
        owned = nil
        return
      }
      // Of a run a few kilobytes, for which many more of the file would stay in memory.
      let owned = OwnedColumns(documentCount: documents.count, positionCount: 0)
      owned.starts.update(from: columns.starts, count: documents.count + 1)
      owned.titleSpans.update(from: columns.titleSpans, count: documents.count)
      (starts, titleSpans) = (UnsafePointer(owned.starts), UnsafePointer(owned.titleSpans))
      self.owned = owned
      return
    }
    removedShares =
      source.shares.isEmpty ? try segment.elementShares(of: source.removed) : source.shares
    positions = PositionMap(
      count: segment.statistics.positionCount,
      removing: source.removed.map { table.positions(of: Int($0)) })
    textBytes = documents.ranges.reduce(0) { $0 + table.textRange(ofDocuments: $1).count }
    let owned = OwnedColumns(documentCount: documents.count, positionCount: positions.count)
    var number = 0
    var bits = BitAppender(owned.boundaries)
    for range in documents.ranges {
      for document in range {
        owned.starts[number] = positions.number(of: columns.starts[document])
        owned.titleSpans[number] = columns.titleSpans[document]
        number += 1
      }
      let first = table.positions(of: range.lowerBound).lowerBound
      let end = table.positions(of: range.upperBound - 1).upperBound
      // Damaged starts may lead beyond the segment.
      guard first <= end, Int(end) <= segment.statistics.positionCount else {
        throw segment.damage("document table")
      }
      bits.append(segment.boundaries, from: Int(first), to: Int(end))
    }
    owned.starts[number] = UInt32(positions.count)
    boundaries = BoundaryBits(owned.boundaries, count: positions.count)
    var writer = LowWeightZonesWriter()
    segment.lowWeightZones?.forEach { [positions] zone in
      let (low, high) = (positions.number(of: zone.lowerBound), positions.number(of: zone.upperBound))
      if low < high { writer.append(low..<high) }
    }
    owned.zones = writer.bytes
    zones = owned.zones.flatMap { LowWeightZones.read(FileBytes($0.bytes)) }
    (starts, titleSpans) = (UnsafePointer(owned.starts), UnsafePointer(owned.titleSpans))
    self.owned = owned
  }

  /// Where each of its documents that stay begins, and of the last where it ends.
  func start(ofLive document: Int) -> UInt32 { starts[document] }

  func context(documentBase: Int, positionBase: Int) -> PositionContext {
    PositionContext(
      starts: starts, documentCount: documents.count, positionCount: positions.count, titleSpans: titleSpans,
      boundaries: boundaries, zones: zones, documentBase: documentBase, positionBase: UInt32(positionBase))
  }

  /// By element, whether a document that stays has it; nil when nothing is left out.
  /// - Throws: `SegmentError` when a list is damaged.
  func liveElements() throws(SegmentError) -> [Bool]? {
    if documents.isIdentity { return nil }
    var occurrences = [Int](repeating: 0, count: segment.elements.count)
    for element in occurrences.indices {
      if let counts = segment.elementCounts {
        occurrences[element] = counts.counts(of: element).occurrences
      } else {
        // Every element but a barrier begins a gram wherever it is.
        var grams: [Int] = []
        segment.grams.forEachGram(inRow: element) { gram, _ in grams.append(gram) }
        for gram in grams { occurrences[element] += try segment.positions(ofGram: gram).count }
      }
    }
    for share in removedShares where Int(share.element) < occurrences.count {
      occurrences[Int(share.element)] -= Int(share.occurrences)
    }
    var isLive = occurrences.map { $0 > 0 }
    // The barrier, at the end of every document.
    if !isLive.isEmpty, documents.count > 0 { isLive[0] = true }
    return isLive
  }
}

/// Writes bits one behind the other.
private struct BitAppender {
  private let bytes: UnsafeMutablePointer<UInt8>
  private var count = 0

  /// - Parameter bytes: zeros, enough for all that will come and eight bytes more.
  init(_ bytes: UnsafeMutablePointer<UInt8>) { self.bytes = bytes }

  mutating func append(_ bits: BoundaryBits, from start: Int, to end: Int) {
    var position = start
    while position < end {
      let shift = count & 7
      let taken = min(56, end - position)
      let word = bits.bits(at: position, count: taken) &<< UInt64(shift)
      for byte in 0..<((shift + taken + 7) / 8) {
        bytes[count >> 3 + byte] |= UInt8(truncatingIfNeeded: word &>> UInt64(byte * 8))
      }
      position += taken
      count += taken
    }
  }
}

extension DocumentTable {
  /// The text of some documents, from the first to the last.
  /// - Precondition: not empty.
  func textRange(ofDocuments range: Range<Int>) -> Range<Int> {
    let low = textRange(of: range.lowerBound).lowerBound
    return low..<max(low, textRange(of: range.upperBound - 1).upperBound)
  }
}
