// Elements and grams as the tokens of an engine's analyzer `whitespace`: no white space in them, none longer than it takes.

import WenjianBytes
package import WenjianStream

/// Writes elements as tokens.
///
/// A scalar is its own token, a run between two `_`, an edge of a paragraph as `__`; a scalar that is white space, a control
/// code or `_` as `_-5f_`, by its number. A gram is two of these in a row. A scalar begins with no `_` and a run with no `-`,
/// so different elements have different tokens, and so have different grams. The one special character needs no escape in
/// JSON, patterns and regular expressions.
package enum ClusterToken {
  static let mark = UInt8(ascii: "_")
  /// Between a run's beginning and the hash of the rest: no run holds it.
  static let hashMark = UInt8(ascii: "-")
  /// Longer runs are written as so many scalars and a hash of the whole. The engines cut a token at 255 units of UTF-16:
  /// two runs of that length, of scalars of two units each, take 230.
  package static let runScalarLimit = 40

  package static func element(_ element: AnalyzedElement) -> String {
    var bytes: [UInt8] = []
    append(element, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func gram(_ first: AnalyzedElement, _ second: AnalyzedElement) -> String {
    element(first) + element(second)
  }

  /// The elements in their order, with a blank between them.
  package static func elements(_ elements: [AnalyzedElement]) -> String {
    elements.map(element).joined(separator: " ")
  }

  /// The grams of elements in their order, with a blank between them; empty for fewer than two.
  package static func grams(_ elements: [AnalyzedElement]) -> String {
    zip(elements, elements.dropFirst()).map(gram).joined(separator: " ")
  }

  /// What the tokens of all runs begin with that begin with a text.
  /// - Parameter text: folded; nil for one that is longer than what tokens keep of a run.
  package static func runPrefix(_ text: String) -> String? {
    text.unicodeScalars.count > runScalarLimit ? nil : "_" + text
  }

  /// A name that precedes a token, in fields that hold the values of several names.
  package static func name(_ name: String) -> String {
    var bytes: [UInt8] = []
    for scalar in name.unicodeScalars { append(scalar: scalar.value, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self) + separator
  }

  /// Between a name and what is its.
  package static let separator = "\u{1}"

  // MARK: Bytes

  static func append(_ element: AnalyzedElement, to bytes: inout [UInt8]) {
    switch element {
    case .scalar(let scalar): append(scalar: scalar, to: &bytes)
    case .run(let run): append(run: run.span, to: &bytes)
    case .barrier: appendBarrier(to: &bytes)
    }
  }

  static func appendBarrier(to bytes: inout [UInt8]) {
    bytes.append(mark)
    bytes.append(mark)
  }

  @inline(__always)
  static func append(scalar: UInt32, to bytes: inout [UInt8]) {
    // Han, three times in four.
    if scalar >= 0x3400, scalar < 0xD800 {
      bytes.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 63))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar & 63))
      return
    }
    appendOther(scalar, to: &bytes)
  }

  @inline(never)
  private static func appendOther(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if isPlain(scalar) { return appendUTF8(of: scalar, to: &bytes) }
    bytes.append(mark)
    bytes.append(hashMark)
    bytes += String(scalar, radix: 16).utf8
    bytes.append(mark)
  }

  private static func isPlain(_ scalar: UInt32) -> Bool {
    if scalar > 0x20, scalar < 0x7F { return scalar != UInt32(mark) }
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    switch scalar.properties.generalCategory {
    // What a Java of any age may take for white space is of these.
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate: return false
    default: return true
    }
  }

  static func append(run: Span<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(mark)
    var scalars = 0
    var end = run.count
    var isPlain = true
    for at in run.indices {
      if run[at] & 0xC0 != 0x80 {
        scalars += 1
        if scalars == runScalarLimit + 1 { end = at }
      }
      if run[at] <= 0x20 || run[at] == mark || run[at] == hashMark { isPlain = false }
    }
    // No run holds a mark now; one that does is told from all others by its hash.
    if !isPlain { end = 0 }
    for at in 0..<end { bytes.append(run[at]) }
    if end < run.count {
      bytes.append(hashMark)
      for seed in [UInt64(0), 1] { bytes += hexadecimal(hash64(run, seed: seed)).utf8 }
    }
    bytes.append(mark)
  }

  /// Sixteen digits.
  static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
