// What to show of a document when nothing in its body matches: the first telling sentence.

import WenjianText

/// The passage that opens the body.
///
/// The header block is passed over: title, document number and the addressee line (主送机关, which
/// ends in a colon). Without an addressee the first line that ends a sentence or is too long for a
/// heading is taken; without one of these, the first text there is.
///
/// - Parameter slice: the beginning of the body; its `core` is not looked at.
/// - Returns: as `cutPassage`; never `cutAtStart`.
/// - Complexity: O(budget), plus at most 4,096 bytes of header.
package func openingPassage(
  of slice: SnippetSlice, options: SnippetOptions = SnippetOptions()
) -> Passage {
  let place = bodyStart(in: slice.bytes.span)
  var opening = slice
  opening.core = place..<place
  var passage = cutPassage(opening, options: options, earliestByte: slice.byteOffset + place)
  passage.cutAtStart = false
  return passage
}

/// Header blocks are some hundred bytes; past this a document has none worth finding.
private let longestHeader = 4096
/// Characters of a line without a sentence end after which it is taken for text. An addressee line
/// lists its ministries, so it may well be longer than any heading.
private let longestHeaderLine = 200

private func bodyStart(in bytes: Span<UInt8>) -> Int {
  let end = min(bytes.count, longestHeader)
  var index = 0
  var firstText: Int?
  var lineStart: Int?
  var lineLength = 0
  var lastScalar: UInt32 = 0
  while index < end {
    let decoded = decodeScalar(bytes, at: index, end: bytes.count)
    let scalar = decoded.value
    if scalar == "\n" || scalar == "\r" {
      if lineStart != nil, lastScalar == "：" || lastScalar == ":" { return index + 1 }
      lineStart = nil
      lineLength = 0
    } else if !isWhitespace(scalar) {
      if firstText == nil { firstText = index }
      if lineStart == nil { lineStart = index }
      lineLength += 1
      lastScalar = scalar
      let endsSentence =
        scalar == "。" || scalar == "！" || scalar == "？" || scalar == "；"
      if endsSentence || lineLength > longestHeaderLine, let lineStart { return lineStart }
    }
    index += decoded.byteCount
  }
  return firstText ?? 0
}
