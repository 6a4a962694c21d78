// Keys of documents that are read from files: what a file calls its parts need not be unique, a key must.

import WenjianBytes

/// The keys that one run of adding files has given away. A key that is taken gets a number behind it, so that no document
/// replaces another of the same run.
package final class DocumentKeys {
  /// By the hash of each key the last number that was tried behind it. Two keys with one hash would cost a number that
  /// is not needed, and no document.
  private var lastNumbers: [UInt64: Int] = [:]

  package init() {}

  /// A key that no other document of the run has: the key itself, or with `#2`, `#3`, … behind it.
  package func claim(_ key: String) -> String {
    let hash = Self.hash(key)
    guard var number = lastNumbers[hash] else {
      lastNumbers[hash] = 1
      return key
    }
    var candidate = key
    repeat {
      number += 1
      candidate = "\(key)#\(number)"
    } while lastNumbers[Self.hash(candidate)] != nil
    lastNumbers[hash] = number
    lastNumbers[Self.hash(candidate)] = 1
    return candidate
  }

  /// Whether a document of the run has a key.
  func contains(_ key: String) -> Bool { lastNumbers[Self.hash(key)] != nil }

  /// A document that was removed leaves its key to the next.
  func release(_ key: String) { lastNumbers[Self.hash(key)] = nil }

  func removeAll() { lastNumbers = [:] }

  private static func hash(_ key: String) -> UInt64 { hash64(key.utf8.span) }
}
