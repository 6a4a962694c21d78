// JSON-LD of a page: the few strings in it that say what the page is.

import WenjianDocument
import WenjianText

enum LinkedData {
  /// Reads over the data as a row of strings and marks. Keys are taken wherever they stand: an article lies at the top,
  /// in a list or below `@graph`, and no page has two.
  static func read(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [MetadataProperty] {
    var found: [MetadataProperty] = []
    var at = range.lowerBound
    var key = ""
    /// `author` or `publisher`, until a name came.
    var person: String?
    while at < range.upperBound {
      guard source[at] == "\"" else {
        at += 1
        continue
      }
      let text = string(source, &at, range.upperBound)
      var next = at
      while next < range.upperBound, HTMLTokenizer.isSpace(source[next]) { next += 1 }
      if next < range.upperBound, source[next] == ":" {
        key = text
        if key == "author" || key == "publisher" { person = key }
        at = next + 1
        continue
      }
      switch key {
      case "headline", "datePublished": found.append(MetadataProperty(name: "ld:" + key, value: text))
      case "name", "author", "publisher":
        if let owner = person, !text.isEmpty {
          found.append(MetadataProperty(name: "ld:" + owner, value: text))
          person = nil
        }
      default: break
      }
      key = ""
      if found.count == 16 { break }
    }
    return found
  }

  private static func string(_ source: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ end: Int) -> String {
    at += 1
    var bytes: [UInt8] = []
    while at < end, source[at] != "\"" {
      guard source[at] == "\\", at + 1 < end else {
        bytes.append(source[at])
        at += 1
        continue
      }
      if source[at + 1] == "u", at + 6 <= end,
        let unit = UInt32(
          String(decoding: UnsafeBufferPointer(rebasing: source[(at + 2)..<(at + 6)]), as: UTF8.self), radix: 16)
      {
        UTF8Writer.append(Unicode.Scalar(unit) == nil ? 0xFFFD : unit, to: &bytes)
        at += 6
      } else {
        switch source[at + 1] {
        case "n", "r", "t": bytes.append(UInt8(ascii: " "))
        default: bytes.append(source[at + 1])
        }
        at += 2
      }
    }
    at = Swift.min(at + 1, end)
    return String(decoding: bytes, as: UTF8.self)
  }
}
