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
/// let writer = try IndexWriter(at: "Index")
/// try writer.add(Document(key: "a.txt", text: "驻村第一书记……"))
/// try writer.commit()
/// ```
public final class IndexWriter {
  /// What happens to the documents that are there.
  public enum Mode: Sendable {
    /// They stay; a document with the same key is replaced.
    case append
    /// The documents added before the next commit become the whole index.
    case replaceAll
  }

  package let session: WriterSession
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
  /// Keys that were added or removed one by one since the last commit.
  package var ownKeys = ByteStringSet()
  /// Completes the report with what is known when the commit is written.
  package var completeReport: ((inout IndexingReport, IndexSnapshot) -> Void)?
  /// Whether the next commit leaves nothing of the index that stands.
  package private(set) var replacesAll: Bool

  /// Of address space: a batch, and what the C library reserves for the allocations of a thread.
  private static let threadBytes = 128 << 20
  static let threadLimit = 64

  /// Opens the index in a directory for writing, and creates both when missing.
  /// - Parameter threads: how many processors to use, 1 to 64 (what is outside is taken as the nearest); all that the process may use, no more than four, and no more than a
  ///   limit of its address space leaves room for (`ulimit -v`), when nil. Memory grows by some 50 MB with each. The index is the same with any number.
  /// - Throws: `WenjianError` with code `locked` while another writer is open, `foreignDirectory` when the directory
  ///   holds other files, `otherVersion`, `damaged`, `file` or `unicode`.
  public init(at path: String, mode: Mode = .append, threads: Int? = nil) throws(WenjianError) {
    self.path = path
    replacesAll = mode == .replaceAll
    let threads =
      threads.map { min(max($0, 1), Self.threadLimit) }
      ?? min(Thread.processorCount, 4, Thread.count(needing: Self.threadBytes, besides: Self.threadBytes))
    threadCount = threads
    session = try translated {
      try WriterSession(
        path: path, mode: mode == .append ? .append : .replaceAll, threadCount: threads > 1 ? threads : 0)
    }
  }

  /// Adds a document, in place of an earlier one with the same key.
  /// - Throws: `WenjianError` with code `key`, or `file` when a full batch cannot be written.
  /// - Complexity: linear in the text.
  public func add(_ document: Document) throws(WenjianError) {
    ownKeys.insert(document.key)
    var text = Array(document.text.utf8)
    MarkedText.clean(&text)
    try translated { try session.add(DocumentFields(document), text: text) }
  }

  /// Removes the document with a key, if there is one.
  public func remove(key: String) {
    ownKeys.insert(key)
    session.remove(key: key)
    fileKeys.release(key)
  }

  /// Whether there is something to commit: a document or file that was added or removed, or something new to say of the
  /// files of the index.
  public var hasChanges: Bool { session.hasChanges || sourcesChange != .keep || uncommittedReport != nil }

  /// Makes everything added and removed since the last commit visible at once, durably. The report of files that were
  /// added is kept in the index, for `IndexingReport.read(at:)`.
  ///
  /// Segments are merged as commits come, so that an index has few of them however many commits made it: small ones
  /// inside the commit, large ones on a thread beside it, and a later commit or `finishMerges()` puts the result in their
  /// place. Readers never wait for that. What is not merged when the writer ends is left to the next writer.
  /// - Returns: what the index holds now.
  /// - Throws: `WenjianError`, with code `missingFiles` when files of the index could not be read; readers then still open
  ///   the last commit. What fails behind the new one is told in the result (`CommitResult.warnings`).
  /// - Complexity: linear in what was added, and amortised in the logarithm of the commits.
  @discardableResult
  public func commit() throws(WenjianError) -> CommitResult {
    try commit { try session.commit(sources: $0) }
  }

  /// Commits, and merges all segments into one without what was deleted: the index that the same documents would make at
  /// once. Searches of an index of many segments become faster by it, and the index smaller.
  /// - Returns: what the index holds now.
  /// - Throws: as `commit()`.
  /// - Complexity: linear in the index; none when it is one segment already.
  @discardableResult
  public func optimize() throws(WenjianError) -> CommitResult {
    try commit { try session.optimize(sources: $0) }
  }

  /// Waits for merges that run beside this writer, does those that are due, and makes them part of the index. What was
  /// added since the last commit stays uncommitted.
  /// - Throws: `WenjianError`; the last commit still stands then.
  public func finishMerges() throws(WenjianError) {
    try translated { try session.finishMerges() }
  }

  private func commit(
    _ body: (SourcesChange) throws -> CommitResult
  ) throws(WenjianError) -> CommitResult {
    try refuseToLoseFiles()
    var result = try translated { try body(try sourcesWithoutOwnKeys()) }
    sourcesChange = .keep
    ownKeys = ByteStringSet()
    fileKeys.removeAll()
    temporaryFailures = ByteStringDictionary()
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
      completeReport = nil
      uncommittedReport = nil
    }
    return result
  }

  /// A document that somebody gave in the place of a file's, or removed, makes the index forget the file: the next update
  /// reads it again.
  private func sourcesWithoutOwnKeys() throws -> SourcesChange {
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
