// A title that is shown can be found.

import WenjianDocument
import WenjianText

extension ExtractedDocument {
  /// Adds what the head of a page calls its title, when the page shows no headline: it is what people call the page by.
  mutating func addPageTitle() {
    guard !namedProperties.contains(where: { $0.name == "headline" }) else { return }
    let sure = namedProperties.first { ["articletitle", "ld:headline", "dc.title"].contains($0.name.lowercased()) }
    if let title = sure?.value ?? TitleNames(namedProperties).firstPart { addTitle(title) }
  }

  /// Adds a title that is nowhere in the text, as a paragraph of low weight behind it.
  mutating func addTitle(_ title: String) {
    var bytes = Array(title.utf8)
    MarkedText.clean(&bytes)
    guard !text.isEmpty, !bytes.isEmpty, !Self.holds(text, bytes) else { return }
    if text.last == TextMark.paragraphEnd { text.removeLast() }
    text += [TextMark.paragraphEnd, UInt8(ascii: "\n")]
    lowWeightRanges.append(text.count..<(text.count + bytes.count))
    text += bytes
  }

  /// Whether a text holds a string, white space and marks not counted.
  static func holds(_ text: some Collection<UInt8>, _ string: [UInt8]) -> Bool {
    let wanted = visible(string)
    guard let first = wanted.first else { return true }
    let visible = visible(text)
    guard visible.count >= wanted.count else { return false }
    return visible.withUnsafeBufferPointer { text in
      for start in 0...(text.count - wanted.count) where text[start] == first {
        var at = 0
        while at < wanted.count, text[start + at] == wanted[at] { at += 1 }
        if at == wanted.count { return true }
      }
      return false
    }
  }

  private static func visible(_ text: some Collection<UInt8>) -> [UInt8] {
    var visible: [UInt8] = []
    visible.reserveCapacity(text.count)
    let wideBlank = Array("\u{3000}".utf8)
    for byte in text where byte > UInt8(ascii: " ") {
      visible.append(byte)
      if byte == wideBlank[2], visible.suffix(3) == wideBlank[...] { visible.removeLast(3) }
    }
    return visible
  }
}
