// What is told of a commit besides its documents: that it is made, whatever failed behind it.

import Wenjian
import WenjianFileReaders
import WenjianMessages

/// What building an index or bringing it up to date came to.
struct BuildOutcome {
  /// Of the whole index.
  var report = IndexingReport()
  /// What an update did; nil when the index was built.
  var update: FileUpdate?
  /// What became of documents that are of no file; of an index that was built anew.
  var added = AddedDocuments()
  /// Whether all that belongs to the commit is durable; when not, it was told.
  var isCommitComplete = true

  /// Tells on standard error what failed behind the commit.
  init(_ outcome: DirectoryIndexer.Outcome) throws {
    (report, update, added) = (outcome.report, outcome.update, outcome.added)
    if let commit = outcome.commit { isCommitComplete = try tellWarnings(of: commit) }
    if let failure = outcome.mergeFailure { try tellMergeFailure(failure) }
  }
}

/// Tells on standard error that the segments of a commit stay as they are.
func tellMergeFailure(_ error: WenjianError) throws {
  let output = Output(descriptor: 2)
  output.writeLine("wenjian: " + localized("segments could not be merged: \(localized(english: error.message))"))
  try output.finish()
}

/// Tells on standard error what failed behind a commit.
/// - Returns: whether the commit is complete.
func tellWarnings(of result: CommitResult) throws -> Bool {
  let output = Output(descriptor: 2)
  for warning in result.warnings {
    output.writeLine("wenjian: " + localized("the commit is made, but \(localized(english: warning))"))
  }
  try output.finish()
  return result.isComplete
}

/// Runs what follows a commit: what fails there is not the failure of the commit, and says so.
func behindCommit<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch {
    guard let failure = CommandFailure(error) else { throw error }
    let text = failure.text.hasPrefix("wenjian: ") ? String(failure.text.dropFirst(9)) : failure.text
    throw CommandFailure(
      localized("the commit is made, and searches see it; what follows failed: \(text)"),
      error is OutputError ? failure.status : .incomplete)
  }
}
