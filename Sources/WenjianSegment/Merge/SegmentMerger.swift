import WenjianBytes
import WenjianDictionary
import WenjianPostings
import WenjianStream
import WenjianThreads

/// Joins segments into one, without the documents that were deleted of them. Because a segment is one line of text, that
/// is concatenation: the positions and documents of each segment are shifted by what stays before them, blocks of text
/// that lose nothing are copied as they are, and elements get new identifiers in the same order.
///
/// Memory is bounded: lists stream from map to file; the dictionary and the document table being built are held
/// (a few bytes a gram, some hundred a document), and of a gram that loses documents the positions.
package struct SegmentMerger {
  private let sources: [MergeSource]
  private let threadCount: Int
  private let blockBytes: Int
  private let form: SegmentForm
  private let isCancelled: @Sendable () -> Bool

  /// - Parameters:
  ///   - sources: in the order in which their documents shall be.
  ///   - blockBytes: how much text a store block gets that is written anew.
  ///   - threadCount: how many work on the postings.
  ///   - form: what the segment is written for.
  ///   - isCancelled: asked now and then, on any of these threads; true ends `write` with `MergeCancelled`.
  /// - Precondition: at least one document stays; positions in all below `SegmentFormat.positionLimit`.
  package init(
    _ sources: [MergeSource], blockBytes: Int = SegmentParameters().blockBytes, threadCount: Int = 1,
    form: SegmentForm = .usual, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    precondition(
      sources.contains { $0.removed.count < $0.segment.documents.count }, "no document is left to merge")
    self.sources = sources.filter { $0.removed.count < $0.segment.documents.count }
    self.blockBytes = blockBytes
    self.threadCount = threadCount
    self.form = form
    self.isCancelled = isCancelled
  }

  /// Segments that lose nothing.
  package init(_ segments: [Segment], threadCount: Int = 1) {
    self.init(segments.map { MergeSource($0) }, threadCount: threadCount)
  }

  /// Writes the merged segment.
  /// - Throws: `FileError`; `SegmentError` when a source is damaged, or can no longer be read; `MergeCancelled`. What is
  ///   written then is no segment.
  package func write(to path: String, id: UInt64) throws {
    // What is damaged must not be copied under a new checksum. Hashing runs at some 10 GB/s.
    for source in sources {
      try source.segment.verifyChecksums()
      if isCancelled() { throw MergeCancelled() }
    }
    var merge = try LiveMerge(
      sources.map { (source) throws(SegmentError) in try LiveSegment(source) }, blockBytes: blockBytes,
      threadCount: threadCount, form: form, isCancelled: isCancelled)
    try merge.write(to: path, id: id)
  }
}

/// A merge that was told to stop. Its file is not whole and may be removed.
package struct MergeCancelled: Error {
  package init() {}
}

/// The merge of segments whose documents that stay are known.
private struct LiveMerge {
  private let sources: [LiveSegment]
  private let blockBytes: Int
  private let threadCount: Int
  private let form: SegmentForm
  private let isCancelled: @Sendable () -> Bool
  private var documentBases: [Int] = []
  private var positionBases: [Int] = []
  private var textBases: [Int] = []
  private var documentCount = 0
  private var positionCount = 0
  private var textBytes = 0

  init(
    _ sources: [LiveSegment], blockBytes: Int, threadCount: Int, form: SegmentForm,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    self.sources = sources
    self.blockBytes = blockBytes
    self.threadCount = threadCount
    self.form = form
    self.isCancelled = isCancelled
    for source in sources {
      documentBases.append(documentCount)
      positionBases.append(positionCount)
      textBases.append(textBytes)
      documentCount += source.documents.count
      positionCount += source.positions.count
      textBytes += source.textBytes
    }
    precondition(positionCount < SegmentFormat.positionLimit, "\(positionCount) positions are too many")
  }

  mutating func write(to path: String, id: UInt64) throws {
    let file = try SegmentFileWriter(creating: path, segmentID: id)
    var store = StoreMerge(
      sources, positionBases: positionBases, textBases: textBases, blockBytes: blockBytes, form: form)
    let scalarCount = try store.write(to: file)
    if isCancelled() { throw MergeCancelled() }
    let table = documentTable()
    releaseSources()
    let elements = MergedElements(
      try sources.map { (source) throws(SegmentError) in (source.segment, isLive: try source.liveElements()) })
    let gramCount = try mergeGrams(elements, norms: table.norms, to: file)
    try mergeWords(norms: table.norms, to: file)
    try copyBoundaries(to: file)
    try zones().write(to: file)
    let writer = ByteWriter(capacity: 1 << 16)
    elements.write(to: writer)
    try file.section(.elements, writer)
    try mergeElementCounts(elements, to: file)
    try table.write(positionCount: positionCount, textBytes: textBytes, to: file)
    writer.removeAll()
    SegmentStatistics(
      documentCount: documentCount, positionCount: positionCount, textBytes: textBytes,
      scalarCount: scalarCount, gramCount: gramCount
    ).write(to: writer)
    try file.section(.statistics, writer)
    // What the disk did not give since the checksums were compared has read as zeros.
    for source in sources { try source.segment.throwNotedDamage() }
    _ = try file.finish(durably: true)
  }

  /// Documents lie in one segment each, so their numbers add up; where a source does not know them nothing is written.
  private func mergeElementCounts(_ elements: MergedElements, to file: SegmentFileWriter) throws(FileError) {
    let counter = ElementCounter(elementCount: elements.count)
    for (number, source) in sources.enumerated() {
      guard let counts = source.segment.elementCounts else { return }
      counter.add(counts, without: source.removedShares, ids: elements.ids[number])
    }
    try counter.write(to: file)
  }

  private func documentTable() -> DocumentTableWriter {
    var table = DocumentTableWriter()
    for (index, source) in sources.enumerated() {
      for document in 0..<source.documents.count {
        let (start, end) = (source.start(ofLive: document), source.start(ofLive: document + 1))
        table.place(
          start: Int(start) + positionBases[index], length: Int(max(start, end) - start))
      }
      table.append(source.documents.ranges, of: source.segment, textBase: textBases[index])
    }
    return table
  }

  private func zones() -> LowWeightZonesWriter {
    var writer = LowWeightZonesWriter()
    for (index, source) in sources.enumerated() {
      let base = UInt32(positionBases[index])
      source.zones?.forEach { writer.append(($0.lowerBound &+ base)..<($0.upperBound &+ base)) }
    }
    return writer
  }

  private func contexts() -> [PositionContext] {
    sources.enumerated().map { index, source in
      source.context(documentBase: documentBases[index], positionBase: positionBases[index])
    }
  }

  /// After so many bytes of merged postings the sources give the memory back that they were read through.
  private static let releaseBytes = 4 << 20

  /// Of all sources the pages that were read count as memory until then. Threads may be reading there: then they read the
  /// pages again.
  private func releaseSources() {
    for source in sources { source.segment.releaseMemory() }
  }

  /// - Returns: the number of grams.
  private func mergeGrams(
    _ elements: MergedElements, norms: [UInt8], to file: SegmentFileWriter
  ) throws -> Int {
    let merge = GramMerge(
      sources: sources, elements: elements, contexts: contexts(), norms: norms, form: form)
    let stretches = merge.stretches()
    var writer = GramSectionsWriter()
    var unreleased = 0
    try file.begin(.postings)
    try forEachInOrder(
      count: stretches.count, threadCount: threadCount, makeWorker: { GramMerge.Worker(merge) },
      make: { [isCancelled] worker, number in
        if isCancelled() { throw MergeCancelled() }
        return try merge.fragment(rows: stretches[number], worker)
      },
      consume: {
        try writer.append($0, to: file)
        unreleased += $0.postings.count
        if unreleased >= Self.releaseBytes {
          releaseSources()
          unreleased = 0
        }
      })
    try file.end()
    let gramCount = writer.gramCount
    try file.section(.grams, writer.finish())
    return gramCount
  }

  private func mergeWords(norms: [UInt8], to file: SegmentFileWriter) throws(FileError) {
    var words = SourceStrings()
    for (number, source) in sources.enumerated() {
      source.segment.words.forEachWord { ordinal, word in words.append(word, source: number, ordinal: ordinal) }
    }
    words.sort()
    let entries = words.entries
    var writer = WordLaneWriter()
    try file.begin(.wordPostings)
    var at = 0
    var documents: [UInt32] = []
    var frequencies: [UInt32] = []
    while at < entries.count {
      let word = entries[at]
      documents.removeAll(keepingCapacity: true)
      frequencies.removeAll(keepingCapacity: true)
      while at < entries.count, words.areEqual(entries[at], word) {
        let source = sources[Int(entries[at].source)]
        let postings = source.segment.words.postings(at: Int(entries[at].ordinal))
        let base = UInt32(documentBases[Int(entries[at].source)])
        for (document, frequency) in zip(postings.documents, postings.frequencies) {
          guard let number = source.documents.number(ofUnchecked: document) else { continue }
          documents.append(number &+ base)
          frequencies.append(frequency)
        }
        at += 1
      }
      if documents.isEmpty { continue }
      try writer.append(
        words.string(word), documents: documents, frequencies: frequencies, norms: norms, to: file)
    }
    let table = try writer.finish(to: file)
    try file.end()
    try file.section(.words, table)
  }

  private func copyBoundaries(to file: SegmentFileWriter) throws(FileError) {
    try file.begin(.wordBoundaries)
    let pending = ByteWriter(capacity: 1 << 16)
    var word: UInt64 = 0
    var filled = 0
    for source in sources {
      var position = 0
      let count = source.positions.count
      while position < count {
        let taken = min(64 - filled, count - position)
        word |= source.boundaries.bits(at: position, count: taken) &<< UInt64(filled)
        filled += taken
        position += taken
        if filled == 64 {
          pending.append(word)
          word = 0
          filled = 0
          if pending.count >= 1 << 16 { try file.drain(pending) }
        }
      }
      source.segment.releaseMemory()
    }
    while filled > 0 {
      pending.append(UInt8(truncatingIfNeeded: word))
      word >>= 8
      filled -= 8
    }
    try file.drain(pending)
    try file.end()
  }
}
