// The counts of many queries as a table: `wenjian count --terms`.

import ArgumentParser
import Glibc
import Wenjian

/// What a cell of the table counts.
enum TermCell: String, ExpressibleByArgument, CaseIterable {
  case occurrences, documents
}

struct CountedTerm {
  let term: String
  let counts: Facets
  let isGrouped: Bool
  /// In a list by value, the one that the line is about.
  var group: FacetGroup?
  /// In a table, the groups by value.
  var groupsByValue: [String?: FacetGroup] = [:]
}

/// The records are terms, as they are counted. Lines that cannot be read are told on standard error meanwhile.
///
/// A reference: what was met on the way is asked afterwards.
final class TermsAnswer: Answer {
  enum Layout {
    /// A row for each term, with a column for each value.
    case table(TermCell)
    /// A row for each term and value that has a document.
    case list
  }

  private let terms: TermFile
  private let index: Index
  private let isExact: Bool
  private let widening: Widening
  private let key: FacetKey?
  private let layout: Layout
  private var unreadableCount = 0
  private var hasFound = false

  /// So many terms are counted at a time: the groups of all may be more than memory holds.
  private static let batchSize = 256

  init(_ terms: TermFile, in index: Index, isExact: Bool, widening: Widening, by key: FacetKey?, layout: Layout) {
    self.terms = terms
    self.index = index
    self.isExact = isExact
    self.widening = widening
    self.key = key
    self.layout = layout
  }

  /// How the command ends when all is written; nil when all is done, and something found.
  var status: ExitStatus? {
    if unreadableCount == terms.lines.count { return .usage }
    if unreadableCount > 0 { return .incomplete }
    return hasFound ? nil : .nothingFound
  }

  static var fields: [RecordField<CountedTerm>] {
    [
      RecordField("term") { .text($0.term) },
      RecordField("value") { term in term.group.map { $0.value.map { .text($0) } ?? .null } },
      RecordField("documents") { .integer($0.group?.documents ?? $0.counts.documents) },
      RecordField("occurrences") { .integer($0.group?.occurrences ?? $0.counts.occurrences) },
      RecordField("groups") { term in term.isGrouped ? groups(term.counts.groups) : nil },
    ]
  }

  var columns: [RecordField<CountedTerm>] {
    get throws {
      let (term, counts) = (Self.columns("term"), Self.columns("documents", "occurrences"))
      guard key != nil else { return term + counts }
      switch layout {
      case .list: return term + Self.columns("value") + counts
      case .table(let cell): return term + counts + (try values).map { Self.column($0, cell) }
      }
    }
  }

  private static func columns(_ names: String...) -> [RecordField<CountedTerm>] {
    fields.filter { names.contains($0.name) }
  }

  private static func column(_ value: String?, _ cell: TermCell) -> RecordField<CountedTerm> {
    RecordField(value ?? "(none)") { term in
      let group = term.groupsByValue[value]
      return .integer((cell == .documents ? group?.documents : group?.occurrences) ?? 0)
    }
  }

  /// All terms, for a table: which columns it has only the last one tells.
  private lazy var table = Result { () throws -> [CountedTerm] in
    var table: [CountedTerm] = []
    try forEachCount(while: { true }) { term in
      var term = term
      for group in term.counts.groups { term.groupsByValue[group.value] = group }
      table.append(term)
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

  func forEachRecord(to output: Output, _ body: (CountedTerm) throws -> Void) throws {
    try forEachCount(while: { output.isOpen }, body)
  }

  func forEachRow(to output: Output, _ body: (CountedTerm) throws -> Void) throws {
    guard key != nil else { return try forEachRecord(to: output, body) }
    switch layout {
    case .table: for term in try table.get() where output.isOpen { try body(term) }
    case .list:
      try forEachRecord(to: output) { term in
        for group in term.counts.groups {
          var row = term
          row.group = group
          try body(row)
        }
      }
    }
  }

  func writeListing(to output: Output) throws { try TextTable(terminal: Terminal()).write(self, to: output) }

  func writeJSON(to output: Output) throws {
    let fields = Self.fields
    try JSONWriter.writeArray(to: output) { json in
      try forEachRecord(to: output) { term in try json.element { try $0.record(term, fields) } }
    }
  }

  private func forEachCount(while isWanted: () -> Bool, _ body: (CountedTerm) throws -> Void) throws {
    var rest = terms.lines[...]
    while !rest.isEmpty, isWanted() {
      let lines = rest.prefix(Self.batchSize)
      rest = rest.dropFirst(Self.batchSize)
      let counts = try index.counts(of: lines.compactMap(\.text), by: key, isExact: isExact, widening: widening)
      var next = counts.makeIterator()
      for line in lines {
        guard let text = line.text else {
          tell("this is not UTF-8", of: line)
          continue
        }
        switch next.next() {
        case .success(let found):
          if found.documents > 0 { hasFound = true }
          try body(CountedTerm(term: text, counts: found, isGrouped: key != nil))
        case .failure(let error): tell(error.annotatedQuery ?? error.message, of: line)
        case nil: preconditionFailure("TermsAnswer: \(counts.count) counts of more queries")
        }
      }
    }
  }

  private func tell(_ problem: String, of line: TermFile.Line) {
    unreadableCount += 1
    let errors = Output(descriptor: STDERR_FILENO)
    errors.writeLine("wenjian: line \(line.number) of \(displayKey(terms.path)): \(problem)")
    try? errors.finish()  // There is nowhere left to say it.
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
