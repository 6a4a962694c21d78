// `wenjian index`: builds the index of a directory.

import ArgumentParser
import Glibc
import Wenjian

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Build the index of a directory of .txt and .md files.",
    discussion: """
      The files become the whole index, at once and only when all is done: until then, and when \
      anything fails, searches see the index as it was. Files are UTF-8; hidden ones are left out. \
      Keys are paths below DIRECTORY.

      EXAMPLES:
        wenjian index Documents
        wenjian index /srv/policy/text --index /srv/policy/Index --exclude 'draft/*'

      Exit status 2 means that the index was built, but some files could not be read.
      """)

  @Argument(help: "The directory that holds the documents.")
  var directory: String
  @Option(name: .customLong("index"), help: ArgumentHelp("The index to write.", valueName: "path"))
  var path = "Index"
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Leave out paths below the directory, or file names, that match; may be repeated.",
      valueName: "glob"))
  var exclude: [String] = []
  @Option(help: ArgumentHelp("Leave out larger files.", valueName: "MB"))
  var maxFileSize = 128
  @Flag(help: "Print nothing but errors.")
  var quiet = false
  @Flag(help: "List every file that was left out or damaged.")
  var verbose = false
  @Flag(help: "Write one JSON object.")
  var json = false

  func validate() throws {
    guard (1...1024).contains(maxFileSize) else {
      throw ValidationError("--max-file-size must be between 1 and 1024, it is \(maxFileSize)")
    }
  }

  func run() throws {
    Interruption.isDeferred = true
    Interruption.watch()
    let start = monotonicNanoseconds()
    let progress = ProgressLine(isShown: !quiet)
    let report = try build(progress)
    Interruption.stopWatching()
    let summary = IndexingSummary(
      directory: directory, location: path, report: report, info: try Index(at: path).info,
      nanoseconds: monotonicNanoseconds() - start)
    let output = Output()
    if json {
      summary.writeJSON(to: output)
    } else if !quiet {
      summary.write(to: output, isVerbose: verbose)
    }
    try output.finish()
    if summary.hasLoss { throw ExitStatus.filesNotRead }
  }

  private func build(_ progress: ProgressLine) throws -> IndexingReport {
    defer { progress.clear() }
    try requireDirectory()
    let writer = try openWriter()
    let report = try writer.add(
      filesIn: directory,
      options: FileOptions(excluded: exclude, maximumFileBytes: maxFileSize << 20)
    ) { done in
      progress.show(done)
      return !Interruption.hasHappened
    }
    if Interruption.hasHappened { throw interrupted() }
    if report.documents == 0 { throw nothingToIndex(report) }
    progress.show("writing the index")
    // From here on nothing asks whether an interruption happened: it ends the process on the spot.
    Interruption.isDeferred = false
    if Interruption.hasHappened { throw interrupted() }
    try writer.commit()
    return report
  }

  /// Before the writer creates its directory: a mistyped name must not leave an empty index behind.
  private func requireDirectory() throws(CommandFailure) {
    guard let handle = opendir(directory) else {
      let reason = errno
      let text =
        switch reason {
        case ENOENT: "there is no directory \(directory)"
        case ENOTDIR: "\(directory) is not a directory; give the one that holds the documents"
        default: "cannot read directory \(directory): \(String(cString: strerror(reason)))"
        }
      throw CommandFailure(text, .missingInput)
    }
    closedir(handle)
  }

  private func openWriter() throws -> IndexWriter {
    do {
      return try IndexWriter(at: path, mode: .replaceAll)
    } catch {
      // `catch where error.code == .file` crashes the optimizer of Swift 6.3.1.
      guard error.code == .file else { throw error }
      throw CommandFailure(
        "the index cannot be written to \(path): \(error.message)", .unusableOutput)
    }
  }

  private func nothingToIndex(_ report: IndexingReport) -> CommandFailure {
    var text = "nothing to index in \(directory); the index was not changed"
    if report.skipped.isEmpty {
      text += "\n  it holds no files; documents end in .txt or .md"
    }
    for group in report.skipped.byKind() {
      text +=
        "\n  \(counted(group.files.count, "file")) left out: \(group.heading), such as "
        + displayKey(group.files[0].path)
    }
    return CommandFailure(text, .missingInput)
  }

  private func interrupted() -> CommandFailure {
    CommandFailure("interrupted; the index was not changed", .interrupted)
  }
}

/// Time that never goes back.
func monotonicNanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
