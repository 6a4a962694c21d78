package import WenjianBytes

/// How good the best hit of a term in one document is, apart from how often it is hit: the order is the
/// order of the weights in `RankingWeights`.
package enum HitQuality {
  // Computed, because another module asks an initialiser for a stored one each time.

  /// A hit that does not start and end at word boundaries, outside the title.
  @inlinable package static var unaligned: UInt32 { 0 }
  /// A hit aligned to words, outside the title.
  @inlinable package static var aligned: UInt32 { 1 }
  @inlinable package static var titleUnaligned: UInt32 { 2 }
  @inlinable package static var titleAligned: UInt32 { 3 }
  /// Every hit stands in a low-weight zone: the least of all, though its number is the highest.
  @inlinable package static var lowWeight: UInt32 { 4 }
  @inlinable package static var count: Int { 5 }
  /// Numbers that a table by quality must have room for.
  @inlinable package static var tableSize: Int { 8 }
}

/// The documents that hold a term, in ascending order, each with the number of its occurrences and its best
/// `HitQuality`, in blocks of 128 that carry what bounds their scores.
///
/// Grammar, `count` (the number of documents) being known to the reader:
///
///     per full block of 128:
///       u32 lastDocument
///       u32 end              where the block's data ends, from the start of the data
///       u8 maximumFrequency  (255 stands for anything above)
///       u8 shortestNorm      the least document norm in the block (see DocumentNorm)
///       u8 maximumQuality    (low-weight hits bound like unaligned ones), u8 zero
///     tail head, when count % 128 > 0: u8 maximumFrequency, u8 shortestNorm, u8 maximumQuality, u8 zero
///     data, per block or tail: BlockCodec gaps less one, frequencies less one, qualities
package struct DocumentList: Sendable, BitwiseCopyable {
  @inlinable package static var blockSize: Int { 128 }
  static let headBytes = 12

  package let count: Int
  nonisolated(unsafe) let heads: UnsafeRawPointer
  nonisolated(unsafe) let data: UnsafeRawPointer
  nonisolated(unsafe) let end: UnsafeRawPointer
  private let checks: PageChecks

  package var fullBlockCount: Int { count / Self.blockSize }
  package var blockCount: Int { (count + Self.blockSize - 1) / Self.blockSize }

  /// - Returns: nil when the bytes cannot hold a list of `count` documents, or their heads are damaged.
  package static func read(_ bytes: FileBytes, count: Int) -> DocumentList? {
    guard count > 0 else { return nil }
    let headsBytes = count / blockSize * headBytes + (count % blockSize > 0 ? 4 : 0)
    guard headsBytes < bytes.count, bytes.checks.isSound(bytes.start, headsBytes) else { return nil }
    return DocumentList(
      count: count, heads: bytes.start, data: bytes.start + headsBytes, end: bytes.start + bytes.count,
      checks: bytes.checks)
  }

  package func lastDocument(ofFullBlock block: Int) -> UInt32 {
    load32(heads, block &* Self.headBytes)
  }

  /// The first block, from `block` on, that may hold a document of at least `target`: gallops.
  package func seek(_ target: UInt32, from block: Int) -> Int {
    let full = fullBlockCount
    if block >= full || lastDocument(ofFullBlock: block) >= target { return block }
    var step = 1
    var low = block  // lastDocument(low) < target
    while low + step < full, lastDocument(ofFullBlock: low + step) < target {
      low += step
      step &*= 2
    }
    var high = min(low + step, full)  // lastDocument(high) >= target, or the tail
    while high - low > 1 {
      let middle = (low + high) / 2
      if lastDocument(ofFullBlock: middle) < target { low = middle } else { high = middle }
    }
    return high
  }

  /// What bounds the score of any document in a block.
  package func bounds(ofBlock block: Int) -> (frequency: UInt32, norm: UInt8, quality: Int) {
    let at = block < fullBlockCount ? block &* Self.headBytes &+ 8 : fullBlockCount &* Self.headBytes
    let word = load32(heads, at)
    let frequency = word & 0xFF
    return (
      frequency == 255 ? .max : frequency, UInt8(truncatingIfNeeded: word &>> 8),
      Int((word &>> 16) & 3)
    )
  }

  /// Decodes one block.
  /// - Parameters:
  ///   - frequencies: nil when neither they nor qualities are wanted.
  ///   - qualities: nil when they are not wanted.
  /// - Returns: the number of documents in it; 0 when the bytes are damaged.
  package func decode(
    block: Int, documents: UnsafeMutablePointer<UInt32>, frequencies: UnsafeMutablePointer<UInt32>?,
    qualities: UnsafeMutablePointer<UInt32>?
  ) -> Int {
    let base = block == 0 ? UInt32.max : lastDocument(ofFullBlock: block - 1)
    let start = block == 0 ? 0 : Int(load32(heads, (block - 1) &* Self.headBytes &+ 4))
    guard start <= end - data else { return 0 }
    var cursor = data + start
    let available = end - cursor
    if block < fullBlockCount {
      let blockBytes = Int(load32(heads, block &* Self.headBytes &+ 4)) - start
      guard blockBytes <= available, checks.isSound(cursor, blockBytes) else { return 0 }
      guard let a = BlockCodec.decodeGapBlock(cursor, end: end, base: base, into: documents) else { return 0 }
      guard let frequencies else { return Self.blockSize }
      guard let b = BlockCodec.decodeBlock(cursor + a, end: end, into: frequencies) else { return 0 }
      if let qualities, BlockCodec.decodeBlock(cursor + a + b, end: end, into: qualities) == nil { return 0 }
      increment(frequencies, Self.blockSize)
      return Self.blockSize
    }
    let rest = count % Self.blockSize
    guard checks.isSound(cursor, available),
      let a = BlockCodec.decodeTail(cursor, end: end, count: rest, into: documents)
    else { return 0 }
    BlockCodec.sumGaps(documents, count: rest, base: base)
    guard let frequencies else { return rest }
    cursor += a
    guard
      let b = BlockCodec.decodeTail(cursor, end: end, count: rest, into: frequencies)
    else { return 0 }
    if let qualities, BlockCodec.decodeTail(cursor + b, end: end, count: rest, into: qualities) == nil { return 0 }
    increment(frequencies, rest)
    return rest
  }

  @inline(__always)
  private func increment(_ values: UnsafeMutablePointer<UInt32>, _ count: Int) {
    for index in 0..<count { values[index] = values[index] &+ 1 }
  }
}

/// Encodes document lists; its scratch is reused from list to list.
package struct DocumentListEncoder: ~Copyable {
  private let scratch: UnsafeMutablePointer<UInt32>
  private let data = ByteWriter(capacity: 4096)
  private let heads = ByteWriter(capacity: 1024)

  package init() { scratch = .allocate(capacity: BlockCodec.blockSize) }
  deinit { scratch.deallocate() }

  /// Appends the list.
  /// - Parameters:
  ///   - documents: ascending, without repeats.
  ///   - frequencies: occurrences in each, at least 1.
  ///   - qualities: `HitQuality` values.
  ///   - norms: the norm of each document of the segment.
  package mutating func encode(
    documents: UnsafeBufferPointer<UInt32>, frequencies: UnsafeBufferPointer<UInt32>,
    qualities: UnsafeBufferPointer<UInt8>, norms: UnsafePointer<UInt8>, to writer: ByteWriter
  ) {
    data.removeAll()
    heads.removeAll()
    var start = 0
    while start < documents.count {
      let size = min(BlockCodec.blockSize, documents.count - start)
      var maximumFrequency: UInt32 = 0
      var shortest = UInt8.max
      var quality: UInt8 = 0
      for index in start..<(start + size) {
        maximumFrequency = max(maximumFrequency, frequencies[index])
        shortest = min(shortest, norms[Int(documents[index])])
        if qualities[index] != HitQuality.lowWeight { quality = max(quality, qualities[index]) }
      }
      for index in 0..<size {
        let at = start + index
        let before = at == 0 ? UInt32.max : documents[at - 1]
        scratch[index] = documents[at] &- before &- 1
      }
      append(size)
      for index in 0..<size { scratch[index] = frequencies[start + index] - 1 }
      append(size)
      for index in 0..<size { scratch[index] = UInt32(qualities[start + index]) }
      append(size)
      if size == BlockCodec.blockSize {
        heads.append(documents[start + size - 1])
        heads.append(UInt32(data.count))
      }
      heads.append(UInt8(min(maximumFrequency, 255)))
      heads.append(shortest)
      heads.append(quality)
      heads.append(UInt8(0))
      start += size
    }
    writer.append(heads.bytes)
    writer.append(data.bytes)
  }

  private func append(_ size: Int) {
    if size == BlockCodec.blockSize {
      _ = BlockCodec.encodeBlock(scratch, to: data)
    } else {
      _ = BlockCodec.encodeTail(scratch, count: size, to: data)
    }
  }
}
