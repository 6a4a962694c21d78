// The styles of paragraphs in an RTF file, as far as they make headings.

struct RichTextStyles {
  private struct Style {
    var base: Int?
    /// From 0 on; 9 for text.
    var outline: Int?
    var name = ""
  }

  /// By its number; 0 is the usual one.
  private var styles: [Int: Style] = [:]
  private var number = 0
  private var style = Style()

  // MARK: The table of styles

  mutating func define(_ number: Int) { self.number = number }
  mutating func setBase(_ number: Int?) { style.base = number }
  mutating func setOutline(_ level: Int?) { style.outline = level }

  mutating func appendName(_ text: String) {
    if style.name.utf8.count < 256 { style.name += text }
  }

  /// Ends the style that was defined.
  mutating func endStyle() {
    // A semicolon ends the name.
    style.name = style.name.filter { $0 != ";" }
    styles[number] = style
    (number, style) = (0, Style())
  }

  /// The level of a paragraph as a heading, from 1 on; nil for text.
  /// - Parameters:
  ///   - style: of the paragraph.
  ///   - outline: what it says itself.
  func headingLevel(style: Int?, outline: Int?) -> Int? {
    var outline = outline
    var number = style
    // Styles are based on styles; a cycle of them has no end.
    for _ in 0..<20 {
      guard outline == nil, let style = number.flatMap({ styles[$0] }) else { break }
      outline = style.outline ?? HeadingStyleName.outline(style.name)
      number = style.base
    }
    return outline.flatMap { (0..<9).contains($0) ? $0 + 1 : nil }
  }
}

/// Names of the styles that come with word processors.
enum HeadingStyleName {
  /// The level of `heading 1`, `标题 1`, from 0 on; nil for other names.
  static func outline(_ name: String) -> Int? {
    let squeezed = name.lowercased().filter { $0 != " " }
    guard let last = squeezed.last, let number = last.wholeNumberValue, last.isASCII, number > 0,
      ["heading", "标题", "標題"].contains(squeezed.dropLast())
    else { return nil }
    return number - 1
  }
}
