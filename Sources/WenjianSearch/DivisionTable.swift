import Synchronization
import WenjianDocument
import WenjianSegment
import WenjianStream
import WenjianThreads

/// The positions of the articles of a segment's documents, or of its other divisions, kept from query to query: to find them a text is scanned.
final class DivisionTable: Sendable {
  private struct Key: Hashable {
    var level: HeadingLevel
    var document: Int
  }

  private struct Known {
    var ranges: [Key: [Range<UInt32>]] = [:]
    var count = 0
  }

  private let known = Locked(Known())
  /// Ranges and documents to keep, of 8 and some 50 bytes. All laws of the State have 150,000 articles.
  private static let limit = 1_000_000

  /// - Parameter found: finds them in the text.
  func ranges(
    of level: HeadingLevel, in document: Int, found: () throws -> [Range<UInt32>]
  ) rethrows -> [Range<UInt32>] {
    let key = Key(level: level, document: document)
    if let ranges = known.withLock({ $0.ranges[key] }) { return ranges }
    // Not under the lock: another search waits for no text. Two that find the same agree.
    let ranges = try found()
    known.withLock { known in
      if known.count > Self.limit { known = Known() }
      known.ranges[key] = ranges
      known.count += 1 + ranges.count
    }
    return ranges
  }
}

/// Finds the divisions of a level around positions that ascend.
struct DivisionFinder {
  private let level: HeadingLevel
  private let segment: Segment
  private let reader: DocumentTextReader
  private let table: DivisionTable
  private var document = -1
  private var ranges: [Range<UInt32>] = []

  init(_ level: HeadingLevel, _ context: OccurrenceContext) {
    self.level = level
    segment = context.segment
    reader = DocumentTextReader(context.view, control: context.scratch.control)
    table = context.units.divisions
  }

  /// The division around a position of a document; nil outside of all.
  /// - Throws: `SegmentError` when the store is damaged.
  /// - Complexity: linear in the text of the document the first time, then logarithmic in its divisions.
  mutating func range(around position: UInt32, of document: Int) throws -> Range<UInt32>? {
    if document != self.document {
      self.document = document
      ranges = try table.ranges(of: level, in: document) { try divisions(of: document) }
    }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 && ranges[low - 1].contains(position) ? ranges[low - 1] : nil
  }

  private func divisions(of document: Int) throws -> [Range<UInt32>] {
    let text = try reader.wholeDocument(document)
    let outline = DocumentOutline(text.bytes, headings: segment.documents.headings(of: document))
    let start = segment.documents.start(of: document)
    /// The first position at or behind a byte.
    func position(ofByte byte: Int) -> UInt32 {
      var low = 0
      var high = text.spans.count
      while low < high {
        let middle = (low + high) / 2
        if Int(text.spans[middle].start) < byte { low = middle + 1 } else { high = middle }
      }
      return start &+ UInt32(truncatingIfNeeded: low)
    }
    return outline.divisions(in: text.bytes).filter { $0.entry.level == level }.map { division in
      let low = position(ofByte: division.entry.byteOffset)
      return low..<max(low, position(ofByte: division.endByteOffset))
    }
  }
}
