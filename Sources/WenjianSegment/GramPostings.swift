import WenjianBytes
import WenjianDictionary
import WenjianPostings

/// What tells of positions in which document they lie and how good a hit there is: a segment that is read, or
/// the batch that is being built.
struct PositionContext {
  var starts: UnsafePointer<UInt32>
  var documentCount: Int
  /// Per document: title start | title length << 16, relative to the document.
  var titleSpans: UnsafePointer<UInt32>
  var boundaries: BoundaryBits
  /// Added to its documents' numbers.
  var documentBase: Int
  var positionBase: UInt32

  /// The document of a position at or after the start of document `hint`.
  @inline(__always)
  func document(of position: UInt32, from hint: Int) -> Int {
    if hint &+ 1 >= documentCount || position < starts[hint &+ 1] { return hint }
    return gallop(to: position, from: hint &+ 1)
  }

  /// Behind the last position of a document.
  @inline(__always)
  func end(of document: Int) -> UInt32 {
    document &+ 1 < documentCount ? starts[document &+ 1] : .max
  }

  private func gallop(to position: UInt32, from first: Int) -> Int {
    var low = first  // starts[low] <= position
    var step = 1
    while low + step < documentCount, starts[low + step] <= position {
      low += step
      step *= 2
    }
    var high = min(low + step, documentCount)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }

  @inline(__always)
  func quality(position: UInt32, document: Int) -> UInt8 {
    let aligned: UInt32 = boundaries.isSet(position) && boundaries.isSet(position &+ 2) ? 1 : 0
    let span = titleSpans[document]
    let relative = position &- starts[document]
    let inTitle = relative >= span & 0xFFFF && relative < (span & 0xFFFF) &+ span >> 16
    return UInt8(truncatingIfNeeded: aligned | (inTitle ? 2 : 0))
  }
}

/// One bit a position: a word starts here.
package struct BoundaryBits: Sendable {
  nonisolated(unsafe) private let bytes: UnsafePointer<UInt8>
  private let count: Int

  package init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
  }

  @inline(__always)
  package func isSet(_ position: UInt32) -> Bool {
    let position = Int(position)
    // Behind the last barrier everything ends.
    guard position < count else { return true }
    return bytes[position &>> 3] & (1 &<< UInt8(truncatingIfNeeded: position & 7)) != 0
  }

  /// Up to 64 bits from a position on, the first in the lowest place.
  /// - Precondition: the bits lie in the segment.
  func bits(at position: Int, count wanted: Int) -> UInt64 {
    precondition(wanted <= 64 && position + wanted <= count, "bits outside the segment")
    var word: UInt64 = 0
    var filled = -(position & 7)
    var byte = position >> 3
    while filled < wanted {
      let value = UInt64(bytes[byte])
      word |= filled < 0 ? value &>> UInt64(-filled) : value &<< UInt64(filled)
      filled += 8
      byte += 1
    }
    return wanted == 64 ? word : word & ((1 &<< UInt64(wanted)) &- 1)
  }
}

/// Turns the positions of one gram after the other into postings and a dictionary: the last step of building
/// and of merging.
struct GramPostingsWriter: ~Copyable {
  private var dictionary = GramDictionaryWriter()
  private var encoder = PositionListEncoder()
  private var documentEncoder = DocumentListEncoder()
  private let pending = ByteWriter(capacity: 1 << 21)
  private let documentList = ByteWriter(capacity: 1 << 16)
  private var flushed = 0

  /// The documents of the current gram, when it will carry a list.
  private var documents: UnsafeMutablePointer<UInt32>
  private var frequencies: UnsafeMutablePointer<UInt32>
  private var qualities: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 10
  private var documentCount = 0
  private var count = 0
  private var total = 0
  private var first: UInt32 = 0

  init() {
    documents = .allocate(capacity: capacity)
    frequencies = .allocate(capacity: capacity)
    qualities = .allocate(capacity: capacity)
  }

  deinit {
    documents.deallocate()
    frequencies.deallocate()
    qualities.deallocate()
  }

  mutating func beginRow() { dictionary.beginRow() }

  /// - Parameter total: how many positions will come.
  mutating func beginGram(total: Int) {
    encoder.begin()
    documentCount = 0
    count = 0
    self.total = total
  }

  /// Adds positions of one source, above those of the sources before.
  mutating func append(_ positions: UnsafeBufferPointer<UInt32>, context: PositionContext) {
    guard !positions.isEmpty else { return }
    if count == 0 { first = positions[0] &+ context.positionBase }
    count += positions.count
    guard total > 1 else { return }
    encoder.append(positions, base: context.positionBase)
    if total < PositionList.documentListThreshold {
      countDocuments(positions, context)
    } else {
      listDocuments(positions, context)
    }
  }

  private mutating func countDocuments(
    _ positions: UnsafeBufferPointer<UInt32>, _ context: PositionContext
  ) {
    var document = context.document(of: positions[0], from: 0)
    var end = context.end(of: document)
    documentCount += 1
    for position in positions where position >= end {
      document = context.document(of: position, from: document)
      end = context.end(of: document)
      documentCount += 1
    }
  }

  private mutating func listDocuments(
    _ positions: UnsafeBufferPointer<UInt32>, _ context: PositionContext
  ) {
    reserve(documentCount + min(positions.count, context.documentCount))
    var at = documentCount - 1
    var document = 0
    var end: UInt32 = 0
    var frequency: UInt32 = 0
    var quality: UInt8 = 0
    for position in positions {
      if position >= end {
        if frequency > 0 {
          frequencies[at] = frequency
          qualities[at] = quality
        }
        document = context.document(of: position, from: document)
        end = context.end(of: document)
        at += 1
        documents[at] = UInt32(truncatingIfNeeded: document &+ context.documentBase)
        frequency = 0
        quality = 0
      }
      frequency &+= 1
      // 3 is the best there is; most documents show it, or that there is no title hit, at once.
      if quality < 3 {
        quality = max(quality, context.quality(position: position, document: document))
      }
    }
    frequencies[at] = frequency
    qualities[at] = quality
    documentCount = at + 1
  }

  private mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = max(capacity * 2, wanted)
    documents = moved(documents, larger)
    frequencies = moved(frequencies, larger)
    qualities = moved(qualities, larger)
    capacity = larger
  }

  private func moved<Number>(
    _ old: UnsafeMutablePointer<Number>, _ larger: Int
  ) -> UnsafeMutablePointer<Number> {
    let new = UnsafeMutablePointer<Number>.allocate(capacity: larger)
    new.update(from: old, count: documentCount)
    old.deallocate()
    return new
  }

  /// Ends the gram, whose second element is `second`.
  mutating func endGram(second: Int, norms: UnsafePointer<UInt8>, to file: SegmentFileWriter)
    throws(FileError)
  {
    precondition(count == total, "\(count) positions came, \(total) were announced")
    if count == 1 {
      dictionary.append(second: second, single: first)
      return
    }
    dictionary.append(second: second, listStart: flushed + pending.count)
    if total >= PositionList.documentListThreshold {
      documentList.removeAll()
      documentEncoder.encode(
        documents: UnsafeBufferPointer(start: documents, count: documentCount),
        frequencies: UnsafeBufferPointer(start: frequencies, count: documentCount),
        qualities: UnsafeBufferPointer(start: qualities, count: documentCount), norms: norms,
        to: documentList)
      encoder.finish(documentCount: documentCount, documentList: documentList, to: pending)
    } else {
      encoder.finish(documentCount: documentCount, documentList: nil, to: pending)
    }
    if pending.count >= 1 << 20 {
      flushed += pending.count
      try file.drain(pending)
    }
  }

  /// Ends the postings section, which must be open, and gives the dictionary.
  mutating func finish(to file: SegmentFileWriter) throws(FileError) -> ByteWriter {
    flushed += pending.count
    try file.drain(pending)
    let writer = ByteWriter(capacity: 1 << 16)
    dictionary.finish(postingsEnd: flushed, to: writer)
    return writer
  }
}
