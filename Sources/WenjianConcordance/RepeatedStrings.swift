// Strings of any length that occur again and again in a text.

package import WenjianSearch

/// A string that repeats, as a place where it is.
package struct RepeatedString {
  /// Of its first element, at one of its occurrences.
  package var start: Int
  package var length: Int
  package var occurrences: Int
}

/// Finds the maximal repeats of a text: the strings that occur so often, and of which no longer string holds all
/// occurrences. Each other string that repeats is part of one of them and occurs nowhere else.
///
/// Places are sorted by the elements that follow, and only stretches of them that are long enough are sorted on, by the next
/// element: what does not repeat is left at once. A stretch whose places are all preceded by the same element is left too,
/// because the string begins earlier then, and so do all strings that begin with it; without that, a document and its copies
/// would take the square of their length.
package struct RepeatedStrings {
  private let elements: [UInt32]
  private let minimum: Int

  /// A stretch of places with the same first elements.
  private struct Stretch {
    var range: Range<Int>
    var depth: Int
  }

  /// - Parameters:
  ///   - elements: 0 where no string goes on.
  ///   - minimum: of occurrences, overlapping ones included; 2 at least.
  package init(_ elements: [UInt32], minimum: Int) {
    precondition(minimum >= 2, "a string that repeats occurs twice at least, not \(minimum) times")
    precondition(elements.count < UInt32.max, "RepeatedStrings: more than 2^32 elements")
    self.elements = elements
    self.minimum = minimum
  }

  /// Calls a body with each maximal repeat of two elements and more, in no order.
  /// - Parameter steps: may end it; for a thousand places that are looked at or compared.
  /// - Complexity: 16 bytes of memory an element. Each level of length sorts the places that still repeat.
  package func forEach(
    _ steps: consuming StepCounter = StepCounter(nil), _ body: (RepeatedString) -> Void
  ) throws {
    // The element behind the first ones in the upper half, the place in the lower.
    var places: [UInt64] = []
    places.reserveCapacity(elements.count)
    for (place, element) in elements.enumerated() where element != 0 {
      places.append(UInt64(element) << 32 | UInt64(place))
    }
    try sort(&places, 0..<places.count, &steps)
    var waiting: [Stretch] = []
    split(places, 0..<places.count) { waiting.append(Stretch(range: $0, depth: 1)) }
    while let stretch = waiting.popLast() {
      if precedesAlike(places, stretch.range) { continue }
      for index in stretch.range {
        let place = places[index] & 0xFFFF_FFFF
        places[index] = UInt64(element(Int(place) + stretch.depth)) << 32 | place
      }
      try sort(&places, stretch.range, &steps)
      var goesOnAlike = false
      split(places, stretch.range) { range in
        // What ends here does not go on.
        if places[range.lowerBound] >> 32 == 0 { return }
        if range == stretch.range { goesOnAlike = true }
        waiting.append(Stretch(range: range, depth: stretch.depth + 1))
      }
      if stretch.depth > 1, !goesOnAlike {
        body(
          RepeatedString(
            start: Int(places[stretch.range.lowerBound] & 0xFFFF_FFFF), length: stretch.depth,
            occurrences: stretch.range.count))
      }
    }
  }

  /// So many places are sorted in a millisecond.
  private static let pieceSize = 1 << 14

  /// Sorts places by their elements. Those of equal elements are in order.
  private func sort(_ places: inout [UInt64], _ range: Range<Int>, _ steps: inout StepCounter) throws {
    guard range.count > Self.pieceSize else {
      places[range].sort()
      return try steps.step(range.count)
    }
    // By digits, so that it can end between two pieces.
    var source = [UInt64](places[range])
    var target = source
    let digitBits = 11
    for shift in stride(from: 32, to: 64, by: digitBits) {
      var ends = [Int](repeating: 0, count: 1 << digitBits)
      func figure(_ place: UInt64) -> Int {
        Int(truncatingIfNeeded: place &>> UInt64(shift)) & (1 << digitBits - 1)
      }
      for place in source { ends[figure(place)] += 1 }
      try steps.step(source.count)
      var next = 0
      for digit in ends.indices { (ends[digit], next) = (next, next + ends[digit]) }
      for low in stride(from: 0, to: source.count, by: Self.pieceSize) {
        let piece = low..<min(low + Self.pieceSize, source.count)
        for place in source[piece] {
          let digit = figure(place)
          target[ends[digit]] = place
          ends[digit] += 1
        }
        try steps.step(piece.count)
      }
      swap(&source, &target)
    }
    places.replaceSubrange(range, with: source)
  }

  private func element(_ place: Int) -> UInt32 { place < elements.count ? elements[place] : 0 }

  /// Whether the same element is before each place.
  private func precedesAlike(_ places: [UInt64], _ range: Range<Int>) -> Bool {
    var first: UInt32?
    for index in range {
      let place = Int(places[index] & 0xFFFF_FFFF)
      guard place > 0, elements[place - 1] != 0, elements[place - 1] == first ?? elements[place - 1] else {
        return false
      }
      first = elements[place - 1]
    }
    return true
  }

  /// Calls a body with each stretch of places that have the same element and are enough.
  private func split(_ places: [UInt64], _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, places[end] >> 32 == places[start] >> 32 { end += 1 }
      if end - start >= minimum { body(start..<end) }
      start = end
    }
  }
}
