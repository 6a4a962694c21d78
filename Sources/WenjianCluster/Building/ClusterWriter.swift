// The writer of an index in a cluster.

package import Wenjian
import WenjianBytes
import WenjianJSONText
package import WenjianModel
package import WenjianSearch
package import WenjianSegment

/// What a commit to a cluster did.
package struct ClusterCommitResult: Sendable, Equatable {
  /// Keys of documents that were sent, in their order.
  package var added: [String] = []
  package var changed: [String] = []
  /// Keys of documents that are gone, in byte order.
  package var removed: [String] = []
  /// Documents that are as they were.
  package var unchanged = 0
  /// In the index.
  package var documents = 0
  package var generation = 1
  /// Documents that the cluster does not take: they are not in the index.
  package var refused: [RefusedDocument] = []
  /// Whether it is another index than before.
  package var isNew = false
}

/// Writes an index of a cluster. Nothing is visible before `commit()`.
///
/// An index that is built anew is another one beside that which is searched, until the commit makes the alias point to it. One
/// that is brought up to date gets what has changed, which becomes visible as the commit refreshes it. A writer that ends
/// without a commit leaves what is searched as it was; of a process that was killed the next build removes what it left, and
/// the next update goes on from there. Not for sharing between threads.
package final class ClusterWriter: DocumentSink {
  package enum Mode: Sendable, Equatable {
    case rebuild
    /// What is there stays as far as it is given again; needs an index of this version.
    case update
  }

  package let mode: Mode
  private let connection: ClusterConnection
  private let control: SearchControl?
  /// The index that is searched, if there is one.
  private let current: ClusterCommit?
  /// The index that is written.
  private let index: String
  private var meta: ClusterMeta
  private let sender: BulkSender
  private var encoder = DocumentEncoder()
  /// What was sent of each document of the index that is brought up to date, by key.
  private var known = ByteStringDictionary<String>()
  /// Of it, the documents that were given with other content.
  private var changed: [String] = []
  private var added: [String] = []
  private var given = 0
  private var isCommitted = false

  package private(set) var repairs = Repairs()
  package private(set) var lastContentHash: UInt64 = 0

  /// - Parameters:
  ///   - options: what the documents are made of; kept in the index.
  ///   - control: ends the writing.
  /// - Throws: `ClusterError`.
  package convenience init(
    _ connection: ClusterConnection, mode: Mode, options: [String], control: SearchControl? = nil
  ) throws(ClusterError) {
    try self.init(connection, mode: mode, options: options, limits: BulkSender.Limits(), control: control)
  }

  init(
    _ connection: ClusterConnection, mode: Mode, options: [String], limits: BulkSender.Limits,
    meta recorded: ClusterMeta? = nil, control: SearchControl? = nil
  ) throws(ClusterError) {
    self.mode = mode
    self.connection = connection
    self.control = control
    current = try ClusterCommit.find(connection, control: control)
    var limits = limits
    let nodes = try connection.nodes(control: control)
    limits.largestBytes = min(limits.largestBytes, nodes.largestRequestBytes)
    try connection.removeLeftovers(besides: current?.index, control: control)
    switch mode {
    case .update:
      guard let current else {
        throw ClusterError(.noIndex, "there is no index at \(connection.address) to bring up to date")
      }
      index = current.index
      meta = current.meta
      known = try connection.sentHashes(of: current.index, control: control)
    case .rebuild:
      var meta = recorded ?? ClusterMeta(build: connection.address.newBuild(), options: options)
      index = meta.build
      meta.generation = (current?.meta.generation ?? 0) + 1
      self.meta = meta
      let request = ClusterRequest(.put, connection.path(of: index)) { [meta] in
        ClusterMapping(shards: nodes.dataNodeCount, meta: meta).append(to: &$0)
      }
      let answer = try connection.send(request, control: control)
      // A try whose answer was lost may have made it.
      let isMade =
        answer.status == 400 && ClusterConnection.failure(answer).type == "resource_already_exists_exception"
      if !isMade { _ = try ClusterConnection.checked(answer) }
    }
    sender = BulkSender(connection, index: index, limits: limits, control: control)
  }

  deinit {
    guard !isCommitted else { return }
    sender.abandon()
    // What cannot be removed now the next build removes.
    if mode == .rebuild { try? connection.remove(index, control: nil) }
  }

  /// Adds a document; its key is one that was not added before.
  /// - Throws: `ClusterError`.
  package func add(_ fields: DocumentFields, text: [UInt8]) throws {
    let document = encoder.encode(fields, text: text)
    repairs += document.repairs
    lastContentHash = document.contentHash
    given += 1
    if let old = known[fields.key] {
      known[fields.key] = nil
      if old == document.sentHash { return }
      changed.append(fields.key)
    } else {
      added.append(fields.key)
    }
    try sender.index(id: document.id, key: fields.key, source: document.source)
  }

  /// Adds a document that a caller of the library gives.
  /// - Throws: `ClusterError`.
  package func add(_ document: Document) throws {
    let prepared = document.prepared
    try add(prepared.fields, text: prepared.text)
  }

  /// In an update, keeps documents that were not given again.
  /// - Parameter isKept: told by key.
  /// - Returns: how many are kept.
  package func keepMissing(where isKept: (String) -> Bool) -> Int {
    let kept = Array(known.keys.filter(isKept))
    for key in kept { known[key] = nil }
    given += kept.count
    return kept.count
  }

  /// The keys of the index that is searched.
  /// - Complexity: of an index that is built anew a request for each 10,000 documents of the old one.
  package func currentKeys() throws(ClusterError) -> [String] {
    guard mode == .rebuild, let current else { return Array(known.keys) }
    return Array(try connection.sentHashes(of: current.index, control: control).keys)
  }

  /// Whether there is something to commit.
  package var hasChanges: Bool { mode == .rebuild || sender.operationCount > 0 || !known.isEmpty }

  /// Makes all of it visible.
  /// - Throws: `ClusterError`; then what is searched is as it was, but for an update of which some was visible because the
  ///   cluster moved its parts meanwhile.
  package func commit() throws(ClusterError) -> ClusterCommitResult {
    var result = ClusterCommitResult()
    result.removed = known.keys.sorted(by: precedesInBytes)
    for key in result.removed { try sender.delete(id: DocumentEncoder.id(ofKey: key), key: key) }
    result.refused = try sender.finish()
    result.unchanged = given - added.count - changed.count
    (result.added, result.changed) = (added, changed)
    if !result.refused.isEmpty {
      let refused = ByteStringSet(result.refused.map(\.key))
      result.added.removeAll { refused.contains($0) }
      result.changed.removeAll { refused.contains($0) }
      // One that was there stays as it was.
      result.unchanged += changed.count - result.changed.count
    }
    result.documents = result.added.count + result.changed.count + result.unchanged
    if mode == .update, !hasChanges {
      isCommitted = true
      result.generation = meta.generation
      return result
    }
    try connection.call(
      ClusterRequest(.post, connection.path("_refresh", of: index), isRepeatable: true), control: control)
    try requireAll(result.documents)
    if mode == .update { meta.generation += 1 }
    meta.isComplete = true
    try connection.call(
      ClusterRequest(.put, connection.path("_mapping", of: index)) { json in
        json.object { json in json.object("_meta") { meta.append(to: &$0) } }
      }, control: control)
    result.generation = meta.generation
    if mode == .rebuild {
      try switchAlias()
      result.isNew = true
    }
    isCommitted = true
    // The commit is made; what is left of the one before is removed by the next build.
    if mode == .rebuild, let current { try? connection.remove(current.index, control: nil) }
    return result
  }

  /// - Throws: `ClusterError` when the cluster does not hold what was sent.
  private func requireAll(_ count: Int) throws(ClusterError) {
    // The same name may be that of an index that the engine made by itself, when another build removed this one.
    let mapping = try connection.found(connection.path("_mapping", of: index), control: control)
    guard ClusterMeta(mapping: mapping?[index]?["mappings"])?.build == meta.build else {
      throw .replaced(connection.address)
    }
    let answer = try connection.call(
      ClusterRequest(.get, connection.path("_count", of: index)), control: control)
    guard answer["_shards"]?["failed"]?.integer == 0, let found = answer["count"]?.integer, found == count else {
      throw ClusterError(
        .answer, "the cluster holds \(answer["count"]?.integer ?? 0) of \(count) documents; begin again")
    }
  }

  private func switchAlias() throws(ClusterError) {
    let address = connection.address
    let request = ClusterRequest(.post, "/_aliases", isRepeatable: true) { json in
      json.object { json in
        json.array("actions") { json in
          func action(_ name: String, _ index: String) {
            json.object { json in
              json.object(name) { json in
                json.field("index", index)
                json.field("alias", address.index)
              }
            }
          }
          if let current { action("remove", current.index) }
          action("add", index)
        }
      }
    }
    let answer = try connection.send(request, control: control)
    if (200..<300).contains(answer.status) { return }
    // A try whose answer was lost may have done it.
    if let now = try ClusterCommit.find(connection, control: control), now.index == index { return }
    throw ClusterConnection.failure(answer)
  }
}
