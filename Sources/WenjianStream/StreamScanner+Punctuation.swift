import WenjianModel
import WenjianText
import WenjianUnicode

// Punctuation and what stands in brackets, and scalars that become or join several.

extension StreamScanner where Sink: ~Copyable {
  mutating func punctuation(_ entry: FoldEntry, _ at: Int, _ next: Int) -> Int {
    let scalar = entry.scalar
    if runScalars > 0, lastIsDigit, runReach == at {
      if case "." = scalar, isDigit(next) {
        appendToRun(scalar: scalar)
        runEnd = next
        runReach = next
        lastIsDigit = false
        groupDigits = -1
        return next
      }
      if case "," = scalar, isThousandsSeparator(at, next) {
        isFirstGroup = false
        groupDigits = 0
        runEnd = next
        runReach = next
        return next
      }
    }
    if lastHanEnd == at {
      if case "(" = scalar, let after = annotationEnd(next) {
        repairs.pinyinAnnotations += 1
        return after
      }
      if case "&" = scalar, next < end, case "&" = byte(next), next + 1 < end,
        FoldTable.entry(decode(next + 1).scalar).isHan
      {
        repairs.ampersands += 1
        sink.keepTogether(upTo: next + 2)
        return next + 1
      }
    }
    flushRun()
    emit(scalar, entry, at, next)
    return next
  }

  /// If a pinyin annotation of the last Han character starts at `start` (behind its bracket), where it ends. Blanks may
  /// stand around the syllable.
  func annotationEnd(_ start: Int) -> Int? {
    var at = skipAnnotationBlanks(start)
    let first = at
    var letters = 0
    while at < end, letters <= 6 {
      let (scalar, length) = decode(at)
      switch scalar {
      case "a"..."z", "à"..."ǜ", "ḿ":
        letters += 1
        at += length
        continue
      default: break
      }
      guard letters > 0 else { return nil }
      let syllable = unsafe UnsafeRawBufferPointer(start: base + first, count: at - first)
      let close = skipAnnotationBlanks(at)
      guard close < end, case (let bracket, let bracketLength) = decode(close), bracket == ")" || bracket == "）"
      else { return nil }
      let isReading =
        unsafe PinyinTable.isReading(syllable, of: lastHanSource)
        || (lastHan != lastHanSource && PinyinTable.isReading(syllable, of: lastHan))
      return isReading ? close + bracketLength : nil
    }
    return nil
  }

  private func skipAnnotationBlanks(_ from: Int) -> Int {
    var at = from
    while at < end, at - from < 6, case (let scalar, let length) = decode(at), isBlank(scalar) { at += length }
    return at
  }

  mutating func expand(_ entry: FoldEntry, _ at: Int, _ next: Int) {
    FoldTable.forEachExpanded(entry) { scalar in feed(scalar, at, next) }
  }

  /// One folded scalar of an expansion or a composition.
  mutating func feed(_ scalar: UInt32, _ at: Int, _ next: Int) {
    let entry = FoldTable.entry(scalar)
    switch entry.kind {
    case FoldKind.letter, FoldKind.digit: appendToRun(entry, at, next)
    case FoldKind.symbol, FoldKind.punctuation:
      flushRun()
      emit(entry.scalar, entry, at, next)
    case FoldKind.space: flushRun()
    default: break
    }
  }

  /// If scalars that may compose follow the one at `at`, folds the sequence as a whole.
  /// - Returns: where it ends, or nil when nothing composes.
  @inline(never)
  mutating func compose(_ at: Int, _ next: Int) -> Int? {
    var place = next
    var sequence: [UInt32] = []
    while place < end, sequence.count < 32 {
      let (scalar, length) = decode(place)
      guard FoldTable.entry(scalar).bits & FoldEntry.joinsBefore != 0 else { break }
      sequence.append(scalar)
      place += length
    }
    guard !sequence.isEmpty, let composed = try? nfkcCasefold([decode(at).scalar] + sequence)
    else { return nil }
    flushRun()
    for scalar in composed {
      let entry = FoldTable.entry(scalar)
      if entry.kind == FoldKind.expansion {
        expand(entry, at, place)
      } else {
        feed(scalar, at, place)
      }
    }
    flushRun()
    lastHanEnd = -1
    return place
  }
}
