import WenjianBytes
import WenjianJSONText
import WenjianSearch

extension ClusterConnection {
  /// What is known of the nodes of the cluster.
  struct Nodes {
    var dataNodeCount = 1
    /// `http.max_content_length`.
    var largestRequestBytes = 100 << 20
  }

  /// - Returns: what engines have when nothing else is said, where the cluster does not tell.
  func nodes(control: SearchControl?) throws(ClusterError) -> Nodes {
    var nodes = Nodes()
    // Services that are run by others often keep it to themselves.
    let health = try send(ClusterRequest(.get, "/_cluster/health"), control: control)
    if let count = try? Self.checked(health)["number_of_data_nodes"]?.integer {
      nodes.dataNodeCount = min(max(count, 1), 32)
    }
    let http = try send(
      ClusterRequest(.get, "/_nodes/http?filter_path=nodes.*.http.max_content_length_in_bytes"), control: control)
    let limits = (try? Self.checked(http))?["nodes"]?.members.compactMap {
      $0.value["http"]?["max_content_length_in_bytes"]?.integer
    }
    if let least = limits?.min() { nodes.largestRequestBytes = least }
    return nodes
  }

  /// What was sent of each document of an index, by key.
  /// - Complexity: a request for each 10,000 documents.
  func sentHashes(of index: String, control: SearchControl?) throws(ClusterError) -> ByteStringDictionary<String> {
    var hashes = ByteStringDictionary<String>()
    // What a killed update has sent counts as sent.
    try call(ClusterRequest(.post, path("_refresh", of: index), isRepeatable: true), control: control)
    var page = try call(
      ClusterRequest(.post, path("_search", of: index) + "?scroll=5m", isRepeatable: true) { json in
        json.object { json in
          json.field("size", 10_000)
          json.strings("sort", ["_doc"])
          json.field("_source", false)
          json.strings("docvalue_fields", [ClusterField.key, ClusterField.sentHash])
        }
      }, control: control)
    while true {
      guard page["_shards"]?["failed"]?.integer == 0, page["timed_out"]?.truth == false else {
        throw ClusterError(.answer, "some shards of the cluster did not answer; try again when all do")
      }
      let hits = page["hits"]?["hits"]?.values ?? []
      for hit in hits {
        guard let key = hit["fields"]?[ClusterField.key]?.values.first?.text else { continue }
        hashes[key] = hit["fields"]?[ClusterField.sentHash]?.values.first?.text ?? ""
      }
      guard let scroll = page["_scroll_id"]?.text else { return hashes }
      if hits.isEmpty {
        _ = try send(
          ClusterRequest(.delete, "/_search/scroll") { json in json.object { $0.strings("scroll_id", [scroll]) } },
          control: control)
        return hashes
      }
      // A page that is lost cannot be asked for again.
      page = try call(
        ClusterRequest(.post, "/_search/scroll", isRepeatable: false) { json in
          json.object { json in
            json.field("scroll", "5m")
            json.field("scroll_id", scroll)
          }
        }, control: control)
    }
  }
}
