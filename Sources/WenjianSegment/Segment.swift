package import WenjianBytes
package import WenjianDictionary
package import WenjianPostings

/// The counts of a segment: the statistics section, u64 each in this order.
package struct SegmentStatistics: Equatable, Sendable {
  package var documentCount: Int
  /// Elements and barriers.
  package var positionCount: Int
  package var textBytes: Int
  package var scalarCount: Int
  package var gramCount: Int

  static let byteCount = 40

  static func read(_ bytes: UnsafeRawBufferPointer) -> SegmentStatistics? {
    guard bytes.count >= byteCount, let base = bytes.baseAddress else { return nil }
    func value(_ index: Int) -> Int { Int(truncatingIfNeeded: load64(base, index * 8)) }
    let read = SegmentStatistics(
      documentCount: value(0), positionCount: value(1), textBytes: value(2), scalarCount: value(3),
      gramCount: value(4))
    guard
      (1...SegmentFormat.positionLimit).contains(read.documentCount),
      (0...SegmentFormat.positionLimit).contains(read.positionCount),
      (0...SegmentFormat.textLimit).contains(read.textBytes),
      (0...read.textBytes).contains(read.scalarCount),
      (0...SegmentFormat.positionLimit).contains(read.gramCount)
    else { return nil }
    return read
  }

  func write(to writer: ByteWriter) {
    for value in [documentCount, positionCount, textBytes, scalarCount, gramCount] {
      writer.append(UInt64(value))
    }
  }
}

/// One immutable segment, mapped and read in place.
///
/// Opening reads the footer, the section table and the heads of the sections, some 200 cache lines whatever
/// the size; nothing is decoded before a query asks. Checksums of the sections are compared by `verify`.
package final class Segment: Sendable {
  package let file: MappedFile
  package let id: UInt64
  /// Of the format it is written in.
  let version: UInt32
  package let statistics: SegmentStatistics
  package let elements: ElementTable
  package let grams: GramDictionary
  /// Nil in segments from before they were kept.
  package let elementCounts: ElementCounts?
  package let words: WordLane
  package let boundaries: BoundaryBits
  /// Nil when nothing in the segment counts little.
  package let lowWeightZones: LowWeightZones?
  package let documents: DocumentTable
  package let store: TextStore
  nonisolated(unsafe) private let postings: UnsafeRawBufferPointer
  private let sections: [(id: UInt32, range: Range<Int>, hash: UInt64)]

  /// - Parameters:
  ///   - path: the file.
  ///   - id: what the commit calls it.
  /// - Throws: `SegmentError`, or `FileError` wrapped by the caller.
  package static func open(path: String, id: UInt64) throws -> Segment {
    try Segment(file: MappedFile(path: path), id: id)
  }

  private init(file: MappedFile, id: UInt64) throws(SegmentError) {
    let bytes = file.bytes
    let path = file.path
    func error(_ reason: SegmentError.Reason) -> SegmentError { SegmentError(reason: reason, path: path) }
    let least = SegmentFormat.headerBytes + SegmentFormat.footerBytes
    guard bytes.count >= 8, let base = bytes.baseAddress, load64(base, 0) == SegmentFormat.magic
    else { throw error(.notASegment) }
    guard bytes.count >= least else { throw error(.notASegment) }
    let version = load32(base, 8)
    if version > SegmentFormat.version { throw error(.tooNew(version: version)) }
    if version < SegmentFormat.oldestReadable { throw error(.tooOld(version: version)) }
    let footer = base + (bytes.count - SegmentFormat.footerBytes)
    guard load64(footer, 32) == SegmentFormat.magic else { throw damaged("end of file", in: path) }
    guard load64(base, 16) == id, load64(footer, 16) == id else { throw error(.wrongID) }
    let tableOffset = Int(truncatingIfNeeded: load64(footer, 0))
    let sectionCount = Int(load32(footer, 8))
    guard
      tableOffset >= SegmentFormat.headerBytes, sectionCount <= 1024,
      // Nothing is added to what was read: it may be near the largest number.
      tableOffset
        == bytes.count - SegmentFormat.footerBytes - sectionCount * SegmentFormat.tableRowBytes
    else { throw damaged("section table", in: path) }
    let table = UnsafeRawBufferPointer(
      rebasing: bytes[tableOffset..<(bytes.count - SegmentFormat.footerBytes)])
    guard hash64(table, seed: id) == load64(footer, 24) else {
      throw damaged("section table", in: path)
    }
    var sections: [(id: UInt32, range: Range<Int>, hash: UInt64)] = []
    sections.reserveCapacity(sectionCount)
    for row in 0..<sectionCount {
      let at = tableOffset + row * SegmentFormat.tableRowBytes
      let offset = Int(truncatingIfNeeded: load64(base, at + 8))
      let length = Int(truncatingIfNeeded: load64(base, at + 16))
      guard offset >= 0, length >= 0, offset <= tableOffset, length <= tableOffset - offset else {
        throw damaged("section table", in: path)
      }
      sections.append((load32(base, at), offset..<(offset + length), load64(base, at + 24)))
    }
    let found = sections
    func section(_ id: SectionID) -> UnsafeRawBufferPointer? {
      found.first { $0.id == id.rawValue }.map { UnsafeRawBufferPointer(rebasing: bytes[$0.range]) }
    }
    func need<Part>(_ id: SectionID, _ part: Part?) throws(SegmentError) -> Part {
      guard let part else { throw damaged(id.title, in: path) }
      return part
    }
    let statistics = try need(.statistics, section(.statistics).flatMap(SegmentStatistics.read))
    self.statistics = statistics
    elements = try need(.elements, section(.elements).flatMap(ElementTable.read))
    grams = try need(.grams, section(.grams).flatMap(GramDictionary.read))
    guard grams.rowCount == elements.count else { throw damaged("gram dictionary", in: path) }
    if let bytes = section(.elementCounts) {
      elementCounts = try need(.elementCounts, ElementCounts.read(bytes, elementCount: elements.count))
    } else {
      elementCounts = nil
    }
    postings = try need(.postings, section(.postings))
    words = try need(
      .words,
      section(.words).flatMap { words in
        section(.wordPostings).flatMap { WordLane.read(words, postings: $0) }
      })
    let bits = try need(
      .wordBoundaries,
      section(.wordBoundaries).flatMap {
        $0.count * 8 >= statistics.positionCount ? $0.baseAddress : nil
      })
    boundaries = BoundaryBits(
      bits.assumingMemoryBound(to: UInt8.self), count: statistics.positionCount)
    lowWeightZones = section(.lowWeightZones).flatMap(LowWeightZones.read)
    documents = try need(
      .documentStarts,
      DocumentTable.read(
        SectionSource(version: version, documentCount: statistics.documentCount, bytes: section),
        positionCount: statistics.positionCount))
    store = try need(
      .storeIndex,
      section(.storeIndex).flatMap { index in
        section(.storeBlocks).flatMap { blocks in
          section(.storeCoders).flatMap {
            TextStore(index: index, blocks: blocks, coders: $0, path: path)
          }
        }
      })
    self.file = file
    self.id = id
    self.version = version
    self.sections = sections
  }

  package var path: String { file.path }

  /// The bytes of each section.
  package var sectionSizes: [(id: SectionID, byteCount: Int)] {
    sections.compactMap { section in
      SectionID(rawValue: section.id).map { ($0, section.range.count) }
    }
  }

  /// nil for a section that is not there.
  func bytes(of id: SectionID) -> UnsafeRawBufferPointer? {
    sections.first { $0.id == id.rawValue }
      .map { UnsafeRawBufferPointer(rebasing: file.bytes[$0.range]) }
  }

  /// What its columns are read from.
  var sectionSource: SectionSource {
    SectionSource(version: version, documentCount: statistics.documentCount, bytes: bytes(of:))
  }

  /// The positions of a gram.
  /// - Throws: `SegmentError` when the list is damaged.
  package func positions(ofGram gram: Int) throws(SegmentError) -> PositionList {
    guard let base = postings.baseAddress ?? file.bytes.baseAddress else {
      throw damaged("postings", in: path)
    }
    switch grams.entry(gram) {
    case .single(let position):
      guard Int(position) < statistics.positionCount else { break }
      return PositionList(single: position, anyAddress: base)
    case .list(let range):
      guard
        range.upperBound <= postings.count,
        let list = PositionList(UnsafeRawBufferPointer(rebasing: postings[range])),
        list.count <= statistics.positionCount
      else { break }
      return list
    case nil: break
    }
    throw damaged("postings", in: path)
  }

  /// Compares every section with its checksum.
  /// - Throws: `SegmentError` that names the first damaged section.
  /// - Complexity: linear in the file.
  package func verifyChecksums() throws(SegmentError) {
    file.adviseSequential()
    for section in sections {
      var hash = Hash64()
      forEachPiece(of: UnsafeRawBufferPointer(rebasing: file.bytes[section.range])) { hash.update($0) }
      if hash.finish() != section.hash {
        throw damaged(SectionID(rawValue: section.id)?.title ?? "section \(section.id)", in: path)
      }
    }
  }

  /// Reads a part of the file front to back in pieces of a few megabytes, and gives the memory of each back.
  func forEachPiece<Failure: Error>(
    of part: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var at = 0
    while at < part.count {
      let end = min(at + 4 << 20, part.count)
      let piece = UnsafeRawBufferPointer(rebasing: part[at..<end])
      try body(piece)
      file.release(piece)
      at = end
    }
  }

  /// Gives the memory of the postings back that a merge has read so far.
  func releasePostings() { file.release(postings) }
}
