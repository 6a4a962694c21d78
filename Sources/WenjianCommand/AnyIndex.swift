// Which kind of index a path names, for all that asks one: here it is opened.

import Synchronization
import Wenjian
import WenjianCluster

enum AnyIndex {
  /// What was opened stays until the process ends: giving back all that it holds, piece by piece, would come between the
  /// answer and the end of a process that searches once.
  private static let opened = Mutex<[any SearchableIndex]>([])

  /// Opens an index for queries: of a cluster, or in a directory. Of one in a directory it is told what is wrong with the user's
  /// synonyms.
  /// - Throws: `WenjianError`.
  static func opened(at path: String, within limit: TimeLimit? = nil) throws -> any SearchableIndex {
    if ClusterAddress.isAddress(path) {
      let index = try ClusterIndex(at: path)
      return limit?.applied(to: index) ?? index
    }
    let index = try Index.openedForQueries(at: path)
    opened.withLock { $0.append(index) }
    return limit?.applied(to: index) ?? index
  }

  /// - Throws: `WenjianError` for the address of a cluster, where a command can do nothing.
  static func requireDirectory(_ path: String) throws {
    guard ClusterAddress.isAddress(path) else { return }
    let command = CommandLine.arguments.dropFirst().first { !$0.hasPrefix("-") } ?? "wenjian"
    throw WenjianError(
      .unsupported,
      "\(path) is no directory, and \u{201C}\(command)\u{201D} needs an index in a directory; make one with "
        + "`wenjian index`")
  }
}
