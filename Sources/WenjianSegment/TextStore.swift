package import WenjianBytes
package import WenjianStore
package import WenjianStream

/// The stored text of a segment: the documents' texts one behind the other, cut into blocks at elements of the
/// stream, so that any block can be scanned on its own to find where a position stands in the text.
///
/// Grammar of the store index: u32 blockCount, u32 partCount, then
///
///     MonotoneArray  where each block starts in the text (UTF-8 bytes), and the end
///     MonotoneArray  where each block starts among the stored bytes, and the end
///     MonotoneArray  the position of each block's first element
///     MonotoneArray  scalars before each block
///     MonotoneArray  scalars outside the BMP before each block
///     u8 * blockCount   the scan state at each block
///     partCount * { u32 firstBlock, u32 codeOffset, u32 codeBytes, u32 dictionaryBytes }
///
/// A part is a stretch of blocks written with one coder; its code table and then its dictionary stand at
/// codeOffset in the coders section.
package final class TextStore: Sendable {
  /// No block holds more: what claims to is damaged. (A block grows past its usual size only over white space.)
  static let blockTextLimit = 1 << 31

  private let path: String
  package let blockCount: Int
  private let textStarts: MonotoneArray
  private let storedStarts: MonotoneArray
  private let positions: MonotoneArray
  private let scalars: MonotoneArray
  private let astrals: MonotoneArray
  private let states: FileBytes
  private let blocks: FileBytes
  private let parts: [Part]

  struct Part: Sendable {
    let firstBlock: Int
    let decoder: StoreDecoder
    /// The code table, and behind it the dictionary.
    let coder: FileBytes
    let codeBytes: Int

    var code: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: coder.unchecked[..<codeBytes]) }
    var dictionary: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: coder.unchecked[codeBytes...]) }
    /// As `StoreCoder.fingerprint`.
    var fingerprint: UInt64 { StoreCoder.fingerprint(code: code, dictionary: dictionary) }
  }

  init?(index: FileBytes, blocks: FileBytes, coders: FileBytes, path: String) {
    var reader = ByteReader(index)
    func array(_ values: Int) -> MonotoneArray? {
      guard let array = MonotoneArray(&reader), array.count == values else { return nil }
      return array
    }
    guard let count = reader.count32(), count > 0, let partCount = reader.count32(),
      let textStarts = array(count + 1), let storedStarts = array(count + 1), let positions = array(count),
      let scalars = array(count), let astrals = array(count), let states = reader.take(count)
    else { return nil }
    var parts: [Part] = []
    for _ in 0..<partCount {
      guard let firstBlock = reader.count32(), let offset = reader.count32(), let codeBytes = reader.count32(),
        let dictionaryBytes = reader.count32(), firstBlock >= parts.last?.firstBlock ?? 0,
        let coder = coders.part(at: offset, count: codeBytes + dictionaryBytes),
        let codeTable = coder.part(at: 0, count: codeBytes), let code = TextCode.read(codeTable),
        let dictionary = coder.part(at: codeBytes, count: dictionaryBytes)
      else { return nil }
      // Both are read when the first block is, and checked then.
      let decoder = StoreDecoder(code: code, dictionary: dictionary.unchecked)
      parts.append(Part(firstBlock: firstBlock, decoder: decoder, coder: coder, codeBytes: codeBytes))
    }
    self.path = path
    blockCount = count
    self.textStarts = textStarts
    self.storedStarts = storedStarts
    self.positions = positions
    self.scalars = scalars
    self.astrals = astrals
    self.states = states
    self.blocks = blocks
    self.parts = parts
  }

  /// How many stretches of blocks were written with coders of their own.
  package var partCount: Int { parts.count }

  /// The bytes of the whole text.
  package var textBytes: Int { textStarts.count > 0 ? textStarts[blockCount] : 0 }

  /// The block whose elements hold a position.
  package func block(ofPosition position: Int) -> Int { max(positions.upperBound(position) - 1, 0) }

  /// The block whose text holds a byte.
  package func block(ofTextByte byte: Int) -> Int {
    min(max(textStarts.upperBound(byte) - 1, 0), max(blockCount - 1, 0))
  }

  package func textRange(ofBlock block: Int) -> Range<Int> {
    let (low, high) = textStarts.pair(at: block)
    return low..<max(low, high)
  }

  package func firstPosition(ofBlock block: Int) -> Int { positions[block] }

  package func state(ofBlock block: Int) -> ScanState {
    let state = states.start + block
    states.checks.require(state, 1)
    return ScanState(rawValue: state.load(as: UInt8.self))
  }

  /// Scalars, and those outside the BMP, before a block.
  package func counts(beforeBlock block: Int) -> (scalars: Int, astral: Int) {
    (scalars[block], astrals[block])
  }

  func storedRange(ofBlock block: Int) -> Range<Int> {
    let (low, high) = storedStarts.pair(at: block)
    return low..<max(low, high)
  }

  /// Appends the text of a block.
  /// - Throws: `SegmentError` when the block is damaged.
  package func appendText(
    ofBlock block: Int, scratch: StoreScratch, to writer: ByteWriter
  ) throws(SegmentError) {
    let range = storedRange(ofBlock: block)
    let expected = textRange(ofBlock: block).count
    guard let stored = blocks.part(range), stored.isSound, expected <= Self.blockTextLimit,
      let part = parts.last(where: { $0.firstBlock <= block }), part.coder.isSound
    else { throw damaged("stored text", in: path) }
    let before = writer.count
    guard
      part.decoder.append(
        stored.unchecked, limit: expected, scratch: scratch, to: writer),
      writer.count - before == expected
    else { throw damaged("stored text", in: path) }
  }

  /// The text of a range of bytes.
  package func text(
    _ range: Range<Int>, scratch: StoreScratch
  ) throws(SegmentError) -> [UInt8] {
    do {
      return try text(range, scratch: scratch) {}
    } catch {
      throw error as? SegmentError ?? damaged("stored text", in: path)
    }
  }

  /// The same, block by block.
  /// - Parameter willOpen: called before each block; what it throws ends reading.
  package func text(_ range: Range<Int>, scratch: StoreScratch, willOpen: () throws -> Void) throws -> [UInt8] {
    guard !range.isEmpty, blockCount > 0 else { return [] }
    let writer = ByteWriter(capacity: min(range.count, 1 << 20) + (1 << 14))
    var block = self.block(ofTextByte: range.lowerBound)
    let start = textRange(ofBlock: block).lowerBound
    while block < blockCount, textRange(ofBlock: block).lowerBound < range.upperBound {
      try willOpen()
      try appendText(ofBlock: block, scratch: scratch, to: writer)
      block += 1
    }
    let low = range.lowerBound - start
    guard low >= 0, low + range.count <= writer.count else { throw damaged("store index", in: path) }
    return [UInt8](writer.bytes[low..<(low + range.count)])
  }

  /// The parts with their blocks, for merging.
  func forEachPart(_ body: (_ part: Part, _ blocks: Range<Int>) -> Void) {
    for (index, part) in parts.enumerated() {
      let end = index + 1 < parts.count ? min(parts[index + 1].firstBlock, blockCount) : blockCount
      if part.firstBlock < end { body(part, part.firstBlock..<end) }
    }
  }

  /// The stored bytes of some blocks.
  /// - Precondition: the checksums of the segment were verified.
  /// - Throws: `SegmentError` when they do not lie in the section.
  func storedBytes(ofBlocks range: Range<Int>) throws(SegmentError) -> UnsafeRawBufferPointer {
    let low = storedRange(ofBlock: range.lowerBound).lowerBound
    let high = storedRange(ofBlock: range.upperBound - 1).upperBound
    guard low <= high, let bytes = blocks.part(low..<high) else { throw damaged("store index", in: path) }
    return bytes.unchecked
  }
}

/// Collects the index of a store while its blocks are written.
struct TextStoreWriter {
  private var textStarts: [Int] = []
  private var storedStarts: [Int] = []
  private var positions: [Int] = []
  private var scalars: [Int] = []
  private var astrals: [Int] = []
  private var states: [UInt8] = []
  private var parts: [(firstBlock: Int, offset: Int, codeBytes: Int, dictionaryBytes: Int)] = []
  private let coders = ByteWriter(capacity: 1 << 12)
  private var known: [UInt64: (offset: Int, codeBytes: Int, dictionaryBytes: Int)] = [:]
  private var current: UInt64?
  private(set) var storedBytes = 0
  private var scalarCount = 0
  private var astralCount = 0

  /// Declares how the next blocks are coded.
  mutating func beginPart(code: UnsafeRawBufferPointer, dictionary: UnsafeRawBufferPointer) {
    let fingerprint = StoreCoder.fingerprint(code: code, dictionary: dictionary)
    guard fingerprint != current else { return }
    current = fingerprint
    let place =
      known[fingerprint] ?? (offset: coders.count, codeBytes: code.count, dictionaryBytes: dictionary.count)
    if known[fingerprint] == nil {
      coders.append(code)
      coders.append(dictionary)
      known[fingerprint] = place
    }
    parts.append((states.count, place.offset, place.codeBytes, place.dictionaryBytes))
  }

  mutating func append(
    textStart: Int, storedLength: Int, position: Int, state: UInt8, scalars blockScalars: Int,
    astral blockAstral: Int
  ) {
    textStarts.append(textStart)
    storedStarts.append(storedBytes)
    positions.append(position)
    scalars.append(scalarCount)
    astrals.append(astralCount)
    states.append(state)
    storedBytes += storedLength
    scalarCount += blockScalars
    astralCount += blockAstral
  }

  var totalScalars: Int { scalarCount }
  var blockCount: Int { states.count }

  func write(textBytes: Int, to file: SegmentFileWriter) throws(FileError) {
    let writer = ByteWriter(capacity: states.count * 16 + 256)
    writer.append(UInt32(states.count))
    writer.append(UInt32(parts.count))
    MonotoneArray.write(textStarts + [textBytes], to: writer)
    MonotoneArray.write(storedStarts + [storedBytes], to: writer)
    MonotoneArray.write(positions, to: writer)
    MonotoneArray.write(scalars, to: writer)
    MonotoneArray.write(astrals, to: writer)
    writer.append(states)
    for part in parts {
      writer.append(UInt32(part.firstBlock))
      writer.append(UInt32(part.offset))
      writer.append(UInt32(part.codeBytes))
      writer.append(UInt32(part.dictionaryBytes))
    }
    try file.section(.storeIndex, writer)
    try file.section(.storeCoders, coders)
  }
}
