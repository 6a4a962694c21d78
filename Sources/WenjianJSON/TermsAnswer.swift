// The counts of many queries.

public import Wenjian

/// One of many queries, with its counts.
package struct CountedTerm {
  let term: String
  let counts: Facets
  let isGrouped: Bool
  /// In a list by value, the one that the line is about.
  var group: FacetGroup?
  /// In a table, the groups by value.
  var groupsByValue: [String?: FacetGroup] = [:]
}

/// The counts of many queries, as `count --terms` in JSON.md. The records are terms, counted as they are written, some hundred
/// at a time: the groups of all may be more than memory holds.
///
/// A reference: what was met on the way is asked afterwards.
public final class TermsAnswer {
  /// How a table or a list has the groups.
  package enum Layout {
    /// A row for each term, with a column for each value.
    case table(Cell)
    /// A row for each term and value that has a document.
    case list
  }

  /// What a cell of the table counts.
  package enum Cell: String, CaseIterable {
    case occurrences, documents
  }

  /// nil: a term that is not UTF-8.
  private let terms: [String?]
  private let index: any SearchableIndex
  private let isExact: Bool
  private let widening: Widening
  private let filter: Filter?
  private let key: FacetKey?
  private let layout: Layout
  private let tell: (Int, WenjianError?) -> Void
  /// Terms that could not be read so far.
  package private(set) var unreadableCount = 0
  /// Whether any term was found so far.
  package private(set) var hasFound = false

  /// So many terms are counted at a time.
  private static let batchSize = 256

  /// - Parameters:
  ///   - terms: each as `search` reads it.
  ///   - key: what documents are grouped by; nil for no groups.
  ///   - isExact: match original characters, as if every string had `exact:`.
  ///   - widening: in which other forms strings count.
  ///   - filter: which documents count at all.
  ///   - tell: called for a term that cannot be read, with its number from 0, when the one before it is written; it is left
  ///     out of the answer.
  public convenience init(
    _ terms: [String], in index: any SearchableIndex, by key: FacetKey? = nil, isExact: Bool = false,
    widening: Widening = .standard,
    filter: Filter? = nil, tell: @escaping (Int, WenjianError) -> Void
  ) {
    self.init(
      terms, in: index, isExact: isExact, widening: widening, filter: filter, by: key, layout: .table(.occurrences)
    ) { if let error = $1 { tell($0, error) } }
  }

  /// - Parameters:
  ///   - terms: nil is one that is not UTF-8.
  ///   - tell: as above; nil is what is told of one that is not UTF-8.
  package init(
    _ terms: [String?], in index: any SearchableIndex, isExact: Bool, widening: Widening, filter: Filter? = nil,
    by key: FacetKey?,
    layout: Layout, tell: @escaping (Int, WenjianError?) -> Void
  ) {
    self.terms = terms
    self.index = index
    self.isExact = isExact
    self.widening = widening
    self.filter = filter
    self.key = key
    self.layout = layout
    self.tell = tell
  }

  private static func columns(_ names: String...) -> [RecordField<CountedTerm>] {
    fields.filter { names.contains($0.name) }
  }

  private static func column(_ value: String?, _ cell: Cell) -> RecordField<CountedTerm> {
    RecordField(value ?? "(none)") { term in
      let group = term.groupsByValue[value]
      return .integer((cell == .documents ? group?.documents : group?.occurrences) ?? 0)
    }
  }

  /// All terms, for a table: which columns it has only the last one tells.
  private lazy var table = Result { () throws -> [CountedTerm] in
    var table: [CountedTerm] = []
    try forEachRecord { term in
      var term = term
      for group in term.counts.groups { term.groupsByValue[group.value] = group }
      table.append(term)
      return true
    }
    return table
  }

  /// The values of a table in byte order, none last.
  private var values: [String?] {
    get throws {
      var found = Set<String?>()
      for term in try table.get() { found.formUnion(term.groupsByValue.keys) }
      let values: [String?] = found.compactMap(\.self).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return values + (found.contains(nil) ? [nil] : [])
    }
  }
}

extension TermsAnswer: Answer {
  package static var fields: [RecordField<CountedTerm>] {
    [
      RecordField("term") { .text($0.term) },
      RecordField("value") { term in term.group.map { $0.value.map { .text($0) } ?? .null } },
      RecordField("documents") { .integer($0.group?.documents ?? $0.counts.documents) },
      RecordField("occurrences") { .integer($0.group?.occurrences ?? $0.counts.occurrences) },
      RecordField("groups") { term in term.isGrouped ? groups(term.counts.groups) : nil },
    ]
  }

  package var columns: [RecordField<CountedTerm>] {
    get throws {
      let (term, counts) = (Self.columns("term"), Self.columns("documents", "occurrences"))
      guard key != nil else { return term + counts }
      switch layout {
      case .list: return term + Self.columns("value") + counts
      case .table(let cell): return term + counts + (try values).map { Self.column($0, cell) }
      }
    }
  }

  package func forEachRow(_ body: (CountedTerm) throws -> Bool) throws {
    guard key != nil else { return try forEachRecord(body) }
    switch layout {
    case .table: try table.get().forEachWhile(body)
    case .list:
      try forEachRecord { term in
        for group in term.counts.groups {
          var row = term
          row.group = group
          guard try body(row) else { return false }
        }
        return true
      }
    }
  }

  package func forEachRecord(_ body: (CountedTerm) throws -> Bool) throws {
    var done = 0
    while done < terms.count {
      let batch = Array(terms[done...].prefix(Self.batchSize))
      var counts = try index.counts(
        of: batch.compactMap(\.self), by: key, isExact: isExact, widening: widening, filter: filter
      )[...]
      for (number, term) in batch.enumerated() {
        switch (term, term == nil ? nil : counts.popFirst()) {
        case (let term?, .success(let found)?):
          if found.documents > 0 { hasFound = true }
          guard try body(CountedTerm(term: term, counts: found, isGrouped: key != nil)) else { return }
        case (_, let result):
          unreadableCount += 1
          if case .failure(let error)? = result { tell(done + number, error) } else { tell(done + number, nil) }
        }
      }
      done += batch.count
    }
  }

  public func write(to json: inout JSONWriter) throws {
    let fields = Self.fields
    try json.array { json in
      try forEachRecord { term in
        try json.object { try $0.record(term, fields) }
        return json.isOpen
      }
    }
  }
}

/// The counts of many queries that are there already, as the operation `counts` in JSON.md: an object for each, with an error in
/// the place of the counts where the query cannot be read.
public struct TermCountsAnswer: JSONWritable {
  let terms: [(String, Result<Facets, WenjianError>)]
  let isGrouped: Bool

  /// - Parameters:
  ///   - terms: the queries with what `Index.counts` gives for them.
  ///   - isGrouped: whether groups were asked for.
  public init(_ terms: [(String, Result<Facets, WenjianError>)], isGrouped: Bool) {
    self.terms = terms
    self.isGrouped = isGrouped
  }

  public func write(to json: inout JSONWriter) throws {
    let fields = TermsAnswer.fields
    try json.array { json in
      for (term, result) in terms {
        try json.object { json in
          switch result {
          case .success(let counts):
            try json.record(CountedTerm(term: term, counts: counts, isGrouped: isGrouped), fields)
          case .failure(let error):
            json.field("term", term)
            json.name("error")
            ErrorAnswer(error).writeObject(to: &json)
          }
        }
      }
    }
  }
}

private func groups(_ groups: [FacetGroup]) -> FieldValue {
  .structure(
    line: {
      groups.map { "\($0.value.map { FieldValue.text($0).line } ?? "(none)"): \($0.occurrences)" }
        .joined(separator: "; ")
    },
    json: { json, name in try json.objects(name, groups) { try $0.record($1, FacetGroup.fields) } })
}
