// `wenjian show`: the original text of a document.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: localized("Print the original text of a document, or what it says of itself."),
    discussion: localized(
      """
      The text comes as it was indexed, byte for byte but for control codes. --query marks what a query finds in it, on \
      a terminal or with --color always; nothing is marked when the output goes elsewhere. \
      --outline lists chapters, articles and lists instead, each with its line and byte; --article \
      prints one article, of the law and of each annex that has it.

      --metadata prints its title, days, source, author, issuer, number, kind and topic instead, each with \
      where it was found and how sure that is.

      --json writes all of it as one object: what the document says of itself, its text, or that of --article, and where \
      --query finds something.

      EXAMPLES:
        wenjian show 通知/2016-64.txt
        wenjian show 法规/办法.txt --article 13-1
        wenjian show 通知/2016-64.txt --query 第一书记 --color always | less -R
        wenjian show 通知/2016-64.txt --metadata
        wenjian show 通知/2016-64.txt --query 第一书记 --json
      """))

  @Argument(help: .localized("The document's key: the path that search prints."))
  var key: String
  @Option(help: .localized("Mark what this query finds."))
  var query: String?
  @Flag(help: .localized("Mark the characters as written, no other script or form of them."))
  var exact = false
  @OptionGroup var widening: WideningArguments
  @Flag(help: .localized("List the divisions of the text: line, byte, number and name."))
  var outline = false
  @Option(help: .localized("Print this article only: 13, 13-1, 十三, 第十三条之一.", valueName: "n"))
  var article: String?
  @Flag(help: .localized("Print what the document says of itself, not its text."))
  var metadata = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("Colour the marks."))
  var color = ColorChoice.auto

  func validate() throws {
    let others = [query != nil || exact, article != nil, outline, metadata]
    guard !(outline || metadata) || others.count(where: { $0 }) == 1 else {
      throw ValidationError(
        localized("--outline and --metadata print no text: they go with no other choice of what to print"))
    }
  }

  func run() throws {
    let index = try location.openAnywhere().localIndex(holding: [key])
    if metadata { return try writeMetadata(of: index) }
    if outline { return try writeOutline(of: key, in: index) }
    let text = try index.text(of: key)
    let parts = try article.map { try articleRanges($0, in: index) } ?? [0..<text.utf8.count]
    // Read even if nothing will be marked: a query that cannot be read is an error everywhere.
    let matches =
      try query.map {
        try index.occurrences(of: $0, in: key, isExact: exact, widening: widening.value)
      } ?? []
    let output = Output()
    if json {
      let occurrences = query == nil ? nil : matches
      try output.write(
        DocumentAnswer(try metadataAnswer(of: index), text: text, parts: parts, occurrences: occurrences))
      return try output.finish()
    }
    let terminal = Terminal(color)
    let highlights = terminal.isColored ? united(matches.map { $0.start.utf8..<$0.end.utf8 }) : []
    let bytes = Array(text.utf8)
    for (index, part) in parts.enumerated() {
      if index > 0 { output.writeLine() }
      writeMarked(bytes, part, highlights, to: output)
    }
    try output.finish()
  }

  private func metadataAnswer(of index: Index) throws -> MetadataAnswer {
    MetadataAnswer(key: key, title: try index.title(of: key), try index.metadata(of: key))
  }

  private func writeMetadata(of index: Index) throws {
    let answer = try metadataAnswer(of: index)
    let output = Output()
    if json { try output.write(answer) } else { MetadataListing(answer.metadata, key: key).write(to: output) }
    try output.finish()
  }

  /// Ends the style before each line end and takes it up behind it: pagers forget it between lines.
  private func writeMarked(_ bytes: [UInt8], _ part: Range<Int>, _ highlights: [Range<Int>], to output: Output) {
    var done = part.lowerBound
    for highlight in highlights.lazy.map({ $0.clamped(to: part) }) where !highlight.isEmpty {
      output.write(bytes[done..<highlight.lowerBound])
      output.write(Terminal.Style.match.rawValue)
      for byte in bytes[highlight] {
        if byte == "\n" { output.write(Terminal.Style.end) }
        output.write(byte: byte)
        if byte == "\n" { output.write(Terminal.Style.match.rawValue) }
      }
      output.write(Terminal.Style.end)
      done = highlight.upperBound
    }
    output.write(bytes[done..<part.upperBound])
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
