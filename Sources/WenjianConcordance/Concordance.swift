// Every occurrence of a query with its context: a concordance (KWIC).

public import Wenjian
import WenjianIndex
import WenjianSearch

/// The occurrences of a query in one commit, in an order, with their contexts.
///
/// ```swift
/// let concordance = try index.concordance("第一书记", options: ConcordanceOptions(order: .rightContext))
/// print(concordance.occurrences)
/// try concordance.forEachLine { print($0.left, $0.match, $0.right, $0.citation ?? $0.key) }
/// ```
///
/// It holds where the occurrences are; texts are read line by line.
public struct Concordance: Sendable {
  public let query: String
  public let options: ConcordanceOptions
  /// All documents of the query, exactly, however many lines are wanted.
  public let documents: Int
  /// All occurrences, exactly: as many as `Index.count` says.
  public let occurrences: Int
  /// The lines there are: all occurrences, or as many as `ConcordanceOptions.limit` lets through.
  public let lineCount: Int

  private let index: Index
  private let places: OccurrencePlaces

  /// No paragraph is so long.
  private static let widestContext = 1 << 24

  init(_ query: Query, _ options: ConcordanceOptions, _ index: Index) throws {
    try requireNotNegative(options.width, "width")
    try requireNotNegative(options.limit ?? 0, "limit")
    var options = options
    options.width = min(options.width, Self.widestContext)
    self.query = query.text
    self.options = options
    self.index = index
    let list = try index.searcher.occurrences(
      of: query.parsed, index.reading(options.isExact, options.widening), filter: options.filter?.value)
    documents = list.documentCount
    occurrences = list.count
    lineCount = min(list.count, options.limit ?? list.count)
    places = try OccurrencePlaces(list, options, index.searcher)
  }

  /// Calls a body with one line after the other.
  /// - Parameters:
  ///   - lines: which ones, by their numbers from 0 on; nil for all.
  ///   - body: returns whether more are wanted.
  /// - Throws: `WenjianError` with code `damaged`, or `argument` when there are not the lines that are asked for, and what the
  ///   body throws.
  /// - Complexity: some 10 µs a line for its text; with citations also the text of each document, once where lines are in the
  ///   order of documents.
  public func forEachLine(_ lines: Range<Int>? = nil, _ body: (ConcordanceLine) throws -> Bool) throws {
    let lines = lines ?? 0..<lineCount
    guard lines.lowerBound >= 0, lines.upperBound <= lineCount else {
      throw WenjianError(argument: "lines", lines, must: "be among 0..<\(lineCount)")
    }
    let reader = LineReader(index, options)
    for number in lines {
      let line = try answered(from: index.searcher) { try reader.line(at: places.place(number)) }
      guard try body(line) else { return }
    }
  }

  /// Some of the lines.
  /// - Parameter range: by their numbers from 0 on.
  /// - Throws, Complexity: as `forEachLine`.
  public func lines(_ range: Range<Int>) throws(WenjianError) -> [ConcordanceLine] {
    var lines: [ConcordanceLine] = []
    do {
      try forEachLine(range) {
        lines.append($0)
        return true
      }
    } catch {
      throw error as? WenjianError ?? WenjianError(.damaged, "\(error)")
    }
    return lines
  }
}

extension SearchableIndex {
  /// Every occurrence of a query with its context.
  /// - Parameter query: as `search` reads it; where it has several strings, each occurrence of each is a line.
  /// - Throws: `WenjianError` with code `query`, `argument` or `damaged`.
  /// - Complexity: as `count`, and linear in the occurrences; an order by context also reads the text around each of them.
  public func concordance(
    _ query: String, options: ConcordanceOptions = ConcordanceOptions()
  ) throws(WenjianError) -> Concordance {
    let query = try Query(query)
    let index = try localIndex(
      matching: query, isExact: options.isExact, widening: options.widening, filter: options.filter)
    return try answered(from: index.searcher) { try Concordance(query, options, index) }
  }
}
