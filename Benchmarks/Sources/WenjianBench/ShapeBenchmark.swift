// Times every operator, order, facet and filter on the same pairs of strings.

import Wenjian

/// What a query can be asked for beside a list of the best, on one thread, over the pairs of `and2`.
///
/// - `operators`: exact counts of both strings joined by each operator.
/// - `orders`: the first ten by each order of the two strings.
/// - `facets`: the documents of the first string by each key.
/// - `filters`: the ten best of the first string in documents of which some share is kept. The share is of the keys in
///   their order, kept by the days of a range where documents have them; `kept` says how many.
///
/// The first time a unit of the text, a key or a filter is asked for, something is made and kept with the index: `first`
/// is that time, where there is any, in milliseconds.
///
/// Shows what each costs beside a plain AND. Misleads about rare operators on rare strings: the pairs are words of one
/// sentence, so that most answers are not empty.
func shapeBenchmark(index path: String, queries directory: String, seconds: Double) throws -> JSON {
  let index = try Index(at: path)
  let pairs = try lines(of: "\(directory)/and2.txt").map { line in
    line.split(separator: " ").map { "\"\($0)\"" }
  }.filter { $0.count == 2 }
  func timed(_ run: (Int) throws -> Int) throws -> JSON {
    let start = Clock.wall()
    _ = try run(0)
    let first = Clock.wall() - start
    let passes = try Passes(queryCount: pairs.count, minimum: 20, seconds: seconds, run)
    return .object([("first_ms", .number(Double(first) / 1e6)), ("times", passes.json)])
  }
  let operators: [(String, ([String]) -> String)] = [
    ("AND", { "\($0[0]) \($0[1])" }), ("OR", { "\($0[0]) OR \($0[1])" }), ("NOT", { "\($0[0]) -\($0[1])" }),
    ("NEAR", { "\($0[0]) NEAR/10 \($0[1])" }), ("BEFORE", { "\($0[0]) BEFORE/10 \($0[1])" }),
    ("NOTBEFORE", { "\($0[0]) NOTBEFORE/10 \($0[1])" }), ("NOTAFTER", { "\($0[0]) NOTAFTER/10 \($0[1])" }),
    ("SENTENCE", { "SENTENCE(\($0[0]) \($0[1]))" }), ("PARAGRAPH", { "PARAGRAPH(\($0[0]) \($0[1]))" }),
    ("ARTICLE", { "ARTICLE(\($0[0]) \($0[1]))" }), ("CHAPTER", { "CHAPTER(\($0[0]) \($0[1]))" }),
  ]
  let orders: [(String, SortOrder)] = [
    ("relevance", .relevance), ("-date", .date(newestFirst: true)), ("date", .date(newestFirst: false)),
    ("path", .key), ("hits", .occurrences),
  ]
  let keys: [(String, FacetKey)] = [
    ("year", .year), ("month", .month), ("path/1", .path(depth: 1)), ("issuer", .field(.issuer)),
    ("kind", .field(.kind)), ("source", .field(.source)),
  ]
  return .object([
    (
      "operators",
      .object(
        try operators.map { name, query in
          (name, try timed { try index.count(query(pairs[$0])).documents })
        })
    ),
    (
      "orders",
      .object(
        try orders.map { name, order in
          let options = SearchOptions(limit: 10, includesRelated: false, order: order)
          return (
            name, try timed { try index.search(pairs[$0].joined(separator: " "), options: options).documents }
          )
        })
    ),
    (
      "facets",
      .object(
        try keys.map { name, key in
          (name, try timed { try index.facets(pairs[$0][0], by: key).groups.count })
        })
    ),
    (
      "filters",
      .object(
        try filters(of: index).map { name, filter in
          let options = SearchOptions(limit: 10, includesRelated: false, filter: filter)
          return (name, try timed { try index.search(pairs[$0][0], options: options).documents })
        })
    ),
  ])
}

/// Filters by day that keep about a half, a twentieth and a thousandth of the documents that have one, and the path of
/// one folder.
private func filters(of index: Index) throws -> [(String, Filter?)] {
  let days = try index.facets("date:*", by: .field(.publicationDate)).groups.compactMap { group in
    group.value.flatMap { CivilDate($0) }.map { (day: $0, documents: group.documents) }
  }.sorted { $0.day.number < $1.day.number }
  let all = index.documentCount
  var filters: [(String, Filter?)] = [("none", nil)]
  for share in [0.5, 0.05, 0.001] {
    var kept = 0
    var last: CivilDate?
    for (day, documents) in days.reversed() {
      if Double(kept) >= share * Double(all) { break }
      kept += documents
      last = day
    }
    guard let last, let range = DateRange(from: last, through: nil) else { continue }
    filters.append(("\(kept) of \(all)", .date(in: range)))
  }
  if let key = try index.keys.first, let folder = key.split(separator: "/").dropLast().first {
    filters.append(("path:\(folder)", .path(String(folder))))
  }
  return filters
}
