// `wenjian dispersion`: where in the documents a query occurs, and how evenly over them.

import ArgumentParser
import Wenjian
import WenjianConcordance
import WenjianJSON
import WenjianMessages
import WenjianText

struct DispersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispersion",
    abstract: localized("Show in which parts of the documents a query occurs, and how evenly over documents."),
    discussion: localized(
      """
      Each document is cut into equal parts, tenths where nothing else is said, and occurrences are counted by where they \
      start. DP (Gries) is about documents: 0 where each of those that the query chooses from has as many occurrences as its \
      length lets expect, towards 1 where few have all. D (Juilland) is about the parts: 1 where all have as many, 0 where \
      one has all.

      EXAMPLES:
        wenjian dispersion 第一书记
        wenjian dispersion 改革 kind:报告 --parts 4
        wenjian dispersion 罚款 --csv

      Exit status 1 means that nothing was found. JSON.md in the sources documents --json.
      """))

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("How many parts a document has.", valueName: "n"))
  var parts = 10
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    _ = try outputArguments.shape(for: DispersionAnswer.self)
    guard (1...1000).contains(parts) else {
      throw ValidationError(localized("--parts must be between 1 and 1000, it is \(parts)"))
    }
  }

  func run() throws {
    let dispersion = try location.openForQueries(within: query.timeLimit).dispersion(
      of: query.text, parts: parts, isExact: query.exact, widening: query.widening.value)
    let output = Output()
    let answer = DispersionAnswer(query: query.text, dispersion)
    try outputArguments.shape(for: DispersionAnswer.self).write(answer, to: output) {
      answer.writeListing(to: output, Terminal())
    }
    try output.finish()
    if dispersion.documents == 0 { throw ExitStatus.nothingFound }
  }
}

extension DispersionAnswer {
  fileprivate func writeListing(to output: Output, _ terminal: Terminal) {
    output.writeLine(matchSummary(documents: dispersion.documents, occurrences: dispersion.occurrences))
    let measures = [
      ("DP", dispersion.dp), ("DPnorm", dispersion.normalizedDP), ("Juilland's D", dispersion.juillandD),
    ].compactMap { name, value in value.map { "\(name) \(decimal($0, places: 3))" } }
    if !measures.isEmpty {
      output.writeLine(
        measures.joined(separator: "  ")
          + "  " + localized("(\(dispersion.documents) of \(counted(dispersion.allDocuments, "document")))"))
    }
    let names = parts.map { part in
      "\(decimal(part.edge(part.number) * 100, places: 0))–\(decimal(part.edge(part.number + 1) * 100, places: 0)) %"
    }
    let texts = dispersion.parts.map {
      localized(" \($0.occurrences) in \(counted($0.documents, "document"))")
    }
    let nameWidth = names.map(displayWidth(of:)).max() ?? 0
    let textWidth = texts.map(displayWidth(of:)).max() ?? 0
    let greatest = Double(dispersion.parts.map(\.occurrences).max() ?? 0)
    let barColumns = max(8, (terminal.columnCount ?? 80) - nameWidth - textWidth - 2)
    for (index, part) in dispersion.parts.enumerated() where output.isOpen {
      let blanks = String(repeating: " ", count: nameWidth - displayWidth(of: names[index]))
      output.writeLine(
        blanks + names[index] + " │" + bar(Double(part.occurrences), of: greatest, barColumns) + texts[index])
    }
  }
}
