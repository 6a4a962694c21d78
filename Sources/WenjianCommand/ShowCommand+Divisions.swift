// The parts of a document: its outline, and one article of it.

import Wenjian
import WenjianText

extension ShowCommand {
  /// `   12     1034  第二章 总则`: the line and the byte at which each division begins, both as editors and programs
  /// count them, from 1 and from 0. For people paragraphs and items of articles are left out: the articles are there.
  func writeOutline(of key: String, in index: Index) throws {
    let all = try index.outline(of: key)
    let divisions = json ? all : all.filter { $0.heading.level == .article || !$0.heading.isOfArticle }
    let lines = try lineNumbers(of: divisions.map(\.byteRange.lowerBound), in: index.text(of: key))
    let output = Output()
    if json {
      writeJSON(divisions, lines, to: output)
    } else {
      for (division, line) in zip(divisions, lines) {
        let indent = String(repeating: "  ", count: division.depth)
        output.writeLine(
          rightAligned(line, 6) + rightAligned(division.byteRange.lowerBound, 9) + "  " + indent
            + division.heading.displayText)
      }
    }
    try output.finish()
    if divisions.isEmpty { throw ExitStatus.nothingFound }
  }

  private func writeJSON(_ divisions: [Division], _ lines: [Int], to output: Output) {
    JSONWriter.write(to: output) { json in
      json.field("key", key)
      json.objects("divisions", Array(zip(divisions, lines))) { json, row in
        let (division, line) = row
        json.object("heading") { $0.write(division.heading) }
        json.field("depth", division.depth)
        json.field("line", line)
        json.object("range") { json in
          json.field("start", division.byteRange.lowerBound)
          json.field("end", division.byteRange.upperBound)
        }
        if let citation = division.citation { json.field("citation", citation) }
      }
    }
  }

  /// The text of the articles with a number, from its first character to its last.
  /// - Throws: `CommandFailure` when there is none.
  func articleRanges(_ number: String, in index: Index) throws -> [Range<Int>] {
    let bytes = Array(try index.text(of: key).utf8)
    let ranges = try index.articles(number, of: key).map { article in
      var end = article.byteRange.upperBound
      // One line end, none of the empty lines before the next article.
      while end > article.byteRange.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
      return article.byteRange.lowerBound..<(bytes[end...].first == UInt8(ascii: "\n") ? end + 1 : end)
    }
    guard !ranges.isEmpty else {
      throw CommandFailure(
        "there is no article \u{201C}\(number)\u{201D} in \(key); `wenjian show \(shellQuoted(key)) --outline"
          + "\(location.commandSuffix)` lists what it has", .missingInput)
    }
    return ranges
  }

  /// The number of the line that each place lies in, from 1.
  /// - Parameter places: ascending.
  private func lineNumbers(of places: [Int], in text: String) -> [Int] {
    let bytes = Array(text.utf8)
    var line = 1
    var at = 0
    return places.map { place in
      while at < min(place, bytes.count) {
        if bytes[at] == "\n" { line += 1 }
        at += 1
      }
      return line
    }
  }

  private func rightAligned(_ number: Int, _ columnCount: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(1, columnCount - digits.utf8.count)) + digits
  }
}
