// Files to documents: what the corpus reads goes into the session, and what was wrong with it into the report.

import WenjianBytes
import WenjianDocument
import WenjianFiles
import WenjianIndex
import WenjianSegment
import WenjianStream

extension IndexWriter {
  /// Adds the files below a directory in every format that is read; their keys are their paths below it, and for what
  /// is inside a file a slash and its name there. A key that an earlier file or record has since the last commit gets a
  /// number behind it, `#2`, and the report tells it: of what is read nothing replaces another.
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
      guard FileOperations.kind(of: directory) == .directory else {
        let isThere = FileOperations.kind(of: directory) != nil
        throw WenjianError(
          .input,
          isThere
            ? "\(directory) is not a directory; give the directory that holds the documents"
            : "there is no directory \(directory)", path: directory)
      }
      let walkOptions = options.walkOptions(skipping: realPath(path))
      let walk: DirectoryWalk
      do {
        walk = try DirectoryWalk(root: directory, options: walkOptions)
      } catch let error as FileError {
        throw WenjianError(.input, error.description, path: directory)
      }
      var intake = DocumentIntake(session, fileKeys)
      for file in walk.skipped { intake.skip(file) }
      var done = IndexingProgress(files: 0, fileCount: walk.files.count, bytes: 0)
      let files = FileReadings(
        files: walk.files, directory: directory, options: options, walkOptions: walkOptions,
        threadCount: threadCount)
      try files.forEach { file in
        do throws(ReadFailure) {
          try file.read { event throws(ReadFailure) in
            try intake.take(event, of: file.path)
            // A large archive is one file, and shall show progress and be stopped too.
            if intake.report.bytes - done.bytes >= 1 << 20 {
              done.bytes = intake.report.bytes
              if !progress(done) { throw .stopped }
            }
          }
        } catch {
          if let failure = intake.failure { throw failure }
          if case .stopped = error { return false }
          intake.skip(file.path, error)
        }
        done.files += 1
        done.bytes = intake.report.bytes
        return progress(done)
      }
      if !options.allowsMissing {
        temporaryFailures.merge(intake.temporaryFailures) { _, new in new }
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
    try translated {
      var intake = DocumentIntake(session, fileKeys)
      var done = IndexingProgress(files: 0, fileCount: 1, bytes: 0)
      // Nothing is unpacked from a stream.
      let context = options.context(fileBytes: 0, options.walkOptions(skipping: nil))
      do throws(ReadFailure) {
        try JSONLineStream.read(descriptor: descriptor, context) { event throws(ReadFailure) in
          try intake.take(event, of: nil)
          done.bytes = intake.report.bytes
          if !progress(done) { throw .stopped }
        }
      } catch {
        if let failure = intake.failure { throw failure }
        switch error {
        case .stopped: break
        case .unreadable(let reason): throw WenjianError(.input, "cannot read the lines: \(reason)")
        default: throw WenjianError(.input, "the lines cannot be read: " + SkippedFileReport.text(of: error))
        }
      }
      return finish(&intake)
    }
  }

  private func finish(_ intake: inout DocumentIntake) -> IndexingReport {
    let report = intake.finish()
    uncommittedReport = uncommittedReport.map { $0.joined(with: report) } ?? report
    return report
  }
}

/// Takes documents into a writer session and keeps the account of them.
private struct DocumentIntake {
  let session: WriterSession
  var report = IndexingReport()
  /// What the session threw: readers throw only reasons not to read.
  private(set) var failure: (any Error)?
  private let before: RepairCounts
  /// The key of the first document with a text, by the text's hash.
  private var originals: [UInt64: String] = [:]
  private let keys: DocumentKeys
  /// Why paths cannot be read now.
  private(set) var temporaryFailures: [String: String] = [:]

  init(_ session: WriterSession, _ keys: DocumentKeys) {
    self.session = session
    self.keys = keys
    before = session.repairs
  }

  mutating func skip(_ path: String, _ reason: ReadFailure) { skip(SkippedFile(path: path, reason: reason)) }

  mutating func skip(_ file: SkippedFile) {
    let skipped = SkippedFileReport(file)
    report.skipped.append(skipped)
    if file.reason.isTemporary { temporaryFailures[file.path] = skipped.reason }
  }

  /// - Parameter file: its path below the directory; nil for records without a file.
  mutating func take(_ event: ReadEvent, of file: String?) throws(ReadFailure) {
    func key(_ member: String?) -> String {
      switch (file, member) {
      case (let file?, let member?): file + "/" + member
      case (let file?, nil): file
      case (nil, let member): member ?? ""
      }
    }
    switch event {
    case .skipped(let member, let reason): skip(key(member), reason)
    case .document(let document):
      let ownKey = key(document.memberName)
      let key = keys.claim(ownKey)
      guard key.utf8.count <= WriterSession.keyLimit else {
        skip(key, .badName)
        return
      }
      if key != ownKey { report.repeatedKeys.append(RepeatedKeyReport(path: key, key: ownKey)) }
      do {
        try add(document, key: key)
      } catch {
        failure = error
        throw .stopped
      }
    }
  }

  private mutating func add(_ document: ExtractedDocument, key: String) throws {
    var shown = document
    shown.text = document.shownText
    // Pages were read with their navigation marked; in plain text it is told by its lines.
    if shown.lowWeightRanges.isEmpty { shown.lowWeightRanges = BoilerplateLines.find(in: shown.text) }
    let metadata = shown.metadata(path: key)
    let fields = DocumentFields(shown, metadata, key: key)
    let pinyin = session.repairs.pinyinAnnotations
    try document.text.withUnsafeBytes { try session.add(fields, text: $0) }
    let hash = session.lastContentHash
    report.documents += 1
    report.bytes += document.text.count
    report.characters += document.census?.scalars ?? 0
    for damage in document.damage { report.take(DamageReport(damage, path: key)) }
    let annotations = session.repairs.pinyinAnnotations - pinyin
    if annotations > 0 { report.take(DamageReport(pinyin: annotations, in: document.text, path: key)) }
    if let first = originals[hash] {
      report.duplicates.append(DuplicateReport(path: key, original: first))
    } else {
      originals[hash] = key
    }
  }

  mutating func finish() -> IndexingReport {
    report.skipped.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    report.repairs = Repairs(session.repairs, since: before)
    return report
  }
}
