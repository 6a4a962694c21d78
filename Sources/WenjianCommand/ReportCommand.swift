// `wenjian report`: what the last indexing mended, left out and found damaged.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: localized("Tell again what indexing mended, left out and found damaged."),
    discussion: localized(
      """
      EXAMPLES:
        wenjian report --verbose
        wenjian report --json | jq -r '.skipped[] | select(.isLoss) | .path'
      """))

  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("List everything, not only the first ten of each kind."))
  var verbose = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let index = try location.open()
    guard let stored = try IndexingReport.read(at: location.path) else {
      throw CommandFailure(
        localized("the index \(location.path) has no report; index its documents with `wenjian index`"),
        .missingInput)
    }
    let output = Output()
    let report = stored.report
    if json {
      try output.write(ReportAnswer(index: location.path, generation: stored.generation, report))
    } else {
      output.writeLine(
        localized("indexed \(counted(report.documents, "document")) in commit \(grouped(stored.generation))"))
      if index.generation != stored.generation {
        output.writeLine("  " + localized("the index is at commit \(grouped(index.generation)) now"))
      }
      IndexingSummary.writeTexts(report, to: output)
      DamageListing(report: report, output: output, isVerbose: verbose).write()
      if let sentence = IndexingSummary.leftOut(report) { output.writeLine(sentence) }
    }
    try output.finish()
  }
}
