// Every position of one element: all lists of a row of the gram dictionary, brought into one order. Likewise of some
// grams.

import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment

extension TermMatcher {
  /// The positions of an element, ascending, in the whole segment or within a range of positions.
  /// - Complexity: linear in the positions; within a range linear in the grams of its row, times the logarithm of their
  ///   blocks, but for a row of many linear in all positions the first time, and then in their logarithm.
  func starts(ofElement id: Int, within range: Range<UInt32>?) throws -> PositionBuffer {
    let count = segment.elementCounts?.counts(of: id).occurrences
    let row = segment.grams.row(id)
    if let range, let count, row.count >= Self.longRow, count * 4 <= FrequentElements<[UInt32]>.byteLimit {
      return part(of: try keptStarts(ofElement: id, count: count), within: range)
    }
    return try starts(ofGrams: row, count: count, within: range)
  }

  /// With so many lists, bringing all of them into one order takes as long as looking them up for some documents.
  private static let longRow = 256

  /// All positions of an element, brought into one order once.
  private func keptStarts(ofElement id: Int, count: Int) throws -> [UInt32] {
    if let known = context.state.elementPositions[id] { return known }
    let all = try allStarts(ofGrams: segment.grams.row(id), total: count)
    let positions = [UInt32](UnsafeBufferPointer(start: all.positions, count: all.count))
    context.state.elementPositions.keep(positions, byteCount: 4 * positions.count, of: id)
    return positions
  }

  private func part(of positions: [UInt32], within range: Range<UInt32>) -> PositionBuffer {
    func index(of position: UInt32) -> Int {
      var (low, high) = (0, positions.count)
      while low < high {
        let middle = (low + high) / 2
        if positions[middle] < position { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let (first, end) = (index(of: range.lowerBound), index(of: range.upperBound))
    let found = scratch.allocate(end - first, of: UInt32.self)
    for at in first..<end { found[at - first] = positions[at] }
    return PositionBuffer(positions: found, count: end - first)
  }

  /// The positions of some grams, ascending, in the whole segment or within a range of positions.
  /// - Parameter count: how many they are in the whole segment; nil when that is not known.
  /// - Complexity: linear in the positions; within a range linear in the grams, times the logarithm of their blocks.
  func starts<Grams: Collection<Int>>(
    ofGrams grams: Grams, count: Int? = nil, within range: Range<UInt32>?
  ) throws -> PositionBuffer {
    guard let range else { return try allStarts(ofGrams: grams, total: try count ?? positionCount(ofGrams: grams)) }
    var positions: [UInt32] = []
    let block = scratch.allocate(PositionList.blockSize, of: UInt32.self)
    for gram in grams {
      let list = try segment.positions(ofGram: gram)
      try scratch.checkpoint()
      var index = list.seek(range.lowerBound, from: 0)
      while index < list.blockCount {
        let size = list.decode(block: index, into: block)
        guard size > 0 else { throw segment.damage("postings") }
        if block[0] >= range.upperBound { break }
        for at in 0..<size where block[at] >= range.lowerBound && block[at] < range.upperBound {
          positions.append(block[at])
        }
        index += 1
      }
    }
    positions.sort()
    let found = scratch.allocate(positions.count, of: UInt32.self)
    for index in positions.indices { found[index] = positions[index] }
    return PositionBuffer(positions: found, count: positions.count)
  }

  /// The positions of some grams in the whole segment, ascending.
  ///
  /// Sorted by digits: a common character has half a million positions in a thousand lists, and sorting those by
  /// comparing takes most of a query.
  /// - Parameter total: how many they are.
  /// - Complexity: linear in the positions.
  private func allStarts<Grams: Collection<Int>>(ofGrams grams: Grams, total: Int) throws -> PositionBuffer {
    let segment = view.segment
    guard total <= segment.statistics.positionCount else { throw segment.damage("postings") }
    let capacity = total + PositionList.blockSize
    let positions = scratch.allocate(capacity, of: UInt32.self)
    var count = 0
    for gram in grams {
      let list = try segment.positions(ofGram: gram)
      try scratch.checkpoint()
      guard list.count <= total - count, list.decodeAll(into: positions + count) == list.count else {
        throw segment.damage("postings")
      }
      count += list.count
    }
    return PositionBuffer(positions: try sorted(positions, count: count), count: count)
  }

  private func positionCount<Grams: Collection<Int>>(ofGrams grams: Grams) throws -> Int {
    var total = 0
    for gram in grams {
      try scratch.checkpoint()
      total += try segment.positions(ofGram: gram).count
      // Each position has one gram; more of them must not ask for memory without end.
      guard total <= segment.statistics.positionCount else { throw segment.damage("postings") }
    }
    return total
  }

  /// The numbers in ascending order, in their own memory or another.
  private func sorted(
    _ numbers: UnsafeMutablePointer<UInt32>, count: Int
  ) throws -> UnsafeMutablePointer<UInt32> {
    // Below, the counters cost more than comparing.
    guard count > 2_000 else {
      var few = UnsafeMutableBufferPointer(start: numbers, count: count)
      few.sort()
      return numbers
    }
    let ends = scratch.allocate(1 << Self.digitBits, of: Int.self)
    var source = numbers
    var target = scratch.allocate(count, of: UInt32.self)
    for shift in stride(from: 0, to: UInt32.bitWidth, by: Self.digitBits) {
      try scratch.checkpoint(count / PositionList.blockSize)
      Self.sortByDigit(source, count: count, shift: UInt32(shift), into: target, ends)
      swap(&source, &target)
    }
    return source
  }

  private static let digitBits = 11

  /// Apart, because next to what may throw its loops take a fifth more instructions.
  @inline(never)
  private static func sortByDigit(
    _ source: UnsafeMutablePointer<UInt32>, count: Int, shift: UInt32, into target: UnsafeMutablePointer<UInt32>,
    _ ends: UnsafeMutablePointer<Int>
  ) {
    let digitCount = 1 << digitBits
    ends.initialize(repeating: 0, count: digitCount)
    for at in 0..<count { ends[Int(source[at] &>> shift) & (digitCount - 1)] &+= 1 }
    var next = 0
    for digit in 0..<digitCount {
      let size = ends[digit]
      ends[digit] = next
      next &+= size
    }
    for at in 0..<count {
      let digit = Int(source[at] &>> shift) & (digitCount - 1)
      target[ends[digit]] = source[at]
      ends[digit] &+= 1
    }
  }
}
