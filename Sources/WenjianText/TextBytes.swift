import Glibc

/// Text in UTF-8 that is lent for a call: what goes through the lines of a text holds it in many small values, each of
/// which would count a reference to an array. Every read is checked against the end.
// SAFETY: it is made in `lend` alone, for the length of its closure, which hands on no value that holds it; an offset is
// compared with the count before the bytes are read.
@safe
@usableFromInline
package struct TextBytes: RandomAccessCollection {
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
  @usableFromInline package let count: Int

  @inlinable
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.bytes = bytes
    count = bytes.count
  }

  /// - Parameter body: keeps nothing that holds the text.
  @inlinable
  package static func lend<Result>(_ text: [UInt8], _ body: (TextBytes) throws -> Result) rethrows -> Result {
    try unsafe text.withUnsafeBufferPointer { try unsafe body(TextBytes($0)) }
  }

  /// - Parameter body: keeps nothing that holds the text.
  @inlinable
  package static func lend<Result>(_ text: String, _ body: (TextBytes) throws -> Result) rethrows -> Result {
    var text = text
    return try text.withUTF8 { try unsafe body(TextBytes($0)) }
  }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }

  @inlinable @inline(__always)
  package subscript(at: Int) -> UInt8 {
    precondition(at >= 0 && at < count, "outside the text")
    return unsafe bytes[at]
  }

  @inlinable @inline(__always)
  func check(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the text")
  }

  /// - Precondition: the range lies in the text.
  package func string(_ range: Range<Int>) -> String {
    check(range)
    return unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// Where a byte is first in a range; nil when it is not there.
  /// - Precondition: the range lies in the text.
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    check(range)
    guard let base = unsafe bytes.baseAddress else { return nil }
    let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
    return unsafe found.map { unsafe UnsafeRawPointer(base).distance(to: UnsafeRawPointer($0)) }
  }

  /// Whether a word is at an offset.
  package func holds(_ word: StaticString, at start: Int) -> Bool {
    guard start >= 0, word.utf8CodeUnitCount <= count - start, let base = unsafe bytes.baseAddress else {
      return false
    }
    return unsafe memcmp(base + start, word.utf8Start, word.utf8CodeUnitCount) == 0
  }
}

extension UTF8Reader {
  /// - Precondition: the offset is in the text.
  @inlinable @inline(__always)
  package static func scalar(_ source: TextBytes, at: Int) -> (scalar: UInt32, end: Int) {
    precondition(at >= 0 && at < source.count, "outside the text")
    return unsafe scalar(source.bytes, at: at)
  }

  /// - Precondition: `lowest < end <= source.count`.
  @inlinable
  package static func scalar(
    _ source: TextBytes, before end: Int, notBelow lowest: Int = 0
  ) -> (scalar: UInt32, start: Int) {
    precondition(end > 0 && end <= source.count && lowest >= 0, "outside the text")
    return unsafe scalar(source.bytes, before: end, notBelow: lowest)
  }

  /// A stretch without the padding at its ends.
  /// - Precondition: the range lies in the text.
  package static func trimmed(_ source: TextBytes, _ range: Range<Int>) -> Range<Int> {
    source.check(range)
    return unsafe trimmed(source.bytes, range)
  }
}
