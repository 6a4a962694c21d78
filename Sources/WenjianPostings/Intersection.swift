/// Finds the positions where a phrase stands: the starts of its rarest gram, narrowed by every other gram
/// of its cover at its offset.
package enum PhraseMatcher {
  /// Scratch of `narrow`, reused from list to list.
  package struct Workspace {
    /// The 32-bit numbers that it takes.
    package static let numberCount = PositionList.blockSize + placeCount / 4 + 1

    /// A block, decoded.
    fileprivate let block: UnsafeMutablePointer<UInt32>
    /// By the low bits of a position: its place in the block, or anything.
    fileprivate let places: UnsafeMutablePointer<UInt8>
    private let counter: UnsafeMutablePointer<UInt32>

    /// Blocks decoded with it.
    package fileprivate(set) var decodedBlocks: Int {
      get { Int(counter.pointee) }
      nonmutating set { counter.pointee = UInt32(truncatingIfNeeded: newValue) }
    }

    /// - Parameter memory: for `numberCount` numbers, not initialised.
    package init(_ memory: UnsafeMutablePointer<UInt32>) {
      block = memory
      places = UnsafeMutableRawPointer(memory + PositionList.blockSize).assumingMemoryBound(to: UInt8.self)
      counter = memory + (Self.numberCount - 1)
      counter.pointee = 0
    }
  }

  /// Of 128 positions two share their place with another, on average.
  private static let placeCount = 4096
  /// From this many starts in one block on it is cheaper to note the places of the block's positions than to search
  /// for each start.
  private static let placesThreshold = 8

  /// Keeps those starts `s` for which `list` holds `s + offset`.
  ///
  /// Lists of a like size meet in every block, and walking both is bound by mispredicted branches. Here a start
  /// costs a look at the place where its position would stand, or a search in the block, neither with a branch.
  ///
  /// - Parameters:
  ///   - starts: ascending; narrowed in place.
  ///   - offset: may be negative; a start that would fall below 0 is dropped.
  /// - Returns: how many are left; nil when the list is damaged.
  /// - Complexity: linear in the starts, times the logarithm of the blocks skipped between two of them.
  package static func narrow(
    _ starts: UnsafeMutablePointer<UInt32>, count: Int, offset: Int, by list: PositionList, workspace: Workspace
  ) -> Int? {
    var first = 0
    var end = count
    // The gram would lie before the first position, or behind the last that there can be.
    while first < end, Int(starts[first]) + offset < 0 { first += 1 }
    while end > first, Int(starts[end - 1]) + offset > Int(UInt32.max) { end -= 1 }
    let shift = UInt32(truncatingIfNeeded: offset)
    let positions = workspace.block
    let (blockCount, fullBlockCount) = (list.blockCount, list.fullBlockCount)
    var kept = 0
    var block = 0
    var decoded = 0
    defer { workspace.decodedBlocks += decoded }
    var at = first
    while at < end {
      block = list.seek(starts[at] &+ shift, from: block)
      if block >= blockCount { break }
      if block < fullBlockCount, at &+ 1 == end || starts[at &+ 1] &+ shift > list.last(ofFullBlock: block) {
        // The only one in its block, as most are where the list is much longer.
        let start = starts[at]
        guard let isHeld = list.holds(start &+ shift, inFullBlock: block, gaps: positions) else { return nil }
        starts[kept] = start
        if isHeld { kept &+= 1 }
        decoded &+= 1
        at &+= 1
        block &+= 1
        continue
      }
      let size = list.decode(block: block, into: positions)
      guard size > 0 else { return nil }
      decoded &+= 1
      // The search goes over a whole block.
      for index in size..<PositionList.blockSize { positions[index] = .max }
      let last = positions[size &- 1]
      let from = at
      if at &+ placesThreshold < end, starts[at &+ placesThreshold] &+ shift <= last {
        at = behind(last, shift, starts, from: at &+ placesThreshold, end)
        kept = keepPlaced(starts, from..<at, shift, workspace, size: size, behind: kept)
      } else {
        while at < end, starts[at] &+ shift <= last { at &+= 1 }
        for index in from..<at {
          let start = starts[index]
          let target = start &+ shift
          starts[kept] = start
          kept &+= one(ifZero: positions[place(of: target, in: positions)] ^ target)
        }
      }
      block &+= 1
    }
    return kept
  }

  /// The first start, from `from` on, whose position lies behind `last`.
  private static func behind(
    _ last: UInt32, _ shift: UInt32, _ starts: UnsafePointer<UInt32>, from: Int, _ end: Int
  ) -> Int {
    var at = from
    while at &+ 8 <= end, starts[at &+ 7] &+ shift <= last { at &+= 8 }
    while at < end, starts[at] &+ shift <= last { at &+= 1 }
    return at
  }

  /// Keeps the starts of a range whose positions the decoded block holds.
  private static func keepPlaced(
    _ starts: UnsafeMutablePointer<UInt32>, _ range: Range<Int>, _ shift: UInt32, _ workspace: Workspace,
    size: Int, behind before: Int
  ) -> Int {
    let positions = workspace.block
    let places = workspace.places
    let mask = UInt32(placeCount - 1)
    // Nothing is cleared: at a place from another block stands a position with other low bits.
    for index in 0..<size {
      places[Int(positions[index] & mask)] = UInt8(truncatingIfNeeded: index)
    }
    var kept = before
    for index in range {
      let start = starts[index]
      let target = start &+ shift
      let difference = positions[Int(places[Int(target & mask)] & 127)] ^ target
      starts[kept] = start
      if difference != 0, difference & mask == 0 {
        // Another position has its place.
        kept &+= one(ifZero: positions[place(of: target, in: positions)] ^ target)
      } else {
        kept &+= one(ifZero: difference)
      }
    }
    return kept
  }

  /// 1 for 0, else 0, without a branch: the compiler makes one of `value == 0 ? 1 : 0` as it likes.
  @inline(__always)
  private static func one(ifZero value: UInt32) -> Int {
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
