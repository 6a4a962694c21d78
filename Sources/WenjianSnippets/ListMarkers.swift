// Where an article, a list item or a bullet begins, for cutting.

import WenjianText

/// True when the units from `index` read 第十三条, （一）, 一、, 1., ①, ● and the like.
func listItemStarts(_ units: borrowing MutableSpan<TextUnit>, at index: Int) -> Bool {
  // A marker is no longer than this; a closure may not hold the span.
  var head: [UInt32] = []
  head.reserveCapacity(12)
  var place = index
  while place < units.count - 1, head.count < 12 {
    head.append(units[place].kind == .space ? UInt32(UInt8(ascii: " ")) : units[place].scalar)
    place += 1
  }
  var scalars = head.makeIterator()
  return ListMarker.read { scalars.next() } != nil
}
