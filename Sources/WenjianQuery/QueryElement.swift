import WenjianText

/// What one scalar of a query is to the parser. Every full-width form is told here, once, to be its
/// plain form.

/// The pairs of quotation marks that quote a string.
enum QuoteStyle: CaseIterable, Equatable, Sendable {
  /// `"` and `＂`, either of which closes the other.
  case straight
  /// `“…”`
  case curly
  /// `”…“`, which input methods produce when their toggle is out of step.
  case reversedCurly
  /// `「…」`
  case corner
  /// `『…』`
  case whiteCorner

  var opener: Unicode.Scalar {
    switch self {
    case .straight: "\""
    case .curly: "“"
    case .reversedCurly: "”"
    case .corner: "「"
    case .whiteCorner: "『"
    }
  }

  var closer: Unicode.Scalar {
    switch self {
    case .straight: "\""
    case .curly: "”"
    case .reversedCurly: "“"
    case .corner: "」"
    case .whiteCorner: "』"
    }
  }

  /// The style that a mark opens where a term starts; nil for anything that opens none.
  init?(openedBy kind: QueryElement.Kind) {
    switch kind {
    case .straightQuote: self = .straight
    case .leftCurlyQuote: self = .curly
    case .rightCurlyQuote: self = .reversedCurly
    case .leftCorner: self = .corner
    case .leftWhiteCorner: self = .whiteCorner
    default: return nil
    }
  }

  func isCloser(_ kind: QueryElement.Kind) -> Bool {
    switch self {
    case .straight: kind == .straightQuote
    case .curly: kind == .rightCurlyQuote
    case .reversedCurly: kind == .leftCurlyQuote
    case .corner: kind == .rightCorner
    case .whiteCorner: kind == .rightWhiteCorner
    }
  }

  /// Whether `kind` opens a pair inside a pair of this style. Marks whose opener can as well be a
  /// closer do not nest: `"a "b" c"` has no reading that is better than the others.
  func isNestedOpener(_ kind: QueryElement.Kind) -> Bool {
    switch self {
    case .straight, .reversedCurly: false
    case .curly: kind == .leftCurlyQuote
    case .corner: kind == .leftCorner
    case .whiteCorner: kind == .leftWhiteCorner
    }
  }
}

/// One scalar of a query, classified.
struct QueryElement {
  /// Without payloads: comparing two kinds is then one instruction, and the scan does little else.
  enum Kind: UInt8 {
    case end
    /// Unicode's White_Space, the ideographic space among them.
    case whiteSpace
    /// `|` `｜`
    case pipe
    /// `-` `－`. The dashes `–` `—` and the sign `−` are text.
    case minus
    /// `(` `（`
    case openingBracket
    /// `)` `）`
    case closingBracket
    /// `"` `＂`
    case straightQuote
    /// `“`
    case leftCurlyQuote
    /// `”`
    case rightCurlyQuote
    /// `「`
    case leftCorner
    /// `」`
    case rightCorner
    /// `『`
    case leftWhiteCorner
    /// `』`
    case rightWhiteCorner
    /// `*` `＊`
    case asterisk
    /// `?`; `？` is text.
    case questionMark
    /// `:` `：`
    case colon
    /// `/` `／`
    case slash
    /// `A`…`Z`, `a`…`z` and their full-width forms: an operator word or a field name may start here.
    case letter
    /// Anything else.
    case text

    /// Whether it is a bracket or a quotation mark.
    var isMark: Bool {
      switch self {
      case .openingBracket, .closingBracket, .straightQuote, .leftCurlyQuote, .rightCurlyQuote, .leftCorner,
        .rightCorner,
        .leftWhiteCorner, .rightWhiteCorner:
        true
      default: false
      }
    }
  }

  let kind: Kind
  let byteCount: Int

  init(_ kind: Kind, _ byteCount: Int) {
    self.kind = kind
    self.byteCount = byteCount
  }
}

extension [UInt8] {
  /// The scalar at `byteOffset`, or `.end` at or behind the last byte.
  ///
  /// Nearly every scalar of a query is told to be text by its first byte: decoding them all, let alone
  /// grapheme clusters, costs more than the whole parse.
  ///
  /// - Precondition: The bytes are valid UTF-8 and `byteOffset` stands on a scalar's first byte.
  func element(at byteOffset: Int) -> QueryElement {
    guard byteOffset < count else { return QueryElement(.end, 0) }
    let lead = self[byteOffset]
    if lead < 0x80 { return QueryElement(Self.asciiKind(lead), 1) }
    switch lead {
    // Of two bytes only white space is more than text, and it begins with C2.
    case 0xC3..<0xE0: return QueryElement(.text, 2)
    // E1, E2, E3 and EF begin white space, quotes and full-width forms; Han begin with E3 to E9.
    case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF:
      let decoded = decodeScalar(span, at: byteOffset, end: count)
      return QueryElement(Self.wideKind(decoded.value), decoded.byteCount)
    case 0xE0..<0xF0: return QueryElement(.text, 3)
    default: return QueryElement(.text, 4)
    }
  }

  private static func asciiKind(_ byte: UInt8) -> QueryElement.Kind {
    switch byte {
    case "A"..."Z", "a"..."z": .letter
    case "|": .pipe
    case "-": .minus
    case "(": .openingBracket
    case ")": .closingBracket
    case "\"": .straightQuote
    case "*": .asterisk
    case "?": .questionMark
    case ":": .colon
    case "/": .slash
    default: isWhitespace(UInt32(byte)) ? .whiteSpace : .text
    }
  }

  private static func wideKind(_ scalar: UInt32) -> QueryElement.Kind {
    switch scalar {
    case "Ａ"..."Ｚ", "ａ"..."ｚ": .letter
    case "｜": .pipe
    case "－": .minus
    case "（": .openingBracket
    case "）": .closingBracket
    case "＂": .straightQuote
    case "“": .leftCurlyQuote
    case "”": .rightCurlyQuote
    case "「": .leftCorner
    case "」": .rightCorner
    case "『": .leftWhiteCorner
    case "』": .rightWhiteCorner
    case "＊": .asterisk
    case "：": .colon
    case "／": .slash
    default: isWhitespace(scalar) ? .whiteSpace : .text
    }
  }

  /// The ASCII letter at `byteOffset`, full-width forms included; nil when no letter stands there.
  func letter(at byteOffset: Int) -> UInt8? {
    guard element(at: byteOffset).kind == .letter else { return nil }
    let lead = self[byteOffset]
    if lead < 0x80 { return lead }
    // U+FF21 Ａ is EF BC A1, U+FF41 ａ is EF BD 81.
    let trail = self[byteOffset + 2]
    return self[byteOffset + 1] == 0xBC ? trail - 0xA1 + 0x41 : trail - 0x81 + 0x61
  }
}
