/// A stretch of the bytes of a file, in memory, with what checks its pages when they are first read.
///
/// It holds nothing: the file's owner keeps it mapped. A part is cut with a check of its extent, so that numbers from
/// damaged bytes lead to nil and never outside.
package struct FileBytes: Sendable, BitwiseCopyable {
  nonisolated(unsafe) package let start: UnsafeRawPointer
  package let count: Int
  package let checks: PageChecks

  package init(start: UnsafeRawPointer, count: Int, checks: PageChecks) {
    self.start = start
    self.count = count
    self.checks = checks
  }

  /// Bytes in memory, which nothing checks.
  package init(_ bytes: UnsafeRawBufferPointer) {
    // Of no bytes the address is never read.
    start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped
    count = bytes.count
    checks = .none
  }

  /// As they are, without a check of their pages.
  package var unchecked: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// - Returns: nil when the part does not lie inside.
  package func part(at byteOffset: Int, count partCount: Int) -> FileBytes? {
    guard byteOffset >= 0, partCount >= 0, byteOffset <= count, partCount <= count - byteOffset else { return nil }
    return FileBytes(start: start + byteOffset, count: partCount, checks: checks)
  }

  /// - Returns: nil when the part does not lie inside.
  package func part(_ range: Range<Int>) -> FileBytes? {
    part(at: range.lowerBound, count: range.upperBound - range.lowerBound)
  }

  /// Declares that all of it will be read (`PageChecks.require`).
  package func requireAll() { checks.require(start, count) }

  /// Whether it ends in the XXH64 of what is before.
  package var endsInChecksum: Bool {
    count >= 8 && hash64(UnsafeRawBufferPointer(start: start, count: count - 8)) == load64(start, count - 8)
  }

  /// Whether the pages of all of it are as they were written.
  package var isSound: Bool { checks.isSound(start, count) }

  /// The bytes, which their reader has to be told of as by `requireAll()`.
  package var required: UnsafeRawBufferPointer {
    requireAll()
    return unchecked
  }
}
