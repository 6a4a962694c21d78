import WenjianBytes
import WenjianSegment

/// What a session removed by key, and in which order with what it added: a removal takes what was added before it, and
/// nothing that was added behind it.
struct KeyRemovals {
  /// For each removed key, how many documents the session had added by then.
  private var addedBefore = ByteStringDictionary<Int>()

  var isEmpty: Bool { addedBefore.isEmpty }

  mutating func remove(_ key: String, addedSoFar: Int) { addedBefore[key] = addedSoFar }

  mutating func removeAll() { addedBefore = ByteStringDictionary() }

  /// The documents of an earlier commit that were removed.
  func documents(in segment: Segment) -> Set<UInt32> {
    Set(addedBefore.keys.compactMap { segment.documents.document(forKey: $0).map(UInt32.init) })
  }

  /// The documents of a segment of this session that were removed.
  /// - Parameter first: how many documents the session added before those of the segment.
  func documents(in segment: Segment, from first: Int) -> Set<UInt32> {
    Set(
      addedBefore.elements.compactMap { key, count in
        guard let document = segment.documents.document(forKey: key), first + document < count else { return nil }
        return UInt32(document)
      })
  }
}

extension DocumentTable {
  /// All but the last document of each key.
  func replacedWithin() -> Set<UInt32> {
    var replaced: Set<UInt32> = []
    var kept = 0
    for index in 0..<count {
      let document = documentInKeyOrder(index)
      if index > 0 {
        let other = documentInKeyOrder(kept)
        if haveSameKey(document, other) {
          replaced.insert(UInt32(min(document, other)))
          if document > other { kept = index }
          continue
        }
      }
      kept = index
    }
    return replaced
  }

  /// The documents here whose keys documents of a later segment have.
  func replaced(by later: DocumentTable) -> Set<UInt32> {
    var replaced: Set<UInt32> = []
    for document in 0..<later.count {
      if let old = self.document(withKeyOf: document, in: later) { replaced.insert(UInt32(old)) }
    }
    return replaced
  }
}
