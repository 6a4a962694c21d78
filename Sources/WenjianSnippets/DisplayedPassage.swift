// A passage as it is printed.

package import WenjianModel
import WenjianText

/// The passage as people see it: whitespace runs and line ends made one space, `ellipsis` where a
/// sentence was cut, and nothing in it that could act on a terminal.
///
/// Dropped are C0 and C1 controls (ESC among them, so that an escape sequence is left as plain
/// letters), bidirectional controls and other invisible format characters; kept are U+200C, U+200D,
/// variation selectors and combining marks. Damaged UTF-8 becomes U+FFFD. Nothing is escaped for
/// HTML: that is for the one who adds the tags.
///
/// - Precondition: the passage was cut from this slice.
/// - Complexity: O(bytes of the passage).
package func displayText(
  of passage: Passage, in slice: SnippetSlice, ellipsis: String = "…"
) -> DisplayLine {
  let start = passage.byteRange.lowerBound - slice.byteOffset
  let end = passage.byteRange.upperBound - slice.byteOffset
  precondition(
    start >= 0 && end <= slice.bytes.count,
    "passage \(passage.byteRange) was not cut from this slice")
  var writer = DisplayWriter(
    highlights: passage.highlights, byteOffset: slice.byteOffset, capacity: end - start + 8)
  if passage.cutAtStart { writer.output.append(contentsOf: ellipsis.utf8) }
  writer.write(slice.bytes.span, start..<end)
  writer.finish()
  if passage.cutAtEnd { writer.output.append(contentsOf: ellipsis.utf8) }
  return DisplayLine(
    text: String(decoding: writer.output, as: UTF8.self), highlights: writer.written)
}
