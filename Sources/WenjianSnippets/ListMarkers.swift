// Recognises the marks that open an article, a list item or a bullet at the start of a line.

/// True when the units from `index` read 第十三条, （一）, 一、, 1., ①, ● and the like.
func listItemStarts(_ units: borrowing MutableSpan<TextUnit>, at index: Int) -> Bool {
  let last = units.count - 1
  if index >= last { return false }
  let scalar = units[index].scalar
  switch units[index].kind {
  case .ordinalPrefix:
    let after = skipNumerals(units, from: index + 1)
    return after > index + 1 && after < last && isArticleUnit(units[after].scalar)
  case .opening:
    if bracketFamily(of: scalar) != 3 { return false }
    let after = skipNumerals(units, from: index + 1)
    return after > index + 1 && after < last && units[after].kind == .closing
  case .connector:
    // Bullets of plain text: "- ", "# ".
    return (scalar == 0x2D || scalar == 0x23 || scalar == 0x2B) && units[index + 1].kind == .space
  case .plain, .word:
    if isBullet(scalar) { return true }
    let after = skipNumerals(units, from: index)
    if after == index || after >= last { return false }
    switch units[after].kind {
    case .enumerationComma: return true
    case .closing: return bracketFamily(of: units[after].scalar) == 3
    case .fullStop: return units[after + 1].kind != .word
    case .trailing: return units[after].scalar == 0xFF0E
    default: return false
    }
  default: return false
  }
}

/// The first unit from `index` on that is no numeral; at most eight numerals are passed.
private func skipNumerals(_ units: borrowing MutableSpan<TextUnit>, from index: Int) -> Int {
  var place = index
  while place < units.count - 1, place < index + 8, isNumeral(units[place].scalar) { place += 1 }
  return place
}

private func isNumeral(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x30...0x39, 0xFF10...0xFF19: return true
  // 〇 一 二 三 四 五 六 七 八 九 十 百 千 零 两
  case 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341,
    0x767E, 0x5343, 0x96F6, 0x4E24:
    return true
  default: return false
  }
}

/// 条 條 章 节 節 款 编 編 项 項 目
private func isArticleUnit(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x6761, 0x689D, 0x7AE0, 0x8282, 0x7BC0, 0x6B3E, 0x7F16, 0x7DE8, 0x9879, 0x9805, 0x76EE:
    return true
  default: return false
  }
}

private func isBullet(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x2022, 0x25CF, 0x25CB, 0x25C6, 0x25C7, 0x25A0, 0x25A1, 0x25AA, 0x25B6, 0x25BA, 0x2605,
    0x2606, 0x203B, 0x2460...0x249B, 0x3220...0x3229:
    return true
  default: return false
  }
}
