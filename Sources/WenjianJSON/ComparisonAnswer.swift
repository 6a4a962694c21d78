// What changed from one document to another.

public import Wenjian
public import WenjianComparison

/// A comparison of two documents, as `diff` in JSON.md. The records are changes.
public struct ComparisonAnswer {
  package let old: IndexedDocument
  package let new: IndexedDocument
  package let comparison: TextComparison
  /// Whether what is the same, or differs in punctuation only, is told too.
  package let includesSame: Bool

  public init(old: IndexedDocument, new: IndexedDocument, _ comparison: TextComparison, includesSame: Bool = false)
  {
    self.old = old
    self.new = new
    self.comparison = comparison
    self.includesSame = includesSame
  }
}

extension ComparisonAnswer: Answer {
  package static var fields: [RecordField<UnitChange>] {
    [
      RecordField("kind") { .text($0.kind.rawValue) },
      RecordField("unit") { .text(($0.new ?? $0.old)?.kind.rawValue ?? "") },
      RecordField("oldNumber") { $0.old.map { .text($0.number) } },
      RecordField("newNumber") { $0.new.map { .text($0.number) } },
      RecordField("moved") { change in
        .structure(line: { change.isMoved ? "moved" : "" }, json: { $0.field($1, change.isMoved) })
      },
      RecordField("renumbered") { change in
        .structure(line: { change.isRenumbered ? "renumbered" : "" }, json: { $0.field($1, change.isRenumbered) })
      },
      RecordField("oldRange") { change in
        change.old.map { unit in
          .structure(line: { "\(unit.byteRange)" }, json: { $0.byteRange($1, unit.byteRange) })
        }
      },
      RecordField("newRange") { change in
        change.new.map { unit in
          .structure(line: { "\(unit.byteRange)" }, json: { $0.byteRange($1, unit.byteRange) })
        }
      },
      RecordField("pieces") { change in
        .structure(
          line: { change.markedText },
          json: { json, name in json.pieces(name, change.pieces) })
      },
    ]
  }

  package func forEachRecord(_ body: (UnitChange) throws -> Bool) throws {
    for change in comparison.changes {
      let isShown = includesSame || change.kind != .unchanged && change.kind != .punctuation
      if isShown || change.isMoved || change.isRenumbered { guard try body(change) else { return } }
    }
  }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.object("old") { $0.document(old) }
      json.object("new") { $0.document(new) }
      json.field("by", comparison.unit.rawValue)
      for kind in UnitChange.Kind.allCases { json.field(kind.rawValue, comparison.count(of: kind)) }
      json.field("moved", comparison.changes.count(where: \.isMoved))
      json.field("renumbered", comparison.changes.count(where: \.isRenumbered))
      try json.records("changes", of: self)
    }
  }
}

extension UnitChange {
  /// As `[UnitChange.Piece].markedText`; of what is as a whole added or removed the text alone.
  package var markedText: String {
    kind == .added || kind == .removed ? pieces.map(\.text).joined() : pieces.markedText
  }
}

extension [UnitChange.Piece] {
  /// With `[-removed-]` and `{+added+}`, as wdiff(1) writes it.
  package var markedText: String {
    map { piece in
      switch piece.kind {
      case .same: piece.text
      case .removed: "[-" + piece.text + "-]"
      case .added: "{+" + piece.text + "+}"
      }
    }.joined()
  }
}
