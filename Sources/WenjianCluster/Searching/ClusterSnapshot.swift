// An index of a cluster as it was when it was opened: what is asked of it once, and kept.

import Synchronization
import Wenjian
import WenjianBytes
import WenjianJSONText
import WenjianModel
import WenjianSearch
import WenjianThreads

/// What searches of one build of an index share.
final class ClusterSnapshot: Sendable {
  let connection: ClusterConnection
  let commit: ClusterCommit
  let info: IndexInfo
  let fetched: FetchedDocuments
  let pageSize: Int
  private let knownNames = Locked<[FacetKey: GroupNames]>([:])
  private let knownKeys = Locked<[String]?>(nil)

  var path: String { connection.address.description }
  /// Of an operation on the index itself, not on the name that may come to mean another one.
  func path(_ operation: String) -> String { connection.path(operation, of: commit.index) }

  /// - Throws: `ClusterError` when there is no index of ours, or one of another version.
  /// - Complexity: three requests.
  init(
    _ connection: ClusterConnection, pageSize: Int = HitPages.usualPageSize, control: SearchControl?
  ) throws(ClusterError) {
    self.pageSize = pageSize
    guard let commit = try ClusterCommit.find(connection, control: control) else {
      throw ClusterError(.noIndex, "the cluster has no index of this name; make it with `wenjian index`")
    }
    if let refusal = commit.meta.refusal(of: connection.address) { throw refusal }
    self.connection = connection
    self.commit = commit
    info = try IndexInfo.of(connection, commit, control: control)
    fetched = FetchedDocuments(name: connection.address.description)
  }

  /// What reads all hits of queries.
  func pages(_ control: SearchControl?) -> HitPages {
    HitPages(connection: connection, index: commit.index, control: control, pageSize: pageSize)
  }

  /// What the groups of a facet are called.
  /// - Parameter make: called the first time.
  func names(of key: FacetKey, _ make: () throws -> GroupNames) throws -> GroupNames {
    if let names = knownNames.withLock({ $0[key] }) { return names }
    let names = try make()
    knownNames.withLock { $0[key] = names }
    return names
  }

  /// The keys of all documents, in byte order.
  func keys(_ control: SearchControl?) throws -> [String] {
    if let keys = knownKeys.withLock({ $0 }) { return keys }
    var keys: [String] = []
    try pages(control).forEach(isScored: false) { json in
      json.field("query", EngineQuery.all)
      json.field("_source", false)
      json.array("docvalue_fields") { json in json.object { $0.field("field", ClusterField.key) } }
    } _: { hits in
      keys += hits.compactMap { $0["fields"]?[ClusterField.key]?.values.first?.text }
    }
    keys.sort(by: precedesInBytes)
    knownKeys.withLock { $0 = keys }
    return keys
  }
}
