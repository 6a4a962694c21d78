// Unpacks deflate data piece by piece, so that nothing has to be believed about its size.

import CZlib
import WenjianBytes

/// A deflate stream inside some content.
final class Inflater {
  enum Wrapper { case none, gzip }

  private let stream: UnsafeMutablePointer<z_stream>
  private let content: SourceContent
  private let wrapper: Wrapper
  /// The next packed byte, and the end of what may be read.
  private var next: Int
  private let end: Int
  private var input: [UInt8] = []
  private var inputUsed = 0
  private(set) var isAtEnd = false
  private static let inputBytes = 1 << 16

  init(_ content: SourceContent, _ range: Range<Int>, _ wrapper: Wrapper) {
    self.content = content
    self.wrapper = wrapper
    next = range.lowerBound
    end = range.upperBound
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Negative: no header. 31: a gzip header.
    let code = inflateInit2_(
      stream, wrapper == .gzip ? 31 : -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if code == Z_MEM_ERROR { endWithoutMemory("unpacking with zlib") }
    precondition(code == Z_OK, "zlib cannot begin: \(code)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks up to `capacity` bytes to the end of `output`; fewer only at the end of the stream.
  /// - Throws: `damaged` when the data is not deflate or ends too early.
  func read(_ capacity: Int, into output: inout [UInt8]) throws(ReadFailure) {
    let start = output.count
    while output.count - start < capacity, !isAtEnd {
      try fill()
      let room = min(capacity - (output.count - start), 1 << 16)
      var code = Z_OK
      let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        input.withUnsafeMutableBufferPointer { input in
          let rest = input.count - inputUsed
          stream.pointee.next_in = rest > 0 ? input.baseAddress.unsafelyUnwrapped + inputUsed : nil
          stream.pointee.avail_in = UInt32(rest)
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = UInt32(room)
          code = inflate(stream, Z_NO_FLUSH)
          inputUsed += rest - Int(stream.pointee.avail_in)
          count = room - Int(stream.pointee.avail_out)
        }
      }
      output += piece
      switch code {
      case Z_STREAM_END: try endMember()
      case Z_OK: break
      case Z_BUF_ERROR where piece.isEmpty && inputUsed == input.count && next >= end:
        throw .damaged("the packed data ends too early")
      case Z_BUF_ERROR: break
      case Z_MEM_ERROR: endWithoutMemory("unpacking with zlib")
      default: throw .damaged("the packed data is damaged")
      }
    }
  }

  /// Reads on when all that was read is used.
  private func fill() throws(ReadFailure) {
    guard inputUsed == input.count, next < end else { return }
    let more = try content.read(at: next, count: min(Self.inputBytes, end - next))
    // The file was cut since it was opened. Whoever asks again is told again.
    if more.isEmpty { throw .damaged("the packed data ends too early") }
    (input, inputUsed) = (more, 0)
    next += more.count
  }

  /// A gzip file may consist of several streams, one after the other.
  private func endMember() throws(ReadFailure) {
    try fill()
    guard wrapper == .gzip, inputUsed < input.count, input[inputUsed] == 0x1F else {
      isAtEnd = true
      return
    }
    inflateReset(stream)
  }
}

/// The checksum of ZIP.
func checksum(_ bytes: [UInt8]) -> UInt32 {
  bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return 0 }
    return UInt32(truncatingIfNeeded: crc32_z(0, base, buffer.count))
  }
}
