// Turns original bytes into text that is safe and tidy to print, with the highlights carried over.

/// Any text, a title or a path, made as safe and tidy as a passage; whitespace at its ends goes.
///
/// - Complexity: O(bytes).
package func displayText(of text: String) -> String {
  let bytes = Array(text.utf8)
  var writer = DisplayWriter(highlights: [], byteOffset: 0, capacity: bytes.count)
  writer.write(bytes.span, 0..<bytes.count)
  return String(decoding: writer.output, as: UTF8.self)
}

/// A key or path fit for a terminal: as it is, so that it can be copied, unless something in it
/// could act on the terminal or break the line.
package func displayKey(_ key: String) -> String {
  let isPlain = key.unicodeScalars.allSatisfy { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
  return isPlain ? key : displayText(of: key)
}

/// Writes text for people piece by piece, with highlights carried over.
package struct DisplayWriter {
  let highlights: [Range<Int>]
  let byteOffset: Int
  package var output: [UInt8] = []
  package var written: [Range<Int>] = []
  private var nextHighlight = 0
  private var openHighlight: Int?

  package init(highlights: [Range<Int>], byteOffset: Int, capacity: Int) {
    self.highlights = highlights
    self.byteOffset = byteOffset
    output.reserveCapacity(capacity)
  }

  package mutating func write(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    var hasText = false
    var owesSpace = false
    while index < range.upperBound {
      // Most of a text is letters that are copied as they are, up to where a highlight begins or ends.
      let end = min(range.upperBound, nextChange())
      let next = plainEnd(bytes, from: index, end: end)
      if next > index {
        if owesSpace { output.append(0x20) }
        owesSpace = false
        hasText = true
        // SAFETY: the bytes are copied while they are lent.
        unsafe bytes.extracting(index..<next).withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
        index = next
        continue
      }
      let decoded = decodeScalar(bytes, at: index, end: range.upperBound)
      let place = byteOffset + index
      index += decoded.byteCount
      if isWhitespace(decoded.value) {
        owesSpace = hasText
        continue
      }
      if isHarmful(decoded.value) { continue }
      closeHighlights(endingBy: place)
      if owesSpace { output.append(0x20) }
      owesSpace = false
      hasText = true
      if nextHighlight < highlights.count, openHighlight == nil,
        highlights[nextHighlight].lowerBound < byteOffset + index
      {
        openHighlight = output.count
      }
      if decoded.value == 0xFFFD {
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
      } else {
        for byte in (index - decoded.byteCount)..<index { output.append(bytes[byte]) }
      }
    }
  }

  package mutating func finish() { closeHighlights(endingBy: Int.max) }

  /// Up to where no highlight begins, and the one that is open does not end; the character there is written by itself.
  private func nextChange() -> Int {
    guard nextHighlight < highlights.count else { return .max }
    let next = highlights[nextHighlight]
    return (openHighlight == nil ? next.lowerBound : next.upperBound) - byteOffset
  }

  /// The end of the characters from a place on that are shown as they are: printable ASCII and Han.
  private func plainEnd(_ bytes: Span<UInt8>, from start: Int, end: Int) -> Int {
    var index = start
    while index < end {
      let lead = bytes[index]
      if lead > 0x20, lead < 0x7F {
        index += 1
      } else if lead >= 0xE4, lead <= 0xE9 {
        // U+4000 to U+9FFF.
        let after = endOfIdeographs(bytes, from: index, end: end)
        guard after > index else { break }
        index = after
      } else {
        break
      }
    }
    return index
  }

  /// Ends what is over before `place`; called before the space in front of the next character, so
  /// that no highlight ends in a space.
  private mutating func closeHighlights(endingBy place: Int) {
    while nextHighlight < highlights.count, highlights[nextHighlight].upperBound <= place {
      if let start = openHighlight, start < output.count { written.append(start..<output.count) }
      openHighlight = nil
      nextHighlight += 1
    }
  }
}

/// Controls, and format characters that hide, reorder or carry text unseen.
private func isHarmful(_ scalar: UInt32) -> Bool {
  if scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0) { return true }
  if scalar < 0xAD { return false }
  switch scalar {
  case 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
    0xFFF9...0xFFFB, 0xE0000...0xE007F:
    return true
  default: return false
  }
}
