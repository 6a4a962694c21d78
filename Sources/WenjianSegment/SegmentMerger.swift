import WenjianBytes
import WenjianDictionary
import WenjianPostings
import WenjianStream
import WenjianThreads

/// Joins segments into one. Because a segment is one line of text, that is concatenation: the positions and
/// documents of each segment are shifted by what stands before it, blocks of text are copied as they are, and
/// elements get new identifiers in the same order.
///
/// Memory is bounded: lists stream from map to file; the dictionary and the document table being built are held
/// (a few bytes a gram, some hundred a document).
package struct SegmentMerger {
  private let segments: [Segment]
  private let threadCount: Int
  private let documentBases: [Int]
  private let positionBases: [Int]
  private let textBases: [Int]

  /// - Parameters:
  ///   - segments: in the order in which their documents shall stand.
  ///   - threadCount: how many work on the postings.
  /// - Precondition: at least one; positions in all below `SegmentFormat.positionLimit`.
  package init(_ segments: [Segment], threadCount: Int = 1) {
    precondition(!segments.isEmpty, "nothing to merge")
    self.segments = segments
    self.threadCount = threadCount
    var document = 0
    var position = 0
    var text = 0
    var bases: (documents: [Int], positions: [Int], texts: [Int]) = ([], [], [])
    for segment in segments {
      bases.documents.append(document)
      bases.positions.append(position)
      bases.texts.append(text)
      document += segment.statistics.documentCount
      position += segment.statistics.positionCount
      text += segment.statistics.textBytes
    }
    precondition(position < SegmentFormat.positionLimit, "\(position) positions are too many")
    documentBases = bases.documents
    positionBases = bases.positions
    textBases = bases.texts
  }

  private var documentCount: Int { segments.reduce(0) { $0 + $1.statistics.documentCount } }
  private var positionCount: Int { segments.reduce(0) { $0 + $1.statistics.positionCount } }
  private var textBytes: Int { segments.reduce(0) { $0 + $1.statistics.textBytes } }

  /// Writes the merged segment.
  /// - Throws: `FileError`; `SegmentError` when a source is damaged.
  package func write(to path: String, id: UInt64) throws {
    // What is damaged must not be copied under a new checksum. Hashing runs at some 10 GB/s.
    for segment in segments { try segment.verifyChecksums() }
    let file = try SegmentFileWriter(creating: path, segmentID: id)
    let scalarCount = try copyStore(to: file)
    let table = documentTable()
    let elements = MergedElements(segments)
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
    _ = try file.finish(durably: true)
  }

  /// Documents lie in one segment each, so their numbers add up; where a source does not know them nothing is written.
  private func mergeElementCounts(_ elements: MergedElements, to file: SegmentFileWriter) throws(FileError) {
    let counter = ElementCounter(elementCount: elements.count)
    for (source, segment) in segments.enumerated() {
      guard let counts = segment.elementCounts else { return }
      counter.add(counts, ids: elements.ids[source])
    }
    try counter.write(to: file)
  }

  /// - Returns: the scalars of the text.
  private func copyStore(to file: SegmentFileWriter) throws(FileError) -> Int {
    var writer = TextStoreWriter()
    try file.begin(.storeBlocks)
    for (index, segment) in segments.enumerated() {
      let store = segment.store
      try segment.forEachPiece(of: store.storedBytes) { (piece) throws(FileError) in try file.write(piece) }
      store.forEachPart { part, range in
        writer.beginPart(
          code: UnsafeRawBufferPointer(rebasing: part.coder.unchecked[..<part.codeBytes]),
          dictionary: UnsafeRawBufferPointer(rebasing: part.coder.unchecked[part.codeBytes...]))
        for block in range {
          let counts = store.counts(beforeBlock: block)
          let isLast = block + 1 == store.blockCount
          let next =
            isLast
            ? (scalars: segment.statistics.scalarCount, astral: counts.astral)
            : store.counts(beforeBlock: block + 1)
          writer.append(
            textStart: store.textRange(ofBlock: block).lowerBound + textBases[index],
            storedLength: store.storedRange(ofBlock: block).count,
            position: store.firstPosition(ofBlock: block) + positionBases[index],
            state: store.state(ofBlock: block).rawValue, scalars: next.scalars - counts.scalars,
            astral: next.astral - counts.astral)
        }
      }
    }
    try file.end()
    try writer.write(textBytes: textBytes, to: file)
    return writer.totalScalars
  }

  private func documentTable() -> DocumentTableWriter {
    var table = DocumentTableWriter()
    for (index, segment) in segments.enumerated() {
      table.append(segment, positionBase: positionBases[index], textBase: textBases[index])
    }
    return table
  }

  private func zones() -> LowWeightZonesWriter {
    var writer = LowWeightZonesWriter()
    for (index, segment) in segments.enumerated() {
      let base = UInt32(positionBases[index])
      segment.lowWeightZones?.forEach { writer.append(($0.lowerBound &+ base)..<($0.upperBound &+ base)) }
    }
    return writer
  }

  private func contexts() -> [PositionContext] {
    segments.enumerated().map { index, segment in
      let columns = segment.documents.positionColumns
      return PositionContext(
        starts: columns.starts, documentCount: segment.documents.count,
        positionCount: segment.statistics.positionCount, titleSpans: columns.titleSpans,
        boundaries: segment.boundaries, zones: segment.lowWeightZones, documentBase: documentBases[index],
        positionBase: UInt32(positionBases[index]))
    }
  }

  /// After so many bytes of merged postings the sources give the memory back that they were read through.
  private static let releaseBytes = 16 << 20

  /// - Returns: the number of grams.
  private func mergeGrams(
    _ elements: MergedElements, norms: [UInt8], to file: SegmentFileWriter
  ) throws -> Int {
    let merge = GramMerge(
      segments: segments, elements: elements, contexts: contexts(), norms: norms)
    let stretches = merge.stretches()
    var writer = GramSectionsWriter()
    var unreleased = 0
    try file.begin(.postings)
    try forEachInOrder(
      count: stretches.count, threadCount: threadCount, makeWorker: { GramMerge.Worker() },
      make: { worker, number in try merge.fragment(rows: stretches[number], worker) },
      consume: {
        try writer.append($0, to: file)
        unreleased += $0.postings.count
        if unreleased >= Self.releaseBytes {
          // Threads may be reading there: then they read the pages again.
          for segment in segments { segment.releasePostings() }
          unreleased = 0
        }
      })
    try file.end()
    let gramCount = writer.gramCount
    try file.section(.grams, writer.finish())
    return gramCount
  }

  private func mergeWords(norms: [UInt8], to file: SegmentFileWriter) throws(FileError) {
    var words: [(word: [UInt8], source: Int, ordinal: Int)] = []
    for (source, segment) in segments.enumerated() {
      segment.words.forEachWord { ordinal, word in words.append(([UInt8](word), source, ordinal)) }
    }
    words.sort { a, b in
      let order = a.word.withUnsafeBytes { a in b.word.withUnsafeBytes { compareBytes(a, $0) } }
      return order != 0 ? order < 0 : a.source < b.source
    }
    var writer = WordLaneWriter()
    try file.begin(.wordPostings)
    var at = 0
    var documents: [UInt32] = []
    var frequencies: [UInt32] = []
    while at < words.count {
      let word = words[at].word
      documents.removeAll(keepingCapacity: true)
      frequencies.removeAll(keepingCapacity: true)
      while at < words.count, words[at].word == word {
        let postings = segments[words[at].source].words.postings(at: words[at].ordinal)
        let base = UInt32(documentBases[words[at].source])
        documents.append(contentsOf: postings.documents.map { $0 &+ base })
        frequencies.append(contentsOf: postings.frequencies)
        at += 1
      }
      try append(word, documents, frequencies, norms, &writer, file)
    }
    let table = try writer.finish(to: file)
    try file.end()
    try file.section(.words, table)
  }

  private func append(
    _ word: [UInt8], _ documents: [UInt32], _ frequencies: [UInt32], _ norms: [UInt8],
    _ writer: inout WordLaneWriter, _ file: SegmentFileWriter
  ) throws(FileError) {
    let bytes = ByteWriter(capacity: word.count)
    bytes.append(word)
    try writer.append(
      bytes.bytes, documents: documents, frequencies: frequencies, norms: norms, to: file)
  }

  private func copyBoundaries(to file: SegmentFileWriter) throws(FileError) {
    try file.begin(.wordBoundaries)
    let pending = ByteWriter(capacity: 1 << 16)
    var word: UInt64 = 0
    var filled = 0
    for segment in segments {
      var position = 0
      let count = segment.statistics.positionCount
      while position < count {
        let taken = min(64 - filled, count - position)
        word |= segment.boundaries.bits(at: position, count: taken) &<< UInt64(filled)
        filled += taken
        position += taken
        if filled == 64 {
          pending.append(word)
          word = 0
          filled = 0
          if pending.count >= 1 << 16 { try file.drain(pending) }
        }
      }
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
