// From characters to text: white space collapsed as a browser does, and the marks of structure between characters.

import WenjianText

/// How much text was left out because nobody sees it.
struct HiddenText {
  /// Outside of links.
  var han = 0
  /// Marks of sentences.
  var marks = 0

  mutating func count(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isLink: Bool) {
    if isLink { return }
    var at = range.lowerBound
    while at < range.upperBound {
      let (scalar, end) = UTF8Reader.scalar(source, at: at)
      at = end
      if isHan(scalar) { han += 1 } else if HTMLBuilder.isMark(scalar) { marks += 1 }
    }
  }
}

extension HTMLBuilder {
  /// Whether what was left out is what the page is about: a script shows it.
  var hidesItsText: Bool {
    guard hidden.han > 0 else { return false }
    let han = lines.reduce(0) { $0 + max($1.han - $1.linked, 0) }
    let marks = lines.reduce(0) { $0 + $1.marks }
    return hidden.han > han && hidden.marks >= marks
  }

  mutating func append(_ range: Range<Int>) {
    let isLink = isOpen(.a)
    if let visibility = stack.last?.visibility, visibility == .hidden || visibility == .sizeless, !keepsHidden {
      hidden.count(source, range, isLink: isLink)
      return
    }
    let keepsLines = self.keepsLines || isOpen(.pre)
    if isOpen(.rp) { return }
    let isRuby = isOpen(.rt)
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = source[at]
      if byte == "&", let (scalar, end) = HTMLEntities.read(source, at: at, before: range.upperBound) {
        at = end
        add(scalar, isLink: isLink, keepsLines: keepsLines, isRuby: isRuby)
        continue
      }
      let (scalar, end) = UTF8Reader.scalar(source, at: at)
      at = end
      add(scalar, isLink: isLink, keepsLines: keepsLines, isRuby: isRuby)
    }
  }

  private mutating func add(_ scalar: UInt32, isLink: Bool, keepsLines: Bool, isRuby: Bool) {
    switch scalar {
    case " ", "\t", "\n", "\u{0C}", "\r":
      if keepsLines, scalar == "\n" {
        gapAtBreak()
      } else if scalar == "\n" || scalar == "\r" {
        if gap.rawValue <= Gap.space.rawValue { gap = .wrap }
      } else if gap == .none {
        gap = .space
      }
      return
    case "\u{A0}", "\u{3000}":
      indent += 1
      if gap == .line, indent >= 2 { gap = .block }
      if gap.rawValue <= Gap.space.rawValue { gap = .space }
      return
    case 0...0x1F, 0x7F, "\u{200B}", "\u{FEFF}": return
    default: break
    }
    if isRuby {
      UTF8Writer.append(scalar, to: &ruby)
      return
    }
    fillGap(before: scalar)
    UTF8Writer.append(scalar, to: &text)
    let isIdeograph = isHan(scalar)
    if isIdeograph || HTMLBuilder.isLetterOrDigit(scalar) {
      line?.visible += 1
      if isIdeograph { line?.han += 1 }
      if isLink, linkedInOneLink < Self.linkLimit {
        line?.linked += 1
        linkedInOneLink += 1
      }
    } else if Self.isMark(scalar) {
      line?.marks += 1
    }
  }

  /// A longer link is one that was never closed.
  private static let linkLimit = 120

  static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
    "0"..."9" ~= scalar || (scalar < 0x80 && HTMLTokenizer.isLetter(UInt8(scalar)))
      || "À"..."ɏ" ~= scalar
  }

  static func isMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "，", "。", "；", "！", "？", ",": true
    default: false
    }
  }

  private mutating func fillGap(before next: UInt32) {
    if text.isEmpty {
      gap = .none
    } else {
      switch gap {
      case .none: break
      // Wide characters take three bytes and more; those of two and one (Latin, Greek) want their blank.
      case .wrap: if next < 0x2E80 || !endsWide { text.append(UInt8(ascii: " ")) }
      case .space:
        // Two or more wide blanks are a place where the page sets one thing apart from the next.
        text.append(contentsOf: (indent >= 2 ? "\u{3000}" : " ").utf8)
      case .cell: text.append(TextMark.cellEnd)
      case .soft: text.append(TextMark.softBreak)
      case .line: text.append(UInt8(ascii: "\n"))
      // A blank line is shown between paragraphs.
      case .block: text.append(contentsOf: [TextMark.paragraphEnd, UInt8(ascii: "\n")])
      }
    }
    gap = .none
    indent = 0
    if line == nil {
      var level = 0
      for open in stack.reversed() where open.element.headingLevel > 0 {
        level = open.element.headingLevel
        break
      }
      line = HTMLLine(
        byteRange: text.count..<text.count, node: node, headingLevel: level, isInCell: isOpen(.td))
      linesInCell += 1
    }
  }

  /// The text ends in a character from U+3000 on.
  /// A cell longer than this lays out a page, and the lines in it may be its paragraphs.
  private static let shortCellBytes = 480

  /// Lines that a cell of a table is broken into only make it fit.
  mutating func joinShortCells() {
    var first = 0
    while first < lines.count {
      var next = first + 1
      while next < lines.count, lines[next].isInCell,
        text[lines[next].byteRange.lowerBound - 1] == UInt8(ascii: "\n"),
        lines[next - 1].byteRange.upperBound + 1 == lines[next].byteRange.lowerBound
      { next += 1 }
      if lines[next - 1].byteRange.upperBound - lines[first].byteRange.lowerBound <= Self.shortCellBytes {
        for line in lines[first..<next].dropFirst() { text[line.byteRange.lowerBound - 1] = TextMark.softBreak }
      }
      first = next
    }
  }

  private var endsWide: Bool {
    guard let lead = text.last(where: { !UTF8Reader.isContinuation($0) }) else { return false }
    return lead >= 0xE3
  }

  private static let openingBracket = Unicode.Scalar("（").value

  mutating func endRuby() {
    let hasHan = ruby.contains { (0xE4...0xE9).contains($0) }
    if hasHan {
      let gloss = Array("（".utf8) + ruby + Array("）".utf8)
      if gap.rawValue <= Gap.space.rawValue { gap = .none }
      fillGap(before: Self.openingBracket)
      text += gloss
    }
    ruby.removeAll()
  }
}
