import Synchronization
import WenjianBytes
package import WenjianSegment
package import WenjianStream
import WenjianThreads

/// One segment as a commit sees it.
package struct SegmentView: Sendable {
  package let segment: Segment
  /// nil when every document is live.
  package let deletions: Deletions?

  package init(segment: Segment, deletions: Deletions?) {
    self.segment = segment
    self.deletions = deletions
  }

  /// Which documents stay when the segment is merged.
  var documentMap: DocumentMap {
    DocumentMap(count: segment.documents.count, removing: deletions?.documents ?? [])
  }

  package var liveDocumentCount: Int {
    segment.statistics.documentCount - (deletions?.count ?? 0)
  }

  /// Whether both are the same segment, opened once, with the same documents deleted.
  package func isSame(as other: SegmentView) -> Bool {
    segment === other.segment && deletions?.documents == other.deletions?.documents
  }

  /// The live documents that hold an element of the segment, and its occurrences in them.
  /// - Returns: nil when that is not stored.
  package func counts(ofElement element: Int) -> (documents: Int, occurrences: Int)? {
    guard let counts = segment.elementCounts?.counts(of: element) else { return nil }
    guard let deletions else { return counts }
    guard let deleted = deletions.share(of: element) else { return nil }
    return (
      max(counts.documents - Int(deleted.documents), 0), max(counts.occurrences - Int(deleted.occurrences), 0)
    )
  }
}

/// One commit of an index, opened for reading; it stays as it is, whatever is committed after it.
package final class IndexSnapshot: Sendable {
  package let path: String
  package let generation: Int
  package let analyzer: AnalyzerFingerprint
  package let views: [SegmentView]
  private let openedViews: [OpenedView]
  /// nil of a snapshot in memory.
  private let manifestFile: ManifestFile?
  /// The commit that wrote which documents are copies and versions; 0 when there are none.
  private let relationsGeneration: Int
  /// The commit that wrote what the index was made of; 0 when that is not known.
  private let sourcesGeneration: Int
  /// What was opened of it.
  private let openedRelations = Locked<DocumentRelations?>(nil)
  /// Whether there is any: asked after every search, which a lock would lengthen.
  private let hasOpenedRelations = Atomic<Bool>(false)

  /// Opens the last commit.
  /// - Throws: `IndexError`, `SegmentError`, `FileError`.
  /// - Complexity: linear in the segments, whatever their size.
  package static func open(_ path: String) throws -> IndexSnapshot {
    try open(path, manifestFile(in: path), opened: [])
  }

  /// The last commit: this snapshot itself as long as that is its own, else one that shares with it the segments that
  /// both name. Damage that was met is opened again.
  /// - Throws: as `open`; this snapshot stays as it is.
  /// - Complexity: reading the manifest, and opening what is new.
  package func refreshed() throws -> IndexSnapshot {
    guard let manifestFile else { return self }
    let newest = try Self.manifestFile(in: path)
    if newest == manifestFile, (try? throwNotedDamage()) != nil { return self }
    let sound = openedViews.filter { (try? $0.view.segment.throwNotedDamage()) != nil }
    return try Self.open(path, newest, opened: sound)
  }

  /// - Parameter opened: what is open already; of each segment the last one counts. An array, because they are few, and the types
  ///   of a dictionary are a fifteenth of what a new process does to open an index.
  private static func open(
    _ path: String, _ manifestFile: ManifestFile, opened: [OpenedView]
  ) throws -> IndexSnapshot {
    var (opened, manifestFile) = (opened, manifestFile)
    while true {
      do {
        return try IndexSnapshot(path: path, manifestFile: manifestFile, opened: &opened)
      } catch let error as FileError where error.isMissing {
        // A writer may remove a segment between our reading the manifest and opening the file. Then a newer manifest
        // is there, however often that happens; what is opened already stays, so that each try gets further.
        let newer = try Self.manifestFile(in: path)
        if newer == manifestFile {
          throw IndexError(.damagedManifest(what: "\(error.path) is missing"), path: path)
        }
        manifestFile = newer
      }
    }
  }

  /// A manifest as it was read. Another commit has other bytes; where a directory was put back from a copy and committed to
  /// again, they may be the same, and the file is another one.
  private struct ManifestFile: Equatable {
    var bytes: [UInt8]
    var identity: FileOperations.Identity?
  }

  /// - Throws: `IndexError` when there is none.
  static func readManifest(in path: String) throws -> Manifest {
    try manifest(manifestFile(in: path).bytes, in: path)
  }

  private static func manifestFile(in path: String) throws -> ManifestFile {
    let file = IndexDirectory(path).file(IndexDirectory.manifest)
    switch FileOperations.kind(of: file) {
    case nil: throw IndexError(FileOperations.kind(of: path) == nil ? .missing : .notAnIndex, path: path)
    case .file: break
    // Reading a pipe would wait for ever.
    default: throw IndexError(.damagedManifest(what: "it is no file"), path: path)
    }
    // Before the bytes: what is replaced in between is found to be another one the next time.
    let identity = FileOperations.identity(of: file)
    return ManifestFile(bytes: try FileOperations.read(file), identity: identity)
  }

  private static func manifest(_ bytes: [UInt8], in path: String) throws -> Manifest {
    let manifest: Manifest
    do {
      manifest = try Manifest.read(bytes, path: path)
    } catch {
      // Beside segments, or empty, it is one of ours that was damaged.
      guard error.reason == .notAnIndex, try bytes.isEmpty || !IndexDirectory(path).segmentIDs().isEmpty else {
        throw error
      }
      throw IndexError(.damagedManifest(what: "its first line cannot be read"), path: path)
    }
    guard manifest.analyzer.matches(.current) else {
      throw IndexError(
        .otherAnalyzer(
          fold: manifest.analyzer.foldVersion, stream: manifest.analyzer.streamVersion), path: path)
    }
    return manifest
  }

  /// - Parameter opened: segments that are open already, and those that this opens.
  private init(path: String, manifestFile: ManifestFile, opened: inout [OpenedView]) throws {
    let manifest = try Self.manifest(manifestFile.bytes, in: path)
    self.path = path
    self.manifestFile = manifestFile
    generation = manifest.generation
    analyzer = manifest.analyzer
    relationsGeneration = manifest.relationsGeneration
    sourcesGeneration = manifest.sourcesGeneration
    var openedViews: [OpenedView] = []
    for entry in manifest.segments {
      let known = opened.last { $0.view.segment.id == entry.segmentID }
      let view = try Self.view(entry, in: path, opened: known)
      opened.append(view)
      openedViews.append(view)
    }
    self.openedViews = openedViews
    views = openedViews.map(\.view)
  }

  /// A snapshot of segments in memory, of no directory.
  /// - Parameters:
  ///   - path: where the documents are from, for messages.
  ///   - generation: of the commit that they are of.
  package init(inMemory segments: [SegmentView], path: String, generation: Int) {
    self.path = path
    self.generation = generation
    manifestFile = nil
    analyzer = .current
    relationsGeneration = 0
    sourcesGeneration = 0
    openedViews = []
    views = segments
  }

  /// A segment that is open, with the checksum of the deletions that were read for it.
  private struct OpenedView: Sendable {
    let view: SegmentView
    /// nil when there are none.
    let deletionsChecksum: UInt64?
  }

  static func view(_ entry: Manifest.Entry, in path: String) throws -> SegmentView {
    try view(entry, in: path, opened: nil).view
  }

  /// - Parameter opened: the segment, when it is open already, with deletions that may be other ones.
  private static func view(_ entry: Manifest.Entry, in path: String, opened: OpenedView?) throws -> OpenedView {
    let segment =
      try opened?.view.segment
      ?? Segment.open(path: path + "/" + SegmentFormat.fileName(entry.segmentID), id: entry.segmentID)
    guard segment.statistics.documentCount == entry.documentCount else {
      throw IndexError(.damagedManifest(what: "document count of a segment"), path: path)
    }
    guard entry.deletionsGeneration > 0 else {
      return OpenedView(view: SegmentView(segment: segment, deletions: nil), deletionsChecksum: nil)
    }
    let file =
      path + "/"
      + Deletions.fileName(
        entry.segmentID, generation: entry.deletionsGeneration)
    let bytes = try FileOperations.read(file)
    // By content, not by the number of their commit: a directory that was put back from a copy counts on from there.
    let checksum = Deletions.checksum(in: bytes)
    if let opened, opened.deletionsChecksum != nil, opened.deletionsChecksum == checksum { return opened }
    guard let deletions = Deletions.read(bytes, segmentID: entry.segmentID) else {
      throw IndexError(.damagedManifest(what: "deletions of a segment"), path: path)
    }
    return OpenedView(view: SegmentView(segment: segment, deletions: deletions), deletionsChecksum: checksum)
  }

  /// Which documents are copies or versions of each other; nil when the commit knows of none.
  /// - Throws: `IndexError` when the file is damaged, `FileError`.
  /// - Complexity: constant; linear in the file when it is first asked for.
  package func relations() throws -> DocumentRelations? {
    guard relationsGeneration > 0 else { return nil }
    return try openedRelations.withLock { opened in
      if opened == nil {
        opened = try DocumentRelations.open(
          path + "/" + DocumentRelations.fileName(generation: relationsGeneration), index: path, views: views)
      }
      hasOpenedRelations.store(true, ordering: .releasing)
      return opened
    }
  }

  /// - Throws: `SegmentError` or `IndexError` when something that was read from a file of the index was damaged or could
  ///   not be read.
  /// - Complexity: linear in the segments.
  package func throwNotedDamage() throws {
    for view in views { try view.segment.throwNotedDamage() }
    if hasOpenedRelations.load(ordering: .acquiring), openedRelations.withLock({ $0?.hasFaulted ?? false }) {
      throw IndexError(.damagedManifest(what: "copies and versions cannot be read"), path: path)
    }
  }

  /// What the index was made of, as it was given to `WriterSession.commit(sources:)`; nil when that is not known, or of a
  /// commit that is gone.
  /// - Throws: `FileError`.
  package func sources() throws -> [UInt8]? {
    guard sourcesGeneration > 0 else { return nil }
    do {
      return try SourcesFile.read(IndexDirectory(path).sources(generation: sourcesGeneration))
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// The bytes of the file that says what the index was made of; nil when there is none, or it is gone.
  package var sourcesByteCount: Int? {
    guard sourcesGeneration > 0 else { return nil }
    return FileOperations.status(of: IndexDirectory(path).sources(generation: sourcesGeneration))?.byteCount
  }

  package var documentCount: Int { views.reduce(0) { $0 + $1.liveDocumentCount } }

  /// The document with a key, or nil.
  package func document(forKey key: String) -> (view: Int, document: Int)? {
    for (index, view) in views.enumerated().reversed() {
      if let document = view.segment.documents.document(forKey: key),
        view.deletions?.contains(UInt32(document)) != true
      {
        return (index, document)
      }
    }
    return nil
  }
}
