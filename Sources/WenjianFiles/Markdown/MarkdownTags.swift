// Tags, addresses and the ends of links inside the lines of Markdown.

import WenjianText

/// Each function is given text from a sign to the end of its block, and tells where what begins with it ends.
enum MarkdownTags {
  /// `<https://…>` and `<a@b.cn>`.
  static func endOfAddress(_ text: ArraySlice<UInt8>) -> Int? {
    let content = text.dropFirst().prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") && !isSpace($0) }
    guard content.endIndex < text.endIndex, text[content.endIndex] == UInt8(ascii: ">"),
      let first = content.first, first < 0x80, !isPunctuation(first)
    else { return nil }
    let scheme = content.prefix { isLetter($0) || isDigit($0) || "+.-".utf8.contains($0) }
    if isLetter(first), (2...32).contains(scheme.count), scheme.endIndex < content.endIndex,
      content[scheme.endIndex] == UInt8(ascii: ":")
    {
      return content.endIndex + 1
    }
    let isMail = content.contains(UInt8(ascii: "@")) && content.allSatisfy { $0 < 0x80 }
    return isMail && !content.contains(UInt8(ascii: "=")) ? content.endIndex + 1 : nil
  }

  /// A tag, a comment, a declaration or an instruction.
  static func endOfTag(_ text: ArraySlice<UInt8>) -> Int? {
    var at = text.startIndex + 1
    guard at < text.endIndex else { return nil }
    for (opening, closing) in [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")]
    where text[at...].starts(with: opening.utf8) {
      return MarkdownSyntax.end(of: closing, in: text[at...].dropFirst(opening.utf8.count))
    }
    if text[at] == UInt8(ascii: "!") {
      guard at + 1 < text.endIndex, isLetter(text[at + 1]) else { return nil }
      return text[at...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    }
    let isEndTag = text[at] == UInt8(ascii: "/")
    if isEndTag { at += 1 }
    guard at < text.endIndex, isLetter(text[at]) else { return nil }
    func skip(_ accepts: (UInt8) -> Bool) {
      while at < text.endIndex, accepts(text[at]) { at += 1 }
    }
    func take(_ byte: UInt8) -> Bool {
      guard at < text.endIndex, text[at] == byte else { return false }
      at += 1
      return true
    }
    skip { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    while at < text.endIndex {
      let start = at
      skip(isSpace)
      if take(UInt8(ascii: ">")) { return at }
      if isEndTag { return nil }
      if take(UInt8(ascii: "/")) { return take(UInt8(ascii: ">")) ? at : nil }
      guard at > start, at < text.endIndex, isLetter(text[at]) || "_:".utf8.contains(text[at]) else { return nil }
      skip { isLetter($0) || isDigit($0) || "_:.-".utf8.contains($0) }
      let name = at
      skip(isSpace)
      guard take(UInt8(ascii: "=")) else {
        at = name
        continue
      }
      skip(isSpace)
      guard at < text.endIndex else { return nil }
      let quote = text[at]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        guard let close = text[(at + 1)...].firstIndex(of: quote) else { return nil }
        at = close + 1
      } else {
        let value = at
        skip { !isSpace($0) && !"\"'=<>`".utf8.contains($0) }
        if at == value { return nil }
      }
    }
    return nil
  }

  /// `<sup>[1]</sup>` and the like, with its end tag, where what is raised is the sign of a note.
  static func endOfNoteSign(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.starts(with: "<sup".utf8), let open = endOfTag(text),
      text[open...].prefix(300).contains(UInt8(ascii: "<")),
      let end = MarkdownSyntax.end(of: "</sup>", in: text[open...].prefix(400))
    else { return nil }
    var sign: [UInt8] = []
    var at = open
    let stop = end - "</sup>".utf8.count
    while at < stop {
      if text[at] == UInt8(ascii: "<"), let next = endOfTag(text[at..<stop]) {
        at = next
      } else if text[at] == UInt8(ascii: "]"), at + 1 < stop, text[at + 1] == UInt8(ascii: "("),
        let next = endOfLink(text[(at + 1)..<stop])
      {
        sign.append(text[at])
        at = next
      } else {
        sign.append(text[at])
        at += 1
      }
    }
    return isNoteSign(sign[...]) ? end : nil
  }

  /// Whether a text is the sign of a note: `1`, `[1]`, `(1)`, `①`, `*`.
  static func isNoteSign(_ text: ArraySlice<UInt8>) -> Bool {
    guard (1...24).contains(text.count) else { return false }
    var hasSign = false
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "0"..."9", "*", "①"..."⑳", "❶"..."❿": hasSign = true
      case "[", "]", "(", ")", "〔", "〕", "［", "］", "（", "）", "\\", " ", "注", "^": break
      default: return false
      }
    }
    return hasSign
  }

  /// `(address "title")` behind the text of a link.
  static func endOfLink(_ text: ArraySlice<UInt8>) -> Int? {
    var at = text.startIndex + 1
    func skipSpace() {
      while at < text.endIndex, isSpace(text[at]) { at += 1 }
    }
    skipSpace()
    guard at < text.endIndex else { return nil }
    if text[at] == UInt8(ascii: "<") {
      guard
        let close = text[at...].firstIndex(where: {
          $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "\n") || $0 == TextMark.softBreak
        }), text[close] == UInt8(ascii: ">")
      else { return nil }
      at = close + 1
    } else {
      var depth = 0
      address: while at < text.endIndex, !isSpace(text[at]) {
        switch text[at] {
        case UInt8(ascii: "\\") where at + 1 < text.endIndex && isPunctuation(text[at + 1]): at += 1
        case UInt8(ascii: "("):
          depth += 1
          if depth > 32 { return nil }
        case UInt8(ascii: ")"):
          if depth == 0 { break address }
          depth -= 1
        default: break
        }
        at += 1
      }
      if depth > 0 { return nil }
    }
    let address = at
    skipSpace()
    guard at < text.endIndex else { return nil }
    if text[at] == UInt8(ascii: ")") { return at + 1 }
    guard at > address else { return nil }
    let quote = text[at] == UInt8(ascii: "(") ? UInt8(ascii: ")") : text[at]
    guard quote == UInt8(ascii: ")") || quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return nil
    }
    at += 1
    while at < text.endIndex, text[at] != quote {
      at += text[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    at += 1
    guard at < text.endIndex else { return nil }
    skipSpace()
    return at < text.endIndex && text[at] == UInt8(ascii: ")") ? at + 1 : nil
  }
}
