import WenjianBytes
import WenjianDictionary
import WenjianPostings
import WenjianStream

/// Joins segments into one. Because a segment is one line of text, that is concatenation: the positions and
/// documents of each segment are shifted by what stands before it, blocks of text are copied as they are, and
/// elements get new identifiers in the same order.
///
/// Memory is bounded: lists stream from map to file; the dictionary and the document table being built are held
/// (a few bytes a gram, some hundred a document).
package struct SegmentMerger {
  private let segments: [Segment]
  private let documentBases: [Int]
  private let positionBases: [Int]
  private let textBases: [Int]

  /// - Parameter segments: in the order in which their documents shall stand.
  /// - Precondition: at least one; positions in all below `SegmentFormat.positionLimit`.
  package init(_ segments: [Segment]) {
    precondition(!segments.isEmpty, "nothing to merge")
    self.segments = segments
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
    let writer = ByteWriter(capacity: 1 << 16)
    elements.write(to: writer)
    try file.section(.elements, writer)
    try table.write(positionCount: positionCount, textBytes: textBytes, to: file)
    writer.removeAll()
    SegmentStatistics(
      documentCount: documentCount, positionCount: positionCount, textBytes: textBytes,
      scalarCount: scalarCount, gramCount: gramCount
    ).write(to: writer)
    try file.section(.statistics, writer)
    _ = try file.finish(durably: true)
  }

  /// - Returns: the scalars of the text.
  private func copyStore(to file: SegmentFileWriter) throws(FileError) -> Int {
    var writer = TextStoreWriter()
    try file.begin(.storeBlocks)
    for (index, segment) in segments.enumerated() {
      let store = segment.store
      let blocks = store.storedBytes
      try file.write(blocks)
      store.forEachPart { part, range in
        writer.beginPart(
          code: UnsafeRawBufferPointer(rebasing: part.coder[..<part.codeBytes]),
          dictionary: UnsafeRawBufferPointer(rebasing: part.coder[part.codeBytes...]))
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
      let documents = segment.documents
      for document in 0..<documents.count {
        let start = documents.start(of: document)
        let positions = documents.positions(of: document)
        let title = documents.titlePositions(of: document)
        table.append(
          DocumentTableWriter.Row(
            start: Int(start) + positionBases[index], length: positions.count,
            textStart: documents.textRange(of: document).lowerBound + textBases[index],
            titlePositions: Int(title.lowerBound &- start)..<(Int(title.lowerBound &- start) + title.count),
            key: documents.keyBytes(of: document), title: documents.titleBytes(of: document),
            titleEnd: documents.titleEnd(of: document), script: documents.script(of: document),
            hash: documents.contentHash(of: document), date: documents.date(of: document)))
      }
    }
    return table
  }

  private func contexts() -> [PositionContext] {
    segments.enumerated().map { index, segment in
      let columns = segment.documents.positionColumns
      return PositionContext(
        starts: columns.starts, documentCount: segment.documents.count,
        titleSpans: columns.titleSpans, boundaries: segment.boundaries,
        documentBase: documentBases[index], positionBase: UInt32(positionBases[index]))
    }
  }

  private struct RowGram {
    var second: UInt32
    var source: UInt32
    var gram: UInt32
  }

  /// - Returns: the number of grams.
  private func mergeGrams(
    _ elements: MergedElements, norms: [UInt8], to file: SegmentFileWriter
  ) throws -> Int {
    let contexts = contexts()
    var writer = GramPostingsWriter()
    var cursors = [Int](repeating: 0, count: segments.count)
    var row: [RowGram] = []
    var lists: [(source: Int, list: PositionList)] = []
    var capacity = 1 << 12
    var positions = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    defer { positions.deallocate() }
    var gramCount = 0
    try file.begin(.postings)
    for first in 0..<elements.count {
      writer.beginRow()
      row.removeAll(keepingCapacity: true)
      for (source, segment) in segments.enumerated() {
        let ids = elements.ids[source]
        guard cursors[source] < ids.count, ids[cursors[source]] == UInt32(first) else { continue }
        segment.grams.forEachGram(inRow: cursors[source]) { gram, second in
          // A damaged second would fall outside the map; the gram then is left to verification below.
          let merged = second < ids.count ? ids[second] : .max
          row.append(RowGram(second: merged, source: UInt32(source), gram: UInt32(gram)))
        }
        cursors[source] += 1
      }
      if segments.count > 1 {
        row.sort { $0.second != $1.second ? $0.second < $1.second : $0.source < $1.source }
      }
      var at = 0
      while at < row.count {
        let second = row[at].second
        lists.removeAll(keepingCapacity: true)
        var total = 0
        while at < row.count, row[at].second == second {
          let source = Int(row[at].source)
          let list = try segments[source].positions(ofGram: Int(row[at].gram))
          guard second != .max else { throw damaged("gram dictionary", in: segments[source].path) }
          lists.append((source, list))
          total += list.count
          at += 1
        }
        writer.beginGram(total: total)
        for (source, list) in lists {
          if list.count + PositionList.blockSize > capacity {
            capacity = max(capacity * 2, list.count + PositionList.blockSize)
            positions.deallocate()
            positions = .allocate(capacity: capacity)
          }
          guard list.decodeAll(into: positions) == list.count else {
            throw damaged("postings", in: segments[source].path)
          }
          let decoded = UnsafeBufferPointer(start: positions, count: list.count)
          guard isSound(decoded, in: segments[source]) else {
            throw damaged("postings", in: segments[source].path)
          }
          writer.append(decoded, context: contexts[source])
        }
        try endGram(&writer, second: Int(second), norms, file)
        gramCount += 1
      }
    }
    let dictionary = try writer.finish(to: file)
    try file.end()
    try file.section(.grams, dictionary)
    return gramCount
  }

  private func isSound(_ positions: UnsafeBufferPointer<UInt32>, in segment: Segment) -> Bool {
    guard let last = positions.last, let first = positions.first else { return false }
    return first <= last && Int(last) < segment.statistics.positionCount
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

/// The elements of several segments together, and for each segment the new identifier of each of its own.
struct MergedElements {
  /// By source: the merged identifier of each identifier; ascending.
  private(set) var ids: [[UInt32]]
  private var scalars: [UInt32] = []
  private var runs: [[UInt8]] = []

  var count: Int { scalars.count + runs.count }

  init(_ segments: [Segment]) {
    var isPresent = [Bool](repeating: false, count: 0x11_0000)
    for segment in segments {
      segment.elements.forEachScalar { if $0 < 0x11_0000 { isPresent[Int($0)] = true } }
    }
    var number = [UInt32](repeating: 0, count: 0x11_0000)
    for (scalar, present) in isPresent.enumerated() where present {
      number[scalar] = UInt32(scalars.count)
      scalars.append(UInt32(scalar))
    }
    var all: [(run: [UInt8], source: Int)] = []
    ids = []
    for (source, segment) in segments.enumerated() {
      var map: [UInt32] = []
      map.reserveCapacity(segment.elements.count)
      segment.elements.forEachScalar { map.append($0 < 0x11_0000 ? number[Int($0)] : .max) }
      ids.append(map)
      segment.elements.runs.forEach { _, run in all.append(([UInt8](run), source)) }
    }
    all.sort { a, b in
      let order = a.run.withUnsafeBytes { a in b.run.withUnsafeBytes { compareBytes(a, $0) } }
      return order != 0 ? order < 0 : a.source < b.source
    }
    for (run, source) in all {
      if runs.last != run { runs.append(run) }
      ids[source].append(UInt32(scalars.count + runs.count - 1))
    }
  }

  func write(to writer: ByteWriter) {
    var table = StringTableWriter()
    for run in runs { run.withUnsafeBytes { table.append($0) } }
    ElementTable.write(scalars: scalars, runs: table, to: writer)
  }
}
