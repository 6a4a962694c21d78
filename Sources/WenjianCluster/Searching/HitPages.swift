// All hits of a query, page by page, of one state of the index.

import WenjianJSONText
import WenjianSearch

package struct HitPages {
  let connection: ClusterConnection
  /// The index itself, not a name that may come to mean another one.
  let index: String
  let control: SearchControl?
  /// Hits of a page. An engine gives 10,000 at once.
  var pageSize = Self.usualPageSize

  package static let usualPageSize = 5_000
  /// How long an engine keeps the state of the index between two pages.
  private static let keepAlive = "2m"

  /// Calls a body with each page of hits, in no order.
  /// - Parameters:
  ///   - isScored: whether hits have scores, which are those of all shards together.
  ///   - body: members of the request, `query` among them.
  ///   - aggregations: the members of `aggs`.
  /// - Returns: the answers of the aggregations, of the state of the index that the hits are of.
  @discardableResult
  func forEach(
    isScored: Bool, _ body: (inout JSONWriter) -> Void, _ each: ([JSONValue]) throws(ClusterError) -> Void,
    aggregations: ((inout JSONWriter) -> Void)? = nil
  ) throws(ClusterError) -> JSONValue {
    // Most queries find few documents: one request.
    let first = try search(path("_search") + parameters(isScored)) { json in
      json.field("size", pageSize)
      json.field("track_total_hits", true)
      body(&json)
      if let aggregations { json.object("aggs", aggregations) }
    }
    let hits = first["hits"]?["hits"]?.values ?? []
    if hits.count >= (first["hits"]?["total"]?["value"]?.integer ?? 0) {
      try each(hits)
      return first["aggregations"] ?? .null
    }
    switch connection.engine.pointInTime {
    case .none: return try scroll(isScored, aggregations, body, each)
    case .elasticsearch, .openSearch: return try pages(isScored, aggregations, body, each)
    }
  }

  private func path(_ operation: String) -> String { connection.path(operation, of: index) }

  private func parameters(_ isScored: Bool) -> String { isScored ? "?search_type=dfs_query_then_fetch" : "" }

  /// - Throws: `ClusterError`, also where a shard did not answer: then hits are missing.
  private func search(_ path: String, _ body: (inout JSONWriter) -> Void) throws(ClusterError) -> JSONValue {
    let request = ClusterRequest(.post, path, isRepeatable: true) { json in json.object { body(&$0) } }
    return try connection.search(request, control: control)
  }

  private func scroll(
    _ isScored: Bool, _ aggregations: ((inout JSONWriter) -> Void)?, _ body: (inout JSONWriter) -> Void,
    _ each: ([JSONValue]) throws(ClusterError) -> Void
  ) throws(ClusterError) -> JSONValue {
    let separator = isScored ? "&" : "?"
    var answer = try search(
      path("_search") + parameters(isScored) + separator + "scroll=" + Self.keepAlive
    ) { json in
      json.field("size", pageSize)
      json.array("sort") { $0.value("_doc") }
      json.field("track_scores", isScored)
      body(&json)
      if let aggregations { json.object("aggs", aggregations) }
    }
    let aggregated = answer["aggregations"] ?? .null
    var id = answer["_scroll_id"]?.text ?? ""
    defer {
      // It would end by itself.
      _ = try? connection.call(
        ClusterRequest(.delete, "/_search/scroll", isRepeatable: true) { json in
          json.object { json in json.strings("scroll_id", [id]) }
        })
    }
    while case let hits = answer["hits"]?["hits"]?.values ?? [], !hits.isEmpty {
      try each(hits)
      let last = id
      // A page that was given is not given again: sent twice, one would be lost.
      let request = ClusterRequest(.post, "/_search/scroll", isRepeatable: false) { json in
        json.object { json in
          json.field("scroll", Self.keepAlive)
          json.field("scroll_id", last)
        }
      }
      answer = try connection.search(request, control: control)
      id = answer["_scroll_id"]?.text ?? id
    }
    return aggregated
  }

  private func pages(
    _ isScored: Bool, _ aggregations: ((inout JSONWriter) -> Void)?, _ body: (inout JSONWriter) -> Void,
    _ each: ([JSONValue]) throws(ClusterError) -> Void
  ) throws(ClusterError) -> JSONValue {
    let isOpenSearch = connection.engine.pointInTime == .openSearch
    let opened = try connection.call(
      ClusterRequest(
        .post, path(isOpenSearch ? "_search/point_in_time" : "_pit") + "?keep_alive=" + Self.keepAlive,
        isRepeatable: true), control: control)
    var id = opened[isOpenSearch ? "pit_id" : "id"]?.text ?? ""
    defer {
      _ = try? connection.call(
        ClusterRequest(.delete, isOpenSearch ? "/_search/point_in_time" : "/_pit", isRepeatable: true) { json in
          json.object { json in
            if isOpenSearch { json.strings("pit_id", [id]) } else { json.field("id", id) }
          }
        })
    }
    var last: String?
    var aggregated = JSONValue.null
    while true {
      let (current, after) = (id, last)
      let answer = try search("/_search" + parameters(isScored)) { json in
        json.field("size", pageSize)
        json.object("pit") { json in
          json.field("id", current)
          json.field("keep_alive", Self.keepAlive)
        }
        json.array("sort") { json in json.object { json in json.field(ClusterField.key, "asc") } }
        if let after { json.strings("search_after", [after]) }
        json.field("track_scores", isScored)
        body(&json)
        if after == nil, let aggregations { json.object("aggs", aggregations) }
      }
      if after == nil { aggregated = answer["aggregations"] ?? .null }
      let hits = answer["hits"]?["hits"]?.values ?? []
      guard !hits.isEmpty else { return aggregated }
      try each(hits)
      id = answer["pit_id"]?.text ?? id
      last = hits.last?["sort"]?.values.first?.text
    }
  }
}

extension ClusterConnection {
  /// Sends a search, and gives an answer of all shards: one that lacks some, or was cut short, is none.
  func search(_ request: ClusterRequest, control: SearchControl?) throws(ClusterError) -> JSONValue {
    let answer = try call(request, control: control)
    let failed = answer["_shards"]?["failed"]?.integer ?? 0
    guard failed == 0, answer["timed_out"]?.truth != true else {
      throw ClusterError(
        .busy,
        "\(failed) parts of the index did not answer, so that documents would be missing; look at the health of the "
          + "cluster, and ask again")
    }
    return answer
  }
}
