// Markup inside the lines of Markdown: what is read over, and what is named.

import WenjianText

/// Finds markup in text between the borders of blocks, after the rules of CommonMark; what has no partner is text.
struct MarkdownInlines {
  let text: [UInt8]
  private let labels: MarkdownLabels
  /// Stretches that are read over or name a character, in no order.
  private(set) var marks: [Range<Int>] = []
  /// Line ends that break a line where its paragraph goes on.
  private(set) var softBreaks: [Int] = []

  /// Emphasis that is not matched yet.
  var delimiters: [MarkdownDelimiter] = []
  private var brackets: [Bracket] = []
  /// Brackets below it stand around a link and begin none.
  private var bracketFloor = 0
  private var end = 0
  /// Lengths of runs of backticks that do not come again in this stretch.
  private var missingBackticks: Set<Int> = []
  /// What may still be read in vain in search of the ends of links and tags, so that time stays linear.
  private var patience = 1 << 23
  /// What is longer cannot be read over.
  private static let stretchLimit = 1 << 16

  private struct Bracket {
    let at: Int
    let isImage: Bool
    let delimiterIndex: Int
    var contentStart: Int { at + (isImage ? 2 : 1) }
  }

  init(_ text: [UInt8], _ labels: MarkdownLabels) {
    self.text = text
    self.labels = labels
  }

  /// - Parameter isHTML: whether only tags and named characters are markup.
  mutating func read(_ range: Range<Int>, isHTML: Bool) {
    var at = range.lowerBound
    end = range.upperBound
    missingBackticks.removeAll(keepingCapacity: true)
    brackets.removeAll(keepingCapacity: true)
    bracketFloor = 0
    while at < end {
      switch text[at] {
      case UInt8(ascii: "<"): at = readAngle(at)
      case UInt8(ascii: "&"): at = readEntity(at)
      case _ where isHTML: at += 1
      case UInt8(ascii: "\\"): at = readEscape(at)
      case UInt8(ascii: "`"): at = readCode(at)
      case UInt8(ascii: "!"):
        if at + 1 < end, text[at + 1] == UInt8(ascii: "[") {
          brackets.append(Bracket(at: at, isImage: true, delimiterIndex: delimiters.count))
          at += 2
        } else {
          at += 1
        }
      case UInt8(ascii: "["): at = openBracket(at)
      case UInt8(ascii: "]"): at = closeBracket(at)
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "="):
        let stop = endOfRun(at)
        let delimiter = MarkdownDelimiter(text, at..<stop, in: range)
        if delimiter.canOpen || delimiter.canClose { delimiters.append(delimiter) }
        at = stop
      default: at += 1
      }
    }
    matchDelimiters(from: 0)
  }

  mutating func mark(_ range: Range<Int>) { marks.append(range) }

  private func endOfRun(_ start: Int) -> Int {
    var at = start + 1
    while at < end, text[at] == text[start] { at += 1 }
    return at
  }

  private mutating func readEscape(_ at: Int) -> Int {
    guard at + 1 < end else { return at + 1 }
    let next = text[at + 1]
    // Before a line end it breaks the line.
    if isPunctuation(next) || next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") || next == TextMark.softBreak
    {
      mark(at..<(at + 1))
      let lineEnd = next == UInt8(ascii: "\r") && at + 2 < end ? at + 2 : at + 1
      if text[lineEnd] == UInt8(ascii: "\n") { softBreaks.append(lineEnd) }
      return at + 2
    }
    return at + 1
  }

  private mutating func readCode(_ at: Int) -> Int {
    let start = endOfRun(at)
    let width = start - at
    if missingBackticks.contains(width) { return start }
    var next = start
    while next < end {
      guard text[next] == UInt8(ascii: "`") else {
        next += 1
        continue
      }
      let stop = endOfRun(next)
      if stop - next == width {
        mark(at..<start)
        mark(next..<stop)
        return stop
      }
      next = stop
    }
    missingBackticks.insert(width)
    return start
  }

  private mutating func readEntity(_ at: Int) -> Int {
    let limit = min(end, at + 14)
    guard let stop = text[at..<limit].firstIndex(of: UInt8(ascii: ";")) else { return at + 1 }
    let isName = text[(at + 1)..<stop].withUnsafeBytes { NamedCharacter.scalar($0) != nil }
    guard isName else { return at + 1 }
    mark(at..<(stop + 1))
    return stop + 1
  }

  private mutating func readAngle(_ at: Int) -> Int {
    guard at + 1 < end, isLetter(text[at + 1]) || "/!?".utf8.contains(text[at + 1]), patience > 0 else {
      return at + 1
    }
    let rest = text[at..<min(end, at + Self.stretchLimit)]
    if let stop = MarkdownTags.endOfAddress(rest) {
      mark(at..<(at + 1))
      mark((stop - 1)..<stop)
      return stop
    }
    if let sign = MarkdownTags.endOfNoteSign(rest), isBehindHan(at) {
      mark(at..<sign)
      return sign
    }
    guard let stop = MarkdownTags.endOfTag(rest) else {
      patience -= rest.count
      return at + 1
    }
    // The reading above a character, and programs.
    for name in ["rt", "rp", "script", "style"] where rest.dropFirst().starts(with: name.utf8) {
      guard !isLetter(text[at + 1 + name.utf8.count]) else { continue }
      if let close = MarkdownSyntax.end(of: "</\(name)>", in: rest[stop...]) {
        mark(at..<close)
        return close
      }
      patience -= rest.count
    }
    mark(at..<stop)
    return stop
  }

  // MARK: Links and notes

  private mutating func openBracket(_ at: Int) -> Int {
    if at + 2 < end, text[at + 1] == UInt8(ascii: "^") {
      let label = text[(at + 2)..<end].prefix(200).prefix { $0 != UInt8(ascii: "]") && !isSpace($0) }
      if !label.isEmpty, label.endIndex < end, text[label.endIndex] == UInt8(ascii: "]"), labels.isNote(label) {
        mark(at..<(label.endIndex + 1))
        return label.endIndex + 1
      }
    }
    brackets.append(Bracket(at: at, isImage: false, delimiterIndex: delimiters.count))
    return at + 1
  }

  private mutating func closeBracket(_ at: Int) -> Int {
    guard let opener = brackets.popLast() else { return at + 1 }
    let isInLink = brackets.count < bracketFloor && !opener.isImage
    bracketFloor = min(bracketFloor, brackets.count)
    if isInLink { return at + 1 }
    if at + 1 < end, text[at + 1] == UInt8(ascii: "("), patience > 0 {
      let rest = text[(at + 1)..<min(end, at + Self.stretchLimit)]
      if let stop = MarkdownTags.endOfLink(rest) { return link(opener, at..<stop) }
      patience -= rest.count
    }
    let content = text[opener.contentStart..<at]
    if at + 1 < end, text[at + 1] == UInt8(ascii: "["),
      let close = text[(at + 2)..<end].prefix(1000).firstIndex(of: UInt8(ascii: "]"))
    {
      let label = close == at + 2 ? content : text[(at + 2)..<close]
      if labels.isLink(label) { return link(opener, at..<(close + 1)) }
    }
    return labels.isLink(content) ? link(opener, at..<(at + 1)) : at + 1
  }

  /// - Parameter tail: what is behind the text of the link.
  private mutating func link(_ opener: Bracket, _ tail: Range<Int>) -> Int {
    let content = text[opener.contentStart..<tail.lowerBound]
    // A number that leads to another place of the text is the sign of a note.
    if !opener.isImage, text[tail].starts(with: "](#".utf8), MarkdownTags.isNoteSign(content),
      isBehindHan(opener.at)
    {
      delimiters.removeSubrange(opener.delimiterIndex...)
      while let last = marks.last, last.lowerBound >= opener.at { marks.removeLast() }
      mark(opener.at..<tail.upperBound)
      return tail.upperBound
    }
    matchDelimiters(from: opener.delimiterIndex)
    mark(opener.at..<opener.contentStart)
    mark(tail)
    if !opener.isImage { bracketFloor = brackets.count }
    return tail.upperBound
  }

  /// Whether Han or punctuation of theirs stands before: there a raised number is no power.
  private func isBehindHan(_ start: Int) -> Bool {
    let before = text[..<start].last { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "_") }
    return before.map { $0 >= 0x80 } ?? false
  }
}
