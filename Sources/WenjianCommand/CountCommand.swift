// `wenjian count`: how many documents and occurrences a query has, or each of many.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages

struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: localized("Count documents and occurrences, exactly: of a query, or of each line of a file."),
    discussion: localized(
      """
      With --terms each line of a file is a query, and the output a table; blank lines are skipped. With --by \
      the table has a column for each value, which counts occurrences or, with --cells documents, documents; \
      with --list it has a line for each term and value that has a document. By document it always has.

      \(FacetKey.help)

      EXAMPLES:
        wenjian count 第一书记
        wenjian count 脱贫 OR 扶贫 --json
        wenjian count --terms terms.txt
        wenjian count --terms terms.txt --by year --csv > years.csv
        wenjian count --terms - --by issuer --list < terms.txt

      Exit status 1 means that nothing was found; 2 that some lines cannot be read as a query, which are told; 64 that \
      none can.
      """))

  @Argument(help: .localized("What to find; several arguments count as one, with spaces between."))
  var query: [String] = []
  @Flag(help: .localized("Match the characters as written, no other script or form of them."))
  var exact = false
  @OptionGroup var widening: WideningArguments
  @OptionGroup var timeLimit: TimeLimit
  @Option(help: .localized("A file with a query in each line, or - for standard input.", valueName: "file"))
  var terms: String?
  @Option(help: .localized("What to count each term by.", valueName: "field"), transform: FacetKey.typed)
  var by: FacetKey?
  @Option(help: .localized("What the columns of --by count: occurrences or documents."))
  var cells: TermsAnswer.Cell?
  @Flag(help: .localized("Write a line for each term and value, with documents and occurrences."))
  var list = false
  @OptionGroup var location: IndexLocation
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    guard let terms else {
      guard !query.isEmpty else { throw ValidationError(localized("Missing expected argument '<query> ...'")) }
      guard by == nil else {
        throw ValidationError(localized("--by goes with --terms; of one query it is `wenjian facets`"))
      }
      guard cells == nil, !list else {
        throw ValidationError(localized("--cells and --list go with --terms and --by"))
      }
      _ = try outputArguments.shape(for: CountAnswer.self)
      return
    }
    guard query.isEmpty else {
      throw ValidationError(localized("give a query, or --terms \(shellQuoted(terms)), not both"))
    }
    guard by != nil || cells == nil && !list else {
      throw ValidationError(localized("--cells and --list go with --by"))
    }
    guard cells == nil || !list else {
      throw ValidationError(localized("--cells is for a table, which --list is not"))
    }
    _ = try outputArguments.shape(for: TermsAnswer.self)
  }

  func run() throws {
    if let terms { return try run(terms) }
    try CountRequest(
      query: joined(query), indexPath: location.path, isExact: exact,
      widening: widening.value, shape: outputArguments.shape(for: CountAnswer.self), timeLimit: timeLimit
    ).run()
  }

  private func run(_ path: String) throws {
    let terms = try TermFile(path)
    let index = try location.openAnywhere(within: timeLimit)
    let output = Output()
    let shape = try outputArguments.shape(for: TermsAnswer.self)
    // A format that names the value is for lines of values.
    let isList = outputArguments.format?.fieldNames.contains("value") ?? (list || by == .field(.key))
    let answer = TermsAnswer(
      terms.lines.map(\.text), in: index, isExact: exact, widening: widening.value, by: by,
      layout: isList ? .list : .table(cells ?? .occurrences)
    ) {
      terms.tell(
        $1.map { localized(english: $0.annotatedQuery ?? $0.message) } ?? localized("this is not UTF-8"),
        of: terms.lines[$0])
    }
    try shape.write(answer, to: output) { try TextTable(terminal: Terminal()).write(answer, to: output) {} }
    try output.finish()
    if answer.unreadableCount == terms.lines.count { throw ExitStatus.usage }
    if answer.unreadableCount > 0 { throw ExitStatus.incomplete }
    if !answer.hasFound { throw ExitStatus.nothingFound }
  }
}

/// What `wenjian count QUERY` was asked to do, and doing it.
struct CountRequest {
  var query: String
  var indexPath = "Index"
  var isExact = false
  var widening = Widening.standard
  var shape: any OutputShape = ListingShape()
  var timeLimit: TimeLimit?

  /// - Throws: `ExitStatus.nothingFound` when nothing matches, `WenjianError`, `OutputError`.
  func run() throws {
    let index = try AnyIndex.opened(at: indexPath, within: timeLimit)
    let counts = try index.count(query, isExact: isExact, widening: widening)
    let output = Output()
    try shape.write(CountAnswer(query: query, counts: counts), to: output) {
      output.writeLine(matchSummary(documents: counts.documents, occurrences: counts.occurrences))
      for line in formLines(counts.forms) { output.writeLine(line) }
    }
    try output.finish()
    if counts.documents == 0 { throw ExitStatus.nothingFound }
  }
}

extension CountRequest {
  init?(plain arguments: [String]) {
    guard let plain = PlainArguments(arguments, of: "count") else { return nil }
    self.init(query: plain.query, indexPath: plain.indexPath)
    if plain.asksForJSON { shape = JSONShape() }
  }
}

extension TermsAnswer.Cell: ExpressibleByArgument {}
