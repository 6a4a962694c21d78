/// The positions that elements of a segment get when those of some documents are left out: they stay in their order.
struct PositionMap: Sendable {
  /// How many positions stay.
  let count: Int
  /// The stretches left out: ascending, disjoint.
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  /// Positions left out before each stretch, and of all.
  private var removedBefore: [UInt32] = [0]
  /// For every 1,024th position the first stretch that ends behind it.
  private var hints: [UInt32] = []

  private static let hintShift: UInt32 = 10

  /// - Parameter removed: stretches of positions, ascending, disjoint.
  init(count: Int, removing removed: [Range<UInt32>]) {
    var left = 0
    for range in removed where !range.isEmpty {
      left += range.count
      if ends.last == range.lowerBound {
        ends[ends.count - 1] = range.upperBound
        removedBefore[removedBefore.count - 1] = UInt32(left)
      } else {
        starts.append(range.lowerBound)
        ends.append(range.upperBound)
        removedBefore.append(UInt32(left))
      }
    }
    self.count = count - left
    guard !starts.isEmpty else { return }
    var stretch = 0
    for hint in 0...(count >> Int(Self.hintShift)) {
      while stretch < ends.count, Int(ends[stretch]) <= hint << Int(Self.hintShift) { stretch += 1 }
      hints.append(UInt32(stretch))
    }
  }

  var isIdentity: Bool { starts.isEmpty }

  /// Takes positions that are left out away, and gives the others their new numbers.
  /// - Parameter positions: ascending; written over from the front.
  /// - Returns: how many stay.
  func compact(_ positions: UnsafeMutablePointer<UInt32>, count: Int) -> Int {
    if isIdentity { return count }
    var kept = 0
    var stretch = 0
    return starts.withUnsafeBufferPointer { starts in
      ends.withUnsafeBufferPointer { ends in
        removedBefore.withUnsafeBufferPointer { removedBefore in
          for index in 0..<count {
            let position = positions[index]
            if stretch < ends.count, ends[stretch] <= position {
              // Positions of damaged lists have no hint.
              let hint = Int(position >> Self.hintShift)
              if hint < hints.count { stretch = max(stretch, Int(hints[hint])) }
              while stretch < ends.count, ends[stretch] <= position { stretch += 1 }
            }
            if stretch < starts.count, starts[stretch] <= position { continue }
            positions[kept] = position &- removedBefore[stretch]
            kept += 1
          }
          return kept
        }
      }
    }
  }

  /// The new number of a position, and of one that is left out that of the next that is not.
  /// - Complexity: logarithmic.
  func number(of position: UInt32) -> UInt32 {
    var (low, high) = (0, ends.count)
    while low < high {  // the first stretch that ends behind the position
      let middle = (low + high) / 2
      if ends[middle] <= position { low = middle + 1 } else { high = middle }
    }
    if low < starts.count, starts[low] < position { return starts[low] &- removedBefore[low] }
    return position &- removedBefore[low]
  }
}
