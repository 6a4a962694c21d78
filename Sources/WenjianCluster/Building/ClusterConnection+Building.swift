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
  /// - Complexity: a request for each 5,000 documents.
  func sentHashes(of index: String, control: SearchControl?) throws(ClusterError) -> ByteStringDictionary<String> {
    var hashes = ByteStringDictionary<String>()
    // What a killed update has sent counts as sent.
    try call(ClusterRequest(.post, path("_refresh", of: index), isRepeatable: true), control: control)
    try HitPages(connection: self, index: index, control: control).forEach(isScored: false) { json in
      json.field("query", EngineQuery.all)
      json.field("_source", false)
      json.strings("docvalue_fields", [ClusterField.key, ClusterField.sentHash])
    } _: { hits in
      for hit in hits {
        guard let key = hit["fields"]?[ClusterField.key]?.values.first?.text else { continue }
        hashes[key] = hit["fields"]?[ClusterField.sentHash]?.values.first?.text ?? ""
      }
    }
    return hashes
  }
}
