import WenjianBytes
import WenjianStream

/// Gathers the words of a batch for the word lane: which, in which document, how often.
struct BatchWords: ~Copyable {
  private var interner = RunInterner()
  /// word << 32 | document, one an occurrence.
  private var occurrences: [UInt64] = []
  private var utf8: [UInt8] = []

  init() {}

  /// Adds the words of a batch.
  ///
  /// A word of the lane begins at a boundary with no boundary at the two positions behind it. Of a hundred positions five
  /// are such, and 56 are looked at in one step: byte by byte this took a fiftieth of the indexing time.
  ///
  /// - Parameters:
  ///   - bits: of the boundaries, with eight bytes of zeros behind them; barriers have one.
  ///   - documentStarts: ascending, the first 0.
  ///   - zones: stretches whose words say nothing of their documents, and are left out; nil for none.
  mutating func collect(
    _ elements: UnsafePointer<UInt32>, count: Int, bits: UnsafePointer<UInt8>, documentStarts: [UInt32],
    zones: LowWeightZones?
  ) {
    let bits = UnsafeRawPointer(bits)
    var document = 0
    var base = 0
    while base < count {
      let word = load64(bits, base &>> 3)
      var starts = word & ~(word &>> 1) & ~(word &>> 2) & (1 &<< 56 &- 1)
      while starts != 0 {
        let start = base &+ starts.trailingZeroBitCount
        starts &= starts &- 1
        let end = min(Self.boundary(bits, from: start &+ WordLane.leastElements), count)
        guard end &- start >= WordLane.leastElements, end &- start <= Self.longest else { continue }
        if let zones, zones.contains(UInt32(truncatingIfNeeded: start)) { continue }
        while document &+ 1 < documentStarts.count, Int(documentStarts[document &+ 1]) <= start { document &+= 1 }
        append(elements, start..<end, UInt32(truncatingIfNeeded: document))
      }
      base &+= 56
    }
  }

  /// Longer ones are text without words.
  private static let longest = 64

  /// The first boundary from a position on, or one behind `longest`.
  @inline(__always)
  private static func boundary(_ bits: UnsafeRawPointer, from position: Int) -> Int {
    let first = load64(bits, position &>> 3) &>> UInt64(position & 7)
    if first != 0 { return position &+ first.trailingZeroBitCount }
    // At least 57 positions without one: with the three before them nearly `longest`.
    let next = position &+ 64 &- position & 7
    let second = load64(bits, next &>> 3)
    return next &+ (second == 0 ? 64 : second.trailingZeroBitCount)
  }

  private mutating func append(
    _ elements: UnsafePointer<UInt32>, _ range: Range<Int>, _ document: UInt32
  ) {
    utf8.removeAll(keepingCapacity: true)
    for position in range {
      // A word that holds a run (`can't`, `3:30`) is found through its grams.
      guard elements[position] < StreamElement.firstRun else { return }
      appendUTF8(of: elements[position], to: &utf8)
    }
    let word = utf8.withUnsafeBytes { interner.intern($0) }
    occurrences.append(UInt64(word) << 32 | UInt64(document))
  }

  /// Writes the word sections.
  mutating func write(norms: [UInt8], to file: SegmentFileWriter) throws(FileError) {
    var order = Array(0..<interner.count)
    sortByBytes(&order)
    var rank = [UInt32](repeating: 0, count: order.count)
    for (ordinal, word) in order.enumerated() { rank[word] = UInt32(ordinal) }
    for index in occurrences.indices {
      occurrences[index] =
        UInt64(rank[Int(occurrences[index] >> 32)]) << 32 | occurrences[index] & 0xFFFF_FFFF
    }
    occurrences.sort()
    var writer = WordLaneWriter()
    var documents: [UInt32] = []
    var frequencies: [UInt32] = []
    var at = 0
    try file.begin(.wordPostings)
    for (ordinal, word) in order.enumerated() {
      documents.removeAll(keepingCapacity: true)
      frequencies.removeAll(keepingCapacity: true)
      while at < occurrences.count, occurrences[at] >> 32 == UInt64(ordinal) {
        let document = UInt32(truncatingIfNeeded: occurrences[at])
        if documents.last == document {
          frequencies[frequencies.count - 1] += 1
        } else {
          documents.append(document)
          frequencies.append(1)
        }
        at += 1
      }
      try write(word, documents, frequencies, norms, &writer, file)
    }
    let table = try writer.finish(to: file)
    try file.end()
    try file.section(.words, table)
  }

  private func write(
    _ word: Int, _ documents: [UInt32], _ frequencies: [UInt32], _ norms: [UInt8],
    _ writer: inout WordLaneWriter, _ file: SegmentFileWriter
  ) throws(FileError) {
    try writer.append(
      interner.run(word), documents: documents, frequencies: frequencies, norms: norms, to: file)
  }

  private func sortByBytes(_ order: inout [Int]) {
    order.sort { compareBytes(interner.run($0), interner.run($1)) < 0 }
  }
}

extension WordLaneWriter {
  /// `append` for arrays.
  mutating func append(
    _ word: UnsafeRawBufferPointer, documents: [UInt32], frequencies: [UInt32], norms: [UInt8],
    to file: SegmentFileWriter
  ) throws(FileError) {
    try documents.withUnsafeBufferPointer { (documents) throws(FileError) in
      try frequencies.withUnsafeBufferPointer { (frequencies) throws(FileError) in
        try norms.withUnsafeBufferPointer { (norms) throws(FileError) in
          try append(
            word, documents: documents, frequencies: frequencies,
            norms: norms.baseAddress.unsafelyUnwrapped, to: file)
        }
      }
    }
  }
}
