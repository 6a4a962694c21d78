// `wenjian count`: how many documents and occurrences a query has.

import ArgumentParser
import Wenjian

struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "Count documents and occurrences, exactly.",
    discussion: """
      EXAMPLES:
        wenjian count 第一书记
        wenjian count 脱贫 OR 扶贫 --json

      Exit status 1 means that nothing was found.
      """)

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Flag(help: "Write one JSON object.")
  var json = false

  func run() throws {
    let counts = try location.open().count(query.text, isExact: query.exact)
    let output = Output()
    if json {
      JSONWriter.write(to: output) { json in
        json.field("query", query.text)
        json.field("documents", counts.documents)
        json.field("occurrences", counts.occurrences)
      }
    } else {
      output.writeLine(
        matchSummary(documents: counts.documents, occurrences: counts.occurrences))
    }
    try output.finish()
    if counts.documents == 0 { throw ExitStatus.nothingFound }
  }
}
