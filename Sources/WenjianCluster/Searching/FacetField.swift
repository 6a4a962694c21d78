// What documents of an engine are grouped by.

import Wenjian
import WenjianBytes
import WenjianJSONText
import WenjianModel
import WenjianSearch

/// The field of the engine that tells the groups of a document, or its key where no field does.
struct FacetField: Sendable, Equatable {
  let key: FacetKey
  /// Its values make a group out of different spellings; nil: the key of a document tells its group.
  let name: String?
  /// The field with the values as they are spelled; nil: groups are called what makes them.
  let spellings: String?
  /// The member of the stored document that tells its group; no field has the titles as they are shown.
  let source: String?
  /// The values of fields of the user's own begin with the field's name.
  private let prefix: String

  init(_ key: FacetKey) {
    self.key = key
    var prefix = ""
    source = key == .field(.title) ? ClusterField.title : nil
    switch key {
    case .field(.title): (name, spellings) = (nil, nil)
    case .field(let field) where field.isDate:
      (name, spellings) = (QueryTranslation.name(ofDates: field), nil)
    case .year, .month: (name, spellings) = (ClusterField.date, nil)
    case .field(let field):
      if case .custom(let own) = field { prefix = own + ClusterToken.separator }
      name = ClusterField.name(of: field).map { $0 + "." + ClusterField.Part.form }
      spellings = ClusterField.name(of: field).map { $0 + "." + ClusterField.Part.value }
    case .path, .match: (name, spellings) = (nil, nil)
    }
    self.prefix = prefix
  }

  /// The documents that have a value.
  /// - Returns: nil where the key tells it.
  var presence: EngineQuery? {
    guard let name else { return nil }
    if case .field(.custom(let own)) = key {
      return .term(field: ClusterField.custom + "." + ClusterField.Part.names, value: own)
    }
    return .exists(field: name)
  }

  /// What makes a group out of a value of `name`; nil for a value of another field.
  func group(of value: JSONValue) -> String? {
    if let text = value.text { return withoutPrefix(text) }
    return value.integer.flatMap { key.label(ofDate: UInt32(clamping: $0)) }
  }

  /// A value of `spellings` without what it is stored with; nil for one of another field.
  func withoutPrefix(_ value: String) -> String? {
    guard !prefix.isEmpty else { return value }
    return value.utf8.starts(with: prefix.utf8) ? String(value.utf8.dropFirst(prefix.utf8.count)) : nil
  }

  /// What makes the groups of a document.
  func groups(of hit: StreamedHit) -> [String] {
    if source != nil { return hit.groups.map(ClusterField.form) }
    return name != nil ? hit.groups : group(ofKey: hit.key).map { [$0.group] } ?? []
  }

  /// What makes a group of what a document's key tells; nil for a key that tells none.
  func group(ofKey key: String) -> (group: String, spelling: String)? {
    // Keys are one when their bytes are.
    if self.key == .field(.key) { return (key, key) }
    return self.key.label(ofKey: key).map { (ClusterField.form($0), $0) }
  }
}

/// Documents and occurrences by group.
struct GroupCounts {
  private(set) var groups = ByteStringDictionary<FoundCounts>()
  /// Documents without a value.
  private(set) var without = FoundCounts()
  private(set) var total = FoundCounts()

  /// Of groups that are counted elsewhere.
  init(total: FoundCounts = FoundCounts(), without: FoundCounts = FoundCounts()) {
    self.total = total
    self.without = without
  }

  /// Counts documents that are all in the same groups.
  mutating func add(_ groups: [String], _ counts: FoundCounts) {
    total += counts
    if groups.isEmpty { without += counts }
    for group in groups { add(toGroup: group, counts) }
  }

  /// Counts what was counted in the total already.
  mutating func add(toGroup group: String, _ counts: FoundCounts) {
    self.groups[group, default: FoundCounts()] += counts
  }

  /// In the order of a local index.
  func facets(named name: (String) throws -> String) rethrows -> Facets {
    var found = try groups.elements.filter { $0.value.documents > 0 }.map {
      (name: try name($0.key), counts: $0.value)
    }
    found.sort { a, b in
      if a.counts.documents != b.counts.documents { return a.counts.documents > b.counts.documents }
      if a.counts.occurrences != b.counts.occurrences { return a.counts.occurrences > b.counts.occurrences }
      return precedesInBytes(a.name, b.name)
    }
    var groups = found.map {
      FacetGroup(value: $0.name, documents: $0.counts.documents, occurrences: $0.counts.occurrences)
    }
    if without.documents > 0 {
      groups.append(FacetGroup(value: nil, documents: without.documents, occurrences: without.occurrences))
    }
    return Facets(groups: groups, documents: total.documents, occurrences: total.occurrences)
  }
}
