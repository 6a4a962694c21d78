// Which scalars are sentence ends, brackets and words.

import WenjianText

func whitespaceBits(of scalar: UInt32) -> UInt32 {
  switch scalar {
  case 0x0A, 0x0D, 0x0B, 0x85, 0x2028: return Whitespace.newline
  case 0x0C, 0x2029: return Whitespace.newline | Whitespace.paragraphEdge
  case 0x09: return Whitespace.plainIndent
  case 0x3000: return Whitespace.ideographicIndent
  default: return 0
  }
}

/// The class of a scalar outside the main block of ideographs.
func unitKind(of scalar: UInt32) -> UnitKind {
  if scalar < 0x80 { return asciiKind(of: scalar) }
  switch scalar {
  case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF61, 0x203C, 0x2047...0x2049: return .terminator
  case 0x2026, 0x22EF: return .ellipsis
  case 0xFF0C, 0xFF1A: return .comma
  case 0x3001, 0xFF64: return .enumerationComma
  case 0x300A, 0x3008, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B, 0xFE5D,
    0xFE59, 0x201C, 0x2018, 0xFF62, 0x00AB:
    return .opening
  case 0x300B, 0x3009, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0xFF09, 0xFF3D, 0xFF5D, 0xFE5E,
    0xFE5A, 0x201D, 0x2019, 0xFF63, 0x00BB:
    return .closing
  case 0xFF05, 0x2030, 0x2103, 0x2014, 0x2015, 0x00B7, 0x30FB, 0xFF0E: return .trailing
  case 0x00C0...0x024F, 0x0370...0x1FFF, 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
    return .word
  default: return isWhitespace(scalar) ? .space : .plain
  }
}

private func asciiKind(of scalar: UInt32) -> UnitKind {
  switch UInt8(truncatingIfNeeded: scalar) {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    return .word
  case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"): return .terminator
  case UInt8(ascii: "."): return .fullStop
  case UInt8(ascii: ","), UInt8(ascii: ":"): return .comma
  case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return .opening
  case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return .closing
  case UInt8(ascii: "\""), UInt8(ascii: "'"): return .neutralQuote
  case UInt8(ascii: "%"): return .trailing
  case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "@"),
    UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: "+"),
    UInt8(ascii: "~"):
    return .connector
  default: return isWhitespace(scalar) ? .space : .plain
  }
}

/// The family of a bracket whose pair is kept whole, the same for both sides and for the widths
/// that scraped text mixes, as in （2016); 0 for quotes, which span sentences, and all else.
func bracketFamily(of scalar: UInt32) -> UInt8 {
  switch scalar {
  case 0x300A, 0x300B: return 1
  case 0x3008, 0x3009: return 2
  case 0xFF08, 0xFF09, 0x28, 0x29: return 3
  case 0x3014, 0x3015, 0x3010, 0x3011, 0xFF3B, 0xFF3D, 0x5B, 0x5D, 0xFE5D, 0xFE5E: return 4
  default: return 0
  }
}
