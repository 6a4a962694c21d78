import WenjianBytes
import WenjianStore
import WenjianStream

/// Writes the stored text of merged segments. Blocks that lose nothing are copied as they are. Blocks that lose a document
/// are written anew with what is left of them, and so is the text of small parts that were written with coders of their
/// own: commits of a few documents would otherwise leave a coder each, and blocks that hardly compress.
struct StoreMerge {
  /// Coders of less text than this are given up when there are several: their text gets one that was made from all of it.
  static let leastCoderBytes = 1 << 18
  /// A common coder is made from no more text than this.
  private static let sampleBytes = 4 << 20

  private let sources: [LiveSegment]
  private let positionBases: [Int]
  private let textBases: [Int]
  private let blockBytes: Int
  private let form: SegmentForm

  private var index = TextStoreWriter()
  private let scratch = StoreScratch.borrow()
  /// Coders of the sources, by their fingerprints.
  private var coders: [UInt64: StoreCoder] = [:]

  // What is written next.
  private let pending = ByteWriter(capacity: 1 << 14)
  private var pendingStart = BlockStart(text: 0, position: 0, state: .documentStart)
  private var pendingCoder: StoreCoder?
  private var compressor: (coder: StoreCoder, compressor: StoreCoder.Compressor)?
  private let packed = ByteWriter(capacity: 1 << 14)

  private struct BlockStart {
    var text: Int
    var position: Int
    var state: ScanState
  }

  /// - Parameters:
  ///   - blockBytes: about how much text a block that is written anew shall have, in the usual form.
  ///   - form: when it is compact, every block is written anew.
  init(_ sources: [LiveSegment], positionBases: [Int], textBases: [Int], blockBytes: Int, form: SegmentForm) {
    self.sources = sources
    self.positionBases = positionBases
    self.textBases = textBases
    self.blockBytes = form.blockBytes(blockBytes)
    self.form = form
  }

  /// Writes the sections of the store.
  /// - Returns: the scalars of the text.
  /// - Throws: `FileError`; `SegmentError` when a block is damaged.
  mutating func write(to file: SegmentFileWriter) throws -> Int {
    defer { scratch.giveBack() }
    let given = givenUpCoders()
    let common = given.isEmpty ? nil : try commonCoder(for: given)
    try file.begin(.storeBlocks)
    for source in sources.indices {
      var parts: [(part: TextStore.Part, blocks: Range<Int>)] = []
      sources[source].segment.store.forEachPart { parts.append(($0, $1)) }
      var live = LiveTexts(sources[source])
      for (part, blocks) in parts {
        let coder = given.contains(part.fingerprint) ? common : nil
        try write(blocks, part, of: source, &live, recoding: coder, to: file)
      }
    }
    try flush(to: file)
    if index.blockCount == 0 {
      // Documents without text have a block too.
      pendingCoder = StoreCoder(sample: UnsafeRawBufferPointer(start: nil, count: 0), blockBytes: blockBytes)
      pendingStart = BlockStart(text: 0, position: 0, state: .documentStart)
      try writePending(to: file)
    }
    try file.end()
    try index.write(textBytes: sources.reduce(0) { $0 + $1.textBytes }, to: file)
    return index.totalScalars
  }

  // MARK: Coders

  /// The coders whose text gets a common one.
  private func givenUpCoders() -> Set<UInt64> {
    var texts: [UInt64: Int] = [:]
    for source in sources {
      let store = source.segment.store
      store.forEachPart { part, blocks in
        let bytes =
          store.textRange(ofBlock: blocks.upperBound - 1).upperBound
          - store.textRange(ofBlock: blocks.lowerBound).lowerBound
        texts[part.fingerprint, default: 0] += bytes
      }
    }
    if form == .compact { return Set(texts.keys) }
    let small = texts.filter { $0.value < Self.leastCoderBytes }
    return small.count > 1 ? Set(small.keys) : []
  }

  private mutating func commonCoder(for given: Set<UInt64>) throws(SegmentError) -> StoreCoder {
    let sample = ByteWriter(capacity: 1 << 16)
    // Of a compact segment from all over it.
    let textBytes = sources.reduce(0) { $0 + $1.textBytes }
    let step = form == .compact ? max(1, textBytes / Self.sampleBytes) : 1
    for source in sources {
      let store = source.segment.store
      var wanted: [Range<Int>] = []
      store.forEachPart { part, blocks in if given.contains(part.fingerprint) { wanted.append(blocks) } }
      for blocks in wanted {
        for block in blocks where block % step == 0 && sample.count < Self.sampleBytes {
          try store.appendText(ofBlock: block, scratch: scratch, to: sample)
        }
      }
    }
    return StoreCoder(sample: sample.bytes, blockBytes: blockBytes, level: form.compressionLevel)
  }

  private mutating func coder(of part: TextStore.Part, in source: Int) throws(SegmentError) -> StoreCoder {
    if let known = coders[part.fingerprint] { return known }
    guard let coder = StoreCoder(code: part.code, dictionary: part.dictionary) else {
      throw sources[source].segment.damage(SectionID.storeCoders.title)
    }
    coders[part.fingerprint] = coder
    return coder
  }

  // MARK: Blocks

  private mutating func write(
    _ blocks: Range<Int>, _ part: TextStore.Part, of source: Int, _ live: inout LiveTexts,
    recoding common: StoreCoder?, to file: SegmentFileWriter
  ) throws {
    let segment = sources[source].segment
    let store = segment.store
    var block = blocks.lowerBound
    while block < blocks.upperBound {
      let isShort = pending.count > 0 && pending.count * 2 < blockBytes
      if common == nil, !isShort || pendingCoder?.fingerprint != part.fingerprint {
        var end = block
        while end < blocks.upperBound, live.isWhole(store.textRange(ofBlock: end)) { end += 1 }
        if end > block {
          try flush(to: file)
          try copy(block..<end, part, of: source, live, to: file)
          block = end
          continue
        }
      }
      let coder = try common ?? self.coder(of: part, in: source)
      try append(block, of: source, &live, coder, to: file)
      block += 1
    }
  }

  private mutating func copy(
    _ blocks: Range<Int>, _ part: TextStore.Part, of source: Int, _ live: LiveTexts, to file: SegmentFileWriter
  ) throws {
    let segment = sources[source].segment
    let store = segment.store
    try segment.forEachPiece(of: try store.storedBytes(ofBlocks: blocks)) { (piece) throws(FileError) in
      try file.write(piece)
    }
    index.beginPart(code: part.code, dictionary: part.dictionary)
    for block in blocks {
      let counts = store.counts(beforeBlock: block)
      let isLast = block + 1 == store.blockCount
      let next =
        isLast
        ? (scalars: segment.statistics.scalarCount, astral: counts.astral) : store.counts(beforeBlock: block + 1)
      let start = blockStart(block, of: source, live)
      index.append(
        textStart: start.text, storedLength: store.storedRange(ofBlock: block).count, position: start.position,
        state: start.state.rawValue, scalars: next.scalars - counts.scalars, astral: next.astral - counts.astral)
    }
  }

  /// Where a block begins whose first byte stays.
  private func blockStart(_ block: Int, of source: Int, _ live: LiveTexts) -> BlockStart {
    let segment = sources[source].segment
    let byte = segment.store.textRange(ofBlock: block).lowerBound
    if let document = live.document(beginningAt: byte) { return start(of: document, at: byte, in: source, live) }
    let position = UInt32(truncatingIfNeeded: segment.store.firstPosition(ofBlock: block))
    return BlockStart(
      text: live.number(of: byte) + textBases[source],
      position: Int(sources[source].positions.number(of: position)) + positionBases[source],
      state: segment.store.state(ofBlock: block))
  }

  /// - Parameters:
  ///   - document: by its new number.
  ///   - byte: where its text begins.
  private func start(of document: Int, at byte: Int, in source: Int, _ live: LiveTexts) -> BlockStart {
    BlockStart(
      text: live.number(of: byte) + textBases[source],
      position: Int(sources[source].start(ofLive: document)) + positionBases[source], state: .documentStart)
  }

  /// Takes what stays of a block to what is written next.
  private mutating func append(
    _ block: Int, of source: Int, _ live: inout LiveTexts, _ coder: StoreCoder, to file: SegmentFileWriter
  ) throws {
    let segment = sources[source].segment
    let range = segment.store.textRange(ofBlock: block)
    let pieces = live.pieces(in: range)
    let count = pieces.reduce(0) { $0 + $1.text.count }
    if count == 0 { return }
    let isFull = pending.count * 2 >= blockBytes && (pending.count + count) * 2 > 3 * blockBytes
    if isFull || pendingCoder?.fingerprint != coder.fingerprint { try flush(to: file) }
    let text = ByteWriter(capacity: range.count + 64)
    try segment.store.appendText(ofBlock: block, scratch: scratch, to: text)
    for piece in pieces {
      if pending.count == 0 {
        pendingCoder = coder
        pendingStart =
          piece.document.map { start(of: $0, at: piece.text.lowerBound, in: source, live) }
          ?? blockStart(block, of: source, live)
      }
      pending.append(
        UnsafeRawBufferPointer(
          rebasing: text.bytes[
            (piece.text.lowerBound - range.lowerBound)..<(piece.text.upperBound - range.lowerBound)]))
    }
    if pending.count >= blockBytes { try flush(to: file) }
  }

  private mutating func flush(to file: SegmentFileWriter) throws(FileError) {
    if pending.count > 0 { try writePending(to: file) }
  }

  private mutating func writePending(to file: SegmentFileWriter) throws(FileError) {
    guard let coder = pendingCoder else { return }
    if compressor?.coder !== coder { compressor = (coder, StoreCoder.Compressor(coder)) }
    guard let compressor else { return }
    packed.removeAll()
    let counts = compressor.compressor.append(pending.bytes, to: packed)
    coder.encoder.table.withUnsafeBytes { code in
      coder.dictionary.withUnsafeBytes { index.beginPart(code: code, dictionary: $0) }
    }
    index.append(
      textStart: pendingStart.text, storedLength: packed.count, position: pendingStart.position,
      state: pendingStart.state.rawValue, scalars: counts.scalars, astral: counts.astral)
    try file.write(packed.bytes)
    pending.removeAll()
  }
}

/// The texts of a segment's documents that stay, walked from front to back.
private struct LiveTexts {
  struct Piece {
    /// Bytes of the segment's text.
    var text: Range<Int>
    /// The document that begins there when what was before it is left out, by its new number.
    var document: Int?
  }

  private struct LiveText {
    /// Bytes of the segment's text.
    var text: Range<Int>
    /// The first document that has any of it, by its new number.
    var document: Int
    /// Bytes that stay before it.
    var before: Int
  }

  private let ranges: [LiveText]
  private var next = 0
  private let isIdentity: Bool

  init(_ source: LiveSegment) {
    let table = source.segment.documents
    isIdentity = source.documents.isIdentity
    var (before, first) = (0, 0)
    var ranges: [LiveText] = []
    for documents in source.documents.ranges {
      let text = table.textRange(ofDocuments: documents)
      let empty = documents.prefix { table.textRange(of: $0).isEmpty }.count
      ranges.append(LiveText(text: text, document: first + empty, before: before))
      before += text.count
      first += documents.count
    }
    self.ranges = ranges
  }

  /// The document, by its new number, whose text begins at a byte and that what was before it is left out of.
  func document(beginningAt byte: Int) -> Int? {
    if isIdentity { return nil }
    let index = self.index(of: byte)
    return index < ranges.count && ranges[index].text.lowerBound == byte ? ranges[index].document : nil
  }

  /// The first range whose text ends behind a byte.
  private mutating func seek(_ byte: Int) {
    while next < ranges.count, ranges[next].text.upperBound <= byte { next += 1 }
  }

  /// Whether all bytes of a stretch stay. Stretches must ascend.
  mutating func isWhole(_ text: Range<Int>) -> Bool {
    if isIdentity { return true }
    if text.isEmpty { return false }
    seek(text.lowerBound)
    return next < ranges.count && ranges[next].text.lowerBound <= text.lowerBound
      && text.upperBound <= ranges[next].text.upperBound
  }

  /// What stays of a stretch. Stretches must ascend.
  mutating func pieces(in text: Range<Int>) -> [Piece] {
    seek(text.lowerBound)
    var pieces: [Piece] = []
    var index = next
    while index < ranges.count, ranges[index].text.lowerBound < text.upperBound {
      let range = ranges[index]
      let piece = range.text.clamped(to: text)
      if !piece.isEmpty {
        let begins = !isIdentity && piece.lowerBound == range.text.lowerBound
        pieces.append(Piece(text: piece, document: begins ? range.document : nil))
      }
      index += 1
    }
    return pieces
  }

  /// Where a byte that stays comes to lie, in the bytes that stay of the segment.
  /// - Complexity: logarithmic.
  func number(of byte: Int) -> Int {
    let index = self.index(of: byte)
    guard index < ranges.count else { return ranges.last.map { $0.before + $0.text.count } ?? 0 }
    return ranges[index].before + max(byte - ranges[index].text.lowerBound, 0)
  }

  /// The first range that ends behind a byte.
  private func index(of byte: Int) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].text.upperBound <= byte { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
