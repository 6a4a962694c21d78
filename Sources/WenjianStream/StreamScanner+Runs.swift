import WenjianText
import WenjianUnicode

// Alphanumeric runs: Latin words and numbers, one element each.

extension StreamScanner where Sink: ~Copyable {
  mutating func asciiRun(_ from: Int) -> Int {
    var at = from
    while at < end {
      let next = byte(at)
      guard next < 0x80 else { return at }
      let entry = unsafe FoldEntry(bits: FoldTable.bmp[Int(next)])
      guard entry.kind == FoldKind.letter || entry.kind == FoldKind.digit else { return at }
      appendToRun(entry, at, at + 1)
      at += 1
    }
    return at
  }

  mutating func appendToRun(_ entry: FoldEntry, _ start: Int, _ stop: Int) {
    if runScalars == 0 {
      runStart = start
      groupDigits = 0
      isFirstGroup = true
      runNeedsComposition = false
    }
    lastIsDigit = entry.kind == FoldKind.digit
    if lastIsDigit, groupDigits >= 0 { groupDigits += 1 } else { groupDigits = -1 }
    if entry.bits & FoldEntry.joinsBefore != 0 { runNeedsComposition = true }
    appendToRun(scalar: entry.scalar)
    runEnd = stop
    runReach = stop
    state.passElement()
    if runScalars >= Self.runScalarLimit { flushRun() }
  }

  mutating func appendToRun(scalar: UInt32) {
    if scalar < 0x80 {
      unsafe run[runBytes] = UInt8(truncatingIfNeeded: scalar)
      runBytes += 1
    } else {
      unsafe runBytes += UTF8Writer.write(scalar, to: run + runBytes)
    }
    runScalars += 1
  }

  mutating func flushRun() {
    guard runScalars > 0 else { return }
    if !(mayBeZeros && emitZeros()) {
      if runNeedsComposition { composeRun() }
      unsafe sink.run(
        UnsafeRawBufferPointer(start: run, count: runBytes), start: runStart, end: runEnd, state: state)
    }
    runBytes = 0
    runScalars = 0
  }

  /// A run with combining marks is normalised as a whole, so that é is found however it was written.
  mutating func composeRun() {
    let scalars = unsafe String(decoding: UnsafeRawBufferPointer(start: run, count: runBytes), as: UTF8.self)
      .unicodeScalars.map(\.value)
    // ICU fails only for want of memory; then the run stays as it is, which only this spelling finds.
    guard let composed = try? nfkcCasefold(scalars), composed.count <= scalars.count + 16 else { return }
    runBytes = 0
    for scalar in composed { unsafe runBytes += UTF8Writer.write(scalar, to: run + runBytes) }
  }

  /// Whether the digit group before a comma and the three digits behind it make a thousands separator.
  func isThousandsSeparator(_ at: Int, _ next: Int) -> Bool {
    guard lastIsDigit, groupDigits > 0, isFirstGroup ? groupDigits <= 3 : groupDigits == 3 else {
      return false
    }
    // A full-width comma lists numbers unless the digits are full-width as well.
    let isPlain = next - at == 1
    var byteOffset = next
    for _ in 0..<3 {
      guard let (scalar, stop) = seen(byteOffset), FoldTable.entry(scalar).kind == FoldKind.digit,
        isPlain == (scalar < 0x80)
      else { return false }
      byteOffset = stop
    }
    return !isDigit(byteOffset)
  }

  func isDigit(_ at: Int) -> Bool { seen(at).map { FoldTable.entry($0.scalar).kind == FoldKind.digit } ?? false }

  /// The first scalar at or behind `start` that is not invisible, and where it ends.
  private func seen(_ start: Int) -> (scalar: UInt32, end: Int)? {
    var at = start
    while at < end {
      let (scalar, length) = decode(at)
      switch FoldTable.entry(scalar).kind {
      case FoldKind.ignorable: at += length
      case FoldKind.control:
        guard scalar < 0x20, hasBarriers else {
          at += length
          continue
        }
        if isMarkOfSpace(scalar) { return (scalar, at + length) }
        switch markStep(at) {
        case .none: at += length
        case .skip(let stop): at = stop
        case .entity(let named, let stop):
          guard FoldTable.entry(named.value).kind == FoldKind.ignorable else { return (named.value, stop) }
          at = stop
        case .border(let stop): return (UInt32(TextMark.paragraphEnd), stop)
        }
      default: return (scalar, at + length)
      }
    }
    return nil
  }
}
