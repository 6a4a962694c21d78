import Synchronization
import WenjianBytes
package import WenjianIndex
import WenjianSegment
import WenjianStore
package import WenjianStream
import WenjianText
import WenjianThreads

/// A stretch of a document's original text with the place of every stream position in it.
package struct TextSlice {
  /// UTF-8.
  package var bytes: [UInt8]
  /// Where the slice starts in the document, in bytes, UTF-16 units and scalars.
  package var byteOffset: Int
  package var utf16Offset: Int
  package var scalarOffset: Int
  /// The document's position of the first span.
  package var firstPosition: Int
  package var spans: [SpanSink.Span]
  package var reachesDocumentEnd: Bool

  /// Behind the last position that the slice holds.
  package var endPosition: Int { firstPosition + spans.count }

  /// The bytes that an element comes from, within the slice; nil when the slice does not hold the position.
  package func byteRange(at position: Int) -> Range<Int>? {
    let index = position - firstPosition
    guard spans.indices.contains(index) else { return nil }
    let range = spans[index].byteRange
    return range.upperBound <= bytes.count ? range : nil
  }

  /// Behind the last position whose element ends at or before a byte of the slice.
  package func endPosition(before byteOffset: Int) -> Int {
    firstPosition + spans.prefix { $0.byteRange.upperBound <= byteOffset }.count
  }

  /// The bytes of a match, from its first element to its last.
  package func byteRange(of positions: Range<Int>) -> Range<Int>? {
    guard let first = byteRange(at: positions.lowerBound),
      let last = byteRange(at: positions.upperBound - 1), first.lowerBound <= last.upperBound
    else { return nil }
    return first.lowerBound..<last.upperBound
  }

  /// Where a byte of the slice stands in the document, in UTF-16 units and scalars.
  /// - Complexity: linear in the bytes before it, a fraction of a nanosecond each.
  package func offsets(ofByte end: Int) -> (utf16: Int, scalars: Int) {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return (utf16Offset, scalarOffset) }
      var scalars = 0
      var astral = 0
      var at = 0
      let ones: UInt64 = 0x0101_0101_0101_0101
      while at &+ 8 <= end {
        let word = load64(base, at)
        // A continuation byte has its high bit and not the next; a scalar outside the BMP starts with four ones.
        scalars &+= ((~word &>> 7 | word &>> 6) & ones).nonzeroBitCount
        astral &+= (word &>> 7 & word &>> 6 & word &>> 5 & word &>> 4 & ones).nonzeroBitCount
        at &+= 8
      }
      while at < end {
        let byte = bytes[at]
        if byte & 0xC0 != 0x80 { scalars &+= 1 }
        if byte >= 0xF0 { astral &+= 1 }
        at &+= 1
      }
      return (utf16Offset + scalars + astral, scalarOffset + scalars)
    }
  }

  func source(at position: Int) -> ArraySlice<UInt8>? { byteRange(at: position).map { bytes[$0] } }
}

/// Reads original text by stream position: finds the store blocks, opens them, and scans them again to see
/// where each position stands. Holds scratch memory: one for each thread.
package final class DocumentTextReader {
  let segment: Segment
  private let scratch = StoreScratch.borrow()
  private let memory: SearchScratch
  private let heads: DocumentHeads?
  /// The last slice of whole blocks: the hits of a document come close together.
  private var cached: (document: Int, blocks: Range<Int>, slice: TextSlice)?
  /// The elements of the last blocks that were asked for them.
  var cachedElements: (document: Int, positions: Range<Int>, elements: [AnalyzedElement])?

  /// - Parameters:
  ///   - heads: what is known of the segment's documents already.
  ///   - control: what ends reading before it is done.
  package init(_ view: SegmentView, heads: DocumentHeads? = nil, control: SearchControl?) {
    segment = view.segment
    memory = SearchScratch.borrow(control)
    self.heads = heads
  }

  deinit {
    scratch.giveBack()
    memory.giveBack()
  }

  /// The text around a range of a document's positions: whole blocks, as far as they belong to the document.
  /// - Throws: `SegmentError` when the store is damaged, `SearchError` when reading has to end.
  /// - Complexity: linear in the blocks, about 10 µs for each 4 KB.
  package func slice(document: Int, positions: Range<Int>) throws -> TextSlice {
    let blocks = blocks(of: document, positions)
    if let cached, cached.document == document, cached.blocks.contains(blocks.lowerBound),
      cached.blocks.contains(blocks.upperBound),
      cached.slice.reachesDocumentEnd || cached.slice.endPosition >= positions.upperBound
    {
      return cached.slice
    }
    let slice = try read(document, blocks, upTo: positions.upperBound)
    cached = (document, blocks.lowerBound..<(blocks.upperBound + 1), slice)
    return slice
  }

  /// The blocks that hold a range of a document's positions.
  func blocks(of document: Int, _ positions: Range<Int>) -> ClosedRange<Int> {
    let store = segment.store
    let start = Int(segment.documents.start(of: document))
    let textRange = segment.documents.textRange(of: document)
    let textStart = store.block(ofTextByte: textRange.lowerBound)
    // A block may begin at the first element, behind white space that the document starts with.
    let first =
      positions.lowerBound <= 0
      ? textStart : max(store.block(ofPosition: start + positions.lowerBound), textStart)
    let last = max(
      first,
      min(
        store.block(ofPosition: start + max(positions.upperBound - 1, positions.lowerBound)),
        store.block(ofTextByte: max(textRange.upperBound - 1, textRange.lowerBound))))
    return first...last
  }

  /// Stored text of a document, whole blocks as far as they belong to it, and how it is scanned.
  struct Stretch {
    /// Valid until text is read again.
    let bytes: UnsafeRawBufferPointer
    let state: ScanState
    /// In the document.
    let byteOffset: Int
    let firstPosition: Int
    let endsDocument: Bool
  }

  func stretch(_ document: Int, _ blocks: ClosedRange<Int>) throws -> Stretch {
    let store = segment.store
    let textRange = segment.documents.textRange(of: document)
    let blockStart = store.textRange(ofBlock: blocks.lowerBound).lowerBound
    let start = max(blockStart, textRange.lowerBound)
    let text = memory.text
    text.removeAll()
    for block in blocks {
      try memory.checkpoint(SearchScratch.textBlockWork)
      try store.appendText(ofBlock: block, scratch: scratch, to: text)
    }
    let end = min(store.textRange(ofBlock: blocks.upperBound).upperBound, textRange.upperBound)
    guard start <= end, end - blockStart <= text.count else { throw segment.damage("store index") }
    let isStart = start == textRange.lowerBound
    return Stretch(
      bytes: UnsafeRawBufferPointer(rebasing: text.bytes[(start - blockStart)..<(end - blockStart)]),
      state: isStart ? ScanState.documentStart : store.state(ofBlock: blocks.lowerBound),
      byteOffset: start - textRange.lowerBound,
      firstPosition: isStart
        ? 0 : store.firstPosition(ofBlock: blocks.lowerBound) - Int(segment.documents.start(of: document)),
      endsDocument: end == textRange.upperBound)
  }

  private func read(
    _ document: Int, _ blocks: ClosedRange<Int>, upTo end: Int
  ) throws -> TextSlice {
    // First, because it may need the room for text.
    let textStart = segment.documents.textRange(of: document).lowerBound
    let sliceStart = max(segment.store.textRange(ofBlock: blocks.lowerBound).lowerBound, textStart)
    let offsets = try textOffsets(document, blocks.lowerBound, sliceStart)
    let stretch = try stretch(document, blocks)
    let (bytes, firstPosition) = (stretch.bytes, stretch.firstPosition)
    let spans = memory.spans(
      of: bytes, state: stretch.state, endsDocument: stretch.endsDocument, limit: max(end - firstPosition, 1))
    // What was not scanned is cut off, so that the bytes end where the spans do.
    let isWhole = spans.count < max(end - firstPosition, 1)
    let used = isWhole ? bytes.count : min(Int(spans.last?.end ?? 0), bytes.count)
    var shown = [UInt8](UnsafeRawBufferPointer(rebasing: bytes[..<used]))
    MarkedText.show(&shown)
    return TextSlice(
      bytes: shown, byteOffset: stretch.byteOffset,
      utf16Offset: offsets.utf16, scalarOffset: offsets.scalars, firstPosition: firstPosition,
      spans: spans,
      reachesDocumentEnd: used == bytes.count && stretch.endsDocument)
  }

  /// Scalars and UTF-16 units of the document before the slice.
  private func textOffsets(
    _ document: Int, _ block: Int, _ sliceStart: Int
  ) throws -> (scalars: Int, utf16: Int) {
    let start = segment.documents.textRange(of: document).lowerBound
    if sliceStart == start { return (0, 0) }
    // Whole blocks are counted in the index; the one in which the document starts is opened and counted.
    let store = segment.store
    let firstBlock = store.block(ofTextByte: start)
    let firstRange = store.textRange(ofBlock: firstBlock)
    let here = store.counts(beforeBlock: block)
    let there = store.counts(beforeBlock: firstBlock)
    var scalars = here.scalars - there.scalars
    var astral = here.astral - there.astral
    if firstRange.lowerBound < start {
      let head = try head(of: document, block: firstBlock, byteCount: start - firstRange.lowerBound)
      scalars -= head.scalars
      astral -= head.astral
    }
    return (scalars, scalars + astral)
  }

  /// What stands before a document in the block in which it starts.
  private func head(
    of document: Int, block: Int, byteCount: Int
  ) throws -> DocumentHeads.Counts {
    if let known = heads?[document] { return known }
    let text = memory.text
    text.removeAll()
    try segment.store.appendText(ofBlock: block, scratch: scratch, to: text)
    var counts = DocumentHeads.Counts(scalars: 0, astral: 0)
    for byte in text.bytes[..<min(byteCount, text.count)] {
      if byte & 0xC0 != 0x80 { counts.scalars += 1 }
      if byte >= 0xF0 { counts.astral += 1 }
    }
    heads?[document] = counts
    return counts
  }

  /// The scalars of each document of the segment.
  /// - Complexity: linear in the documents: opens each block in which any starts.
  func characterCounts() throws -> [UInt32] {
    let (store, documents, text) = (segment.store, segment.documents, memory.text)
    var counts: [UInt32] = []
    counts.reserveCapacity(documents.count)
    var opened: Int?
    // What of the opened block is counted: its first bytes, and the scalars that begin in them.
    var counted = (bytes: 0, scalars: 0)
    var before = 0
    for document in 0..<documents.count {
      let edge = documents.textRange(of: document).upperBound
      var scalars = segment.statistics.scalarCount
      if edge < store.textBytes {
        let block = store.block(ofTextByte: edge)
        let start = store.textRange(ofBlock: block).lowerBound
        scalars = store.counts(beforeBlock: block).scalars
        if edge > start {
          if opened != block {
            try memory.checkpoint(SearchScratch.textBlockWork)
            text.removeAll()
            try store.appendText(ofBlock: block, scratch: scratch, to: text)
            opened = block
            counted = (0, 0)
          }
          guard edge - start <= text.count, counted.bytes <= edge - start else {
            throw segment.damage("store index")
          }
          // On from the document before: a block may hold hundreds.
          for byte in text.bytes[counted.bytes..<(edge - start)] where byte & 0xC0 != 0x80 { counted.scalars += 1 }
          counted.bytes = edge - start
          scalars += counted.scalars
        }
      }
      guard scalars >= before, scalars - before <= UInt32.max else { throw segment.damage("store index") }
      counts.append(UInt32(scalars - before))
      before = scalars
    }
    return counts
  }

  /// The whole text of a document, as it is shown.
  package func text(of document: Int) throws -> [UInt8] {
    MarkedText.shown(try storedText(of: document))
  }

  /// The same with marks of structure, as the scanner reads it.
  func storedText(of document: Int) throws -> [UInt8] {
    let range = segment.documents.textRange(of: document)
    return try segment.store.text(range, scratch: scratch) { try memory.checkpoint(SearchScratch.textBlockWork) }
  }

  /// Reads a document on from its start, by whole blocks.
  /// - Parameters:
  ///   - known: its first bytes, to which more are appended.
  ///   - byteOffset: the byte that shall be among them when the document has it.
  /// - Returns: whether they are all.
  /// - Complexity: linear in the blocks, 8 µs for each 4 KB.
  package func readOn(
    _ known: inout [UInt8], of document: Int, to byteOffset: Int
  ) throws -> Bool {
    let store = segment.store
    let range = segment.documents.textRange(of: document)
    let text = memory.text
    while known.count < range.count, known.count <= byteOffset {
      let next = range.lowerBound + known.count
      let block = store.block(ofTextByte: next)
      let blockRange = store.textRange(ofBlock: block)
      try memory.checkpoint(SearchScratch.textBlockWork)
      text.removeAll()
      try store.appendText(ofBlock: block, scratch: scratch, to: text)
      let end = min(blockRange.upperBound, range.upperBound)
      guard blockRange.lowerBound <= next, next < end, end - blockRange.lowerBound <= text.count else {
        throw segment.damage("store index")
      }
      let first = known.count
      known.append(
        contentsOf: UnsafeRawBufferPointer(
          rebasing: text.bytes[(next - blockRange.lowerBound)..<(end - blockRange.lowerBound)]))
      MarkedText.show(&known, from: first)
    }
    return known.count >= range.count
  }

  /// The whole document with the place of every position.
  package func wholeDocument(_ document: Int) throws -> TextSlice {
    let positions = segment.documents.positions(of: document)
    return try slice(document: document, positions: 0..<max(positions.count, 1))
  }
}

/// Remembers, for documents of one segment, how many scalars stand before them in the block in which they start. To
/// count them that block must be opened, which takes as long as all else that a passage in another block needs.
package final class DocumentHeads: Sendable {
  struct Counts {
    var scalars: Int
    /// Those outside the BMP.
    var astral: Int
  }

  /// Some 4 MB; then they are forgotten.
  private static let limit = 1 << 16

  private let known = Locked<[Int: Counts]>([:])

  package init() {}

  subscript(document: Int) -> Counts? {
    get { known.withLock { $0[document] } }
    set {
      known.withLock { known in
        if known.count >= Self.limit { known.removeAll() }
        known[document] = newValue
      }
    }
  }
}
