// Times single queries, for inputs of which a class of queries would say nothing.

import Wenjian

/// Each query alone: counting, the ten best, and the ten best with a passage each; the first answer and the median of
/// nine.
///
/// Shows what one query costs that is far from any ordinary one. Misleads about anything else: a median of nine says
/// nothing of noise, and the caches hold the answer before.
func askBenchmark(index path: String, queries: [String]) throws -> JSON {
  let index = try Index(at: path)
  let options = SearchOptions(limit: 10, includesRelated: false)
  let style = SnippetStyle(maximumCount: 1)
  var answers: [JSON] = []
  for query in queries {
    let total = try index.count(query)
    answers.append(
      .object([
        ("characters", .integer(query.unicodeScalars.count)),
        ("documents", .integer(total.documents)), ("occurrences", .integer(total.occurrences)),
        ("count_ms", try time { _ = try index.count(query) }),
        ("top10_ms", try time { _ = try index.search(query, options: options) }),
        (
          "passages_ms",
          try time {
            for hit in try index.search(query, options: options).hits { _ = try hit.snippets(style) }
          }
        ),
      ]))
  }
  return .object([
    ("queries", .list(answers)), ("peak_rss_mb", .number(Double(try peakResidentBytes()) / 1_048_576)),
  ])
}

private func time(_ body: () throws -> Void) throws -> JSON {
  var durations: [Int] = []
  for _ in 0..<9 {
    let start = Clock.wall()
    try body()
    durations.append(Clock.wall() - start)
  }
  return .object([
    ("first", .number(Double(durations[0]) / 1e6)), ("median", .number(Statistics(durations).share(0.5) / 1e6)),
  ])
}
