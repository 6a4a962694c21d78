// Which scalars are sentence ends, brackets and words.

import WenjianText

func whitespaceBits(of scalar: UInt32) -> UInt32 {
  switch scalar {
  case "\n", "\r", "\u{0B}", "\u{85}", "\u{2028}": return Whitespace.newline
  case "\u{0C}", "\u{2029}": return Whitespace.newline | Whitespace.paragraphEdge
  case "\t": return Whitespace.plainIndent
  case "\u{3000}": return Whitespace.ideographicIndent
  default: return 0
  }
}

/// The class of a scalar outside the main block of ideographs.
func unitKind(of scalar: UInt32) -> UnitKind {
  if scalar < 0x80 { return asciiKind(of: scalar) }
  switch scalar {
  case "。", "！", "？", "；", "｡", "‼", "⁇"..."⁉": return .terminator
  case "…", "⋯": return .ellipsis
  case "，", "：": return .comma
  case "、", "､": return .enumerationComma
  case "《", "〈", "「", "『", "【", "〔", "〖", "（", "［", "｛", "﹝", "﹙", "“", "‘", "｢", "«": return .opening
  case "》", "〉", "」", "』", "】", "〕", "〗", "）", "］", "｝", "﹞", "﹚", "”", "’", "｣", "»": return .closing
  case "％", "‰", "℃", "—", "―", "·", "・", "．": return .trailing
  case "À"..."ɏ", "Ͱ"..."\u{1FFF}", "０"..."９", "Ａ"..."Ｚ", "ａ"..."ｚ": return .word
  default: return isWhitespace(scalar) ? .space : .plain
  }
}

private func asciiKind(of scalar: UInt32) -> UnitKind {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9": return .word
  case "!", "?", ";": return .terminator
  case ".": return .fullStop
  case ",", ":": return .comma
  case "(", "[", "{": return .opening
  case ")", "]", "}": return .closing
  case "\"", "'": return .neutralQuote
  case "%": return .trailing
  case "-", "/", "_", "@", "&", "=", "#", "+", "~": return .connector
  default: return isWhitespace(scalar) ? .space : .plain
  }
}

/// The family of a bracket whose pair is kept whole, the same for both sides and for the widths
/// that scraped text mixes, as in （2016); 0 for quotes, which span sentences, and all else.
func bracketFamily(of scalar: UInt32) -> UInt8 {
  switch scalar {
  case "《", "》": return 1
  case "〈", "〉": return 2
  case "（", "）", "(", ")": return 3
  case "〔", "〕", "【", "】", "［", "］", "[", "]", "﹝", "﹞": return 4
  default: return 0
  }
}
