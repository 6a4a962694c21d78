import WenjianBytes
import WenjianDictionary
package import WenjianModel
import WenjianPostings
package import WenjianStore
import WenjianStream
import WenjianUnicode

/// The numbers that shape a segment. Tests shrink them, so that a few documents exercise every edge.
package struct SegmentParameters: Equatable, Sendable {
  /// A store block is cut at the first element this many bytes of text after the last cut.
  package var blockBytes = 4096
  /// How much text a batch gathers before it is written as a segment of its own. Larger ones are no faster
  /// (4 to 64 MB measured alike) and take about six times their text in memory.
  package var batchBytes = 6 << 20

  package init() {}
}

/// Builds a segment from documents in memory: one batch of a writer session.
///
/// Documents become elements as they are added; `write` then numbers the elements, counts the grams, lays the
/// positions out by counting sort (count, sum up, scatter: no list grows, nothing is allocated a gram), and
/// encodes them in the order of their keys.
package final class SegmentBuilder {
  private let parameters: SegmentParameters
  private var scanner: BatchScanner
  private var headScanner = SpanScanner()
  private var text: BatchText
  private var documents: [PendingDocument] = []
  private var zones = LowWeightZonesWriter()
  private var sketcher = DocumentSketchBuilder()
  /// A row for each document.
  private let sketches = ByteWriter()

  private struct PendingDocument {
    var fields: DocumentFields
    var start: Int
    var textStart: Int
    var titlePositions: Range<Int>
    var script: UInt8
    var hash: UInt64
  }

  package init(parameters: SegmentParameters) {
    self.parameters = parameters
    scanner = BatchScanner(blockBytes: parameters.blockBytes)
    text = BatchText(batchBytes: parameters.batchBytes)
  }

  package var documentCount: Int { documents.count }
  /// XXH64 of the text added last; 0 before the first.
  package var lastContentHash: UInt64 { documents.last?.hash ?? 0 }
  package var textBytes: Int { text.count }
  package var positionCount: Int { scanner.count }
  package var isFull: Bool { text.count >= parameters.batchBytes }
  /// Makes a coder from the text of the batch.
  package func makeCoder(blockBytes: Int) -> StoreCoder {
    text.withBytes { StoreCoder(sample: $0, blockBytes: blockBytes) }
  }

  /// Adds a document.
  /// - Parameter bytes: valid UTF-8.
  /// - Precondition: the ranges of low weight ascend and are disjoint.
  /// - Returns: what was read over in it.
  @discardableResult
  package func add(_ fields: DocumentFields, text bytes: UnsafeRawBufferPointer) -> Repairs {
    let textStart = text.count
    text.append(bytes)
    return scan(fields, bytes, at: textStart)
  }

  /// The same; a text that fills the batch alone is not copied.
  @discardableResult
  package func add(_ fields: DocumentFields, text bytes: [UInt8]) -> Repairs {
    let textStart = text.count
    text.append(bytes)
    return bytes.withUnsafeBytes { scan(fields, $0, at: textStart) }
  }

  /// Turns a document into elements.
  /// - Parameters:
  ///   - bytes: its text.
  ///   - textStart: where that is in the batch.
  private func scan(_ fields: DocumentFields, _ bytes: UnsafeRawBufferPointer, at textStart: Int) -> Repairs {
    precondition(
      zip(fields.lowWeightRanges, fields.lowWeightRanges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound },
      "ranges of low weight must ascend and be disjoint")
    scanner.repairs = Repairs()
    let start = scanner.count
    let (changed, edges) = scanner.scan(bytes, at: textStart, ranges: fields.lowWeightRanges)
    let length = scanner.count - start
    for zone in stride(from: 0, to: edges.count, by: 2) {
      zones.append(UInt32(edges[zone])..<UInt32(edges[zone + 1]))
    }
    sketch(start, besides: edges).write(to: sketches)
    documents.append(
      PendingDocument(
        fields: fields, start: start, textStart: textStart,
        titlePositions: titlePositions(fields, bytes, length: length),
        script: DocumentScript.of(changed: changed, elements: length),
        hash: hash64(bytes)))
    return scanner.repairs
  }

  /// The sketch of the document that was scanned last, without its zones of low weight: the navigation of a site is no
  /// text that its pages share.
  /// - Parameter edges: where the zones begin and end.
  private func sketch(_ start: Int, besides edges: [Int]) -> DocumentSketch {
    var from = start
    func add(upTo end: Int) {
      if from < end { sketcher.add(UnsafeBufferPointer(start: scanner.elements + from, count: end - from)) }
    }
    for zone in stride(from: 0, to: edges.count, by: 2) {
      add(upTo: edges[zone])
      from = max(from, edges[zone + 1])
    }
    add(upTo: scanner.count)
    return sketcher.finish()
  }

  /// The positions of the title, relative to the document.
  private func titlePositions(
    _ fields: DocumentFields, _ bytes: UnsafeRawBufferPointer, length: Int
  ) -> Range<Int> {
    guard !fields.titleByteRange.isEmpty, fields.titleByteRange.upperBound <= bytes.count else {
      return 0..<0
    }
    // The head of the document is scanned once more, up to the title's end and as far as the scanner looks ahead: what
    // follows a character may decide whether it is read over.
    let titleEnd = fields.titleByteRange.upperBound
    let head = UnsafeRawBufferPointer(rebasing: bytes[..<min(titleEnd + 64, bytes.count)])
    let spans = headScanner.spans(of: head, state: .documentStart, endsDocument: false)
    let low = spans.firstIndex { $0.start >= UInt32(fields.titleByteRange.lowerBound) } ?? spans.count
    let high = spans.firstIndex { $0.start >= UInt32(titleEnd) } ?? spans.count
    return low..<max(low, min(high, length))
  }

  package func removeAll() {
    scanner.removeAll()
    text.removeAll()
    documents.removeAll(keepingCapacity: true)
    zones = LowWeightZonesWriter()
    sketches.removeAll()
  }

  /// Writes the batch as a segment file.
  /// - Parameters:
  ///   - coder: how the text is stored.
  ///   - durably: whether the file is forced to the disk; not for what will be merged.
  ///   - isRun: whether it is merged before a commit names it, and so written as a run (`RunGrams`).
  /// - Throws: `FileError`, `ICUError`; the batch is unharmed and can be written again.
  package func write(
    to path: String, id: UInt64, coder: StoreCoder, durably: Bool, isRun: Bool = false
  ) throws {
    try write(
      to: SegmentFileWriter(creating: path, segmentID: id, isRun: isRun), coder: coder, durably: durably,
      isRun: isRun)
  }

  /// The batch as a segment in memory, which is on no disk.
  /// - Parameters:
  ///   - name: what messages call it.
  ///   - id: what tells it from other segments.
  /// - Throws: `ICUError`; the batch is unharmed.
  /// - Complexity: as `write`; the segment takes some 0.9 bytes for a byte of text.
  package func segment(named name: String, id: UInt64) throws -> Segment {
    let file = FileWriter(inMemory: name)
    try write(
      to: SegmentFileWriter(file, segmentID: id), coder: makeCoder(blockBytes: parameters.blockBytes),
      durably: false, isRun: false)
    guard let contents = file.contents else { preconditionFailure("a file in memory has contents") }
    return try Segment.open(contents, id: id)
  }

  private func write(to file: SegmentFileWriter, coder: StoreCoder, durably: Bool, isRun: Bool) throws {
    precondition(!documents.isEmpty, "a segment has at least one document")
    var table = DocumentTableWriter()
    appendRows(to: &table)
    let scalarCount = try writeStore(coder, to: file)
    let count = scanner.count
    let elements = scanner.elements

    // Words first: they need the elements as scalars, the grams need them as identifiers.
    var words = BatchWords()
    var boundaries = BoundaryPacker(count: count)
    try markWords(elements, count, &boundaries)
    let bits = boundaries.bits
    let zoneBytes = self.zones.bytes
    defer { withExtendedLifetime(zoneBytes) {} }
    let zones = LowWeightZones.read(FileBytes(zoneBytes.bytes))
    words.collect(elements, count: count, bits: bits, documentStarts: table.starts, zones: zones)

    let numbering = scanner.withRuns {
      ElementNumbering(elements: elements, count: count, runs: $0)
    }
    numbering.apply(to: elements, count: count)
    var isWritten = false
    defer { if !isWritten { numbering.undo(in: elements, count: count) } }

    let titleSpans = documents.map {
      UInt32(min($0.titlePositions.lowerBound, 0xFFFF))
        | UInt32(min($0.titlePositions.count, 0xFFFF)) << 16
    }
    var gramCount = 0
    let boundaryBits = BoundaryBits(bits, count: count)
    if isRun { gramCount = try writeRunGrams(elements, count, numbering.count, boundaryBits, to: file) }
    try table.starts.withUnsafeBufferPointer { starts in
      try titleSpans.withUnsafeBufferPointer { spans in
        guard !isRun, let starts = starts.baseAddress, let spans = spans.baseAddress else { return }
        let context = PositionContext(
          starts: starts, documentCount: documents.count, positionCount: count, titleSpans: spans,
          boundaries: boundaryBits, zones: zones, documentBase: 0, positionBase: 0)
        gramCount = try writeGrams(
          elements, count, numbering.count, numbering.scalars, boundaryBits, context, table.norms, to: file)
      }
    }
    try words.write(norms: table.norms, to: file)
    // The last that needs them.
    defer { withExtendedLifetime(boundaries) {} }
    try file.begin(.wordBoundaries)
    try file.write(UnsafeRawBufferPointer(start: bits, count: (count + 7) / 8))
    try file.end()
    try self.zones.write(to: file)
    let writer = ByteWriter(capacity: 1 << 16)
    scanner.withRuns { numbering.write(runs: $0, to: writer) }
    try file.section(.elements, writer)
    let counter = ElementCounter(elementCount: numbering.count)
    for (index, document) in documents.enumerated() {
      let end = index + 1 < documents.count ? documents[index + 1].start : count
      counter.add(document: elements + document.start, count: end - document.start)
    }
    try counter.write(to: file)
    try table.write(positionCount: count, textBytes: text.count, to: file)
    writer.removeAll()
    SegmentStatistics(
      documentCount: documents.count, positionCount: count, textBytes: text.count,
      scalarCount: scalarCount, gramCount: gramCount
    ).write(to: writer)
    try file.section(.statistics, writer)
    _ = try file.finish(durably: durably)
    isWritten = true
  }

  private func appendRows(to table: inout DocumentTableWriter) {
    for (index, document) in documents.enumerated() {
      let end = index + 1 < documents.count ? documents[index + 1].start : scanner.count
      table.append(
        DocumentRow(
          fields: document.fields, start: document.start, length: end - document.start,
          textStart: document.textStart, titlePositions: document.titlePositions, script: document.script,
          hash: document.hash, sketch: DocumentSketch(sketches.base + index * DocumentSketch.byteCount)))
    }
  }

  /// - Returns: the scalars of the text.
  private func writeStore(_ coder: StoreCoder, to file: SegmentFileWriter) throws(FileError) -> Int {
    var store = TextStoreWriter()
    coder.encoder.table.withUnsafeBytes { code in
      coder.dictionary.withUnsafeBytes { store.beginPart(code: code, dictionary: $0) }
    }
    let compressor = StoreCoder.Compressor(coder)
    let cuts = scanner.cuts
    let pending = ByteWriter(capacity: 1 << 20)
    try file.begin(.storeBlocks)
    for (index, cut) in cuts.enumerated() {
      let end = index + 1 < cuts.count ? cuts[index + 1].byteOffset : text.count
      let before = pending.count
      let counts = text.withBytes {
        compressor.append(UnsafeRawBufferPointer(rebasing: $0[cut.byteOffset..<end]), to: pending)
      }
      store.append(
        textStart: cut.byteOffset, storedLength: pending.count - before, position: cut.position,
        state: cut.state.rawValue, scalars: counts.scalars, astral: counts.astral)
      if pending.count >= 1 << 20 { try file.drain(pending) }
    }
    try file.drain(pending)
    try file.end()
    try store.write(textBytes: text.count, to: file)
    return store.totalScalars
  }

  /// Marks the word boundaries of every stretch between barriers, and those.
  private func markWords(
    _ elements: UnsafeMutablePointer<UInt32>, _ count: Int, _ boundaries: inout BoundaryPacker
  ) throws {
    var segmenter = WordSegmenter(try .forText(elementCount: count))
    let barrier = StreamElement.barrier
    var start = 0
    while start < count {
      var end = start
      while end < count, elements[end] != barrier { end &+= 1 }
      let marks = boundaries.room(for: start..<min(end + 1, count))
      if end > start {
        try segmenter.markBoundaries(
          elements: elements + start, count: end - start,
          runText: { scanner.run(Int($0 &- StreamElement.firstRun)) },
          boundaries: marks)
      }
      if end < count { marks[end - start] = 1 }
      start = end + 1
    }
    boundaries.finish(count: count)
  }

  /// Sorts the positions by gram and writes them as they are.
  /// - Returns: the number of grams.
  private func writeRunGrams(
    _ ids: UnsafeMutablePointer<UInt32>, _ count: Int, _ idCount: Int, _ boundaries: BoundaryBits,
    to file: SegmentFileWriter
  ) throws(FileError) -> Int {
    var grams = GramSorter(ids: ids, count: count, idCount: idCount, boundaries: boundaries)
    var writer = RunGramsWriter()
    try file.begin(.postings)
    for group in grams.groups {
      grams.gather(group)
      for row in group {
        writer.beginRow()
        grams.forEachGram(inRow: row) { second, positions in writer.append(second: second, positions) }
        try writer.drain(to: file)
      }
    }
    try writer.finish(to: file)
    return writer.gramCount
  }

  /// Sorts the positions by gram and encodes them.
  /// - Returns: the number of grams.
  private func writeGrams(
    _ ids: UnsafeMutablePointer<UInt32>, _ count: Int, _ idCount: Int, _ scalars: [UInt32],
    _ boundaries: BoundaryBits, _ context: PositionContext, _ norms: [UInt8], to file: SegmentFileWriter
  ) throws(FileError) -> Int {
    var grams = GramSorter(ids: ids, count: count, idCount: idCount, boundaries: boundaries)
    var unmarked = AlignedPositions()
    let codes = PositionCodes(scalars: scalars, positionCount: count)
    var encoder = GramEncoder()
    var writer = GramSectionsWriter()
    try file.begin(.postings)
    for group in grams.groups {
      grams.gather(group)
      for row in group {
        encoder.beginRow()
        norms.withUnsafeBufferPointer { norms in
          let norms = norms.baseAddress.unsafelyUnwrapped
          grams.forEachGram(inRow: row) { second, positions in
            unmarked.reserve(positions.count)
            unmarked.unmark(positions, isListed: GramEncoder.isListed(total: positions.count))
            encoder.beginGram(
              total: positions.count, code: codes.code(row, Int(second), total: positions.count))
            encoder.append(
              UnsafeBufferPointer(start: unmarked.positions, count: positions.count), aligned: unmarked.aligned,
              context: context)
            encoder.endGram(second: second, norms: norms)
          }
        }
        if encoder.fragment.postings.count >= 1 << 20 {
          try writer.append(encoder.fragment, to: file)
          encoder.clearFragment()
        }
      }
    }
    try writer.append(encoder.fragment, to: file)
    try file.end()
    let gramCount = writer.gramCount
    try file.section(.grams, writer.finish())
    return gramCount
  }
}
