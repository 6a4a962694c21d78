// Which articles a document has, remembered.

import Synchronization
import Wenjian
import WenjianThreads

/// The numbers of the articles of documents that were asked for.
final class ArticleNumbers: Sendable {
  private let known = Locked<[String: Set<Int>]>([:])

  /// - Complexity: linear in the text when a document is first asked for.
  func has(_ article: Int, in key: String, of index: Index) throws(WenjianError) -> Bool {
    if let numbers = known.withLock({ $0[key] }) { return numbers.contains(article) }
    let numbers = Set(try index.outline(of: key).filter { $0.heading.level == .article }.map(\.heading.ordinal))
    known.withLock { $0[key] = numbers }
    return numbers.contains(article)
  }
}
