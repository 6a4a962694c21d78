// What stands at the head of a line: the number of a division, and how sure it is that one begins there.

import WenjianText

/// What a line begins with: the number of a division, and where the words behind it stand.
struct LineNumber: Equatable {
  enum Form: UInt8 {
    /// # without a number.
    case markdown
    case part, subpart, chapter, section, subsection, topic, article
    /// 一、
    case chinese
    /// （一）
    case bracketedChinese
    /// 1. 1、 1．
    case arabic
    /// （1） 1)
    case bracketedArabic
    /// ①
    case circled

    var isList: Bool { rawValue >= Form.chinese.rawValue }
  }

  var form: Form
  var number: Int
  var insertion = 0
  /// Of the number itself, without # * 【 around it; in bytes.
  var numberStart: Int
  /// Behind the number, in bytes.
  var numberEnd: Int
  /// Behind the number and the blanks and marks after it.
  var end: Int
  /// How many # stand before it.
  var depth = 0
  var isArabic = false
  /// 條 and not 条.
  var isTraditional = false
  /// 第 13 條, as Taiwan's laws are printed.
  var isSpaced = false
  /// A blank, a bracket, a mark or the line's end follows, so that it is no part of a sentence.
  var isApart = true
  /// Another number follows, or a word that may speak of the first: its place in the order tells.
  var isDoubtful = false
  /// 、 follows: 第二条、 begins an article in some texts, and a list of articles in a sentence.
  var isListed = false
  /// Words follow that speak of the article: 第 13 條 第 2 項.
  var isSpokenOf = false
  /// What stands behind the number in the brackets around both: 【第三条　适用范围】.
  var caption: Range<Int>?

  /// Reads the number at the head of a line, or of a sentence, that has no blanks before it.
  /// - Complexity: some sixty bytes.
  static func read(_ source: TextBytes, _ line: Range<Int>) -> LineNumber? {
    // Most lines begin with a character that no number begins with; they are told by it.
    guard mayBegin(source[line.lowerBound]) else { return nil }
    var reader = NumberReader(source: source, at: line.lowerBound, end: line.upperBound)
    return reader.read()
  }

  /// The lead bytes of # * _ ( [ digits, and of what begins with E2 to EF: ① （一 第 【 and full-width figures.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "("), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 0xE2...0xE9, 0xEF: true
    default: false
    }
  }
}

extension LineNumber {
  /// A heading without a number.
  init(headingAt start: Int, depth: Int = 0) {
    self.init(form: .markdown, number: 0, numberStart: start, numberEnd: start, end: start, depth: depth)
  }
}

/// The number of an article as a person types it.
package struct ArticleNumber: Equatable, Sendable {
  package var number: Int
  /// Behind 之; 0 without.
  package var insertion: Int

  /// - Parameter text: 13, 十三, 第十三条, 第 13 條, 13-1, 13之1, 第十三条之一.
  /// - Returns: nil for anything else.
  package init?(_ text: String) {
    var text = text
    if !text.hasPrefix("第") { text = "第" + text }
    if !text.contains("条"), !text.contains("條") {
      let end = text.firstIndex(of: "之") ?? text.endIndex
      text.insert("条", at: end)
    }
    let bytes = Array(text.utf8)
    let read = TextBytes.lend(bytes) { LineNumber.read($0, 0..<bytes.count) }
    guard let read, read.form == .article, read.end == bytes.count else { return nil }
    (number, insertion) = (read.number, read.insertion)
  }
}
