// Pages inside other formats: texts of feeds, fields of records, bodies of mail.

import WenjianText

/// Markup of HTML in a string that may be plain text as well.
package enum HTMLFragment {
  /// The text of a string: of its markup when it is HTML, else as it is. Escaped markup (`&lt;p&gt;`) is resolved, also
  /// when it was escaped twice.
  /// - Returns: valid UTF-8 with the marks of `TextMark`; without any from outside.
  /// - Complexity: linear.
  package static func text(of string: [UInt8]) -> [UInt8] {
    guard let text = markup(string) else {
      var plain = string
      MarkedText.clean(&plain)
      return plain
    }
    return text
  }

  /// The text of a string on one line, for titles and names. Lines that it was broken into are joined as they are read.
  package static func line(of string: String) -> String {
    guard let text = markup(Array(string.utf8)) else { return string }
    let shown = String(decoding: MarkedText.shown(text), as: UTF8.self)
    var line = ""
    for part in shown.split(whereSeparator: \.isNewline) {
      let words = part.split { $0.isWhitespace }.joined(separator: " ")
      if line.last?.isASCII == true || words.first?.isASCII == true, !line.isEmpty { line += " " }
      line += words
    }
    return line
  }

  /// Whether a string is HTML: a tag that HTML knows, or the name of a character.
  package static func isMarkup(_ string: [UInt8]) -> Bool {
    string.withUnsafeBufferPointer { tags(in: $0) != .none || holdsReference($0) }
  }

  private enum Tags: Int {
    case none, inline
    /// Some begin and end lines, so that the line ends of the source are blanks.
    case block
  }

  /// The text of HTML; nil for what is none.
  private static func markup(_ string: [UInt8]) -> [UInt8]? {
    guard isMarkup(string) else { return nil }
    var source = string
    var found = source.withUnsafeBufferPointer { tags(in: $0) }
    // Escaped as a whole: its text is the markup.
    for _ in 0..<2 where found == .none {
      let resolved = resolved(source)
      let foundInside = resolved.withUnsafeBufferPointer { tags(in: $0) }
      guard resolved != source, foundInside != .none else { break }
      source = resolved
      found = foundInside
    }
    return source.withUnsafeBufferPointer { HTMLReader.builder($0, keepsLines: found != .block).text }
  }

  private static func holdsReference(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while let found = source[at...].firstIndex(of: UInt8(ascii: "&")) {
      if let (_, end) = HTMLEntities.read(source, at: found, before: source.count),
        source[end - 1] == UInt8(ascii: ";")
      {
        return true
      }
      at = found + 1
    }
    return false
  }

  /// The strongest of the tags in a string: `<p>`, `</b>`, `<br/>`, `<a href="…">`. What is not closed by a `>`, has a
  /// name that HTML does not know or blanks without an attribute (`a <b and c> d`) is none.
  private static func tags(in source: UnsafeBufferPointer<UInt8>) -> Tags {
    var strongest = Tags.none
    var at = 0
    while let found = source[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = found + 1
      var name = at
      if name < source.count, source[name] == UInt8(ascii: "/") { name += 1 }
      var end = name
      var hash = HTMLElement.hashStart
      while end < source.count, end - name < 12, HTMLTokenizer.isLetter(source[end]) || isDigit(source[end]) {
        hash = HTMLElement.hash(hash, source[end] | 0x20)
        end += 1
      }
      guard end > name, end < source.count, HTMLElement.isKnown(hash),
        let close = source[end...].prefix(4096).firstIndex(of: UInt8(ascii: ">"))
      else { continue }
      let isPlain = source[end] == UInt8(ascii: ">") || source[end] == UInt8(ascii: "/")
      guard isPlain || (HTMLTokenizer.isSpace(source[end]) && source[end..<close].contains(UInt8(ascii: "=")))
      else {
        continue
      }
      let element = HTMLElement.named(hash)
      if element.isBlock || element == .br { return .block }
      strongest = .inline
    }
    return strongest
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// With the names of characters resolved, and nothing else.
  private static func resolved(_ string: [UInt8]) -> [UInt8] {
    string.withUnsafeBufferPointer { source in
      var text: [UInt8] = []
      text.reserveCapacity(source.count)
      var at = 0
      while at < source.count {
        if source[at] == UInt8(ascii: "&"),
          let (scalar, end) = HTMLEntities.read(source, at: at, before: source.count)
        {
          UTF8Writer.append(scalar, to: &text)
          at = end
        } else {
          text.append(source[at])
          at += 1
        }
      }
      return text
    }
  }
}
