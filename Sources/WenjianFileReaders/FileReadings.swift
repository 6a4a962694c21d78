// Files read one after the other, and those that take longer to read than to index ahead of their turn.

import WenjianFiles
import WenjianThreads

/// Gives files in their order. Pages, office documents and what programs must read, such as PDF, are read before their
/// turn on threads of their own; plain text is not worth handing over.
struct FileReadings: Sendable {
  /// Paths below the directory.
  let files: [String]
  let directory: String
  let options: FileOptions
  let walkOptions: WalkOptions
  /// Below 2 everything is read on the caller's thread.
  let threadCount: Int

  var aheadLimits = AheadLimits()

  /// What is read ahead waits in memory, twice as many files as there are threads: larger files, and those whose parts
  /// or text are larger, are read when it is their turn.
  struct AheadLimits {
    var fileBytes = 16 << 20
    /// Of a part of a packed file, unpacked, and of what a program writes.
    var partBytes = 8 << 20
    var textBytes = 4 << 20
  }

  /// A file whose turn it is.
  struct File: Sendable {
    let path: String
    fileprivate let readings: FileReadings
    /// What it gave when it was read ahead.
    fileprivate let result: Result?

    /// Gives its documents in order.
    /// - Throws: why it cannot be read, or what `emit` throws.
    func read(_ emit: (ReadEvent) throws(ReadFailure) -> Void) throws(ReadFailure) {
      guard let result else { return try readings.read(path, emit) }
      for event in result.events { try emit(event) }
      if let failure = result.failure { throw failure }
    }
  }

  fileprivate struct Result: Sendable {
    var events: [ReadEvent] = []
    var failure: ReadFailure?
  }

  /// - Parameter take: returns false to stop. What it throws is thrown on.
  func forEach(_ take: (File) throws -> Bool) throws {
    var next = 0
    func takeDirectly(upTo end: Int) throws -> Bool {
      while next < end {
        next += 1
        guard try take(File(path: files[next - 1], readings: self, result: nil)) else { return false }
      }
      return true
    }
    let slow = files.indices.filter { DocumentFormats.isSlow(files[$0]) }
    if threadCount > 1, slow.count > 1 {
      var place = 0
      do {
        try forEachInOrder(
          count: slow.count, threadCount: threadCount, makeWorker: {},
          make: { _, number in readAhead(files[slow[number]]) }
        ) { result in
          guard try takeDirectly(upTo: slow[place]) else { throw Stopped() }
          place += 1
          next += 1
          guard try take(File(path: files[next - 1], readings: self, result: result)) else { throw Stopped() }
        }
      } catch is Stopped {
        return
      }
    }
    _ = try takeDirectly(upTo: files.count)
  }

  private struct Stopped: Error {}

  fileprivate func read(_ path: String, _ emit: (ReadEvent) throws(ReadFailure) -> Void) throws(ReadFailure) {
    let source = try SourceFile(path: path, at: directory + "/" + path)
    try DocumentFormats.read(source, options.context(fileBytes: source.content.count, walkOptions), emit: emit)
  }

  /// - Returns: nil when the file must be read in its turn, because it is larger than what may wait.
  private func readAhead(_ path: String) -> Result? {
    var result = Result()
    var textBytes = 0
    var context: ReadContext?
    do throws(ReadFailure) {
      let source = try SourceFile(path: path, at: directory + "/" + path)
      if source.content.count > aheadLimits.fileBytes { return nil }
      let limited = options.context(fileBytes: source.content.count, walkOptions, partBytes: aheadLimits.partBytes)
      context = limited
      try DocumentFormats.read(source, limited) { event throws(ReadFailure) in
        result.events.append(event)
        switch event {
        case .document(let document): textBytes += document.text.count
        case .skipped(_, .tooLarge): throw .stopped
        case .skipped: break
        }
        if textBytes > aheadLimits.textBytes { throw .stopped }
      }
    } catch {
      switch error {
      case .tooLarge, .stopped: return nil
      default: result.failure = error
      }
    }
    // A reader may have gone on without the part.
    return context?.hasMetLimit == true ? nil : result
  }
}
