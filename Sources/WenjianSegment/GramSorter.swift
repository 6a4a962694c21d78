import Glibc
import WenjianBytes

/// Sorts the positions of a batch by their grams: first by the gram's first element, one stretch of memory a row, then
/// row by row by the second. Both passes write few places at a time, so that the caches hold them; a hash table of
/// all grams missed them twice a position, and its keys had to be sorted besides (the three took 0.31 s of laws_cn, this
/// 0.12 s).
struct GramSorter: ~Copyable {
  /// A batch of ordinary size is sorted at once. A larger one, which holds one huge document, goes through in groups of
  /// rows that share the memory; each costs another look at every position.
  private static let groupPositions = 3 << 20

  private let ids: UnsafePointer<UInt32>
  private let count: Int
  private let boundaries: BoundaryBits
  /// Rows that are sorted together.
  let groups: [Range<Int>]

  /// second << 32 | marked position, of the rows of the group, row after row.
  private let pairs: UnsafeMutablePointer<UInt64>
  private let pairBytes: Int
  /// How many positions each row has; where it ends in `pairs` once its group is gathered.
  private let rows: UnsafeMutablePointer<UInt32>
  private var group = 0..<0

  /// By second element: how many positions of the row, then where its next one goes. All 0 between rows.
  private let cursors: UnsafeMutablePointer<UInt32>
  /// One bit a second element: stands in the row. All 0 between rows.
  private let present: UnsafeMutablePointer<UInt64>
  private var positions: UnsafeMutablePointer<UInt32>
  private var capacity = 1 << 12
  private var seconds: [UInt32] = []

  /// - Parameters:
  ///   - ids: element identifiers below `idCount`, the barrier being 0; the last is a barrier. In use as long as the
  ///     sorter.
  ///   - boundaries: of words, as long in use.
  /// - Precondition: `count` is below `MarkedPositions.alignedBit`.
  init(ids: UnsafePointer<UInt32>, count: Int, idCount: Int, boundaries: BoundaryBits) {
    precondition(count < Int(MarkedPositions.alignedBit), "\(count) positions are too many for a batch")
    self.ids = ids
    self.boundaries = boundaries
    self.count = max(count - 1, 0)
    rows = .allocate(capacity: idCount + 1)
    rows.initialize(repeating: 0, count: idCount + 1)
    cursors = .allocate(capacity: idCount + 1)
    cursors.initialize(repeating: 0, count: idCount + 1)
    present = .allocate(capacity: idCount / 64 + 1)
    present.initialize(repeating: 0, count: idCount / 64 + 1)
    positions = .allocate(capacity: capacity)
    let rows = rows
    for position in 0..<self.count { rows[Int(ids[position])] &+= 1 }
    // No gram begins with the barrier.
    rows[0] = 0
    var groups: [Range<Int>] = []
    var start = 0
    var size = 0
    var largest = 0
    for row in 0..<idCount {
      let own = Int(rows[row])
      if size > 0, size + own > Self.groupPositions {
        groups.append(start..<row)
        start = row
        size = 0
      }
      size += own
      largest = max(largest, size)
    }
    groups.append(start..<idCount)
    self.groups = groups
    pairBytes = max(largest, 1) * 8
    let pages = Pages.allocate(byteCount: pairBytes)
    // All of them will be written, here and there: large pages save the kernel and the processor work.
    madvise(pages, pairBytes, MADV_HUGEPAGE)
    pairs = pages.bindMemory(to: UInt64.self, capacity: max(largest, 1))
  }

  /// Gathers the positions of a group, which must come after the group before.
  mutating func gather(_ group: Range<Int>) {
    self.group = group
    var sum: UInt32 = 0
    for row in group {
      let size = rows[row]
      rows[row] = sum
      sum &+= size
    }
    let ids = ids
    let rows = rows
    let pairs = pairs
    let low = UInt32(max(group.lowerBound, 1))
    let width = UInt32(max(group.upperBound, 1)) &- low
    var position = 0
    while position < count {
      var aligned = boundaries.aligned(from: position)
      let end = min(position &+ BoundaryBits.alignedStretch, count)
      while position < end {
        let first = ids[position]
        let mark = UInt32(truncatingIfNeeded: aligned) &<< 31
        aligned &>>= 1
        if first &- low < width {
          let at = rows[Int(first)]
          rows[Int(first)] = at &+ 1
          pairs[Int(at)] =
            UInt64(ids[position &+ 1]) &<< 32 | UInt64(UInt32(truncatingIfNeeded: position) | mark)
        }
        position &+= 1
      }
    }
  }

  deinit {
    Pages.deallocate(pairs, byteCount: pairBytes)
    rows.deallocate()
    cursors.deallocate()
    present.deallocate()
    positions.deallocate()
  }

  /// Calls `body` with each gram of a row of the gathered group, in the order of their second elements, and its positions.
  mutating func forEachGram(
    inRow row: Int, _ body: (_ second: UInt32, _ positions: MarkedPositions) -> Void
  ) {
    precondition(group.contains(row), "the row's group is not gathered")
    let start = row == group.lowerBound ? 0 : Int(rows[row - 1])
    let size = Int(rows[row]) - start
    guard size > 0 else { return }
    let pairs = pairs + start
    if size > capacity {
      capacity = size
      positions.deallocate()
      positions = .allocate(capacity: capacity)
    }
    if size == 1 {
      positions[0] = UInt32(truncatingIfNeeded: pairs[0])
      body(UInt32(truncatingIfNeeded: pairs[0] &>> 32), MarkedPositions(start: positions, count: 1))
      return
    }
    let cursors = cursors
    seconds.removeAll(keepingCapacity: true)
    for index in 0..<size {
      let second = Int(truncatingIfNeeded: pairs[index] &>> 32)
      if cursors[second] == 0 { seconds.append(UInt32(truncatingIfNeeded: second)) }
      cursors[second] &+= 1
    }
    sortSeconds()
    var sum: UInt32 = 0
    for second in seconds {
      let count = cursors[Int(second)]
      cursors[Int(second)] = sum
      sum &+= count
    }
    let positions = positions
    for index in 0..<size {
      let pair = pairs[index]
      let second = Int(truncatingIfNeeded: pair &>> 32)
      let at = cursors[second]
      cursors[second] = at &+ 1
      positions[Int(at)] = UInt32(truncatingIfNeeded: pair)
    }
    var low = 0
    for second in seconds {
      let high = Int(cursors[Int(second)])
      cursors[Int(second)] = 0
      body(second, MarkedPositions(start: positions + low, count: high - low))
      low = high
    }
  }

  /// A handful is sorted as it is; more go through a bitmap, in which they come out sorted.
  private mutating func sortSeconds() {
    let count = seconds.count
    // Read before `seconds` is borrowed: both are parts of `self`.
    let present = present
    seconds.withUnsafeMutableBufferPointer { seconds in
      if count <= 24 {
        for index in 1..<max(count, 1) {
          let second = seconds[index]
          var at = index
          while at > 0, seconds[at &- 1] > second {
            seconds[at] = seconds[at &- 1]
            at &-= 1
          }
          seconds[at] = second
        }
        return
      }
      var lowest = Int.max
      var highest = 0
      for second in seconds {
        let word = Int(second) &>> 6
        present[word] |= 1 &<< UInt64(second & 63)
        lowest = min(lowest, word)
        highest = max(highest, word)
      }
      var filled = 0
      for word in lowest...highest {
        var bits = present[word]
        present[word] = 0
        while bits != 0 {
          seconds[filled] = UInt32(truncatingIfNeeded: word &<< 6 &+ bits.trailingZeroBitCount)
          filled &+= 1
          bits &= bits &- 1
        }
      }
    }
  }
}
