import Wenjian
import WenjianTestSupport

/// Asks an index whatever is typed: an error that names a place in the query, or the same count from counting and from
/// searching.
package struct QueryFuzz: FuzzTarget {
  private let index: Index
  private let directory: TemporaryDirectory

  package init() {
    let written = FuzzIndex()
    directory = written.directory
    guard let index = try? Index(at: written.path) else { preconditionFailure("the sound index does not open") }
    self.index = index
  }

  package func run(_ bytes: [UInt8]) {
    let query = String(decoding: bytes, as: UTF8.self)
    let counts: MatchCounts
    do {
      counts = try index.count(query)
    } catch {
      if error.code != .query { preconditionFailure("\(error.code): \(error.message)") }
      if let range = error.queryRange {
        precondition(
          range.lowerBound >= 0 && range.upperBound <= query.utf8.count, "the error lies outside the query")
      }
      precondition((try? index.search(query)) == nil, "searched but not counted")
      return
    }
    do {
      let results = try index.search(query, options: SearchOptions(limit: 2, includesRelated: false))
      precondition(
        results.documents == counts.documents && results.occurrences == counts.occurrences,
        "searching finds other numbers than counting")
      for hit in results.hits { _ = try hit.snippets() }
    } catch {
      preconditionFailure("counted but not searched: \(error.message)")
    }
  }

  package func seeds() -> [[UInt8]] {
    var random = RandomText(SeededGenerator(seed: 11))
    let texts = (0..<4).map { _ in random.document(pieces: 40) }
    let conditions = [OracleCondition("path", .holds("d")), OracleCondition("date", .isPresent)]
    let trees = (0..<60).compactMap { _ in random.tree(from: texts, conditions: conditions)?.text }
    let others = ["", "a", "农村*", "date:2020..2021", "title:=\"通知\"", "((农村", "\"第一", "-村", "NOT", "类型:法律"]
    return (trees + others).map { Array($0.utf8) }
  }
}
