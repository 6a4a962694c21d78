// What a window shows of a search: rows with the matches marked.

import Foundation
import Wenjian
import WenjianFoundation

struct ResultRow: Identifiable, Hashable {
  var id: String
  var title: String
  var day: String
  var passages: [AttributedString]
}

struct ResultList {
  var rows: [ResultRow] = []
  var summary = ""

  init(_ results: SearchResults, style: SnippetStyle = SnippetStyle()) throws {
    summary = "\(results.documents) documents, \(results.occurrences) occurrences"
    for hit in results.hits where hit.tier == .match {
      rows.append(
        ResultRow(
          id: hit.id, title: hit.title, day: hit.date?.description ?? "",
          passages: try hit.snippets(style).map { AttributedString($0.display) }))
    }
  }
}

extension ResultList {
  /// What a preview shows, without an index.
  static func preview() throws -> ResultList {
    let range = TextRange(start: TextPlace(), end: TextPlace(utf8: 12, utf16: 4, scalar: 4))
    let snippet = Snippet(text: "第一书记", range: range, highlights: [range], matches: [range])
    let hit = Hit(key: "a.txt", title: "通知", date: 20_161_005, occurrences: 1, snippets: [snippet])
    return try ResultList(SearchResults(query: "第一书记", documents: 1, occurrences: 1, hits: [hit]))
  }
}
