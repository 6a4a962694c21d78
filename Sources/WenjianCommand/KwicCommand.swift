// `wenjian kwic`: every occurrence of a query with what is beside it, a line each.

import ArgumentParser
import Wenjian
import WenjianConcordance
import WenjianJSON
import WenjianMessages

struct KwicCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kwic",
    abstract: localized("Show every occurrence with its context, a line each, aligned (a concordance)."),
    discussion: localized(
      """
      The first line counts all occurrences, as `wenjian count` does; each is a line, overlapping ones too. Contexts end \
      with the paragraph, unless --across-paragraphs is given. For people 50 lines are shown and contexts as long as fit; \
      tables and JSON have all of them.

      ORDER:
        path  date  -date           of the documents; -date is the newest first
        left  right                 by what is before, or behind: the nearest character first
        random                      a sample; --seed gives the same one again

      EXAMPLES:
        wenjian kwic 第一书记
        wenjian kwic 改革 --sort right --limit 200
        wenjian kwic 脱贫 date:2016..2018 --by-document
        wenjian kwic 改革开放 --sort random --limit 100 --seed 7 --csv > sample.csv
        wenjian kwic 第一书记 --width 80 --csv --bom > 第一书记.csv
        wenjian kwic 第一书记 --jsonl

      FIELDS of --format, which are those of --json, and the columns of --csv:
        \(ConcordanceAnswer.names.joined(separator: " "))

      Exit status 1 means that nothing was found. JSON.md in the sources documents --json.
      """))

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("The most characters of context on each side.", valueName: "n"))
  var width = 40
  @Option(
    parsing: .unconditional,
    help: .localized("The order: path, date, -date, left, right, random.", valueName: "order"),
    transform: Order.typed)
  var sort = Order.path
  @Option(help: .localized("What a random order is drawn from.", valueName: "number"))
  var seed: UInt64?
  @Flag(help: .localized("Keep the lines of a document together, below its name."))
  var byDocument = false
  @Option(help: .localized("The most lines: 50 for people, else all.", valueName: "n|all"))
  var limit: LineLimit?
  @Flag(help: .localized("Let contexts go on over the edges of paragraphs."))
  var acrossParagraphs = false
  @Option(help: .localized("Colour the output."))
  var color = ColorChoice.auto
  @OptionGroup var outputArguments: OutputArguments

  /// As it is typed: a random order has its seed in another argument.
  enum Order: String, CaseIterable {
    case path, date, newest = "-date", left, right, random

    static func typed(_ argument: String) throws -> Order {
      guard let order = Order(rawValue: argument) else {
        throw ValidationError(
          localized("there is no order \(argument); there are \(listed(allCases.map(\.rawValue)))"))
      }
      return order
    }
  }

  func validate() throws {
    _ = try outputArguments.shape(for: ConcordanceAnswer.self)
    guard (0...10_000).contains(width) else {
      throw ValidationError(localized("--width must be between 0 and 10000, it is \(width)"))
    }
    guard seed == nil || sort == .random else { throw ValidationError(localized("--seed goes with --sort random")) }
    guard !byDocument || sort != .random else {
      throw ValidationError(
        localized("--by-document keeps lines together, which a random order does not: leave one of them out"))
    }
  }

  func run() throws {
    let shape = try outputArguments.shape(for: ConcordanceAnswer.self)
    let isForPeople = shape is ListingShape
    let seed = sort == .random ? seed ?? UInt64.random(in: 0...999_999) : nil
    let options = ConcordanceOptions(
      width: isForPeople ? max(width, Terminal(color).columnCount ?? 0) : width, order: order(seed: seed ?? 0),
      groupsByDocument: byDocument,
      limit: (limit ?? (isForPeople ? .some(50) : .all)).count, crossesParagraphs: acrossParagraphs,
      includesCitations: !isForPeople && shape.shows("citation"), isExact: query.exact,
      widening: query.widening.value)
    let concordance = try location.openAnywhere(within: query.timeLimit).concordance(query.text, options: options)
    let output = Output()
    try shape.write(ConcordanceAnswer(concordance, seed: seed), to: output) {
      try ConcordanceListing(concordance, seed: seed, width: width, Terminal(color)).write(to: output)
    }
    try output.finish()
    if concordance.documents == 0 { throw ExitStatus.nothingFound }
  }

  private func order(seed: UInt64) -> ConcordanceOrder {
    switch sort {
    case .path: .path
    case .date: .date(newestFirst: false)
    case .newest: .date(newestFirst: true)
    case .left: .leftContext
    case .right: .rightContext
    case .random: .random(seed: seed)
    }
  }
}

/// How many lines are wanted.
enum LineLimit: ExpressibleByArgument {
  case some(Int)
  case all

  init?(argument: String) {
    if argument == "all" {
      self = .all
    } else if let count = Int(argument), count >= 0 {
      self = .some(count)
    } else {
      return nil
    }
  }

  /// nil for all.
  var count: Int? {
    switch self {
    case .some(let count): count
    case .all: nil
    }
  }
}
