// `wenjian add`: adds single documents.

import ArgumentParser
import Wenjian
import WenjianFileReaders
import WenjianJSON
import WenjianMessages

struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: localized("Add single documents, in place of those with their keys."),
    discussion: localized(
      """
      The key of a file is its path as it is given, or --key. Documents that are added stay when the \
      index is brought up to date with its directory or built anew from it; a file of the directory with \
      the same key takes their place. Makes the index when there is none.

      EXAMPLES:
        wenjian add 通知/2016-64.txt
        wenjian add scan-17.pdf --key 来文/17.pdf --title 关于召开会议的通知
        pandoc draft.md -t plain | wenjian add - --key drafts/7
      """))

  @Argument(help: .localized("Files in any format that is read; - is a text on standard input and needs --key."))
  var files: [String]
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("The key of the one document."))
  var key: String?
  @Option(help: .localized("The title of the one document, in place of the one that is found."))
  var title: String?
  @Flag(help: .localized("Print nothing but errors."))
  var quiet = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError(localized("give a file, or - for standard input")) }
    guard files.count == 1 || (key == nil && title == nil) else {
      throw ValidationError(localized("--key and --title are for one file, not for \(files.count)"))
    }
    guard !files.contains("-") || key != nil else {
      throw ValidationError(localized("a text on standard input needs --key"))
    }
  }

  func run() throws {
    let writer = try IndexWriter(at: location.directory)
    for file in files {
      if file == "-" {
        _ = try writer.add(contents: Array(try readStandardInput().utf8), key: key ?? "", title: title)
      } else {
        _ = try writer.add(file: file, key: key, title: title)
      }
    }
    try ChangeSummary(result: try writer.commit(), location: location.path).finish(
      writer, isQuiet: quiet, asJSON: json)
  }
}

/// What adding or removing single documents did.
struct ChangeSummary {
  let result: CommitResult
  let location: String

  /// Does the merges that are due, and says what was done.
  /// - Throws: `ExitStatus.incomplete` when something failed behind the commit; it is told.
  func finish(_ writer: IndexWriter, isQuiet: Bool, asJSON: Bool) throws {
    let isComplete = try tellWarnings(of: result)
    try finishMerges(of: writer)
    try behindCommit { try write(isQuiet: isQuiet, asJSON: asJSON) }
    if !isComplete { throw ExitStatus.incomplete }
  }

  private func write(isQuiet: Bool, asJSON: Bool) throws {
    let output = Output()
    if asJSON {
      try output.write(ChangeAnswer(index: location, result))
    } else if !isQuiet {
      output.writeLine(
        localized(
          "\(grouped(result.added)) added, \(grouped(result.removed)) removed or replaced; the index holds "
            + "\(counted(result.documents, "document"))"))
    }
    try output.finish()
  }
}

/// Does the merges that are due before the process ends. The documents are committed: that merging fails is told, and
/// left to the next commit.
func finishMerges(of writer: IndexWriter) throws {
  do { try writer.finishMerges() } catch { try tellMergeFailure(error) }
}
