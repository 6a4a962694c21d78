package import WenjianBytes
package import WenjianIndex
public import WenjianModel
import WenjianSegment
import WenjianStream
import WenjianText
import WenjianThreads

/// Writes an index: one writer at a time, any number of readers meanwhile. Nothing is visible before `commit()`; a
/// process that is killed leaves the last commit. Not for sharing between threads.
///
/// ```swift
/// try IndexWriter.write(to: "Index") { writer in
///   try writer.add(Document(key: "a.txt", text: "驻村第一书记……"))
/// }
/// ```
///
/// The index is locked from `init` to `close()`, or until the writer is released; a writer in a global variable is never
/// released. `write(to:_:)` commits and closes by itself.
public final class IndexWriter {
  /// What happens to the documents that are there.
  public enum Mode: Sendable {
    /// They stay; a document with the same key is replaced.
    case append
    /// The documents added before the next commit become the whole index.
    case replaceAll
  }

  /// nil when it is closed.
  private var openSession: WriterSession?
  /// The last commit, opened when it is first asked for.
  private var committed: IndexSnapshot?
  package let threadCount: Int
  public let path: String
  /// What adding files did since the last commit; goes into the index with the next one.
  package var uncommittedReport: IndexingReport?
  /// The keys of the files that were added since the last commit.
  package let fileKeys = DocumentKeys()
  /// Why files and parts of them could not be read since the last commit that another try may read, by path.
  package var temporaryFailures = ByteStringDictionary<String>()
  /// What the next commit says of the files that the index is made of.
  package var sourcesChange: SourcesChange = .keep
  /// What became of keys since the last commit, but of those of files that were added.
  package var keyChanges = ByteStringDictionary<KeyChange>()
  /// Completes the report with what is known when the commit is written.
  package var completeReport: ((inout IndexingReport, IndexSnapshot) -> Void)?
  /// Whether the next commit leaves nothing of the index that stands.
  package private(set) var replacesAll: Bool

  /// Of address space: a batch, and what the C library reserves for the allocations of a thread.
  private static let threadBytes = 128 << 20
  static let threadLimit = 64

  /// Opens the index in a directory for writing, and creates both when missing.
  /// - Parameters:
  ///   - path: of the directory.
  ///   - mode: what happens to the documents that are there.
  ///   - threads: how many processors to use, 1 to 64 (what is outside is taken as the nearest); when nil all that the process
  ///     may use, no more than four, and no more than a limit of its address space allows (`ulimit -v`). Memory grows by
  ///     some 50 MB with each. The index is the same with any number.
  /// - Throws: `WenjianError` with code `locked` while another writer is open, `foreignDirectory` when the directory
  ///   holds other files, `otherVersion`, `damaged`, `file` or `unicode`.
  public init(at path: String, mode: Mode = .append, threads: Int? = nil) throws(WenjianError) {
    self.path = path
    replacesAll = mode == .replaceAll
    let threads =
      threads.map { min(max($0, 1), Self.threadLimit) }
      ?? min(Thread.processorCount, 4, Thread.count(needing: Self.threadBytes, besides: Self.threadBytes))
    threadCount = threads
    openSession = try Self.session(at: path, mode, threadCount: threadCount)
  }

  private static func session(
    at path: String, _ mode: Mode, threadCount: Int
  ) throws(WenjianError) -> WriterSession {
    try translated {
      try WriterSession(
        path: path, mode: mode == .append ? .append : .replaceAll, threadCount: threadCount > 1 ? threadCount : 0)
    }
  }

  /// - Throws: `WenjianError` with code `closed`.
  package var session: WriterSession {
    get throws(WenjianError) {
      guard let openSession else {
        throw WenjianError(.closed, "the writer of \(path) was closed; open another one", path: path)
      }
      return openSession
    }
  }

  /// Opens an index, lets a body add and remove, commits, and closes it: when the body throws, nothing is changed.
  ///
  /// ```swift
  /// let result = try IndexWriter.write(to: "Index") { writer in
  ///   for article in articles { try writer.add(Document(key: article.url, text: article.text)) }
  /// }
  /// ```
  /// - Parameters:
  ///   - path: the index, made when it is missing.
  ///   - mode: as in `init(at:mode:threads:)`.
  ///   - threads: as there.
  ///   - body: may commit itself, too.
  /// - Returns: what the last commit made of the index.
  /// - Throws: `WenjianError`, and what the body throws.
  @discardableResult
  public static func write(
    to path: String, mode: Mode = .append, threads: Int? = nil, _ body: (IndexWriter) throws -> Void
  ) throws -> CommitResult {
    let writer = try IndexWriter(at: path, mode: mode, threads: threads)
    defer { writer.close() }
    try body(writer)
    return try writer.commit()
  }

  /// Ends writing: what was not committed is discarded, merges that run beside are given up, and another writer may open
  /// the index. What is called afterwards throws the code `closed`; closing twice is once.
  public func close() {
    openSession = nil
    forgetChanges()
  }

  /// Discards what was added and removed since the last commit; the writer goes on. In the mode `.replaceAll` the next
  /// commit still replaces all, when there was none before.
  /// - Throws: `WenjianError` with code `closed`, or as `init(at:mode:threads:)`: the lock is given up for a moment, and when
  ///   another writer takes it, this one is closed.
  public func rollback() throws(WenjianError) {
    _ = try session
    close()
    openSession = try Self.session(at: path, replacesAll ? .replaceAll : .append, threadCount: threadCount)
  }

  /// What only a commit that is not made would need.
  private func forgetChanges() {
    sourcesChange = .keep
    keyChanges = ByteStringDictionary<KeyChange>()
    fileKeys.removeAll()
    temporaryFailures = ByteStringDictionary()
    uncommittedReport = nil
    completeReport = nil
    committed = nil
  }

  /// Adds a document, in place of an earlier one with the same key.
  /// - Throws: `WenjianError` with code `key`, or `file` when a full batch cannot be written.
  /// - Complexity: linear in the text.
  public func add(_ document: Document) throws(WenjianError) {
    let session = try session
    let (fields, text) = document.prepared
    try translated { try session.add(fields, text: text) }
    keyChanges[document.key] = .given
  }

  /// Removes the document with a key, if there is one.
  /// - Returns: whether there was one, committed or added since.
  /// - Throws: `WenjianError` with code `closed`, `damaged` or `file`.
  /// - Complexity: logarithmic in the documents; the first time for a commit, opening it.
  @discardableResult
  public func remove(key: String) throws(WenjianError) -> Bool {
    let wasThere = try contains(key: key)
    try session.remove(key: key)
    keyChanges[key] = .removed
    fileKeys.release(key)
    return wasThere
  }

  /// Whether the next commit will hold a document with a key.
  /// - Throws, Complexity: as `remove(key:)`.
  public func contains(key: String) throws(WenjianError) -> Bool {
    let session = try session
    if fileKeys.contains(key) { return true }
    if let change = keyChanges[key] { return change == .given }
    guard !replacesAll, session.hasCommit else { return false }
    return try translated {
      let snapshot = try committed ?? IndexSnapshot.open(path)
      committed = snapshot
      return snapshot.document(forKey: key) != nil
    }
  }

  /// Whether there is something to commit: a document or file that was added or removed, or something new to say of the
  /// files of the index. Nothing when it is closed.
  public var hasChanges: Bool {
    openSession.map { $0.hasChanges || sourcesChange != .keep || uncommittedReport != nil } ?? false
  }

  /// Makes everything added and removed since the last commit visible at once, durably. The report of files that were
  /// added is kept in the index, for `IndexingReport.read(at:)`.
  ///
  /// Segments are merged as commits come, so that an index has few of them however many commits made it: small ones
  /// inside the commit, large ones on a thread beside it, and a later commit or `finishMerges()` puts the result in their
  /// place. Readers never wait for that. What is not merged when the writer ends is left to the next writer.
  ///
  /// Where nothing was changed, nothing is written, and the commit before is told as the result.
  /// - Returns: what the index holds now.
  /// - Throws: `WenjianError`, with code `closed`, `missingFiles` when files of the index could not be read; readers then still open
  ///   the last commit. What fails behind the new one is told in the result (`CommitResult.warnings`).
  /// - Complexity: linear in what was added, and amortised in the logarithm of the commits.
  @discardableResult
  public func commit() throws(WenjianError) -> CommitResult {
    let session = try session
    if !hasChanges, session.hasCommit { return try translated { try session.lastResult() } }
    return try commit(session) { try session.commit(sources: $0) }
  }

  /// Commits, and merges all segments into one without what was deleted: the index that the same documents would make at
  /// once. Searches of an index of many segments become faster by it, and the index smaller.
  /// - Parameter isCompact: whether the segment is written to be small: laws take .95 of their text instead of .98. It
  ///   takes about as long as indexing did, and phrases take two to three times as long to find. What is added later is
  ///   written as usual, and so is what it is merged with.
  /// - Returns: what the index holds now.
  /// - Throws: as `commit()`.
  /// - Complexity: linear in the index; none when it is one segment already, unless it is to be compact.
  @discardableResult
  public func optimize(isCompact: Bool = false) throws(WenjianError) -> CommitResult {
    let session = try session
    return try commit(session) { try session.optimize(sources: $0, form: isCompact ? .compact : .usual) }
  }

  /// Waits for merges that run beside this writer, does those that are due, and makes them part of the index. What was
  /// added since the last commit stays uncommitted.
  /// - Throws: `WenjianError`; the last commit still stands then.
  public func finishMerges() throws(WenjianError) {
    try translated { try session.finishMerges() }
  }

  private func commit(
    _ session: WriterSession, _ body: (SourcesChange) throws -> CommitResult
  ) throws(WenjianError) -> CommitResult {
    try refuseToLoseFiles()
    var result = try translated { try body(try sourcesWithoutOwnKeys()) }
    let (uncommittedReport, completeReport) = (uncommittedReport, completeReport)
    forgetChanges()
    replacesAll = false
    if var report = uncommittedReport {
      (report.copyGroups, report.copies) = (result.copyGroups, result.copies)
      do {
        if let completeReport { completeReport(&report, try IndexSnapshot.open(path)) }
        try report.write(into: path, generation: result.generation)
      } catch {
        result.reportFailure = WenjianError(error).message
        // One of another commit must not pass for it.
        IndexingReport.remove(from: path)
      }
    }
    return result
  }

  /// A document that somebody gave in the place of a file's, or removed, makes the index forget the file: the next update
  /// reads it again.
  private func sourcesWithoutOwnKeys() throws -> SourcesChange {
    let ownKeys = ByteStringSet(keyChanges.elements.lazy.filter { $0.value.isByCaller }.map(\.key))
    if ownKeys.isEmpty { return sourcesChange }
    let bytes: [UInt8]?
    switch sourcesChange {
    case .forget: return .forget
    case .replace(let new): bytes = new
    case .keep: bytes = replacesAll ? nil : try session.sources()
    }
    guard let list = bytes.flatMap(SourceList.init) else { return sourcesChange }
    let rest = list.forgetting(ownKeys)
    return rest.entries.count == list.entries.count ? sourcesChange : .replace(rest.bytes)
  }
}

/// What became of a key since the last commit.
package enum KeyChange: Sendable {
  /// A caller added a document with it.
  case given
  /// A caller removed it.
  case removed
  /// The file that it came from is gone, or does not give it any more.
  case gone

  /// Whether a caller named the key, rather than a file giving it.
  package var isByCaller: Bool { self != .gone }
}
