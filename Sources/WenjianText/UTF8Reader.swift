/// Steps over the scalars of UTF-8 that was checked before; damaged bytes are read as U+FFFD, never past the end.
@usableFromInline
package enum UTF8Reader {
  // SAFETY, of all below: a buffer is the caller's and stands for the call; bytes behind the first of a scalar are read
  // only where they are compared with the buffer's end, and the first is at an index that the caller promises.

  @inlinable @inline(__always)
  package static func scalar(_ source: UnsafeBufferPointer<UInt8>, at: Int) -> (scalar: UInt32, end: Int) {
    let lead = unsafe UInt32(source[at])
    if lead < 0x80 { return (lead, at &+ 1) }
    if lead >= 0xE0, lead < 0xF0, at &+ 2 < source.count {
      return unsafe ((lead & 15) << 12 | UInt32(source[at &+ 1] & 63) << 6 | UInt32(source[at &+ 2] & 63), at &+ 3)
    }
    if lead >= 0xC0, lead < 0xE0, at &+ 1 < source.count {
      return unsafe ((lead & 31) << 6 | UInt32(source[at &+ 1] & 63), at &+ 2)
    }
    if lead >= 0xF0, lead < 0xF5, at &+ 3 < source.count {
      let high = unsafe (lead & 7) << 18 | UInt32(source[at &+ 1] & 63) << 12
      return unsafe (high | UInt32(source[at &+ 2] & 63) << 6 | UInt32(source[at &+ 3] & 63), at &+ 4)
    }
    return (0xFFFD, at &+ 1)
  }

  /// Whether a byte goes on with a scalar that began before it.
  @inlinable @inline(__always)
  package static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// The scalar that ends before `end`, and where it begins; of damaged bytes the last four at most.
  /// - Precondition: `lowest < end <= source.count`.
  @inlinable
  package static func scalar(
    _ source: UnsafeBufferPointer<UInt8>, before end: Int, notBelow lowest: Int = 0
  ) -> (scalar: UInt32, start: Int) {
    var at = end - 1
    while at > lowest, end - at < 4, unsafe isContinuation(source[at]) { at -= 1 }
    return unsafe (scalar(source, at: at).scalar, at)
  }

  /// A stretch without the padding at its ends.
  package static func trimmed(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let (scalar, end) = unsafe scalar(source, at: low)
      guard isPadding(scalar) else { break }
      low = min(end, high)
    }
    while high > low {
      let (scalar, start) = unsafe scalar(source, before: high, notBelow: low)
      guard isPadding(scalar) else { break }
      high = start
    }
    return low..<high
  }
}
