// Brings an index up to date with the directory that it was made of.

public import Wenjian
import WenjianBytes
import WenjianFiles
import WenjianIndex

extension FileUpdate {
  /// What `IndexWriter.update(filesIn:options:)` would do to an index now, without changing anything.
  /// - Parameter path: the index.
  /// - Throws: `WenjianError` with code `otherSources` when the index must be built anew (`UpdateCheck` tells before),
  ///   `input` when the directory cannot be read; `file`.
  /// - Complexity: a call of stat(2) for each file, and reading those of which that tells something new.
  public static func preview(
    _ path: String, filesIn directory: String, options: FileOptions = FileOptions()
  ) throws(WenjianError) -> FileUpdate {
    try translated {
      let sources = try IndexedSources.usable(path, directory: directory, options: options)
      let walk = try walkFiles(of: directory, options.walkOptions(skipping: realPath(path)))
      let plan = UpdatePlan(
        walk, SourceFiles(directory: directory), list: sources.list, allowsMissing: options.allowsMissing)
      return FileUpdate(plan)
    }
  }
}

extension IndexWriter {
  /// Brings the index up to date with its directory, as building it anew would, but reads only files that are new or
  /// have changed: a file with the same size, times and number is not opened, and one with the same bytes not read
  /// again. Documents that were added one by one stay. `commit()` makes it visible.
  ///
  /// - Parameters:
  ///   - directory: the one that the index was made of with `add(filesIn:options:)`, in the mode `.replaceAll`.
  ///   - options: those that it was made with.
  ///   - progress: as there.
  /// - Returns: what was done.
  /// - Throws: `WenjianError` with code `otherSources` when the index must be built anew (`UpdateCheck` tells
  ///   before), `input` when the directory cannot be read; `file`.
  /// - Complexity: a call of stat(2) for each file; reading and indexing what is new; a walk over the document hashes of
  ///   the index.
  public func update(
    filesIn directory: String, options: FileOptions = FileOptions(),
    progress: (IndexingProgress) -> Bool = { _ in true }
  ) throws(WenjianError) -> FileUpdate {
    let session = try session
    return try translated {
      let sources = try IndexedSources.usable(path, directory: directory, options: options)
      let started = SystemClock.sinceEpoch()
      let reading = try DirectoryReading(directory, options, index: realPath(path))
      let plan = UpdatePlan(
        reading.walk, SourceFiles(directory: directory), list: sources.list, allowsMissing: options.allowsMissing)
      var result = FileUpdate(plan)
      for path in plan.removed + plan.moved.map(\.from) {
        for key in plan.before[path]?.keys ?? [] {
          session.remove(key: key)
          keyChanges[key] = .gone
        }
      }
      var intake = DocumentIntake(session, fileKeys)
      for file in plan.skipped { intake.skip(file) }
      for (path, reason) in plan.kept { intake.skip(path, reason) }
      let isDone = try reading.run(&intake, files: plan.toRead, threadCount: threadCount, progress: progress)
      guard isDone else {
        result.isStopped = true
        return result
      }

      var entries = plan.entries
      let failing = intake.filesToReadAgain(among: ByteStringSet(plan.toRead))
      for path in plan.toRead {
        var keys = intake.accounts[path]?.keys ?? []
        let isNew = ByteStringSet(keys)
        for key in plan.before[path]?.keys ?? [] where !isNew.contains(key) {
          if !options.allowsMissing, enclosing(key, where: { intake.temporaryFailures[$0] != nil }) != nil {
            // It may be there, and cannot be read now.
            keys.append(key)
          } else {
            session.remove(key: key)
            keyChanges[key] = .gone
          }
        }
        entries[path]?.take(intake.accounts[path], keys: keys)
        if failing.contains(path) { entries[path]?.forgetContent() }
        if let reason = intake.temporaryFailures[path] {
          // It failed before, and does again.
          if let index = result.changed.firstIndex(where: { hasSameBytes($0, path) }), !options.allowsMissing {
            result.changed.remove(at: index)
            if keys.isEmpty {
              result.unchanged += 1
            } else {
              result.kept.append(MissingFile(path: path, reason: reason, documents: keys.count))
            }
          }
        }
      }
      let list = SourceList(
        startedNanoseconds: started, options: sources.list.options, entries: entries.elements.map(\.value))
      let fresh = intake.finish()
      let unchanged = ByteStringSet(plan.unchanged)
      let report = ReportUpdate(
        old: sources.report, fresh: fresh, list: list, unchanged: unchanged,
        recovered: ByteStringSet(plan.unchanged.filter { plan.before[$0]?.status == .unknown })
      ).report
      if !result.isEmpty || list.entries != sources.list.entries || report != sources.report {
        uncommittedReport = report
        sourcesChange = .replace(list.bytes)
        completeReport = { report, snapshot in report.duplicates = list.duplicates(in: snapshot) }
      }
      return result
    }
  }
}

/// - Throws: `WenjianError` with code `input`.
func walkFiles(of directory: String, _ options: WalkOptions) throws -> DirectoryWalk {
  guard FileOperations.kind(of: directory) == .directory else {
    let isThere = FileOperations.kind(of: directory) != nil
    throw WenjianError(
      .input,
      isThere
        ? "\(directory) is not a directory; give the directory that holds the documents"
        : "there is no directory \(directory)", path: directory)
  }
  do throws(FileError) {
    return try DirectoryWalk(root: directory, options: options)
  } catch {
    throw WenjianError(.input, error.description, path: directory)
  }
}

extension DocumentIntake {
  /// The files of which something could not be read that another try may read.
  func filesToReadAgain(among files: ByteStringSet) -> ByteStringSet {
    ByteStringSet(temporaryFailures.keys.compactMap { failure in enclosing(failure) { files.contains($0) } })
  }
}

extension SourceList.Entry {
  /// Makes the next update read the file.
  mutating func forgetContent() {
    status = .unknown
    contentHash = SourceList.unknownHash
  }

  mutating func take(_ account: DocumentIntake.Account?, keys: [String]) {
    self.keys = keys
    textBytes = account?.textBytes ?? 0
    characters = account?.characters ?? 0
    repairs = account?.repairs ?? .init()
  }
}
