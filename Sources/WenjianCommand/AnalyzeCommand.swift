// `wenjian analyze`: how a text is read when it is indexed or searched for.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: localized("Tell how a text is read: what is matched, its words, what was mended."),
    discussion: localized(
      """
      Each line is an element of the search stream: its bytes in the text, the text there, and \
      what it is matched as. A word starts at the elements marked with a bar.

      EXAMPLES:
        wenjian analyze '農(nóng)村第 13 條'
        wenjian analyze - < document.txt
      """))

  @Argument(help: .localized("The text, or - for standard input."))
  var text: [String]
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let text = joined(self.text)
    let source = text == "-" ? try readStandardInput() : text
    let analysis = try TextAnalysis(source)
    let output = Output()
    if json {
      try output.write(AnalysisAnswer(analysis))
    } else {
      analysis.write(to: output, source: source)
    }
    try output.finish()
  }
}

extension TextAnalysis {
  fileprivate func write(to output: Output, source: String) {
    let bytes = Array(source.utf8)
    let rows = elements.map { element in
      (
        place: "\(element.byteRange.lowerBound)..<\(element.byteRange.upperBound)",
        original: displayText(of: String(decoding: bytes[element.byteRange], as: UTF8.self)),
        element: element
      )
    }
    let placeWidth = rows.map(\.place.count).max() ?? 0
    let originalWidth = min(24, rows.map { displayWidth(of: $0.original) }.max() ?? 0)
    for row in rows {
      var line = padded(row.place, to: placeWidth) + "  "
      if row.element.isParagraphEdge {
        line += "¶ " + localized("paragraph edge")
      } else {
        line += (row.element.startsWord ? "| " : "  ") + padded(row.original, to: originalWidth)
        line += "  " + row.element.folded
        if row.element.isScriptChanged { line += "  " + localized("(script)") }
      }
      output.writeLine(line)
    }
    output.writeLine(padded(localized("words"), to: 9) + words.map(displayText(of:)).joined(separator: " "))
    let mended = repairs.all.filter { $0.count > 0 }
    output.writeLine(
      padded(localized("mended"), to: 9)
        + (mended.isEmpty
          ? localized("nothing")
          : clauses(mended.map { localized("\(localized(english: $0.name)): \(grouped($0.count))") })))
  }
}
