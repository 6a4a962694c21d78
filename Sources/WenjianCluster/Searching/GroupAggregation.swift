// Groups of documents that an engine counts: an aggregation of all values of a field, page by page.

import WenjianJSONText

/// The aggregation `composite` over one field.
struct GroupAggregation {
  let snapshot: ClusterSnapshot
  /// The field whose values part the documents.
  let field: String
  /// A field whose numbers are added up.
  var sum: String?

  /// Of an answer. An engine makes no more than 10,000 at once.
  static let pageSize = 5_000
  private static let name = "groups"

  /// Calls a body with each value, in how many documents of a query it is, and the sum over these.
  /// - Complexity: a request for each 5,000 values.
  func forEach(
    of query: EngineQuery, _ index: ClusterIndex, _ body: (JSONValue, _ documents: Int, _ sum: Int) throws -> Void
  ) throws {
    var after: JSONValue?
    while true {
      let last = after
      let answer = try index.aggregated(query) { json in
        json.object(Self.name) { json in
          json.object("composite") { json in
            json.field("size", Self.pageSize)
            json.array("sources") { json in
              json.object { json in
                json.object("value") { json in json.object("terms") { $0.field("field", field) } }
              }
            }
            if let last {
              json.name("after")
              last.append(to: &json)
            }
          }
          guard let sum else { return }
          json.object("aggs") { json in json.object("sum") { json in json.object("sum") { $0.field("field", sum) } }
          }
        }
      }
      let found = answer["aggregations"]?[Self.name]
      let buckets = found?["buckets"]?.values ?? []
      for bucket in buckets {
        guard let value = bucket["key"]?["value"], let documents = bucket["doc_count"]?.integer else { continue }
        try body(value, documents, Int(bucket["sum"]?["value"]?.number ?? 0))
      }
      // Version 7.0 tells no key to go on from for a page that is not full.
      guard buckets.count == Self.pageSize, let key = buckets.last?["key"] else { return }
      after = key
    }
  }
}

extension ClusterIndex {
  /// An answer without hits, of all shards.
  /// - Parameter aggregations: the members of `aggs`.
  func aggregated(
    _ query: EngineQuery, _ aggregations: (inout JSONWriter) -> Void
  ) throws(ClusterError) -> JSONValue {
    let request = ClusterRequest(.post, snapshot.path("_search"), isRepeatable: true) { json in
      json.object { json in
        json.field("size", 0)
        json.field("track_total_hits", true)
        json.field("query", query)
        json.object("aggs", aggregations)
      }
    }
    return try snapshot.connection.search(request, control: control)
  }
}
