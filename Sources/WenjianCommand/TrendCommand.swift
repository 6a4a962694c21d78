// `wenjian trend`: how often queries occur over the years, or by another value of the documents.

import ArgumentParser
import Wenjian
import WenjianConcordance
import WenjianJSON
import WenjianMessages

struct TrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: localized("Count queries by year or another field, side by side, also for each 10,000 characters."),
    discussion: localized(
      """
      Each argument is a query of its own; one with blanks in it needs quotes.

      \(FacetKey.help(except: "match"))

      By year and month all periods are shown, from the first to the last of the documents, those without an occurrence \
      too. What is counted for each 10,000 characters are the occurrences over all characters of the group's documents, \
      found or not: those that --filter keeps, and that have the fields which the query asks for beside its strings. \
      Documents with several values count for each.

      EXAMPLES:
        wenjian trend 第一书记 改革开放 --by year
        wenjian trend 第一书记 改革开放 --by year --chart
        wenjian trend '脱贫 OR 扶贫' 乡村振兴 --by month --svg > trend.svg
        wenjian trend 脱贫 --by issuer --filter 'kind:通知 date:2016..' --limit 20
        wenjian trend 第一书记 改革开放 --by year --csv > trend.csv

      FIELDS of --format and --jsonl, and the columns of --csv; there is a record for each query and value:
        \(TrendAnswer.names.joined(separator: " "))

      Exit status 1 means that nothing was found. JSON.md in the sources documents --json.
      """))

  @Argument(help: .localized("What to find, a query each."))
  var query: [String]
  @Option(help: .localized("What to count by.", valueName: "field"), transform: FacetKey.typed)
  var by = FacetKey.year
  @Option(
    help: .localized("Which documents count, by fields, as 'kind:通知 date:2016..2018'.", valueName: "fields"))
  var filter: String?
  @Flag(help: .localized("Match the characters as written, no other script or form of them."))
  var exact = false
  @OptionGroup var widening: WideningArguments
  @OptionGroup var timeLimit: TimeLimit
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("The most values to show; all periods are.", valueName: "n"))
  var limit: Int?
  @Flag(help: .localized("Draw bars of characters."))
  var chart = false
  @Flag(help: .localized("Write a self-contained picture, in SVG."))
  var svg = false
  @Option(
    help: .localized("What --chart and --svg draw: per10000, occurrences, documents.", valueName: "measure"),
    transform: { try named($0, TrendMeasure.self) { "there is no measure \($0); there are \($1)" } })
  var measure = TrendMeasure.per10000
  @Option(help: .localized("Colour the output."))
  var color = ColorChoice.auto
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    let shape = try outputArguments.shape(for: TrendAnswer.self)
    if by == .match {
      throw ValidationError(localized("--by match groups what was found, not documents; it is `wenjian facets`"))
    }
    if let limit, limit < 0 { throw ValidationError(localized("--limit must not be negative, it is \(limit)")) }
    guard !(chart && svg), !(chart || svg) || shape is ListingShape else {
      throw ValidationError(localized("the output has one shape; --chart and --svg go without another one"))
    }
  }

  func run() throws {
    let index = try location.openAnywhere(within: timeLimit)
    var trend = try index.trend(
      of: query.map { joined([$0]) }, by: by, isExact: exact, widening: widening.value,
      filter: filter.map { try Filter($0) })
    let rowCount = trend.rows.count
    if let limit, !trend.isByPeriod {
      trend.rows = trend.rows.filter { $0.value != nil }.prefix(limit) + trend.rows.filter { $0.value == nil }
    }
    let output = Output()
    let listing = TrendListing(trend: trend, hiddenRows: rowCount - trend.rows.count, terminal: Terminal(color))
    if svg {
      output.write(trend.svg(of: measure, rowLimit: .max))
    } else if chart {
      TrendChart(listing, measure).write(to: output)
    } else {
      try outputArguments.shape(for: TrendAnswer.self).write(TrendAnswer(trend), to: output) {
        listing.write(to: output)
      }
    }
    try output.finish()
    if trend.totals.allSatisfy({ $0.documents == 0 }) { throw ExitStatus.nothingFound }
  }
}

extension TrendMeasure {
  /// As people read it in a listing.
  var name: String {
    switch self {
    case .per10000: localized("occurrences for each 10,000 characters")
    case .occurrences: localized("occurrences")
    case .documents: localized("documents")
    }
  }
}
