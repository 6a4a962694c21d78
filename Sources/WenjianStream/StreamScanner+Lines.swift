// Line ends: which are read over, and which end a paragraph.

import WenjianBytes
import WenjianModel
import WenjianText

extension StreamScanner where Sink: ~Copyable {
  func skipBlank(_ from: Int) -> Int {
    var at = from
    while at < end {
      let (scalar, length) = decode(at)
      guard (FoldKind.space...FoldKind.control).contains(FoldTable.entry(scalar).kind) else { break }
      if scalar < 0x20, let stop = endOfReadOver(at) ?? endOfBorder(at) {
        at = stop
        continue
      }
      if scalar < 0x20, isEntity(at) { break }
      at += length
    }
    return at
  }

  /// At the first character of a document's text.
  mutating func beginFirstLine(at contentStart: Int) {
    beginLine(marker(at: contentStart), 0, contentStart, beginsParagraph: true)
  }

  /// The marker that the line at `contentStart` begins with; markup before it is read over.
  mutating func marker(at contentStart: Int) -> ListMarker? {
    var at = contentStart
    let marker = ListMarker.read {
      while at < end, byte(at) < 0x20, let stop = endOfReadOver(at) { at = stop }
      guard at < end else { return nil }
      let (scalar, length) = decode(at)
      at += length
      return scalar
    }
    sink.keepTogether(upTo: at)
    return marker
  }

  /// Notes what the line between `lineStart` and its end is, for the line end to come.
  mutating func beginLine(_ marker: ListMarker?, _ lineStart: Int, _ contentStart: Int, beginsParagraph: Bool) {
    state.isHeading = marker == .heading
    if beginsParagraph {
      state.isListItem = marker != nil && marker != .heading
      state.itemIndent = state.isListItem ? indent(lineStart, contentStart) : 0
    }
    // Most lines end a sentence, and then it is not asked for.
    if Sink.readsElements { state.isWrappedLine = isAsLongAsWrapped(lineStart) } else { unmeasuredLine = lineStart }
  }

  /// Whether the line that ends here is as long as hard-wrapped lines are.
  private mutating func isWrappedLine() -> Bool {
    if unmeasuredLine >= 0 {
      state.isWrappedLine = isAsLongAsWrapped(unmeasuredLine)
      unmeasuredLine = -1
    }
    return state.isWrappedLine
  }

  /// Whether the line at `at` is 50 to 90 columns wide: what is shorter ends a paragraph, what is longer holds
  /// a whole one. (The laws of Taiwan wrap at 62 to 70.)
  ///
  /// - Complexity: some 140 bytes, whatever the line's length.
  func isAsLongAsWrapped(_ from: Int) -> Bool {
    var columns = 0
    var at = from
    let limit = min(end, from + 280)
    while at < limit {
      // Eight bytes at once where there is no line end among them: most of the bytes of a line.
      while at &+ 8 <= limit, let more = unsafe Self.columns(ofBytes: load64(base, at)) {
        columns &+= more
        if columns > 90 { return false }
        at &+= 8
      }
      guard at < limit else { break }
      let lead = byte(at)
      if lead < 0x80 {
        if lead < 0x20, lead != "\t", isLineEnd(at) { return columns >= 50 }
        columns &+= 1
      } else if lead >= 0xC0 {
        // Every line end counts, U+2028 and the like too: what is looked at must not reach over one, or a stretch that
        // is cut behind it would be read otherwise.
        if lead == 0xC2 || lead == 0xE2, isLineEnd(at) { return columns >= 50 }
        columns &+= 2
        // The other bytes of a Han are no columns.
        if lead > 0xE2, at &+ 2 < limit, (byte(at &+ 1) ^ 0x80 | byte(at &+ 2) ^ 0x80) & 0xC0 == 0 { at &+= 2 }
      }
      if columns > 90 { return false }
      at &+= 1
    }
    return at == end && columns >= 50
  }

  /// The columns of the characters that begin in eight bytes; nil where one of them may be a line end.
  @inline(__always)
  private static func columns(ofBytes word: UInt64) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &<< 7
    // The high bit of each byte that is a control code or one of the two leads that line ends have. A carry can only come
    // from such a byte.
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & high }
    let control = (word &- ones &* 0x20) & ~word & high
    guard control | zeros(word ^ ones &* 0xC2) | zeros(word ^ ones &* 0xE2) == 0 else { return nil }
    let ascii = (~word & high).nonzeroBitCount
    let leads = (word & (word &<< 1) & high).nonzeroBitCount
    return ascii &+ 2 &* leads
  }

  private func isLineEnd(_ at: Int) -> Bool {
    let scalar = decode(at).scalar
    return FoldTable.entry(scalar).kind == FoldKind.newline || isMarkOfSpace(scalar)
      || scalar == UInt32(TextMark.pageBreak) || scalar < 0x20 && endOfBorder(at) != nil
  }

  /// What lies between the last element before a line end and the first one behind it.
  private struct LineBreak {
    /// Line ends that nothing is known of.
    var lines = 0
    var endsParagraph = false
    var breaksPage = false
    /// Of the last line.
    var lineStart: Int
  }

  /// At a line end or a mark of one: reads over it and all white space behind, and decides whether a paragraph ends there.
  mutating func lineEnd(_ from: Int) -> Int {
    var found = LineBreak(lineStart: from)
    let at = skipLineEnds(from, &found)
    guard hasBarriers, at < end else { return at }
    let marker = marker(at: at)
    let isBarrier = endsParagraph(found, marker, at)
    if isBarrier {
      sink.barrier(at: from)
      state.endsSentence = false
      lastHanEnd = -1
    } else {
      repairs.joinedLines += 1
    }
    state.opensQuotation = false
    beginLine(marker, found.lineStart, at, beginsParagraph: isBarrier)
    return at
  }

  /// Whether a paragraph ends before the line whose first character is at `contentStart`.
  private mutating func endsParagraph(_ found: LineBreak, _ marker: ListMarker?, _ contentStart: Int) -> Bool {
    if found.endsParagraph { return true }
    // Soft breaks alone: the reader knows that the paragraph goes on.
    if found.lines == 0, !found.breaksPage { return false }
    if found.lines > 1, !found.breaksPage { return true }
    if state.endsSentence || state.isHeading { return true }
    // “ at a line's end: what it opens follows.
    if state.opensQuotation { return false }
    if let marker, !continuesSentence(marker) { return true }
    return isIndented(found.lineStart, contentStart)
  }

  /// 第三十二條 / 第一項規定: behind a full line that ends no sentence the number names a division and begins none.
  private mutating func continuesSentence(_ marker: ListMarker) -> Bool {
    if case .division(_, isApart: false) = marker { return isWrappedLine() }
    return false
  }

  /// - Returns: where the next line's text begins.
  private mutating func skipLineEnds(_ from: Int, _ found: inout LineBreak) -> Int {
    var at = from
    while at < end {
      let (scalar, length) = decode(at)
      let kind = FoldTable.entry(scalar).kind
      switch kind {
      case FoldKind.newline:
        let isHalf = scalar == "\n" && at > from && byte(at - 1) == "\r"
        // A carriage return before a soft break was half of the line end that it takes the place of.
        let isSoft = scalar == "\r" && at + 1 < end && byte(at + 1) == UInt32(TextMark.softBreak)
        if !isHalf, !isSoft { found.lines += 1 }
        found.lineStart = at + length
      case FoldKind.ignorable:
        repairs.invisibleCharacters += 1
      case FoldKind.control:
        if isMarkOfSpace(scalar) {
          if scalar != UInt32(TextMark.softBreak) { found.endsParagraph = true }
          found.lineStart = at + length
        } else if hasBarriers, scalar < 0x20, let stop = endOfReadOver(at) {
          at = stop
          continue
        } else if hasBarriers, scalar < 0x20, let stop = endOfBorder(at) {
          sink.keepTogether(upTo: stop)
          found.endsParagraph = true
          found.lineStart = stop
          at = stop
          continue
        } else if hasBarriers, scalar < 0x20, isEntity(at) {
          return at
        } else {
          repairs.controlCharacters += 1
        }
      case FoldKind.space:
        if scalar == UInt32(TextMark.pageBreak) {
          found.breaksPage = true
          found.lineStart = at + length
        }
      default: return at
      }
      at += length
    }
    return at
  }

  /// Whether the white space at a line's head is a paragraph's indent. Below a full line of a list item it is only when
  /// the item itself is indented more: wrapped lines hang from their number.
  private mutating func isIndented(_ lineStart: Int, _ contentStart: Int) -> Bool {
    let indent = indent(lineStart, contentStart)
    if state.isListItem, isWrappedLine() { return indent > 0 && indent < state.itemIndent }
    return indent > 0
  }

  /// As `ScanState.itemIndent`.
  private func indent(_ lineStart: Int, _ contentStart: Int) -> UInt8 {
    var columns = 0
    var at = lineStart
    while at < contentStart {
      if byte(at) < 0x20, let stop = endOfReadOver(at) {
        at = stop
        continue
      }
      let (scalar, length) = decode(at)
      switch scalar {
      case "\u{3000}", "\t": columns += 2
      default: if FoldTable.entry(scalar).kind == FoldKind.space { columns += 1 }
      }
      at += length
    }
    return columns < 2 ? 0 : columns < 4 ? 1 : columns < 8 ? 2 : 3
  }
}
