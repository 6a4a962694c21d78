import Synchronization
import WenjianBytes
package import WenjianSegment
package import WenjianStream

/// One segment as a commit sees it.
package struct SegmentView: Sendable {
  package let segment: Segment
  /// nil when every document is live.
  package let deletions: Deletions?

  package var liveDocumentCount: Int {
    segment.statistics.documentCount - (deletions?.count ?? 0)
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
  /// The commit that wrote which documents are copies and versions; 0 when there are none.
  private let relationsGeneration: Int
  /// The commit that wrote what the index was made of; 0 when that is not known.
  private let sourcesGeneration: Int
  /// What was opened of it.
  private let openedRelations = Mutex<DocumentRelations?>(nil)

  /// Opens the last commit.
  /// - Throws: `IndexError`, `SegmentError`, `FileError`.
  /// - Complexity: linear in the segments, whatever their size.
  package static func open(_ path: String) throws -> IndexSnapshot {
    var opened: [UInt64: Segment] = [:]
    var manifest = try readManifest(in: path)
    while true {
      do {
        return try IndexSnapshot(path: path, manifest: manifest, opened: &opened)
      } catch let error as FileError where error.isMissing {
        // A writer may remove a segment between our reading the manifest and opening the file. Then a newer manifest
        // is there, however often that happens; what is opened already stays, so that each try gets further.
        let newer = try readManifest(in: path)
        if newer == manifest { throw IndexError(.damagedManifest(what: "\(error.path) is missing"), path: path) }
        manifest = newer
      }
    }
  }

  /// - Throws: `IndexError` when there is none.
  static func readManifest(in path: String) throws -> Manifest {
    let directory = IndexDirectory(path)
    let file = directory.file(IndexDirectory.manifest)
    switch FileOperations.kind(of: file) {
    case nil: throw IndexError(FileOperations.kind(of: path) == nil ? .missing : .notAnIndex, path: path)
    case .file: break
    // Reading a pipe would wait for ever.
    default: throw IndexError(.damagedManifest(what: "it is no file"), path: path)
    }
    let bytes = try FileOperations.read(file)
    let manifest: Manifest
    do {
      manifest = try Manifest.read(bytes, path: path)
    } catch {
      // Beside segments, or empty, it is one of ours that was damaged.
      guard error.reason == .notAnIndex, try bytes.isEmpty || directory.hasSegments() else { throw error }
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
  private init(path: String, manifest: Manifest, opened: inout [UInt64: Segment]) throws {
    self.path = path
    generation = manifest.generation
    analyzer = manifest.analyzer
    relationsGeneration = manifest.relationsGeneration
    sourcesGeneration = manifest.sourcesGeneration
    var views: [SegmentView] = []
    for entry in manifest.segments {
      let view = try Self.view(entry, in: path, opened: opened[entry.segmentID])
      opened[entry.segmentID] = view.segment
      views.append(view)
    }
    self.views = views
  }

  /// - Parameter opened: the segment, when it is open already.
  static func view(_ entry: Manifest.Entry, in path: String, opened: Segment? = nil) throws -> SegmentView {
    let segment =
      try opened
      ?? Segment.open(path: path + "/" + SegmentFormat.fileName(entry.segmentID), id: entry.segmentID)
    guard segment.statistics.documentCount == entry.documentCount else {
      throw IndexError(.damagedManifest(what: "document count of a segment"), path: path)
    }
    guard entry.deletionsGeneration > 0 else { return SegmentView(segment: segment, deletions: nil) }
    let file =
      path + "/"
      + Deletions.fileName(
        entry.segmentID, generation: entry.deletionsGeneration)
    let bytes = try FileOperations.read(file)
    guard let deletions = Deletions.read(bytes, segmentID: entry.segmentID) else {
      throw IndexError(.damagedManifest(what: "deletions of a segment"), path: path)
    }
    return SegmentView(segment: segment, deletions: deletions)
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
      return opened
    }
  }

  /// - Throws: `SegmentError` or `IndexError` when something that was read from a file of the index was damaged or could
  ///   not be read.
  /// - Complexity: linear in the segments.
  package func throwNotedDamage() throws {
    for view in views { try view.segment.throwNotedDamage() }
    if openedRelations.withLock({ $0?.hasFaulted ?? false }) {
      throw IndexError(.damagedManifest(what: "copies and versions cannot be read"), path: path)
    }
  }

  /// What the index was made of, as it was given to `WriterSession.commit(sources:)`; nil when that is not known, or of a
  /// commit that is gone.
  /// - Throws: `FileError`.
  package func sources() throws -> [UInt8]? {
    guard sourcesGeneration > 0 else { return nil }
    do {
      return try FileOperations.read(IndexDirectory(path).sources(generation: sourcesGeneration))
    } catch {
      if error.isMissing { return nil }
      throw error
    }
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
