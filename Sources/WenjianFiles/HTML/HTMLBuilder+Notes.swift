// Marks of notes in the middle of text: shown, and read over, so that the word they stand in is found.

import WenjianText

/// An element that may turn out to be the mark of a note.
struct OpenNoteMark {
  /// Of its element in the stack.
  var depth: Int
  /// Where its text begins.
  var byteOffset: Int
  var isRaised: Bool
  /// It leads to a place on the page.
  var isLinked: Bool
  /// The page says that it is one.
  var isReference: Bool
}

extension HTMLBuilder {
  /// Whether the attributes of a link may say more than where it leads.
  func mayMatter(_ range: Range<Int>) -> Bool {
    range.contains { source[$0] == UInt8(ascii: "#") } || HTMLStyle.isIn(source, range)
  }

  /// An element begins that may be a mark; it is pushed on the stack next.
  mutating func openNoteMark(_ element: HTMLElement, _ names: HTMLNames) {
    let isRaised = element == .sup || names.isRaised
    let isLinked = element == .a && names.leadsToPlace
    guard !element.isBlock, isRaised || isLinked || names.isNoteReference else { return }
    let around = noteMarks.last
    noteMarks.append(
      OpenNoteMark(
        depth: stack.count, byteOffset: text.count, isRaised: isRaised || around?.isRaised == true,
        isLinked: isLinked || around?.isLinked == true,
        isReference: names.isNoteReference || around?.isReference == true))
  }

  /// The innermost mark ends: its text is set in brackets and read over, if it is one.
  mutating func closeNoteMark() {
    guard let mark = noteMarks.popLast() else { return }
    var start = mark.byteOffset
    guard start < text.count, text.count - start <= NoteSign.byteLimit else { return }
    // The gap before it.
    while start < text.count, text[start] <= UInt8(ascii: " ") { start += 1 }
    if text[start...].starts(with: "\u{3000}".utf8) { start += "\u{3000}".utf8.count }
    guard let line, line.byteRange.lowerBound < start || goesOn(before: start),
      text[start...].allSatisfy({ $0 >= UInt8(ascii: " ") }),
      let sign = NoteSign(String(decoding: text[start...], as: UTF8.self), mark, before: lastScalar(before: start))
    else { return }
    text.replaceSubrange(start..., with: sign.shown.utf8)
    MarkedText.readOver(start..<text.count, in: &text)
  }

  /// Whether a line that begins at `start` goes on with a sentence: else the mark is the label of the note itself.
  private func goesOn(before start: Int) -> Bool {
    guard start > 1 else { return false }
    if text[start - 1] == TextMark.softBreak { return true }
    guard text[start - 1] == UInt8(ascii: "\n"), text[start - 2] != TextMark.paragraphEnd else { return false }
    if isOpen(.td) { return true }
    return lastScalar(before: start - 1)?.properties.isIdeographic ?? false
  }

  private func lastScalar(before end: Int) -> Unicode.Scalar? {
    var end = end
    while end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return String(decoding: text[max(0, end - 4)..<end], as: UTF8.self).unicodeScalars.last
  }
}

/// The sign by which a text points to a note.
struct NoteSign {
  static let byteLimit = 40
  private static let scalarLimit = 8

  /// In brackets, which the marks of text need.
  let shown: String

  /// - Parameters:
  ///   - text: of the element.
  ///   - before: the character that it follows.
  /// - Returns: nil for what is part of the text: m², x³, 10⁶, a link.
  init?(_ text: String, _ mark: OpenNoteMark, before: Unicode.Scalar?) {
    var scalars = Array(text.unicodeScalars).filter { !$0.properties.isWhitespace }
    var isBracketed = false
    if scalars.count > 2, let first = scalars.first, let last = scalars.last, Self.brackets[first] == last {
      isBracketed = first != "(" && first != "（"
      let isRound = !isBracketed
      if isRound, !mark.isReference, before?.isASCII == true { return nil }
      if isRound { isBracketed = true }
      scalars = Array(scalars.dropFirst().dropLast())
    }
    guard !scalars.isEmpty, scalars.count <= Self.scalarLimit else { return nil }
    // A link with a word in it stays one.
    let isSign = Self.isSign(scalars)
    let isTold =
      mark.isReference || (mark.isRaised && (isBracketed || scalars.allSatisfy(Self.isSymbol)))
      || (isSign && (isBracketed || scalars.allSatisfy(Self.isSymbol)))
      || (isSign && mark.isRaised && (mark.isLinked || Self.followsText(before, scalars)))
    guard isTold, isSign || isBracketed || mark.isReference else { return nil }
    shown = "[" + String(String.UnicodeScalarView(scalars)) + "]"
  }

  private static let brackets: [Unicode.Scalar: Unicode.Scalar] = [
    "[": "]", "［": "］", "〔": "〕", "【": "】", "(": ")", "（": "）",
  ]

  /// Signs that stand for nothing else above a line.
  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "①"..."⒛", "⓪"..."⓿", "❶"..."➓", "㉑"..."㊿", "*", "＊", "†", "‡", "§", "※", "¶": true
    default: false
    }
  }

  /// 1, 12, 1-3, a, iv, 注1, ①, **
  private static func isSign(_ scalars: [Unicode.Scalar]) -> Bool {
    var rest = scalars[...]
    if let first = rest.first, first == "注" || first == "註" { rest = rest.dropFirst() }
    if rest.allSatisfy({ isSymbol($0) }) { return true }
    if rest.count == 1, let only = rest.first { return ("a"..."z").contains(only) || ("0"..."9").contains(only) }
    return rest.allSatisfy {
      ("0"..."9").contains($0) || ["-", "–", ",", "，", "、", "[", "]", "i", "v", "x"].contains($0) || isSymbol($0)
    }
  }

  /// Whether a bare number above the line cannot be a power or an exponent: behind Han that name no unit, and behind
  /// the marks of sentences.
  private static func followsText(_ before: Unicode.Scalar?, _ scalars: [Unicode.Scalar]) -> Bool {
    guard let before, !before.isASCII else { return false }
    if before == "米" || before == "里" || before == "秒" { return false }
    return before.properties.isIdeographic || "，。；：！？、”’》）」』】…".unicodeScalars.contains(before)
  }
}
