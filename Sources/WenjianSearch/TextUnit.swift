import Synchronization
import WenjianDictionary
import WenjianDocument
import WenjianPostings
import WenjianSegment
import WenjianStream

/// A stretch of text that strings may be asked to share.
package enum TextUnit: Hashable, Sendable {
  /// Up to 。, ！, ？, ； or the second … in a row, or to the end of the paragraph.
  case sentence
  case paragraph
  /// 第十三条 with all of its paragraphs, as outlines know it.
  case article

  var name: String {
    switch self {
    case .sentence: "sentence"
    case .paragraph: "paragraph"
    case .article: "article"
    }
  }
}

/// Finds the units around positions that ascend.
struct TextUnitFinder {
  private let context: OccurrenceContext
  private let starts: PositionBits?
  private var articles: ArticleRanges?
  private var document = 0

  init(_ unit: TextUnit, in context: OccurrenceContext) throws {
    self.context = context
    switch unit {
    case .sentence, .paragraph: starts = try context.units.starts(of: unit)
    case .article:
      starts = nil
      articles = ArticleRanges(context)
    }
  }

  /// Whether text is read to find a unit: then it is worth asking first whether the document has all the strings.
  var readsText: Bool { articles != nil }

  /// The positions of the document around one.
  mutating func document(around position: UInt32) -> Range<UInt32> {
    document = context.segment.documents.document(of: position, from: document)
    return context.segment.documents.positions(of: document)
  }

  /// The positions of the unit around one; nil when there is none, outside of articles.
  mutating func unit(around position: UInt32) throws -> Range<UInt32>? {
    if let starts { return starts.last(notAbove: position)..<starts.first(above: position) }
    document = context.segment.documents.document(of: position, from: document)
    return try articles?.range(around: position, of: document)
  }
}

/// A bit for each position of a segment.
final class PositionBits: Sendable {
  nonisolated(unsafe) private let words: UnsafeMutablePointer<UInt64>
  private let wordCount: Int
  private let count: Int

  fileprivate init(count: Int) {
    self.count = count
    wordCount = count / 64 + 1
    words = .allocate(capacity: wordCount)
    words.initialize(repeating: 0, count: wordCount)
  }

  fileprivate init(_ other: PositionBits) {
    count = other.count
    wordCount = other.wordCount
    words = .allocate(capacity: wordCount)
    words.initialize(from: other.words, count: wordCount)
  }

  deinit { words.deallocate() }

  fileprivate func set(_ position: Int) {
    if position < count { words[position >> 6] |= 1 << UInt64(position & 63) }
  }

  /// The last set position up to one; 0 when there is none.
  func last(notAbove position: UInt32) -> UInt32 {
    var word = min(Int(position >> 6), wordCount - 1)
    var bits = words[word] & (.max >> UInt64(63 - position & 63))
    while bits == 0 {
      if word == 0 { return 0 }
      word -= 1
      bits = words[word]
    }
    return UInt32(word * 64 + 63 - bits.leadingZeroBitCount)
  }

  /// The first set position behind one; the number of positions when there is none.
  func first(above position: UInt32) -> UInt32 {
    let next = Int(position) + 1
    var word = next >> 6
    guard word < wordCount else { return UInt32(count) }
    var bits = words[word] & (.max << UInt64(next & 63))
    while bits == 0 {
      word += 1
      if word == wordCount { return UInt32(count) }
      bits = words[word]
    }
    return UInt32(word * 64 + bits.trailingZeroBitCount)
  }
}

/// Where the paragraphs and sentences of a segment begin.
///
/// Nothing of it is stored: a position's element and the one behind it are a gram, so the lists of the grams that end in
/// a barrier hold all paragraph edges, and those of a few marks all sentence ends. The bits are made when first asked
/// for and kept with the snapshot; an eighth of a byte for each position.
final class TextUnitBits: Sendable {
  private let segment: Segment
  private let made = Mutex<[TextUnit: PositionBits]>([:])

  init(_ segment: Segment) { self.segment = segment }

  /// - Throws: `SegmentError` for damaged postings.
  /// - Complexity: the first time linear in the elements, the paragraphs and the sentences; then constant.
  func starts(of unit: TextUnit) throws -> PositionBits {
    try made.withLock { made in
      if let known = made[unit] { return known }
      let paragraphs = try made[.paragraph] ?? self.paragraphs()
      made[.paragraph] = paragraphs
      if unit == .sentence { made[.sentence] = try sentences(in: paragraphs) }
      return made[unit] ?? paragraphs
    }
  }

  private func paragraphs() throws -> PositionBits {
    let bits = PositionBits(count: segment.statistics.positionCount)
    for document in 0..<segment.documents.count { bits.set(Int(segment.documents.start(of: document))) }
    // The barrier is the element of the lowest identifier, and no gram begins with it.
    for first in 1..<max(segment.grams.rowCount, 1) {
      if let gram = segment.grams.gram(first: first, second: 0) { try set(2, behind: gram, in: bits) }
    }
    return bits
  }

  private func sentences(in paragraphs: PositionBits) throws -> PositionBits {
    let bits = PositionBits(paragraphs)
    for mark in ["。", "!", "?", ";"] as [Unicode.Scalar] {
      guard let id = segment.elements.id(ofScalar: mark.value) else { continue }
      for gram in segment.grams.row(id) { try set(1, behind: gram, in: bits) }
    }
    if let id = segment.elements.id(ofScalar: ("…" as Unicode.Scalar).value),
      let gram = segment.grams.gram(first: id, second: id)
    {
      try set(2, behind: gram, in: bits)
    }
    return bits
  }

  private func set(_ distance: Int, behind gram: Int, in bits: PositionBits) throws {
    let list = try segment.positions(ofGram: gram)
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

/// The articles of one document after the other, from their texts.
private struct ArticleRanges {
  private let segment: Segment
  private let reader: DocumentTextReader
  private var document = -1
  private var ranges: [Range<UInt32>] = []

  init(_ context: OccurrenceContext) {
    segment = context.segment
    reader = DocumentTextReader(context.view)
  }

  /// - Throws: `SegmentError` when the store is damaged.
  /// - Complexity: linear in the text of the document, the first time it is asked for.
  mutating func range(around position: UInt32, of document: Int) throws -> Range<UInt32>? {
    if document != self.document {
      self.document = document
      ranges = try articles(of: document)
    }
    return ranges.last { $0.lowerBound <= position }.flatMap { $0.contains(position) ? $0 : nil }
  }

  private func articles(of document: Int) throws -> [Range<UInt32>] {
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
    return outline.divisions(in: text.bytes).filter { $0.entry.level == .article }.map { article in
      let low = position(ofByte: article.entry.byteOffset)
      return low..<max(low, position(ofByte: article.endByteOffset))
    }
  }
}
