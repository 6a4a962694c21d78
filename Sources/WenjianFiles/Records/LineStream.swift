// Lines that arrive on a descriptor, such as standard input, one at a time.

import Glibc
import WenjianBytes

/// Reads lines of any length up to a limit, without waiting for the end.
package struct LineStream {
  private let descriptor: Int32
  private let limit: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// - Parameter limit: the bytes of the longest line.
  package init(descriptor: Int32, limit: Int) {
    self.descriptor = descriptor
    self.limit = limit
  }

  /// The next line without its end; nil behind the last.
  /// - Throws: `tooLarge` for a line that is too long, which ends the reading; `unreadable`.
  package mutating func next() throws(ReadFailure) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return buffer[start..<end]
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return buffer[start...]
      }
      if buffer.count - start > limit { throw .tooLarge(byteCount: buffer.count - start, limit: limit) }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      try fill()
    }
  }

  private mutating func fill() throws(ReadFailure) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    do {
      let count = try systemCall("read", "standard input", isDescriptorGiven: true) {
        read(descriptor, &chunk, chunk.count)
      }
      isAtEnd = count == 0
      buffer += chunk[..<count]
    } catch {
      throw .unreadable(error.reason)
    }
  }
}

package enum JSONLineStream {
  /// Reads records line by line as they arrive; lines that are no records are reported and passed over.
  package static func read(
    descriptor: Int32, _ context: ReadContext, emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var lines = LineStream(descriptor: descriptor, limit: context.limits.maximumFileBytes)
    var records = RecordCounter(context)
    while let line = try lines.next() {
      let census = line.withUnsafeBytes { TextCensus($0) }
      if census.firstInvalidByte == nil, census.zeroBytes == 0, census.controls == 0 {
        try records.readLine(line) { event throws(ReadFailure) in try emit(event.counted) }
        continue
      }
      // JSON is UTF-8; what is not is read as what it looks like.
      let decoded = try TextDecoder.decode(Array(line))
      try records.readLine(decoded.text[...]) { event throws(ReadFailure) in
        guard case .document(var document) = event else { return try emit(event) }
        document.damage += decoded.damage
        try emit(ReadEvent.document(document).counted)
      }
    }
  }
}

extension ReadEvent {
  fileprivate var counted: ReadEvent {
    guard case .document(var document) = self else { return self }
    document.takeCensus()
    return .document(document)
  }
}
