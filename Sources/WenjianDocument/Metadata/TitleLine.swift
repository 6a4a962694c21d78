import WenjianText

/// The title of a text whose giver says nothing of it: its front matter's, else its first line with anything on it,
/// with those that a title is broken into.
///
/// Not the title that `MetadataFinder` finds: that one skips what stands above titles in files, number, office and
/// navigation, and guesses; a library's caller gives the text that is meant, and its first line is a rule that can be
/// told in a sentence. Both read front matter, lines, titles on several lines and sentences broken into lines with the
/// same code.
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
    TextBytes.lend(bytes) { source in
      var start = 0
      if let matter = FrontMatterProperties.read(source) {
        // Of several the last, as in any reader of front matter.
        if let title = matter.properties.last(where: { $0.name == "title" }) {
          return TitleLine(text: title.value, byteRange: 0..<0, isFrontMatter: true)
        }
        start = matter.end
      }
      var lines = TrimmedLines(source, start..<source.count, [])
      guard let first = lines.next() else { return .empty }
      var head = [first]
      while head.count <= lineLimit, let next = lines.next() { head.append(next) }
      if let whole = wholeTitle(source, head) { return whole }
      let line = first.range
      if let title = LawTitle.range(in: source, line) {
        let text = source.string(title)
        let visible = text.drop { $0 == "#" || $0 == " " || $0 == "\u{3000}" }
        if visible.count <= characterLimit { return TitleLine(text: String(visible), byteRange: title) }
      }
      let cut = line.lowerBound..<min(line.upperBound, line.lowerBound + 4 * characterLimit)
      let text = source.string(cut)
      let visible = text.drop { $0 == "#" || $0 == " " || $0 == "\u{3000}" }
      guard visible.count <= characterLimit, cut == line else {
        return TitleLine(text: String(visible.prefix(characterLimit)) + "…", byteRange: 0..<0)
      }
      // Shown, but no title: a sentence goes on in the next line.
      if WrappedProse(source, head).run(at: 0) != nil {
        return TitleLine(text: String(visible) + "…", byteRange: 0..<0)
      }
      return TitleLine(text: String(visible), byteRange: line)
    }
  }

  /// Lines that are looked at for a title on several, or a sentence.
  private static let lineLimit = 8

  /// A title on several lines that the text begins with.
  private static func wholeTitle(_ source: TextBytes, _ lines: [TextLine]) -> TitleLine? {
    var parts: [TitlePart] = []
    for (number, line) in lines.enumerated() {
      guard line.range.count <= 4 * characterLimit else { break }
      parts.append(TitlePart(line.range, number: number, source: source))
    }
    guard let whole = BrokenTitle.find(parts[...]), whole.text.count <= BrokenTitle.characterLimit else {
      return nil
    }
    return TitleLine(
      text: whole.text, byteRange: parts[0].range.lowerBound..<parts[whole.count - 1].range.upperBound)
  }
}
