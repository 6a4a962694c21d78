import WenjianBytes
import WenjianDictionary
import WenjianPostings

/// The words of a segment with their documents, for ranking only: words of three elements and more. Words of
/// two are grams, whose lists rank as well, and words of one say nothing of a document. Nor do those in zones of low
/// weight, which are left out.
///
/// Grammar of the words section: StringTable (folded UTF-8), MonotoneArray (where each word's list starts in
/// the word postings, and the end). Grammar of a list:
///
///     varint documentCount
///     below 128:  documentCount * { varint gap << 1 | isRepeated, [ varint frequency ] }
///                 gap: from the document before, less one (the first from -1)
///     else:       DocumentList (qualities all 0)
package struct WordLane: Sendable {
  static let leastElements = 3
  static let blockThreshold = 128

  private let table: StringTable
  private let listStarts: MonotoneArray
  private let postings: FileBytes

  package var count: Int { table.count }

  static func read(_ words: FileBytes, postings: FileBytes) -> WordLane? {
    var reader = ByteReader(words)
    guard let table = StringTable(&reader), let starts = MonotoneArray(&reader), starts.count == table.count + 1
    else { return nil }
    return WordLane(table: table, listStarts: starts, postings: postings)
  }

  package struct Postings {
    package var documents: [UInt32] = []
    package var frequencies: [UInt32] = []
  }

  /// The documents of a word; nil when no document holds it as a word.
  package func postings(of word: [UInt8]) -> Postings? {
    word.withUnsafeBytes { table.ordinal(of: $0) }.map(postings(at:))
  }

  /// The number of documents of a word; 0 when there are none.
  package func documentCount(of word: [UInt8]) -> Int {
    guard let ordinal = word.withUnsafeBytes({ table.ordinal(of: $0) }) else { return 0 }
    guard let list = list(ordinal) else { return 0 }
    list.checks.require(list.start, min(list.count, 10))
    var cursor = list.start
    return Int(clamping: readVarint(&cursor, end: cursor + list.count) ?? 0)
  }

  func forEachWord(_ body: (Int, UnsafeRawBufferPointer) -> Void) { table.forEach(body) }

  private func list(_ ordinal: Int) -> FileBytes? {
    let (start, end) = listStarts.pair(at: ordinal)
    return start < end ? postings.part(at: start, count: end - start) : nil
  }

  func postings(at ordinal: Int) -> Postings {
    var result = Postings()
    guard let bytes = list(ordinal) else { return result }
    bytes.requireAll()
    var cursor = bytes.start
    let end = cursor + bytes.count
    guard let count = readVarint(&cursor, end: end), count <= UInt64(UInt32.max) else { return result }
    if count < Self.blockThreshold {
      var document = UInt32.max
      for _ in 0..<count {
        guard let head = readVarint(&cursor, end: end) else { break }
        document = document &+ UInt32(truncatingIfNeeded: head >> 1) &+ 1
        var frequency: UInt32 = 1
        if head & 1 == 1 {
          frequency = UInt32(truncatingIfNeeded: readVarint(&cursor, end: end) ?? 1)
        }
        result.documents.append(document)
        result.frequencies.append(frequency)
      }
      return result
    }
    guard
      let list = DocumentList.read(
        FileBytes(start: cursor, count: end - cursor, checks: bytes.checks), count: Int(count))
    else { return result }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * DocumentList.blockSize) { room in
      guard let documents = room.baseAddress else { return }
      let frequencies = documents + DocumentList.blockSize
      for block in 0..<list.blockCount {
        let size = list.decode(
          block: block, documents: documents, frequencies: frequencies,
          qualities: frequencies + DocumentList.blockSize)
        if size == 0 { break }
        result.documents.append(contentsOf: UnsafeBufferPointer(start: documents, count: size))
        result.frequencies.append(contentsOf: UnsafeBufferPointer(start: frequencies, count: size))
      }
    }
    return result
  }
}

/// Writes a word lane; words arrive in ascending order, each with its documents.
struct WordLaneWriter: ~Copyable {
  private var table = StringTableWriter()
  private var listStarts: [Int] = []
  private var encoder = DocumentListEncoder()
  private let pending = ByteWriter(capacity: 1 << 16)
  private var flushed = 0
  private var qualities: [UInt8] = []

  init() {}

  mutating func append(
    _ word: UnsafeRawBufferPointer, documents: UnsafeBufferPointer<UInt32>,
    frequencies: UnsafeBufferPointer<UInt32>, norms: UnsafePointer<UInt8>,
    to file: SegmentFileWriter
  ) throws(FileError) {
    table.append(word)
    listStarts.append(flushed + pending.count)
    pending.appendVarint(UInt64(documents.count))
    if documents.count < WordLane.blockThreshold {
      var before = UInt32.max
      for index in documents.indices {
        let gap = documents[index] &- before &- 1
        before = documents[index]
        pending.appendVarint(UInt64(gap) << 1 | (frequencies[index] > 1 ? 1 : 0))
        if frequencies[index] > 1 { pending.appendVarint(UInt64(frequencies[index])) }
      }
    } else {
      if qualities.count < documents.count {
        qualities = Array(repeating: 0, count: documents.count * 2)
      }
      qualities.withUnsafeBufferPointer {
        encoder.encode(
          documents: documents, frequencies: frequencies,
          qualities: UnsafeBufferPointer(rebasing: $0[..<documents.count]), norms: norms, to: pending)
      }
    }
    if pending.count >= 1 << 20 {
      flushed += pending.count
      try file.drain(pending)
    }
  }

  /// Ends the word postings section, which must be open.
  /// - Returns: the words section.
  mutating func finish(to file: SegmentFileWriter) throws(FileError) -> ByteWriter {
    flushed += pending.count
    try file.drain(pending)
    let writer = ByteWriter(capacity: 1 << 16)
    table.finish(to: writer)
    MonotoneArray.write(listStarts + [flushed], to: writer)
    return writer
  }
}
