import Wenjian
import WenjianFiles

/// Reads files into a session, one after the other, and asks after each whether to go on.
struct FileReading {
  private let files: FileReadings

  init(_ files: FileReadings) { self.files = files }

  /// - Parameter progress: returns false to stop.
  /// - Returns: false when it was stopped.
  /// - Throws: what the session throws; a file that cannot be read is reported.
  func run(_ intake: inout DocumentIntake, progress: (IndexingProgress) -> Bool) throws -> Bool {
    var done = IndexingProgress(files: 0, fileCount: files.files.count, bytes: 0)
    var isStopped = false
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
        if case .stopped = error {
          isStopped = true
          return false
        }
        intake.skip(file.path, error)
      }
      done.files += 1
      done.bytes = intake.report.bytes
      isStopped = !progress(done)
      return !isStopped
    }
    return !isStopped
  }
}
