/// The numbers that documents of a segment get when others are left out: they stay in their order.
package struct DocumentMap: Sendable {
  /// The documents that stay: ascending, disjoint, with others between them.
  package let ranges: [Range<Int>]
  /// How many of them there are.
  package let count: Int
  /// By old number, `UInt32.max` for what is left out; nil when nothing is.
  private let numbers: [UInt32]?

  /// - Parameters:
  ///   - count: documents of the segment.
  ///   - removed: those left out, ascending.
  package init(count: Int, removing removed: [UInt32]) {
    guard !removed.isEmpty else {
      ranges = count > 0 ? [0..<count] : []
      self.count = count
      numbers = nil
      return
    }
    var ranges: [Range<Int>] = []
    var numbers = [UInt32](repeating: .max, count: count)
    var start = 0
    var kept = 0
    for end in removed.map(Int.init) + [count] where end <= count {
      if start < end {
        ranges.append(start..<end)
        for document in start..<end {
          numbers[document] = UInt32(kept)
          kept += 1
        }
      }
      start = max(start, end + 1)
    }
    self.ranges = ranges
    self.count = kept
    self.numbers = numbers
  }

  /// Whether every document stays.
  package var isIdentity: Bool { numbers == nil }

  /// The new number of a document; nil when it is left out.
  /// - Precondition: it is one of the segment.
  /// - Complexity: constant.
  @inline(__always)
  package func number(of document: Int) -> Int? {
    guard let numbers else { return document }
    let number = numbers[document]
    return number == .max ? nil : Int(number)
  }

  /// The same for a number from bytes that may be damaged, which may be of no document.
  func number(ofUnchecked document: UInt32) -> UInt32? {
    guard let numbers else { return document }
    guard Int(document) < numbers.count, numbers[Int(document)] != .max else { return nil }
    return numbers[Int(document)]
  }
}
