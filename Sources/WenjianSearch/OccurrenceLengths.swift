// Occurrences that differ in length: those of a string with several written forms, or with wildcards.

import WenjianSegment

/// How many elements the occurrences of a string have: all as many, or each its own number.
///
/// Strings of one form have no table, and nothing of it is in their loops. A table lies beside the positions as they were
/// found; conditions narrow copies of these, and what is left is looked up, so that no operator has to carry lengths
/// along.
struct OccurrenceLengths: BitwiseCopyable {
  /// Elements of each occurrence, or of the longest.
  let longest: Int
  /// nil when all have as many.
  let table: OccurrenceTable?

  init(_ length: Int) {
    longest = length
    table = nil
  }

  init(_ table: OccurrenceTable) {
    var longest: UInt32 = 0
    for index in 0..<table.count { longest = max(longest, table.lengths[index]) }
    self.longest = Int(longest)
    self.table = table
  }

  var areEqual: Bool { table == nil }

  /// - Parameter position: where an occurrence starts.
  func length(at position: UInt32) -> Int {
    guard let table else { return longest }
    return table.index(of: position).map { Int(table.lengths[$0]) } ?? 0
  }
}

/// Occurrences in a segment, ascending, one for each position where any starts.
struct OccurrenceTable: BitwiseCopyable {
  let positions: UnsafeMutablePointer<UInt32>
  /// In elements.
  let lengths: UnsafeMutablePointer<UInt32>
  /// By index in `SearchString.forms`.
  let forms: UnsafeMutablePointer<UInt32>
  var count = 0

  init(capacity: Int, in scratch: SearchScratch) {
    positions = scratch.allocate(capacity)
    lengths = scratch.allocate(capacity)
    forms = scratch.allocate(capacity)
  }

  /// Adds an occurrence behind those there.
  /// - Precondition: there is room.
  mutating func append(position: UInt32, length: UInt32, form: UInt32) {
    positions[count] = position
    lengths[count] = length
    forms[count] = form
    count &+= 1
  }

  /// - Complexity: logarithmic.
  func index(of position: UInt32) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low < count && positions[low] == position ? low : nil
  }

  /// Counts the occurrences of each form and the documents that have any, as far as a mask keeps them.
  /// - Parameter counts: by form; what is found is added.
  func add(to counts: inout [FoundCounts], in segment: Segment, mask: DocumentMask?) {
    var last = [Int](repeating: -1, count: counts.count)
    var document = 0
    for index in 0..<count {
      document = segment.documents.document(of: positions[index], from: document)
      if mask?.contains(UInt32(truncatingIfNeeded: document)) == false { continue }
      let form = Int(forms[index])
      counts[form].occurrences += 1
      if last[form] != document { counts[form].documents += 1 }
      last[form] = document
    }
  }

  var starts: PositionBuffer { PositionBuffer(positions: positions, count: count) }
  var occurrences: StringStarts { StringStarts(starts: starts, lengths: OccurrenceLengths(self)) }
}

extension StringStarts {
  /// As `having`, where occurrences of either string differ in length, so that the one that ends first need not start
  /// first.
  /// - Complexity: linear in the occurrences of both, times the logarithm of their number.
  func varied(
    having other: StringStarts, in reach: Reach, of segment: Segment, scratch: SearchScratch
  ) throws -> PositionBuffer {
    let documents = segment.documents
    let others = other.starts
    let ends = other.ends(in: scratch)
    let found = isOwned ? starts.positions : scratch.allocate(starts.count, of: UInt32.self)
    var kept = 0
    var document = 0
    var steps = StepCounter(scratch)
    for at in 0..<starts.count {
      try steps.step()
      let position = starts.positions[at]
      let start = Int(position)
      let end = start + lengths.length(at: position)
      document = documents.document(of: position, from: document)
      let range = documents.positions(of: document)
      var hasPartner = false
      if reach.isBehind {
        let next = others.first(notBelow: end)
        hasPartner =
          next < others.count && Int(others.positions[next]) - end <= reach.distance
          && others.positions[next] < range.upperBound
      }
      if !hasPartner, reach.isBefore {
        // No occurrence lies in two documents: one that ends behind the start of this one's is in it.
        let behind = ends.first(notBelow: start + 1)
        hasPartner =
          behind > 0 && start - Int(ends.positions[behind - 1]) <= reach.distance
          && ends.positions[behind - 1] > range.lowerBound
      }
      if hasPartner {
        found[kept] = position
        kept += 1
      }
    }
    return PositionBuffer(positions: scratch.shrink(found, to: kept), count: kept)
  }

  /// Where the occurrences end, ascending.
  private func ends(in scratch: SearchScratch) -> PositionBuffer {
    let ends = scratch.allocate(starts.count, of: UInt32.self)
    for index in 0..<starts.count {
      let position = starts.positions[index]
      ends[index] = position &+ UInt32(truncatingIfNeeded: lengths.length(at: position))
    }
    if !lengths.areEqual {
      var all = UnsafeMutableBufferPointer(start: ends, count: starts.count)
      all.sort()
    }
    return PositionBuffer(positions: ends, count: starts.count)
  }

  /// The occurrences that start in a range and end in it.
  /// - Parameter first: the index of the first that may.
  func inside(_ range: Range<UInt32>, from first: Int, in scratch: SearchScratch) -> StringStarts {
    let end = starts.first(from: first, notBelow: Int(range.upperBound))
    let kept = scratch.allocate(end - first, of: UInt32.self)
    var count = 0
    for index in first..<end {
      let position = starts.positions[index]
      if Int(position) + lengths.length(at: position) <= Int(range.upperBound) {
        kept[count] = position
        count += 1
      }
    }
    return StringStarts(starts: PositionBuffer(positions: kept, count: count), lengths: lengths)
  }
}

extension PositionBuffer {
  /// The first index whose position is not below `target`.
  fileprivate func first(notBelow target: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if Int(positions[middle]) < target { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The occurrences of a string in a document.
package struct StringHits: Sendable {
  /// Where they start, relative to the document, ascending.
  package let positions: [UInt32]
  /// Nil when all have `longest` elements.
  private let lengths: [UInt32]?
  private let longest: Int

  init(_ found: StringStarts, from base: UInt32) {
    let starts = UnsafeBufferPointer(start: found.starts.positions, count: found.starts.count)
    positions = starts.map { $0 &- base }
    longest = found.lengths.longest
    lengths =
      found.lengths.areEqual ? nil : starts.map { UInt32(truncatingIfNeeded: found.lengths.length(at: $0)) }
  }

  /// The elements of an occurrence, by its index.
  package func length(_ index: Int) -> Int { lengths.map { Int($0[index]) } ?? longest }
}
