// `wenjian collocates`: what is near a query more often than chance would have it.

import ArgumentParser
import Wenjian
import WenjianConcordance
import WenjianJSON
import WenjianMessages

struct CollocatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collocates",
    abstract: localized("List the words or characters that are near a query more often than by chance."),
    discussion: localized(
      """
      Counted are the words of the index (ICU's), or with --unit characters all characters, of the documents that the fields \
      of the query keep, but for those that an occurrence is part of. Each is near an occurrence or not; an edge of a \
      paragraph is never crossed.

      MEASURE:
        log-likelihood   how sure it is that there is a connection
        mi               mutual information: how much more often than by chance; prefers what is rare
        dice             the share of the one that goes with the other

      EXAMPLES:
        wenjian collocates 第一书记
        wenjian collocates 改革 --window sentence --measure mi --min 10
        wenjian collocates 改革 date:2016.. --unit characters --window 1
        wenjian collocates 脱贫 --csv

      Exit status 1 means that nothing was found. JSON.md in the sources documents --json.
      """))

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Option(
    help: .localized("What is near: so many on each side, or the sentence.", valueName: "n|sentence"),
    transform: CollocateWindow.typed)
  var window = CollocateWindow.tokens(5)
  @Option(
    help: .localized("How they are ranked: log-likelihood, mi, dice.", valueName: "measure"),
    transform: { try named($0, AssociationMeasure.self) { "there is no measure \($0); there are \($1)" } })
  var measure = AssociationMeasure.logLikelihood
  @Option(
    help: .localized("What is counted: words or characters.", valueName: "unit"),
    transform: { try named($0, CollocateUnit.self) { "there is no unit \($0); there are \($1)" } })
  var unit = CollocateUnit.words
  @Option(help: .localized("Leave out what is near fewer times.", valueName: "n"))
  var min = 3
  @Flag(help: .localized("List punctuation marks and symbols too."))
  var punctuation = false
  @Option(help: .localized("The most to show: 50 for people, else all.", valueName: "n|all"))
  var limit: LineLimit?
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    _ = try outputArguments.shape(for: CollocatesAnswer.self)
    guard min > 0 else { throw ValidationError(localized("--min must be positive, it is \(min)")) }
  }

  func run() throws {
    let shape = try outputArguments.shape(for: CollocatesAnswer.self)
    let options = CollocateOptions(
      unit: unit, window: window, measure: measure, minimum: min, includesPunctuation: punctuation,
      isExact: query.exact, widening: query.widening.value)
    let collocates = try location.openForQueries(within: query.timeLimit).collocates(
      of: query.text, options: options)
    let output = Output()
    let count = (limit ?? (shape is ListingShape ? .some(50) : .all)).count
    let answer = CollocatesAnswer(collocates, options: options, limit: count)
    try shape.write(answer, to: output) { answer.writeListing(to: output) }
    try output.finish()
    if collocates.documents == 0 { throw ExitStatus.nothingFound }
  }
}

/// The value that a name is of.
/// - Parameter message: what is said of a name that there is not, by it and the names that there are.
func named<Value: RawRepresentable<String> & CaseIterable>(
  _ argument: String, _ type: Value.Type, _ message: (String, String) -> Message
) throws -> Value {
  guard let value = Value(rawValue: argument) else {
    throw ValidationError(localized(message(argument, listed(Value.allCases.map(\.rawValue)))))
  }
  return value
}

extension CollocateWindow {
  fileprivate static func typed(_ argument: String) throws -> CollocateWindow {
    if argument == "sentence" { return .sentence }
    guard let count = Int(argument), (1...1000).contains(count) else {
      throw ValidationError(localized("--window is a number from 1 to 1000, or sentence; it is \(argument)"))
    }
    return .tokens(count)
  }
}

extension CollocatesAnswer {
  fileprivate func writeListing(to output: Output) {
    output.writeLine(matchSummary(documents: found.documents, occurrences: found.occurrences))
    let unitName = options.unit == .words ? localized("words") : localized("characters")
    output.writeLine(localized("\(grouped(found.nearTokens)) of \(grouped(found.tokens)) \(unitName) are near"))
    guard !shown.isEmpty else { return }
    output.writeLine()
    writeTable(
      heading: [
        "", options.measure.rawValue, localized("near"), localized("expected"), localized("before"),
        localized("behind"),
        localized("in all"),
      ],
      rows: shown.map { collocate in
        [
          FieldValue.text(collocate.text).line, decimal(collocate.score, places: options.measure == .dice ? 4 : 2),
          "\(collocate.observed)", decimal(collocate.expected, places: 2), "\(collocate.before)",
          "\(collocate.behind)", "\(collocate.frequency)",
        ]
      }, to: output)
    let hidden = found.collocates.count - shown.count
    if hidden > 0 { output.writeLine(localized("\(grouped(hidden)) more: --limit all")) }
  }
}
