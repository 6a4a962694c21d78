// Marks of structure in stored text: what a reader of files knows, the scanner of the stream need not guess.

/// How readers state the structure of a document within its text.
///
/// Every mark is a C0 control code that takes the place of one ASCII character, so that text with marks and text as it
/// is shown have the same length and the same byte offsets. The search stream and the store see marks; metadata,
/// outlines, snippets and people see `MarkedText.shown`. Text from outside holds none: `MarkedText.clean`.
package enum TextMark {
  /// A paragraph, a heading or a row of a table ends: nothing matches across it. Shown as a line end.
  package static let paragraphEnd: UInt8 = 0x1E
  /// A cell of a table ends: nothing matches across it. Shown as a tab.
  package static let cellEnd: UInt8 = 0x1F
  /// A line breaks inside a paragraph: read over between Han, parts words of letters. Shown as a line end.
  package static let softBreak: UInt8 = 0x1D
  /// A page breaks: read over where the sentence goes on. Shown as a line end.
  package static let pageBreak: UInt8 = 0x0C
  /// A cell of a table ends at a bar that is written in the text. Shown as `|`.
  package static let barredCellEnd: UInt8 = 0x19
  /// A line of markup follows, such as the rule below the head of a table: with it a paragraph ends, and it is read
  /// over up to the next `paragraphEnd`. Shown as a line end.
  package static let markupLine: UInt8 = 0x1C
  /// What a mark of outside text becomes: a control code without a meaning.
  package static let substitute: UInt8 = 0x1A

  /// Characters of markup inside a string, such as the asterisks of `第**一**条`: shown, and read over by the stream.
  /// Each code stands for the character at its index here, counted from `firstReadOver`.
  static let readOverCharacters: [Character] = ["*", "_", "`", "~", "=", "[", "<", "\\", "!", ">"]
  /// Characters that open a stretch that is read over, up to a code that closes one: `](…)`, `<b>`, `[^1]:`. A stretch
  /// that begins with `&` is an entity and is read as the character it names; one that begins with `<` is a tag, which
  /// ends a paragraph or breaks a line where its element does.
  static let openingCharacters: [Character] = ["]", "<", "[", "&"]
  /// One that closes nothing is read over by itself.
  static let closingCharacters: [Character] = [")", ">", "]", ";", ":"]

  /// 01 to 08, then 0E to 18: the codes that white space, ESC and the marks above leave.
  private static let codes: [UInt8] = Array(0x01...0x08) + Array(0x0E...0x18)

  enum Role: UInt8 { case none, whitespace, border, readOver, opens, closes }

  struct Meaning {
    var role = Role.none
    /// What is shown.
    var character: UInt8 = 0
  }

  /// By code, from 0 to 31.
  static let meanings: [Meaning] = {
    var meanings = (0..<32).map { Meaning(role: .none, character: $0) }
    let groups: [(Role, [Character])] = [
      (.readOver, readOverCharacters), (.opens, openingCharacters), (.closes, closingCharacters),
    ]
    var next = 0
    for (role, characters) in groups {
      for character in characters {
        guard let ascii = character.asciiValue else { continue }
        meanings[Int(codes[next])] = Meaning(role: role, character: ascii)
        next += 1
      }
    }
    for (code, shown) in [(paragraphEnd, "\n"), (cellEnd, "\t"), (softBreak, "\n"), (pageBreak, "\n")]
      as [(UInt8, Character)]
    {
      meanings[Int(code)] = Meaning(role: .whitespace, character: shown.asciiValue ?? 0x0A)
    }
    meanings[Int(barredCellEnd)] = Meaning(role: .border, character: UInt8(ascii: "|"))
    meanings[Int(markupLine)] = Meaning(role: .border, character: 0x0A)
    return meanings
  }()

  private static func code(of ascii: UInt8, _ role: Role) -> UInt8? {
    meanings.firstIndex { $0.role == role && $0.character == ascii }.map { UInt8($0) }
  }

  /// The code of a character of markup that is read over, by ASCII; nil for characters that have none.
  package static let readOver: [UInt8?] = (0..<128).map { code(of: $0, .readOver) }
  /// The same for characters that open a stretch that is read over.
  package static let opening: [UInt8?] = (0..<128).map { code(of: $0, .opens) }
  /// The same for characters that close one.
  package static let closing: [UInt8?] = (0..<128).map { code(of: $0, .closes) }
}

package enum MarkedText {
  /// Text as people see it: marks of white space as white space, characters of markup as themselves.
  /// - Complexity: linear, some 0.1 ns a byte where there are no marks; then the text itself is given back.
  package static func shown(_ text: [UInt8]) -> [UInt8] {
    var text = text
    show(&text)
    return text
  }

  /// The same in place, from an offset on.
  package static func show(_ text: inout [UInt8], from start: Int = 0) {
    guard mayHoldMarks(text[start...]) else { return }
    for index in start..<text.count where text[index] < 0x20 { text[index] = shown(text[index]) }
  }

  /// What one byte is shown as.
  package static func shown(_ byte: UInt8) -> UInt8 {
    byte < 0x20 ? TextMark.meanings[Int(byte)].character : byte
  }

  /// What one character of text from outside is when it has the code of a mark: U+001A. Others are themselves.
  package static func cleaned(_ scalar: UInt32) -> UInt32 {
    guard scalar < 0x20, scalar != UInt32(TextMark.pageBreak) else { return scalar }
    return TextMark.meanings[Int(scalar)].role == .none ? scalar : UInt32(TextMark.substitute)
  }

  /// Takes marks out of text from outside, where these codes mean nothing: each becomes U+001A.
  /// - Returns: how many.
  @discardableResult
  package static func clean(_ text: inout [UInt8]) -> Int {
    guard mayHoldMarks(text[...]) else { return 0 }
    var count = 0
    for index in text.indices where text[index] < 0x20 {
      let cleaned = UInt8(cleaned(UInt32(text[index])))
      if cleaned != text[index] { count += 1 }
      text[index] = cleaned
    }
    return count
  }

  /// Marks a stretch of markup as read over, such as `**`, `](https://…)` or `[^1]`; `&…;` is read as the character
  /// that it names.
  /// - Returns: false when no codes stand for its characters; then the text is unchanged.
  @discardableResult
  package static func readOver(_ range: Range<Int>, in text: inout [UInt8]) -> Bool {
    guard let first = range.first, let last = range.last else { return true }
    func code(_ codes: [UInt8?], _ byte: UInt8) -> UInt8? { byte < 0x80 ? codes[Int(byte)] : nil }
    func single(_ byte: UInt8) -> UInt8? {
      code(TextMark.readOver, byte) ?? (byte == UInt8(ascii: "]") ? code(TextMark.closing, byte) : nil)
    }
    if text[range].allSatisfy({ single($0) != nil }) {
      for index in range { text[index] = single(text[index]) ?? text[index] }
      return true
    }
    guard range.count > 1, range.count < stretchLimit, let opening = code(TextMark.opening, text[first]),
      let closing = code(TextMark.closing, text[last])
    else { return false }
    text[first] = opening
    text[last] = closing
    return true
  }

  /// Whether there are control codes besides tab, line feed and carriage return.
  private static func mayHoldMarks(_ text: ArraySlice<UInt8>) -> Bool {
    // Without a branch in the loop, which the compiler turns into vectors.
    var found: UInt8 = 0
    for byte in text {
      let isControl: UInt8 = byte < 0x20 ? 1 : 0
      let isPlain: UInt8 = byte == 0x09 || byte == 0x0A || byte == 0x0D ? 1 : 0
      found |= isControl & ~isPlain
    }
    return found != 0
  }

  /// What a scan does at a control code.
  package enum ScanStep: Equatable {
    /// No mark, or one of white space.
    case none
    /// Read over up to the byte.
    case skip(to: Int)
    /// The bytes before `to` name a character.
    case entity(Unicode.Scalar, to: Int)
    /// A paragraph or cell ends; what is read over with it ends before `to`.
    case border(to: Int)
  }

  /// A stretch is closed within so many bytes, or its opening is no mark.
  private static let stretchLimit = 1 << 16

  /// What the control code at `at` means.
  /// - Parameters:
  ///   - at: of a byte below 0x20, within `text`.
  // SAFETY: the bytes are the caller's and stand for the call; each index lies between `at` and their count.
  package static func step(_ text: UnsafeRawBufferPointer, at: Int) -> ScanStep {
    let meaning = unsafe TextMark.meanings[Int(text[at] & 31)]
    switch meaning.role {
    case .none, .whitespace: return .none
    case .border:
      guard unsafe text[at] == TextMark.markupLine else { return .border(to: at + 1) }
      var end = at + 1
      let limit = min(text.count, at + stretchLimit)
      while end < limit, unsafe text[end] != TextMark.paragraphEnd { end += 1 }
      return .border(to: end < limit || end == text.count ? end : at + 1)
    case .readOver, .closes: return .skip(to: at + 1)
    case .opens:
      var end = at + 1
      let limit = min(text.count, at + stretchLimit)
      while end < limit {
        if unsafe text[end] < 0x20, unsafe TextMark.meanings[Int(text[end])].role == .closes { break }
        end += 1
      }
      guard end < limit else { return .skip(to: at + 1) }
      if meaning.character == UInt8(ascii: "&"),
        let scalar = unsafe NamedCharacter.scalar(UnsafeRawBufferPointer(rebasing: text[(at + 1)..<end]))
      {
        return .entity(scalar, to: end + 1)
      }
      if meaning.character == UInt8(ascii: "<") {
        switch unsafe TagRole.of(UnsafeRawBufferPointer(rebasing: text[(at + 1)..<end])) {
        case .inline: break
        // Between letters it is a blank.
        case .lineBreak: return .entity(" ", to: end + 1)
        case .block: return .border(to: end + 1)
        }
      }
      return .skip(to: end + 1)
    }
  }
}

/// What a tag of HTML does to the line it is in.
package enum TagRole: Sendable {
  case inline, lineBreak, block

  /// - Parameter tag: what stands between `<` and `>`.
  // SAFETY: read as a collection, which ends where the bytes do; they are the caller's and stand for the call.
  package static func of(_ tag: UnsafeRawBufferPointer) -> TagRole {
    let isEndTag = unsafe tag.first == UInt8(ascii: "/")
    let name = unsafe tag.dropFirst(isEndTag ? 1 : 0).prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard unsafe (1...10).contains(name.count) else { return .inline }
    let text = unsafe String(decoding: name, as: UTF8.self).lowercased()
    return text == "br" ? .lineBreak : blocks.contains(text) ? .block : .inline
  }

  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "script", "section",
    "select", "style", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
  ]
}

/// Entities of HTML that a stretch of marked text may be: numbers, and the names that Chinese documents use.
package enum NamedCharacter {
  /// - Parameter name: what stands between `&` and `;`.
  // SAFETY: as of a tag.
  package static func scalar(_ name: UnsafeRawBufferPointer) -> Unicode.Scalar? {
    guard let first = unsafe name.first, name.count <= 12 else { return nil }
    let text = unsafe String(decoding: name, as: UTF8.self)
    guard first == UInt8(ascii: "#") else { return names[text] }
    let digits = text.dropFirst()
    let value =
      digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return value.flatMap { $0 == 0 || $0 < 0x20 ? nil : Unicode.Scalar($0) }
  }

  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ensp": "\u{2002}",
    "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}", "shy": "\u{AD}",
    "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "laquo": "«", "raquo": "»", "hellip": "…",
    "mdash": "—", "ndash": "–", "middot": "·", "bull": "•", "times": "×", "divide": "÷", "deg": "°", "plusmn": "±",
    "permil": "‰", "copy": "©", "reg": "®", "trade": "™", "sect": "§", "yen": "¥", "euro": "€", "pound": "£",
    "lang": "〈", "rang": "〉", "frac12": "½", "frac14": "¼", "frac34": "¾", "sup1": "¹", "sup2": "²", "sup3": "³",
    "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "ge": "≥", "le": "≤", "ne": "≠", "asymp": "≈",
  ]
}
