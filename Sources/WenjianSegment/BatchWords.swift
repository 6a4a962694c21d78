import WenjianBytes
import WenjianStream

/// Gathers the words of a batch for the word lane: which, in which document, how often.
struct BatchWords: ~Copyable {
  private var interner = RunInterner()
  /// word << 32 | document, one an occurrence.
  private var occurrences: [UInt64] = []
  private var utf8: [UInt8] = []

  init() {}

  /// Adds the words of one stretch.
  mutating func collect(
    _ elements: UnsafePointer<UInt32>, _ stretch: Range<Int>, _ boundaries: UnsafePointer<UInt8>,
    document: UInt32
  ) {
    var start = stretch.lowerBound
    while start < stretch.upperBound {
      var end = start &+ 1
      while end < stretch.upperBound, boundaries[end] == 0 { end &+= 1 }
      if end &- start >= WordLane.leastElements, end - start <= 64 {
        append(elements, start..<end, document)
      }
      start = end
    }
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
