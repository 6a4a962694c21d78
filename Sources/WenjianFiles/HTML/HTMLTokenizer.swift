// Cuts HTML into tags and text.
//
// Written here, and not taken from libxml2, because that parser gives no document at all from 256 nested elements on
// and, with the limit lifted, takes time in the square of the depth (2.12: 40,000 open `div` with as many stray end
// tags, 2.6 s for 400 KB). This one never looks back, so that its cost is linear whatever stands in the page.

import WenjianText

/// What stands next in a page.
enum HTMLToken {
  /// Bytes of the source, entities not resolved.
  case text(Range<Int>)
  case startTag(HTMLElement, attributes: Range<Int>)
  case endTag(HTMLElement)
}

/// Reads a page from its first byte to its last.
struct HTMLTokenizer {
  let source: UnsafeBufferPointer<UInt8>
  private(set) var at = 0
  /// Known not to come any more; without these a page of a million `<!--` would be searched a million times.
  private var hasCommentEnd = true
  private var hasCDATAEnd = true
  private var hasAngle = true
  /// First letters of raw elements that are not closed any more.
  private var unclosedTags: [UInt8] = []
  /// Of the name read last: `HTMLElement.hash`.
  private(set) var name: UInt64 = 0

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  mutating func next() -> HTMLToken? {
    while at < source.count {
      guard source[at] == "<", at + 1 < source.count else { return textToken() }
      switch source[at + 1] {
      case "!": skipDeclaration()  // <! of a comment, a doctype or CDATA
      case "?": skip(to: UInt8(ascii: ">"))  // <?
      case "/":  // </
        guard at + 2 < source.count, Self.isLetter(source[at + 2]) else {
          // `</>` and `</3` are comments to a browser.
          skip(to: UInt8(ascii: ">"))
          continue
        }
        at += 2
        readName()
        let element = HTMLElement.named(name)
        skipAttributes()
        return .endTag(element)
      case let byte where Self.isLetter(byte):
        at += 1
        readName()
        let element = HTMLElement.named(name)
        let start = at
        skipAttributes()
        return .startTag(element, attributes: start..<at)
      default: return textToken()
      }
    }
    return nil
  }

  /// The text of an element in which only its own end tag is one: `script`, `style`, `title`, `textarea`.
  /// - Parameter endsAtMarkup: without an end tag the text ends at the next `<`, not with the page: a page whose title
  ///   is not closed has a text all the same.
  mutating func rawText(of tag: StaticString, endsAtMarkup: Bool) -> Range<Int> {
    let start = at
    var end = at
    if endsAtMarkup, unclosedTags.contains(tag.utf8Start[0]) {
      while at < source.count, source[at] != "<" { at += 1 }
      return start..<at
    }
    var firstMarkup = source.count
    while end < source.count {
      if source[end] == "<" {
        if firstMarkup == source.count { firstMarkup = end }
        if end + 1 < source.count, source[end + 1] == "/", matches(tag, at: end + 2) {
          at = end
          return start..<end
        }
      }
      end += 1
    }
    unclosedTags.append(tag.utf8Start[0])
    at = endsAtMarkup ? firstMarkup : source.count
    return start..<at
  }

  private func matches(_ tag: StaticString, at start: Int) -> Bool {
    let count = tag.utf8CodeUnitCount
    guard start + count <= source.count else { return false }
    for index in 0..<count where source[start + index] | 0x20 != tag.utf8Start[index] { return false }
    return start + count == source.count || !Self.isLetter(source[start + count])
  }

  private mutating func textToken() -> HTMLToken {
    let start = at
    at += 1
    while at < source.count, source[at] != "<" { at += 1 }
    return .text(start..<at)
  }

  private mutating func readName() {
    name = HTMLElement.hashStart
    while at < source.count {
      let byte = source[at]
      if byte == ">" || byte == "/" || Self.isSpace(byte) { return }
      name = HTMLElement.hash(name, Self.isLetter(byte) ? byte | 0x20 : byte)
      at += 1
    }
  }

  /// Over the attributes and the `>`; a `>` between quotes ends nothing, unless the quote is never closed on the
  /// next lines: then it was forgotten, and the tag ends at its first `>`.
  private mutating func skipAttributes() {
    let start = at
    var isValue = false
    while at < source.count {
      let byte = source[at]
      if byte == ">" {
        at += 1
        return
      }
      if isValue, byte == "\"" || byte == "'" {
        var close = at + 1
        let limit = Swift.min(source.count, at + Self.attributeLimit)
        while close < limit, source[close] != byte { close += 1 }
        guard close < limit else {
          if limit == source.count || close == limit {
            at = start
            skip(to: UInt8(ascii: ">"))
          }
          return
        }
        at = close + 1
        isValue = false
        continue
      }
      if byte == "=" { isValue = true } else if !Self.isSpace(byte) { isValue = false }
      at += 1
    }
  }

  /// Longer attribute values (pictures as data) are cut by their quote's end only up to here.
  private static let attributeLimit = 4 << 20

  private mutating func skip(to byte: UInt8) {
    while at < source.count, source[at] != byte { at += 1 }
    if at < source.count { at += 1 }
  }

  /// A comment that nothing closes would hide the rest of the page: it ends at its first `>`, or with its `<!--`.
  private mutating func skipUnclosed() {
    let start = at
    if hasAngle { skip(to: UInt8(ascii: ">")) }
    if at == start || (at == source.count && source[at - 1] != ">") {
      hasAngle = false
      at = start + 4
    }
  }

  private mutating func skipDeclaration() {
    func starts(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      guard at + count <= source.count else { return false }
      for index in 0..<count where source[at + index] != text.utf8Start[index] { return false }
      return true
    }
    if starts("<!-->") || starts("<!--->") {
      skip(to: UInt8(ascii: ">"))
    } else if starts("<!--[if"), let close = conditionalEnd() {
      // A downlevel-revealed condition, `<!--[if !IE]> -->`, hides nothing.
      at = close
    } else if starts("<!--"), hasCommentEnd {
      var end = at + 4
      while end + 2 < source.count {
        if source[end] == "-", source[end + 1] == "-", source[end + 2] == ">" {
          at = end + 3
          return
        }
        end += 1
      }
      hasCommentEnd = false
      skipUnclosed()
    } else if starts("<!--") {
      skipUnclosed()
    } else if starts("<![CDATA["), hasCDATAEnd {
      var end = at + 9
      while end + 2 < source.count {
        if source[end] == "]", source[end + 1] == "]", source[end + 2] == ">" {
          at = end + 3
          return
        }
        end += 1
      }
      hasCDATAEnd = false
      skip(to: UInt8(ascii: ">"))
    } else {
      skip(to: UInt8(ascii: ">"))
    }
  }

  private func conditionalEnd() -> Int? {
    var end = at
    let limit = Swift.min(source.count, at + 64)
    while end < limit, source[end] != ">" { end += 1 }
    var dash = end + 1
    while dash < limit, Self.isSpace(source[dash]) { dash += 1 }
    guard dash + 2 < source.count, source[dash] == "-", source[dash + 1] == "-", source[dash + 2] == ">"
    else { return nil }
    return dash + 3
  }

  static func isLetter(_ byte: UInt8) -> Bool { "a"..."z" ~= byte | 0x20 }
  static func isSpace(_ byte: UInt8) -> Bool { byte == " " || "\t"..."\r" ~= byte }
}

/// The attributes of a tag, one after the other.
struct HTMLAttributes {
  let source: UnsafeBufferPointer<UInt8>
  private var at: Int
  private let end: Int

  init(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.source = source
    at = range.lowerBound
    end = range.upperBound
  }

  /// - Returns: the name in lower case and the bytes of the value, quotes taken off; nil at the end of the tag.
  mutating func next() -> (name: String, value: Range<Int>)? {
    while at < end, HTMLTokenizer.isSpace(source[at]) || source[at] == "/" || source[at] == "=" { at += 1 }
    guard at < end, source[at] != ">" else { return nil }
    var name = String.UnicodeScalarView()
    while at < end, source[at] != "=", source[at] != ">", !HTMLTokenizer.isSpace(source[at]) {
      let byte = source[at]
      if name.count < 32, byte < 0x80 {
        name.append(Unicode.Scalar(HTMLTokenizer.isLetter(byte) ? byte | 0x20 : byte))
      }
      at += 1
    }
    while at < end, HTMLTokenizer.isSpace(source[at]) { at += 1 }
    guard at < end, source[at] == "=" else { return (String(name), at..<at) }
    at += 1
    while at < end, HTMLTokenizer.isSpace(source[at]) { at += 1 }
    guard at < end else { return (String(name), at..<at) }
    let quote = source[at]
    let start: Int
    if quote == "\"" || quote == "'" {
      at += 1
      start = at
      while at < end, source[at] != quote { at += 1 }
      let value = start..<at
      at = Swift.min(at + 1, end)
      return (String(name), value)
    }
    start = at
    while at < end, source[at] != ">", !HTMLTokenizer.isSpace(source[at]) { at += 1 }
    return (String(name), start..<at)
  }
}
