/// The title of a text whose giver says nothing of it: its front matter's, else its first line with anything on it.
///
/// Not the title that `MetadataFinder` finds: that one skips what stands above titles in files, number, office and
/// navigation, and guesses; a library's caller gives the text that is meant, and its first line is a rule that can be
/// told in a sentence. Both read front matter and lines with the same code.
package struct TitleLine: Equatable, Sendable {
  /// Without Markdown marks and blanks, and cut to `characterLimit`.
  package var text: String
  /// In the document, in bytes: the line's characters without the white space around them. Empty when it comes from
  /// the front matter or is cut.
  package var byteRange: Range<Int>
  package var isFrontMatter = false

  package init(text: String, byteRange: Range<Int>, isFrontMatter: Bool = false) {
    self.text = text
    self.byteRange = byteRange
    self.isFrontMatter = isFrontMatter
  }

  /// A longer first line is a paragraph, not a title: then its beginning is shown, but it does not rank.
  package static let characterLimit = 80

  package static let empty = TitleLine(text: "", byteRange: 0..<0)

  /// - Parameter bytes: valid UTF-8.
  /// - Complexity: linear in the first line.
  package static func find(in bytes: [UInt8]) -> TitleLine {
    bytes.withUnsafeBufferPointer { source in
      var start = 0
      if let matter = FrontMatterProperties.read(source) {
        // Of several the last, as in any reader of front matter.
        if let title = matter.properties.last(where: { $0.name == "title" }) {
          return TitleLine(text: title.value, byteRange: 0..<0, isFrontMatter: true)
        }
        start = matter.end
      }
      var lines = TrimmedLines(source, start..<source.count, [])
      guard let line = lines.next()?.range else { return .empty }
      let cut = line.lowerBound..<min(line.upperBound, line.lowerBound + 4 * characterLimit)
      let text = String(decoding: UnsafeBufferPointer(rebasing: source[cut]), as: UTF8.self)
      let visible = text.drop { $0 == "#" || $0 == " " || $0 == "\u{3000}" }
      guard visible.count <= characterLimit, cut == line else {
        return TitleLine(text: String(visible.prefix(characterLimit)) + "…", byteRange: 0..<0)
      }
      return TitleLine(text: String(visible), byteRange: line)
    }
  }
}
