// What `wenjian search` was asked to do, and doing it.

import Wenjian
import WenjianJSON

struct SearchRequest {
  var query: String
  var indexPath = "Index"
  var options = SearchOptions(includesRelated: true)
  var snippets = PassageCount.some(2)
  var includesHeadings = true
  var maximumBytes: Int?
  var color = ColorChoice.auto
  var shape: any OutputShape = ListingShape()
  /// `query` is pinyin.
  var isPinyin = false
  var timeLimit: TimeLimit?

  /// - Throws: `ExitStatus.nothingFound` when nothing matches, `WenjianError`, `OutputError`.
  func run() throws {
    let index = try AnyIndex.opened(at: indexPath, within: timeLimit)
    let soundingStrings = isPinyin ? try index.localIndex(for: "--pinyin").strings(soundingLike: query) : nil
    let results = try index.search(soundingStrings?.first?.query ?? query, options: options)
    let passages = PassageReader(style: style, maximumBytes: maximumBytes)
    let output = Output()
    let answer = SearchAnswer(results, passages: passages, soundingStrings: soundingStrings)
    try shape.write(answer, to: output) {
      try SearchListing(answer, options, Terminal(color)).write(to: output)
    }
    try output.finish()
    if results.documents == 0 { throw ExitStatus.nothingFound }
  }
}

extension SearchRequest {
  private var style: SnippetStyle {
    switch snippets {
    case .some(let count): SnippetStyle(maximumCount: count, includesHeadings: includesHeadings)
    case .all: .everyMatch(includesHeadings: includesHeadings)
    }
  }
}

extension SearchRequest {
  init?(plain arguments: [String]) {
    guard let plain = PlainArguments(arguments, of: "search", numbers: ["--limit", "--offset", "--snippets"]) else {
      return nil
    }
    self.init(query: plain.query, indexPath: plain.indexPath)
    if let limit = plain.number("--limit") { options.limit = limit }
    if let offset = plain.number("--offset") { options.offset = offset }
    if let count = plain.number("--snippets") { snippets = .some(count) }
    if plain.asksForJSON { shape = JSONShape() }
  }
}
