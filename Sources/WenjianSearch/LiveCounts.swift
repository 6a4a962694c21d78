import Synchronization
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianThreads

/// What the deletions of a segment leave of lists, remembered from query to query: a list's head counts all of its
/// documents, and without the deleted ones they have to be counted block by block.
final class LiveCounts: Sendable {
  private struct Entry: BitwiseCopyable {
    /// One more than the gram's number; 0 for none.
    var gram: UInt64
    var documents: UInt32
    var occurrences: UInt32
  }

  /// 256 KB; a gram takes the slot of its low bits.
  private static let slotCount = 1 << 14

  private let slots = Locked<[Entry]>([])

  /// The counts of a gram, found out only when they are not known.
  func counts(
    ofGram gram: Int, _ count: () throws -> FoundCounts
  ) rethrows -> FoundCounts {
    let slot = gram & (Self.slotCount - 1)
    let known = slots.withLock { slots -> Entry? in
      guard !slots.isEmpty, slots[slot].gram == UInt64(gram) + 1 else { return nil }
      return slots[slot]
    }
    if let known { return FoundCounts(documents: Int(known.documents), occurrences: Int(known.occurrences)) }
    let counts = try count()
    slots.withLock { slots in
      if slots.isEmpty {
        slots = Array(repeating: Entry(gram: 0, documents: 0, occurrences: 0), count: Self.slotCount)
      }
      slots[slot] = Entry(
        gram: UInt64(gram) + 1, documents: UInt32(truncatingIfNeeded: counts.documents),
        occurrences: UInt32(truncatingIfNeeded: counts.occurrences))
    }
    return counts
  }
}

extension SegmentState {
  /// The live documents of a gram's list, and the gram's occurrences in them.
  /// - Parameters:
  ///   - occurrences: in all documents of the list.
  ///   - blocks: those of the list that are read are added to it.
  /// - Throws: `SegmentError` for damaged postings.
  func counts(
    of list: DocumentList, gram: Int, occurrences: Int, _ scratch: SearchScratch, blocks: inout Int
  ) throws -> FoundCounts {
    guard let live else { return FoundCounts(documents: list.count, occurrences: occurrences) }
    return try liveCounts.counts(ofGram: gram) {
      try scratch.checkpoint(list.blockCount)
      let block = scratch.allocate(2 * DocumentList.blockSize, of: UInt32.self)
      guard let counts = live.mask.counts(of: list, occurrences: occurrences, block: block) else {
        throw view.segment.damage("postings")
      }
      blocks += counts.blocks
      return counts.found
    }
  }
}
