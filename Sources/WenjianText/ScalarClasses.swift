// What white space, controls and Han are.

/// White_Space of Unicode: blanks and line ends of any kind.
@inlinable
package func isWhitespace(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x09...0x0D, " ", 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, "\u{3000}": true
  default: false
  }
}

/// A blank inside a line: of one column or two, or one that does not break.
@inlinable
package func isBlank(_ scalar: UInt32) -> Bool {
  switch scalar {
  case " ", "\u{3000}", "\t", 0xA0, 0x2000...0x200A: true
  default: false
  }
}

/// C0 and C1, white space among them.
@inlinable
package func isControl(_ scalar: UInt32) -> Bool {
  scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0)
}

/// What may surround a line or a value and is no part of it: blanks, line ends, controls, characters without a width.
@inlinable
package func isPadding(_ scalar: UInt32) -> Bool {
  scalar <= 0x20 || scalar == "\u{200B}" || scalar == "\u{FEFF}" || isBlank(scalar)
}

/// Ideographs, and 〇; no radicals, no compatibility forms.
@inlinable
package func isHan(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x2_0000...0x3_FFFF, "〇": true
  default: false
  }
}
