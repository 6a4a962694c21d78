import WenjianBytes
import WenjianSegment

/// Which documents of a commit are copies of each other, and which are versions of one law.
///
/// The file: magic u64, u64 what it is of (`identity`), u32 groups of copies, u32 documents in them, u32 groups of
/// versions, u32 documents in them, the copies and the versions as `DocumentGroups`, u32 pairs, for each (u32 document,
/// u32 document, u32 similarity as in `CopyPair`), u64 XXH64 of all before it. It is mapped when it is asked for, and read
/// where the question leads. The pairs are what the groups of copies were made of besides texts that are the same to the
/// byte; the next commit begins with them. Files from before they were kept have the other magic and end with the
/// versions.
package final class DocumentRelations: Sendable {
  private static let magic: UInt64 = 0x0A0D_324C_524A_578D
  private static let magicWithoutPairs: UInt64 = 0x0A0D_4C45_524A_578D

  package let copies: DocumentGroups
  package let versions: DocumentGroups
  /// nil in files from before they were kept.
  private let pairBytes: FileBytes?
  private let numbering: DocumentNumbering
  private let bytes: RelationBytes
  /// What they are of.
  private let identity: UInt64

  static func fileName(generation: Int) -> String { "relations-\(generation).wjr" }

  /// Tells the commit that groups are of from others that had the same number because they failed.
  static func identity(of views: [SegmentView]) -> UInt64 {
    let writer = ByteWriter(capacity: 16 * views.count)
    for view in views {
      writer.append(view.segment.id)
      writer.append(UInt64(view.deletions?.count ?? 0))
    }
    return writer.checksum
  }

  /// The file of a commit; nil when its documents have nothing to do with each other.
  /// - Parameter known: what the commit before found; nil to compare all documents with each other.
  static func file(
    _ views: [SegmentView], _ known: KnownRelations? = nil
  ) -> (bytes: [UInt8], copyGroups: Int, copies: Int)? {
    let found = RelationFinder(views, known)
    if found.copies.isEmpty, found.versions.isEmpty, found.pairs.isEmpty { return nil }
    let writer = ByteWriter(capacity: 1 << 12)
    writer.append(magic)
    writer.append(identity(of: views))
    for groups in [found.copies, found.versions] {
      writer.append(UInt32(groups.count))
      writer.append(UInt32(groups.reduce(0) { $0 + $1.count }))
    }
    DocumentGroups.write(found.copies, to: writer)
    DocumentGroups.write(found.versions, to: writer)
    writer.append(UInt32(found.pairs.count))
    for pair in found.pairs {
      for number in [pair.first, pair.second, pair.similarity] { writer.append(number) }
    }
    writer.append(writer.checksum)
    let copies = found.copies.reduce(0) { $0 + $1.count - 1 }
    return (writer.array, found.copies.count, copies)
  }

  /// Opens the relations of a commit.
  ///
  /// A later commit removes the file, while a snapshot of this one may stand and not have opened it. Then, and where the
  /// file is of a commit that failed, the groups are found again: they depend on the documents alone.
  ///
  /// - Throws: `IndexError` when the file is damaged, `FileError`.
  /// - Complexity: linear in the file.
  static func open(_ path: String, index: String, views: [SegmentView]) throws -> DocumentRelations {
    let file: MappedFile
    do {
      file = try MappedFile(path: path)
    } catch {
      guard error.isMissing else { throw error }
      return try found(views, index: index)
    }
    // All of it is checked at once: it has twelve bytes for each document that has a copy.
    guard let relations = DocumentRelations(RelationBytes(file), views), relations.isWhole else {
      throw IndexError(.damagedManifest(what: path), path: index)
    }
    return relations.isOf(views) ? relations : try found(views, index: index)
  }

  private static func found(_ views: [SegmentView], index: String) throws -> DocumentRelations {
    guard let file = file(views), let relations = DocumentRelations(RelationBytes(file.bytes), views) else {
      throw IndexError(.damagedManifest(what: "copies that are no longer there"), path: index)
    }
    return relations
  }

  /// - Returns: nil when the bytes cannot be what they should be.
  private init?(_ bytes: RelationBytes, _ views: [SegmentView]) {
    var reader = ByteReader(bytes.all)
    let magic = reader.u64()
    guard magic == Self.magic || magic == Self.magicWithoutPairs, let identity = reader.u64(),
      let copyGroups = reader.count32(),
      let copyMembers = reader.count32(), let versionGroups = reader.count32(),
      let versionMembers = reader.count32(),
      let copies = DocumentGroups(&reader, count: copyGroups, memberCount: copyMembers),
      let versions = DocumentGroups(&reader, count: versionGroups, memberCount: versionMembers)
    else { return nil }
    if magic == Self.magic {
      guard let count = reader.count32(), let pairs = reader.take(count, of: Self.pairByteCount) else { return nil }
      pairBytes = pairs
    } else {
      pairBytes = nil
    }
    guard reader.u64() != nil, reader.isAtEnd else { return nil }
    self.copies = copies
    self.versions = versions
    self.identity = identity
    numbering = DocumentNumbering(views)
    self.bytes = bytes
  }

  private static let pairByteCount = 12

  /// The pairs of documents whose texts are alike; nil when they were not kept.
  /// - Complexity: linear in them.
  var pairs: [CopyPair]? {
    guard let pairBytes else { return nil }
    var reader = ByteReader(pairBytes)
    var pairs: [CopyPair] = []
    pairs.reserveCapacity(pairBytes.count / Self.pairByteCount)
    while let first = reader.u32(), let second = reader.u32(), let similarity = reader.u32() {
      pairs.append(CopyPair(first: first, second: second, similarity: similarity))
    }
    return pairs
  }

  private func isOf(_ views: [SegmentView]) -> Bool { identity == Self.identity(of: views) }

  package var byteCount: Int { bytes.all.count }

  /// Whether the bytes are those that were written.
  /// - Complexity: linear in the file.
  var isWhole: Bool { bytes.all.endsInChecksum && !bytes.hasFaulted }

  /// Whether a page of the file could not be read since it was opened.
  var hasFaulted: Bool { bytes.hasFaulted }

  /// The number of a document through all segments.
  package func number(view: Int, document: Int) -> Int {
    numbering.number(view: view, document: document)
  }

  /// The numbers of a segment's documents.
  package func numbers(ofView view: Int) -> Range<Int> { numbering.numbers(ofView: view) }

  /// Where a document is; nil for a number that there is none of, from damaged bytes.
  func place(of number: UInt32) -> (view: Int, document: Int)? { numbering.place(of: number) }
}

/// The bytes of relations: a map of their file, or a copy.
private final class RelationBytes: Sendable {
  let all: FileBytes
  private let file: MappedFile?

  init(_ file: MappedFile) {
    self.file = file
    all = file.fileBytes
  }

  // SAFETY: the copy lives as long as this object, which every reader of `all` holds.
  init(_ bytes: [UInt8]) {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    unsafe room.copyBytes(from: bytes)
    all = unsafe FileBytes(UnsafeRawBufferPointer(room))
    file = nil
  }

  // SAFETY: without a file it is the copy.
  deinit { if file == nil { unsafe all.start.deallocate() } }

  var hasFaulted: Bool { file?.hasFaulted ?? false }
}

extension IndexSnapshot {
  /// The other documents of a document's group of copies, itself included, by key; empty when it has none.
  /// - Throws: `IndexError` when they are damaged, `FileError`.
  package func copies(view: Int, document: Int) throws -> [(view: Int, document: Int)] {
    guard let relations = try relations() else { return [] }
    return group(of: relations.number(view: view, document: document), in: relations.copies, relations)
  }

  /// The versions of a document's law, itself included, by date, undated ones last; empty when there is one only.
  /// - Throws: as `copies`.
  package func versions(view: Int, document: Int) throws -> [(view: Int, document: Int)] {
    guard let relations = try relations() else { return [] }
    return group(of: relations.number(view: view, document: document), in: relations.versions, relations)
  }

  /// All groups of copies, each by key, by their first key.
  package func copyGroups() throws -> [[(view: Int, document: Int)]] {
    guard let relations = try relations() else { return [] }
    return (0..<relations.copies.count).map { places(relations.copies.members(of: $0), relations) }
  }

  private func group(
    of number: Int, in groups: DocumentGroups, _ relations: DocumentRelations
  ) -> [(view: Int, document: Int)] {
    groups.group(of: number).map { places(groups.members(of: $0), relations) } ?? []
  }

  /// Only damaged bytes name documents that are not there.
  private func places(_ numbers: [UInt32], _ relations: DocumentRelations) -> [(view: Int, document: Int)] {
    numbers.compactMap { number in
      guard let place = relations.place(of: number),
        views[place.view].deletions?.contains(UInt32(place.document)) != true
      else { return nil }
      return place
    }
  }

  /// Compares the file of copies and versions with its checksum.
  package func verifyRelations() throws {
    guard let relations = try relations(), !relations.isWhole else { return }
    throw IndexError(.damagedManifest(what: "copies and versions"), path: path)
  }
}
