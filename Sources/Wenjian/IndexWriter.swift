import WenjianBytes
import WenjianCorpus
import WenjianIndex
import WenjianSegment
import WenjianStream
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

  private let session: WriterSession
  public let path: String

  /// Opens the index in a directory for writing, and creates both when missing.
  /// - Parameter threads: how many processors to use; all that the process may use, and no more than four, when nil.
  ///   Memory grows by some 50 MB with each. The index is the same with any number.
  /// - Throws: `WenjianError` with code `locked` while another writer is open, `foreignDirectory` when the directory
  ///   holds other files, `otherVersion`, `damaged`, `file` or `unicode`.
  public init(at path: String, mode: Mode = .append, threads: Int? = nil) throws(WenjianError) {
    self.path = path
    let threads = threads ?? min(Thread.processorCount, 4)
    session = try translated {
      try WriterSession(
        path: path, mode: mode == .append ? .append : .replaceAll, threadCount: threads > 1 ? threads : 0)
    }
  }

  /// Adds a document, in place of an earlier one with the same key.
  /// - Throws: `WenjianError` with code `key`, or `file` when a full batch cannot be written.
  /// - Complexity: linear in the text.
  public func add(_ document: Document) throws(WenjianError) {
    var text = document.text
    let title =
      document.title.map { TitleLine(text: $0, byteRange: 0..<0) }
      ?? TitleLine.find(in: Array(document.text.utf8.prefix(4096)))
    try translated {
      try text.withUTF8 { bytes in
        try session.add(
          DocumentFields(
            key: document.key, title: title.text, titleByteRange: title.byteRange,
            date: document.date, lowWeightRanges: document.lowWeightRanges),
          text: UnsafeRawBufferPointer(bytes))
      }
    }
  }

  /// Removes the document with a key, if there is one.
  public func remove(key: String) { session.remove(key: key) }

  /// Adds the text files below a directory; their keys are their paths below it.
  ///
  /// - Parameters:
  ///   - directory: must exist.
  ///   - options: which files.
  ///   - progress: called after each file with the files and bytes done so far; return false to stop.
  /// - Returns: what was read, mended and skipped. Nothing is skipped in silence.
  /// - Throws: `WenjianError` with code `input` when the directory cannot be read; `file`.
  public func add(
    filesIn directory: String, options: FileOptions = FileOptions(),
    progress: (IndexingProgress) -> Bool = { _ in true }
  ) throws(WenjianError) -> IndexingReport {
    try translated {
      var walkOptions = WalkOptions()
      walkOptions.excluded = options.excluded
      walkOptions.maximumFileBytes = options.maximumFileBytes
      walkOptions.skippedDirectory = realPath(path)
      guard FileOperations.kind(of: directory) == .directory else {
        let isThere = FileOperations.kind(of: directory) != nil
        throw WenjianError(
          .input,
          isThere
            ? "\(directory) is not a directory; give the directory that holds the documents"
            : "there is no directory \(directory)", path: directory)
      }
      let walk: DirectoryWalk
      do {
        walk = try DirectoryWalk(root: directory, options: walkOptions)
      } catch let error as FileError {
        throw WenjianError(.input, error.description, path: directory)
      }
      var report = IndexingReport()
      report.skipped = walk.skipped.map(SkippedFileReport.init)
      let before = session.repairs
      var done = IndexingProgress(files: 0, fileCount: walk.files.count, bytes: 0)
      for relative in walk.files {
        do {
          let file = try TextFile.read(directory + "/" + relative, relativePath: relative)
          try add(file, key: relative, to: &report)
          done.bytes += file.text.count
        } catch let skipped as SkippedFile {
          report.skipped.append(SkippedFileReport(skipped))
        }
        done.files += 1
        if !progress(done) { break }
      }
      report.skipped.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      report.repairs = Repairs(session.repairs, since: before)
      return report
    }
  }

  private func add(_ file: TextFile, key: String, to report: inout IndexingReport) throws {
    let title = TitleLine.find(in: file.text)
    try file.text.withUnsafeBytes { bytes in
      try session.add(
        DocumentFields(
          key: key, title: title.text.isEmpty ? key : title.text, titleByteRange: title.byteRange),
        text: bytes)
    }
    report.documents += 1
    report.bytes += file.text.count
    report.characters += file.text.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
    if file.replacedSequences > 0 {
      report.damaged.append(
        DamagedFileReport(
          path: key, replacedSequences: file.replacedSequences,
          firstBadByte: file.firstBadByte ?? 0))
    }
  }

  /// Makes everything added and removed since the last commit visible at once, durably.
  /// - Returns: what the index holds now.
  /// - Throws: `WenjianError`; the last commit still stands then, or, when only the last sync failed, the new one.
  @discardableResult
  public func commit() throws(WenjianError) -> CommitResult {
    let summary = try translated { try session.commit() }
    return CommitResult(
      generation: summary.generation, added: summary.added, removed: summary.deleted,
      documents: summary.documentCount)
  }
}

/// What a commit did.
public struct CommitResult: Sendable, Equatable {
  public var generation: Int
  public var added: Int
  /// Removed or replaced.
  public var removed: Int
  /// In the index now.
  public var documents: Int
}

/// Which files of a directory are read.
public struct FileOptions: Sendable, Equatable {
  /// Shell patterns of paths below the directory, or of file names, that are left out.
  public var excluded: [String]
  /// Larger files are reported, not read. A file is held in memory with some six times its size while it is
  /// indexed.
  public var maximumFileBytes: Int

  public init(excluded: [String] = [], maximumFileBytes: Int = 128 << 20) {
    self.excluded = excluded
    self.maximumFileBytes = maximumFileBytes
  }
}
