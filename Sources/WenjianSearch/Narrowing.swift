import WenjianPostings
import WenjianSegment

/// Keeps those of some ascending documents that another source holds, block by block of its list.
struct Narrowing {
  private let run: SegmentRun
  private let scratch: SearchScratch
  /// A document list's block, decoded: documents, frequencies, qualities.
  private let block: UnsafeMutablePointer<UInt32>
  /// By the low bits of a document's number: its slot in the block, or anything.
  private let slots: UnsafeMutablePointer<UInt8>
  /// For each document that is left the index that it had before.
  let origins: UnsafeMutablePointer<UInt32>

  private static let slotCount = 4096

  /// - Parameter capacity: the most documents to be narrowed.
  init(_ run: SegmentRun, capacity: Int) {
    self.run = run
    scratch = run.scratch
    block = scratch.allocate(3 * DocumentList.blockSize)
    slots = scratch.allocate(Self.slotCount)
    origins = scratch.allocate(capacity)
  }

  /// Keeps the documents that a source holds.
  /// - Parameters:
  ///   - result: its documents and their count are narrowed, nothing else of it.
  ///   - held: what the source says of each document that is left.
  /// - Returns: how many are left.
  func narrow(
    _ result: inout DocumentBuffer, by source: DocumentSource, into held: inout DocumentBuffer
  ) throws -> Int {
    if let list = source.list {
      result.count = try narrow(result.documents, result.count, by: list, &held, record: source.record)
    } else {
      held.starts = source.buffer.starts
      if source.buffer.scores != nil { held.scores = scratch.allocate(held.capacity) }
      try scratch.checkpoint(1 + result.count / DocumentList.blockSize)
      result.count = narrow(result.documents, result.count, by: source.buffer, &held)
    }
    return result.count
  }

  /// Adds to sums, one for each document, what a source has in it.
  /// - Parameters:
  ///   - frequencies: nil when they are not wanted.
  ///   - scores: nil when they are not wanted.
  func add(
    _ source: DocumentSource, in found: DocumentBuffer, to frequencies: UnsafeMutablePointer<UInt32>?,
    _ scores: UnsafeMutablePointer<Float>?
  ) throws {
    var left = DocumentBuffer(capacity: found.count, in: scratch)
    left.documents.update(from: found.documents, count: found.count)
    left.count = found.count
    var held = DocumentBuffer(capacity: found.count, in: scratch)
    held.count = try narrow(&left, by: source, into: &held)
    if let frequencies {
      for at in 0..<held.count { frequencies[Int(origins[at])] &+= held.frequencies[at] }
    }
    guard let scores else { return }
    if source.term >= 0 {
      try run.resolveQualities(of: &held, term: source.term, documents: UnsafePointer(left.documents))
      let own = scratch.allocate(held.count, of: Float.self)
      run.score(left.documents, held.frequencies, held.qualities, count: held.count, term: source.term, into: own)
      held.scores = own
    }
    if let own = held.scores { for at in 0..<held.count { scores[Int(origins[at])] += own[at] } }
  }

  private func narrow(
    _ documents: UnsafeMutablePointer<UInt32>, _ count: Int, by list: DocumentList, _ held: inout DocumentBuffer,
    record: Int
  ) throws -> Int {
    let ids = block
    let frequencies = ids + DocumentList.blockSize
    let qualities = frequencies + DocumentList.blockSize
    var kept = 0
    var at = 0
    var number = 0
    var decoded = 0
    while at < count {
      try scratch.checkpoint()
      number = list.seek(documents[at], from: number)
      if number >= list.blockCount { break }
      let size = list.decode(
        block: number, documents: ids, frequencies: frequencies, qualities: qualities)
      guard size > 0 else { throw run.damagedPostings }
      decoded &+= 1
      for index in size..<DocumentList.blockSize { ids[index] = .max }
      let last = ids[size &- 1]
      let first = at
      while at < count, documents[at] <= last { at &+= 1 }
      // Nothing is cleared: a slot from another block does not hold the document that is asked for.
      let isDense = last &- ids[0] < Self.slotCount
      if isDense {
        let mask = Self.slotCount - 1
        let slots = slots
        for index in 0..<size { slots[Int(ids[index]) & mask] = UInt8(truncatingIfNeeded: index) }
        for index in first..<at {
          held.qualities[index] = UInt32(slots[Int(documents[index]) & mask] & 127)
        }
      } else {
        for index in first..<at {
          held.qualities[index] = UInt32(
            truncatingIfNeeded: PhraseMatcher.place(of: documents[index], in: ids))
        }
      }
      kept = keep(first..<at, of: documents, behind: kept, held)
      number &+= 1
    }
    run.work[record].documentBlocks += decoded
    return kept
  }

  /// Keeps the documents of a range that the decoded block holds in their slots, which are in `held.qualities`.
  /// Without a branch: which of them it holds cannot be predicted.
  private func keep(
    _ range: Range<Int>, of documents: UnsafeMutablePointer<UInt32>, behind before: Int,
    _ held: DocumentBuffer
  ) -> Int {
    // Constants of other modules are asked for by a call, here once.
    let size = DocumentList.blockSize
    let ids = UnsafePointer(block)
    let blockFrequencies = ids + size
    let blockQualities = blockFrequencies + size
    let origins = origins
    let frequencies = held.frequencies
    let qualities = held.qualities
    var kept = before
    for at in range {
      let document = documents[at]
      let slot = Int(qualities[at])
      documents[kept] = document
      origins[kept] = UInt32(truncatingIfNeeded: at)
      frequencies[kept] = blockFrequencies[slot]
      qualities[kept] = blockQualities[slot]
      // 1 for equal numbers.
      kept &+= Int(truncatingIfNeeded: (UInt64(ids[slot] ^ document) &- 1) &>> 63)
    }
    return kept
  }

  private func narrow(
    _ documents: UnsafeMutablePointer<UInt32>, _ count: Int, by other: DocumentBuffer,
    _ held: inout DocumentBuffer
  ) -> Int {
    var kept = 0
    var index = 0
    for at in 0..<count {
      let document = documents[at]
      index = other.advance(from: index, to: document)
      if index == other.count { break }
      guard other.documents[index] == document else { continue }
      documents[kept] = document
      origins[kept] = UInt32(truncatingIfNeeded: at)
      held.frequencies[kept] = other.frequencies[index]
      held.qualities[kept] = other.qualities[index]
      if let scores = held.scores, let known = other.scores { scores[kept] = known[index] }
      kept &+= 1
    }
    return kept
  }
}
