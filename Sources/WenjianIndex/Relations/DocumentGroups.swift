import WenjianBytes

/// Groups of documents, read in place.
///
/// Grammar, for g groups with m members in all: (g + 1) * u32 where the members of each group begin; m * u32 documents,
/// group by group; m * u32 the same documents, ascending; m * u32 the group of each of those. Documents are numbered
/// through all segments of the commit, in its order.
// SAFETY: `init` has seen that the bytes are all there; every number read from them is clamped before it leads on, so
// that damage gives wrong documents, and nothing beyond the map, which the relations hold.
@safe
package struct DocumentGroups: Sendable {
  /// How many groups.
  package let count: Int
  /// Documents in all groups.
  package let memberCount: Int
  nonisolated(unsafe) private let base: UnsafeRawPointer

  /// Cuts groups off, without reading them.
  /// - Returns: nil when they are not all there, or cannot be groups.
  init?(_ reader: inout ByteReader, count: Int, memberCount: Int) {
    // A group has two members, so where there are members there is a group.
    guard memberCount / 2 >= count, (count > 0) == (memberCount > 0),
      let bytes = reader.take(count + 1 + 3 * memberCount, of: 4)
    else { return nil }
    self.count = count
    self.memberCount = memberCount
    unsafe base = bytes.start
  }

  private func start(of group: Int) -> Int { unsafe min(Int(load32(base, 4 * group)), memberCount) }

  /// A grouped document, by its place among all of them, ascending.
  package func document(at index: Int) -> UInt32 {
    precondition(index >= 0 && index < memberCount, "there is no grouped document \(index)")
    return unsafe load32(base, 4 * (count + 1 + memberCount + index))
  }

  /// The group of the document at a place.
  package func group(at index: Int) -> Int {
    precondition(index >= 0 && index < memberCount, "there is no grouped document \(index)")
    return unsafe min(Int(load32(base, 4 * (count + 1 + 2 * memberCount + index))), count - 1)
  }

  /// The first place whose document is not below a number.
  /// - Complexity: logarithmic.
  package func firstIndex(notBelow document: Int) -> Int {
    var (low, high) = (0, memberCount)
    while low < high {
      let middle = (low + high) / 2
      if Int(self.document(at: middle)) < document { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The group of a document; nil when it is in none.
  package func group(of document: Int) -> Int? {
    let index = firstIndex(notBelow: document)
    return index < memberCount && Int(self.document(at: index)) == document ? group(at: index) : nil
  }

  /// The documents of a group, in the order in which they are to be shown.
  package func members(of group: Int) -> [UInt32] {
    precondition(group >= 0 && group < count, "there is no group \(group)")
    let low = start(of: group)
    return (low..<max(low, start(of: group + 1))).map { unsafe load32(base, 4 * (count + 1 + $0)) }
  }

  static func write(_ groups: [[UInt32]], to writer: ByteWriter) {
    var start = 0
    for group in groups {
      writer.append(UInt32(start))
      start += group.count
    }
    writer.append(UInt32(start))
    for group in groups { for document in group { writer.append(document) } }
    var order: [UInt64] = []
    order.reserveCapacity(start)
    for (number, group) in groups.enumerated() {
      for document in group { order.append(UInt64(document) << 32 | UInt64(number)) }
    }
    order.sort()
    for entry in order { writer.append(UInt32(truncatingIfNeeded: entry >> 32)) }
    for entry in order { writer.append(UInt32(truncatingIfNeeded: entry)) }
  }
}
