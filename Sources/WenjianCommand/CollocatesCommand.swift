// `wenjian collocates`: what is near a query more often than chance would have it.

import ArgumentParser
import Wenjian
import WenjianConcordance

struct CollocatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collocates",
    abstract: "List the words or characters that are near a query more often than by chance.",
    discussion: """
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
      """)

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Option(
    help: ArgumentHelp("What is near: so many on each side, or the sentence.", valueName: "n|sentence"),
    transform: CollocateWindow.typed)
  var window = CollocateWindow.tokens(5)
  @Option(
    help: ArgumentHelp("How they are ranked: log-likelihood, mi, dice.", valueName: "measure"),
    transform: { try named($0, "measure", AssociationMeasure.self) })
  var measure = AssociationMeasure.logLikelihood
  @Option(
    help: ArgumentHelp("What is counted: words or characters.", valueName: "unit"),
    transform: { try named($0, "unit", CollocateUnit.self) })
  var unit = CollocateUnit.words
  @Option(help: ArgumentHelp("Leave out what is near fewer times.", valueName: "n"))
  var min = 3
  @Flag(help: "List punctuation marks and symbols too.")
  var punctuation = false
  @Option(help: ArgumentHelp("The most to show: 50 for people, else all.", valueName: "n|all"))
  var limit: LineLimit?
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    _ = try outputArguments.shape(for: CollocatesAnswer.self)
    guard min > 0 else { throw ValidationError("--min must be positive, it is \(min)") }
  }

  func run() throws {
    let shape = try outputArguments.shape(for: CollocatesAnswer.self)
    let collocates = try location.openForQueries().collocates(
      of: query.text,
      options: CollocateOptions(
        unit: unit, window: window, measure: measure, minimum: min, includesPunctuation: punctuation,
        isExact: query.exact, widening: query.widening.value))
    let output = Output()
    let count = (limit ?? (shape is ListingShape ? .some(50) : .all)).count
    try shape.write(
      CollocatesAnswer(
        found: collocates, shown: Array(collocates.collocates.prefix(count ?? .max)), unit: unit, window: window,
        measure: measure), to: output)
    try output.finish()
    if collocates.documents == 0 { throw ExitStatus.nothingFound }
  }
}

/// The value that a name is of.
func named<Value: RawRepresentable<String> & CaseIterable>(
  _ argument: String, _ what: String, _ type: Value.Type
) throws -> Value {
  guard let value = Value(rawValue: argument) else {
    throw ValidationError(
      "there is no \(what) \(argument); there are " + Value.allCases.map(\.rawValue).joined(separator: ", "))
  }
  return value
}

extension CollocateWindow {
  fileprivate static func typed(_ argument: String) throws -> CollocateWindow {
    if argument == "sentence" { return .sentence }
    guard let count = Int(argument), (1...1000).contains(count) else {
      throw ValidationError("--window is a number from 1 to 1000, or sentence; it is \(argument)")
    }
    return .tokens(count)
  }

  /// As it is typed.
  fileprivate var typedName: String {
    switch self {
    case .tokens(let count): "\(count)"
    case .sentence: "sentence"
    }
  }
}

/// The records are collocates.
private struct CollocatesAnswer: Answer {
  let found: Collocates
  let shown: [Collocate]
  let unit: CollocateUnit
  let window: CollocateWindow
  let measure: AssociationMeasure

  static var fields: [RecordField<Collocate>] {
    [
      RecordField("text") { .text($0.text) },
      RecordField("score") { .real($0.score) },
      RecordField("observed") { .integer($0.observed) },
      RecordField("expected") { .real($0.expected) },
      RecordField("before") { .integer($0.before) },
      RecordField("behind") { .integer($0.behind) },
      RecordField("frequency") { .integer($0.frequency) },
    ]
  }

  func forEachRecord(to output: Output, _ body: (Collocate) throws -> Void) throws {
    for collocate in shown where output.isOpen { try body(collocate) }
  }

  func writeJSON(to output: Output) throws {
    let fields = Self.fields
    try JSONWriter.write(to: output) { json in
      json.field("query", found.query)
      json.field("documents", found.documents)
      json.field("occurrences", found.occurrences)
      json.field("unit", unit.rawValue)
      json.field("window", window.typedName)
      json.field("measure", measure.rawValue)
      json.field("tokens", found.tokens)
      json.field("nearTokens", found.nearTokens)
      try json.objects("collocates", shown) { try $0.record($1, fields) }
    }
  }

  func writeListing(to output: Output) {
    output.writeLine(matchSummary(documents: found.documents, occurrences: found.occurrences))
    output.writeLine("\(grouped(found.nearTokens)) of \(grouped(found.tokens)) \(unit.rawValue) are near")
    guard !shown.isEmpty else { return }
    output.writeLine()
    writeTable(
      heading: ["", measure.rawValue, "near", "expected", "before", "behind", "in all"],
      rows: shown.map { collocate in
        [
          FieldValue.text(collocate.text).line, decimal(collocate.score, places: measure == .dice ? 4 : 2),
          "\(collocate.observed)", decimal(collocate.expected, places: 2), "\(collocate.before)",
          "\(collocate.behind)", "\(collocate.frequency)",
        ]
      }, to: output)
    let hidden = found.collocates.count - shown.count
    if hidden > 0 { output.writeLine("\(grouped(hidden)) more: --limit all") }
  }
}
