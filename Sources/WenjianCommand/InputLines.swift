// Lines of a descriptor as they come.

import Glibc
import WenjianMessages

/// Reads lines that end in LF or CRLF, the last one perhaps in nothing. Holds no more than one line and what was read with it.
struct InputLines {
  enum Line {
    case text(ArraySlice<UInt8>)
    /// It has more bytes than are taken, and was read over.
    case tooLong
  }

  private let descriptor: Int32
  private let maximumBytes: Int
  private let stopDescriptor: Int32?
  private var buffer: [UInt8] = []
  /// The first byte of the next line, and the first that was not looked at.
  private var start = 0
  private var scanned = 0
  private var isTooLong = false
  private var hasEnded = false
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// - Parameter stopDescriptor: what ends the input once it can be read from.
  init(_ descriptor: Int32, maximumBytes: Int, until stopDescriptor: Int32? = nil) {
    self.descriptor = descriptor
    self.stopDescriptor = stopDescriptor
    self.maximumBytes = maximumBytes
  }

  /// - Parameter beforeWaiting: called before a read that may wait for input.
  /// - Returns: nil at the end.
  /// - Throws: `CommandFailure` when it cannot be read.
  mutating func next(beforeWaiting: () -> Void) throws(CommandFailure) -> Line? {
    while true {
      if let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer[start..<end]
        start = end + 1
        scanned = start
        return taken(line)
      }
      scanned = buffer.count
      if scanned - start > maximumBytes {
        isTooLong = true
        scanned = 0
        buffer.removeAll(keepingCapacity: false)
        start = 0
      }
      if hasEnded {
        let line = buffer[start...]
        start = buffer.count
        return line.isEmpty && !isTooLong ? nil : taken(line)
      }
      beforeWaiting()
      try read()
    }
  }

  private mutating func taken(_ line: ArraySlice<UInt8>) -> Line {
    defer { isTooLong = false }
    if isTooLong || line.count > maximumBytes { return .tooLong }
    return .text(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  private mutating func read() throws(CommandFailure) {
    buffer.removeSubrange(..<start)
    scanned -= start
    start = 0
    while true {
      if let stopDescriptor, !waitUntilReadable(descriptor, orUntil: stopDescriptor) {
        hasEnded = true
        return
      }
      let count = WenjianCommand.read(descriptor, into: &chunk)
      if count == 0 {
        hasEnded = true
        return
      }
      if count > 0 {
        buffer += chunk[..<count]
        return
      }
      switch errno {
      case EINTR: continue
      // Whoever shares the pipe made it non-blocking.
      case EAGAIN: waitUntilReadable(descriptor)
      default:
        throw CommandFailure(
          localized("cannot read \(localized("standard input")): \(localized(english: systemMessage(errno)))"),
          .inputOutput)
      }
    }
  }
}
