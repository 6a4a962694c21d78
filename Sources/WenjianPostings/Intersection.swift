/// Finds the positions where a phrase stands: the starts of its rarest gram, narrowed by every other gram
/// of its cover at its offset.
package enum PhraseMatcher {
  /// Scratch of `narrow`, reused from list to list.
  package struct Room {
    /// The 32-bit numbers that it takes.
    package static let numberCount = PositionList.blockSize + filterBytes / 4

    /// A block, decoded.
    fileprivate let block: UnsafeMutablePointer<UInt32>
    /// A byte for each remainder of a position: equal to the block's number when the block holds a position with that
    /// remainder.
    fileprivate let filter: UnsafeMutablePointer<UInt8>

    /// - Parameter memory: for `numberCount` numbers, not initialised.
    package init(_ memory: UnsafeMutablePointer<UInt32>) {
      block = memory
      filter = UnsafeMutableRawPointer(memory + PositionList.blockSize).assumingMemoryBound(to: UInt8.self)
    }
  }

  /// A block of 128 positions marks a 32nd of the filter: that many of the others pass it in vain.
  private static let filterBytes = 4096
  /// From this many starts in one block on it is cheaper to mark the block's positions than to search each start.
  private static let filterThreshold = 16

  /// Keeps those starts `s` for which `list` holds `s + offset`.
  ///
  /// Lists of a like size meet in every block. Walking both is bound by mispredicted branches (5 ns a start); here a
  /// start costs one look into a filter, and those that pass one search in the block, both without branches.
  ///
  /// - Parameters:
  ///   - starts: ascending; narrowed in place.
  ///   - offset: may be negative; a start that would fall below 0 is dropped.
  /// - Returns: how many are left; nil when the list is damaged.
  /// - Complexity: linear in the starts, times the logarithm of the blocks skipped between two of them.
  package static func narrow(
    _ starts: UnsafeMutablePointer<UInt32>, count: Int, offset: Int, by list: PositionList, room: Room
  ) -> Int? {
    var first = 0
    var end = count
    // The gram would lie before the first position, or behind the last that there can be.
    while first < end, Int(starts[first]) + offset < 0 { first += 1 }
    while end > first, Int(starts[end - 1]) + offset > Int(UInt32.max) { end -= 1 }
    let shift = UInt32(truncatingIfNeeded: offset)
    let positions = room.block
    var kept = 0
    var block = 0
    var mark: UInt8 = 0
    var at = first
    while at < end {
      block = list.seek(starts[at] &+ shift, from: block)
      if block >= list.blockCount { break }
      let size = list.decode(block: block, into: positions)
      guard size > 0 else { return nil }
      // The search goes over a whole block.
      for index in size..<PositionList.blockSize { positions[index] = .max }
      let last = positions[size &- 1]
      if at &+ filterThreshold < end, starts[at &+ filterThreshold] &+ shift <= last {
        if mark == 0 || mark == .max {
          room.filter.initialize(repeating: 0, count: filterBytes)
          mark = 0
        }
        mark &+= 1
        for index in 0..<size { room.filter[Int(positions[index]) & (filterBytes &- 1)] = mark }
        let passed = kept
        while at < end, starts[at] &+ shift <= last {
          let start = starts[at]
          starts[kept] = start
          kept &+= one(ifZero: UInt32(room.filter[Int(start &+ shift) & (filterBytes &- 1)] ^ mark))
          at &+= 1
        }
        var found = passed
        for index in passed..<kept {
          let start = starts[index]
          starts[found] = start
          let target = start &+ shift
          found &+= one(ifZero: positions[place(of: target, in: positions)] ^ target)
        }
        kept = found
      } else {
        while at < end, starts[at] &+ shift <= last {
          let start = starts[at]
          starts[kept] = start
          let target = start &+ shift
          kept &+= one(ifZero: positions[place(of: target, in: positions)] ^ target)
          at &+= 1
        }
      }
      block &+= 1
    }
    return kept
  }

  /// 1 for 0, else 0, without a branch: the compiler makes one of `value == 0 ? 1 : 0` as it likes.
  @inlinable @inline(__always)
  package static func one(ifZero value: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(value) &- 1) &>> 63)
  }

  /// Where `target` stands among 128 ascending numbers, if it does: seven steps, no branch.
  @inlinable @inline(__always)
  package static func place(of target: UInt32, in numbers: UnsafePointer<UInt32>) -> Int {
    let wanted = Int(target)
    var low = 0
    var step = 64
    while step > 0 {
      // All ones while the number before the upper half is below, so that the half is skipped.
      low &+= ((Int(numbers[low &+ step &- 1]) &- wanted) &>> 63) & step
      step &>>= 1
    }
    return low
  }
}
