package import WenjianDocument
package import WenjianModel
import WenjianText

/// What a page says: its text, and what it says of itself.
package struct HTMLText: Equatable, Sendable {
  /// Valid UTF-8, with the marks of `TextMark`: paragraphs, headings, list items and rows of tables end, and a blank
  /// line is shown behind them; so do the cells of a row. Lines that the page breaks are soft breaks in headings and
  /// cells, and plain line ends elsewhere, where many pages part paragraphs by them. Marks of notes are read over.
  package var text: [UInt8] = []
  /// Whole lines of `text`, ascending and apart: navigation, footers, share bars, lists of links to elsewhere.
  package var lowWeightRanges: [Range<Int>] = []
  /// The first line of each `<h1>` to `<h6>`, wherever it stands.
  package var headings: [HeadingLine] = []
  /// The headline, or what `<title>` says when there is none.
  package var title: String?
  /// Where the title stands in `text`, when it does.
  package var titleByteRange: Range<Int>?
  /// What head and markup say, in the page's order: `<meta>` by its name, `title` for `<title>`, `time` for
  /// `<time datetime>`, `ld:headline`, `ld:datePublished`, `ld:author`, `ld:publisher` from JSON-LD.
  package var properties: [MetadataProperty] = []
  /// Some elements stood deeper than `HTMLReader.depthLimit`; their text is there, their place was not looked at.
  package var isTooDeep = false

  package init() {}

  /// The text as people see it, of the same length.
  package var shownText: [UInt8] { MarkedText.shown(text) }
}

/// Reads pages.
package enum HTMLReader {
  /// Elements nested deeper than this are read as if they were not there; their text is.
  package static let depthLimit = 512

  /// Reads a page. All text that it shows is in the result: what is not the article is marked, not left out.
  ///
  /// Left out are `script`, `style` and `template`, and the reading above a character (`<rt>`) unless it has Han: it
  /// says how the character sounds and would stand in the middle of words. With Han it is a gloss, and is kept in
  /// brackets behind the word. So is what a style, or a style sheet in the page, hides, unless that is most of what the
  /// page says: then a script shows it.
  /// - Parameter bytes: valid UTF-8, whatever the page declares.
  /// - Complexity: linear in the bytes.
  package static func extract(bytes: [UInt8]) -> HTMLText {
    bytes.withUnsafeBufferPointer { source in
      HTMLZones.zoned(builder(source))
    }
  }

  /// - Parameter keepsLines: the line ends of the source are those of the text, as in `<pre>`.
  static func builder(_ source: UnsafeBufferPointer<UInt8>, keepsLines: Bool = false) -> HTMLBuilder {
    var builder = HTMLBuilder(source, keepsLines: keepsLines)
    builder.read()
    if builder.hasLateStyles {
      builder = HTMLBuilder(source, styles: builder.styles, keepsLines: keepsLines)
      builder.read()
    }
    guard builder.hidesItsText else { return builder }
    builder = HTMLBuilder(source, styles: builder.styles, keepsHidden: true, keepsLines: keepsLines)
    builder.read()
    return builder
  }
}
