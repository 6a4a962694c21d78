// Which documents of a segment count: one bit a document, for deletions and for filters.

import WenjianIndex
import WenjianPostings
import WenjianSegment

/// The documents of one segment that a search keeps. It is applied to what has been decoded, never to what is decoded:
/// a list keeps its block maxima and its skips, however many of its documents are dropped.
///
/// A handle on words that their owner, a `DocumentBits` or a scratch, keeps alive.
struct DocumentMask: BitwiseCopyable {
  /// A set bit keeps the document; bits behind the last document are clear.
  let words: UnsafePointer<UInt64>
  let documentCount: Int
  /// The documents kept.
  let count: Int

  static func wordCount(documents: Int) -> Int { (documents + 63) / 64 }

  /// 1 for a kept document, else 0, without a branch.
  /// - Precondition: `document` is below `documentCount`.
  @inline(__always)
  func bit(_ document: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: words[Int(document &>> 6)] &>> UInt64(document & 63)) & 1
  }

  /// - Precondition: `document` is below `documentCount`.
  @inline(__always)
  func contains(_ document: UInt32) -> Bool { bit(document) != 0 }

  /// The first document from `document` on that is kept, or that is not; `documentCount` when there is none.
  func first(from document: Int, kept: Bool) -> Int {
    guard document < documentCount else { return documentCount }
    let flip: UInt64 = kept ? 0 : .max
    var word = document / 64
    var bits = (words[word] ^ flip) & (.max &<< UInt64(document % 64))
    let end = Self.wordCount(documents: documentCount)
    while bits == 0 {
      word += 1
      guard word < end else { return documentCount }
      bits = words[word] ^ flip
    }
    return min(word * 64 + bits.trailingZeroBitCount, documentCount)
  }
}

extension DocumentMask {
  /// The documents kept, without occurrences.
  func documents(in scratch: SearchScratch) -> DocumentBuffer {
    var found = DocumentBuffer(capacity: count, in: scratch)
    for word in 0..<Self.wordCount(documents: documentCount) {
      var bits = words[word]
      while bits != 0, found.count < count {
        found.append(
          document: UInt32(truncatingIfNeeded: word * 64 + bits.trailingZeroBitCount), frequency: 0, quality: 0)
        bits &= bits &- 1
      }
    }
    return found
  }
}

/// A mask that outlives a query.
final class DocumentBits: Sendable {
  nonisolated(unsafe) private let words: UnsafeMutablePointer<UInt64>
  let documentCount: Int
  let count: Int

  var mask: DocumentMask {
    DocumentMask(words: UnsafePointer(words), documentCount: documentCount, count: count)
  }

  /// The documents that are not deleted.
  init(liveIn view: SegmentView, without deletions: Deletions) {
    documentCount = view.segment.statistics.documentCount
    let wordCount = DocumentMask.wordCount(documents: documentCount)
    words = .allocate(capacity: wordCount)
    words.initialize(repeating: .max, count: wordCount)
    if documentCount % 64 > 0 { words[wordCount - 1] = (1 << UInt64(documentCount % 64)) - 1 }
    for document in deletions.documents where Int(document) < documentCount {
      words[Int(document >> 6)] &= ~(1 << UInt64(document & 63))
    }
    var count = 0
    for word in 0..<wordCount { count += words[word].nonzeroBitCount }
    self.count = count
  }

  /// The documents whose bits are set.
  init(_ bits: [UInt64], documentCount: Int) {
    self.documentCount = documentCount
    words = .allocate(capacity: bits.count)
    words.initialize(from: bits, count: bits.count)
    count = bits.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  deinit { words.deallocate() }
}

extension DocumentBuffer {
  /// Drops the documents that a mask does not keep, and adds the occurrences up anew.
  mutating func keep(_ mask: DocumentMask) {
    var kept = 0
    var occurrences = 0
    for at in 0..<count {
      let document = documents[at]
      let bit = mask.bit(document)
      let frequency = frequencies[at]
      documents[kept] = document
      frequencies[kept] = frequency
      qualities[kept] = qualities[at]
      occurrences &+= Int(frequency & (0 &- bit))
      kept &+= Int(bit)
    }
    count = kept
    self.occurrences = occurrences
  }
}

extension DocumentMask {
  /// How many documents of a list are kept, and their occurrences.
  ///
  /// The smaller part is counted: with few deletions the blocks that hold a deleted document, under a narrow filter
  /// those that hold one of its documents.
  /// - Parameters:
  ///   - occurrences: of the whole list.
  ///   - block: room for two blocks.
  /// - Returns: the counts and how many blocks were read for them; nil when the list is damaged.
  func counts(
    of list: DocumentList, occurrences: Int, block: UnsafeMutablePointer<UInt32>
  ) -> (found: FoundCounts, blocks: Int)? {
    let countsKept = 2 * count <= documentCount
    let flip: UInt32 = countsKept ? 0 : 1
    let documents = block
    let frequencies = block + DocumentList.blockSize
    var part = FoundCounts()
    var blocks = 0
    var number = 0
    var target = first(from: 0, kept: countsKept)
    while target < documentCount {
      number = list.seek(UInt32(target), from: number)
      if number >= list.blockCount { break }
      let size = list.decode(block: number, documents: documents, frequencies: frequencies, qualities: nil)
      guard size > 0, documents[size - 1] < documentCount else { return nil }
      blocks += 1
      for at in 0..<size {
        // Damaged gaps may wrap around.
        let document = min(documents[at], UInt32(truncatingIfNeeded: documentCount - 1))
        let bit = self.bit(document) ^ flip
        part.documents &+= Int(bit)
        part.occurrences &+= Int(frequencies[at] & (0 &- bit))
      }
      target = first(from: Int(documents[size - 1]) + 1, kept: countsKept)
      number += 1
    }
    if countsKept { return (part, blocks) }
    return (
      FoundCounts(documents: list.count - part.documents, occurrences: occurrences - part.occurrences), blocks
    )
  }
}
