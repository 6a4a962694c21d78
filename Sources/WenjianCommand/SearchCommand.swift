// `wenjian search`: the documents that hold a query, best first, with the sentences.

import ArgumentParser
import Wenjian

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find documents, best first, with the passages that match.",
    discussion: """
      A string is found wherever it stands, in simplified, traditional and variant characters, and \
      counted exactly. Unquoted strings also bring related documents, marked as such, when matches \
      do not fill the page. A minus before an ASCII word needs quotes: wenjian search '防控 -covid'.

      QUERIES:
        第一书记            the string
        '"两学一做"'        the string, no related documents
        脱贫 产业           both
        脱贫 OR 扶贫        either; also 脱贫｜扶贫
        改革 -改革开放      the first, without the second
        '(脱贫 OR 扶贫) 产业'
        产业 NEAR/10 就业   both, at most 10 characters apart; BEFORE/10: in this order
        exact:後            this character, no other form of it

      EXAMPLES:
        wenjian search 第一书记
        wenjian search 脱贫 产业 --limit 3 --snippets 1
        wenjian search 国发〔2016〕64号 --json
        wenjian search 教育法 --collapse

      Exit status 1 means that nothing was found. JSON.md in the sources documents --json.
      """)

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation

  @Option(help: ArgumentHelp("The most documents to show.", valueName: "n"))
  var limit = 10
  @Option(help: ArgumentHelp("How many better documents to leave out.", valueName: "n"))
  var offset = 0
  @Option(help: ArgumentHelp("The most passages of a document to show.", valueName: "n"))
  var snippets = 2
  @Flag(help: "Do not show in which chapter and article a passage stands.")
  var noHeadings = false
  @Flag(help: "Show only documents that match.")
  var noRelated = false
  @Flag(help: "Show one of documents that are copies of each other, and name the others.")
  var collapse = false
  @Option(help: "Colour the output.")
  var color = ColorChoice.auto
  @Flag(help: "Write one JSON object.")
  var json = false

  func validate() throws {
    for (name, value) in [("limit", limit), ("offset", offset), ("snippets", snippets)] {
      guard (0...1_000_000_000).contains(value) else {
        throw ValidationError("--\(name) must be between 0 and 1000000000, it is \(value)")
      }
    }
  }

  func run() throws {
    try SearchRequest(
      query: query.text, indexPath: location.path, limit: limit, offset: offset,
      snippets: snippets, includesHeadings: !noHeadings, isExact: query.exact, includesRelated: !noRelated,
      collapsesCopies: collapse, color: color, isJSON: json
    ).run()
  }
}
