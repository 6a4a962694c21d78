// `wenjian show`: the original text of a document.

import ArgumentParser
import Wenjian

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the original text of a document.",
    discussion: """
      The text comes as it was indexed, byte for byte. --query marks what a query finds in it, on \
      a terminal or with --color always; nothing is marked when the output goes elsewhere.

      EXAMPLES:
        wenjian show 通知/2016-64.txt
        wenjian show 通知/2016-64.txt --query 第一书记 --color always | less -R
      """)

  @Argument(help: "The document's key: the path that search prints.")
  var key: String
  @Option(help: "Mark what this query finds.")
  var query: String?
  @Flag(help: "Mark the characters as written, no other script or form of them.")
  var exact = false
  @OptionGroup var location: IndexLocation
  @Option(help: "Colour the marks.")
  var color = ColorChoice.auto

  func run() throws {
    let index = try location.open()
    let text = try index.text(of: key)
    // Read even if nothing will be marked: a query that cannot be read is an error everywhere.
    let matches = try query.map { try index.occurrences(of: $0, in: key, isExact: exact) } ?? []
    let terminal = Terminal(color)
    let output = Output()
    if terminal.isColored {
      let highlights = united(matches.map { $0.start.utf8..<$0.end.utf8 })
      writeMarked(text, highlights, to: output)
    } else {
      output.write(text)
    }
    try output.finish()
  }

  /// Ends the style before each line end and takes it up behind it: pagers forget it between lines.
  private func writeMarked(_ text: String, _ highlights: [Range<Int>], to output: Output) {
    let bytes = Array(text.utf8)
    var done = 0
    for highlight in highlights {
      output.write(bytes[done..<highlight.lowerBound])
      output.write(Terminal.Style.match.rawValue)
      for byte in bytes[highlight] {
        if byte == 0x0A { output.write(Terminal.Style.end) }
        output.write(byte: byte)
        if byte == 0x0A { output.write(Terminal.Style.match.rawValue) }
      }
      output.write(Terminal.Style.end)
      done = highlight.upperBound
    }
    output.write(bytes[done...])
  }
}

/// The ranges with those that overlap or touch made one.
/// - Precondition: ascending starts.
private func united(_ ranges: [Range<Int>]) -> [Range<Int>] {
  var result: [Range<Int>] = []
  for range in ranges {
    if let last = result.last, range.lowerBound <= last.upperBound {
      result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    } else {
      result.append(range)
    }
  }
  return result
}
