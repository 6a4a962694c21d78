// Little-endian loads and stores at any alignment, the only way that this package reads mapped bytes.
//
// SAFETY: every function here trusts its caller for the bounds. Callers check the extent of a block,
// a list or a section once and then read inside it (one check a block, not one a byte).

@inlinable @inline(__always)
package func load16(_ base: UnsafeRawPointer, _ byteOffset: Int) -> UInt16 {
  UInt16(littleEndian: base.loadUnaligned(fromByteOffset: byteOffset, as: UInt16.self))
}

@inlinable @inline(__always)
package func load32(_ base: UnsafeRawPointer, _ byteOffset: Int) -> UInt32 {
  UInt32(littleEndian: base.loadUnaligned(fromByteOffset: byteOffset, as: UInt32.self))
}

@inlinable @inline(__always)
package func load64(_ base: UnsafeRawPointer, _ byteOffset: Int) -> UInt64 {
  UInt64(littleEndian: base.loadUnaligned(fromByteOffset: byteOffset, as: UInt64.self))
}

/// Reads one LEB128 number and moves `cursor` past it. Stops at `end`: a number that is cut off or
/// longer than ten bytes gives nil, which the caller reports as damage.
@inlinable
package func readVarint(_ cursor: inout UnsafeRawPointer, end: UnsafeRawPointer) -> UInt64? {
  var value: UInt64 = 0
  var shift: UInt64 = 0
  while cursor < end, shift < 64 {
    let byte = cursor.load(as: UInt8.self)
    cursor += 1
    value |= UInt64(byte & 0x7F) &<< shift
    if byte < 0x80 { return value }
    shift += 7
  }
  return nil
}
