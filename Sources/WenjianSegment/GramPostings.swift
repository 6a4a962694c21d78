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
}

/// Turns the positions of one gram after the other into postings and a dictionary: the last step of building
/// and of merging.
struct GramPostingsWriter: ~Copyable {
  private var dictionary = GramDictionaryWriter()
  private var encoder = PositionListEncoder()
  private var documentEncoder = DocumentListEncoder()
  private let pending = ByteWriter(capacity: 1 << 20)
  private let documentList = ByteWriter(capacity: 1 << 16)
  private var flushed = 0

  private var documents: [UInt32] = []
  private var frequencies: [UInt32] = []
  private var qualities: [UInt8] = []
  private var documentCount = 0
  private var count = 0
  private var total = 0
  private var first: UInt32 = 0

  init() {}

  mutating func beginRow() { dictionary.beginRow() }

  /// - Parameter total: how many positions will come.
  mutating func beginGram(total: Int) {
    encoder.begin()
    documents.removeAll(keepingCapacity: true)
    frequencies.removeAll(keepingCapacity: true)
    qualities.removeAll(keepingCapacity: true)
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
    let isListed = total >= PositionList.documentListThreshold
    var document = 0
    var last = -1
    for position in positions {
      document = context.document(of: position, from: document)
      if document != last {
        documentCount += 1
        last = document
        if isListed {
          documents.append(UInt32(document + context.documentBase))
          frequencies.append(1)
          qualities.append(context.quality(position: position, document: document))
        }
      } else if isListed {
        frequencies[frequencies.count - 1] += 1
        let last = qualities.count - 1
        if qualities[last] < 3 {
          qualities[last] = max(
            qualities[last], context.quality(position: position, document: document))
        }
      }
    }
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
      documents.withUnsafeBufferPointer { documents in
        frequencies.withUnsafeBufferPointer { frequencies in
          qualities.withUnsafeBufferPointer { qualities in
            documentEncoder.encode(
              documents: documents, frequencies: frequencies, qualities: qualities, norms: norms,
              to: documentList)
          }
        }
      }
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
