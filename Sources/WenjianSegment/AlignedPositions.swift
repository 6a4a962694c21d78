import WenjianPostings

/// Positions of a gram in a batch, ascending, with `alignedBit` in each where the gram is aligned: begins and ends where
/// words do. They are written so into runs. A merge that looked it up in the boundaries of all runs, which no cache
/// holds, spent a sixth of its time there.
struct MarkedPositions: BitwiseCopyable {
  /// A batch has fewer positions.
  static let alignedBit: UInt32 = 1 << 31

  let start: UnsafePointer<UInt32>
  let count: Int
}

/// Memory for positions, and beside each one whether its gram is aligned (1) or not (0).
// SAFETY: the caller reserves for as many as it will write.
struct AlignedPositions: ~Copyable {
  private(set) var positions: UnsafeMutablePointer<UInt32>
  private(set) var aligned: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12

  init() {
    positions = .allocate(capacity: capacity)
    aligned = .allocate(capacity: capacity)
  }

  deinit {
    positions.deallocate()
    aligned.deallocate()
  }

  /// Makes place for so many, and for what decoding a whole block writes behind them. What was written is gone.
  mutating func reserve(_ count: Int) {
    let wanted = count + PositionList.blockSize
    guard wanted > capacity else { return }
    capacity = max(capacity * 2, wanted)
    positions.deallocate()
    aligned.deallocate()
    positions = .allocate(capacity: capacity)
    aligned = .allocate(capacity: capacity)
  }

  /// Takes marked positions apart.
  /// - Parameters:
  ///   - start: where they go.
  ///   - isListed: whether it is asked which are aligned.
  func unmark(_ marked: MarkedPositions, to start: Int = 0, isListed: Bool) {
    let positions = positions + start
    for index in 0..<marked.count { positions[index] = marked.start[index] & ~MarkedPositions.alignedBit }
    guard isListed else { return }
    let aligned = aligned + start
    for index in 0..<marked.count { aligned[index] = UInt8(truncatingIfNeeded: marked.start[index] &>> 31) }
  }

  /// Looks up in the boundaries which of the positions in a range are aligned.
  func align(_ range: Range<Int>, _ context: PositionContext) {
    for index in range { aligned[index] = context.isAligned(positions[index]) ? 1 : 0 }
  }
}
