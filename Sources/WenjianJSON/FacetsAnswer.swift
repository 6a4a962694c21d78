// The documents of a query by the values of a field.

public import Wenjian

/// The counts of a query by a field, as `facets` in JSON.md. The records are groups.
public struct FacetsAnswer {
  let query: String
  let by: FacetKey
  package let facets: Facets
  /// How many different values there are.
  package let valueCount: Int
  /// The groups that are told.
  package let shown: [FacetGroup]

  /// - Parameter limit: the most values, 0 or more, besides the group of documents without one; nil for all.
  public init(query: String, by: FacetKey, facets: Facets, limit: Int? = nil) {
    self.query = query
    self.by = by
    self.facets = facets
    let valued = facets.groups.filter { $0.value != nil }
    valueCount = valued.count
    shown = valued.prefix(max(0, limit ?? valued.count)) + facets.groups.filter { $0.value == nil }
  }
}

extension FacetsAnswer: Answer {
  package static var fields: [RecordField<FacetGroup>] { FacetGroup.fields }

  package func forEachRecord(_ body: (FacetGroup) throws -> Bool) throws { try shown.forEachWhile(body) }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.field("query", query)
      json.field("by", by.typedName)
      json.field("documents", facets.documents)
      json.field("occurrences", facets.occurrences)
      json.field("values", valueCount)
      try json.records("groups", of: self)
    }
  }
}

extension FacetGroup {
  static var fields: [RecordField<FacetGroup>] {
    [
      RecordField("value") { $0.value.map { .text($0) } ?? .null },
      RecordField("documents") { .integer($0.documents) },
      RecordField("occurrences") { .integer($0.occurrences) },
    ]
  }
}
