package import WenjianModel
import WenjianText

/// Reads from a text, its file name and what the file says of itself what the document is.
///
/// Only the head of a text, to its fourth line of prose or 4 KB, and its last kilobyte are read: what a document says
/// of itself stands there, and a text of a megabyte costs no more than one of a page.
package enum MetadataFinder {
  package static let headBytes = 4096
  package static let tailBytes = 1200
  /// Behind so many lines of prose nothing is said about the document any more, until its end.
  package static let headProse = 4

  /// - Parameters:
  ///   - text: valid UTF-8.
  ///   - path: of the file; its last part is read.
  ///   - properties: of the page or file: `<meta>`, Office properties, fields of JSON, by their own names.
  ///   - lowWeightRanges: ascending and apart; a title is not looked for in them, labels are.
  /// - Complexity: bounded; but for a search of the title in the head it does not depend on the text's length.
  package static func find(
    in text: [UInt8], path: String = "", properties: [MetadataProperty] = [], lowWeightRanges: [Range<Int>] = []
  ) -> DocumentMetadata {
    TextBytes.lend(text) { bytes in
      var reader = MetadataReader(bytes, path, properties, lowWeightRanges)
      return reader.read()
    }
  }

  /// What to show for a document without a title: the beginning of its text that is not of low weight.
  /// - Returns: at most `limit` characters, `…` behind them when the line goes on; empty for an empty text.
  package static func beginning(of text: [UInt8], lowWeightRanges: [Range<Int>] = [], limit: Int = 80) -> String {
    var found = ""
    TextBytes.lend(text) { bytes in
      var lines = TrimmedLines(bytes, 0..<bytes.count, lowWeightRanges)
      while let line = lines.next() {
        if line.isLow || line.range.isEmpty { continue }
        let start = afterMarks(bytes, line.range)
        // Of a law in one line the title is what stands before its first article.
        if let title = LawTitle.range(in: bytes, start..<line.range.upperBound) {
          found = String(bytes.string(title).prefix(limit))
          return
        }
        let cut = start..<min(line.range.upperBound, start + 4 * limit)
        let shown = bytes.string(cut)
        let isCut = shown.count > limit || cut.upperBound < line.range.upperBound
        found = String(shown.prefix(limit)) + (isCut ? "…" : "")
        return
      }
    }
    return found
  }

  /// Behind the # of a heading of Markdown.
  private static func afterMarks(_ bytes: TextBytes, _ line: Range<Int>) -> Int {
    var at = line.lowerBound
    while at < line.upperBound, bytes[at] == UInt8(ascii: "#") { at += 1 }
    guard at > line.lowerBound, at - line.lowerBound <= 6, at + 1 < line.upperBound, bytes[at] == " " else {
      return line.lowerBound
    }
    return at + 1
  }
}

/// A line without the blanks at its ends.
struct TextLine {
  var range: Range<Int>
  var isLow: Bool
  /// No empty line stands before it.
  var followsDirectly: Bool
  /// It is one of many short lines, a menu.
  var isMenu = false
}

/// The lines with anything on them of a stretch of text.
struct TrimmedLines {
  private let source: TextBytes
  private var at: Int
  private let end: Int
  /// The first \r at or behind `at`; before it when that is not known yet. Nearly no text has one.
  private var nextReturn: Int
  private var low: ArraySlice<Range<Int>>
  private var hasGap = true

  init(_ source: TextBytes, _ range: Range<Int>, _ lowWeightRanges: [Range<Int>]) {
    self.source = source
    at = range.lowerBound
    end = range.upperBound
    nextReturn = at - 1
    low = lowWeightRanges[...]
  }

  /// Where the line that begins at `at` ends.
  private mutating func lineEnd() -> Int {
    if nextReturn < at { nextReturn = source.firstIndex(of: UInt8(ascii: "\r"), in: at..<end) ?? end }
    return source.firstIndex(of: UInt8(ascii: "\n"), in: at..<nextReturn) ?? nextReturn
  }

  mutating func next() -> TextLine? {
    while at < end {
      let stop = lineEnd()
      let range = stop == at ? at..<at : UTF8Reader.trimmed(source, at..<stop)
      at = stop + 1
      if range.isEmpty {
        // \r\n is one line end.
        if stop < end, !(source[stop] == "\n" && stop > 0 && source[stop - 1] == "\r") { hasGap = true }
        continue
      }
      while let first = low.first, first.upperBound <= range.lowerBound { low.removeFirst() }
      let isLow = low.first.map { $0.lowerBound < range.upperBound } ?? false
      defer { hasGap = false }
      return TextLine(range: range, isLow: isLow, followsDirectly: !hasGap)
    }
    return nil
  }
}
