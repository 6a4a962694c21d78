// Another program on standard input and output: lines from it, and lines for it.

import Glibc
import Synchronization

/// Reads the lines of another program, each of a bounded length, and writes lines for it, which any thread may send.
final class LineExchange: Sendable {
  /// A line that another program wrote, without its end.
  typealias Line = InputLines.Line

  /// The most bytes of a line that are taken.
  let maximumBytes: Int
  private let output = Mutex(Output())

  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// Whether what is sent is read.
  var isOpen: Bool { output.withLock { $0.isOpen } }

  /// - Parameter line: without its end.
  func send(_ line: [UInt8]) {
    output.withLock { output in
      output.write(line)
      output.writeLine()
    }
  }

  /// Writes what was sent.
  func flush() { output.withLock { $0.flush() } }

  /// Calls a body with each line, blank ones apart, until the input ends, nothing reads what is sent any more, or a
  /// descriptor becomes readable. What was sent is written before it waits.
  /// - Throws: `CommandFailure` when the input cannot be read.
  func forEachLine(until stopDescriptor: Int32? = nil, _ body: (Line) -> Void) throws(CommandFailure) {
    var lines = InputLines(STDIN_FILENO, maximumBytes: maximumBytes, until: stopDescriptor)
    while isOpen, let line = try lines.next(beforeWaiting: flush) {
      if case .text(let bytes) = line, bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      body(line)
    }
  }

  /// Writes the rest.
  /// - Throws: as `Output.finish`.
  func finish() throws(OutputError) {
    try output.withLock { (output) throws(OutputError) in try output.finish() }
  }
}
