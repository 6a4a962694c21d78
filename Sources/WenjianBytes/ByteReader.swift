/// Reads numbers and parts front to back: what every parser of a file reads its heads with.
///
/// Each read checks the page and the extent, and is nil when the bytes end before, when they are damaged, or when a
/// length would overflow. No number that bytes can hold makes it trap.
package struct ByteReader {
  package let bytes: FileBytes
  /// Of the next byte.
  package private(set) var byteOffset = 0

  package init(_ bytes: FileBytes) { self.bytes = bytes }

  /// Bytes in memory.
  package init(_ bytes: UnsafeRawBufferPointer) { self.init(FileBytes(bytes)) }

  /// Reads an array.
  /// - Parameter body: keeps neither the reader nor a part that it cut off.
  package static func read<Result>(_ array: [UInt8], _ body: (inout ByteReader) -> Result) -> Result {
    array.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      return body(&reader)
    }
  }

  /// XXH64 of the bytes that were read.
  package var checksum: UInt64 { hash64(UnsafeRawBufferPointer(start: bytes.start, count: byteOffset)) }

  /// How many bytes are left.
  package var remaining: Int { bytes.count - byteOffset }
  package var isAtEnd: Bool { byteOffset == bytes.count }

  private mutating func advance(_ byteCount: Int) -> UnsafeRawPointer? {
    let start = bytes.start + byteOffset
    guard byteCount <= remaining, bytes.checks.isSound(start, byteCount) else { return nil }
    byteOffset += byteCount
    return start
  }

  package mutating func u8() -> UInt8? { advance(1)?.load(as: UInt8.self) }
  package mutating func u32() -> UInt32? { advance(4).map { load32($0, 0) } }
  package mutating func u64() -> UInt64? { advance(8).map { load64($0, 0) } }

  /// A u32 that counts something.
  package mutating func count32() -> Int? { u32().map(Int.init) }

  /// A u64 that counts something.
  /// - Returns: nil also for one that is no `Int`.
  package mutating func count64() -> Int? { u64().flatMap { Int(exactly: $0) } }

  /// LEB128.
  package mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      guard let byte = u8() else { return nil }
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// LEB128 that counts something.
  /// - Returns: nil also for one that is no `Int`.
  package mutating func varintCount() -> Int? { varint().flatMap { Int(exactly: $0) } }

  /// Cuts the next bytes off, without reading them.
  package mutating func take(_ byteCount: Int) -> FileBytes? {
    guard let part = bytes.part(at: byteOffset, count: byteCount) else { return nil }
    byteOffset += byteCount
    return part
  }

  /// Cuts the next `count` values of one size off, without reading them.
  package mutating func take(_ count: Int, of byteCount: Int) -> FileBytes? {
    let (total, overflow) = count.multipliedReportingOverflow(by: byteCount)
    return overflow ? nil : take(total)
  }

  /// Skips to a multiple of `alignment`, counted from the first byte.
  package mutating func align(to alignment: Int) -> Bool {
    take((alignment - byteOffset % alignment) % alignment) != nil
  }

  /// What is left, without reading it.
  package mutating func takeRest() -> FileBytes {
    let rest = FileBytes(start: bytes.start + byteOffset, count: remaining, checks: bytes.checks)
    byteOffset = bytes.count
    return rest
  }
}
