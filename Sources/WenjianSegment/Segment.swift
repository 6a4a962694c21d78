import WenjianBytes
package import WenjianDictionary
package import WenjianPostings

/// One immutable segment, mapped and read in place.
///
/// Opening reads the footer, the section table and the heads of the sections, some 200 cache lines whatever the size;
/// nothing is decoded before a query asks. Every page is compared with its checksum when it is first read: where the
/// reader can throw, it does; what the others met is told by `throwNotedDamage()`, which whoever answers from them asks.
package final class Segment: Sendable {
  let contents: SegmentFile
  package let statistics: SegmentStatistics
  package let elements: ElementTable
  package let grams: GramDictionary
  /// Nil in segments from before they were kept.
  package let elementCounts: ElementCounts?
  package let words: WordLane
  package let boundaries: BoundaryBits
  private let zones: LowWeightZones?
  package let documents: DocumentTable
  package let store: TextStore
  private let postings: FileBytes
  /// In the place of `grams` and `postings` in a run.
  let run: RunGrams?

  /// - Parameters:
  ///   - path: the file.
  ///   - id: what the commit calls it.
  /// - Throws: `SegmentError`, or `FileError` wrapped by the caller.
  package static func open(path: String, id: UInt64) throws -> Segment {
    try open(MappedFile(path: path), id: id)
  }

  static func open(_ file: MappedFile, id: UInt64) throws -> Segment { try Segment(SegmentFile(file, id: id)) }

  /// The same of what a batch was written to, which may be a run: good for a merge and no more.
  package static func openRun(path: String, id: UInt64) throws -> Segment {
    try Segment(SegmentFile(MappedFile(path: path), id: id, mayBeRun: true))
  }

  /// Whether no commit may name it: its grams are not in the form in which they are searched.
  package var isRun: Bool { run != nil }

  private init(_ contents: SegmentFile) throws(SegmentError) {
    let path = contents.file.path
    func need<Part>(_ id: SectionID, _ part: Part?) throws(SegmentError) -> Part {
      guard let part else { throw damaged(id.title, in: path) }
      return part
    }
    func section(_ id: SectionID) throws(SegmentError) -> FileBytes { try need(id, contents.bytes(of: id)) }
    let statistics = try need(.statistics, SegmentStatistics.read(try section(.statistics)))
    self.statistics = statistics
    elements = try need(.elements, ElementTable.read(try section(.elements)))
    postings = try section(.postings)
    if contents.isRun {
      run = try need(
        .grams, RunGrams(grams: try section(.grams), positions: postings, rowCount: elements.count))
      grams = .empty
    } else {
      run = nil
      grams = try need(.grams, GramDictionary.read(try section(.grams)))
      guard grams.rowCount == elements.count else { throw damaged(SectionID.grams.title, in: path) }
    }
    if let bytes = contents.bytes(of: .elementCounts) {
      elementCounts = try need(.elementCounts, ElementCounts.read(bytes, elementCount: elements.count))
    } else {
      elementCounts = nil
    }
    words = try need(.words, WordLane.read(try section(.words), postings: try section(.wordPostings)))
    boundaries = try need(
      .wordBoundaries, BoundaryBits(try section(.wordBoundaries), count: statistics.positionCount))
    if let bytes = contents.bytes(of: .lowWeightZones) {
      zones = try need(.lowWeightZones, LowWeightZones.read(bytes))
    } else {
      zones = nil
    }
    documents = try need(
      .documentStarts,
      DocumentTable(contents.source(statistics), positionCount: statistics.positionCount))
    store = try need(
      .storeIndex,
      TextStore(
        index: try section(.storeIndex), blocks: try section(.storeBlocks), coders: try section(.storeCoders),
        path: path))
    self.contents = contents
    try contents.throwNotedDamage()
  }

  package var path: String { contents.file.path }
  package var id: UInt64 { contents.id }
  /// Of the file.
  package var byteCount: Int { contents.file.count }

  /// The bytes of each section.
  package var sectionSizes: [(id: SectionID, byteCount: Int)] {
    contents.sections.compactMap { section in
      SectionID(rawValue: section.id).map { ($0, section.range.count) }
    }
  }

  /// nil for a section that is not there.
  func bytes(of id: SectionID) -> FileBytes? { contents.bytes(of: id) }

  /// What its columns are read from.
  var sectionSource: SectionSource { contents.source(statistics) }

  /// Nil when nothing in the segment counts little.
  package var lowWeightZones: LowWeightZones? {
    zones?.requireAll()
    return zones
  }

  /// The positions of a gram.
  /// - Throws: `SegmentError` when the list is damaged.
  package func positions(ofGram gram: Int) throws(SegmentError) -> PositionList {
    switch grams.entry(gram) {
    case .single(let position):
      guard Int(position) < statistics.positionCount else { break }
      return PositionList(single: position, anyAddress: postings.start)
    case .list(let range):
      guard
        let bytes = postings.part(range), let list = PositionList(bytes), list.count <= statistics.positionCount
      else { break }
      return list
    case nil: break
    }
    throw damage(SectionID.postings.title)
  }

  /// - Throws: `SegmentError` when something that was read from the segment was damaged or could not be read, also long
  ///   ago: what was read may have been kept.
  /// - Complexity: constant.
  package func throwNotedDamage() throws(SegmentError) { try contents.throwNotedDamage() }

  /// The error for damage that a reader of this segment has met.
  package func damage(_ section: String) -> SegmentError { damaged(section, in: path) }

  /// Compares every section with its checksum.
  /// - Throws: `SegmentError` that names the first damaged section.
  /// - Complexity: linear in the file.
  package func verifyChecksums() throws(SegmentError) { try contents.verifyChecksums() }

  /// Reads a part of the file front to back in pieces of a few megabytes, and gives the memory of each back.
  func forEachPiece<Failure: Error>(
    of part: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try contents.forEachPiece(of: part, body)
  }

  /// Whether its pages have checksums: not in segments of version 3 and before.
  package var hasPageChecksums: Bool { contents.version >= SegmentFormat.firstWithPageChecksums }

  /// Gives the memory back that the file was read through so far; what is read again is read from the file again.
  func releaseMemory() { contents.file.release(contents.file.bytes) }
}

extension SegmentFile {
  func source(_ statistics: SegmentStatistics) -> SectionSource {
    SectionSource(version: version, documentCount: statistics.documentCount, bytes: bytes(of:))
  }
}
