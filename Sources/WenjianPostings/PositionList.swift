package import WenjianBytes

/// The positions where a gram starts, ascending, read from mapped bytes: the whole matching structure.
///
/// Grammar of a list of two or more positions:
///
///     varint count << 1 | hasDocuments
///     varint documentCount
///     [ varint byteCount, DocumentList ]        when hasDocuments
///     varint first                              the first position
///     per full block of 128:   u32 last         its last position
///     per full block of 128:   u16 byteCount
///     per 16 full blocks:      u32 dataOffset   where the first of them starts
///     data: full blocks as BlockCodec gaps less one, the first counted from first - 1, so that it is stored as
///     0; a block may be one of GapCode from format version 5 on, and a RiceFrame from version 6 on
///     tail: when count % 128 > 0, as many gaps less one in GapCode. When the tail is the whole list it leaves the
///     first gap out. A tail whose head is below 128 is one of BlockCodec, with all its gaps (before format
///     version 2)
///
/// A list of one position is not stored here: the dictionary holds the position itself.
package struct PositionList: Sendable, BitwiseCopyable {
  @inlinable package static var blockSize: Int { 128 }
  /// From this many positions on a list carries a document list. Rarer grams hardly ever stand twice in a document,
  /// so that walking the positions takes a few microseconds and a second list would be all cost: on laws_cn
  /// lists from 256 on took 8.5 % of the text size, from 1,024 on 5 %.
  package static let documentListThreshold = 1024
  static let blocksPerAnchor = 16

  package let count: Int
  package let documentCount: Int
  package let first: UInt32
  package let documents: DocumentList?
  nonisolated(unsafe) let lasts: UnsafeRawPointer
  nonisolated(unsafe) let sizes: UnsafeRawPointer
  nonisolated(unsafe) let anchors: UnsafeRawPointer
  nonisolated(unsafe) let data: UnsafeRawPointer
  nonisolated(unsafe) let end: UnsafeRawPointer
  private let checks: PageChecks

  package var fullBlockCount: Int { count / Self.blockSize }
  package var blockCount: Int { (count + Self.blockSize - 1) / Self.blockSize }

  /// The list of one position.
  package init(single position: UInt32, anyAddress: UnsafeRawPointer) {
    count = 1
    documentCount = 1
    first = position
    documents = nil
    lasts = anyAddress
    sizes = anyAddress
    anchors = anyAddress
    data = anyAddress
    end = anyAddress
    checks = .none
  }

  /// A head up to the document list, and the first position.
  private static let headBytes = 30

  /// Reads the head of a list and what leads to its blocks; they are read when they are asked for.
  /// - Returns: nil when the bytes are damaged.
  package init?(_ bytes: FileBytes) {
    let checks = bytes.checks
    var cursor = bytes.start
    let end = cursor + bytes.count
    guard bytes.count > 0, checks.isSound(cursor, min(Self.headBytes, bytes.count)),
      let head = readVarint(&cursor, end: end), let documentCount = readVarint(&cursor, end: end),
      head >> 1 >= 2, head >> 1 <= UInt64(UInt32.max), documentCount <= head >> 1, documentCount > 0
    else { return nil }
    if head & 1 == 1 {
      guard
        let byteCount = readVarint(&cursor, end: end), byteCount <= UInt64(end - cursor),
        let list = DocumentList.read(
          FileBytes(start: cursor, count: Int(byteCount), checks: checks), count: Int(documentCount))
      else { return nil }
      documents = list
      cursor += Int(byteCount)
      guard checks.isSound(cursor, min(10, end - cursor)) else { return nil }
    } else {
      documents = nil
    }
    guard let first = readVarint(&cursor, end: end), first <= UInt64(UInt32.max) else { return nil }
    count = Int(head >> 1)
    self.documentCount = Int(documentCount)
    self.first = UInt32(first)
    let blocks = count / Self.blockSize
    let anchorCount = (blocks + Self.blocksPerAnchor - 1) / Self.blocksPerAnchor
    let skipBytes = blocks * 6 + anchorCount * 4
    guard skipBytes <= end - cursor, checks.isSound(cursor, skipBytes) else { return nil }
    lasts = cursor
    sizes = cursor + blocks * 4
    anchors = sizes + blocks * 2
    data = cursor + skipBytes
    self.end = end
    self.checks = checks
  }

  /// The last position of a full block.
  @inline(__always)
  package func last(ofFullBlock block: Int) -> UInt32 { load32(lasts, block &* 4) }

  private func dataOffset(ofBlock block: Int) -> Int {
    let full = fullBlockCount
    guard full > 0 else { return 0 }
    var anchor = block / Self.blocksPerAnchor
    // A tail right behind a whole number of anchors has none of its own.
    if anchor * Self.blocksPerAnchor >= full { anchor = (full - 1) / Self.blocksPerAnchor }
    var offset = Int(load32(anchors, anchor &* 4))
    for earlier in (anchor * Self.blocksPerAnchor)..<block {
      offset &+= Int(load16(sizes, earlier &* 2))
    }
    return offset
  }

  /// Decodes one block into room for 128 numbers.
  /// - Returns: how many; 0 when the bytes are damaged.
  package func decode(block: Int, into positions: UnsafeMutablePointer<UInt32>) -> Int {
    if count == 1 {
      positions[0] = first
      return 1
    }
    let base = base(ofBlock: block)
    if block < fullBlockCount {
      guard let source = source(ofFullBlock: block) else { return 0 }
      return BlockCodec.decodeGapBlock(source, end: end, base: base, into: positions) == nil ? 0 : Self.blockSize
    }
    let offset = dataOffset(ofBlock: block)
    guard offset <= end - data, checks.isSound(data + offset, end - (data + offset)) else { return 0 }
    let rest = count % Self.blockSize
    return decodeTail(data + offset, count: rest, base: base, into: positions) ? rest : 0
  }

  /// The position before a block.
  private func base(ofBlock block: Int) -> UInt32 { block == 0 ? first &- 1 : last(ofFullBlock: block - 1) }

  /// - Returns: nil when the bytes are damaged.
  private func source(ofFullBlock block: Int) -> UnsafeRawPointer? {
    let offset = dataOffset(ofBlock: block)
    guard offset <= end - data else { return nil }
    let source = data + offset
    return checks.isSound(source, min(Int(load16(sizes, block &* 2)), end - source)) ? source : nil
  }

  /// Whether a full block holds a position: in a third less time than it takes to decode and search it.
  /// - Parameter gaps: room for 128 numbers.
  /// - Returns: nil when the bytes are damaged.
  func holds(_ position: UInt32, inFullBlock block: Int, gaps: UnsafeMutablePointer<UInt32>) -> Bool? {
    guard let source = source(ofFullBlock: block), source < end else { return nil }
    let base = base(ofBlock: block)
    if source.load(as: UInt8.self) & GapCode.headBit != 0 {
      // Sums come with the gaps.
      guard BlockCodec.decodeGapBlock(source, end: end, base: base, into: gaps) != nil else { return nil }
      return UnsafeBufferPointer(start: gaps, count: Self.blockSize).contains(position)
    }
    return BlockCodec.holds(position, source, end: end, base: base, gaps: gaps)
  }

  /// Decodes the positions behind the full blocks.
  /// - Returns: false when the bytes are damaged.
  private func decodeTail(
    _ source: UnsafeRawPointer, count: Int, base: UInt32, into positions: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    guard source < end else { return false }
    let head = source.load(as: UInt8.self)
    if head & GapCode.headBit == 0 {
      guard BlockCodec.decodeTail(source, end: end, count: count, into: positions) != nil else { return false }
      BlockCodec.sumGaps(positions, count: count, base: base)
      return true
    }
    if fullBlockCount > 0 {
      return GapCode.decode(source + 1, end: end, head: head, count: count, base: base, into: positions) != nil
    }
    positions[0] = first
    return GapCode.decode(
      source + 1, end: end, head: head, count: count - 1, base: first, into: positions + 1) != nil
  }

  /// Decodes the whole list into room for `count` numbers rounded up to 128.
  /// - Returns: how many; fewer than `count` when the bytes are damaged.
  package func decodeAll(into positions: UnsafeMutablePointer<UInt32>) -> Int {
    if count == 1 {
      positions[0] = first
      return 1
    }
    guard checks.isSound(data, end - data) else { return 0 }
    var cursor = data
    var base = first &- 1
    var filled = 0
    for _ in 0..<fullBlockCount {
      guard
        let used = BlockCodec.decodeGapBlock(
          cursor, end: end, base: base, into: positions + filled)
      else { return filled }
      cursor += used
      filled += Self.blockSize
      base = positions[filled - 1]
    }
    let rest = count - filled
    if rest > 0 {
      guard decodeTail(cursor, count: rest, base: base, into: positions + filled) else { return filled }
    }
    return count
  }

  /// The first block, from `block` on, that may hold a position of at least `target`: gallops over the
  /// last positions, so the cost grows with the logarithm of the distance.
  package func seek(_ target: UInt32, from block: Int) -> Int {
    let full = fullBlockCount
    if block >= full || last(ofFullBlock: block) >= target { return block }
    var step = 1
    var low = block  // last(low) < target
    while low + step < full, last(ofFullBlock: low + step) < target {
      low += step
      step &*= 2
    }
    var high = min(low + step, full)  // last(high) >= target, or the tail
    while high - low > 1 {
      let middle = (low + high) / 2
      if last(ofFullBlock: middle) < target { low = middle } else { high = middle }
    }
    return high
  }
}

/// What the full blocks of a list of positions are written in. A reader tells it by each block.
package enum PositionCode: Sendable, CaseIterable {
  /// Patched frames: 13.9 bits a position on laws, .55 ns to decode one.
  case frames
  /// `RiceFrame` where that is smaller: 13.1 bits, .75 ns.
  case rice
  /// `GapCode`: 12.4 bits, 3 to 7 ns.
  case gapCode
}

/// Encodes one position list at a time; positions arrive in pieces, so that a merge never holds a whole
/// list. Reused from list to list.
package struct PositionListEncoder: ~Copyable {
  private let pending: UnsafeMutablePointer<UInt32>
  private var pendingCount = 0
  private var count = 0
  private var first: UInt32 = 0
  private var previous: UInt32 = 0
  private var code = PositionCode.rice
  private let data = ByteWriter(capacity: 1 << 16)
  private let lasts = ByteWriter(capacity: 1 << 12)
  private let sizes = ByteWriter(capacity: 1 << 12)
  private let anchors = ByteWriter(capacity: 1 << 10)

  package init() { pending = .allocate(capacity: BlockCodec.blockSize) }
  deinit { pending.deallocate() }

  /// - Parameter code: of the full blocks.
  package mutating func begin(_ code: PositionCode = .rice) {
    self.code = code
    pendingCount = 0
    count = 0
    data.removeAll()
    lasts.removeAll()
    sizes.removeAll()
    anchors.removeAll()
  }

  /// Adds positions, each above the one before; `base` is added to every one.
  package mutating func append(_ positions: UnsafeBufferPointer<UInt32>, base: UInt32 = 0) {
    let end = positions.count
    guard let positions = positions.baseAddress, end > 0 else { return }
    if count == 0 {
      first = positions[0] &+ base
      previous = first &- 1
    }
    var at = 0
    while at < end {
      let size = min(BlockCodec.blockSize &- pendingCount, end &- at)
      let target = pending + pendingCount
      let source = positions + at
      target[0] = source[0] &+ base &- previous &- 1
      // Without a condition in it, so that several are subtracted at once.
      for index in 1..<max(size, 1) { target[index] = source[index] &- source[index &- 1] &- 1 }
      previous = source[size &- 1] &+ base
      pendingCount &+= size
      count &+= size
      at &+= size
      if pendingCount == BlockCodec.blockSize { flushBlock() }
    }
  }

  private mutating func flushBlock() {
    if (count / BlockCodec.blockSize - 1) % PositionList.blocksPerAnchor == 0 {
      anchors.append(UInt32(data.count))
    }
    let start = data.count
    switch code {
    case .frames: _ = BlockCodec.encodeBlock(pending, to: data)
    case .rice: _ = BlockCodec.encodeGapBlock(pending, to: data)
    case .gapCode: GapCode.encode(pending, count: BlockCodec.blockSize, to: data)
    }
    lasts.append(previous)
    sizes.append(UInt16(data.count - start))
    pendingCount = 0
  }

  /// Appends the finished list to `writer`.
  /// - Parameters:
  ///   - documentCount: the number of documents that hold a position.
  ///   - documentList: the encoded document list, nil below the threshold.
  /// - Precondition: two positions or more.
  package mutating func finish(
    documentCount: Int, documentList: ByteWriter?, to writer: ByteWriter
  ) {
    precondition(count >= 2, "a list of \(count) belongs in the dictionary")
    writer.appendVarint(UInt64(count) << 1 | (documentList == nil ? 0 : 1))
    writer.appendVarint(UInt64(documentCount))
    if let documentList {
      writer.appendVarint(UInt64(documentList.count))
      writer.append(documentList.bytes)
    }
    writer.appendVarint(UInt64(first))
    if pendingCount > 0 {
      let known = count == pendingCount ? 1 : 0  // the first position stands in the head of the list
      GapCode.encode(pending + known, count: pendingCount - known, to: data)
    }
    writer.append(lasts.bytes)
    writer.append(sizes.bytes)
    writer.append(anchors.bytes)
    writer.append(data.bytes)
  }
}

extension PositionList {
  /// The bytes of a list by what they are for; for `info` and for measuring codecs.
  package var byteCounts: (documents: Int, skips: Int, blocks: Int, tail: Int) {
    guard count > 1 else { return (0, 0, 0, 0) }
    let tailStart = fullBlockCount > 0 ? dataOffset(ofBlock: fullBlockCount) : 0
    let listBytes = documents.map { $0.end - $0.heads } ?? 0
    return (listBytes, data - lasts, tailStart, end - data - tailStart)
  }
}
