import WenjianModel
import WenjianText

// Control codes: the marks by which readers state structure, and what is dropped.

extension StreamScanner where Sink: ~Copyable {
  /// - Returns: where to go on.
  mutating func control(_ scalar: UInt32, _ at: Int, _ next: Int) -> Int {
    guard scalar < 0x20, hasBarriers else { return dropControl(at, next) }
    if isMarkOfSpace(scalar) {
      flushRun()
      return lineEnd(at)
    }
    switch markStep(at) {
    case .none: return dropControl(at, next)
    case .border:
      flushRun()
      return lineEnd(at)
    case .skip(let stop):
      sink.keepTogether(upTo: stop)
      passOver(at, stop)
      return stop
    case .entity(let scalar, let stop):
      sink.keepTogether(upTo: stop)
      let entry = FoldTable.entry(scalar.value)
      // A line end that is named is a blank: structure is stated by marks.
      if entry.kind == FoldKind.newline {
        flushRun()
        return stop
      }
      return other(scalar.value, entry, at, stop)
    }
  }

  private mutating func dropControl(_ at: Int, _ next: Int) -> Int {
    repairs.controlCharacters += 1
    passOver(at, next)
    return next
  }

  /// Marks that are shown as white space; a page break is white space in the tables too.
  func isMarkOfSpace(_ scalar: UInt32) -> Bool {
    scalar == UInt32(TextMark.softBreak) || scalar == UInt32(TextMark.paragraphEnd)
      || scalar == UInt32(TextMark.cellEnd)
  }

  /// What the control code at `at` means.
  @inline(__always)
  func markStep(_ at: Int) -> MarkedText.ScanStep {
    unsafe MarkedText.step(UnsafeRawBufferPointer(start: base, count: end), at: at)
  }

  /// Whether the code at `at` opens the name of a character.
  func isEntity(_ at: Int) -> Bool {
    if case .entity = markStep(at) {
      true
    } else {
      false
    }
  }

  /// Where reading goes on behind a border that is no mark of white space.
  func endOfBorder(_ at: Int) -> Int? {
    guard case .border(let stop) = markStep(at) else {
      return nil
    }
    return stop
  }

  /// Where reading goes on when a mark that is read over is at `at`; nil for anything else.
  func endOfReadOver(_ at: Int) -> Int? {
    guard case .skip(let stop) = markStep(at) else {
      return nil
    }
    return stop
  }
}
