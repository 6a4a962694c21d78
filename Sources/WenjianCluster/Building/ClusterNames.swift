// Which indexes of the cluster belong to an address.

import Glibc
import WenjianJSONText
package import WenjianSearch

/// The index behind an address: the name in the address is an alias, and points to one index, which a build made.
package struct ClusterCommit: Sendable, Equatable {
  /// The index itself.
  package let index: String
  package let meta: ClusterMeta

  /// - Returns: nil when nothing has the name.
  /// - Throws: `ClusterError` with reason `noIndex` when what has the name is none of ours.
  package static func find(
    _ connection: ClusterConnection, control: SearchControl? = nil
  ) throws(ClusterError) -> ClusterCommit? {
    let address = connection.address
    guard let mappings = try connection.found(connection.path("_mapping"), control: control) else { return nil }
    let indexes = mappings.members
    // Of an index of that name, which is no alias, the name is its own.
    guard indexes.count == 1, let found = indexes.first, found.name != address.index,
      let meta = ClusterMeta(mapping: found.value["mappings"])
    else {
      throw ClusterError(
        .noIndex, "\(address) is there, and no index that wenjian made; take another name, or remove it yourself")
    }
    return ClusterCommit(index: found.name, meta: meta)
  }
}

extension ClusterAddress {
  /// What the names of its indexes begin with.
  var buildPrefix: String { index + "-wj-" }

  /// A name that no other build has: the time, and a random number.
  func newBuild() -> String {
    buildPrefix + String(time(nil), radix: 36) + "-" + String(UInt64.random(in: 0 ... .max), radix: 36)
  }
}

extension ClusterConnection {
  /// Removes what builds left that did not end, and what a build could not remove behind its switch.
  /// - Parameter kept: the index that is searched.
  func removeLeftovers(besides kept: String?, control: SearchControl?) throws(ClusterError) {
    let pattern = "/" + ClusterRequest.encoded(address.buildPrefix) + "*/_alias"
    let found = try call(ClusterRequest(.get, pattern), control: control).members
    for index in found where index.name != kept && (index.value["aliases"]?.members ?? []).isEmpty {
      try remove(index.name, control: control)
    }
  }

  /// Removes an index; one that is not there is removed.
  func remove(_ index: String, control: SearchControl?) throws(ClusterError) {
    let answer = try send(ClusterRequest(.delete, path(of: index)), control: control)
    if answer.status != 404 { _ = try Self.checked(answer) }
  }
}
