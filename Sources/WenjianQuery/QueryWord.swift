/// The words and names that are not text where a term starts: operators, scopes and fields.

import WenjianModel

/// An operator word with the bytes it takes.
struct QueryOperator {
  enum Word: Equatable {
    case and, or, not
    /// Between two strings, with a distance or without: `NEAR/10`, `BEFORE`.
    case near, before
    case notBefore, notAfter
    /// Before the bracket of a group.
    case scope(QueryScope)

    /// Whether it is between two strings.
    var isBetweenStrings: Bool {
      switch self {
      case .near, .before, .notBefore, .notAfter: true
      case .and, .or, .not, .scope: false
      }
    }

    var excludesNeighbour: Bool { self == .notBefore || self == .notAfter }
  }

  let word: Word
  /// The word alone; for one with a distance, as in `NEAR/10`, the distance too.
  let byteRange: Range<Int>
}

/// A name with its colon before a term.
struct QueryPrefix {
  enum Kind {
    case exact
    case field(DocumentField)
    /// `field:`, which the name of a field and `=` follow.
    case customField
  }

  let kind: Kind
  let byteRange: Range<Int>
}

extension [UInt8] {
  /// The longest word that means anything, `NOTBEFORE` or `PARAGRAPH`.
  private static var longestWord: Int { 9 }

  /// The run of letters at `byteOffset`; nil when there is none or it is too long to mean anything.
  private func letters(at byteOffset: Int) -> (range: Range<Int>, areCapitals: Bool)? {
    var end = byteOffset
    var letterCount = 0
    var areCapitals = true
    while let letter = letter(at: end) {
      guard letterCount < Self.longestWord else { return nil }
      if letter >= UInt8(ascii: "a") { areCapitals = false }
      end += self[end] < 0x80 ? 1 : 3
      letterCount += 1
    }
    return letterCount == 0 ? nil : (byteOffset..<end, areCapitals)
  }

  /// The letters in `byteRange` in lower-case ASCII, whatever their width. Asked for only when what
  /// follows them could make them a word of the language: most Latin text in a query never gets here.
  private func word(in byteRange: Range<Int>) -> String {
    // Up to 15 bytes a String lives in place: no allocation here.
    var text = ""
    var byteOffset = byteRange.lowerBound
    while byteOffset < byteRange.upperBound, let letter = letter(at: byteOffset) {
      text.unicodeScalars.append(Unicode.Scalar(letter | 0x20))
      byteOffset += self[byteOffset] < 0x80 ? 1 : 3
    }
    return text
  }

  /// The operator word at `byteOffset`, where a term starts; nil when text stands there.
  ///
  /// A word is an operator only in capitals and only alone: followed by white space, a bracket, a
  /// quotation mark, `|` or the end. `ORIGINAL`, `AND-gate` and `or` are text.
  func operatorWord(at byteOffset: Int) -> QueryOperator? {
    guard let (range, areCapitals) = letters(at: byteOffset), areCapitals else { return nil }
    let next = element(at: range.upperBound).kind
    let standsAlone = Self.standsAlone(next)
    guard standsAlone || next == .slash else { return nil }
    switch word(in: range) {
    case "and":
      return standsAlone ? QueryOperator(word: .and, byteRange: range) : nil
    case "or":
      return standsAlone ? QueryOperator(word: .or, byteRange: range) : nil
    case "not":
      return standsAlone ? QueryOperator(word: .not, byteRange: range) : nil
    case "notbefore":
      return QueryOperator(word: .notBefore, byteRange: withDistance(range))
    case "notafter":
      return QueryOperator(word: .notAfter, byteRange: withDistance(range))
    case "near":
      return QueryOperator(word: .near, byteRange: withDistance(range))
    case "before":
      return QueryOperator(word: .before, byteRange: withDistance(range))
    case let name:
      guard next == .openingBracket,
        let scope = QueryScope.allCases.first(where: { $0.word.lowercased() == name })
      else { return nil }
      return QueryOperator(word: .scope(scope), byteRange: range)
    }
  }

  private static func standsAlone(_ next: QueryElement.Kind) -> Bool {
    switch next {
    case .end, .whiteSpace, .pipe, .openingBracket, .closingBracket: true
    default: QuoteStyle(openedBy: next) != nil
    }
  }

  /// The word with the `/10` that may follow it: whatever is behind the slash, up to the end of the term.
  private func withDistance(_ word: Range<Int>) -> Range<Int> {
    guard element(at: word.upperBound).kind == .slash else { return word }
    var end = word.upperBound
    while true {
      let next = element(at: end)
      if Self.standsAlone(next.kind) { return word.lowerBound..<end }
      end += next.byteCount
    }
  }

  /// The distance that an operator word has behind its slash; without a slash 10, or 0 for what excludes a neighbour; nil
  /// when something else than a number up to ``QueryLimits/distance`` is there. Digits may be full-width.
  func distance(of found: QueryOperator) -> Int? {
    var at = found.byteRange.lowerBound
    while letter(at: at) != nil { at += element(at: at).byteCount }
    guard at < found.byteRange.upperBound else {
      return found.word == .notBefore || found.word == .notAfter ? 0 : 10
    }
    at += element(at: at).byteCount
    guard at < found.byteRange.upperBound else { return nil }
    var distance = 0
    while at < found.byteRange.upperBound {
      let digit: UInt8
      switch self[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digit = self[at] - UInt8(ascii: "0")
        at += 1
      case 0xEF where self[at + 1] == 0xBC && (0x90...0x99).contains(self[at + 2]):
        // U+FF10 ０ is EF BC 90.
        digit = self[at + 2] - 0x90
        at += 3
      default:
        return nil
      }
      distance = distance * 10 + Int(digit)
      guard distance <= QueryLimits.distance else { return nil }
    }
    return distance
  }

  /// The name and colon at `byteOffset`, where a term starts; nil when text is there, which any other name with a colon
  /// is: `http://…`, `10:30`, `注意：安全`.
  func prefix(at byteOffset: Int) -> QueryPrefix? {
    guard let (name, _) = letters(at: byteOffset) else { return nil }
    let colon = element(at: name.upperBound)
    guard colon.kind == .colon else { return nil }
    let range = byteOffset..<(name.upperBound + colon.byteCount)
    switch word(in: name) {
    case "exact": return QueryPrefix(kind: .exact, byteRange: range)
    case "field": return QueryPrefix(kind: .customField, byteRange: range)
    case let word:
      return DocumentField(typed: word).map { QueryPrefix(kind: .field($0), byteRange: range) }
    }
  }
}
