// Zeros of Chinese numerals that were typed as a letter or as a digit: 二OO八年 and 二0二四年 are 二〇〇八年 and 二〇二四年.

import WenjianText

extension StreamScanner where Sink: ~Copyable {
  /// More zeros in a row than this are a number of their own.
  static var zeroLimit: Int { 8 }
  /// How many blanks, invisible characters and marks are read over between digits.
  private static var gapLimit: Int { 8 }

  /// Whether the open run can be such zeros, told without a look at the text: nearly every run says no.
  @inline(__always)
  var mayBeZeros: Bool {
    unsafe lastHanEnd >= 0 && runScalars <= Self.zeroLimit
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
      let (scalar, next) = read(at)
      if scalar != nil {
        emit(zero.value, entry, at, next)
        lastHanEnd = next
      }
      at = next
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
      let (scalar, next) = read(at)
      if let scalar, !Self.isZero(scalar) { return false }
      at = next
    }
    return true
  }

  /// The character at `at`, nil when it is read over, and where the next one is.
  private func read(_ at: Int) -> (scalar: UInt32?, next: Int) {
    let (scalar, length) = decode(at)
    // Marks are codes below the blank, and stand in documents only.
    if scalar < 0x20, hasBarriers {
      switch markStep(at) {
      case .skip(let stop): return (nil, stop)
      case .entity(let named, let stop):
        return (FoldTable.entry(named.value).kind == FoldKind.ignorable ? nil : named.value, stop)
      case .border(let stop): return (UInt32(TextMark.paragraphEnd), stop)
      case .none: break
      }
    }
    return (FoldTable.entry(scalar).kind == FoldKind.ignorable ? nil : scalar, at + length)
  }

  /// If what stands at `start` makes a zero before it part of a numeral, the end of what had to be looked at.
  private func numeralEnd(_ start: Int, isSpaced: Bool) -> Int? {
    var at = start
    // A year has four digits, of which one stands before the zeros.
    for _ in 0..<4 {
      guard at < end, case (let scalar?, let next) = read(at) else { return nil }
      let folded = FoldTable.entry(scalar).scalar
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

  /// Reads over blanks, invisible characters, marks of markup and line breaks inside a paragraph, but no line end, tab
  /// or mark of a border: these part what they stand between.
  private func skipGap(_ start: Int) -> (end: Int, hasBlank: Bool) {
    var at = start
    var hasBlank = false
    for _ in 0..<Self.gapLimit {
      guard at < end else { break }
      let (scalar, next) = read(at)
      if let scalar {
        let isSoftBreak = hasBarriers && scalar == UInt32(TextMark.softBreak)
        guard isSoftBreak || (FoldTable.entry(scalar).kind == FoldKind.space && scalar >= 0x20) else { break }
        hasBlank = true
      }
      at = next
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
