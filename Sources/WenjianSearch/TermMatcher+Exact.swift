// Strings whose original characters have to be the typed ones (`exact:`): the folded string is found first, then the
// text behind its occurrences is read, block by block of the store.

import Glibc
import WenjianBytes
import WenjianSegment
import WenjianStore
import WenjianStream
import WenjianText

/// What the original text of one element has to be.
enum SourcePart {
  case equal([UInt8])
  /// Of the rest of a run, anything.
  case prefix([UInt8])
  case any

  static func parts(of stretch: WildcardPattern.Stretch) -> [SourcePart] {
    stretch.parts.indices.map { index in
      switch stretch.parts[index] {
      case .element: .equal(stretch.sources[index])
      case .prefix: .prefix(stretch.sources[index])
      case .any: .any
      }
    }
  }

  /// - Parameter source: stored text, in which marks of structure are codes.
  func matches(_ source: UnsafeRawBufferPointer) -> Bool {
    let (bytes, isWhole): ([UInt8], Bool)
    switch self {
    case .equal(let typed): (bytes, isWhole) = (typed, true)
    case .prefix(let typed): (bytes, isWhole) = (typed, false)
    case .any: return true
    }
    guard isWhole ? source.count == bytes.count : source.count >= bytes.count else { return false }
    for index in bytes.indices where MarkedText.shown(source[index]) != bytes[index] { return false }
    return true
  }
}

extension TermMatcher {
  /// Keeps the starts whose original characters are the typed ones.
  func verified(_ starts: PositionBuffer) throws -> PositionBuffer {
    // A text in the other script, as most are that hold the folded string, has none of it.
    let telling = string.sources.indices.first { index in
      let (code, source) = (string.codes[index], string.sources[index])
      guard code < StreamElement.firstRun, source.allSatisfy({ $0 >= 0x80 }) else { return false }
      var folded: [UInt8] = []
      appendUTF8(of: code, to: &folded)
      return folded != source
    }
    return try verified(
      starts, string.sources.map { .equal($0) }, telling: telling.map { ($0, string.sources[$0]) })
  }

  /// Keeps the starts behind which the original text is as asked.
  /// - Parameters:
  ///   - starts: ascending.
  ///   - parts: one for each element, from the start on.
  ///   - telling: a part that texts are looked through for before they are scanned, by its number; no byte of it is
  ///     below 0x80, so that no mark takes its place.
  /// - Complexity: linear in the blocks of the store that hold any of the elements: each is opened once, and what it has
  ///   of a document is scanned once, in their order; some 20 µs for 4 KB.
  func verified(
    _ starts: PositionBuffer, _ parts: [SourcePart], telling: (offset: Int, bytes: [UInt8])? = nil
  ) throws -> PositionBuffer {
    let isDropped = scratch.allocate(starts.count, of: Bool.self)
    isDropped.initialize(repeating: false, count: starts.count)
    let reader = SourceReader(segment, scratch)
    let (positions, length) = (starts.positions, parts.count)
    // The first start that is not decided, its document, and the position up to which its elements were compared.
    var (first, document, next) = (0, 0, 0)
    while first < starts.count {
      let start = Int(positions[first])
      document = segment.documents.document(of: positions[first], from: document)
      let end = segment.documents.positions(of: document).upperBound
      next = max(next, start)
      if isDropped[first] || next >= start + length || next >= Int(end) {
        // A slot of a pattern may reach behind the document, where nothing matches.
        if next < start + length { isDropped[first] = true }
        first += 1
        continue
      }
      try scratch.checkpoint(SearchScratch.textBlockWork)
      let piece = try reader.positions(at: next, document: document)
      // Behind the last start that has an element in the piece.
      var last = starts.first(from: first, notBelow: piece.upperBound)
      if let telling, !reader.pieceHolds(telling.bytes) {
        for index in first..<last where piece.contains(Int(positions[index]) + telling.offset) {
          isDropped[index] = true
        }
      }
      next = piece.upperBound
      while last > first, isDropped[last - 1] { last -= 1 }
      if last == first { continue }
      try reader.scan(upTo: min(Int(positions[last - 1]) + length, piece.upperBound))
      for index in first..<last where !isDropped[index] {
        let start = Int(positions[index])
        for position in max(start, piece.lowerBound)..<min(start + length, piece.upperBound)
        where !parts[position - start].matches(try reader.source(at: position)) {
          isDropped[index] = true
          break
        }
      }
    }
    var kept = 0
    for index in 0..<starts.count where !isDropped[index] {
      positions[kept] = positions[index]
      kept += 1
    }
    return PositionBuffer(positions: positions, count: kept)
  }
}

/// Reads the original text behind positions, ascending, by pieces: a piece is what one block of the store holds of one
/// document.
private final class SourceReader {
  private let segment: Segment
  /// Its memory for text and spans is in use while this is.
  private let scratch: SearchScratch
  private let storeScratch = StoreScratch.borrow()
  private var openBlock: Int?
  private var piece = 0..<0
  private var text = UnsafeRawBufferPointer(start: nil, count: 0)
  private var state = ScanState.documentStart
  private var endsDocument = false
  private var spans = UnsafeBufferPointer<SpanSink.Span>(start: nil, count: 0)

  init(_ segment: Segment, _ scratch: SearchScratch) {
    self.segment = segment
    self.scratch = scratch
  }

  deinit { storeScratch.giveBack() }

  /// Opens the piece that holds a position.
  /// - Returns: the positions in it.
  /// - Throws: `SegmentError` when the store is damaged.
  func positions(at position: Int, document: Int) throws -> Range<Int> {
    let (store, buffer) = (segment.store, scratch.text)
    let documentText = segment.documents.textRange(of: document)
    let block = max(store.block(ofPosition: position), store.block(ofTextByte: documentText.lowerBound))
    if openBlock != block {
      openBlock = nil
      buffer.removeAll()
      try store.appendText(ofBlock: block, scratch: storeScratch, to: buffer)
      openBlock = block
    }
    let blockText = store.textRange(ofBlock: block)
    let start = max(blockText.lowerBound, documentText.lowerBound)
    let end = min(blockText.upperBound, documentText.upperBound)
    guard start <= end, end - blockText.lowerBound <= buffer.count else { throw segment.damage("store index") }
    text = UnsafeRawBufferPointer(
      rebasing: buffer.bytes[(start - blockText.lowerBound)..<(end - blockText.lowerBound)])
    let isStart = start == documentText.lowerBound
    state = isStart ? .documentStart : store.state(ofBlock: block)
    endsDocument = end == documentText.upperBound
    let positions = segment.documents.positions(of: document)
    let low = isStart ? Int(positions.lowerBound) : store.firstPosition(ofBlock: block)
    let high =
      block + 1 < store.blockCount
      ? min(store.firstPosition(ofBlock: block + 1), Int(positions.upperBound)) : Int(positions.upperBound)
    guard low <= position, position < high else { throw segment.damage("store index") }
    piece = low..<high
    return piece
  }

  /// Whether some bytes are anywhere in the piece.
  func pieceHolds(_ bytes: [UInt8]) -> Bool {
    guard let base = text.baseAddress, let last = bytes.last else { return true }
    var at = bytes.count - 1
    // Of a character in UTF-8 the last byte is the rarest.
    while at < text.count, let found = memchr(base + at, Int32(last), text.count - at) {
      let end = base.distance(to: UnsafeRawPointer(found)) + 1
      if UnsafeRawBufferPointer(rebasing: text[(end - bytes.count)..<end]).elementsEqual(bytes) { return true }
      at = end
    }
    return false
  }

  /// Finds where the elements of the piece are, up to a position.
  func scan(upTo end: Int) throws {
    let count = end - piece.lowerBound
    spans = scratch.borrowedSpans(of: text, state: state, endsDocument: endsDocument, limit: count)
    guard spans.count >= count else { throw segment.damage("store index") }
  }

  /// The stored text of an element that was scanned.
  func source(at position: Int) throws -> UnsafeRawBufferPointer {
    let range = spans[position - piece.lowerBound].byteRange
    guard range.upperBound <= text.count else { throw segment.damage("store index") }
    return UnsafeRawBufferPointer(rebasing: text[range])
  }
}
