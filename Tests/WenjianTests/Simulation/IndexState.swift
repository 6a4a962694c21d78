import Wenjian
import WenjianIndex
import WenjianTestSupport

/// What an index holds, as the oracle has it.
struct IndexState: Equatable {
  var oracle = BruteForceIndex()
  var sources: [UInt8]?

  static func == (a: Self, b: Self) -> Bool { a.texts == b.texts && a.sources == b.sources }

  /// By key.
  var texts: [String: [UInt8]] { Dictionary(uniqueKeysWithValues: oracle.documents.map { ($0.key, $0.utf8) }) }

  /// Compares an index with the state, document by document and in the answers to some queries.
  /// - Returns: the first difference; nil when there is none.
  func difference(from index: Index, asking queries: [OracleQuery] = []) throws -> String? {
    let texts = texts
    let keys = try index.keys
    if keys != texts.keys.sorted() || index.documentCount != texts.count {
      return "documents \(keys) instead of \(texts.keys.sorted())"
    }
    for (key, text) in texts where try !index.text(of: key).utf8.elementsEqual(text) {
      return "another text of \(key)"
    }
    for query in queries {
      guard let asked = query.text else { continue }
      let expected = oracle.answer(query)
      let found = try index.count(asked)
      if found.documents != expected.documents || found.occurrences != expected.occurrences {
        return "\(asked.escaped): \(found) instead of \(expected.documents) documents, \(expected.occurrences)"
      }
    }
    return nil
  }
}

/// Opens an index.
/// - Returns: nil when there is none.
func openedIndex(_ path: String) throws -> Index? {
  do {
    return try Index(at: path)
  } catch {
    if error.code == .notAnIndex { return nil }
    throw error
  }
}
