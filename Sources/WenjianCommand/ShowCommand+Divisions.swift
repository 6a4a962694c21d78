// The parts of a document: its outline, and one article of it.

import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

extension ShowCommand {
  /// `   12     1034  第二章 总则`: the line and the byte at which each division begins, both as editors and programs
  /// count them, from 1 and from 0. For people paragraphs and items of articles are left out: the articles are there.
  func writeOutline(of key: String, in index: Index) throws {
    let all = try index.outline(of: key)
    let divisions = json ? all : all.filter { $0.heading.level == .article || !$0.heading.isOfArticle }
    let answer = OutlineAnswer(key: key, divisions, text: try index.text(of: key))
    let output = Output()
    if json {
      try output.write(answer)
    } else {
      for (division, line) in zip(divisions, answer.lines) {
        let indent = String(repeating: "  ", count: division.depth)
        output.writeLine(
          rightAligned(line, 6) + rightAligned(division.byteRange.lowerBound, 9) + "  " + indent
            + division.heading.displayText)
      }
    }
    try output.finish()
  }

  /// The text of the articles with a number, from its first character to its last.
  /// - Throws: `CommandFailure` when there is none.
  func articleRanges(_ number: String, in index: Index) throws -> [Range<Int>] {
    let ranges = try index.articleRanges(number, of: key, in: index.text(of: key))
    guard !ranges.isEmpty else {
      throw CommandFailure(
        localized(
          "there is no article \u{201C}\(number)\u{201D} in \(key); `wenjian show \(shellQuoted(key)) --outline"
            + "\(location.commandSuffix)` lists what it has"), .missingInput)
    }
    return ranges
  }

  private func rightAligned(_ number: Int, _ columnCount: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(1, columnCount - digits.utf8.count)) + digits
  }
}
