import Wenjian
import WenjianJSON

enum SearchOperation: ServiceOperation {
  static let name = "search"
  static let summary = "documents that hold a query, best first, with the passages that match"

  private static let limit = Parameter.integer("limit", 0...1_000_000, "the most documents to give", standard: 10)
  private static let offset = Parameter.integer(
    "offset", 0...1_000_000_000, "how many better documents to leave out", standard: 0)
  private static let after = Parameter<String?>.string("after", "go on behind this page: its nextPage")
  private static let sort = Parameter.choice("sort", SortOrder.named.map(\.name), "the order")
  private static let snippets = Parameter.integer(
    "snippets", 0...1_000_000, or: "all", "the most passages of a document; all: every match is in one", standard: 2
  )
  private static let headings = Parameter.bool(
    "headings", "tell in which chapter and article a passage is", standard: true)
  private static let maxBytes = Parameter<Int?>.integer(
    "maxBytes", 0...1_000_000_000, "the most bytes of passages together")
  private static let related = Parameter.bool(
    "related", "fill the page with documents that only resemble the query")
  private static let collapse = Parameter.bool("collapse", "give one of documents that are copies of each other")
  private static let pinyin = Parameter.bool("pinyin", "the query is pinyin, or initials of it")

  static let parameters: [any DeclaredParameter] =
    [Shared.query, limit, offset, after, sort, snippets, headings, maxBytes, related, collapse, pinyin]
    + Matching.parameters

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    try search(request, index)
  }

  /// - Throws: as `answer`.
  static func search(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> SearchAnswer {
    let matching = try Matching(request)
    var options = SearchOptions(
      limit: try request[limit], offset: try request[offset], isExact: matching.isExact,
      widening: matching.widening,
      includesRelated: try request[related], collapsesCopies: try request[collapse], filter: matching.filter)
    try options.setPage(sort: try request[sort], after: try request[after], from: "nextPage")
    let headings = try request[headings]
    let style: SnippetStyle =
      if let count = try request[snippets] {
        SnippetStyle(maximumCount: count, includesHeadings: headings)
      } else {
        .everyMatch(includesHeadings: headings)
      }
    let query = try request[Shared.query]
    let sounding = try request[pinyin] ? try index.localIndex(for: "pinyin").strings(soundingLike: query) : nil
    return SearchAnswer(
      try index.search(sounding?.first?.query ?? query, options: options),
      passages: PassageReader(style: style, maximumBytes: try request[maxBytes]), soundingStrings: sounding)
  }
}
