// `wenjian search`: the documents that hold a query, best first, with the sentences.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: localized("Find documents, best first, with the passages that match."),
    discussion: localized(
      """
      A string is found wherever it occurs, in simplified, traditional and variant characters, and \
      counted exactly. Unquoted strings also bring related documents, marked as such, when matches \
      do not fill the page. A minus before an ASCII word needs quotes: wenjian search '防控 -covid'.

      QUERIES:
        第一书记                  the string
        '"两学一做"'              the string, no related documents
        脱贫 产业                 both
        脱贫 OR 扶贫              either; also 脱贫｜扶贫
        改革 -改革开放            the first, without the second
        '(脱贫 OR 扶贫) 产业'
        产业 NEAR/10 就业         both, at most 10 characters apart; BEFORE/10: in this order
        改革 NOTBEFORE 开放       an occurrence that the other does not follow; NOTAFTER: precede
        'SENTENCE(产业 就业)'     in one sentence; PARAGRAPH(…), ARTICLE(…), CHAPTER(…)
        exact:後                  this character, no other form of it

      A string is found as it is usually written otherwise, too: 第十三条 also as 第13条, 2016年10月18日 as 2016-10-18, and \
      as the synonyms.txt of the index says. Not in quotation marks, behind exact:, and with --as-typed.

      FIELDS, alone or beside strings; LANGUAGE.md has all of it:
        title:脱贫  date:2016..2018  date:2016-10  signed:2016  source:人民日报
        author:张三  issuer:国务院  issuer:=国务院  docno:国发〔2016〕64号  kind:通知
        'path:贵州/*'
        field:主题=扶贫     a field of your own; issuer:* has one, -issuer:* has none

      EXAMPLES:
        wenjian search 第一书记
        wenjian search 脱贫 产业 --limit 3 --snippets 1
        wenjian search 国发〔2016〕64号 --json
        wenjian search --pinyin diyishuji     (or its initials, dysj)
        wenjian search 教育法 --collapse
        wenjian search 脱贫 kind:通知 date:2016.. --sort -date
        wenjian search 脱贫 --limit 1000 --csv > 脱贫.csv
        wenjian search 脱贫 --format '{date}\\t{title}\\t{snippet}'
        wenjian search 脱贫 --keys --null | xargs -0 -n1 wenjian show

      FIELDS of --format, which are those of --json, and the columns of --csv:
        \(SearchAnswer.names.joined(separator: " "))
      Related documents are left out where {tier} is not among them.

      Exit status 1 means that nothing was found. JSON.md in the sources documents --json.
      """))

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation

  @Option(help: .localized("The most documents to show.", valueName: "n"))
  var limit = 10
  @Option(help: .localized("How many better documents to leave out.", valueName: "n"))
  var offset = 0
  @Option(
    help: .localized("Go on behind this page: what the page before said.", valueName: "cursor"),
    transform: SearchCursor.typed)
  var after: SearchCursor?
  @Option(
    parsing: .unconditional,
    help: .localized("The order: relevance, date, -date (newest first), path, hits.", valueName: "order"),
    transform: SortOrder.typed)
  var sort = SortOrder.relevance
  @Option(help: .localized("The most passages of a document to show; all: every match.", valueName: "n|all"))
  var snippets = PassageCount.some(2)
  @Option(
    help: .localized(
      "The most bytes of passages together; they are cut at sentences, and what was cut is said.", valueName: "n"))
  var maxBytes: Int?
  @Flag(
    help: .localized("The query is pinyin, or initials of it: search for the most frequent string that is read so.")
  )
  var pinyin = false
  @Flag(help: .localized("Count, and show no document."))
  var countOnly = false
  @Flag(help: .localized("Do not show in which chapter and article a passage is."))
  var noHeadings = false
  @Flag(help: .localized("Show only documents that match."))
  var noRelated = false
  @Flag(help: .localized("Show one of documents that are copies of each other, and name the others."))
  var collapse = false
  @Option(help: .localized("Colour the output."))
  var color = ColorChoice.auto
  @Flag(help: .localized("Write the key of each document that matches, and nothing else."))
  var keys = false
  @OptionGroup var outputArguments: OutputArguments

  private var shape: any OutputShape {
    get throws { try outputArguments.shape(for: SearchAnswer.self, keysOnly: keys) }
  }

  func validate() throws {
    _ = try shape
    for (name, value) in [("limit", limit), ("offset", offset), ("max-bytes", maxBytes ?? 0)] {
      guard (0...1_000_000_000).contains(value) else {
        throw ValidationError(localized("--\(name) must be between 0 and 1000000000, it is \(value)"))
      }
    }
  }

  func run() throws {
    let shape = try shape
    // Where nothing tells a related document from a match, there are only matches.
    let includesRelated = !noRelated && !countOnly && shape.shows("tier")
    try SearchRequest(
      query: query.text, indexPath: location.path,
      options: SearchOptions(
        limit: countOnly ? 0 : limit, offset: offset, isExact: query.exact,
        widening: query.widening.value, includesRelated: includesRelated, collapsesCopies: collapse, order: sort,
        cursor: after),
      snippets: snippets, includesHeadings: !noHeadings, maximumBytes: maxBytes, color: color, shape: shape,
      isPinyin: pinyin, timeLimit: query.timeLimit
    ).run()
  }
}

/// How many passages of a document are shown.
enum PassageCount: ExpressibleByArgument, CustomStringConvertible {
  case some(Int)
  case all

  init?(argument: String) {
    if argument == "all" {
      self = .all
    } else if let count = Int(argument), (0...1_000_000_000).contains(count) {
      self = .some(count)
    } else {
      return nil
    }
  }

  var description: String {
    switch self {
    case .some(let count): "\(count)"
    case .all: "all"
    }
  }
}

extension SearchCursor {
  fileprivate static func typed(_ argument: String) throws -> SearchCursor {
    guard let cursor = SearchCursor(argument) else {
      throw ValidationError(localized("\(argument) is no cursor; take what `nextPage` or the end of a page says"))
    }
    return cursor
  }
}

extension SortOrder {
  fileprivate static func typed(_ argument: String) throws -> SortOrder {
    guard let order = named.first(where: { $0.name == argument })?.order else {
      throw ValidationError(
        localized("there is no order \(argument); there are \(listed(named.map(\.name)))"))
    }
    return order
  }
}
