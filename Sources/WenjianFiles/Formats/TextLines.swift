// Text that is put together from pieces, with the marks of its structure.

import WenjianText

/// Gathers the text of a document whose format knows its paragraphs, cells and breaks. White space at their ends and
/// empty paragraphs are left out.
struct TextLines {
  private(set) var bytes: [UInt8] = []
  private(set) var lineStart = 0
  /// White space waits until something follows it on its line.
  private var pending: Pending = .nothing
  /// Where the cell begins that is being written.
  private var cellStart = 0
  /// Where the line before the present one begins.
  private var formerLineStart = 0
  /// Whether paragraphs have ended in the cell that is being written: each of them is a line then.
  private(set) var isCellSplit = false

  private enum Pending {
    case nothing, newline, space, tab, softBreak, pageBreak, cellEnd, paragraphEnd, splitCellEnd

    var isBorder: Bool { self == .cellEnd || self == .paragraphEnd || self == .splitCellEnd }
  }

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Whether nothing stands on the line yet.
  var isAtLineStart: Bool { bytes.count == lineStart }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends text as it is.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var text = text[...]
    // Line ends in a run of text end the line here too.
    while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
      appendPiece(text[..<end])
      breakLine()
      text = text[(end + 1)...]
    }
    appendPiece(text)
  }

  private mutating func appendPiece(_ piece: Slice<UnsafeBufferPointer<UInt8>>) {
    guard piece.contains(where: { !Self.isBlank($0) }) else {
      if !piece.isEmpty { space() }
      return
    }
    flush(before: piece[piece.startIndex])
    bytes.append(contentsOf: piece)
  }

  /// Appends text in which white space only parts words. A line end between two Han is none: it was put there by who
  /// wrote the file, and a reader sees nothing.
  mutating func appendCollapsed(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < text.count {
      if Self.isBlank(text[start]) {
        var hasNewline = pending == .newline
        while start < text.count, Self.isBlank(text[start]) {
          hasNewline = hasNewline || text[start] == "\n"
          start += 1
        }
        if pending == .nothing || pending == .newline { pending = hasNewline ? .newline : .space }
        continue
      }
      var end = start
      while end < text.count, !Self.isBlank(text[end]) { end += 1 }
      flush(before: text[start])
      bytes.append(contentsOf: text[start..<end])
      start = end
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == " " || byte >= 0x09 && byte <= 0x0D
  }

  private mutating func flush(before next: UInt8) {
    if !isAtLineStart {
      switch pending {
      case .nothing: break
      case .space: bytes.append(UInt8(ascii: " "))
      case .tab: bytes.append(UInt8(ascii: "\t"))
      case .cellEnd:
        bytes.append(TextMark.cellEnd)
        cellStart = bytes.count
      case .paragraphEnd:
        // What is on the line before the cell is a line of its own too.
        if cellStart > lineStart, bytes[cellStart - 1] == TextMark.cellEnd {
          bytes[cellStart - 1] = TextMark.paragraphEnd
        }
        isCellSplit = true
        startLine(behind: TextMark.paragraphEnd)
      case .splitCellEnd: startLine(behind: TextMark.paragraphEnd)
      case .softBreak: bytes.append(TextMark.softBreak)
      case .pageBreak: bytes.append(TextMark.pageBreak)
      case .newline:
        if next < 0x80 || (bytes.last ?? 0) < 0x80 { bytes.append(UInt8(ascii: " ")) }
      }
    }
    pending = .nothing
  }

  mutating func space() {
    if pending == .nothing { pending = .space }
  }

  /// Moves on to the next tab stop.
  mutating func tab() {
    if !isAtLineStart, pending == .nothing || pending == .space { pending = .tab }
  }

  /// Where the text of the present line or cell begins.
  var textStart: Int { max(lineStart, cellStart) }

  /// Ends a paragraph in a cell of a table, whose last one ends with the cell.
  mutating func endParagraphInCell() {
    if !isAtLineStart, !pending.isBorder { pending = .paragraphEnd }
  }

  /// Ends a cell of a table that another one follows in its row.
  mutating func endCell() {
    if !isAtLineStart, pending != .splitCellEnd { pending = isCellSplit ? .splitCellEnd : .cellEnd }
    isCellSplit = false
  }

  /// Breaks the line inside a paragraph.
  mutating func breakSoftly() {
    if !isAtLineStart, !pending.isBorder, pending != .pageBreak { pending = .softBreak }
  }

  /// Goes on with the next page inside a paragraph, or where it is not known whether one ends.
  mutating func breakPage() {
    if !isAtLineStart, !pending.isBorder { pending = .pageBreak }
  }

  /// Ends a paragraph, a heading or a row with something in it.
  mutating func endParagraph() { endLine(with: TextMark.paragraphEnd) }

  /// Ends a line of which is not known whether a paragraph ends there too.
  mutating func breakLine() { endLine(with: UInt8(ascii: "\n")) }

  private mutating func endLine(with mark: UInt8) {
    pending = .nothing
    isCellSplit = false
    if !isAtLineStart { startLine(behind: mark) }
  }

  private mutating func startLine(behind mark: UInt8) {
    while let last = bytes.last, bytes.count > lineStart, Self.isBlank(last) { bytes.removeLast() }
    bytes.append(mark)
    (formerLineStart, lineStart, cellStart) = (lineStart, bytes.count, bytes.count)
  }

  /// Goes on with the paragraph that has just ended, on its next line or page.
  mutating func reopenParagraph(onNextPage: Bool) {
    guard isAtLineStart, lineStart > formerLineStart, bytes.last == TextMark.paragraphEnd else { return }
    bytes.removeLast()
    (lineStart, cellStart) = (formerLineStart, formerLineStart)
    pending = onNextPage ? .pageBreak : .softBreak
  }

  /// Appends paragraphs with their marks, which were gathered elsewhere.
  mutating func appendParagraphs(_ text: [UInt8]) {
    guard let last = text.last else { return }
    endParagraph()
    bytes += text
    if last != TextMark.paragraphEnd { bytes.append(TextMark.paragraphEnd) }
    (formerLineStart, lineStart, cellStart) = (bytes.count, bytes.count, bytes.count)
  }

  /// Appends paragraphs that have their marks already.
  mutating func appendMarked(_ text: [UInt8]) {
    endParagraph()
    bytes += text
    endParagraph()
  }

  /// The text, its last paragraph ended.
  mutating func finish() -> [UInt8] {
    endParagraph()
    return bytes
  }
}
