// The files of a directory as documents, for whatever takes them.

package import Wenjian
import WenjianBytes
import WenjianFiles
package import WenjianSegment
import WenjianThreads

/// The walk over a directory, and how its files are read.
struct DirectoryReading {
  let directory: String
  let walk: DirectoryWalk
  private let options: FileOptions
  private let walkOptions: WalkOptions

  /// - Parameter index: is left out when it is in the directory.
  /// - Throws: `WenjianError` with code `input` when the directory cannot be read.
  init(_ directory: String, _ options: FileOptions, index: String?) throws {
    self.directory = directory
    self.options = options
    walkOptions = options.walkOptions(skipping: index)
    walk = try walkFiles(of: directory, walkOptions)
  }

  /// Reads files into an intake, one after the other.
  /// - Parameter files: of the walk; all of them when nil.
  /// - Returns: false when `progress` stopped it.
  /// - Throws: what the writer throws; a file that cannot be read is reported.
  func run(
    _ intake: inout DocumentIntake, files: [String]? = nil, threadCount: Int, progress: (IndexingProgress) -> Bool
  ) throws -> Bool {
    let reading = FileReading(
      FileReadings(
        files: files ?? walk.files, directory: directory, options: options, walkOptions: walkOptions,
        threadCount: threadCount))
    return try reading.run(&intake, progress: progress)
  }
}

/// What came of documents that were read into a writer of another kind than `IndexWriter`.
package struct ReadDocuments {
  /// What was read, mended and skipped.
  package var report: IndexingReport
  /// Files, and parts of files, that cannot be read now and that another try may read, with the reasons.
  package var temporaryFailures: [(path: String, reason: String)]

  fileprivate init(_ intake: inout DocumentIntake) {
    report = intake.finish()
    temporaryFailures = intake.temporaryFailures.elements.map { ($0.key, $0.value) }
  }

  /// Reads the files below a directory, as `IndexWriter.add(filesIn:options:progress:)` does.
  /// - Parameters:
  ///   - sink: takes the documents.
  ///   - threadCount: how many threads read what takes longer to read than to index; nil: as many as there are processors, and
  ///     no more than four.
  /// - Throws: `WenjianError` with code `input` when the directory cannot be read; what the writer throws.
  package init(
    filesIn directory: String, into sink: any DocumentSink, options: FileOptions = FileOptions(),
    threadCount: Int? = nil, progress: (IndexingProgress) -> Bool = { _ in true }
  ) throws {
    let reading = try DirectoryReading(directory, options, index: nil)
    var intake = DocumentIntake(sink, DocumentKeys())
    for file in reading.walk.skipped { intake.skip(file) }
    intake.report.isStopped = try !reading.run(
      &intake, threadCount: threadCount ?? min(Thread.processorCount, 4), progress: progress)
    self.init(&intake)
  }

  /// Reads the records of JSON lines, as `IndexWriter.add(jsonLinesFrom:options:progress:)` does.
  /// - Throws: `WenjianError` with code `input` when reading fails; what the writer throws.
  package init(
    jsonLinesFrom descriptor: Int32, into sink: any DocumentSink, options: FileOptions = FileOptions(),
    progress: (IndexingProgress) -> Bool = { _ in true }
  ) throws {
    var intake = DocumentIntake(sink, DocumentKeys())
    try intake.take(jsonLinesFrom: descriptor, options, progress: progress)
    self.init(&intake)
  }
}

extension DocumentIntake {
  /// Takes the records of JSON lines.
  /// - Throws: `WenjianError` with code `input` when reading fails; what the writer throws.
  mutating func take(
    jsonLinesFrom descriptor: Int32, _ options: FileOptions, progress: (IndexingProgress) -> Bool
  ) throws {
    var done = IndexingProgress(files: 0, fileCount: 1, bytes: 0)
    // Nothing is unpacked from a stream.
    let context = options.context(fileBytes: 0, options.walkOptions(skipping: nil))
    do throws(ReadFailure) {
      try JSONLineStream.read(descriptor: descriptor, context) { event throws(ReadFailure) in
        try take(event, of: nil)
        done.bytes = report.bytes
        if !progress(done) { throw .stopped }
      }
    } catch {
      if let failure { throw failure }
      switch error {
      case .stopped: report.isStopped = true
      case .unreadable(let reason): throw WenjianError(.input, "cannot read the lines: \(reason)")
      default: throw WenjianError(.input, "the lines cannot be read: " + SkippedFileReport.text(of: error))
      }
    }
  }
}
