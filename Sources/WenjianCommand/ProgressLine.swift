// How far indexing has come, in one line of a terminal.

import Glibc
import Wenjian
import WenjianFileReaders
import WenjianMessages

/// A line on standard error that is rewritten in place; nothing when that is not a terminal.
final class ProgressLine {
  private let isShown: Bool
  private let start = monotonicNanoseconds()
  private var lastShown = 0
  private var isOnScreen = false
  /// Ten times a second: more is not seen, and slows a terminal down.
  private static let interval = 100_000_000

  init(isShown: Bool) {
    self.isShown = isShown && isatty(STDERR_FILENO) == 1
  }

  func show(_ done: IndexingProgress) {
    guard isShown else { return }
    let now = monotonicNanoseconds()
    guard now - lastShown >= Self.interval else { return }
    lastShown = now
    let seconds = Double(max(1, now - start)) / 1e9
    write(
      localized(
        "\(grouped(done.files)) of \(counted(done.fileCount, "file")), \(byteSize(done.bytes)), "
          + "\(decimal(Double(done.bytes) / 1e6 / seconds, places: 1)) MB/s"))
  }

  func show(_ text: String) {
    if isShown { write(text) }
  }

  func clear() {
    if isOnScreen { write(nil) }
  }

  private func write(_ text: String?) {
    let output = Output(descriptor: STDERR_FILENO, controlsTerminal: true)
    // Back to the first column, and erase to the end of the line.
    output.write("\r\u{1B}[K" + (text ?? ""))
    output.flush()
    isOnScreen = text != nil
  }
}
