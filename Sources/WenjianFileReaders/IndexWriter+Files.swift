// Files to documents of an index: what the readers give goes into the session, and what was wrong into the report.

public import Wenjian
import WenjianBytes
import WenjianFiles
import WenjianIndex

extension IndexWriter {
  /// Adds the files below a directory in every format that is read; their keys are their paths below it, and for what
  /// is inside a file a slash and its name there. A key that an earlier file or record has since the last commit gets a
  /// number behind it, `#2`, and the report tells it: of what is read nothing replaces another.
  ///
  /// - Parameters:
  ///   - directory: must exist.
  ///   - options: which files.
  ///   - progress: called after each file with the files and bytes done so far; return false to stop. Then
  ///     `IndexingReport.isStopped` tells that files are missing: in the mode `.replaceAll`, `rollback()` or `close()` keeps
  ///     the index as it was.
  /// - Returns: what was read, mended and skipped. Nothing is skipped in silence.
  /// - Throws: `WenjianError` with code `input` when the directory cannot be read; `file`.
  public func add(
    filesIn directory: String, options: FileOptions = FileOptions(),
    progress: (IndexingProgress) -> Bool = { _ in true }
  ) throws(WenjianError) -> IndexingReport {
    let session = try session
    return try translated {
      let started = SystemClock.sinceEpoch()
      let reading = try DirectoryReading(directory, options, index: realPath(path))
      // Before they are read: what changes meanwhile is read again by the next update.
      let plan = UpdatePlan(reading.walk, SourceFiles(directory: directory), list: nil, allowsMissing: true)
      var intake = DocumentIntake(session, fileKeys)
      for file in reading.walk.skipped { intake.skip(file) }
      intake.report.isStopped = try !reading.run(&intake, threadCount: threadCount, progress: progress)
      rememberSources(plan, of: intake, started: started, options.sourceOptions(of: directory))
      if !options.allowsMissing {
        temporaryFailures.merge(intake.temporaryFailures)
      }
      return finish(&intake)
    }
  }

  /// Adds the records of JSON lines that arrive on a descriptor, such as standard input; their keys are those of the
  /// records, or the numbers of their lines, and where they repeat a number behind them.
  ///
  /// - Throws: `WenjianError` with code `input` when reading fails; `file`.
  public func add(
    jsonLinesFrom descriptor: Int32, options: FileOptions = FileOptions(),
    progress: (IndexingProgress) -> Bool = { _ in true }
  ) throws(WenjianError) -> IndexingReport {
    let session = try session
    return try translated {
      sourcesChange = .forget
      var intake = DocumentIntake(session, fileKeys)
      try intake.take(jsonLinesFrom: descriptor, options, progress: progress)
      return finish(&intake)
    }
  }

  /// Keeps what an update needs, when these files are all that the index will be made of.
  private func rememberSources(_ plan: UpdatePlan, of intake: DocumentIntake, started: Int, _ options: [String]) {
    guard replacesAll, uncommittedReport == nil, sourcesChange == .keep else {
      sourcesChange = .forget
      return
    }
    var entries = plan.entries
    let failing = intake.filesToReadAgain(among: ByteStringSet(entries.keys))
    for path in Array(entries.keys) {
      entries[path]?.take(intake.accounts[path], keys: intake.accounts[path]?.keys ?? [])
      if failing.contains(path) { entries[path]?.forgetContent() }
    }
    let list = SourceList(
      startedNanoseconds: started, options: options,
      entries: entries.elements.map(\.value))
    sourcesChange = .replace(list.bytes)
  }

  private func finish(_ intake: inout DocumentIntake) -> IndexingReport {
    let report = intake.finish()
    uncommittedReport = uncommittedReport.map { $0.joined(with: report) } ?? report
    return report
  }
}
