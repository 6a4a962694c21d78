// Line ends: which are read over, and which end a paragraph.

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
      if lead < 0x20 || lead == 0xC2 || lead == 0xE2, FoldTable.entry(decode(at).scalar).kind == FoldKind.newline {
        return columns >= 50
      }
      if lead < 0x80 { columns += 1 } else if lead >= 0xC0 { columns += 2 }
      at += 1
    }
    return at == end && columns >= 50 && columns <= 90
  }

  /// At a line end: reads over it and all white space behind, and decides whether a paragraph ends there.
  mutating func lineEnd(_ from: Int) -> Int {
    var at = from
    var lines = 0
    var lineStart = from
    while at < end {
      let (scalar, length) = decode(at)
      let kind = FoldTable.entry(scalar).kind
      if kind == FoldKind.newline {
        if !(scalar == 0x0A && at > from && byte(at - 1) == 0x0D) { lines += 1 }
        lineStart = at + length
      } else if kind == FoldKind.ignorable {
        repairs.invisibles += 1
      } else if kind == FoldKind.control {
        repairs.controls += 1
      } else if kind != FoldKind.space {
        break
      }
      at += length
    }
    guard hasBarriers, at < end else { return at }
    let (head, lookedUpTo) = LineHead.read(UnsafeRawBufferPointer(start: base, count: end), at: at)
    sink.keepTogether(upTo: lookedUpTo)
    let isTitleEnd = state.awaitsTitleEnd && from >= titleEnd
    let isBarrier =
      lines > 1 || state.endsSentence || state.isHeading || head != .text || isTitleEnd
      || isIndented(lineStart, at)
    if isTitleEnd { state.awaitsTitleEnd = false }
    if isBarrier {
      sink.barrier(at: from)
      state.isListItem = head == .listItem
      state.endsSentence = false
      lastHanEnd = -1
    } else {
      repairs.joinedLines += 1
    }
    state.isHeading = head == .heading
    state.isWrappedLine = state.isListItem && isAsLongAsWrapped(lineStart)
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
