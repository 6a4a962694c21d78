import WenjianModel
import WenjianSegment
import WenjianStream

/// The values of a segment's documents, numbered, so that a facet counts by number. Made when first asked for, in one
/// pass over the column, and kept with the snapshot.
final class FacetValues: Sendable {
  /// By document: one more than its index in `labels`, 0 when it has none.
  let ordinals: [UInt32]
  /// One value each, or several of a document that has several.
  let labels: [[Label]]

  struct Label {
    let text: String
    /// What it shares with other spellings of one value; folded once a snapshot, not once a count.
    let form: ComparableForm
  }

  /// - Throws: `SearchError` when the query has to end before they are numbered.
  init(_ key: FacetKey, of segment: Segment, _ scratch: SearchScratch) throws {
    let table = segment.documents
    if case .field(let field) = key, let column = table.column(field) {
      var ordinals = [UInt32](repeating: 0, count: table.count)
      column.forEachDocument { document, entry in ordinals[document] = UInt32(truncatingIfNeeded: entry) }
      self.ordinals = ordinals
      var scanner = QueryScanner()
      var values: [Label] = []
      try column.forEachValue { _, bytes in
        try scratch.checkpoint()
        let text = String(decoding: bytes, as: UTF8.self)
        values.append(Label(text: text, form: ComparableForm(text, &scanner)))
      }
      labels = (0..<column.entryCount).map { column.values(ofEntry: $0 + 1).map { values[$0] } }
      return
    }
    if key == .field(.key) {
      // Documents are one when their keys have the same bytes: each has its own.
      ordinals = (0..<table.count).map { UInt32(truncatingIfNeeded: $0 + 1) }
      labels = try (0..<table.count).map { document in
        try scratch.checkpoint()
        let key = table.key(of: document)
        return [Label(text: key, form: ComparableForm(bytes: Array(key.utf8)))]
      }
      return
    }
    var scanner = QueryScanner()
    var numbers: [String: UInt32] = [:]
    var labels: [[Label]] = []
    ordinals = try (0..<table.count).map { document in
      try scratch.checkpoint()
      guard let label = key.label(of: document, in: table) else { return 0 }
      if let known = numbers[label] { return known }
      labels.append([Label(text: label, form: ComparableForm(label, &scanner))])
      numbers[label] = UInt32(labels.count)
      return UInt32(labels.count)
    }
    self.labels = labels
  }
}

extension FacetKey {
  /// The value of a document; nil when it has none.
  fileprivate func label(of document: Int, in table: DocumentTable) -> String? {
    switch self {
    case .year, .month: label(ofDate: table.number(.publicationDate, of: document))
    case .path: label(ofKey: table.key(of: document))
    case .match: nil
    case .field(let field):
      if field.isDate {
        label(ofDate: table.number(field, of: document))
      } else {
        field == .title ? table.title(of: document) : nil
      }
    }
  }

  /// The value of a document with a date; nil for none, and where documents are grouped by something else.
  /// - Parameter number: `CivilDate.number`.
  package func label(ofDate number: UInt32) -> String? {
    guard let date = CivilDate(number: number) else { return nil }
    switch self {
    case .year: return figures(date.year, 4)
    case .month: return figures(date.year, 4) + (date.month.map { "-" + figures($0, 2) } ?? "")
    case .field: return date.description
    case .path, .match: return nil
    }
  }

  /// The folders of a key; nil for none, and where documents are grouped by something else.
  package func label(ofKey key: String) -> String? {
    guard case .path(let depth) = self else { return nil }
    let folders = key.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folders.isEmpty ? nil : folders.prefix(depth).joined(separator: "/")
  }

  private func figures(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
  }
}
