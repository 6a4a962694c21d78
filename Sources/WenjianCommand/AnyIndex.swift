// Which kind of index a path names: the one place that decides it.

import Wenjian

enum AnyIndex {
  /// Opens an index for queries. Of one in a directory it is told what is wrong with the user's synonyms.
  /// - Throws: `WenjianError`.
  static func opened(at path: String, within limit: TimeLimit? = nil) throws -> any SearchableIndex {
    let index = try Index.openedForQueries(at: path)
    return limit?.applied(to: index) ?? index
  }
}
