// Buffered writing to standard output or standard error.

import Glibc
import WenjianJSON
import WenjianMessages

/// Gathers text and writes it with write(2). After a failed write all else is dropped and
/// `finish()` tells, except when the reader closed the pipe: it has seen enough, and that is no
/// failure.
final class Output: ByteSink {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var errorNumber: Int32 = 0
  private static let capacity = 1 << 16
  /// nil where nothing can be acted on.
  private var filter: TerminalFilter?

  /// - Parameter controlsTerminal: whether what is written is all our own, and may move the cursor.
  init(descriptor: Int32 = STDOUT_FILENO, controlsTerminal: Bool = false) {
    self.descriptor = descriptor
    filter = !controlsTerminal && isatty(descriptor) == 1 ? TerminalFilter() : nil
  }

  /// Whether people read it as it comes: then what could act on the terminal is made visible.
  var isTerminal: Bool { filter != nil }

  /// False when nobody reads any more, so that long work for the output can stop.
  var isOpen: Bool { errorNumber == 0 }

  func write(_ text: String) { write(text.utf8) }
  func write(_ text: Substring) { write(text.utf8) }
  func writeLine(_ text: String = "") {
    write(text)
    write(byte: UInt8(ascii: "\n"))
  }

  func write(byte: UInt8) {
    buffer.append(byte)
    if buffer.count >= Self.capacity { flush() }
  }

  func write(_ bytes: [UInt8]) { write(bytes[...]) }
  func write(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { flush() }
  }

  /// Writes a value as JSON, and a newline behind it.
  func write(_ value: some JSONWritable) throws {
    try write { json in
      try json.value(value)
      json.endLine()
    }
  }

  /// Writes JSON piece by piece, as it is made.
  func write(_ body: (inout JSONWriter) throws -> Void) throws {
    var json = JSONWriter(to: self)
    do {
      try body(&json)
    } catch {
      // What was written is broken off; what follows begins a line.
      if json.hasFlushed { write(byte: UInt8(ascii: "\n")) }
      throw error
    }
    json.flush()
  }

  /// Writes what is gathered.
  func flush() { flush(isLast: false) }

  private func flush(isLast: Bool) {
    if let filtered = filter?.filter(buffer, isLast: isLast) { buffer = filtered }
    var done = 0
    while errorNumber == 0, done < buffer.count {
      let count = WenjianCommand.write(buffer, from: done, to: descriptor)
      if count >= 0 {
        done += count
      } else if errno == EAGAIN {
        // The pipe was made non-blocking by whoever shares it.
        waitUntilWritable(descriptor)
      } else if errno != EINTR {
        errorNumber = errno
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the rest.
  /// - Throws: when any write failed, unless because the pipe was closed.
  func finish() throws(OutputError) {
    flush(isLast: true)
    if errorNumber != 0, errorNumber != EPIPE { throw OutputError(errorNumber: errorNumber) }
  }
}

/// Text that could not be written.
struct OutputError: Error, CustomStringConvertible {
  let errorNumber: Int32

  var description: String {
    localized("cannot write the output: \(localized(english: systemMessage(errorNumber)))")
  }
}
