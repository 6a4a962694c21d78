public import Wenjian
import WenjianIndex
import WenjianJSONText
import WenjianQuery
import WenjianSearch
import WenjianSegment

/// An index that a cluster of Elasticsearch or OpenSearch stores, opened for reading.
///
/// ```swift
/// let index = try ClusterIndex(at: ClusterAddress("http://127.0.0.1:9200/policies"))
/// let results = try index.search("第一书记", options: SearchOptions())
/// ```
///
/// Strings are found by the engine, exactly, by their grams. What it cannot know is asked for too widely and checked here, on the
/// texts, by the code that reads a local index; so are passages, places and order made. Answers are those of a local index of
/// the same documents, with these differences: there are no related documents, no groups of copies, and no suggestions; what a
/// string with wildcards or behind `exact:` weighs beside others is counted among the documents that the query finds.
public struct ClusterIndex: SearchableIndex {
  let snapshot: ClusterSnapshot
  let control: SearchControl?

  /// Opens an index over HTTP, as the environment says.
  /// - Throws: `WenjianError` with code `cluster`, `notAnIndex` or `otherVersion`.
  /// - Complexity: three requests.
  public init(at address: ClusterAddress) throws(WenjianError) {
    do {
      self.init(try ClusterSnapshot(ClusterConnection(address), control: nil), nil)
    } catch {
      throw WenjianError(error, path: address.description)
    }
  }

  /// - Parameter address: as text: `http://127.0.0.1:9200/policies`.
  /// - Throws: as `init(at:)`, and with code `argument` for what is no address.
  public init(at address: String) throws(WenjianError) {
    do { try self.init(at: ClusterAddress(address)) } catch {
      throw error as? WenjianError ?? (error as? ClusterError).map { WenjianError($0) }
        ?? WenjianError(.cluster, "\(error)")
    }
  }

  /// - Parameter pageSize: hits of one answer, where an engine has more.
  /// - Throws: as `init(at:)`.
  package init(_ connection: ClusterConnection, pageSize: Int = HitPages.usualPageSize) throws(WenjianError) {
    do {
      self.init(try ClusterSnapshot(connection, pageSize: pageSize, control: nil), nil)
    } catch {
      throw WenjianError(error, path: connection.address.description)
    }
  }

  private init(_ snapshot: ClusterSnapshot, _ control: SearchControl?) {
    self.snapshot = snapshot
    self.control = control
  }

  public var path: String { snapshot.path }
  /// How often the index was written.
  public var generation: Int { snapshot.commit.meta.generation }
  public var documentCount: Int { snapshot.info.documents }

  public var keys: [String] {
    get throws(WenjianError) { try asked { try snapshot.keys(control) } }
  }

  public func refreshed() throws(WenjianError) -> ClusterIndex {
    try asked {
      // What was read of a build is kept while there is no other one.
      if try ClusterCommit.find(snapshot.connection, control: control) == snapshot.commit { return self }
      return ClusterIndex(
        try ClusterSnapshot(snapshot.connection, pageSize: snapshot.pageSize, control: control), control)
    }
  }

  public func limited(
    until deadline: ContinuousClock.Instant?, by cancellation: Cancellation?
  ) -> ClusterIndex {
    let flags = cancellation.map { [$0.flag] } ?? []
    return ClusterIndex(
      snapshot,
      control?.merged(deadline: deadline, flags) ?? SearchControl(deadline: deadline, cancellations: flags))
  }

  public func localIndex(for operation: String) throws(WenjianError) -> Index { throw unsupported(operation) }

  public func localIndex(holding keys: [String]) throws(WenjianError) -> Index {
    try asked {
      let hits = try self.hits(of: .terms(field: ClusterField.key, values: keys))
      return try localIndex(of: hits)
    }
  }

  public func localIndex(
    matching query: Query, isExact: Bool, widening: Widening, filter: Filter?
  ) throws(WenjianError) -> Index {
    try asked { try localIndex(of: candidates(query, isExact, widening, filter).hits) }
  }

  // MARK: Asking

  /// Runs `body`, which asks the cluster, and turns what it throws into a `WenjianError`.
  func asked<Answer>(_ body: () throws -> Answer) throws(WenjianError) -> Answer {
    do {
      try control?.check()
      return try body()
    } catch let error as ClusterError where error.reason == .noIndex {
      throw WenjianError(
        ClusterError(.busy, "the index was replaced while it was read; ask again", status: error.status), path: path
      )
    } catch let error as ClusterError {
      throw WenjianError(error, path: path)
    } catch {
      throw try translatedError(error)
    }
  }

  private func translatedError(_ error: any Error) throws(WenjianError) -> WenjianError {
    try translated { throw error }
  }

  /// The documents that an engine finds.
  /// - Parameter facet: whose groups are told of each.
  func hits(of query: EngineQuery, _ facet: FacetField? = nil) throws -> [StreamedHit] {
    try hits(of: query, scoring: nil, facet, nil).hits
  }

  /// What scores documents.
  struct Scoring {
    let query: EngineQuery
    /// Just documents of this query, too, are wanted. If not, others have the score 0.
    let isRequired: Bool
  }

  /// The same, with the answers of aggregations over the same state of the index.
  /// - Parameters:
  ///   - scoring: nil for no scores.
  ///   - aggregations: the members of `aggs`.
  func hits(
    of query: EngineQuery, scoring: Scoring?, _ facet: FacetField?,
    _ aggregations: ((inout JSONWriter) -> Void)?
  ) throws -> (hits: [StreamedHit], aggregations: JSONValue) {
    var found: [StreamedHit] = []
    let aggregated = try snapshot.pages(control).forEach(
      isScored: scoring != nil,
      { json in
        StreamedHit.ask(facet, &json)
        json.scored("query", scoring, among: query)
      },
      { (page) throws(ClusterError) in
        try ClusterPause.check(control)
        for hit in page { found.append(try StreamedHit(hit, facet)) }
      }, aggregations: aggregations)
    return (found, aggregated)
  }

  /// An index of no document, which reads queries as any other.
  var localIndexOfNothing: Index { index(of: [], nil) }

  /// How strings are read: as an index without synonyms of the user reads them.
  func reading(_ isExact: Bool, _ widening: Widening) -> StringReading {
    localIndexOfNothing.reading(isExact, widening)
  }

  /// The most text that a query may make this process read.
  static let textLimit = 512 << 20

  /// An index of some documents, with their texts.
  /// - Throws: `WenjianError` with code `unsupported` for too much text.
  func localIndex(of hits: [StreamedHit], statistics: CollectionStatistics? = nil) throws -> Index {
    let bytes = hits.reduce(0) { $0 + $1.bytes }
    guard bytes <= Self.textLimit else {
      throw WenjianError(
        .unsupported,
        "the query needs \(bytes >> 20) MB of text from \(path), and \(Self.textLimit >> 20) MB is the limit; ask for rarer "
          + "strings, or for fewer documents with a filter", path: path)
    }
    return index(of: try snapshot.fetched.views(of: hits, fetch: fetch), statistics)
  }

  private func index(of views: [SegmentView], _ statistics: CollectionStatistics?) -> Index {
    let index = Index(
      inMemory: IndexSnapshot(inMemory: views, path: path, generation: generation), statistics: statistics)
    return control.map { index.with($0) } ?? index
  }

  private func fetch(_ hits: [StreamedHit]) throws -> [DocumentRecord] {
    let request = ClusterRequest(.post, snapshot.path("_search"), isRepeatable: true) { json in
      json.object { json in
        json.field("size", hits.count)
        json.strings("_source", DocumentRecord.sourceFields)
        json.field("query", EngineQuery.terms(field: ClusterField.key, values: hits.map(\.key)))
      }
    }
    let answer = try snapshot.connection.search(request, control: control)
    return try (answer["hits"]?["hits"]?.values ?? []).map { hit in
      try DocumentRecord(source: hit["_source"] ?? .null)
    }
  }
}

extension JSONWriter {
  /// A member with a query of which a part alone gives documents their scores.
  fileprivate mutating func scored(_ name: String, _ scoring: ClusterIndex.Scoring?, among query: EngineQuery) {
    guard let scoring else { return field(name, query) }
    object(name) { json in
      json.object("bool") { json in
        json.queries(scoring.isRequired ? "must" : "should", [scoring.query])
        json.queries("filter", [query])
        if !scoring.isRequired { json.field("minimum_should_match", 0) }
      }
    }
  }
}
