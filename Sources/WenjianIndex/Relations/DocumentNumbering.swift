import WenjianSegment

/// The documents of a commit, numbered through all its segments in their order.
struct DocumentNumbering: Sendable {
  /// The first number of each segment, and behind the last the number of documents.
  private let bases: [Int]

  /// - Parameter views: the segments.
  init(_ views: [SegmentView]) {
    var bases = [0]
    for view in views { bases.append((bases.last ?? 0) + view.segment.documents.count) }
    self.bases = bases
  }

  /// How many numbers there are.
  var count: Int { bases.last ?? 0 }

  func number(view: Int, document: Int) -> Int { bases[view] + document }

  /// The numbers of a segment's documents.
  func numbers(ofView view: Int) -> Range<Int> { bases[view]..<bases[view + 1] }

  /// Where a document is; nil for a number that there is none of, from damaged bytes.
  /// - Complexity: logarithmic in the segments.
  func place(of number: UInt32) -> (view: Int, document: Int)? {
    let number = Int(number)
    var low = 0
    var high = bases.count - 1
    guard number < bases[high] else { return nil }
    while high - low > 1 {  // bases[low] <= number < bases[high]
      let middle = (low + high) / 2
      if bases[middle] <= number { low = middle } else { high = middle }
    }
    return (low, number - bases[low])
  }
}
