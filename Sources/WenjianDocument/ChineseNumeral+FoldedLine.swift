// Numbers in folded lines.

import WenjianText

extension ChineseNumeral {
  /// Reads the number at `index`.
  /// - Returns: nil where none stands. Values beyond 9,999,999,999 are not read.
  static func read(_ line: FoldedLine, at index: Int) -> (value: Int, end: Int, isArabic: Bool)? {
    var at = index
    if (0x30...0x39).contains(line[at]) {
      var value = 0
      while (0x30...0x39).contains(line[at]), at - index < 10 {
        value = value * 10 + Int(line[at] - 0x30)
        at += 1
      }
      if (0x30...0x39).contains(line[at]) { return nil }
      return (value, at, true)
    }
    var total = 0
    var current = 0
    var figures = 0
    var hasUnit = false
    while at - index < 10 {
      let scalar = line[at]
      if scalar == 0x5EFF || scalar == 0x5345 {  // 廿 卅
        total += scalar == 0x5EFF ? 20 : 30
        hasUnit = true
        figures = 0
      } else if let unit = unit(scalar) {
        total += (figures == 0 ? 1 : current) * unit
        (current, figures, hasUnit) = (0, 0, true)
      } else if scalar >= 0x80, let digit = digit(scalar) {
        // 二〇一六 is read figure by figure, 二百一十六 by its units.
        current = hasUnit ? digit : current * 10 + digit
        figures += 1
      } else {
        break
      }
      at += 1
    }
    return at == index ? nil : (total + current, at, false)
  }
}
