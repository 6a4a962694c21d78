// Emphasis: which signs open and close it, and which belong together.

import WenjianText

/// A run of `*`, `_`, `~` or `=` that may open or close emphasis.
struct MarkdownDelimiter {
  let byte: UInt8
  /// What no partner was found for yet.
  var range: Range<Int>
  /// With those that found one.
  let width: Int
  private(set) var canOpen = false
  private(set) var canClose = false

  /// - Parameter block: what is outside of it counts as white space.
  init(_ text: [UInt8], _ range: Range<Int>, in block: Range<Int>) {
    self.range = range
    byte = text[range.lowerBound]
    width = range.count
    let before = range.lowerBound > block.lowerBound ? Self.scalar(text, endingAt: range.lowerBound) : Self.blank
    let after = range.upperBound < block.upperBound ? Self.scalar(text, at: range.upperBound) : Self.blank
    let isOpen = !Self.isSpace(before)
    let isClosed = !Self.isSpace(after)
    let isInsideWord = Self.isAlphanumeric(before) && Self.isAlphanumeric(after)
    switch byte {
    case UInt8(ascii: "~"):
      guard width == 2 else { return }
      (canOpen, canClose) = (isClosed, isOpen)
    case UInt8(ascii: "="):
      guard width == 2, !isInsideWord else { return }
      (canOpen, canClose) = (isClosed, isOpen)
    default:
      // Four and more stand for what is left out or to be filled in; between digits they multiply.
      guard width < 4, !(Self.isDigit(before) && Self.isDigit(after)) else { return }
      let isPunctuatedBefore = !isOpen || Self.isPunctuation(before)
      let isPunctuatedAfter = !isClosed || Self.isPunctuation(after)
      let flanksLeft = isClosed && (!isPunctuatedAfter || isPunctuatedBefore)
      let flanksRight = isOpen && (!isPunctuatedBefore || isPunctuatedAfter)
      if byte == UInt8(ascii: "_") {
        canOpen = flanksLeft && (!flanksRight || isPunctuatedBefore)
        canClose = flanksRight && (!flanksLeft || isPunctuatedAfter)
        return
      }
      // Chinese has no blanks between words and punctuation: `学习**“两学一做”**的通知` is meant as it looks.
      let isChinese = before >= 0x80 || after >= 0x80
      canOpen = flanksLeft || isChinese && isClosed && !Self.endsPhrase(after)
      canClose = flanksRight || isChinese && isOpen && !Self.beginsPhrase(before)
    }
  }

  /// The marks around a block.
  private static let blank = Unicode.Scalar(" ").value

  private static func scalar(_ text: [UInt8], at: Int) -> UInt32 {
    text.withUnsafeBufferPointer { UTF8Reader.scalar($0, at: at).scalar }
  }

  private static func scalar(_ text: [UInt8], endingAt end: Int) -> UInt32 {
    text.withUnsafeBufferPointer { UTF8Reader.scalar($0, before: end).scalar }
  }

  private static func isDigit(_ scalar: UInt32) -> Bool {
    if case "0"..."9" = scalar { true } else { false }
  }

  private static func isAlphanumeric(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z": true
    default: false
    }
  }

  private static func isSpace(_ scalar: UInt32) -> Bool { scalar < 0x20 || isWhitespace(scalar) }

  private static func isPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x80: WenjianFiles.isPunctuation(UInt8(scalar))
    case "§", "«", "¶", "·", "»", "‐"..."‧", "‰"..."⁞", "、"..."〃", "〈"..."】", "〔"..."〟", "！"..."／", "："..."＠",
      "［"..."｀", "｛"..."･":
      true
    default: false
    }
  }

  /// What a phrase in emphasis hardly begins with.
  private static func endsPhrase(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "，", "。", "、", "；", "：", "！", "？", "）", "》", "〉", "”", "’", "」", "』", "】", "〕", "］", "｝", ",", ".", ";",
      ":", "!",
      "?", ")", "]", "}":
      true
    default: false
    }
  }

  /// What a phrase in emphasis hardly ends with.
  private static func beginsPhrase(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "（", "《", "〈", "“", "‘", "「", "『", "【", "〔", "［", "｛", "(", "[", "{": true
    default: false
    }
  }

  /// Whether the run may be closed by another one: by the rule of three of CommonMark, `*甲**乙*` is one emphasis.
  func isClosed(by closer: MarkdownDelimiter) -> Bool {
    guard byte == closer.byte, canOpen, !range.isEmpty else { return false }
    let isEither = canOpen && canClose || closer.canOpen && closer.canClose
    return !isEither || (width + closer.width) % 3 != 0 || width % 3 == 0 && closer.width % 3 == 0
  }
}

extension MarkdownInlines {
  /// Matches the runs from an index on, marks those that have partners, and forgets all of them.
  mutating func matchDelimiters(from index: Int) {
    guard index < delimiters.count else { return }
    var open: [MarkdownDelimiter] = []
    // Below these heights nothing opens what a closer like this one closes.
    var bottoms: [[Int]: Int] = [:]
    for var closer in delimiters[index...] {
      while closer.canClose, !closer.range.isEmpty {
        let key = [Int(closer.byte), closer.width % 3, closer.canOpen ? 1 : 0]
        let bottom = min(bottoms[key] ?? 0, open.count)
        guard let partner = open[bottom...].lastIndex(where: { $0.isClosed(by: closer) }) else {
          bottoms[key] = open.count
          break
        }
        open.removeSubrange((partner + 1)...)
        let count = min(open[partner].range.count, closer.range.count, 2)
        let opening = open[partner].range
        mark((opening.upperBound - count)..<opening.upperBound)
        mark(closer.range.lowerBound..<(closer.range.lowerBound + count))
        open[partner].range = opening.lowerBound..<(opening.upperBound - count)
        closer.range = (closer.range.lowerBound + count)..<closer.range.upperBound
        if open[partner].range.isEmpty { open.removeLast() }
      }
      if closer.canOpen, !closer.range.isEmpty { open.append(closer) }
    }
    delimiters.removeSubrange(index...)
  }
}
