// Folds names such as paths scalar by scalar, where no rule of the stream looks at what is beside a scalar.

import WenjianText

/// Appends the folded scalars of a text, those of its runs too, one behind the other and without blanks: what
/// `QueryScanner` gives of it, in a tenth of the time.
/// - Parameter text: valid UTF-8; of other bytes it gives something.
/// - Returns: false when the text holds anything that may be read by what is beside it (annotations, numerals with a zero
///   typed as a letter, thousands separators, combining and invisible characters); then `scalars` holds a part of it.
/// - Complexity: linear; some 2 ns a scalar.
// SAFETY: the text is the caller's for the call, and each offset was compared with its count.
package func foldWithoutContext(_ text: UnsafeBufferPointer<UInt8>, into scalars: inout [UInt32]) -> Bool {
  var isBehindHan = false
  var isInRun = false
  var isBehindDigit = false
  var at = 0
  while at < text.count {
    let (scalar, next) = unsafe UTF8Reader.scalar(text, at: at)
    at = next
    let entry = FoldTable.entry(scalar)
    if entry.bits & FoldEntry.joinsBefore != 0 { return false }
    let folded = entry.scalar
    switch entry.kind {
    case FoldKind.symbol:
      (isBehindHan, isInRun, isBehindDigit) = (entry.isHan, false, false)
    case FoldKind.punctuation:
      if isBehindHan, folded == "(" || folded == "&" { return false }
      if isBehindDigit, folded == "," { return false }
      (isBehindHan, isInRun, isBehindDigit) = (false, false, false)
    case FoldKind.letter, FoldKind.digit:
      if !isInRun, isBehindHan, folded == "o" || folded == "0" { return false }
      (isInRun, isBehindDigit) = (true, entry.kind == FoldKind.digit)
      // A Han numeral may be in front of the next run too.
      isBehindHan = false
    case FoldKind.space:
      isInRun = false
      continue
    default: return false
    }
    scalars.append(folded)
  }
  return true
}
