// Tells where a passage and its hits stand in the units that other programs count in.

package import WenjianModel
import WenjianText

/// The ranges of a `Passage`, counted three ways.
package struct PassageOffsets: Sendable, Equatable {
  package var passage: TextRange
  /// As `Passage.highlights`.
  package var highlights: [TextRange]
  /// As `Passage.matches`.
  package var matches: [TextRange]

  package init(passage: TextRange, highlights: [TextRange], matches: [TextRange]) {
    self.passage = passage
    self.highlights = highlights
    self.matches = matches
  }
}

/// Counts the passage's ranges in UTF-8, UTF-16 and scalars.
///
/// - Parameter base: where the slice's first byte stands; its `utf8` is the slice's `byteOffset`.
/// - Precondition: the passage was cut from this slice.
/// - Complexity: O(bytes up to the passage's end + hits × log hits); the text is read once.
package func offsets(
  of passage: Passage, in slice: SnippetSlice, base: TextPlace
) -> PassageOffsets {
  precondition(
    base.utf8 == slice.byteOffset,
    "base.utf8 \(base.utf8) must be the slice's byteOffset \(slice.byteOffset)")
  precondition(
    passage.byteRange.lowerBound >= base.utf8
      && passage.byteRange.upperBound <= base.utf8 + slice.bytes.count,
    "passage \(passage.byteRange) was not cut from this slice")
  var places: [Int] = [passage.byteRange.lowerBound, passage.byteRange.upperBound]
  places.reserveCapacity(2 + 2 * passage.matches.count)
  // The ends of merged highlights are ends of matches, so these are all the places there are.
  for match in passage.matches {
    places.append(match.byteRange.lowerBound)
    places.append(match.byteRange.upperBound)
  }
  places.sort()
  let counted = count(places, in: slice, base: base)
  func span(_ range: Range<Int>) -> TextRange {
    TextRange(
      start: counted[index(of: range.lowerBound, in: places)],
      end: counted[index(of: range.upperBound, in: places)])
  }
  return PassageOffsets(
    passage: span(passage.byteRange), highlights: passage.highlights.map(span),
    matches: passage.matches.map { span($0.byteRange) })
}

/// The offsets of each of the sorted document bytes `places`.
private func count(_ places: [Int], in slice: SnippetSlice, base: TextPlace) -> [TextPlace] {
  let bytes = slice.bytes.span
  var counted: [TextPlace] = []
  counted.reserveCapacity(places.count)
  var index = 0
  var utf16 = base.utf16
  var scalars = base.scalar
  for place in places {
    while index < place - base.utf8 {
      let after = endOfIdeographs(bytes, from: index, end: place - base.utf8)
      if after > index {
        utf16 += (after - index) / 3
        scalars += (after - index) / 3
        index = after
        continue
      }
      let decoded = decodeScalar(bytes, at: index, end: bytes.count)
      index += decoded.byteCount
      utf16 += decoded.value > 0xFFFF ? 2 : 1
      scalars += 1
    }
    counted.append(TextPlace(utf8: place, utf16: utf16, scalar: scalars))
  }
  return counted
}

private func index(of place: Int, in places: [Int]) -> Int {
  var low = 0
  var high = places.count - 1
  while low < high {
    let middle = (low + high) / 2
    if places[middle] < place { low = middle + 1 } else { high = middle }
  }
  return low
}
