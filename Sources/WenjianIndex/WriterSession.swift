import WenjianBytes
package import WenjianModel
package import WenjianSegment
import WenjianStream

/// The one writer of an index: gathers documents into batches, writes each full batch as a segment, and makes
/// all of it visible at once with `commit()`. Until then readers see the last commit, and so they do when the
/// process is killed at any point.
package final class WriterSession: DocumentSink {
  package static let keyLimit = 4096

  package enum Mode: Sendable {
    /// Add to what is there; a document with a key that is there replaces the old one.
    case append
    /// The new documents become the whole index.
    case replaceAll
  }

  let directory: IndexDirectory
  /// `.append` after the first commit: the session that replaced everything goes on with what it made.
  private(set) var mode: Mode
  private let parameters: SegmentParameters
  private let lock: WriterLock
  /// The directory was not there before; it goes when nothing is committed.
  private let madeDirectory: Bool
  /// Whether there were segments and no manifest that could be read.
  private var hasLostManifest = false
  /// The last commit; nil when there is none, or one that cannot be read and is to be replaced.
  private(set) var base: Manifest?
  /// The same with its segments opened, once this session has made it.
  private var last: CommitBuilder?
  let policy: MergePolicy
  let merges: MergeQueue
  /// Segments whose merge failed in this session; it is not tried again before another session.
  var unmergeable: Set<UInt64> = []
  private let batches: BatchQueue
  private var builder: SegmentBuilder
  var runs: SessionRuns
  private var added = 0
  private var removals = KeyRemovals()

  /// Opens an index for writing and creates it when there is none.
  /// - Parameter threadCount: how many threads write full batches beside the caller's, which reads and scans; 0 for
  ///   none. The index is the same with any number.
  /// - Throws: `IndexError` (locked, foreign directory, …), `FileError`.
  package init(
    path: String, mode: Mode = .append, parameters: SegmentParameters = SegmentParameters(),
    policy: MergePolicy = MergePolicy(), threadCount: Int = 0
  ) throws {
    directory = IndexDirectory(path)
    self.mode = mode
    self.parameters = parameters
    self.policy = policy
    madeDirectory = try directory.prepare()
    lock = try WriterLock(directory: path)
    runs = SessionRuns(in: directory)
    merges = MergeQueue(in: directory, blockBytes: parameters.blockBytes, threadCount: threadCount)
    batches = BatchQueue(parameters: parameters, threadCount: threadCount)
    builder = batches.emptyBuilder()
    base = try Self.lastCommit(of: directory, mode)
    let hasManifest = FileOperations.kind(of: directory.file(IndexDirectory.manifest)) != nil
    // Left by sessions that were killed.
    if base != nil {
      directory.removeUnused(base, isDurable: false)
    } else if !hasManifest, lock.followsKilledFirstSession {
      directory.removeUnused(nil)
    }
    hasLostManifest = try base == nil && !directory.segmentIDs().isEmpty
    lock.note(isFirstSession: !hasManifest && !hasLostManifest)
  }

  /// - Returns: nil when there is none, or one that cannot be read and is to be replaced.
  private static func lastCommit(of directory: IndexDirectory, _ mode: Mode) throws -> Manifest? {
    do {
      return try IndexSnapshot.readManifest(in: directory.path)
    } catch let error as IndexError where error.reason == .notAnIndex {
      // A file of that name that is none of ours is not replaced.
      guard FileOperations.kind(of: directory.file(IndexDirectory.manifest)) == nil else {
        throw IndexError(.foreignDirectory(name: IndexDirectory.manifest), path: directory.path)
      }
      // What a lost manifest named may still be saved (`IndexSalvage`): it goes with the first commit, not before.
      return nil
    } catch let error as IndexError where mode == .replaceAll && error.reason != .missing {
      // What cannot be read, or was made with other rules, is about to be replaced as a whole.
      guard try directory.mayReplaceManifest() else { throw error }
      return nil
    }
  }

  deinit {
    // Both may be writing files that are removed below.
    merges.cancel()
    batches.wait()
    runs.removeFiles()
    // Nothing was committed here: leave no trace that looks like half an index.
    if base == nil { directory.removeTraces(madeDirectory: madeDirectory, keepsParts: hasLostManifest) }
  }

  /// The segments that this session wrote and no commit names yet.
  package var ownSegments: Set<UInt64> { runs.files }

  /// What the last commit says of the files that the index is made of; nil when it says nothing.
  /// - Throws: `FileError`.
  package func sources() throws -> [UInt8]? {
    guard let generation = base?.sourcesGeneration, generation > 0 else { return nil }
    return try SourcesFile.read(directory.sources(generation: generation))
  }

  /// What was read over in the documents added so far.
  package private(set) var repairs = Repairs()
  /// XXH64 of the text added last, as the index keeps it.
  package private(set) var lastContentHash: UInt64 = 0

  /// Adds a document, in place of an earlier one with the same key.
  /// - Parameter text: valid UTF-8.
  /// - Throws: `IndexError` for a bad key; `FileError` when an earlier batch could not be written.
  package func add(_ fields: DocumentFields, text: [UInt8]) throws {
    if fields.key.isEmpty { throw IndexError(.keyIsEmpty, path: directory.path) }
    if fields.key.utf8.count > Self.keyLimit {
      throw IndexError(.keyTooLong(byteCount: fields.key.utf8.count), path: directory.path)
    }
    try batches.throwFailure()
    repairs += builder.add(fields, text: text)
    lastContentHash = builder.lastContentHash
    added += 1
    if builder.textBytes >= Self.preparationBytes { batches.prepare() }
    if builder.isFull { try flush(isLast: false) }
  }

  /// With so much text a batch will come that is worth preparing for.
  private static let preparationBytes = 1 << 20

  /// Whether documents were added or removed since the last commit, or the next one replaces all.
  package var hasChanges: Bool { added > 0 || !removals.isEmpty || mode == .replaceAll }

  /// Whether there is a commit.
  package var hasCommit: Bool { base != nil }

  /// What the last commit holds.
  /// - Throws: `FileError`, `IndexError`, `SegmentError`.
  package func lastResult() throws -> CommitResult {
    let snapshot = try IndexSnapshot.open(directory.path)
    var result = CommitResult(
      generation: snapshot.generation, added: 0, removed: 0, documents: snapshot.documentCount)
    let groups = try snapshot.copyGroups()
    result.copyGroups = groups.count
    result.copies = groups.reduce(0) { $0 + $1.count - 1 }
    return result
  }

  /// Removes the document with a key, whether committed or added in this session.
  package func remove(key: String) { removals.remove(key, addedSoFar: added) }

  /// - Parameter isLast: whether no batch follows; if none came before either, this one is a segment of the commit.
  private func flush(isLast: Bool) throws {
    guard builder.documentCount > 0 else { return }
    // Batches that cannot be written are held in memory: a caller who goes on regardless must not fill it.
    try batches.retryFailed()
    let isRun = !isLast || !runs.ids.isEmpty
    let id = runs.append()
    batches.write(builder, id: id, to: directory.segment(id), isRun: isRun)
    builder = batches.emptyBuilder()
    try batches.throwFailure()
  }

  /// Makes everything added and removed visible at once, durably.
  /// - Returns: also whether a power cut may undo it, when only the sync behind the rename failed.
  /// - Throws: `FileError`; then the last commit is still the one that readers open. The session can be committed again.
  package func commit(sources: SourcesChange = .keep) throws -> CommitResult {
    try flush(isLast: true)
    try batches.finish()
    let fresh = try runs.join(threadCount: batches.threadCount)
    var commit = try begin()
    let finished = merges.takeFinished()
    var result: CommitResult
    do {
      var mergeFailure = try install(finished, in: &commit)
      let removed = try add(fresh, to: &commit)
      try commit.setSources(sources)
      mergeFailure = try mergeSmallSegments(of: &commit) ?? mergeFailure
      result = try write(commit)
      (result.added, result.removed) = (added, removed)
      result.mergeFailure = mergeFailure.map { String(describing: $0) }
    } catch {
      merges.giveBack(finished)
      throw error
    }
    runs.removeAll(butFiles: merges.madeIDs)
    added = 0
    removals.removeAll()
    result.syncFailure = settle()?.description
    mergeLargeSegments(of: commit, &result)
    return result
  }

  /// A commit that begins with the segments of the last one.
  func begin() throws -> CommitBuilder {
    if mode == .append, let last { return last.next() }
    return try CommitBuilder(
      after: mode == .append ? base : nil, generation: (base?.generation ?? 0) + 1, in: directory)
  }

  /// Makes a commit the one that readers open; `settle()` makes that durable.
  /// - Throws: when the last commit still stands.
  func write(_ commit: CommitBuilder) throws -> CommitResult {
    var commit = commit
    let (manifest, copyGroups, copies) = try commit.manifest()
    let path = directory.file(IndexDirectory.manifest)
    let written = try FileOperations.writeReplacement(of: path, manifest.bytes)
    // The names of the files that the manifest names, before its own.
    try FileOperations.syncDirectory(directory.path)
    // Before there is a manifest: one that is lost later was there.
    lock.note(isFirstSession: false)
    try FileOperations.rename(written, to: path)
    // From here on readers see the commit, even if what follows fails: the files that it names are no longer this
    // session's to remove, and the next commit has another number.
    runs.release(commit.segmentIDs)
    base = manifest
    last = commit
    mode = .append
    var result = CommitResult(
      generation: manifest.generation, added: 0, removed: 0, documents: commit.documentCount)
    (result.copyGroups, result.copies) = (copyGroups, copies)
    return result
  }

  /// Makes a written commit durable, and removes what only commits before it need.
  /// - Returns: why it is not durable; then nothing is removed, because a power cut may bring the one before back.
  func settle() -> FileError? {
    do throws(FileError) {
      try FileOperations.syncDirectory(directory.path)
    } catch {
      return error
    }
    directory.removeUnused(base, keeping: runs.fileNames)
    return nil
  }

  /// Deletes what the session removed or replaced, and adds what is new.
  /// - Returns: how many documents were deleted, of earlier commits and of this session.
  private func add(_ fresh: [Segment], to commit: inout CommitBuilder) throws -> Int {
    var removed = 0
    if !fresh.isEmpty || !removals.isEmpty {
      removed += try commit.delete { view in
        let documents = view.segment.documents
        return fresh.reduce(removals.documents(in: view.segment)) { $0.union(documents.replaced(by: $1.documents)) }
      }
    }
    var first = 0
    for (index, segment) in fresh.enumerated() {
      let documents = segment.documents
      var without = documents.replacedWithin().union(removals.documents(in: segment, from: first))
      for later in fresh[(index + 1)...] { without.formUnion(documents.replaced(by: later.documents)) }
      removed += without.count
      try commit.append(segment, without: without)
      first += documents.count
    }
    return removed
  }
}
