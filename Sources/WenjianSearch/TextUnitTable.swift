import Synchronization
import WenjianDictionary
import WenjianPostings
import WenjianQuery
import WenjianSegment
import WenjianThreads

/// Where the paragraphs, sentences and divisions of a segment begin.
///
/// Nothing of it is stored: a position's element and the one behind it are a gram, so the lists of the grams that end in
/// a barrier hold all paragraph edges, and those of a few marks all sentence ends. The bits are made when first asked
/// for and kept with the snapshot; an eighth of a byte for each position.
final class TextUnitTable: Sendable {
  private let segment: Segment
  private let made = Locked<[QueryScope: PositionBits]>([:])
  let divisions = DivisionTable()

  init(_ segment: Segment) { self.segment = segment }

  /// - Throws: `SegmentError` for damaged postings.
  /// - Complexity: the first time linear in the elements, the paragraphs and the sentences; then constant.
  /// - Parameter scratch: of the query, which may end before the bits are made; then nothing is kept of them.
  func starts(of unit: QueryScope, _ scratch: SearchScratch) throws -> PositionBits {
    try made.withLock { made in
      if let known = made[unit] { return known }
      let paragraphs = try made[.paragraph] ?? self.paragraphs(scratch)
      made[.paragraph] = paragraphs
      if unit == .sentence { made[.sentence] = try sentences(in: paragraphs, scratch) }
      return made[unit] ?? paragraphs
    }
  }

  private func paragraphs(_ scratch: SearchScratch) throws -> PositionBits {
    let bits = PositionBits(count: segment.statistics.positionCount)
    for document in 0..<segment.documents.count { bits.set(Int(segment.documents.start(of: document))) }
    // The barrier is the element of the lowest identifier, and no gram begins with it.
    for first in 1..<max(segment.grams.rowCount, 1) {
      try scratch.checkpoint()
      if let gram = segment.grams.gram(first: first, second: 0) { try set(2, behind: gram, in: bits, scratch) }
    }
    return bits
  }

  /// Marks that end a sentence, folded; so does …….
  static let sentenceEnds: [Unicode.Scalar] = ["。", "!", "?", ";"]

  private func sentences(in paragraphs: PositionBits, _ scratch: SearchScratch) throws -> PositionBits {
    let bits = PositionBits(paragraphs)
    for mark in Self.sentenceEnds {
      guard let id = segment.elements.id(ofScalar: mark.value) else { continue }
      for gram in segment.grams.row(id) { try set(1, behind: gram, in: bits, scratch) }
    }
    if let id = segment.elements.id(ofScalar: ("…" as Unicode.Scalar).value),
      let gram = segment.grams.gram(first: id, second: id)
    {
      try set(2, behind: gram, in: bits, scratch)
    }
    return bits
  }

  private func set(_ distance: Int, behind gram: Int, in bits: PositionBits, _ scratch: SearchScratch) throws {
    let list = try segment.positions(ofGram: gram)
    try scratch.checkpoint(list.blockCount)
    try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PositionList.blockSize) { block in
      guard let block = block.baseAddress else { return }
      for number in 0..<list.blockCount {
        let size = list.decode(block: number, into: block)
        guard size > 0 else { throw segment.damage("postings") }
        for at in 0..<size { bits.set(Int(block[at]) + distance) }
      }
    }
  }
}
