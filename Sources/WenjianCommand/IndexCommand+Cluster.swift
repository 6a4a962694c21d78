// `wenjian index --index http://…`: builds the index of a cluster, or brings it up to date.

import ArgumentParser
import Glibc
import Wenjian
import WenjianCluster
import WenjianFileReaders
import WenjianMessages

extension IndexCommand {
  /// What needs an index in a directory.
  func validateForCluster() throws {
    guard ClusterAddress.isAddress(path) else { return }
    let others = [(dryRun, "--dry-run"), (watch, "--watch"), (dropAdded, "--drop-added")]
    if let (_, name) = others.first(where: \.0) {
      throw ValidationError(localized("\(name) is for an index in a directory, and not for one of a cluster"))
    }
  }

  /// Builds the index of a cluster, or brings it up to date.
  func updateCluster(_ options: FileOptions) throws -> IndexingSummary {
    let start = monotonicNanoseconds()
    if let directory { try require(directory) }
    do {
      let address = try ClusterAddress(path)
      let connection = try ClusterConnection(address)
      let sources = directory.map { options.sourceOptions(of: $0) } ?? []
      let (mode, reason) = try clusterMode(connection, options)
      let writer = try ClusterWriter(connection, mode: mode, options: sources)
      let outcome = try write(to: writer, options, ProgressLine(isShown: !quiet))
      let info = try behindCommit {
        guard let commit = try ClusterCommit.find(connection) else { throw interrupted() }
        return try IndexInfo.of(connection, commit)
      }
      return IndexingSummary(
        directory: directory ?? jsonl.flatMap { $0 == "-" ? nil : $0 }, location: path, outcome: outcome,
        rebuildReason: reason, info: info, nanoseconds: monotonicNanoseconds() - start)
    } catch let error as ClusterError {
      throw WenjianError(error, path: error.reason == .address ? nil : path)
    }
  }

  /// Whether the index is built or brought up to date, and why one that is there is built anew.
  private func clusterMode(
    _ connection: ClusterConnection, _ options: FileOptions
  ) throws -> (ClusterWriter.Mode, reason: String?) {
    guard let commit = try ClusterCommit.find(connection) else { return (.rebuild, nil) }
    guard let directory else { return (.rebuild, nil) }
    if let refusal = commit.meta.refusal(of: connection.address) { return (.rebuild, refusal.message) }
    if let reason = options.sourceDifference(from: commit.meta.options, of: directory) { return (.rebuild, reason) }
    return rebuild ? (.rebuild, "--rebuild") : (.update, nil)
  }

  private func write(
    to writer: ClusterWriter, _ options: FileOptions, _ progress: ProgressLine
  ) throws -> BuildOutcome {
    defer { progress.clear() }
    func goesOn(_ done: IndexingProgress) -> Bool {
      progress.show(done)
      return !Interruption.stopsWork
    }
    var read: ReadDocuments
    if let directory {
      read = try ReadDocuments(
        filesIn: directory, into: writer, options: options, progress: goesOn)
    } else {
      let lines = try openLines()
      defer { if lines != STDIN_FILENO { close(lines) } }
      read = try ReadDocuments(jsonLinesFrom: lines, into: writer, options: options, progress: goesOn)
    }
    if Interruption.stopsWork { throw clusterInterrupted(writer) }
    let kept = allowMissing ? [] : try keepUnreadable(read, writer)
    if read.report.documents == 0 && kept.isEmpty { throw nothingToIndex(read.report) }
    progress.show(localized("writing the index"))
    Interruption.commitBegins()
    if Interruption.stopsWork { throw clusterInterrupted(writer) }
    let result = try writer.commit()
    for refused in result.refused {
      read.report.documents -= 1
      read.report.skipped.append(
        SkippedFileReport(
          path: refused.key, kind: .unsupported, reason: refused.explanation, isLoss: true))
    }
    var outcome = DirectoryIndexer.Outcome()
    outcome.report = read.report
    if writer.mode == .update {
      var update = FileUpdate()
      (update.added, update.changed, update.removed) = (result.added, result.changed, result.removed)
      update.unchanged = result.unchanged - kept.reduce(0) { $0 + $1.documents }
      update.kept = kept
      outcome.update = update
    }
    return try BuildOutcome(outcome)
  }

  /// Documents of files that cannot be read now stay where the index is brought up to date. One that is built anew would lose
  /// them: then it is refused.
  private func keepUnreadable(_ read: ReadDocuments, _ writer: ClusterWriter) throws -> [MissingFile] {
    if read.temporaryFailures.isEmpty { return [] }
    let keys = try writer.currentKeys()
    let missing = read.temporaryFailures.map { failure in
      MissingFile(
        path: failure.path, reason: failure.reason, documents: keys.count { isPath($0, at: failure.path) })
    }.filter { $0.documents > 0 }
    guard writer.mode == .update else {
      if missing.isEmpty { return [] }
      throw refusal(missing)
    }
    _ = writer.keepMissing { key in missing.contains { isPath(key, at: $0.path) } }
    return missing
  }

  /// Whether a key is that of a file, or of something in it.
  private func isPath(_ key: String, at path: String) -> Bool {
    key.utf8.elementsEqual(path.utf8) || key.utf8.starts(with: (path + "/").utf8)
  }

  private func clusterInterrupted(_ writer: ClusterWriter) -> CommandFailure {
    guard writer.mode == .update else { return interrupted() }
    return CommandFailure(
      localized("interrupted; searches see what was sent when the index is next brought up to date"), .interrupted)
  }
}
