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
    /// `?`
    case questionMark
    /// `？`, which may be a wildcard or the end of a sentence.
    case fullWidthQuestionMark
    /// `:` `：`
    case colon
    /// `/` `／`
    case slash
    /// `A`…`Z`, `a`…`z` and their full-width forms: an operator word or a field name may start here.
    case letter
    /// Anything else.
    case text
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
  /// Reads UTF-8 directly: decoding scalars, let alone grapheme clusters, costs more than the whole
  /// parse, and nearly every scalar of a query is told to be text by its first byte.
  ///
  /// - Precondition: The bytes are valid UTF-8 and `byteOffset` stands on a scalar's first byte.
  func element(at byteOffset: Int) -> QueryElement {
    guard byteOffset < count else { return QueryElement(.end, 0) }
    let lead = self[byteOffset]
    if lead < 0x80 { return QueryElement(Self.asciiKind(lead), 1) }
    switch lead {
    case 0xC2:
      let isSpace = self[byteOffset + 1] == 0x85 || self[byteOffset + 1] == 0xA0
      return QueryElement(isSpace ? .whiteSpace : .text, 2)
    case 0xE1, 0xE2, 0xE3, 0xEF:
      let low = UInt16(self[byteOffset + 1] & 0x3F) << 6 | UInt16(self[byteOffset + 2] & 0x3F)
      return QueryElement(Self.wideKind(UInt16(lead & 0x0F) << 12 | low), 3)
    case 0xC3..<0xE0:
      return QueryElement(.text, 2)
    case 0xE0..<0xF0:
      return QueryElement(.text, 3)
    default:
      return QueryElement(.text, 4)
    }
  }

  private static func asciiKind(_ byte: UInt8) -> QueryElement.Kind {
    switch byte {
    case 0x09...0x0D, 0x20: .whiteSpace
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): .letter
    case UInt8(ascii: "|"): .pipe
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "("): .openingBracket
    case UInt8(ascii: ")"): .closingBracket
    case UInt8(ascii: "\""): .straightQuote
    case UInt8(ascii: "*"): .asterisk
    case UInt8(ascii: "?"): .questionMark
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "/"): .slash
    default: .text
    }
  }

  private static func wideKind(_ codeUnit: UInt16) -> QueryElement.Kind {
    switch codeUnit {
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .whiteSpace
    case 0xFF21...0xFF3A, 0xFF41...0xFF5A: .letter
    case 0xFF5C: .pipe
    case 0xFF0D: .minus
    case 0xFF08: .openingBracket
    case 0xFF09: .closingBracket
    case 0xFF02: .straightQuote
    case 0x201C: .leftCurlyQuote
    case 0x201D: .rightCurlyQuote
    case 0x300C: .leftCorner
    case 0x300D: .rightCorner
    case 0x300E: .leftWhiteCorner
    case 0x300F: .rightWhiteCorner
    case 0xFF0A: .asterisk
    case 0xFF1F: .fullWidthQuestionMark
    case 0xFF1A: .colon
    case 0xFF0F: .slash
    default: .text
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
