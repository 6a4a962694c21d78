// `wenjian index --watch`: keeps an index up to date with its directory.

import Glibc
import Wenjian
import WenjianFileReaders
import WenjianMessages
import WenjianText

extension IndexCommand {
  /// Brings the index up to date, and again whenever files change, until a signal ends it.
  func keepCurrent(_ options: FileOptions) throws {
    guard let directory else { return }
    try require(directory)
    Interruption.isDeferred = true
    Interruption.watch([SIGINT, SIGTERM])
    let stop = try Interruption.makeDescriptor()
    // Before the first update: what changes while that reads is not missed.
    let watch = try DirectoryWatch(directory, options: options, index: path, scanSeconds: scanEvery)
    try show(try update(options, rebuilds: rebuild), isFirst: true)
    Interruption.finishesWork = true
    Interruption.isDeferred = true
    var watching = WatchedDirectory(directory, watch, scanSeconds: scanEvery, isQuiet: quiet || json)
    try watching.say()
    while !Interruption.hasHappened, try watch.waitForChanges(stopDescriptor: stop) {
      try watching.say()
      try attempt(options, watch, &watching)
    }
    // What has changed until the signal came is not left for the next run.
    if watch.hasPendingChanges { try attempt(options, watch, &watching) }
    if !quiet, !json {
      let index = try Index(at: path)
      try say(localized("ended; the index holds \(counted(index.documentCount, "document"))"))
    }
  }

  private func attempt(_ options: FileOptions, _ watch: DirectoryWatch, _ watching: inout WatchedDirectory) throws {
    do {
      let summary = try update(options, rebuilds: false)
      watching.lastFailure = nil
      if summary.update?.isEmpty != true { try show(summary, isFirst: false) }
    } catch {
      // The lock of another writer, a directory that is not mounted now, a full disk: all may pass.
      guard let failure = CommandFailure(error) else { throw error }
      watch.updateFailed()
      if failure.text != watching.lastFailure {
        let output = Output(descriptor: STDERR_FILENO)
        output.writeLine(localized("\(failure.text); it is tried again"))
        try output.finish()
      }
      watching.lastFailure = failure.text
    }
  }

  private func show(_ summary: IndexingSummary, isFirst: Bool) throws {
    if quiet { return }
    let output = Output()
    if json {
      try output.write(summary.answer)
    } else if isFirst || verbose {
      summary.write(to: output, isVerbose: verbose)
    } else {
      output.writeLine(localTime() + "  " + summary.line)
    }
    try output.finish()
  }

  private func say(_ text: String) throws {
    let output = Output()
    output.writeLine(localTime() + "  " + text)
    try output.finish()
  }
}

/// What was said of a directory that is watched.
private struct WatchedDirectory {
  private let directory: String
  private let watch: DirectoryWatch
  private let scanSeconds: Int?
  private let isQuiet: Bool
  private var hasBegun = false
  private var saidReason: String?
  /// Of the last update.
  var lastFailure: String?

  init(_ directory: String, _ watch: DirectoryWatch, scanSeconds: Int?, isQuiet: Bool) {
    self.directory = directory
    self.watch = watch
    self.scanSeconds = scanSeconds
    self.isQuiet = isQuiet
  }

  /// Says once how changes are seen, and once more when that must change.
  mutating func say() throws {
    if let reason = watch.scanReason, reason != saidReason {
      saidReason = reason
      let seconds = scanSeconds ?? DirectoryWatch.standardScanSeconds
      let output = Output(descriptor: STDERR_FILENO)
      output.writeLine(
        "wenjian: "
          + localized(
            "\(localized(english: reason)): \(displayKey(directory)) is looked through "
              + "every \(counted(seconds, "second")) instead")
      )
      try output.finish()
    }
    if !hasBegun, !isQuiet {
      let output = Output()
      output.writeLine(
        localTime() + "  "
          + localized(
            watch.scanReason == nil
              ? "watching \(displayKey(directory)), \(countedDirectories); Ctrl-C ends"
              : "watching \(displayKey(directory)); Ctrl-C ends"))
      try output.finish()
    }
    hasBegun = true
  }

  private var countedDirectories: String {
    localized(
      watch.watchedDirectories == 1 ? "1 directory" : "\(grouped(watch.watchedDirectories)) directories")
  }
}
