// Builds the index of a directory, or brings it up to date with it: what the command does once, and a server again and again.

public import Wenjian

/// Builds the index of a directory, or brings it up to date with it.
///
/// ```swift
/// let indexer = DirectoryIndexer("Documents", index: "Index")
/// let outcome = try indexer.run(try indexer.check()) { step in true }
/// ```
public struct DirectoryIndexer: Sendable {
  /// How far it has come.
  public enum Step: Sendable, Equatable {
    case reading(IndexingProgress)
    /// All is read, and the commit is about to be made.
    case writing
  }

  /// Why there is no new commit, besides what `WenjianError` says.
  public enum Failure: Error, Sendable {
    /// The caller wanted no more.
    case stopped
    /// There is no document, or there would be none left.
    case nothing(IndexingReport)
    /// Files of the index cannot be read now, and building it anew would lose them.
    case missing([MissingFile])
    /// The index cannot be written where it is to be.
    case unwritable(WenjianError)
    /// The commit is made; what follows it failed.
    case behindCommit(WenjianError)
  }

  /// What it came to.
  public struct Outcome: Sendable {
    /// Of the whole index.
    public var report = IndexingReport()
    /// What an update did; nil when the index was built.
    public var update: FileUpdate?
    /// What became of documents that are of no file; of an index that was built anew.
    public var added = AddedDocuments()
    /// nil when nothing had changed.
    public var commit: CommitResult?
    /// Why segments could not be merged behind the commit.
    public var mergeFailure: WenjianError?

    public init() {}
  }

  public let directory: String
  public let index: String
  public let options: FileOptions

  /// - Parameter index: the path of the index.
  public init(_ directory: String, index: String, options: FileOptions = FileOptions()) {
    self.directory = directory
    self.index = index
    self.options = options
  }

  /// Whether the index can be brought up to date, or must be built.
  /// - Parameter rebuilds: whether it is built in either case.
  /// - Throws: `WenjianError` with code `file` when the index cannot be read now.
  public func check(rebuilds: Bool = false) throws(WenjianError) -> UpdateCheck {
    let check = try UpdateCheck(index, filesIn: directory, options: options)
    return rebuilds && check == .isPossible ? .needsRebuild(reason: "--rebuild") : check
  }

  /// Does what a check says, and commits it.
  ///
  /// - Parameters:
  ///   - dropsAdded: whether documents that are of no file are left out of an index that is built anew.
  ///   - goesOn: is told each step, often; with false nothing is committed.
  /// - Throws: `Failure`, `WenjianError`.
  public func run(
    _ check: UpdateCheck, dropsAdded: Bool = false, _ goesOn: (Step) -> Bool
  ) throws -> Outcome {
    guard check == .isPossible else {
      let writer = try Self.writer(at: index, .replaceAll)
      let report = try writer.add(filesIn: directory, options: options) { goesOn(.reading($0)) }
      return try Self.commitAnew(writer, report, dropsAdded: dropsAdded, goesOn)
    }
    let writer = try Self.writer(at: index, .append)
    var isStopped = false
    let update = try writer.update(filesIn: directory, options: options) { progress in
      if !goesOn(.reading(progress)) { isStopped = true }
      return !isStopped
    }
    if isStopped { throw Failure.stopped }
    // A directory that is not mounted looks like one whose files are gone.
    if update.leavesNothing { throw Failure.nothing(IndexingReport()) }
    guard goesOn(.writing) else { throw Failure.stopped }
    var outcome = Outcome()
    outcome.update = update
    if writer.hasChanges {
      outcome.commit = try writer.commit()
      do { try writer.finishMerges() } catch { outcome.mergeFailure = error }
    }
    do {
      outcome.report = try IndexingReport.read(at: index)?.report ?? IndexingReport()
    } catch {
      throw Failure.behindCommit(error)
    }
    return outcome
  }

  /// Commits what a writer was given, as the whole index.
  /// - Throws: `Failure`, `WenjianError`.
  public static func commitAnew(
    _ writer: IndexWriter, _ report: IndexingReport, dropsAdded: Bool, _ goesOn: (Step) -> Bool
  ) throws -> Outcome {
    if report.isStopped { throw Failure.stopped }
    let missing = try writer.missingFiles()
    if !missing.isEmpty { throw Failure.missing(missing) }
    if report.documents == 0 { throw Failure.nothing(report) }
    var outcome = Outcome()
    outcome.added = try writer.keepAddedDocuments { _ in !dropsAdded }
    guard goesOn(.writing) else { throw Failure.stopped }
    let result = try writer.commit()
    outcome.report = report
    (outcome.report.copyGroups, outcome.report.copies) = (result.copyGroups, result.copies)
    outcome.commit = result
    return outcome
  }

  /// Opens a writer.
  /// - Throws: `Failure.unwritable` where files cannot be written, `WenjianError` for the rest.
  public static func writer(at path: String, _ mode: IndexWriter.Mode) throws -> IndexWriter {
    do {
      return try IndexWriter(at: path, mode: mode)
    } catch {
      // `catch where error.code == .file` crashes the optimizer of Swift 6.3.1.
      guard error.code == .file else { throw error }
      throw Failure.unwritable(error)
    }
  }
}
