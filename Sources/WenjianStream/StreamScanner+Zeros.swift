// Zeros of Chinese numerals that were typed as a letter or as a digit: 二OO八年 and 二0二四年 are 二〇〇八年 and 二〇二四年.

import WenjianText

extension StreamScanner where Sink: ~Copyable {
  /// More zeros in a row than this are a number of their own.
  static var zeroLimit: Int { 8 }
  /// How many bytes of blanks and invisible characters are read over between digits.
  private static var gapLimit: Int { 12 }

  /// Whether the open run can be such zeros, told without a look at the text: nearly every run says no.
  @inline(__always)
  var mayBeZeros: Bool {
    lastHanEnd >= 0 && runScalars <= Self.zeroLimit
      && (run[0] == UInt8(ascii: "o") || run[0] == UInt8(ascii: "0"))
  }

  /// Emits the open run as ideographic zeros when it stands for them: when it holds nothing else, follows a Chinese
  /// digit, and a Chinese digit or 年 follows. Blanks between them (二 O 二 四 年) are read over only in a year, because
  /// columns of a table look alike.
  ///
  /// The digit before is known from the scan, what follows is looked at: so the text is kept together from the first
  /// zero up to there, and a stretch of it reads as the whole does.
  /// - Returns: whether the run was emitted.
  @inline(never)
  mutating func emitZeros() -> Bool {
    guard !runNeedsComposition, Self.isDigit(lastHan) else { return false }
    let before = skipGap(lastHanEnd)
    guard before.end == runStart, holdsOnlyZeros() else { return false }
    let after = skipGap(runEnd)
    let isSpaced = before.hasBlank || after.hasBlank
    guard let lookedUpTo = numeralEnd(after.end, isSpaced: isSpaced) else { return false }
    sink.keepTogether(upTo: lookedUpTo)
    let zero: Unicode.Scalar = "〇"
    let entry = FoldTable.entry(zero.value)
    var at = runStart
    while at < runEnd {
      let (scalar, length) = decode(at)
      if Self.isZero(scalar) {
        emit(zero.value, entry, at, at + length)
        lastHanEnd = at + length
      }
      at += length
    }
    lastHan = zero.value
    lastHanSource = zero.value
    return true
  }

  /// Whether every character of the open run is a letter or digit that looks like a zero. The source is asked, not the
  /// fold: º folds to a letter as well.
  private func holdsOnlyZeros() -> Bool {
    var at = runStart
    while at < runEnd {
      let (scalar, length) = decode(at)
      guard Self.isZero(scalar) || FoldTable.entry(scalar).kind == FoldKind.ignorable else { return false }
      at += length
    }
    return true
  }

  /// If what stands at `start` makes a zero before it part of a numeral, the end of what had to be looked at.
  private func numeralEnd(_ start: Int, isSpaced: Bool) -> Int? {
    var at = start
    // A year has four digits, of which one stands before the zeros.
    for _ in 0..<4 {
      guard at < end else { return nil }
      let (scalar, length) = decode(at)
      let folded = FoldTable.entry(scalar).scalar
      let next = at + length
      if case "年" = folded { return next }
      if Self.isDigit(folded) {
        if !isSpaced { return next }
      } else {
        guard isSpaced, Self.isZero(scalar) else { return nil }
      }
      at = skipGap(next).end
    }
    return nil
  }

  /// Reads over blanks and invisible characters, but no line end, tab or mark: these part what they stand between.
  private func skipGap(_ start: Int) -> (end: Int, hasBlank: Bool) {
    var at = start
    var hasBlank = false
    while at < end, at - start < Self.gapLimit {
      let (scalar, length) = decode(at)
      let kind = FoldTable.entry(scalar).kind
      guard kind == FoldKind.ignorable || (kind == FoldKind.space && scalar >= (" " as Unicode.Scalar).value)
      else { break }
      if kind == FoldKind.space { hasBlank = true }
      at += length
    }
    return (at, hasBlank)
  }

  private static func isDigit(_ folded: UInt32) -> Bool {
    switch folded {
    case "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九": true
    default: false
    }
  }

  private static func isZero(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "O", "o", "0", "Ｏ", "ｏ", "０": true
    default: false
    }
  }
}
