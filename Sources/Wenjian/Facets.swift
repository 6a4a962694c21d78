import WenjianQuery
import WenjianSearch

/// What documents are grouped by.
public enum FacetKey: Hashable, Sendable {
  /// The year of what they are dated.
  case year
  /// The month: `2016-10`; of a date without one the year.
  case month
  /// The folder that the key lies in: so many parts of it at most.
  case path(depth: Int)
  /// A field: each of several values counts for itself.
  case field(DocumentField)

  var key: WenjianSearch.FacetKey {
    switch self {
    case .year: .year
    case .month: .month
    case .path(let depth): .path(depth: depth)
    case .field(let field): .field(field)
    }
  }
}

/// How the matching documents are spread over the values of something.
public struct Facets: Sendable, Equatable {
  /// Documents that share a value; those that only script, width, case or blanks part are one.
  public struct Group: Sendable, Equatable {
    /// As most of the documents spell it; nil: they have none.
    public var value: String?
    public var documents: Int
    /// Occurrences of the query's strings in them.
    public var occurrences: Int
  }

  /// The most documents first, equal ones by occurrences, then by value; the documents without a value last.
  public var groups: [Group]
  /// All matching documents. A document with several values is in several groups.
  public var documents: Int
  public var occurrences: Int
}

extension Index {
  /// Counts the documents of a query by a value, exactly, with those that have none.
  /// - Throws: as `search`.
  /// - Complexity: linear in the matching documents; the first time for an index, in all of them.
  public func facets(
    _ query: String, by key: FacetKey, isExact: Bool = false, filter: Filter? = nil
  ) throws(WenjianError) -> Facets {
    let parsed = try parse(query)
    return try translated {
      let found = try searcher.facets(parsed, by: key.key, isExact: isExact, filter: filter?.value)
      return Facets(
        groups: found.groups.map {
          Facets.Group(value: $0.value, documents: $0.documents, occurrences: $0.occurrences)
        }, documents: found.documents, occurrences: found.occurrences)
    }
  }
}
