package import Wenjian
import WenjianJSONText
package import WenjianSearch

extension IndexInfo {
  /// What an index of a cluster holds, and what it takes there, all copies counted.
  /// - Throws: `ClusterError`.
  /// - Complexity: two requests; the cluster adds three numbers of each document up.
  package static func of(
    _ connection: ClusterConnection, _ commit: ClusterCommit, control: SearchControl? = nil
  ) throws(ClusterError) -> IndexInfo {
    let sums = [ClusterField.bytes, ClusterField.characters, ClusterField.length]
    let answer = try connection.call(
      ClusterRequest(.post, connection.path("_search", of: commit.index), isRepeatable: true) { json in
        json.object { json in
          json.field("size", 0)
          json.field("track_total_hits", true)
          json.object("aggs") { json in
            for name in sums { json.object(name) { json in json.object("sum") { $0.field("field", name) } } }
          }
        }
      }, control: control)
    guard answer["_shards"]?["failed"]?.integer == 0, let documents = answer["hits"]?["total"]?["value"]?.integer
    else {
      throw ClusterError(.answer, "some shards of the cluster did not answer; try again when all do")
    }
    func sum(_ name: String) -> Int { Int(answer["aggregations"]?[name]?["value"]?.number ?? 0) }
    let stats = try connection.call(
      ClusterRequest(.get, connection.path("_stats/store,docs,segments", of: commit.index)), control: control)
    let total = stats["_all"]?["total"]
    let bytes = total?["store"]?["size_in_bytes"]?.integer ?? 0
    return IndexInfo(
      path: connection.address.description, generation: commit.meta.generation, formatVersion: commit.meta.format,
      foldVersion: commit.meta.fold, streamVersion: commit.meta.stream, icuVersion: LibraryVersion.icu,
      runningICUVersion: LibraryVersion.icu, segments: total?["segments"]?["count"]?.integer ?? 0,
      documents: documents,
      deletedDocuments: stats["_all"]?["primaries"]?["docs"]?["deleted"]?.integer ?? 0,
      textBytes: sum(ClusterField.bytes), characters: sum(ClusterField.characters),
      positions: sum(ClusterField.length), grams: nil, indexBytes: bytes,
      parts: [Part(name: connection.engine.name, byteCount: bytes)])
  }
}
