// EQ fields of word processors, which set characters over one another: ③ is `EQ \o\ac(○,3)`.

/// A field's instruction as the text that it shows.
struct EquationField {
  private var rest: Substring
  private var depth = 0

  /// What a part of a formula shows.
  private struct Piece {
    var text = ""
    /// Set above the line, as the reading above a character.
    var isRaised = false
  }

  /// What an instruction shows; nil when it is another field's.
  static func text(_ instruction: String) -> String? {
    var rest = instruction[...]
    while let first = rest.first, first.isWhitespace || first == "=" { rest.removeFirst() }
    guard rest.prefix(2).lowercased() == "eq",
      rest.dropFirst(2).first.map({ $0 == "\\" || $0.isWhitespace }) != false
    else { return nil }
    var field = EquationField(rest: rest.dropFirst(2))
    let shown = field.pieces(untilBracket: false).map(\.text).joined()
    return shown.trimmingBlanks()
  }

  /// ①, ⑳, ㊿; nil for what has no sign of its own.
  static func circled(_ number: Int) -> String? {
    let (first, offset): (Unicode.Scalar, Int) =
      switch number {
      case 0: ("⓪", 0)
      case 1...20: ("①", number - 1)
      case 21...35: ("㉑", number - 21)
      case 36...50: ("㊱", number - 36)
      default: ("⓪", -1)
      }
    guard offset >= 0 else { return nil }
    return Unicode.Scalar(first.value + UInt32(offset)).map { String($0) }
  }

  /// Reads arguments up to the bracket that closes them.
  private mutating func pieces(untilBracket: Bool) -> [Piece] {
    var pieces = [Piece()]
    while let character = rest.first {
      switch character {
      case ")" where untilBracket:
        rest.removeFirst()
        return pieces
      case _ where untilBracket && ",;，".contains(character):
        rest.removeFirst()
        pieces.append(Piece())
      case "\\":
        rest.removeFirst()
        let piece = command()
        pieces[pieces.count - 1].text += piece.text
        pieces[pieces.count - 1].isRaised = pieces[pieces.count - 1].isRaised || piece.isRaised
      default:
        rest.removeFirst()
        pieces[pieces.count - 1].text.append(character)
      }
    }
    return pieces
  }

  /// Reads what is behind a backslash: `o\ac(○,3)`.
  private mutating func command() -> Piece {
    guard let first = rest.first else { return Piece() }
    if first == "*" {
      // A switch of all fields, with a word behind it.
      rest.removeFirst()
      skipBlanks()
      if rest.first == "\"" {
        rest = rest.dropFirst().drop { $0 != "\"" }.dropFirst()
      } else {
        rest = rest.drop { !$0.isWhitespace }
      }
      skipBlanks()
      return Piece()
    }
    guard first.isLetter, first.isASCII else {
      rest.removeFirst()
      return Piece(text: String(first))
    }
    var names: [String] = []
    while true {
      let name = rest.prefix { $0.isLetter && $0.isASCII }
      names.append(name.lowercased())
      rest = rest.dropFirst(name.count)
      while let next = rest.first, next.isWhitespace || next.isNumber || next == "-" { rest.removeFirst() }
      guard rest.first == "\\", let letter = rest.dropFirst().first, letter.isLetter, letter.isASCII else { break }
      rest.removeFirst()
    }
    // Deeper than anybody writes.
    guard rest.first == "(", depth < 16 else { return Piece() }
    rest.removeFirst()
    depth += 1
    let arguments = pieces(untilBracket: true).map { Piece(text: $0.text.trimmingBlanks(), isRaised: $0.isRaised) }
    depth -= 1
    switch names.first {
    case "o": return Piece(text: Self.overlay(arguments))
    case "f": return Piece(text: arguments.map(\.text).joined(separator: "/"))
    case "r": return Piece(text: "√" + (arguments.last?.text ?? ""))
    case "s": return Piece(text: arguments.map(\.text).joined(), isRaised: names.contains("up"))
    default: return Piece(text: arguments.map(\.text).joined())
    }
  }

  private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace } }

  /// Characters that are set over one another.
  private static func overlay(_ arguments: [Piece]) -> String {
    let texts = arguments.filter { !$0.isRaised }.map(\.text)
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    let frames = texts.filter { frame in frame.count == 1 && frame.allSatisfy { "○〇◯O◎□◇△☐".contains($0) } }
    guard !frames.isEmpty else { return texts.joined() }
    let inner = texts.first { !frames.contains($0) } ?? last
    if frames.contains(where: { "○〇◯O◎".contains($0) }) {
      return Int(inner).flatMap { circled($0) } ?? inner
    }
    switch inner {
    case "√", "✓", "✔": return "☑"
    case "×", "✗", "✕", "X", "x": return "☒"
    default: return inner
    }
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  func trimmingBlanks() -> String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
