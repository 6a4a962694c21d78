// All documents of a query with every place that matches, a line of JSON each.

import Foundation
import Wenjian

/// A document and where it matches.
struct ExportedDocument: Codable, Hashable {
  var key: String
  var title: String
  var date: CivilDate?
  var matches: [TextRange]
}

/// Writes page by page, so that memory does not grow with the result, and goes on behind the last document whatever is added
/// meanwhile.
func export(_ query: Query, of index: Index, pageSize: Int = 500, to write: (Data) throws -> Void) throws {
  var options = SearchOptions(limit: pageSize, order: .key)
  let encoder = JSONEncoder()
  while true {
    let page = try index.search(query, options: options)
    for hit in page.hits {
      let matches = try index.occurrences(of: query, in: hit.key)
      try write(
        try encoder.encode(ExportedDocument(key: hit.key, title: hit.title, date: hit.date, matches: matches)))
    }
    guard let next = page.nextPage else { return }
    options.cursor = next
  }
}
