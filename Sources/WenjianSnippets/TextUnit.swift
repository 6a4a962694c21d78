// Cuts the bytes around a core into units, the characters people count, with the class of each.

import WenjianText

/// What a unit means for cutting.
enum UnitKind: UInt8 {
  /// Ideographs, symbols, anything without a rule.
  case plain
  /// A run of whitespace; `TextUnit.scalar` holds `Whitespace` bits.
  case space
  /// 第: what it counts follows.
  case ordinalPrefix
  /// A letter or digit of a script written in words.
  case word
  /// 。！？；
  case terminator
  /// Ends a sentence only when two stand together (……): a single one is often a gap in a list.
  case ellipsis
  /// The ASCII full stop, which also stands in numbers, names and addresses.
  case fullStop
  /// ， and ：
  case comma
  /// 、
  case enumerationComma
  case opening
  case closing
  /// The ASCII quotes: only their place says which side they are.
  case neutralQuote
  /// Marks that stay with what is before them: ％ ℃ and the dash.
  case trailing
  /// ASCII marks that tie words together inside numbers, addresses and names: - / _ @ and others.
  case connector
  /// The sentinel after the last unit.
  case end
}

enum Whitespace {
  static let newline: UInt32 = 1
  static let paragraphEdge: UInt32 = 2
  /// Ideographic spaces open a line: a paragraph, wherever the line before ended.
  static let ideographicIndent: UInt32 = 4
  /// Spaces or a tab open a line: a paragraph, or a hanging indent of wrapped text.
  static let plainIndent: UInt32 = 8
}

/// One character as people count them, and the edge in front of it.
struct TextUnit {
  /// First byte, in the slice.
  var byteOffset: Int32
  /// The base scalar; for whitespace, `Whitespace` bits.
  var scalar: UInt32
  /// For an opening bracket the index of its closing one; -1 for none.
  var partner: Int32 = -1
  var kind: UnitKind
  /// How well the text can be cut in front of this unit.
  var edge: CutQuality
  /// The edge is inside a highlight, where nothing is cut. Kept apart from the grade, which still
  /// says whether a sentence ends here.
  var isSealed = false

  func canCut(_ quality: CutQuality) -> Bool { !isSealed && edge >= quality }
}

/// How well text can be cut between two units, the better the greater.
enum CutQuality: UInt8, Comparable {
  /// Inside a bracket pair or a word, after 第, before a mark that belongs to what precedes it.
  case awkward
  case character
  case enumeration
  case clause
  case sentence
  case paragraph

  static func < (left: CutQuality, right: CutQuality) -> Bool { left.rawValue < right.rawValue }
}

/// The units of `bytes` from up to `reach` characters before the core to as many after it, closed
/// by a sentinel of kind `end`. Edges are not graded yet.
///
/// - Complexity: O(bytes of the core and the reach), each looked at once, plus one allocation.
/// Past `settled` characters on a side, a sure paragraph edge ends the scan there: a passage that
/// long does not go on into another paragraph. In laws this saves 40 % of the time.
func scanUnits(
  _ slice: SnippetSlice, bytes: Span<UInt8>, reach: Int, settled: Int
) -> [TextUnit] {
  let usable = wholeScalars(
    of: bytes, fromStart: slice.touchesDocumentStart, toEnd: slice.touchesDocumentEnd)
  let coreStart = min(max(slice.core.lowerBound, usable.lowerBound), usable.upperBound)
  let coreEnd = min(max(slice.core.upperBound, coreStart), usable.upperBound)
  let start = startOfReach(
    bytes, before: coreStart, floor: usable.lowerBound, reach: reach, settled: settled)
  // Every unit takes a byte at least, so this is enough whatever the bytes are.
  return [TextUnit](capacity: coreEnd - start + reach + 1) { units in
    appendUnits(
      to: &units, bytes: bytes, range: start..<usable.upperBound, core: coreStart..<coreEnd,
      reach: reach, settled: settled, isDocumentStart: slice.touchesDocumentStart)
  }
}

private func appendUnits(
  to units: inout OutputSpan<TextUnit>, bytes: Span<UInt8>, range: Range<Int>, core: Range<Int>,
  reach: Int, settled: Int, isDocumentStart: Bool
) {
  var index = range.lowerBound
  // A joiner, or a flag's first half, takes in whatever follows it.
  var previousScalar: UInt32 = 0
  var unitsAfterCore = 0
  while index < range.upperBound {
    let decoded = decodeScalar(bytes, at: index, end: range.upperBound)
    let scalar = decoded.value
    var kind = UnitKind.plain
    var kept = scalar
    if scalar < 0x4E00 || scalar > 0x9FFF || previousScalar == "\u{200D}" {
      let joins =
        units.isEmpty
        ? !isDocumentStart && index < core.lowerBound && continuesCharacter(scalar)
        : joinsUnit(scalar, after: previousScalar, in: &units[units.count - 1])
      if joins {
        previousScalar = scalar
        index += decoded.byteCount
        continue
      }
      kind = unitKind(of: scalar)
      if kind == .space { kept = whitespaceBits(of: scalar) }
    } else if scalar == "第" {
      kind = .ordinalPrefix
    }
    if index >= core.upperBound {
      if unitsAfterCore == reach { break }
      if unitsAfterCore > settled, endsInParagraphEdge(units.span) { break }
      unitsAfterCore += 1
    }
    units.append(
      TextUnit(
        byteOffset: Int32(truncatingIfNeeded: index), scalar: kept, kind: kind, edge: .character))
    previousScalar = scalar
    index += decoded.byteCount
  }
  units.append(
    TextUnit(
      byteOffset: Int32(truncatingIfNeeded: index), scalar: 0, kind: .end, edge: .character))
}

/// True when the last unit is whitespace that is a paragraph edge whatever follows.
private func endsInParagraphEdge(_ units: Span<TextUnit>) -> Bool {
  let last = units.count - 1
  let bits = units[last].scalar
  if units[last].kind != .space || bits & Whitespace.newline == 0 || last == 0 { return false }
  return bits & (Whitespace.paragraphEdge | Whitespace.ideographicIndent) != 0
    || units[last - 1].scalar == "。"
}

/// True when `scalar` belongs to `unit`, which ends in `previous`; whitespace is noted there.
private func joinsUnit(
  _ scalar: UInt32, after previous: UInt32, in unit: inout TextUnit
) -> Bool {
  if unit.kind == .space {
    if isWhitespace(scalar) {
      let bits = whitespaceBits(of: scalar)
      if bits & Whitespace.newline != 0 {
        if previous == "\r" && scalar == "\n" { return true }
        if unit.scalar & Whitespace.newline != 0 { unit.scalar |= Whitespace.paragraphEdge }
        unit.scalar &= ~(Whitespace.ideographicIndent | Whitespace.plainIndent)
        unit.scalar |= bits
      } else if isWhitespace(previous), scalar == " " {
        // One space after a newline is sloppiness, two are an indent.
        if previous == " " { unit.scalar |= Whitespace.plainIndent }
      } else {
        unit.scalar |= bits
      }
      return true
    }
    // A mark behind a space is seen, and can be a match of its own: it is no white space at an end.
    return isControl(scalar)
      || continuesCharacter(scalar) && Unicode.Scalar(scalar)?.properties.isDefaultIgnorableCodePoint ?? false
  }
  if previous == "\u{200D}" { return true }
  // Flags in a row stay together: which half begins one cannot be told from the middle.
  if isRegionalIndicator(scalar), isRegionalIndicator(unit.scalar) { return true }
  return continuesCharacter(scalar) || (isControl(scalar) && !isWhitespace(scalar))
}

/// A half of a flag.
private func isRegionalIndicator(_ scalar: UInt32) -> Bool { "🇦"..."🇿" ~= scalar }

/// The bytes without a scalar that the slice's ends cut through.
private func wholeScalars(
  of bytes: Span<UInt8>, fromStart: Bool, toEnd: Bool
) -> Range<Int> {
  var start = 0
  var end = bytes.count
  if !fromStart {
    while start < min(3, end), UTF8Reader.isContinuation(bytes[start]) { start += 1 }
  }
  if !toEnd {
    var lead = end - 1
    while lead >= max(start, end - 3), UTF8Reader.isContinuation(bytes[lead]) { lead -= 1 }
    if lead >= max(start, end - 3) {
      let byte = bytes[lead]
      let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF8 ? 4 : 1
      if lead + length > end { end = lead }
    }
  }
  return start..<end
}

/// Steps back over `reach` characters, a run of ASCII whitespace being one. Combining marks count
/// here, so that less than the reach may be found before a text full of them.
private func startOfReach(
  _ bytes: Span<UInt8>, before coreStart: Int, floor: Int, reach: Int, settled: Int
) -> Int {
  var index = coreStart
  var counted = 0
  var limit = reach
  var nextIsSpace = false
  while index > floor, counted < limit {
    index -= 1
    let byte = bytes[index]
    if UTF8Reader.isContinuation(byte) { continue }
    let isSpace = byte <= 0x20
    if !(isSpace && nextIsSpace) { counted += 1 }
    nextIsSpace = isSpace
    if byte == "\n", counted > settled, limit == reach, isParagraphEdge(bytes, at: index) {
      // Enough to see the edge with what makes it one.
      limit = min(limit, counted + 4)
    }
  }
  // The bytes here may be damaged: do not begin inside what is left of a scalar.
  while index < coreStart, UTF8Reader.isContinuation(bytes[index]) { index += 1 }
  return index
}

/// True when the newline at `index` follows 。 or another newline, or precedes an ideographic space.
private func isParagraphEdge(_ bytes: Span<UInt8>, at index: Int) -> Bool {
  if index >= 1, bytes[index - 1] == "\n" { return true }
  return isScalar("。", bytes, at: index - 3) || isScalar("\u{3000}", bytes, at: index + 1)
}

/// - Parameter index: may lie outside of the bytes.
private func isScalar(_ scalar: Unicode.Scalar, _ bytes: Span<UInt8>, at index: Int) -> Bool {
  bytes.indices.contains(index) && decodeScalar(bytes, at: index, end: bytes.count).value == scalar
}
