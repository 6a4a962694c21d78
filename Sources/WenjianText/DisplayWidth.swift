// How many terminal columns text takes, and which scalars continue the character before them.

/// Columns of `text` in a terminal: East Asian wide scalars 2, combining, format and control
/// scalars 0, all others 1, ambiguous ones too (UAX #11; the table names its version).
///
/// A sum over scalars, as terminals count: an emoji sequence joined by U+200D counts each member.
///
/// - Complexity: O(scalars); ideographs and ASCII without a table look-up.
package func displayWidth(of text: String) -> Int {
  var width = 0
  for scalar in text.unicodeScalars { width += displayWidth(of: scalar) }
  return width
}

/// Columns of one scalar: 0, 1 or 2.
package func displayWidth(of scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value >= 0x20, value < 0x7F { return 1 }
  if value >= 0x4E00, value <= 0x9FFF { return 2 }
  return Int(facts(of: value) & 3)
}

/// True for scalars that a cut must not part from the one before: marks, variation selectors,
/// joiners, emoji modifiers, Hangul vowels and finals, zero-width format characters.
package func continuesCharacter(_ scalar: UInt32) -> Bool {
  // U+00AD is the first such scalar. The ranges named hold none and nearly all of Chinese text:
  // with them the table is hardly ever searched.
  switch scalar {
  case 0..<0xAD, 0x2010...0x2027, 0x3000...0x3029, 0x3100...0xA66E, 0xFF01...0xFF9D: return false
  default: return facts(of: scalar) & 4 != 0
  }
}

/// The row of the last change point at or before `scalar`.
private func facts(of scalar: UInt32) -> UInt32 {
  let key = scalar << 3 | 7
  var low = 0
  var high = displayFacts.count
  while high - low > 1 {
    let middle = (low + high) / 2
    if displayFacts[middle] <= key { low = middle } else { high = middle }
  }
  return displayFacts[low] & 7
}
