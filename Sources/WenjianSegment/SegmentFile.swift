import WenjianBytes

/// A segment file as sections: its header, table and footer, which are checked, and what checks the rest when it is read.
struct SegmentFile: Sendable {
  struct Section: Sendable {
    let id: UInt32
    let range: Range<Int>
    /// XXH64 of its bytes.
    let hash: UInt64
  }

  let file: MappedFile
  let id: UInt64
  /// Of the format it is written in.
  let version: UInt32
  let sections: [Section]
  let verifier: PageVerifier

  static let sectionLimit = 1024

  /// - Parameters:
  ///   - forSalvage: whether a file is read whose checksums of pages are damaged; then by section. Runs are read too.
  ///   - mayBeRun: whether a run is expected.
  /// - Throws: `SegmentError`.
  init(_ file: MappedFile, id: UInt64, forSalvage: Bool = false, mayBeRun: Bool = false) throws(SegmentError) {
    let path = file.path
    func error(_ reason: SegmentError.Reason) -> SegmentError { SegmentError(reason: reason, path: path) }
    var header = ByteReader(file.bytes)
    guard header.u64() == SegmentFormat.magic else { throw error(.notASegment) }
    guard file.count >= SegmentFormat.headerBytes + SegmentFormat.footerBytes, let version = header.u32(),
      header.u32() != nil, let headerID = header.u64()
    else { throw error(.notASegment) }
    let isRun = version == SegmentFormat.runVersion
    if isRun, !forSalvage, !mayBeRun { throw error(.notASegment) }
    if version > SegmentFormat.version, !isRun { throw error(.tooNew(version: version)) }
    if version < SegmentFormat.oldestReadable { throw error(.tooOld(version: version)) }
    let tableEnd = file.count - SegmentFormat.footerBytes
    var footer = ByteReader(UnsafeRawBufferPointer(rebasing: file.bytes[tableEnd...]))
    guard let tableOffset = footer.u64(), let sectionCount = footer.count32(), let footerVersion = footer.u32(),
      let footerID = footer.u64(), let tableHash = footer.u64(), footer.u64() == SegmentFormat.magic
    else { throw damaged("end of file", in: path) }
    guard headerID == id, footerID == id else { throw error(.wrongID) }
    guard footerVersion == version, sectionCount <= Self.sectionLimit,
      let offset = Int(exactly: tableOffset), offset >= SegmentFormat.headerBytes,
      offset == tableEnd - sectionCount * SegmentFormat.tableRowBytes
    else { throw damaged("section table", in: path) }
    let table = UnsafeRawBufferPointer(rebasing: file.bytes[offset..<tableEnd])
    guard hash64(table, seed: id) == tableHash else { throw damaged("section table", in: path) }
    guard let sections = Self.sections(table, count: sectionCount, end: offset) else {
      throw damaged("section table", in: path)
    }
    self.file = file
    self.id = id
    self.version = version
    self.sections = sections
    verifier = try Self.verifier(file, id: id, version: version, sections, forSalvage: forSalvage)
  }

  private static func sections(_ table: UnsafeRawBufferPointer, count: Int, end: Int) -> [Section]? {
    var rows = ByteReader(table)
    var sections: [Section] = []
    sections.reserveCapacity(count)
    for _ in 0..<count {
      guard let id = rows.u32(), rows.u32() != nil, let offset = rows.count64(), let length = rows.count64(),
        let hash = rows.u64(), offset <= end, length <= end - offset
      else { return nil }
      sections.append(Section(id: id, range: offset..<(offset + length), hash: hash))
    }
    return sections
  }

  private static func verifier(
    _ file: MappedFile, id: UInt64, version: UInt32, _ sections: [Section], forSalvage: Bool
  ) throws(SegmentError) -> PageVerifier {
    func bySection() -> PageVerifier {
      let checksums = SectionChecksumReader(file: file.bytes, sections: sections)
      return PageVerifier(file) { checksums.isSound($0) }
    }
    guard version >= SegmentFormat.firstWithPageChecksums else { return bySection() }
    func section(_ id: SectionID) -> Section? { sections.first { $0.id == id.rawValue } }
    guard let pages = section(.pageChecksums), let roots = section(.pageChecksumRoots),
      let checksums = PageChecksumReader(
        file: file.bytes, checksums: pages.range, roots: roots.range, rootsHash: roots.hash, segmentID: id)
    else {
      if forSalvage { return bySection() }
      throw damaged(SectionID.pageChecksums.title, in: file.path)
    }
    return PageVerifier(file) { checksums.isSound($0) }
  }

  /// Whether its grams are `RunGrams`.
  var isRun: Bool { version == SegmentFormat.runVersion }

  /// nil for a section that is not there.
  func bytes(of id: SectionID) -> FileBytes? {
    sections.first { $0.id == id.rawValue }.flatMap { verifier.fileBytes.part($0.range) }
  }

  /// - Throws: `SegmentError` when what was read by callers that could not be told was damaged.
  func throwNotedDamage() throws(SegmentError) {
    if file.hasFaulted { throw SegmentError(reason: .unreadable, path: file.path) }
    guard let byteOffset = verifier.notedDamage else { return }
    throw damaged(title(ofSectionAt: byteOffset), in: file.path)
  }

  private func title(ofSectionAt byteOffset: Int) -> String {
    let section = sections.first { $0.range.contains(byteOffset) }
    return section.flatMap { SectionID(rawValue: $0.id) }?.title ?? "head"
  }

  /// Compares every section with its checksum.
  /// - Throws: `SegmentError` that names the first damaged section.
  /// - Complexity: linear in the file.
  func verifyChecksums() throws(SegmentError) {
    file.adviseSequential()
    for section in sections {
      var hash = Hash64()
      forEachPiece(of: UnsafeRawBufferPointer(rebasing: file.bytes[section.range])) { hash.update($0) }
      if file.hasFaulted { throw SegmentError(reason: .unreadable, path: file.path) }
      if hash.finish() != section.hash {
        throw damaged(SectionID(rawValue: section.id)?.title ?? "section \(section.id)", in: file.path)
      }
    }
    verifier.markAllSound()
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
}
