import WenjianBytes

/// Finds the positions where a phrase stands: the starts of its rarest gram, narrowed by every other gram
/// of its cover at its offset.
package enum PhraseMatcher {
  /// Keeps those starts `s` for which `list` holds `s + offset`.
  ///
  /// - Parameters:
  ///   - starts: ascending; narrowed in place.
  ///   - offset: may be negative; a start that would fall below 0 is dropped.
  ///   - block: scratch for 128 numbers.
  /// - Returns: how many are left.
  /// - Complexity: linear in the starts, times the logarithm of the blocks skipped between two of them.
  package static func narrow(
    _ starts: UnsafeMutablePointer<UInt32>, count: Int, offset: Int, by list: PositionList,
    block scratch: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var kept = 0
    var block = 0
    var decoded = -1
    var size = 0
    var at = 0
    let blocks = list.blockCount
    let shift = UInt32(truncatingIfNeeded: offset)
    for index in 0..<count {
      let start = starts[index]
      // The gram would lie before the first position, or behind the last that there can be.
      if offset < 0 ? Int(start) < -offset : Int(start) + offset > Int(UInt32.max) { continue }
      let target = start &+ shift
      if decoded < 0 || (at >= size || scratch[size &- 1] < target) {
        block = list.seek(target, from: max(block, 0))
        if block >= blocks { break }
        if block != decoded {
          size = list.decode(block: block, into: scratch)
          decoded = block
          at = 0
          if size == 0 { return 0 }
        }
      }
      // Eight at a time while they are all below, then singly: a block is 128 numbers in ascending order.
      while at &+ 8 <= size, scratch[at &+ 7] < target { at &+= 8 }
      while at < size, scratch[at] < target { at &+= 1 }
      if at < size, scratch[at] == target {
        starts[kept] = start
        kept &+= 1
      }
    }
    return kept
  }

}
