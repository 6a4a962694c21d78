import WenjianBytes
import WenjianSegment

/// Which documents of a commit are copies of each other, and which are versions of one law.
///
/// The file: magic u64, u64 what it is of (`identity`), u32 groups of copies, u32 documents in them, u32 groups of
/// versions, u32 documents in them, the copies and the versions as `DocumentGroups`, u64 XXH64 of all before it. It is
/// mapped when somebody asks, and read where the question leads.
package final class DocumentRelations: Sendable {
  private static let magic: UInt64 = 0x0A0D_4C45_524A_578D

  package let copies: DocumentGroups
  package let versions: DocumentGroups
  /// The first document number of each segment, and behind the last the number of documents.
  private let bases: [Int]
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
    return hash64(writer.bytes)
  }

  /// The file of a commit; nil when its documents have nothing to do with each other.
  static func file(_ views: [SegmentView]) -> (bytes: [UInt8], copyGroups: Int, copies: Int)? {
    let found = RelationFinder(views)
    if found.copies.isEmpty, found.versions.isEmpty { return nil }
    let writer = ByteWriter(capacity: 1 << 12)
    writer.append(magic)
    writer.append(identity(of: views))
    for groups in [found.copies, found.versions] {
      writer.append(UInt32(groups.count))
      writer.append(UInt32(groups.reduce(0) { $0 + $1.count }))
    }
    DocumentGroups.write(found.copies, to: writer)
    DocumentGroups.write(found.versions, to: writer)
    writer.append(hash64(writer.bytes))
    let copies = found.copies.reduce(0) { $0 + $1.count - 1 }
    return ([UInt8](writer.bytes), found.copies.count, copies)
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
    guard reader.u64() == Self.magic, let identity = reader.u64(), let copyGroups = reader.count32(),
      let copyMembers = reader.count32(), let versionGroups = reader.count32(),
      let versionMembers = reader.count32(),
      let copies = DocumentGroups(&reader, count: copyGroups, memberCount: copyMembers),
      let versions = DocumentGroups(&reader, count: versionGroups, memberCount: versionMembers),
      reader.u64() != nil, reader.isAtEnd
    else { return nil }
    self.copies = copies
    self.versions = versions
    self.identity = identity
    var bases = [0]
    for view in views { bases.append((bases.last ?? 0) + view.segment.documents.count) }
    self.bases = bases
    self.bytes = bytes
  }

  private func isOf(_ views: [SegmentView]) -> Bool { identity == Self.identity(of: views) }

  package var byteCount: Int { bytes.count }

  /// Whether the bytes are those that were written.
  /// - Complexity: linear in the file.
  var isWhole: Bool {
    hash64(UnsafeRawBufferPointer(rebasing: bytes.all.dropLast(8))) == load64(bytes.start, bytes.count - 8)
      && !bytes.hasFaulted
  }

  /// Whether a page of the file could not be read since it was opened.
  var hasFaulted: Bool { bytes.hasFaulted }

  /// The number of a document through all segments.
  package func number(view: Int, document: Int) -> Int { bases[view] + document }

  /// The numbers of a segment's documents.
  package func numbers(ofView view: Int) -> Range<Int> { bases[view]..<bases[view + 1] }

  /// Where a document is; nil for a number that there is none of, from damaged bytes.
  func place(of number: UInt32) -> (view: Int, document: Int)? {
    let number = Int(number)
    var low = 0
    var high = bases.count - 1
    guard number < bases[high] else { return nil }
    while high - low > 1 {  // bases[low] <= number < bases[high]
      let middle = (low + high) / 2
      if bases[middle] <= number { low = middle } else { high = middle }
    }
    return (low, number - bases[low])
  }
}

/// The bytes of relations: a map of their file, or a copy.
private final class RelationBytes: Sendable {
  nonisolated(unsafe) let start: UnsafeRawPointer
  let count: Int
  private let file: MappedFile?

  init(_ file: MappedFile) {
    self.file = file
    // An empty file has an address all the same.
    start = file.bytes.baseAddress.unsafelyUnwrapped
    count = file.bytes.count
  }

  init(_ bytes: [UInt8]) {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    room.copyBytes(from: bytes)
    start = UnsafeRawPointer(room.baseAddress.unsafelyUnwrapped)
    count = bytes.count
    file = nil
  }

  deinit { if file == nil { start.deallocate() } }

  var all: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
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
