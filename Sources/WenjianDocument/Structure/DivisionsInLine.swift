// Articles and chapters inside a line: texts whose paragraphs were lost stand in one, 第一条　…。第二条　….

import WenjianText

/// The numbers of divisions behind the first character of a line, one after the other. What a number means is for the
/// scanner to say, which knows the number before it.
struct DivisionsInLine {
  /// A number, and what stands before it.
  struct Candidate {
    var number: LineNumber
    /// Of the bracket or the ** before the number, where there is one.
    var byteOffset: Int
    /// What stands before it, blanks left out; 0 at the line's start.
    var before: UInt32
    /// A blank stands before it.
    var isBehindBlank: Bool

    /// A sentence ends before it.
    var isBehindSentence: Bool {
      switch before {
      case "。", "；", ";", "？", "！", "”", "】", "」", "』", "｡": true
      default: false
      }
    }
  }

  private let reader: LineReader
  private var at: Int
  /// Marks of quotation that are open before `countedTo`.
  private var openQuotations = 0
  private var countedTo: Int
  /// Where the name of the last chapter ended.
  private var chapterEnd = -1

  /// - Parameter isHeadRead: the number at the line's head has been read.
  init(_ reader: LineReader, isHeadRead: Bool) {
    self.reader = reader
    at = reader.line.lowerBound + (isHeadRead ? 3 : 0)
    countedTo = reader.line.lowerBound
  }

  /// The next number that is in no quotation.
  /// - Complexity: linear in the bytes up to it, most of them skipped: only two characters of 第 end in its last byte.
  mutating func next() -> Candidate? {
    while let start = nextOrdinal() {
      at = start + 3
      let (first, before, isBehindBlank) = context(of: start)
      let isLineStart = before == 0 && !isBehindBlank
      let isBehindChapter = start == chapterEnd
      guard
        isBehindBlank || isLineStart || isBehindChapter || endsSentence(before)
          || endsTitle(before) && beginsFirst(start + 3),
        let number = read(first)
      else { continue }
      count(to: start)
      if openQuotations > 0 { continue }
      at = max(at, number.end)
      if number.form != .article { chapterEnd = number.end }
      return Candidate(
        number: number, byteOffset: first, before: before, isBehindBlank: isBehindBlank || isBehindChapter)
    }
    return nil
  }

  private func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "。", "；", ";", "？", "！", "”", "】", "」", "』", "｡", "）", ")": true
    default: false
    }
  }

  /// Of 条例, 办法, 规则, 规定, 章程.
  private func endsTitle(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "例", "法", "则", "則", "定", "程": true
    default: false
    }
  }

  /// 一条, 1条, 一 条 behind 第: nothing but 第一条 stands behind a title without a blank.
  private func beginsFirst(_ start: Int) -> Bool {
    reader.begins(start, with: "一条") || reader.begins(start, with: "一條") || reader.begins(start, with: "1")
      || reader.begins(start, with: " ")
  }

  /// Of the next 第, E7 AC AC.
  private func nextOrdinal() -> Int? {
    var from = at + 1
    while from + 1 < reader.line.upperBound,
      let index = reader.text.firstIndex(of: 0xAC, in: from..<(reader.line.upperBound - 1))
    {
      if reader.text[index + 1] == 0xAC, reader.text[index - 1] == 0xE7, index > at { return index - 1 }
      from = index + 1
    }
    return nil
  }

  /// Where a bracket or emphasis around a 第 begins, and what stands before it.
  private func context(of start: Int) -> (first: Int, before: UInt32, isBehindBlank: Bool) {
    var first = start
    var isBehindBlank = false
    while first > reader.line.lowerBound {
      let (scalar, offset) = reader.scalar(before: first)
      switch scalar {
      case "【", "〔", "［", "[", "*", "_": first = offset
      default:
        var (before, behind) = (scalar, offset)
        while isBlank(before) {
          isBehindBlank = true
          if behind <= reader.line.lowerBound { return (first, 0, true) }
          (before, behind) = reader.scalar(before: behind)
        }
        return (first, before, isBehindBlank)
      }
    }
    return (first, 0, false)
  }

  private func read(_ start: Int) -> LineNumber? {
    let line = start..<reader.line.upperBound
    if let number = LineNumber.read(reader.text, line) {
      return number.form == .article || number.caption != nil ? number : chapter(start)
    }
    return chapter(start)
  }

  /// 第二章　名称　第五条: the name of a chapter ends at the blank before the next number.
  private func chapter(_ start: Int) -> LineNumber? {
    var end = start
    while end < min(start + 90, reader.line.upperBound) {
      let (scalar, behind) = reader.scalar(at: end)
      switch scalar {
      case "。", "；", "，", "：", "“": return nil
      case "第" where end > start:
        let name = start..<end
        // 第二章流动第三条: without blanks the number of an article has to follow.
        let isSetOff = isBlank(reader.scalar(before: end).scalar)
        guard var number = LineNumber.read(reader.text, name), isSetOff && number.isApart || beginsArticle(end)
        else {
          return nil
        }
        switch number.form {
        case .part, .subpart, .chapter, .section: break
        default: return nil
        }
        var nameEnd = end
        while nameEnd > number.end, isBlank(reader.scalar(before: nameEnd).scalar) {
          nameEnd = reader.scalar(before: nameEnd).start
        }
        guard nameEnd > number.end else { return nil }
        number.caption = number.end..<nameEnd
        number.end = end
        return number
      default: end = behind
      }
    }
    return nil
  }

  private func beginsArticle(_ start: Int) -> Bool {
    LineNumber.read(reader.text, start..<reader.line.upperBound)?.form == .article
  }

  private mutating func count(to end: Int) {
    while countedTo < end {
      let (scalar, next) = reader.scalar(at: countedTo)
      switch scalar {
      case "“", "「", "『": openQuotations += 1
      case "”", "」", "』": openQuotations = max(openQuotations - 1, 0)
      default: break
      }
      countedTo = next
    }
  }
}

extension LineReader {
  /// Where the number of an article begins that the line's end cuts off, …。第二⏎条: what follows belongs to an article whose
  /// number nothing tells.
  var cutOrdinal: Int? {
    var at = line.upperBound
    var steps = 0
    while at > line.lowerBound, steps < 12 {
      let (scalar, start) = self.scalar(before: at)
      if scalar == "第" {
        guard start > line.lowerBound else { return nil }
        var before = start
        while before > line.lowerBound, isBlank(self.scalar(before: before).scalar) {
          before = self.scalar(before: before).start
        }
        guard before > line.lowerBound else { return nil }
        switch self.scalar(before: before).scalar {
        case "。", "；", "？", "！", "”", "】": return start
        default: return nil
        }
      }
      guard
        isBlank(scalar) || ChineseNumeral.digit(scalar) != nil || ChineseNumeral.unit(scalar) != nil
      else { return nil }
      at = start
      steps += 1
    }
    return nil
  }
}
