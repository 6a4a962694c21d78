/// The title that a text gives itself: its first line with anything on it.
package struct TitleLine: Equatable, Sendable {
  /// Without Markdown marks and blanks, and cut to `lengthLimit`.
  package var text: String
  /// In the document, in bytes: the line's characters without the white space around them.
  package var byteRange: Range<Int>

  package init(text: String, byteRange: Range<Int>) {
    self.text = text
    self.byteRange = byteRange
  }

  /// A longer first line is a paragraph, not a title: then its beginning is shown, but it does not rank.
  package static let characterLimit = 80

  package static let empty = TitleLine(text: "", byteRange: 0..<0)

  /// - Parameter bytes: valid UTF-8.
  /// - Complexity: linear in the first line.
  package static func find(in bytes: [UInt8]) -> TitleLine {
    var start = 0
    if let matter = FrontMatter.read(bytes) {
      if let title = matter.title { return TitleLine(text: title, byteRange: 0..<0) }
      start = matter.end
    }
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      let line = trimmed(bytes, start..<end)
      if !line.isEmpty {
        let text = String(decoding: bytes[line.prefix(4 * characterLimit)], as: UTF8.self)
        let visible = text.drop { $0 == "#" || $0 == " " || $0 == "\u{3000}" }
        guard visible.count <= characterLimit, line.count <= 4 * characterLimit else {
          return TitleLine(text: String(visible.prefix(characterLimit)) + "…", byteRange: 0..<0)
        }
        return TitleLine(text: String(visible), byteRange: line)
      }
      start = end + 1
    }
    return .empty
  }

  /// The line without white space and a byte order mark at its ends.
  private static func trimmed(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int> {
    var low = line.lowerBound
    var high = line.upperBound
    let blanks: [[UInt8]] = [
      [0x20], [0x09], [0x0C], [0xE3, 0x80, 0x80], [0xC2, 0xA0], [0xEF, 0xBB, 0xBF],
      [0xE2, 0x80, 0x8B],
    ]
    while let blank = blanks.first(where: { bytes[low..<high].starts(with: $0) }) {
      low += blank.count
    }
    while let blank = blanks.first(where: {
      high - low >= $0.count && bytes[(high - $0.count)..<high].elementsEqual($0)
    }) {
      high -= blank.count
    }
    return low..<high
  }
}

extension Range<Int> {
  fileprivate func prefix(_ count: Int) -> Range<Int> {
    lowerBound..<Swift.min(upperBound, lowerBound + count)
  }
}

/// The lines between two `---` at the head of a Markdown file.
private struct FrontMatter {
  var title: String?
  /// Where the text behind it starts, in bytes.
  var end: Int

  static func read(_ bytes: [UInt8]) -> FrontMatter? {
    guard bytes.starts(with: Array("---".utf8)) else { return nil }
    var title: String?
    var start = 0
    for number in 0..<64 {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var line = String(decoding: bytes[start..<end], as: UTF8.self)
      if line.hasSuffix("\r") { line.removeLast() }
      if number == 0 {
        guard line == "---" else { return nil }
      } else if line == "---" {
        return FrontMatter(title: title, end: min(end + 1, bytes.count))
      } else if line.hasPrefix("title:") {
        let value = line.dropFirst(6).drop { $0 == " " }
        let quotes: Set<Character> = ["\"", "'"]
        let bare = value.drop { quotes.contains($0) }
        title = String(bare.reversed().drop { quotes.contains($0) || $0 == " " }.reversed())
      }
      guard end < bytes.count else { return nil }
      start = end + 1
    }
    return nil
  }
}
