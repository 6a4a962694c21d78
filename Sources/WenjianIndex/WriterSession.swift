import WenjianBytes
package import WenjianModel
package import WenjianSegment
import WenjianStream

/// The one writer of an index: gathers documents into batches, writes each full batch as a segment, and makes
/// all of it visible at once with `commit()`. Until then readers see the last commit, and so they do when the
/// process is killed at any point.
package final class WriterSession {
  package static let keyLimit = 4096

  package enum Mode: Sendable {
    /// Add to what is there; a document with a key that is there replaces the old one.
    case append
    /// The new documents become the whole index.
    case replaceAll
  }

  private let path: String
  /// `.append` after the first commit: the session that replaced everything goes on with what it made.
  private var mode: Mode
  private let parameters: SegmentParameters
  private let lock: WriterLock
  /// The directory did not stand before; nobody wants it when nothing is committed.
  private let madeDirectory: Bool
  private var base: Manifest?
  private let batches: BatchQueue
  private var builder: SegmentBuilder
  private var runs: [UInt64] = []
  private var added = 0
  /// For each removed key, how many documents the session had added by then.
  private var removals: [String: Int] = [:]
  /// Files of this session that no commit names yet.
  private var uncommitted: Set<UInt64> = []

  /// Opens an index for writing and creates it when there is none.
  /// - Parameter threadCount: how many threads write full batches beside the caller's, which reads and scans; 0 for
  ///   none. The index is the same with any number.
  /// - Throws: `IndexError` (locked, foreign directory, …), `FileError`.
  package init(
    path: String, mode: Mode = .append, parameters: SegmentParameters = SegmentParameters(),
    threadCount: Int = 0
  ) throws {
    self.path = path
    self.mode = mode
    self.parameters = parameters
    madeDirectory = FileOperations.kind(of: path) == nil
    try Self.prepareDirectory(path)
    lock = try WriterLock(directory: path)
    batches = BatchQueue(parameters: parameters, threadCount: threadCount)
    builder = batches.emptyBuilder()
    do {
      base = try IndexSnapshot.readManifest(in: path)
    } catch let error as IndexError where error.reason == .notAnIndex {
      // Somebody's file of that name is not ours to replace.
      guard FileOperations.kind(of: path + "/" + Manifest.fileName) == nil else {
        throw IndexError(.foreignDirectory(name: Manifest.fileName), path: path)
      }
      base = nil
    } catch let error as IndexError where mode == .replaceAll && error.reason != .missing {
      // What cannot be read, or was made with other rules, is about to be replaced as a whole.
      base = nil
    }
  }

  deinit {
    for id in uncommitted { try? FileOperations.remove(file(id)) }
    if base == nil {
      // Nothing was committed here: leave no trace that looks like half an index.
      if FileOperations.kind(of: path + "/" + Manifest.fileName) == nil {
        for name in (try? FileOperations.names(in: path)) ?? [] where Self.isOurs(name) {
          try? FileOperations.remove(path + "/" + name)
        }
      }
      try? FileOperations.remove(path + "/" + WriterLock.fileName)
      if madeDirectory { FileOperations.removeDirectory(path) }
    }
  }

  private static func prepareDirectory(_ path: String) throws {
    guard FileOperations.kind(of: path) != nil else {
      try FileOperations.makeDirectory(path)
      return
    }
    let names = try FileOperations.names(in: path)
    if names.contains(Manifest.fileName) { return }
    let foreign = names.sorted().first { name in
      !(name == "README.md" || name.hasPrefix(".") || name == WriterLock.fileName
        || name == Manifest.fileName + ".new" || isOurs(name))
    }
    if let foreign { throw IndexError(.foreignDirectory(name: foreign), path: path) }
  }

  private static func isOurs(_ name: String) -> Bool {
    // What was being written when a process was killed.
    if name.hasSuffix(".new") { return isOurs(String(name.dropLast(4))) }
    return (name.hasPrefix("segment-") && name.hasSuffix(".wjs"))
      || (name.hasPrefix("deletions-") && name.hasSuffix(".wjd"))
      || (name.hasPrefix("relations-") && name.hasSuffix(".wjr"))
  }

  private func file(_ id: UInt64) -> String { path + "/" + SegmentFormat.fileName(id) }

  /// What was read over in the documents added so far.
  package private(set) var repairs = Repairs()
  /// XXH64 of the text added last, as the index keeps it.
  package private(set) var lastContentHash: UInt64 = 0

  /// Adds a document, in place of an earlier one with the same key.
  /// - Parameter text: valid UTF-8.
  /// - Throws: `IndexError` for a bad key; `FileError` when an earlier batch could not be written.
  package func add(_ fields: DocumentFields, text: UnsafeRawBufferPointer) throws {
    if fields.key.isEmpty { throw IndexError(.keyIsEmpty, path: path) }
    if fields.key.utf8.count > Self.keyLimit {
      throw IndexError(.keyTooLong(byteCount: fields.key.utf8.count), path: path)
    }
    try batches.throwFailure()
    repairs += builder.add(fields, text: text)
    lastContentHash = builder.lastContentHash
    added += 1
    if builder.textBytes >= Self.preparationBytes { batches.prepare() }
    if builder.isFull { try flush() }
  }

  /// With so much text a batch will come that is worth preparing for.
  private static let preparationBytes = 1 << 20

  /// Removes the document with a key, whether committed or added in this session.
  package func remove(key: String) { removals[key] = added }

  private func flush() throws {
    guard builder.documentCount > 0 else { return }
    // Batches that cannot be written are held in memory: a caller who goes on regardless must not fill it.
    try batches.retryFailed()
    let id = newID()
    runs.append(id)
    batches.write(builder, id: id, to: file(id))
    builder = batches.emptyBuilder()
    try batches.throwFailure()
  }

  private func newID() -> UInt64 {
    let id = UInt64.random(in: 1...UInt64.max)
    uncommitted.insert(id)
    return id
  }

  /// Makes everything added and removed visible at once, durably.
  /// - Throws: `FileError`; then either the last commit still stands or, when only the sync behind the rename failed,
  ///   the new one. The session can be committed again.
  package func commit() throws -> CommitResult {
    try flush()
    try batches.finish()
    var entries = mode == .replaceAll ? [] : base?.segments ?? []
    let generation = (base?.generation ?? 0) + 1
    let fresh = try joinRuns().map { try Segment.open(path: file($0), id: $0) }
    var deleted = try markDeletions(&entries, replacedBy: fresh, generation: generation)
    var first = 0
    for segment in fresh {
      var doomed = duplicates(in: segment)
      for (key, count) in removals {
        if let document = segment.documents.document(forKey: key), first + document < count {
          doomed.append(UInt32(document))
        }
      }
      deleted += doomed.count
      try append(segment, Deletions(doomed), to: &entries, generation: generation)
      first += segment.documents.count
    }
    let views = try entries.map { try IndexSnapshot.view($0, in: path) }
    var manifest = Manifest(generation: generation, analyzer: .current, segments: entries)
    var result = CommitResult(
      generation: generation, added: added, removed: deleted,
      documents: views.reduce(0) { $0 + $1.liveDocumentCount })
    if let relations = DocumentRelations.file(views) {
      try FileOperations.replace(
        path + "/" + DocumentRelations.fileName(generation: generation), with: relations.bytes, in: path)
      manifest.relationsGeneration = generation
      (result.copyGroups, result.copies) = (relations.copyGroups, relations.copies)
    }
    // From here on the commit may stand, even if what follows the rename fails: the files it names are no longer
    // this session's to remove. If it does not stand, the next commit removes them.
    for entry in entries { uncommitted.remove(entry.segmentID) }
    try FileOperations.replace(
      path + "/" + Manifest.fileName, with: manifest.bytes, in: path)
    base = manifest
    mode = .append
    runs = []
    added = 0
    removals = [:]
    removeUnused(manifest)
    return result
  }

  /// Merges the runs of the session into as few segments as positions allow.
  private func joinRuns() throws -> [UInt64] {
    guard runs.count > 1 else {
      // A single run was written without waiting for the disk.
      if let only = runs.first { try FileOperations.syncFile(file(only)) }
      return runs
    }
    var waiting = runs
    var joined: [UInt64] = []
    while !waiting.isEmpty {
      var group: [Segment] = []
      var positions = 0
      for run in waiting {
        let segment = try Segment.open(path: file(run), id: run)
        positions += segment.statistics.positionCount
        if !group.isEmpty, positions >= SegmentFormat.positionLimit { break }
        group.append(segment)
      }
      waiting.removeFirst(group.count)
      if group.count == 1 {
        try FileOperations.syncFile(group[0].path)
        joined.append(group[0].id)
        continue
      }
      let id = newID()
      try SegmentMerger(group, threadCount: batches.threadCount).write(to: file(id), id: id)
      joined.append(id)
      // Before anything else can fail, so that a commit that is tried again goes on from here.
      runs = joined + waiting
      for source in group where (try? FileOperations.remove(source.path)) != nil {
        uncommitted.remove(source.id)
      }
    }
    return joined
  }

  /// All but the last document of each key.
  private func duplicates(in segment: Segment) -> [UInt32] {
    let documents = segment.documents
    var doomed: [UInt32] = []
    var kept = 0
    for index in 0..<documents.count {
      let document = documents.documentInKeyOrder(index)
      if index > 0 {
        let other = documents.documentInKeyOrder(kept)
        if documents.keyBytes(of: document).elementsEqual(documents.keyBytes(of: other)) {
          doomed.append(UInt32(min(document, other)))
          if document > other { kept = index }
          continue
        }
      }
      kept = index
    }
    return doomed
  }

  /// Marks what the session removed or replaced in the segments of earlier commits.
  /// - Returns: how many documents.
  private func markDeletions(
    _ entries: inout [Manifest.Entry], replacedBy fresh: [Segment], generation: Int
  ) throws -> Int {
    guard !entries.isEmpty, !fresh.isEmpty || !removals.isEmpty else { return 0 }
    var count = 0
    var kept: [Manifest.Entry] = []
    for entry in entries {
      let view = try IndexSnapshot.view(entry, in: path)
      let documents = view.segment.documents
      var doomed = Set(view.deletions?.documents ?? [])
      let before = doomed.count
      for key in removals.keys {
        if let document = documents.document(forKey: key) { doomed.insert(UInt32(document)) }
      }
      for segment in fresh {
        for document in 0..<segment.documents.count {
          let key = segment.documents.key(of: document)
          if let old = documents.document(forKey: key) { doomed.insert(UInt32(old)) }
        }
      }
      count += doomed.count - before
      if doomed.count == documents.count { continue }  // nothing of it is left
      var entry = entry
      if doomed.count > before {
        entry.deletionsGeneration = generation
        let deletions = try Deletions(doomed, besides: view.deletions, in: view.segment)
        try write(deletions, entry.segmentID, generation)
      }
      kept.append(entry)
    }
    entries = kept
    return count
  }

  private func append(
    _ segment: Segment, _ deletions: Deletions, to entries: inout [Manifest.Entry], generation: Int
  ) throws {
    guard deletions.count < segment.documents.count else { return }
    if deletions.count > 0 {
      try write(try Deletions(deletions.documents, besides: nil, in: segment), segment.id, generation)
    }
    entries.append(
      Manifest.Entry(
        segmentID: segment.id, documentCount: segment.documents.count,
        deletionsGeneration: deletions.count > 0 ? generation : 0))
  }

  private func write(_ deletions: Deletions, _ id: UInt64, _ generation: Int) throws(FileError) {
    try FileOperations.replace(
      path + "/" + Deletions.fileName(id, generation: generation),
      with: deletions.bytes(segmentID: id), in: path)
  }

  /// Removes files of ours that the commit does not name: of older commits, and of sessions that were killed.
  /// Failing is no harm: the next commit tries again.
  private func removeUnused(_ manifest: Manifest) {
    var used = Set<String>()
    for entry in manifest.segments {
      used.insert(SegmentFormat.fileName(entry.segmentID))
      if entry.deletionsGeneration > 0 {
        used.insert(
          Deletions.fileName(entry.segmentID, generation: entry.deletionsGeneration))
      }
    }
    if manifest.relationsGeneration > 0 {
      used.insert(DocumentRelations.fileName(generation: manifest.relationsGeneration))
    }
    for name in (try? FileOperations.names(in: path)) ?? [] where Self.isOurs(name) {
      if !used.contains(name) { try? FileOperations.remove(path + "/" + name) }
    }
  }
}
