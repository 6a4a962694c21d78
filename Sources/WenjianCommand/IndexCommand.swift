// `wenjian index`: builds the index of a directory, or brings it up to date with it.

import ArgumentParser
import Glibc
import Wenjian
import WenjianCluster
import WenjianFileReaders
import WenjianMessages
import WenjianText

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: localized("Build the index of a directory of documents or of JSON lines, or bring it up to date."),
    discussion: localized(
      """
      The files become the whole index, at once and only when all is done: until then, and when \
      anything fails, searches see the index as it was. Keys are paths below DIRECTORY.

      An index of the same directory with the same options is brought up to date: only files that are \
      new or have other bytes are read. It is built anew when it was made of another directory, with \
      other options or by another version, which is said, or with --rebuild. Documents that were added \
      one by one (`wenjian add`) stay either way: building anew takes them from the texts that the index \
      stores, also where that was made with other text rules.

      --watch goes on and does so whenever files change: when nothing has changed for half a second, at \
      the latest ten seconds after the first change, and not within two seconds of the last update. The \
      lock of the index is held during updates only. SIGINT and SIGTERM end it when the update that is \
      due is committed; a second one ends it at once. The system watches each directory; where it cannot \
      (fs.inotify.max_user_watches), that is said, and the directory is looked through once a minute. \
      It does not tell of changes that other machines make on a file system that they share: see \
      --scan-every.

      Read are .txt .md .html .mht .xml .eml .docx .odt .epub .ofd .pdf .doc .wps .rtf .xlsx .xls .et .pptx \
      .json .jsonl .csv .tsv and these in .zip .tar .gz, in any Chinese encoding; files with other endings or none when their \
      content is text or one of these formats. PDF needs pdftotext (poppler-utils, \
      poppler-data), .doc and .wps need antiword or catdoc. A file .wenjianignore leaves out files \
      as .gitignore does. `wenjian report` shows again what was damaged and left out.

      EXAMPLES:
        wenjian index Documents
        wenjian index Documents --dry-run
        wenjian index Documents --watch
        wenjian index /srv/policy/text --index /srv/policy/Index --exclude 'draft/*'
        zcat dump.jsonl.gz | wenjian index --jsonl - --field key=url --field text=content

      Exit status 2 means that the index was built, but some files could not be read. Files that the index \
      holds and that cannot be read now (no permission, a bad disk, a missing program) stay in it as they were, \
      which is said; --allow-missing leaves them out. Building anew cannot keep them: then the index stays as it \
      is and the exit status is 74.
      """))

  @Argument(help: .localized("The directory that holds the documents."))
  var directory: String?
  @Option(
    help: .localized(
      "Read a document from each line of a file instead of a directory; - is standard input.",
      valueName: "file"))
  var jsonl: String?
  @Option(
    parsing: .singleValue,
    help: .localized(
      "Which field of JSON and which column of a table is what: key, title, text, date, signed, source, "
        + "author, issuer, docno, kind, topic, or field:NAME for one of your own; may be repeated.",
      valueName: "role=name"))
  var field: [String] = []
  @Option(name: .customLong("index"), help: .localized("The index to write.", valueName: "path"))
  var path = "Index"
  @Option(
    parsing: .singleValue,
    help: .localized(
      "Read only paths below the directory, or file names, that match; may be repeated.",
      valueName: "glob"))
  var include: [String] = []
  @Option(
    parsing: .singleValue,
    help: .localized(
      "Leave out paths below the directory, or file names, that match; may be repeated.",
      valueName: "glob"))
  var exclude: [String] = []
  @Flag(help: .localized("Also read names that begin with a dot."))
  var hidden = false
  @Option(help: .localized("Leave out larger files.", valueName: "MB"))
  var maxFileSize = 128
  @Flag(
    help: .localized(
      """
      Replace the index also when files that it holds cannot be read now, and leave them out.
      """))
  var allowMissing = false
  @Flag(help: .localized("Build the index anew, also when it could be brought up to date."))
  var rebuild = false
  @Flag(help: .localized("With --rebuild: leave out the documents that were added one by one, too."))
  var dropAdded = false
  @Flag(help: .localized("Say what would be done, and change nothing."))
  var dryRun = false
  @Flag(help: .localized("Go on, and bring the index up to date whenever files change, until Ctrl-C or SIGTERM."))
  var watch = false
  @Option(
    help: .localized(
      "With --watch: look through the directory every so many seconds too, for changes that the system does not tell of.",
      valueName: "seconds"))
  var scanEvery: Int?
  @Flag(help: .localized("Print nothing but errors."))
  var quiet = false
  @Flag(help: .localized("List every file that was left out or damaged."))
  var verbose = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func validate() throws {
    guard (directory == nil) != (jsonl == nil) else {
      throw ValidationError(localized("give a directory, or --jsonl with a file or -, and not both"))
    }
    guard !dryRun || directory != nil else { throw ValidationError(localized("--dry-run is for a directory")) }
    guard !dropAdded || rebuild else { throw ValidationError(localized("--drop-added is for --rebuild")) }
    guard !watch || (directory != nil && !dryRun) else {
      throw ValidationError(localized("--watch is for a directory, and not for --dry-run"))
    }
    guard scanEvery == nil || watch else { throw ValidationError(localized("--scan-every is for --watch")) }
    guard (1...86_400).contains(scanEvery ?? 1) else {
      throw ValidationError(localized("--scan-every must be between 1 and 86400, it is \(scanEvery ?? 0)"))
    }
    _ = try recordFields()
    try validateForCluster()
    guard (1...1024).contains(maxFileSize) else {
      throw ValidationError(localized("--max-file-size must be between 1 and 1024, it is \(maxFileSize)"))
    }
  }

  private func recordFields() throws -> RecordFields {
    var fields = RecordFields()
    for choice in field {
      let parts = choice.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let role = RecordFields.Role(name: String(parts[0])) else {
        let roles = listed(RecordFields.Role.known.map(\.name))
        throw ValidationError(localized("--field is role=name with a role of \(roles); it is '\(choice)'"))
      }
      fields.set(role, to: String(parts[1]))
    }
    return fields
  }

  func run() throws {
    let options = FileOptions(
      included: include, excluded: exclude, includesHidden: hidden, maximumFileBytes: maxFileSize << 20,
      fields: try recordFields(), allowsMissing: allowMissing)
    if dryRun {
      let check = try check(options, rebuilds: rebuild)
      return try UpdateListing(check, try preview(check, options), isVerbose: verbose).write(asJSON: json)
    }
    if watch { return try keepCurrent(options) }
    Interruption.isDeferred = true
    Interruption.watch()
    let summary =
      ClusterAddress.isAddress(path) ? try updateCluster(options) : try update(options, rebuilds: rebuild)
    Interruption.stopWatching()
    let output = Output()
    if json {
      try output.write(summary.answer)
    } else if !quiet {
      summary.write(to: output, isVerbose: verbose)
    }
    try behindCommit { try output.finish() }
    if !summary.isComplete {
      // An exit status without a word leaves its reader to guess.
      if quiet, !json { try tellLosses(summary) }
      throw ExitStatus.incomplete
    }
  }

  /// On standard error, where nothing else is printed: what the exit status means.
  private func tellLosses(_ summary: IndexingSummary) throws {
    let output = Output(descriptor: 2)
    for loss in summary.losses { output.writeLine("wenjian: " + loss) }
    try output.finish()
  }

  /// What `build` would do.
  private func preview(_ check: UpdateCheck, _ options: FileOptions) throws -> UpdateListing.Preview {
    let directory = directory ?? ""
    return check == .isPossible
      ? .update(try FileUpdate.preview(path, filesIn: directory, options: options))
      : .rebuild(try FileRebuild.preview(path, filesIn: directory, options: options) { _ in !dropAdded })
  }

  /// Builds the index, or brings it up to date, once.
  func update(_ options: FileOptions, rebuilds: Bool) throws -> IndexingSummary {
    let start = monotonicNanoseconds()
    let check = try self.check(options, rebuilds: rebuilds)
    let outcome = try build(options, check, ProgressLine(isShown: !quiet))
    return IndexingSummary(
      directory: directory ?? jsonl.flatMap { $0 == "-" ? nil : $0 }, location: path, outcome: outcome,
      rebuildReason: check.rebuildReason, info: try behindCommit { try Index(at: path).info },
      nanoseconds: monotonicNanoseconds() - start)
  }

  /// Whether the index is built or brought up to date.
  private func check(_ options: FileOptions, rebuilds: Bool) throws -> UpdateCheck {
    guard let directory else { return .noIndex }
    try require(directory)
    return try DirectoryIndexer(directory, index: path, options: options).check(rebuilds: rebuilds)
  }

  private func build(
    _ options: FileOptions, _ check: UpdateCheck, _ progress: ProgressLine
  ) throws -> BuildOutcome {
    defer { progress.clear() }
    func goesOn(_ step: DirectoryIndexer.Step) -> Bool {
      switch step {
      case .reading(let done): progress.show(done)
      case .writing:
        if Interruption.stopsWork { return false }
        progress.show(localized("writing the index"))
        Interruption.commitBegins()
      }
      return !Interruption.stopsWork
    }
    do {
      if let directory {
        return try BuildOutcome(
          DirectoryIndexer(directory, index: path, options: options).run(check, dropsAdded: dropAdded, goesOn))
      }
      let lines = try openLines()
      defer { if lines != STDIN_FILENO { close(lines) } }
      let writer = try DirectoryIndexer.writer(at: path, .replaceAll)
      let report = try writer.add(jsonLinesFrom: lines, options: options) { goesOn(.reading($0)) }
      return try BuildOutcome(DirectoryIndexer.commitAnew(writer, report, dropsAdded: dropAdded, goesOn))
    } catch let failure as DirectoryIndexer.Failure {
      if Interruption.stopsWork { throw interrupted() }
      switch failure {
      case .stopped: throw interrupted()
      case .nothing(let report): throw nothingToIndex(report)
      case .missing(let files): throw refusal(files)
      case .unwritable(let error):
        throw CommandFailure(
          localized("the index cannot be written to \(path): \(localized(english: error.message))"), .unusableOutput
        )
      case .behindCommit(let error): return try behindCommit { throw error }
      }
    }
  }

  /// Before the writer creates its directory: a mistyped name must not leave an empty index behind.
  func require(_ directory: String) throws(CommandFailure) {
    guard let reason = errorOfListing(directory) else { return }
    let text: Message =
      switch reason {
      case ENOENT: "there is no directory \(directory)"
      case ENOTDIR: "\(directory) is not a directory; give the one that holds the documents"
      default: "cannot read directory \(directory): \(localized(english: systemMessage(reason)))"
      }
    throw CommandFailure(localized(text), .missingInput)
  }

  func openLines() throws(CommandFailure) -> Int32 {
    guard let jsonl, jsonl != "-" else { return STDIN_FILENO }
    let descriptor = openForReading(jsonl)
    guard descriptor >= 0 else {
      throw CommandFailure(
        localized("cannot read \(jsonl): \(localized(english: systemMessage(errno)))"), .missingInput)
    }
    return descriptor
  }

  func nothingToIndex(_ report: IndexingReport) -> CommandFailure {
    var text = localized("nothing to index in \(directory ?? localized("the lines")); the index was not changed")
    if report.skipped.isEmpty, directory != nil {
      text += "\n  " + localized("it holds no files; `wenjian help index` names the formats that are read")
    }
    for group in report.skipped.byKind() {
      text +=
        "\n  "
        + localized(
          "\(counted(group.fileCount, "file")) left out: \(group.heading.shown), "
            + "such as \(displayKey(group.files[0].path))")
    }
    return CommandFailure(text, .missingInput)
  }

  func refusal(_ missing: [MissingFile]) -> CommandFailure {
    let documents = missing.reduce(0) { $0 + $1.documents }
    var text =
      localized(
        "\(counted(missing.count, "file")) of the index, with \(counted(documents, "document")), cannot be read now; "
          + "the index was not changed")
    for file in missing.prefix(verbose ? missing.count : 10) {
      text += "\n  " + localized("\(displayKey(file.path)): \(localized(english: file.reason))")
    }
    if !verbose, missing.count > 10 {
      text += "\n  " + localized("and \(grouped(missing.count - 10)) more, see --verbose")
    }
    text += "\n" + localized("make them readable and run it again, or leave them out with --allow-missing")
    return CommandFailure(text, .inputOutput)
  }

  func interrupted() -> CommandFailure {
    CommandFailure(localized("interrupted; the index was not changed"), .interrupted)
  }
}
