// Numbers in folded lines.

import WenjianText

extension ChineseNumeral {
  /// Reads the number at `index`.
  /// - Returns: nil where none stands. Values beyond 9,999,999,999 are not read.
  static func read(_ line: FoldedLine, at index: Int) -> (value: Int, end: Int, isArabic: Bool)? {
    var at = index
    if arabicDigit(line[at]) != nil {
      var value = 0
      while let digit = arabicDigit(line[at]) {
        if at - index == 10 { return nil }
        value = value * 10 + digit
        at += 1
      }
      return (value, at, true)
    }
    var total = 0
    var current = 0
    var figures = 0
    var hasUnit = false
    while at - index < 10 {
      let scalar = line[at]
      if let tens = tens(scalar) {
        total += tens
        hasUnit = true
        figures = 0
      } else if let unit = unit(scalar) {
        total += (figures == 0 ? 1 : current) * unit
        (current, figures, hasUnit) = (0, 0, true)
      } else if let digit = chineseDigit(scalar) {
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
