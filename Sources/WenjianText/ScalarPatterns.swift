// Lets rules name characters by themselves: `case "第":` and `case "一"..."九":` over the numbers that text is read as,
// `case "<":` over its bytes.

/// Whether a scalar value is the character named.
@inlinable @inline(__always)
package func ~= (pattern: Unicode.Scalar, value: UInt32) -> Bool { pattern.value == value }

/// Whether a scalar value lies in a range of characters.
@inlinable @inline(__always)
package func ~= (pattern: ClosedRange<Unicode.Scalar>, value: UInt32) -> Bool {
  pattern.lowerBound.value <= value && value <= pattern.upperBound.value
}

/// Whether a scalar value is the character: `scalar == "。"`.
@inlinable @inline(__always)
package func == (value: UInt32, character: Unicode.Scalar) -> Bool { value == character.value }

@inlinable @inline(__always)
package func != (value: UInt32, character: Unicode.Scalar) -> Bool { value != character.value }

/// Whether a byte is the ASCII character: `byte == "."`; never for one of 128 and more, which is a part of a character.
@inlinable @inline(__always)
package func == (byte: UInt8, character: Unicode.Scalar) -> Bool {
  byte < 0x80 && UInt32(byte) == character.value
}

@inlinable @inline(__always)
package func != (byte: UInt8, character: Unicode.Scalar) -> Bool { !(byte == character) }

@inlinable @inline(__always)
package func ~= (pattern: Unicode.Scalar, byte: UInt8) -> Bool { byte == pattern }

@inlinable @inline(__always)
package func ~= (pattern: ClosedRange<Unicode.Scalar>, byte: UInt8) -> Bool {
  byte < 0x80 && pattern ~= UInt32(byte)
}
