// How often queries occur over the years, or by another value of the documents.

public import Wenjian
import WenjianBytes

/// The counts of some queries by one value of the documents, side by side.
///
/// ```swift
/// let trend = try index.trend(of: ["第一书记", "改革开放"], by: .year)
/// for row in trend.rows { print(row.value ?? "", row.cells.map { $0.per10000 ?? 0 }) }
/// ```
public struct Trend: Sendable, Equatable {
  /// Counts of one query in the documents of one group, or in all of them.
  public struct Cell: Sendable, Equatable {
    /// Those in which the query is found.
    public var documents = 0
    /// Occurrences of the query's strings in them.
    public var occurrences = 0
    /// All documents of the group that the query chooses from: those of the filter, and of the fields that every document of
    /// the query has to satisfy, as `issuer:国务院` beside a string.
    public var allDocuments = 0
    /// The characters of those: Unicode scalars of the texts, white space and punctuation too, as `IndexInfo` counts them.
    public var characters = 0

    /// Occurrences for each 10,000 characters of the group's documents, found or not; nil where there are no characters.
    public var per10000: Double? { characters > 0 ? Double(occurrences) * 10_000 / Double(characters) : nil }
  }

  public struct Row: Sendable, Equatable {
    /// nil: the documents that have none.
    public var value: String?
    /// In the order of the queries.
    public var cells: [Cell]
  }

  public var by: FacetKey
  /// As they were asked.
  public var queries: [String]
  /// By year and by month all periods from the first to the last of any document that a query chooses from, in their order,
  /// those without an occurrence and those without a document too. By other values those with a document that a query
  /// finds: dates in their order, else the most occurrences first, equal ones by documents, then by value. Documents without
  /// a value last.
  public var rows: [Row]
  /// Of all documents, by query. Documents with several values are in several rows, and once here.
  public var totals: [Cell]

  /// Whether the rows are periods, each the next of the one before.
  public var isByPeriod: Bool { by == .year || by == .month }
}

extension SearchableIndex {
  /// Counts queries by a value of the documents: documents, occurrences, and these for each 10,000 characters.
  /// - Parameters:
  ///   - queries: each as `search` reads it.
  ///   - key: what documents are grouped by.
  ///   - filter: which documents count at all.
  /// - Throws: `WenjianError` with code `query` or `damaged`, or `argument` for `.match`, which groups occurrences and no
  ///   documents.
  /// - Complexity: as `counts(of:by:)`; the first time for an index a look at each document for its characters.
  public func trend(
    of queries: [String], by key: FacetKey, isExact: Bool = false, widening: Widening = .standard,
    filter: Filter? = nil
  ) throws(WenjianError) -> Trend {
    if key == .match { throw WenjianError(argument: "key", ".match", must: "be a value of documents") }
    try key.requireMeaning()
    var table = TrendTable(queryCount: queries.count)
    for (number, typed) in queries.enumerated() {
      let query = try Query(typed)
      let found = try facets(query, by: key, isExact: isExact, widening: widening, filter: filter)
      let sizes = try textSizes(chosenBy: query, by: key, isExact: isExact, widening: widening, filter: filter)
      table.add(found, sizes, number)
    }
    return Trend(by: key, queries: queries, rows: table.rows(by: key), totals: table.totals)
  }
}

/// Gathers the groups of several queries.
private struct TrendTable {
  private let empty: [Trend.Cell]
  private var cells = ByteStringDictionary<[Trend.Cell]>()
  private var without: [Trend.Cell]
  private(set) var totals: [Trend.Cell]

  init(queryCount: Int) {
    empty = Array(repeating: Trend.Cell(), count: queryCount)
    (without, totals) = (empty, empty)
  }

  mutating func add(_ found: Facets, _ sizes: Facets, _ query: Int) {
    totals[query] = Trend.Cell(
      documents: found.documents, occurrences: found.occurrences, allDocuments: sizes.documents,
      characters: sizes.occurrences)
    for group in found.groups {
      change(group.value, query) { ($0.documents, $0.occurrences) = (group.documents, group.occurrences) }
    }
    for group in sizes.groups {
      change(group.value, query) { ($0.allDocuments, $0.characters) = (group.documents, group.occurrences) }
    }
  }

  private mutating func change(_ value: String?, _ query: Int, _ body: (inout Trend.Cell) -> Void) {
    if let value { body(&cells[value, default: empty][query]) } else { body(&without[query]) }
  }

  func rows(by key: FacetKey) -> [Trend.Row] {
    var rows = cells.elements.map { Trend.Row(value: $0.key, cells: $0.value) }
    if key == .year || key == .month {
      for period in PeriodRange(rows.compactMap(\.value), by: key).values where cells[period] == nil {
        rows.append(Trend.Row(value: period, cells: empty))
      }
    } else {
      rows.removeAll { $0.isEmpty }
    }
    if key.isOfTime {
      rows.sort { precedesInBytes($0.value ?? "", $1.value ?? "") }
    } else {
      rows.sort { a, b in
        let (first, second) = (a.sums, b.sums)
        if first.occurrences != second.occurrences { return first.occurrences > second.occurrences }
        if first.documents != second.documents { return first.documents > second.documents }
        return precedesInBytes(a.value ?? "", b.value ?? "")
      }
    }
    let last = Trend.Row(value: nil, cells: without)
    return last.isEmpty ? rows : rows + [last]
  }
}

extension Trend.Row {
  /// Whether no query finds a document.
  fileprivate var isEmpty: Bool { cells.allSatisfy { $0.documents == 0 } }

  fileprivate var sums: (documents: Int, occurrences: Int) {
    cells.reduce((0, 0)) { ($0.0 + $1.documents, $0.1 + $1.occurrences) }
  }
}

extension FacetKey {
  fileprivate var isOfTime: Bool {
    switch self {
    case .year, .month: true
    case .field(let field): field.isDate
    case .path, .match: false
    }
  }
}

/// The years or months from the first to the last of some.
private struct PeriodRange {
  var values: [String] = []

  init(_ known: [String], by key: FacetKey) {
    guard let first = known.min(by: precedesInBytes), let last = known.max(by: precedesInBytes),
      let firstYear = Int(first.prefix(4)), let lastYear = Int(last.prefix(4)), firstYear <= lastYear
    else { return }
    func figures(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    if key == .year {
      values = (firstYear...lastYear).map { figures($0, 4) }
      return
    }
    // A date may be a year alone, which is before its months.
    let firstMonth = Int(first.dropFirst(5)) ?? 1
    let lastMonth = Int(last.dropFirst(5)) ?? 0
    for year in firstYear...lastYear {
      for month in 1...12
      where (year > firstYear || month >= firstMonth) && (year < lastYear || month <= lastMonth) {
        values.append(figures(year, 4) + "-" + figures(month, 2))
      }
    }
  }
}
