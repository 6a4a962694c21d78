// Line ends: which are read over, and which end a paragraph.

import WenjianText

extension StreamScanner where Sink: ~Copyable {
  func skipBlank(_ from: Int) -> Int {
    var at = from
    while at < end {
      let (scalar, length) = decode(at)
      guard (FoldKind.space...FoldKind.control).contains(FoldTable.entry(scalar).kind) else { break }
      at += length
    }
    return at
  }

  mutating func noteLineHead(_ at: Int) {
    let (head, lookedUpTo) = LineHead.read(UnsafeRawBufferPointer(start: base, count: end), at: at)
    sink.keepTogether(upTo: lookedUpTo)
    state.isHeading = head == .heading
    state.isListItem = head == .listItem
    state.isWrappedLine = state.isListItem && isAsLongAsWrapped(at)
  }

  /// Whether the line at `at` is 50 to 90 columns wide: what is shorter ends a paragraph, what is longer holds
  /// a whole one. (The laws of Taiwan wrap at 62 to 70.)
  func isAsLongAsWrapped(_ from: Int) -> Bool {
    var columns = 0
    var at = from
    while at < end, columns <= 90 {
      let lead = byte(at)
      if lead == 0x0A || lead == 0x0D { return columns >= 50 }
      // Every line end counts, U+2028 and the like too: what is looked at must not reach over one, or a stretch that
      // is cut behind it would be read otherwise.
      if lead == UInt32(TextMark.paragraphEnd) || lead == UInt32(TextMark.softBreak) { return columns >= 50 }
      if lead < 0x20 || lead == 0xC2 || lead == 0xE2, FoldTable.entry(decode(at).scalar).kind == FoldKind.newline {
        return columns >= 50
      }
      if lead < 0x80 { columns += 1 } else if lead >= 0xC0 { columns += 2 }
      at += 1
    }
    return at == end && columns >= 50 && columns <= 90
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
    let (head, lookedUpTo) = LineHead.read(UnsafeRawBufferPointer(start: base, count: end), at: at)
    sink.keepTogether(upTo: lookedUpTo)
    let isBarrier: Bool
    if found.endsParagraph {
      isBarrier = true
    } else if found.lines == 0, !found.breaksPage {
      // Soft breaks alone: the reader knows that the paragraph goes on.
      isBarrier = false
    } else {
      isBarrier =
        found.lines > 1 && !found.breaksPage || state.endsSentence || state.isHeading || head != .text
        || isIndented(found.lineStart, at)
    }
    if isBarrier {
      sink.barrier(at: from)
      state.isListItem = head == .listItem
      state.endsSentence = false
      lastHanEnd = -1
    } else {
      repairs.joinedLines += 1
    }
    state.isHeading = head == .heading
    state.isWrappedLine = state.isListItem && isAsLongAsWrapped(found.lineStart)
    return at
  }

  /// - Returns: where the next line's text begins.
  private mutating func skipLineEnds(_ from: Int, _ found: inout LineBreak) -> Int {
    var at = from
    while at < end {
      let (scalar, length) = decode(at)
      let kind = FoldTable.entry(scalar).kind
      switch kind {
      case FoldKind.newline:
        if !(scalar == "\n" && at > from && byte(at - 1) == "\r") { found.lines += 1 }
        found.lineStart = at + length
      case FoldKind.ignorable:
        repairs.invisibles += 1
      case FoldKind.control:
        if isMarkOfSpace(scalar) {
          if scalar != UInt32(TextMark.softBreak) { found.endsParagraph = true }
          found.lineStart = at + length
        } else if hasBarriers, scalar < 0x20, let stop = endOfReadOver(at) {
          at = stop
          continue
        } else if hasBarriers, scalar < 0x20, isEntity(at) {
          return at
        } else {
          repairs.controls += 1
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

  /// Whether the white space at a line's head is a paragraph's indent. Below a full line of a list item it is
  /// not: that is how wrapped lines hang from their number.
  func isIndented(_ lineStart: Int, _ contentStart: Int) -> Bool {
    if state.isListItem, state.isWrappedLine { return false }
    var blanks = 0
    var at = lineStart
    while at < contentStart {
      let (scalar, length) = decode(at)
      if scalar == 0x3000 || scalar == 0x09 { return true }
      if FoldTable.entry(scalar).kind == FoldKind.space { blanks += 1 }
      at += length
    }
    return blanks >= 2
  }
}
