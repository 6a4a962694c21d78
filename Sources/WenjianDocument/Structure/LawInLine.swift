// A law whose paragraphs were lost: its title, its chapters and its articles stand in one line.

import WenjianText

extension LineReader {
  /// Where a law begins inside the line, behind its title; nil where none does, or the line has no title.
  var lawByteOffset: Int? {
    var divisions = DivisionsInLine(self, isHeadRead: false)
    guard let first = divisions.next(), first.byteOffset > line.lowerBound, opensLaw(first, divisions) else {
      return nil
    }
    return first.byteOffset
  }

  /// Whether a law begins inside a line, behind its title: 第一条 or a chapter, and 第二条 behind the end of a sentence.
  func opensLaw(_ candidate: DivisionsInLine.Candidate, _ divisions: DivisionsInLine) -> Bool {
    let number = candidate.number
    guard number.number == 1, number.insertion == 0, !number.isSpokenOf else { return false }
    let title = LineReader(text: text, line: line.lowerBound..<candidate.byteOffset)
    guard title.line.count <= 300, !title.quotes else { return false }
    let isSetOff =
      candidate.isBehindBlank || title.line.isEmpty || candidate.before == "）" || candidate.before == ")"
    guard isSetOff || number.isApart && (candidate.isBehindSentence || !title.holdsSentence) else { return false }
    var rest = divisions
    var first = number.form == .article ? number : nil
    while let next = rest.next() {
      guard next.number.form == .article else { continue }
      if let first {
        return next.number.number == 2 && next.isBehindSentence && !next.number.isSpokenOf
          && next.number.separation == first.separation
      }
      guard next.number.number == 1, next.isBehindBlank else { return false }
      first = next.number
    }
    return false
  }

  /// A mark that no title has.
  fileprivate var holdsSentence: Bool {
    ["，", "。", "；", "："].contains { (mark: Unicode.Scalar) in holds(mark) }
  }

  /// 依照《甲法》 第一条…, 如下：“ …: what stands before an article names another law, or quotes.
  private var quotes: Bool {
    guard !line.isEmpty else { return false }
    let words: [StaticString] = ["依", "根据", "根據", "按照", "按《"]
    if words.contains(where: { begins(line.lowerBound, with: $0) }) { return true }
    var end = line.upperBound
    while end > line.lowerBound, isBlank(scalar(before: end).scalar) { end = scalar(before: end).start }
    guard end > line.lowerBound else { return false }
    return scalar(before: end).scalar == "》" && !begins(line.lowerBound, with: "《")
  }
}

extension LineNumber {
  /// What stands between the number and its words.
  var separation: OutlineScanner.Separation { isListed ? .comma : isApart ? .blank : .nothing }
}

/// The title of a law that stands in one line with it.
enum LawTitle {
  /// - Returns: what stands before the first article, without the blanks at its end; nil for any other line.
  static func range(in text: TextBytes, _ line: Range<Int>) -> Range<Int>? {
    guard let end = LineReader(text: text, line: line).lawByteOffset else { return nil }
    var title: Range<Int>?
    LineReader(text: text, line: line.lowerBound..<end).trimmed { if !$0.holdsSentence { title = $0.line } }
    return title.flatMap { $0.isEmpty ? nil : $0 }
  }
}
