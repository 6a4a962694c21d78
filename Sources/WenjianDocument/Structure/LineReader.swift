// What a line of a text looks like, but for the number at its head.

import WenjianText

/// A line without its end and the blanks around it.
struct LineReader {
  let text: TextBytes
  /// In bytes of the text.
  var line: Range<Int>

  func trimmed(_ body: (LineReader) -> Void) {
    body(LineReader(text: text, line: UTF8Reader.trimmed(text, line)))
  }

  func scalar(before end: Int) -> (scalar: UInt32, start: Int) {
    UTF8Reader.scalar(text, before: end, notBelow: line.lowerBound)
  }

  func scalar(at: Int) -> (scalar: UInt32, end: Int) {
    at < line.upperBound ? UTF8Reader.scalar(text, at: at) : (0, at)
  }

  /// Behind the # and * of Markdown.
  var numberStart: Int {
    var at = line.lowerBound
    while at < line.upperBound, isEmphasis(text[at]) {
      at += 1
    }
    return at
  }

  /// A name without the ** around it and the # behind it.
  func withoutEmphasis(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while high > low, isEmphasis(text[high - 1]) { high -= 1 }
    while low < high, isEmphasis(text[low]) { low += 1 }
    return low..<high
  }

  private func isEmphasis(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: " ")
  }

  /// ``` begins and ends what is no text of Markdown.
  var isFence: Bool {
    line.count >= 3 && text[line.lowerBound] == UInt8(ascii: "`") && text[line.lowerBound + 1] == UInt8(ascii: "`")
      && text[line.lowerBound + 2] == UInt8(ascii: "`")
  }

  /// 目录, 目　錄, 目次, in a line of its own.
  var isContentsHeading: Bool {
    guard line.count <= 24 else { return false }
    var at = line.lowerBound
    while at < line.upperBound, text[at] == UInt8(ascii: "#") || text[at] == UInt8(ascii: " ") { at += 1 }
    var (scalar, end) = scalar(at: at)
    guard scalar == "目" else { return false }
    repeat { (scalar, end) = self.scalar(at: end) } while isBlank(scalar)
    return (scalar == "录" || scalar == "錄" || scalar == "次") && end == line.upperBound
  }

  /// “第五条 …: what ends the quotation of an article that begins with the line.
  var quotedArticleEnd: Unicode.Scalar? {
    let (first, start) = scalar(at: line.lowerBound)
    let end: Unicode.Scalar
    switch first {
    case "“": end = "”"
    case "「": end = "」"
    case "『": end = "』"
    default: return nil
    }
    guard start < line.upperBound, let number = LineNumber.read(text, start..<line.upperBound),
      number.form == .article
    else { return nil }
    return end
  }

  func holds(_ scalar: Unicode.Scalar) -> Bool {
    var at = line.upperBound
    while at > line.lowerBound {
      let (last, start) = self.scalar(before: at)
      if last == scalar { return true }
      at = start
    }
    return false
  }

  /// 附件, 附表二, 附件1：名录 in a line of its own: what comes is no part of the last article.
  ///
  /// `isListing`: 附件： with what is attached named behind or below it.
  var annex: (number: LineNumber, name: Range<Int>, isListing: Bool)? {
    var (scalar, at) = scalar(at: numberStart)
    guard scalar == "附", line.count <= 90 else { return nil }
    (scalar, at) = self.scalar(at: at)
    // 附　件
    while isBlank(scalar) { (scalar, at) = self.scalar(at: at) }
    guard scalar == "件" || scalar == "表" || scalar == "录" || scalar == "錄" else { return nil }
    var isSpaced = false
    while isBlank(self.scalar(at: at).scalar) {
      isSpaced = true
      at = self.scalar(at: at).end
    }
    var value = 0
    var digits = 0
    while digits < 4 {
      let (scalar, end) = self.scalar(at: at)
      if let digit = ChineseNumeral.arabicDigit(scalar) {
        value = value * 10 + digit
      } else if let unit = ChineseNumeral.unit(scalar) {
        value = max(value, 1) * unit
      } else if let digit = ChineseNumeral.chineseDigit(scalar) {
        value += digit
      } else {
        break
      }
      digits += 1
      at = end
    }
    let numberEnd = at
    (scalar, at) = self.scalar(at: at)
    let isColon = scalar == "：" || scalar == ":"
    if isColon {
      if digits == 0 {
        return (
          LineNumber(form: .part, number: 0, numberStart: numberStart, numberEnd: numberEnd, end: at),
          numberEnd..<numberEnd, true
        )
      }
    } else if numberEnd < line.upperBound, !isBlank(scalar) {
      return nil
    }
    if numberEnd < line.upperBound {
      // 附件1：…。 and 附件 followed by a sentence speak of it.
      if endMark != .none || isSpaced && digits == 0 { return nil }
      while isBlank(self.scalar(at: at).scalar) { at = self.scalar(at: at).end }
    } else {
      at = numberEnd
    }
    return (
      LineNumber(form: .part, number: value, numberStart: numberStart, numberEnd: numberEnd, end: at),
      at..<line.upperBound, false
    )
  }

  /// 【立法目的】 or （立法目的） behind the number of an article; empty without.
  func caption(from start: Int) -> Range<Int> {
    let close: Unicode.Scalar
    switch scalar(at: start).scalar {
    case "(": close = ")"
    case "（": close = "）"
    case "【": close = "】"
    case "〔": close = "〕"
    default: return start..<start
    }
    let low = scalar(at: start).end
    var at = low
    while at < min(line.upperBound, start + 90) {
      let (scalar, end) = self.scalar(at: at)
      if scalar == close { return low..<at }
      at = end
    }
    return start..<start
  }

  /// All from a place on stands in one pair of brackets: （刪除）, （立法目的）.
  func isBracketed(from start: Int) -> Bool {
    let caption = caption(from: start)
    guard !caption.isEmpty else { return false }
    return scalar(at: caption.upperBound).end == line.upperBound
  }

  /// The name of an item of a list: the rest of the line when that is short and no sentence, or what stands before its
  /// first full stop, when that is short.
  func listName(from start: Int) -> Range<Int> {
    var at = start
    while at < line.upperBound, at - start <= 75 {
      let (scalar, end) = self.scalar(at: at)
      switch scalar {
      case "。": return start..<at
      case "，" where end < line.upperBound && endMark != .none: return start..<start
      case ":" where "0"..."9" ~= self.scalar(at: end).scalar: at = end  // 8:00
      case "：", ":", "；", ";": return start..<at
      default: at = end
      }
    }
    return at >= line.upperBound ? start..<line.upperBound : start..<start
  }

  /// 1.中華民國九十年…: what changed a law of Taiwan, year by year, stands before its articles and is no list of it.
  func namesRepublic(at start: Int) -> Bool { begins(start, with: "中華民國") || begins(start, with: "中华民国") }

  /// Whether a word stands at an offset.
  func begins(_ start: Int, with word: StaticString) -> Bool {
    start + word.utf8CodeUnitCount <= line.upperBound && text.holds(word, at: start)
  }

  /// Whether the line ends with a word.
  func ends(with word: StaticString) -> Bool {
    line.count >= word.utf8CodeUnitCount && begins(line.upperBound - word.utf8CodeUnitCount, with: word)
  }

  /// A row of a table that is drawn with lines or bars.
  var isTable: Bool {
    let first = scalar(at: line.lowerBound).scalar
    return first == "|" || "─"..."╿" ~= first
  }

  /// It begins with a mark that no paragraph begins with.
  var continuesSentence: Bool {
    switch scalar(at: line.lowerBound).scalar {
    case "，", "。", "、", "；", "：", "）", ")", "」", "”", ",", ";": true
    default: false
    }
  }

  /// It ends as no sentence does, nor what goes on with one.
  var endsInName: Bool { !endsInStop && !endMark.isListing && line.count <= 120 }

  /// It ends as a sentence or a part of one does: 。 ； ， 、
  var endsInStop: Bool {
    guard !line.isEmpty else { return false }
    switch scalar(before: line.upperBound).scalar {
    case "。", "；", ";", "，", ",", "、", "｡": return true
    default: return false
    }
  }

  /// What a line ends in.
  enum EndMark {
    /// 。 and what stands for it.
    case fullStop
    /// ）, behind which a sentence may have ended.
    case bracket
    case colon, semicolon, comma
    case none

    /// A sentence may have ended.
    var endsSentence: Bool { self == .fullStop || self == .bracket }
    /// An item of a list may follow.
    var isListing: Bool { self == .colon || self == .semicolon }
  }

  var endMark: EndMark {
    guard !line.isEmpty else { return .none }
    switch scalar(before: line.upperBound).scalar {
    case "。", "！", "？", "”", "」", "』", "｡": return .fullStop
    case ")", "）": return .bracket
    case "：", ":", "︰", "﹕": return .colon
    case "；", ";": return .semicolon
    case "，", ",", "、": return .comma
    default: return .none
    }
  }
}
