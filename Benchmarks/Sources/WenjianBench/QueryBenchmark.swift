// Times every class of queries over an open index, on one thread.

import Wenjian

/// A list of queries and how a line becomes a query. Strings are quoted: quoted strings bring no related documents,
/// and none of the peers computes such a tail.
struct QueryClass {
  let name: String
  /// The list of queries, without its `.txt`.
  let list: String
  let joint: String

  init(name: String, list: String? = nil, joint: String) {
    self.name = name
    self.list = list ?? name
    self.joint = joint
  }

  static let all = [
    QueryClass(name: "term_common", joint: " "), QueryClass(name: "term_rare", joint: " "),
    QueryClass(name: "and2", joint: " "), QueryClass(name: "near2", list: "and2", joint: " NEAR/10 "),
    QueryClass(name: "or3", joint: " OR "),
    QueryClass(name: "phrase4", joint: " "), QueryClass(name: "phrase8_12", joint: " "),
    QueryClass(name: "char_common", joint: " "), QueryClass(name: "char_median", joint: " "),
  ]

  /// The queries of a list; one whose strings are not in the corpus is asked like any other.
  ///
  /// - Parameter condition: what each query is asked with; nil for nothing.
  func queries(in directory: String, condition: String? = nil) throws -> [String] {
    try lines(of: "\(directory)/\(list).txt").map { line in
      guard !line.contains("\"") else {
        throw BenchError("\(list).txt holds a quotation mark, which would end the quoted string: \(line)")
      }
      let query = line.split(separator: " ").map { "\"\($0)\"" }.joined(separator: joint)
      return condition.map { "(\(query)) \($0)" } ?? query
    }
  }
}

/// Every class of queries, warm, one thread, per-query medians over at least 20 passes.
///
/// - `top10`: the ten best documents and the exact totals of documents and occurrences. The peers' figure ranks ten
///   and counts nothing, so ours does more.
/// - `count`: the exact totals alone.
/// - `snippets` (for phrases of four): `top10` plus one passage for each hit, which is what most peers show;
///   `snippets_default` with the library's own choice of up to three; `snippets_alone` without the search.
///
/// Shows the cost of a query through the public library, parsing included. Misleads about cold caches (all pages are
/// in memory), about several threads, and when a class has mostly empty answers: `nonempty` says how many have any.
func queryBenchmark(
  index path: String, queries directory: String, seconds: Double, condition: String? = nil
) throws -> JSON {
  let index = try Index(at: path)
  var classes: [(String, JSON)] = []
  for list in QueryClass.all {
    let queries = try list.queries(in: directory, condition: condition)
    // A class that this build cannot read is named, so that no table leaves it out in silence.
    if let first = queries.first, let refusal = refusal(of: first, index) {
      classes.append((list.name, .object([("refused", .text(refusal))])))
      continue
    }
    let measurement = QueryMeasurement(index: index, queries: queries, seconds: seconds)
    var tasks = [
      ("top10", try measurement.topTen().json), ("count", try measurement.countOnly().json),
    ]
    if list.name == "phrase4" {
      let one = SnippetStyle(maximumCount: 1)
      tasks.append(("snippets", try measurement.topTenWithSnippets(one).json))
      tasks.append(("snippets_default", try measurement.topTenWithSnippets(SnippetStyle()).json))
      tasks.append(("snippets_alone", try measurement.snippetsAlone(one).json))
    }
    classes.append((list.name, .object(tasks)))
  }
  return .object([
    ("classes", .object(classes)), ("segments", .integer(index.info.segments)),
    ("peak_rss_mb", .number(Double(try peakResidentBytes()) / 1_048_576)),
  ])
}

/// What the engine says to a query that it cannot read; nil when it can.
private func refusal(of query: String, _ index: Index) -> String? {
  do {
    _ = try index.count(query)
    return nil
  } catch {
    return error.message
  }
}

/// One list of queries on one index.
private struct QueryMeasurement {
  let index: Index
  let queries: [String]
  let seconds: Double
  private let options = SearchOptions(limit: 10, includesRelated: false)

  init(index: Index, queries: [String], seconds: Double) {
    self.index = index
    self.queries = queries
    self.seconds = seconds
  }

  func topTen() throws -> Passes {
    try measure { try index.search(queries[$0], options: options).documents }
  }

  func countOnly() throws -> Passes {
    try measure { try index.count(queries[$0]).documents }
  }

  func topTenWithSnippets(_ style: SnippetStyle) throws -> Passes {
    try measure { query in
      try passages(of: index.search(queries[query], options: options), style)
    }
  }

  func snippetsAlone(_ style: SnippetStyle) throws -> Passes {
    let results = try queries.map { try index.search($0, options: options) }
    return try measure { try passages(of: results[$0], style) }
  }

  private func passages(of results: SearchResults, _ style: SnippetStyle) throws -> Int {
    var count = 0
    for hit in results.hits { count += try hit.snippets(style).count }
    return count
  }

  private func measure(_ run: (Int) throws -> Int) throws -> Passes {
    try Passes(queryCount: queries.count, minimum: 20, seconds: seconds, run)
  }
}
